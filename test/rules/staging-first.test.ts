import { expect, test } from "vitest";
import { unsure } from "#model/assurance.ts";
import type { Stage, Trigger } from "#model/plan.ts";
import { askOf, at, production, stage, staging, trigger, whole } from "./build.ts";

const judged = (stages: readonly Stage[], ...triggers: readonly Trigger[]) =>
  askOf("staging-first", stages, "production", {}, triggers.length > 0 ? { triggers: whole(...triggers) } : {});

test("a staging stage before it passes, near or far", () => {
  const stages = [
    staging("staging", 10),
    production("canary", 20, { after: ["staging"] }),
    production("production", 30, { after: ["canary"] }),
  ];
  expect(judged(stages)).toEqual({ outcome: "pass", reason: "comes after `staging`", places: [at(10)] });
});

const remedy = "deploy to a staging environment first, and let it begin only where that went well";

test("what may deploy nothing puts nothing on staging for sure", () => {
  const dark = unsure("elsewhere", "`make terraform` is not known", at(12));
  const stages = [staging("fetch", 10, { deploys: dark }), production("production", 30, { after: ["fetch"] })];
  expect(judged(stages)).toEqual({ outcome: "unknown", reason: "`make terraform` is not known", places: [at(12)] });
});

test("none fails", () => {
  expect(judged([production("production", 30)])).toEqual({
    outcome: "fail",
    reason: "comes without a staging stage before it",
    places: [at(30)],
    remedy,
  });
});

test("one that it need not wait for fails by its name", () => {
  expect(judged([staging("staging", 10), production("production", 30)])).toEqual({
    outcome: "fail",
    reason: "need not come after `staging`",
    places: [at(30), at(10)],
    remedy,
  });
});

test("a stage of unknown tier before it leaves it unknown", () => {
  const stages = [stage("first", 10), production("production", 30, { after: ["first"] })];
  expect(judged(stages)).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `first` is",
    places: [at(10)],
  });
});

test("another plan before it leaves it unknown, unless it can also be started directly", () => {
  const stages = [production("production", 30)];
  const chained = trigger("after-plan", undefined, 4);
  expect(judged(stages, chained)).toMatchObject({
    outcome: "unknown",
    reason: "what comes before `deploy` is written elsewhere",
    places: [at(4)],
  });
  expect(judged(stages, chained, trigger("push", ["main"], 5)).outcome).toBe("fail");
});

test("staging itself and publications are not asked", () => {
  expect(judged([staging("production", 10)])).toEqual({
    outcome: "not-applicable",
    reason: "is not production",
    places: [at(10)],
  });
  expect(judged([production("production", 10, { role: "publication" })]).outcome).toBe("not-applicable");
});
