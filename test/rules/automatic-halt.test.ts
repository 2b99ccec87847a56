import { expect, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { declared } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { askOf, at, production, staging } from "./build.ts";

const two = (over: Partial<Stage>): readonly Stage[] => [
  staging("staging", 10, over),
  production("production", 20, { after: ["staging"] }),
];
const judged = (over: Partial<Stage>) => askOf("automatic-halt", two(over), "staging");

test("what stops it by itself passes", () => {
  const halt = declared({ on: "the analysis `errors`", automatic: holds(at(12)) }, at(11));
  expect(judged({ halt })).toEqual({
    outcome: "pass",
    reason: "is halted by the analysis `errors`",
    places: [at(12)],
  });
});

test("what needs a human fails", () => {
  const halt = declared({ on: "the alarm `errors`", automatic: broken("a person must stop it", at(12)) }, at(11));
  expect(judged({ halt })).toMatchObject({
    outcome: "fail",
    reason: "is not halted by the alarm `errors`: a person must stop it",
    places: [at(12)],
    remedy: "let a failed health check stop the rollout by itself",
  });
});

test("what is not known is unknown", () => {
  const halt = declared({ on: "alarms", automatic: unsure("settings", "alarms are settings", at(12)) }, at(11));
  expect(judged({ halt })).toMatchObject({ outcome: "unknown", reason: "alarms are settings", places: [at(12)] });
});

test("nothing fails", () => {
  expect(judged({})).toMatchObject({ outcome: "fail", reason: "is halted by nothing", places: [at(10)] });
});

test("the end of a longer way has nothing to hold back", () => {
  expect(askOf("automatic-halt", two({}), "production")).toEqual({
    outcome: "not-applicable",
    reason: "has no stage after it",
    places: [at(20)],
  });
});
