import { expect, test } from "vitest";
import { declared, unknown } from "#model/fact.ts";
import type { Exposure, Stage } from "#model/plan.ts";
import { ask, at, check, health, plan, production, stage, staging, whole } from "./build.ts";

const share = (part: number, line: number, by: Exposure["by"] = "weight") => declared({ share: part, by }, at(line));

/** A rollout by shares of traffic, in no known tier. */
const rollout = (...shares: readonly number[]): readonly Stage[] =>
  shares.map((part, index) =>
    stage(`${part * 100}%`, 10 + index, {
      after: index > 0 ? [`${shares[index - 1]! * 100}%`] : [],
      exposure: share(part, 10 + index),
    }),
  );

const judged = (stages: readonly Stage[], written: object = {}) => ask("progressive-exposure", plan(stages), written);

test("small steps pass", () => {
  expect(judged(rollout(0.1, 0.5, 1))).toMatchObject({
    outcome: "pass",
    reason: "reaches production in 3 phases; begins with 10%; goes from 10% to 50%; goes from 50% to 100%",
    places: [at(10), at(11), at(12)],
  });
});

test("a first step that is too large fails", () => {
  expect(judged(rollout(0.2, 1))).toMatchObject({
    outcome: "fail",
    reason: "begins with 20% at `20%`, more than 10%",
    places: [at(10)],
  });
});

test("a step that grows too much fails", () => {
  expect(judged(rollout(0.1, 1))).toMatchObject({
    outcome: "fail",
    reason: "goes from 10% to 100% at `100%`, more than 5 times as many",
    places: [at(11)],
  });
});

test("everyone in one step fails", () => {
  expect(judged([production("production", 10, { exposure: share(1, 12, "all-at-once") })])).toMatchObject({
    outcome: "fail",
    reason: "reaches production in 1 phase, fewer than 2; begins with 100% at `production`, more than 10%",
    places: [at(10), at(12)],
  });
});

test("a step that exposes nobody is none", () => {
  expect(judged(rollout(0, 0.2, 1)).reason).toBe("begins with 20% at `20%`, more than 10%");
});

test("staging is no phase", () => {
  const stages = [
    staging("staging", 10),
    production("production", 20, { after: ["staging"], exposure: share(1, 21, "all-at-once") }),
  ];
  expect(judged(stages).outcome).toBe("fail");
});

test("one stage of production whose share is not written fails for its number", () => {
  expect(judged([production("production", 10)])).toMatchObject({
    outcome: "fail",
    reason: "reaches production in 1 phase, fewer than 2",
    places: [at(10)],
  });
});

test("an unknown share may stand for several phases", () => {
  const exposure = unknown("elsewhere", "the controller decides", at(11));
  expect(judged([production("production", 10, { exposure })])).toMatchObject({
    outcome: "unknown",
    reason: "the controller decides",
    places: [at(11)],
  });
});

test("a step from an unknown share is unknown", () => {
  const [first, second] = rollout(0.1, 1);
  const exposure = unknown("run-time", "`$(weight)` is decided when it runs", at(10));
  expect(judged([{ ...first!, exposure }, second!]).outcome).toBe("unknown");
});

test("a stage of unknown tier leaves it unknown", () => {
  expect(judged([stage("deploy", 10)])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
    places: [at(10)],
  });
});

test("everyone at once in a stage of unknown tier may be staging: unknown", () => {
  expect(judged([stage("deploy", 10, { exposure: share(1, 12, "all-at-once") })])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
  });
});

test("a plan without production is not asked", () => {
  expect(judged([staging("staging", 10)])).toEqual({
    outcome: "not-applicable",
    reason: "deploys nothing to production",
    places: [at(1)],
  });
});

const blueGreen = (over: Partial<Stage>) => [
  production("production", 10, { exposure: share(1, 11, "blue-green"), ...over }),
];

test("a switch fails where the policy does not accept it", () => {
  expect(judged(blueGreen({}))).toMatchObject({
    outcome: "fail",
    reason: "switches everyone at once at `production`",
    places: [at(11)],
  });
});

test("an accepted switch passes with a checked preview and a watched bake", () => {
  const stages = blueGreen({ checks: whole(check("smoke", 12)), health: whole(health("errors", 13)) });
  expect(judged(stages, { "blue-green": true })).toMatchObject({
    outcome: "pass",
    reason: "must pass `smoke`; is watched by `errors`",
    places: [at(12), at(13)],
  });
});

test("an accepted switch fails without either", () => {
  expect(judged(blueGreen({ health: whole(health("errors", 13)) }), { "blue-green": true }).outcome).toBe("fail");
  expect(judged(blueGreen({ checks: whole(check("smoke", 12)) }), { "blue-green": true }).outcome).toBe("fail");
});

test("an accepted switch does not excuse another stage of everyone at once", () => {
  const stages = [
    ...blueGreen({ checks: whole(check("smoke", 12)), health: whole(health("errors", 13)) }),
    production("batch", 20, { exposure: share(1, 21, "all-at-once") }),
  ];
  expect(judged(stages, { "blue-green": true })).toMatchObject({
    outcome: "fail",
    reason: "begins with 100% at `batch`, more than 10%",
  });
});
