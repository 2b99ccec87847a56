import { expect, test } from "vitest";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { BranchReviews, ReviewRule } from "#model/review.ts";
import type { Reviews } from "#model/repository.ts";
import { ask, at, plan, production, repository, trigger, whole } from "./build.ts";

const file = "rulesets.yaml";
const captured = { basis: "observed", captured: "2026-11-20T09:00:00Z", stale: undefined } as const;
const exported = { ...captured, at: at(1, file) };
const rule = (over: Partial<ReviewRule> = {}): ReviewRule => ({
  ...captured,
  at: at(5, file),
  name: "Protect main",
  branches: [{ match: "exact", name: "main" }],
  except: [],
  enforced: true,
  approvals: 1,
  from: listing([], absent(at(5, file))),
  codeOwners: declared(false, at(5, file)),
  dismissStale: declared(true, at(5, file)),
  byAuthor: declared(false, at(6, file)),
  byLastPusher: declared(false, at(5, file)),
  bypass: declared(false, at(7, file)),
  ...over,
});
const server = (rules: readonly ReviewRule[], over: Partial<BranchReviews> = {}, on = "main"): Reviews => ({
  platform: "test",
  of: (branch) => ({ rules: branch === on ? rules : [], unsure: [], all: exported, ...over }),
  settle: (branch) => `export ${branch}`,
});
const nothing: Reviews = { platform: "test", of: () => undefined, settle: (branch) => `export ${branch}` };
const deploys = (over: Partial<Plan> = {}, stage: Partial<Stage> = {}) => [plan([production("eu", 10, stage)], over)];
const judged = (reviews: readonly Reviews[], plans = deploys(), written: object = {}) =>
  ask("code-review", repository(plans, { reviews }), written);

test("a rule that asks for the approval of another passes", () => {
  expect(judged([server([rule()])])).toEqual({
    outcome: "pass",
    reason: "asks 1 to approve a change to `main` by `Protect main`",
    places: [at(5, file)],
  });
});

test("fewer approvals, the author's own and a way round fail with their places", () => {
  expect(judged([server([rule()])], undefined, { count: 2 })).toEqual({
    outcome: "fail",
    reason: "asks 1 to approve a change to `main` by `Protect main`, fewer than 2",
    places: [at(5, file)],
    remedy: "let `Protect main` ask 2 to approve",
  });
  expect(judged([server([rule({ byAuthor: declared(true, at(6, file)) })])])).toMatchObject({
    outcome: "fail",
    reason: "lets authors approve their own change to `main`",
    places: [at(6, file)],
  });
  expect(judged([server([rule({ bypass: declared(true, at(7, file)) })])])).toMatchObject({
    outcome: "fail",
    reason: "lets some go round `Protect main` for `main`",
    places: [at(7, file)],
  });
  expect(judged([server([rule({ enforced: false })])])).toMatchObject({
    outcome: "fail",
    reason: "only tries out `Protect main` for `main`",
  });
  expect(judged([server([rule({ approvals: 0 }), rule()])]).outcome).toBe("pass");
});

test("a whole export without a rule fails, and one that may lack some is unknown", () => {
  expect(judged([server([])])).toEqual({
    outcome: "fail",
    reason: "lets changes to `main` in without a review",
    places: [at(1, file), at(3)],
    remedy: "protect `main` with a rule that asks for an approval of each change",
  });
  const unclear = {
    outcome: "unknown",
    reason: "what a change to `main` must pass is a setting that is not exported",
    places: [at(3)],
    remedy: "export main",
  };
  expect(judged([server([], { all: undefined })])).toEqual(unclear);
  expect(judged([server([rule({ approvals: 0 })], { all: undefined })])).toEqual(unclear);
  expect(judged([nothing])).toEqual(unclear);
  expect(judged([])).toMatchObject({ outcome: "unknown", places: [at(3)] });
});

test("what is stale, or may be for another branch, is unknown", () => {
  const stale = "its exported settings were captured on 2026-01-01, and 30 d is how long they are believed";
  const old = { outcome: "unknown", reason: stale, remedy: "export main" };
  expect(judged([server([rule({ stale })], { all: { ...exported, stale } })])).toMatchObject(old);
  expect(judged([server([], { all: { ...exported, stale } })])).toMatchObject(old);
  expect(judged([server([rule({ approvals: 0 })], { unsure: [rule({ name: "Guarded" })] })])).toMatchObject({
    outcome: "unknown",
    reason: "whether `Guarded` is for `main` is not exported",
  });
  const hidden = unknown("settings", "who may go round it is not exported", at(7, file));
  expect(judged([server([rule({ bypass: hidden })])])).toEqual({
    outcome: "unknown",
    reason: "who may go round it is not exported",
    places: [at(7, file)],
    remedy: "export main",
  });
  expect(judged([server([rule({ byAuthor: absent(at(6, file)) })])]).outcome).toBe("unknown");
});

test("one of several servers keeps the changes", () => {
  expect(judged([nothing, server([rule()])]).outcome).toBe("pass");
  expect(judged([nothing, server([])]).outcome).toBe("unknown");
});

test("trunk is asked where no trigger names a branch, and its name is not guessed against it", () => {
  const tagged = deploys({ triggers: whole(trigger("tag", ["v*"])) });
  expect(judged([server([rule()], {}, "master")], tagged).outcome).toBe("pass");
  expect(judged([server([rule({ approvals: 0 })], {}, "master")], tagged).outcome).toBe("fail");
  expect(judged([server([])], tagged)).toMatchObject({
    outcome: "unknown",
    reason: "which branch is trunk is not written, and `main` lets changes in without a review",
  });
  expect(
    judged([server([rule()])], deploys({ triggers: whole(trigger("push", ["main", "release/*"])) })),
  ).toMatchObject({ outcome: "fail", reason: "lets changes to `release/any-branch` in without a review" });
});

test("what does not reach production is not asked, and a tier that is unknown leaves a failure open", () => {
  expect(judged([server([])], [plan([])]).outcome).toBe("not-applicable");
  expect(judged([server([])], deploys({}, { tier: absent(at(10)) })).outcome).toBe("unknown");
});
