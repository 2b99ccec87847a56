import { describe, expect, test } from "vitest";
import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { declared, unknown } from "#model/fact.ts";
import type { Plan } from "#model/plan.ts";
import type { Outcome } from "#model/verdict.ts";
import type { RuleId } from "#rules/rule.ts";
import {
  approval,
  artifact,
  ask,
  at,
  check,
  health,
  plan,
  production,
  repository,
  staging,
  step,
  trigger,
  whole,
} from "./build.ts";

/** A plan in which every safeguard is there once. */
const sound: Plan = plan(
  [
    staging("staging", 10),
    production("canary", 20, {
      after: ["staging"],
      target: declared("shop", at(21)),
      exposure: declared({ share: 0.1, by: "weight" }, at(22)),
      checks: whole(check("smoke", 23, { kinds: ["tests", "security-scan"], after: ["staging"] })),
      approvals: whole(
        approval("managers", 24, { unanswered: declared({ means: "no", after: 3600, isDefault: false }, at(24)) }),
      ),
      bake: declared(86_400, at(25)),
      health: whole(health("errors", 26)),
      halt: declared({ on: "`errors`", automatic: holds(at(27)) }, at(27)),
      recovery: declared({ how: "rolls back", automatic: holds(at(28)) }, at(28)),
      concurrency: declared({ name: "shop", serial: holds(at(29)), uncancelled: holds(at(29)) }, at(29)),
      timeLimit: declared({ limit: 600, isDefault: false }, at(30)),
      artifacts: whole(artifact("shop", "1.4.2", 31)),
      identities: whole({ name: "login", kind: "workload", at: at(32) }),
      group: declared({ name: "regions", concurrent: 1, stopsTogether: holds(at(33)) }, at(33)),
    }),
    production("everyone", 40, {
      after: ["canary"],
      exposure: declared({ share: 0.5, by: "weight" }, at(41)),
    }),
  ],
  { triggers: whole(trigger("push", ["main"])) },
);

/** What each rule rests on, by the names of the model. Everything else may break without touching it. */
const rests: { readonly [Id in RuleId]?: readonly string[] } = {
  "progressive-exposure": ["exposure"],
  "bake-time": ["bake"],
  "watched-bake": ["bake", "watches", "effective"],
  "health-check": ["health.everyRoute", "effective"],
  "effective-check": ["effective"],
  "serial-rings": ["stopsTogether", "group"],
  "automatic-halt": ["halt", "halt.automatic"],
  recovery: ["recovery", "recovery.automatic"],
  "required-checks": ["checks.everyRoute", "blocking", "unskippable"],
  "blocking-check": ["checks.everyRoute", "blocking"],
  "unskippable-check": ["unskippable"],
  approval: ["approvals.everyRoute", "count", "byAuthor", "bypass"],
  "timely-promotion": ["unanswered"],
  "tested-staging": ["checks.everyRoute", "blocking", "unskippable", "stages.0.deploys"],
  "versioned-artifact": ["immutable"],
  "serial-deployment": ["concurrency", "serial", "uncancelled"],
  "time-limit": ["timeLimit"],
  "trunk-based": ["refs"],
};

type Change = (value: object) => object | undefined;

/** Every way to change one thing in a value, with the names on the way to it. */
function changes<T>(
  value: T,
  change: Change,
  path: readonly string[] = [],
): readonly { readonly path: string; readonly made: T }[] {
  if (typeof value !== "object" || value === null) return [];
  const made = change(value);
  const here = made ? [{ path: path.join("."), made: made as T }] : [];
  const below = Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    changes(part, change, [...path, key]).map((one) => {
      const copy = Array.isArray(value)
        ? Object.assign([...value], { [key]: one.made })
        : { ...value, [key]: one.made };
      return { path: one.path, made: copy as T };
    }),
  );
  return [...here, ...below];
}

const isAssurance = (value: object): value is Assurance => "state" in value && value.state === "holds";
const ways: readonly (readonly [name: string, change: Change])[] = [
  ["broken", (value) => (isAssurance(value) ? broken("is broken", at(99)) : undefined)],
  ["unknown", (value) => (isAssurance(value) ? unsure("settings", "is a setting", at(99)) : undefined)],
  [
    "undeclared",
    (value) =>
      "state" in value && value.state === "declared" ? unknown("settings", "is a setting", at(99)) : undefined,
  ],
];

const named = (path: string, name: string): boolean => {
  const parts = path.split(".").filter((part) => !/^\d+$|^(items|value|stages|triggers)$/.test(part));
  return path === name || `.${parts.join(".")}`.endsWith(`.${name}`);
};

function outcome(id: RuleId, subject: Plan): Outcome {
  const stages = subject.stages[1];
  if (id === "trunk-based") return ask(id, repository([subject])).outcome;
  if (["progressive-exposure", "serial-rings", "unskippable-check", "light-approval", "pinned-steps"].includes(id))
    return ask(id, subject).outcome;
  return ask(id, stages!, {}, subject).outcome;
}

describe.each(Object.entries(rests) as [RuleId, readonly string[]][])("%s", (id, names) => {
  test("passes where every safeguard is there", () => {
    expect(outcome(id, sound)).toBe("pass");
  });

  test.each(ways)("never passes with something %s that it rests on", (_, change) => {
    const touched = changes(sound, change).filter(({ path }) => names.some((name) => named(path, name)));
    expect(touched.filter(({ made }) => outcome(id, made) === "pass").map(({ path }) => path)).toEqual([]);
  });

  test("rests on nothing else", () => {
    const others = changes(sound, ways[0]![1]).filter(({ path }) => !names.some((name) => named(path, name)));
    expect(others.filter(({ made }) => outcome(id, made) !== "pass").map(({ path }) => path)).toEqual([]);
  });
});

/** The lists of which a rule asks every entry: one that may be missing could be the bad one. */
const wholes: { readonly [Id in RuleId]?: string } = {
  "effective-check": "stages.1.health",
  "blocking-check": "stages.1.checks",
  "unskippable-check": "stages.1.checks",
  "timely-promotion": "stages.1.approvals",
  "light-approval": "stages.1.approvals",
  "versioned-artifact": "stages.1.artifacts",
  "deployment-identity": "stages.1.identities",
  "pinned-steps": "steps",
  "trunk-based": "triggers",
};

test.each(Object.entries(wholes) as [RuleId, string][])("%s never passes while entries may be missing", (id, list) => {
  const complete = { ...sound, steps: whole(step("acme/deploy@4f2c", 50)) };
  const opened: Change = (value) =>
    "others" in value ? { ...value, others: unknown("elsewhere", "more may be elsewhere", at(99)) } : undefined;
  const made = changes(complete, opened).find(({ path }) => path === list)?.made;
  expect(outcome(id, complete)).toBe("pass");
  expect(made && outcome(id, made)).toBe("unknown");
});
