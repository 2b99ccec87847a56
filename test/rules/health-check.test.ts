import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { listing, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { askOf, at, health, production, staging, whole } from "./build.ts";

const two = (over: Partial<Stage>): readonly Stage[] => [
  staging("staging", 10, over),
  production("production", 20, { after: ["staging"] }),
];
const judged = (over: Partial<Stage>, written: object = {}) => askOf("health-check", two(over), "staging", written);

test("one that must pass is enough", () => {
  expect(judged({ health: whole(health("errors", 12)) })).toEqual({
    outcome: "pass",
    reason: "is checked by `errors`",
    places: [at(12)],
  });
});

test("none fails", () => {
  expect(judged({})).toMatchObject({ outcome: "fail", reason: "has no health check", places: [at(10)] });
});

test("one that cannot fail does not count", () => {
  const deaf = health("errors", 12, { effective: broken("`errors` passes on no data", at(13)) });
  expect(judged({ health: whole(deaf) })).toEqual({
    outcome: "fail",
    reason: "is not held back by `errors`: `errors` passes on no data",
    places: [at(13)],
    remedy: "let `errors` decide whether the rollout goes on",
  });
});

test("as many must count as are asked", () => {
  const checks = whole(health("errors", 12), health("latency", 13));
  expect(judged({ health: checks }, { signals: 2 }).outcome).toBe("pass");
  expect(judged({ health: checks }, { signals: 3 })).toMatchObject({
    outcome: "fail",
    reason: "has fewer than 3 health checks",
  });
});

test("only the kinds that are asked count", () => {
  expect(judged({ health: whole(health("errors", 12)) }, { kinds: ["alarm"] })).toMatchObject({
    outcome: "fail",
    reason: "has no health check of kind alarm",
  });
});

test("what may be elsewhere leaves it unknown", () => {
  const others = unknown("settings", "alarms are set in the console", at(14));
  expect(judged({ health: listing([], others) })).toMatchObject({ outcome: "unknown", places: [at(14)] });
  expect(judged({ health: listing([health("errors", 12)], others) }, { signals: 2 }).outcome).toBe("unknown");
});

test("the end of a longer way has nothing to hold back", () => {
  expect(askOf("health-check", two({}), "production")).toEqual({
    outcome: "not-applicable",
    reason: "has no stage after it",
    places: [at(20)],
  });
});

test("the only stage of a plan is checked before the rollout ends", () => {
  expect(askOf("health-check", [production("production", 20)], "production").outcome).toBe("fail");
});
