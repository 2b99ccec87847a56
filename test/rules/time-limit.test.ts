import { expect, test } from "vitest";
import { declared, type Fact, unknown } from "#model/fact.ts";
import type { TimeLimit } from "#model/plan.ts";
import { askOf, at, production } from "./build.ts";

const judged = (timeLimit?: Fact<TimeLimit>, written: object = {}) =>
  askOf("time-limit", [production("production", 10, timeLimit ? { timeLimit } : {})], "production", written);
const limit = (seconds: number, isDefault = false) => declared({ limit: seconds, isDefault }, at(12));

test("a short limit passes", () => {
  expect(judged(limit(1800))).toEqual({ outcome: "pass", reason: "may take 30 min", places: [at(12)] });
});

test("the platform's default counts, and the reason says so", () => {
  expect(judged(limit(21_600, true))).toEqual({
    outcome: "fail",
    reason: "may take 6 h, the platform's default: more than 2 h",
    places: [at(12)],
    remedy: "give it a time limit of 2 h or less",
  });
  expect(judged(limit(21_600, true), { longest: "PT6H" }).outcome).toBe("pass");
});

test("zero is no limit, and none fails", () => {
  const none = { outcome: "fail", reason: "has no time limit", remedy: "give it a time limit of 2 h or less" };
  expect(judged(limit(0))).toEqual({ ...none, places: [at(12)] });
  expect(judged()).toEqual({ ...none, places: [at(10)] });
});

test("a setting is unknown", () => {
  expect(judged(unknown("settings", "its limit is a project setting", at(12)))).toMatchObject({
    outcome: "unknown",
    reason: "its limit is a project setting",
    places: [at(12)],
  });
});
