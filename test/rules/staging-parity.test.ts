import { expect, test } from "vitest";
import { declared, type Fact, unknown } from "#model/fact.ts";
import type { Tier } from "#model/plan.ts";
import type { Configuration, ConfigurationKey } from "#model/repository.ts";
import { ask, at, repository } from "./build.ts";

const key = (name: string, line: number, environment: string, state: ConfigurationKey["state"] = "set") => ({
  name,
  at: at(line, `values-${environment}.yaml`),
  state,
});
const configuration = (
  environment: string,
  tier: Fact<Tier>,
  ...keys: readonly (readonly [string, number, ConfigurationKey["state"]?])[]
): Configuration => ({
  component: "values-*.yaml",
  environment,
  tier,
  at: at(1, `values-${environment}.yaml`),
  keys: declared(
    keys.map(([name, line, state]) => key(name, line, environment, state)),
    at(1, `values-${environment}.yaml`),
  ),
});
const production = declared("production", at(1)) satisfies Fact<Tier>;
const staging = declared("staging", at(1)) satisfies Fact<Tier>;
const judged = (configurations: readonly Configuration[], written: object = {}) =>
  ask("staging-parity", repository([], { configurations }), written);

test("the same keys pass, and those that may differ do not count", () => {
  const same = [
    configuration("prod", production, ["currency", 1], ["replicaCount", 2]),
    configuration("stg", staging, ["currency", 1]),
  ];
  expect(judged(same)).toMatchObject({
    outcome: "pass",
    reason: "sets every key of values-prod.yaml; has the keys of values-prod.yaml in values-stg.yaml",
  });
  expect(judged(same, { allow: [] })).toMatchObject({
    outcome: "fail",
    reason: "lacks `replicaCount` of values-prod.yaml in values-stg.yaml",
    places: [at(2, "values-prod.yaml")],
  });
});

test("keys of one side alone fail, with the place of each", () => {
  const differing = [
    configuration("prod", production, ["currency", 1], ["tax", 2]),
    configuration("stg", staging, ["currency", 1], ["debug", 3]),
  ];
  expect(judged(differing)).toMatchObject({
    outcome: "fail",
    reason: "lacks `tax` of values-prod.yaml and has `debug` beyond it in values-stg.yaml",
    places: [at(2, "values-prod.yaml"), at(3, "values-stg.yaml")],
  });
});

test("a blank key of production fails, a token is unknown, and staging's own are not asked", () => {
  const mirror = configuration("stg", staging, ["currency", 1, "blank"]);
  expect(judged([configuration("prod", production, ["currency", 1, "blank"]), mirror])).toMatchObject({
    outcome: "fail",
    reason: "leaves `currency` blank in values-prod.yaml",
  });
  expect(judged([configuration("prod", production, ["currency", 1, "token"]), mirror]).outcome).toBe("unknown");
  expect(judged([configuration("prod", production, ["currency", 1]), mirror]).outcome).toBe("pass");
});

test("a file that cannot be read leaves it unknown", () => {
  const broken = unknown("invalid", "`values-stg.yaml` has a tab", at(2, "values-stg.yaml"));
  const mirror = { ...configuration("stg", staging), keys: broken };
  expect(judged([configuration("prod", production, ["currency", 1]), mirror]).outcome).toBe("unknown");
});

test("components without production and staging are not judged", () => {
  expect(judged([]).outcome).toBe("not-applicable");
  expect(judged([configuration("stg", staging, ["currency", 1])]).outcome).toBe("not-applicable");
});
