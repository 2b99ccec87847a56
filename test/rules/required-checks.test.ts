import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { listing, unknown } from "#model/fact.ts";
import type { Check } from "#model/plan.ts";
import { askOf, at, check, production, stage, whole } from "./build.ts";

const judged = (...checks: readonly Check[]) =>
  askOf("required-checks", [production("production", 10, { checks: whole(...checks) })], "production");
const scan = check("scan", 13, { kinds: ["security-scan"] });

test("each kind that is asked passes", () => {
  expect(judged(check("unit", 12), scan)).toEqual({
    outcome: "pass",
    reason: "must pass `unit` (tests); must pass `scan` (security-scan)",
    places: [at(12), at(13)],
  });
});

test("a missing kind fails by its name", () => {
  expect(judged(check("unit", 12))).toEqual({
    outcome: "fail",
    reason: "passes no security-scan",
    places: [at(2)],
    remedy: "run security-scan on every route to it, and let a failure stop the route",
  });
});

test("a check that a route goes round does not count, and the reason says which", () => {
  const around = check("unit", 12, { everyRoute: broken("`deploy` runs with `if: always()`", at(14)) });
  expect(judged(around, scan)).toEqual({
    outcome: "fail",
    reason: "need not pass `unit` (tests): `deploy` runs with `if: always()`",
    places: [at(14)],
    remedy: "let the stage begin only after `unit` has passed, on every route",
  });
});

test("a check whose failure is swallowed does not count, nor does one that can be skipped", () => {
  const swallowed = check("unit", 12, { blocking: broken("`unit` continues on error", at(15)) });
  const skipped = check("unit", 12, { unskippable: broken("the input `skip` switches it off", at(16)) });
  expect(judged(swallowed, scan)).toMatchObject({ outcome: "fail", places: [at(15)] });
  expect(judged(skipped, scan)).toMatchObject({ outcome: "fail", places: [at(16)] });
});

test("of two checks of a kind one that counts is enough", () => {
  const swallowed = check("lint", 12, { blocking: broken("`lint` continues on error", at(15)) });
  expect(judged(swallowed, check("unit", 17), scan).outcome).toBe("pass");
});

test("a check that settings may require is unknown", () => {
  const everyRoute = unsure("settings", "a ruleset may require `unit`", at(14), "export the rulesets");
  expect(judged(check("unit", 12, { guards: "change", everyRoute }), scan)).toEqual({
    outcome: "unknown",
    reason: "a ruleset may require `unit`",
    places: [at(14)],
    remedy: "export the rulesets",
  });
});

test("checks that may be elsewhere leave a missing kind unknown", () => {
  const others = unknown("elsewhere", "`acme/workflows` may run checks", at(14));
  const stages = [production("production", 10, { checks: listing([scan], others) })];
  expect(askOf("required-checks", stages, "production")).toMatchObject({
    outcome: "unknown",
    reason: "`acme/workflows` may run checks",
    places: [at(14)],
  });
});

test("a preview is not asked, a publication is", () => {
  const judge = (role: "preview" | "publication") => askOf("required-checks", [stage("it", 10, { role })], "it");
  expect(judge("preview")).toEqual({
    outcome: "not-applicable",
    reason: "is a preview, torn down with its change",
    places: [at(10)],
  });
  expect(judge("publication").outcome).toBe("fail");
});
