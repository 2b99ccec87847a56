import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import type { Check } from "#model/plan.ts";
import { askOf, at, check, production, stage, staging, whole } from "./build.ts";

const judged = (checks: readonly Check[], written: object = {}, first: "staging" | "stage" = "staging") =>
  askOf(
    "tested-staging",
    [
      first === "staging" ? staging("staging", 10) : stage("staging", 10),
      production("production", 20, { after: ["staging"], checks: whole(...checks) }),
    ],
    "production",
    written,
  );
const smoke = check("smoke", 15, { kinds: ["smoke-test"], after: ["staging"] });

test("a test of staging passes", () => {
  expect(judged([smoke])).toEqual({
    outcome: "pass",
    reason: "must pass `smoke` (smoke-test)",
    places: [at(15)],
  });
});

test("tests that run before staging is deployed are none of it", () => {
  expect(judged([check("unit", 12)])).toEqual({
    outcome: "fail",
    reason: "begins without a test of `staging`",
    places: [at(2)],
    remedy: "test `staging` after it is deployed, and let a failure stop the way on",
  });
});

test("one that does not count fails by what breaks it", () => {
  const swallowed = { ...smoke, blocking: broken("`smoke` continues on error", at(16)) };
  expect(judged([swallowed])).toMatchObject({
    outcome: "fail",
    reason: "need not pass `smoke` (smoke-test): `smoke` continues on error",
    places: [at(16)],
  });
});

test("a build is no test, and the policy may ask for kinds", () => {
  expect(judged([{ ...smoke, kinds: ["build"] }]).outcome).toBe("fail");
  expect(judged([smoke], { kinds: ["integration-test"] }).outcome).toBe("fail");
});

test("where staging may not be staging it is unknown", () => {
  const unclear = { outcome: "unknown", reason: "nothing says which tier `staging` is", places: [at(10)] };
  expect(judged([smoke], {}, "stage")).toMatchObject(unclear);
  expect(judged([], {}, "stage")).toMatchObject(unclear);
});

test("without a staging stage there is nothing to test", () => {
  expect(askOf("tested-staging", [production("production", 20)], "production")).toEqual({
    outcome: "not-applicable",
    reason: "has no staging stage before it",
    places: [at(20)],
  });
});
