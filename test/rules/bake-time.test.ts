import { expect, test } from "vitest";
import { declared, unknown } from "#model/fact.ts";
import type { Stage } from "#model/plan.ts";
import { askOf, at, production, stage, staging } from "./build.ts";

const chain = (over: Partial<Stage>): readonly Stage[] => [
  staging("staging", 10, over),
  production("canary", 20, { after: ["staging"], ...over }),
  production("production", 30, { after: ["canary"], ...over }),
];

test("a bake that is long enough passes", () => {
  expect(askOf("bake-time", chain({ bake: declared(5400, at(11)) }), "staging")).toEqual({
    outcome: "pass",
    reason: "bakes 1 h 30 min",
    places: [at(11)],
  });
});

test("a short bake fails, and the remedy names the next stage", () => {
  expect(askOf("bake-time", chain({ bake: declared(600, at(11)) }), "staging")).toEqual({
    outcome: "fail",
    reason: "bakes 10 min, less than 1 h",
    places: [at(11)],
    remedy: "let `canary` begin at least 1 h after it",
  });
});

test("no bake fails", () => {
  expect(askOf("bake-time", chain({}), "canary")).toMatchObject({
    outcome: "fail",
    reason: "has no bake time",
    places: [at(20)],
  });
});

test("the first stage of a tier has its own minimum", () => {
  const stages = chain({ bake: declared(7200, at(11)) });
  expect(askOf("bake-time", stages, "canary", { first: "PT12H" }).reason).toBe("bakes 2 h, less than 12 h");
  const later = [
    ...stages.slice(0, 2),
    production("west", 25, { after: ["canary"], bake: declared(7200, at(26)) }),
    production("east", 30, { after: ["west"] }),
  ];
  expect(askOf("bake-time", later, "west", { first: "PT12H" }).outcome).toBe("pass");
});

test("an unknown bake is unknown", () => {
  const bake = unknown("settings", "its wait timer is a setting", at(11), "export it");
  expect(askOf("bake-time", chain({ bake }), "staging")).toEqual({
    outcome: "unknown",
    reason: "its wait timer is a setting",
    places: [at(11)],
    remedy: "export it",
  });
});

test("the last stage is not asked", () => {
  expect(askOf("bake-time", chain({}), "production")).toEqual({
    outcome: "not-applicable",
    reason: "has no stage after it",
    places: [at(30)],
  });
});

test("a publication is not asked", () => {
  expect(askOf("bake-time", [stage("publish", 10, { role: "publication" })], "publish")).toEqual({
    outcome: "not-applicable",
    reason: "is a publication, not a deployment",
    places: [at(10)],
  });
});
