import { expect, test } from "vitest";
import { listing, unknown } from "#model/fact.ts";
import type { Plan, Trigger } from "#model/plan.ts";
import { ask, at, plan, production, repository, stage, staging, trigger, whole } from "./build.ts";

const started = (...triggers: readonly Trigger[]): Plan =>
  plan([production("production", 10)], { triggers: whole(...triggers) });
const judged = (...plans: readonly Plan[]) => ask("trunk-based", repository(plans));

test("trunk, release branches and tags pass", () => {
  expect(judged(started(trigger("push", ["main", "release/**"], 4), trigger("tag", ["v*"], 5)))).toEqual({
    outcome: "pass",
    reason: "starts `deploy` from `main` or `release/**`; starts `deploy` by a tag",
    places: [at(4), at(5)],
  });
});

test("a branch for an environment fails, also beside trunk", () => {
  expect(judged(started(trigger("push", ["main", "develop"], 4)))).toMatchObject({
    outcome: "fail",
    reason: "starts `deploy` from `develop`, neither trunk nor a release branch",
    places: [at(4)],
    remedy: "start `deploy` only from main, master, trunk, release, release/*, releases/*, release-* or hotfix/*",
  });
  expect(judged(started(trigger("push", ["live"], 4))).outcome).toBe("fail");
});

test("another branch beside trunk may not reach production: unknown", () => {
  expect(judged(started(trigger("push", ["main", "feature/*"], 4)))).toMatchObject({
    outcome: "unknown",
    reason: "whether `feature/*` reaches production by `deploy` is not written",
  });
});

test("a start by hand from any branch is unknown", () => {
  expect(judged(started(trigger("push", ["main"], 4), trigger("manual", undefined, 5)))).toMatchObject({
    outcome: "unknown",
    reason: "any branch may start `deploy`: which of them reach production is not written",
    places: [at(5)],
  });
});

test("beginnings that may be missing from the list leave it unknown", () => {
  const triggers = listing([trigger("push", ["main"], 4)], unknown("elsewhere", "`ci.yml` calls it", at(6)));
  expect(judged(plan([production("production", 10)], { triggers }))).toMatchObject({
    outcome: "unknown",
    reason: "`ci.yml` calls it",
  });
});

test("a stage of unknown tier makes a failure unknown", () => {
  const unclear = plan([stage("deploy", 10)], { triggers: whole(trigger("push", ["develop"], 4)) });
  expect(judged(unclear)).toMatchObject({ outcome: "unknown", reason: "nothing says which tier `deploy` is" });
});

test("plans that reach no production, or that a controller starts, are not asked", () => {
  const none = {
    outcome: "not-applicable",
    reason: "has no plan that says from which branch it reaches production",
  };
  expect(judged(plan([staging("staging", 10)], { triggers: whole(trigger("push", ["develop"])) }))).toMatchObject(none);
  expect(judged(started(trigger("manifest"))).outcome).toBe("not-applicable");
});

test("a change that is not merged may reach production unless it is there for a preview", () => {
  const triggers = whole(trigger("push", ["main"], 4), trigger("change-request", ["main"], 5));
  const stages = [production("production", 10)];
  expect(judged(plan(stages, { triggers }))).toMatchObject({
    outcome: "unknown",
    reason: "whether a change reaches production by `deploy` before it merges is not written",
    places: [at(5)],
  });
  expect(judged(plan([...stages, stage("preview", 20, { role: "preview" })], { triggers })).outcome).toBe("pass");
});
