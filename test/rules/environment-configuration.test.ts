import { expect, test } from "vitest";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { ChangePart, Stage } from "#model/plan.ts";
import type { EnvironmentVariable } from "#model/repository.ts";
import { ask, at, governance, plan, production, repository, staging, whole } from "./build.ts";

const load = (settings: Fact<string>): ChangePart => ({ name: "import", at: at(12), change: "solution", settings });
const file = (name: string) => whole(load(declared(name, at(12))));
const variable: EnvironmentVariable = { name: "acme_Url", at: at(1, "definition.xml"), shipsValue: false };

function judged(stages: readonly Stage[], variables: readonly EnvironmentVariable[] = [variable]) {
  const one = plan(stages);
  return ask("environment-configuration", one, {}, one, governance(), repository([one], { variables }));
}

test("a settings file of its own passes", () => {
  const stages = [
    staging("try", 5, { changes: file("config/staging.json") }),
    production("live", 10, { changes: file("config/production.json") }),
  ];
  expect(judged(stages)).toEqual({
    outcome: "pass",
    reason: "gives `live` the settings file `config/production.json`",
    places: [at(12)],
  });
});

test("the same file for two environments, and none, fail", () => {
  const same = [
    staging("try", 5, { changes: file("config/all.json") }),
    production("live", 10, { changes: file("config/all.json") }),
  ];
  expect(judged(same)).toMatchObject({
    outcome: "fail",
    reason: "gives `try` and `live` the same settings file `config/all.json`",
  });
  expect(judged([production("live", 10, { changes: whole(load(absent(at(12)))) })])).toEqual({
    outcome: "fail",
    reason: "gives `live` no settings file, and its solution has environment variables",
    places: [at(12), at(1, "definition.xml")],
    remedy: "write a settings file for the environment, and give it to the import",
  });
});

test("a value in the source fails, whatever file there is", () => {
  const shipped = { ...variable, at: at(1, "values.json"), shipsValue: true };
  expect(judged([production("live", 10, { changes: file("config/production.json") })], [shipped])).toMatchObject({
    outcome: "fail",
    reason: "brings the values of one environment to all: `acme_Url`",
    places: [at(1, "values.json")],
  });
});

test("a file that is chosen when it runs is unknown", () => {
  const open = unknown("run-time", "whether it is given a settings file is decided when it runs", at(12));
  expect(judged([production("live", 10, { changes: file("${{ vars.FILE }}") })]).outcome).toBe("unknown");
  expect(judged([production("live", 10, { changes: whole(load(open)) })]).outcome).toBe("unknown");
});

test("solutions without variables, and what carries none, are not judged", () => {
  const none = whole(load(absent(at(12))));
  expect(judged([production("live", 10, { changes: none })], []).outcome).toBe("not-applicable");
  expect(judged([staging("try", 10, { changes: none })]).outcome).toBe("not-applicable");
  expect(judged([production("live", 10)]).outcome).toBe("not-applicable");
});
