import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import type { Check } from "#model/plan.ts";
import { askOf, at, check, production, whole } from "./build.ts";

const judged = (...checks: readonly Check[]) =>
  askOf("blocking-check", [production("production", 10, { checks: whole(...checks) })], "production");

test("checks that stop the route pass", () => {
  expect(judged(check("unit", 12))).toEqual({ outcome: "pass", reason: "is stopped by `unit`", places: [at(12)] });
});

test("one that swallows its failure fails", () => {
  const swallowed = check("scan", 13, { blocking: broken("`scan` ends with `|| true`", at(14)) });
  expect(judged(check("unit", 12), swallowed)).toEqual({
    outcome: "fail",
    reason: "is not stopped by `scan`: `scan` ends with `|| true`",
    places: [at(14)],
    remedy: "let a failure of `scan` end the route to it",
  });
});

test("one that a route goes round fails", () => {
  const around = check("unit", 12, { everyRoute: broken("`deploy` runs with `if: always()`", at(15)) });
  expect(judged(around)).toMatchObject({ outcome: "fail", places: [at(15)] });
});

test("one that cannot be told is unknown", () => {
  const open = check("unit", 12, { blocking: unsure("run-time", "`${{ inputs.strict }}` decides", at(16)) });
  expect(judged(open)).toMatchObject({
    outcome: "unknown",
    reason: "`${{ inputs.strict }}` decides",
    places: [at(16)],
  });
});

test("a check of the change before it merges is no check of the route", () => {
  const change = check("unit", 12, { guards: "change", everyRoute: broken("runs on pull requests only", at(12)) });
  expect(judged(change)).toEqual({ outcome: "not-applicable", reason: "has no check on its route", places: [at(10)] });
});
