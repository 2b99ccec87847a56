import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { declared, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { askOf, at, stage } from "./build.ts";

const judged = (over: Partial<Stage>, written: object = {}) =>
  askOf("recovery", [stage("production", 10, over)], "production", written);
const byHand = declared({ how: "is rolled back by hand", automatic: broken("a person must begin it", at(12)) }, at(11));

test("a recovery that begins by itself passes", () => {
  const recovery = declared({ how: "rolls back to the stable version", automatic: holds(at(12)) }, at(11));
  expect(judged({ recovery })).toEqual({
    outcome: "pass",
    reason: "recovers: rolls back to the stable version",
    places: [at(12)],
  });
});

test("one by hand passes only where the policy lets it", () => {
  expect(judged({ recovery: byHand })).toMatchObject({
    outcome: "fail",
    reason: "does not recover by itself: a person must begin it",
    places: [at(12)],
    remedy: "go back to the last version that worked when the stage fails",
  });
  expect(judged({ recovery: byHand }, { automatic: false })).toEqual({
    outcome: "pass",
    reason: "recovers: is rolled back by hand",
    places: [at(11)],
  });
});

test("none fails", () => {
  expect(judged({})).toMatchObject({ outcome: "fail", reason: "has no recovery", places: [at(10)] });
});

test("unknown is unknown", () => {
  const recovery = unknown("elsewhere", "the controller recovers it", at(11));
  expect(judged({ recovery })).toMatchObject({ outcome: "unknown", places: [at(11)] });
});

test("a preview is not asked", () => {
  expect(judged({ role: "preview" })).toMatchObject({
    outcome: "not-applicable",
    reason: "is a preview, not a deployment",
    places: [at(10)],
  });
});
