import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { absent, listing, unknown } from "#model/fact.ts";
import type { Check, Stage } from "#model/plan.ts";
import { ask, at, check, plan, production, repository, staging, whole } from "./build.ts";

const bakewell = (over: Partial<Check> = {}): Check =>
  check("bakewell check", 12, { kinds: ["compliance"], ofPolicy: true, ...over });
const behind = (...checks: readonly Check[]): Stage => production("eu", 10, { checks: whole(...checks) });
const judged = (...stages: readonly Stage[]) => ask("policy-check", repository([plan(stages)]));

test("a check by Bakewell on every route passes with its place", () => {
  expect(judged(behind(check("unit", 11), bakewell()))).toEqual({
    outcome: "pass",
    reason: "has `eu`, which must pass `bakewell check`",
    places: [at(12)],
  });
});

test("none fails with what to run, and another check of compliance is none", () => {
  const missing = {
    outcome: "fail",
    reason: "reaches `eu` without `bakewell check`",
    places: [at(10)],
    remedy: "run `npx --yes bakewell check` on every route to `eu`, and let its failure stop the route",
  };
  expect(judged(behind())).toEqual(missing);
  expect(judged(behind(check("conftest test", 11, { kinds: ["compliance"] })))).toEqual(missing);
  expect(judged(behind(bakewell()), production("us", 20)).outcome).toBe("fail");
});

test("one that is swallowed, skipped or gone round fails", () => {
  const how = "`bakewell check` exits with 0 whatever it finds, because of `--fail-on never`";
  expect(judged(behind(bakewell({ blocking: broken(how, at(13)) })))).toEqual({
    outcome: "fail",
    reason: `has \`eu\`, which need not pass \`bakewell check\`: ${how}`,
    places: [at(13)],
    remedy: "let the stage begin only after `bakewell check` has passed, on every route",
  });
  expect(judged(behind(bakewell({ everyRoute: broken("`eu` runs with `always()`", at(14)) }))).outcome).toBe("fail");
  expect(judged(behind(bakewell({ unskippable: broken("has an `if:`", at(14)) }))).outcome).toBe("fail");
});

test("one of the change is unknown until settings require it, and so is a list that may lack some", () => {
  const asked = unsure("settings", "runs on pull requests, and a ruleset would have to require it", at(12), "gh api");
  expect(judged(behind(bakewell({ guards: "change", everyRoute: asked })))).toMatchObject({
    outcome: "unknown",
    remedy: "gh api",
    places: [at(12)],
  });
  expect(judged(behind(bakewell({ guards: "change" }))).outcome).toBe("pass");
  const open = listing<Check>([], unknown("elsewhere", "its template is elsewhere", at(15)));
  expect(judged(production("eu", 10, { checks: open }))).toMatchObject({ outcome: "unknown", places: [at(15)] });
});

test("staging is not asked, and a tier that is unknown leaves a failure open", () => {
  expect(judged(staging("staging", 10)).outcome).toBe("not-applicable");
  expect(judged(production("eu", 10, { tier: absent(at(10)) })).outcome).toBe("unknown");
});
