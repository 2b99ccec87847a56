import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { askOf, at, health, stage, whole } from "./build.ts";

const judged = (...checks: readonly ReturnType<typeof health>[]) =>
  askOf("effective-check", [stage("canary", 10, { health: whole(...checks) })], "canary");

test("checks that can fail pass", () => {
  expect(judged(health("errors", 12))).toEqual({
    outcome: "pass",
    reason: "can be stopped by `errors`",
    places: [at(12)],
  });
});

test("each of them must be able to", () => {
  const deaf = health("latency", 13, { effective: broken("`latency` can never exceed its failure limit", at(14)) });
  expect(judged(health("errors", 12), deaf)).toMatchObject({
    outcome: "fail",
    reason: "is checked in vain by `latency`: `latency` can never exceed its failure limit",
    places: [at(14)],
  });
});

test("what it measures may be unknown", () => {
  const remote = health("latency", 13, {
    effective: unsure("elsewhere", "`latency` is not in this repository", at(14)),
  });
  expect(judged(remote)).toMatchObject({ outcome: "unknown", places: [at(14)] });
});

test("without checks it is not asked", () => {
  expect(judged()).toEqual({ outcome: "not-applicable", reason: "has no health check", places: [at(10)] });
});
