import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { UsageError } from "#model/usage-error.ts";
import { governanceOf } from "#policy/governance.ts";
import { loadPolicy } from "#policy/load.ts";
import { resolvePolicy } from "#policy/resolve.ts";
import { governedBy, protocol, soundPolicy } from "../emergencies/protocol.ts";

const digest = (text: string): string => `sha256:${text.length}`;

/** What is said of a policy with this protocol: of each mistake its place, the message, and what to do. */
function complaints(...lines: readonly string[]): readonly string[] {
  const text = ["name: shop", "emergency:", "  name: e", "  version: 1.0.0", ...lines.map((line) => `  ${line}`)];
  try {
    loadPolicy("bakewell.yaml", text.join("\n"), digest);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error, ...error.also].map(({ at, message, hint }) => `${at?.line}:${at?.column} ${message}; ${hint ?? ""}`);
  }
}

/** The part of a policy by its name, as it is written in `soundPolicy`. */
const lineOf = (part: string): number => soundPolicy.split("\n").findIndex((line) => line.includes(part)) + 1;

describe("a protocol that is not valid", () => {
  it.each([
    ["nme: x", "5:3 `emergency` has no `nme`; did you mean `name`?"],
    ["never-skp: [build]", "5:3 `emergency` has no `never-skp`; did you mean `never-skip`?"],
    [
      "reviewed: 2026-02-30",
      "5:13 `reviewed` is `2026-02-30`, which is no day of the calendar; write it as `2026-12-31`",
    ],
    [
      "holidays: [2026-13-01]",
      "5:14 `holidays` is `2026-13-01`, which is no day of the calendar; write it as `2026-12-31`",
    ],
    ["drilled: soon", "5:12 `drilled` is `soon`, where a day belongs; write it as `2026-12-31`"],
    ["owed: P1M", "5:9 `owed` is `P1M`: months and years have no fixed length; write it in days: `P30D`"],
    [
      "accelerate: { bake: { factr: 0.1, floor: soon, stages: { canary: 10 m } } }",
      "5:25 `bake` has no `factr`; did you mean `factor`?",
      "5:44 `floor` is `soon`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
      "5:68 `canary` is `10 m`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
    ],
    [
      "defer: [{ check: integration-tests, within: 4 }]",
      "5:20 `check` is `integration-tests`, where `tests`, `integration-test`, `smoke-test`, `static-analysis`, `security-scan`, `compliance`, `build`, `plan-review` or `provenance` belongs; did you mean `integration-test`?",
      "5:47 `within` is `4`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
    ],
    [
      "never-skip: [smoke-tests]",
      "5:16 `never-skip` names the gate `smoke-tests`, which there is not; did you mean `smoke-test`?",
    ],
    [
      "review: { within: 5 working days }",
      "5:21 `within` of `review` is `5 working days`, where a time belongs; write it as `5 business days`, or as a duration: `P7D`",
    ],
    [
      "review: { within: 0 business days, not-by: [requestor] }",
      "5:21 `within` of `review` is `0 business days`, where a time belongs; write it as `5 business days`, or as a duration: `P7D`",
      "5:47 a part of `not-by` is `requestor`, where `requester`, `author` or `approver` belongs; did you mean `requester`?",
    ],
    [
      "criteria: [{ id: a, kind: breach, statement: b }, { id: a, kind: safety, statement: b }]",
      "5:29 `kind` is `breach`, where `security-breach`, `vulnerability-exposure`, `active-incident`, `data-loss`, `safety`, `legal-deadline` or `revert-of-bad-deploy` belongs; what kind of emergency it is",
      "5:59 two criteria have the id `a`; give one of them another",
    ],
    ["routes: [{ switch: skip }]", "5:12 a part of `routes` has no `plan`; write `plan: …`; the plan's name or file"],
    [
      "accelerate: { first: 0.1, bake: { factor: 2 }, approvals: 0 }",
      "5:24 `first` is `0.1`, where a percentage belongs; write it as `10%`, up to `100%`",
      "5:45 `factor` is `2`, where a number belongs; the smallest part of the routine bake, from 0 to 1",
      "5:61 `approvals` is `0`, where a whole number of 1 or more belongs; the fewest approvals of a deployment; as many as routinely where it is left out",
    ],
  ])("%s", (line, ...said) => {
    expect(complaints(line)).toEqual(said);
  });

  it("must have a name and a version", () => {
    expect(() => loadPolicy("bakewell.yaml", "name: shop\nemergency: {}", digest)).toThrow("`emergency` has no `name`");
  });

  it("cannot reach prototypes", () => {
    expect(complaints("__proto__: { x: 1 }", "accelerate: { bake: { stages: { __proto__: 10m } } }")).toHaveLength(1);
    expect(complaints("accelerate: { bake: { stages: { __proto__: 10m } } }")).toEqual([]);
  });
});

describe("a protocol", () => {
  it("has everything that is written, with its places", () => {
    expect(protocol()).toMatchObject({
      name: "shop-emergency",
      at: { file: "bakewell.yaml", line: lineOf("emergency:"), column: 1 },
      version: { value: "1.0.0" },
      reviewEvery: { value: 15_552_000 },
      holidays: ["2026-12-25"],
      criteria: [
        {
          id: "active-incident",
          severity: { value: 1 },
          evidence: ["incident"],
          at: { line: lineOf("id: active-incident") },
        },
        { id: "breach", kind: "security-breach", severity: { state: "absent" } },
        { id: "exploited" },
        { id: "revert" },
      ],
      notEmergencies: [{ name: "a missed deadline" }],
      approvals: [
        { criteria: [{ name: "active-incident" }, {}, {}], count: 2, byAuthor: false, afterwards: { state: "absent" } },
        { from: [{ name: "incident-commanders" }], count: 1, afterwards: { value: 14_400 } },
      ],
      selfApprovalOnCall: { state: "absent" },
      acceleration: {
        bakeFactor: { value: 0.1 },
        bakeFloor: { value: 600 },
        stageFloors: [{ name: "canary", floor: 900 }],
        keep: [{ name: "canary" }],
        merge: [{ name: "wave-2" }, { name: "wave-3" }],
        first: { value: 0.1 },
        approvals: { value: 1 },
        window: { value: true },
      },
      deferrable: [{ name: "integration-test", within: 14_400, at: { line: lineOf("check: integration-test") } }],
      elevation: {
        longest: { value: 14_400 },
        renewals: { value: 1 },
        markers: [{ name: "image-policy.k8s.io/break-glass" }],
      },
      owedWithin: { value: 86_400 },
      review: { within: { value: { of: "business-days", days: 5 } }, notBy: ["requester", "author"] },
      reconcile: { merge: { value: 86_400 }, markers: { value: 28_800 } },
      limits: { perThirtyDays: { value: 3 } },
      routes: [
        { plan: "hotfix", switch: { state: "absent" } },
        { plan: "deploy", switch: { value: "skip-tests" } },
      ],
      files: ".bakewell/emergencies/*.yaml",
    });
  });

  it("replaces that of the policies that are extended whole, and has the digest of its own file", () => {
    const base = loadPolicy("builtin:base.yaml", soundPolicy, digest);
    const governed = (text: string) =>
      governanceOf(
        resolvePolicy(loadPolicy("bakewell.yaml", text, digest), {
          builtins: new Map([["base", base]]),
          file: () => undefined,
          installed: () => undefined,
          digest,
        }),
        "2026-11-25T12:00:00Z",
      );
    const inherited = governed("name: own\nextends: [base]");
    expect(valueOf(inherited.protocol)).toMatchObject({ name: "shop-emergency", digest: digest(soundPolicy) });
    const replaced = governed("name: own\nextends: [base]\nemergency: { name: own, version: '2' }");
    expect(valueOf(replaced.protocol)).toMatchObject({ name: "own", criteria: [], neverSkipped: [] });
    expect(replaced.mentions).toEqual([]);
    expect(inherited.mentions.map(({ group, count }) => `${group} ${valueOf(count) ?? "-"}`)).toEqual([
      "incident-commanders 2",
      "incident-commanders 1",
      "team:acme/security -",
    ]);
  });

  it("is absent where the policy has none", () => {
    expect(governedBy("name: shop").protocol).toMatchObject({ state: "absent", at: { file: "bakewell.yaml" } });
  });
});

describe("the routine of a policy", () => {
  it("is what it asks of production when there is no emergency", () => {
    const { routine } = governedBy(soundPolicy);
    expect(routine.checks.map(({ name }) => name)).toEqual([
      "build",
      "tests",
      "integration-test",
      "smoke-test",
      "security-scan",
    ]);
    expect(routine.rules.map(({ name }) => name)).toEqual([
      "bake-time",
      "automatic-halt",
      "required-checks",
      "approval",
    ]);
    expect(routine.bake).toMatchObject({ value: 3600, at: { line: lineOf("minimum: PT1H") } });
    expect(routine.approvals).toMatchObject({ value: 2 });
  });

  it.each([
    ["{ must: { required-checks: { kinds: [tests] } } }", "tests"],
    ["{ where: { tier: staging }, must: { required-checks: { kinds: [tests] } } }", ""],
    ["{ where: { role: publication }, must: { required-checks: { kinds: [tests] } } }", ""],
    ["{ from: 2027-01-01, must: { required-checks: { kinds: [tests] } } }", ""],
    ["{ should: { tested-staging: { kinds: [smoke-test] } } }", "smoke-test"],
    ["{ should: { tested-staging: {} } }", ""],
    [
      "{ must: { required-checks: { kinds: [tests] } } }, { where: { tier: production }, must: { required-checks: { kinds: [build] } } }",
      "build",
    ],
    [
      "{ must: { required-checks: { kinds: [tests] } } }, { where: { plan: x }, must: { required-checks: { kinds: [build] } } }",
      "build tests",
    ],
    ["{ must: { required-checks: { kinds: [tests] } } }, { need-not: [required-checks] }", ""],
  ])("%s asks the checks %s", (clauses, kinds) => {
    const { routine } = governedBy(`name: shop\nclauses: [${clauses}]`);
    expect(routine.checks.map(({ name }) => name).join(" ")).toBe(kinds);
  });
});
