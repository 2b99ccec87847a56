import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { declared } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { ask, at, plan, production, stage, staging } from "./build.ts";

const judged = (stages: readonly Stage[], written: object = {}) => ask("serial-rings", plan(stages), written);

test("one after another passes", () => {
  expect(judged([production("west", 10), production("east", 20, { after: ["west"] })])).toEqual({
    outcome: "pass",
    reason: "deploys one group after another",
    places: [at(1)],
  });
});

test("side by side fails", () => {
  const stages = [
    production("west", 10),
    production("east", 20, { after: ["west"] }),
    production("north", 30, { after: ["west"] }),
  ];
  expect(judged(stages)).toMatchObject({
    outcome: "fail",
    reason: "deploys `east` and `north` side by side",
    places: [at(20), at(30)],
  });
  expect(judged(stages, { concurrent: 2 }).outcome).toBe("pass");
});

test("two chains side by side are two at once, not three", () => {
  const stages = [
    production("a1", 10),
    production("a2", 11, { after: ["a1"] }),
    production("b1", 20),
    production("b2", 21, { after: ["b1"] }),
  ];
  expect(judged(stages, { concurrent: 2 }).outcome).toBe("pass");
  expect(judged(stages).outcome).toBe("fail");
});

test("a group that runs side by side fails, and so does one that does not stop", () => {
  const group = (concurrent: number, stops: boolean) =>
    declared(
      { name: "regions", concurrent, stopsTogether: stops ? holds(at(12)) : broken("`fail-fast` is off", at(13)) },
      at(11),
    );
  expect(judged([production("west", 10, { group: group(Infinity, true) })])).toMatchObject({
    outcome: "fail",
    reason: "runs the groups of `regions` side by side",
    places: [at(11)],
  });
  expect(judged([production("west", 10, { group: group(1, false) })])).toMatchObject({
    outcome: "fail",
    reason: "does not stop `regions` when a group fails: `fail-fast` is off",
    places: [at(13)],
  });
  expect(judged([production("west", 10, { group: group(1, true) })])).toMatchObject({
    outcome: "pass",
    reason: "stops `regions` at the first group that fails",
    places: [at(12)],
  });
});

test("stages of a group that takes them one at a time are not side by side", () => {
  const turns = (concurrent: number) => declared({ name: "regions", concurrent, stopsTogether: holds(at(12)) }, at(11));
  const west = production("west", 10, { group: turns(1) });
  const east = production("east", 20, { group: turns(1) });
  expect(judged([west, east])).toMatchObject({
    outcome: "pass",
    reason: "stops `regions` at the first group that fails; deploys one group after another",
  });
  expect(judged([west, east, production("north", 30)])).toMatchObject({
    outcome: "fail",
    reason: "deploys `west`, `east` and `north` side by side",
  });
});

test("only the stages that are production are named", () => {
  expect(judged([production("west", 10), production("east", 20), stage("batch", 30)])).toMatchObject({
    outcome: "fail",
    reason: "deploys `west` and `east` side by side",
    places: [at(10), at(20)],
  });
});

test("stages of unknown tier side by side are unknown", () => {
  expect(judged([production("west", 10), stage("batch", 20)])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `batch` is",
    places: [at(20)],
  });
});

test("a group of a stage that may not be production is unknown", () => {
  const group = declared({ name: "regions", concurrent: 3, stopsTogether: holds(at(12)) }, at(11));
  expect(judged([stage("deploy", 10, { group })])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
  });
});

test("one stage of production is not asked, nor is none", () => {
  expect(judged([staging("staging", 5), production("west", 10, { after: ["staging"] })])).toMatchObject({
    outcome: "not-applicable",
    reason: "deploys `west` as one; deploys to one stage of production",
  });
  expect(judged([staging("staging", 5)])).toMatchObject({
    outcome: "not-applicable",
    reason: "deploys nothing to production",
    places: [at(1)],
  });
});

test("stages that no one start reaches together are no groups side by side", () => {
  const eu = production("eu", 3, { starts: ["by hand with `region` = `eu`"] });
  const us = production("us", 9, { starts: ["by hand with `region` = `us`"] });
  expect(judged([eu, us])).toMatchObject({
    outcome: "pass",
    reason: "deploys one group after another",
  });
});
