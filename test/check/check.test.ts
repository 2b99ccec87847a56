import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds, unsure } from "#model/assurance.ts";
import { declared, unknown } from "#model/fact.ts";
import type { Finding } from "#model/finding.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { check, type CheckOptions, exitCode, summarise } from "../../src/check.ts";
import { fail, judge, pass } from "#model/verdict.ts";
import { rules } from "#rules/index.ts";
import { rule } from "#rules/rule.ts";
import { at, plan, production, repository, stage } from "../rules/build.ts";
import { builtin, policyOf } from "../policy/policies.ts";
import { written } from "../waivers/waiver.ts";

const now = { at: "2026-11-25T12:00:00Z" };

const findings = (
  clauses: readonly string[],
  stages: readonly Stage[],
  options: Partial<CheckOptions> = {},
  over: Partial<Plan> = {},
) => check(repository([plan(stages, over)]), policyOf(...clauses), { ...now, ...options }, catalogue);

/** A recovery fails where nothing is written of it, unless the policy lets people begin it. */
const catalogue = {
  ...rules,
  recovery: rule({
    ...rules.recovery,
    each: "stage",
    judge: ({ recovery }, { automatic }) =>
      judge(recovery, {
        declared: ({ how }) => pass(how),
        absent: automatic ? fail("has no recovery", "write one") : pass("recovers by hand"),
      }),
  }),
};

const brief = ({ rule, outcome, strength, reason, askedBy }: Finding): string =>
  `${rule} ${outcome} ${strength} ${reason} (${askedBy.line})`;

describe("a check", () => {
  it("makes a finding of every answer, with all that an auditor asks", () => {
    const limit = { limit: 600, isDefault: false };
    const [first] = findings(
      ["cites: 'OE:10 S18', must: { time-limit: {} }"],
      [production("shop", 5, { timeLimit: declared(limit, at(7)) })],
    );
    expect(first).toEqual({
      rule: "time-limit",
      outcome: "pass",
      strength: "must",
      reason: expect.any(String),
      places: [at(7)],
      subject: { kind: "stage", id: "shop", name: "shop", at: at(5), platform: "test", plan: "deploy", stage: "shop" },
      askedBy: { policy: "shop", file: "bakewell.yaml", line: 3, cites: "OE:10 S18" },
      fingerprint: "time-limit/test:deploy/shop",
      waiver: null,
      owed: null,
    });
  });

  it("asks the repository, its files, plans and stages in one order, the rules in the catalogue's", () => {
    const policy = policyOf(
      "must: { time-limit: {}, recovery: {}, one-build: {}, single-route: {}, readable: {}, equal-gates: {} }",
    );
    const shop = repository([plan([production("a", 5), production("b", 6)])], {
      sources: [{ kind: "source", id: "deploy.yml", name: "deploy.yml", at: at(1), platform: "test", problems: [] }],
    });
    const order = check(shop, policy, now).map(({ fingerprint }) => fingerprint);
    expect(order).toEqual([
      "equal-gates",
      "single-route",
      "readable/deploy.yml",
      "one-build/test:deploy",
      "recovery/test:deploy/a",
      "time-limit/test:deploy/a",
      "recovery/test:deploy/b",
      "time-limit/test:deploy/b",
    ]);
    expect(check(shop, policy, now)).toEqual(check(shop, policy, now));
  });

  it("looks at the rules that are wanted", () => {
    const ruleOf = (options: Partial<CheckOptions>) =>
      findings(
        ["must: { time-limit: {}, recovery: {}, versioned-artifact: {} }"],
        [production("shop", 5)],
        options,
      ).map(({ rule }) => rule);
    expect(ruleOf({ only: new Set(["recovery", "time-limit"]) })).toEqual(["recovery", "time-limit"]);
    expect(ruleOf({ skip: new Set(["recovery"]) })).toEqual(["versioned-artifact", "time-limit"]);
  });

  it("tells subjects of one path apart", () => {
    const found = findings(["must: { time-limit: {} }"], [production("shop", 5), production("shop", 9)]);
    expect(found.map(({ fingerprint }) => fingerprint)).toEqual([
      "time-limit/test:deploy/shop",
      "time-limit/test:deploy/shop#2",
    ]);
  });

  it("has no finding for what need not be", () => {
    expect(findings(["must: { time-limit: {} }", "need-not: [time-limit]"], [production("shop", 5)])).toEqual([]);
  });
});

describe("where the policy is not sure what it asks", () => {
  const tier = unknown(
    "policy",
    "`eu-1` matches no pattern of the policy's `tiers`",
    at(6),
    "tiers:\n  production: [eu-1]",
  );
  const shop = (over: Partial<Stage> = {}) => [stage("shop", 5, { tier, ...over })];
  const recovering = { recovery: declared({ how: "rolls back", automatic: holds(at(7)) }, at(7)) };
  const doubtful = { recovery: unknown("elsewhere", "its chart is elsewhere", at(8), "see the chart") };
  const ofProduction = "where: { tier: production }, must: { recovery: {} }";

  it("a failure is unknown, with the lines that settle it", () => {
    expect(findings([ofProduction], shop())).toMatchObject([
      {
        outcome: "unknown",
        strength: "must",
        reason: "is of unknown tier: `eu-1` matches no pattern of the policy's `tiers`; if asked, it has no recovery",
        remedy: "tiers:\n  production: [eu-1]",
        places: [at(6), at(5)],
      },
    ]);
  });

  it("an unknown says what else would have to be settled", () => {
    expect(findings([ofProduction], shop(doubtful))).toMatchObject([
      {
        outcome: "unknown",
        reason: "is of unknown tier: `eu-1` matches no pattern of the policy's `tiers`; its chart is elsewhere",
        remedy: "tiers:\n  production: [eu-1]\n\nsee the chart",
        places: [at(6), at(8)],
      },
    ]);
  });

  it("a pass stands", () => {
    expect(findings([ofProduction], shop(recovering))).toMatchObject([
      { outcome: "pass", strength: "must", reason: "rolls back", places: [at(7)] },
    ]);
  });

  it("a failure that would be one either way stands, as weak as it may be", () => {
    const clauses = ["should: { recovery: {} }", ofProduction];
    expect(findings(clauses, shop()).map(brief)).toEqual(["recovery fail should has no recovery (3)"]);
    expect(findings(clauses.toReversed(), shop()).map(brief)).toEqual(["recovery fail should has no recovery (4)"]);
  });

  it("parameters decide whether it makes a difference", () => {
    const byHand = "must: { recovery: { automatic: false } }";
    expect(findings([byHand, ofProduction], shop())).toMatchObject([{ outcome: "unknown", strength: "must" }]);
    expect(findings([byHand, ofProduction], shop(recovering))).toMatchObject([{ outcome: "pass" }]);
    expect(findings([byHand, `where: { tier: production }, ${byHand}`], shop())).toMatchObject([{ outcome: "pass" }]);
  });

  it("a rule that may not be asked at all cannot fail for sure", () => {
    const clauses = ["must: { recovery: {} }", "where: { tier: development }, need-not: [recovery]"];
    expect(findings(clauses, shop())).toMatchObject([{ outcome: "unknown", strength: "must" }]);
  });
});

it("an outcome that stands although the tier is unknown holds in every tier", () => {
  const clause = fc.record({
    where: fc.constantFrom("", "production", "staging", "development", "[production, staging]"),
    says: fc.constantFrom(
      "must: { recovery: {} }",
      "should: { recovery: {} }",
      "must: { recovery: { automatic: false } }",
      "need-not: [recovery]",
    ),
  });
  const stages = (tier: Stage["tier"]) => [stage("shop", 5, { tier })];
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 6 }), (made) => {
      const clauses = made.map(({ where, says }) => (where === "" ? says : `where: { tier: ${where} }, ${says}`));
      const sure = (["production", "staging", "development"] as const).flatMap((tier) => {
        const [found] = findings(clauses, stages(declared(tier, at(5))));
        return [found?.outcome === "fail" ? found.strength : "fine"];
      });
      const [found] = findings(clauses, stages(unknown("policy", "nothing says it", at(5))));
      const isTrue =
        found?.outcome === "fail"
          ? !sure.includes("fine") && (found.strength === "should" || !sure.includes("should"))
          : found?.outcome === "unknown" || sure.every((said) => said === "fine");
      expect(isTrue).toBe(true);
    }),
    { seed: 1, numRuns: 200 },
  );
});

describe("a waiver", () => {
  const used = {
    at: at(1, "waivers.yaml"),
    until: "2026-12-31",
    because: "moving",
    approvedBy: "user:mina",
    ticket: "SHOP-4711",
  };
  const clauses = ["must: { recovery: {}, time-limit: {} }"];
  const stages = [production("shop", 5, { timeLimit: declared({ limit: 60, isDefault: false }, at(7)) })];

  it("covers what is wrong, and stays visible", () => {
    const waivers = [written(), written({ rule: declared("time-limit", at(9, "waivers.yaml")) })];
    const found = findings(clauses, stages, { waivers });
    expect(found.map(({ rule, outcome, waiver }) => [rule, outcome, waiver])).toEqual([
      ["recovery", "fail", used],
      ["time-limit", "pass", null],
    ]);
    expect(summarise(found)).toEqual({ pass: 1, fail: 0, unknown: 0, "not-applicable": 0, waived: 1, owed: 0 });
    expect(exitCode(found, "must", "fail")).toBe(0);
  });

  it("is judged by what it covers, whatever rules are reported", () => {
    const waivers = [written(), written({ rule: declared("time-limit", at(9, "waivers.yaml")) })];
    const found = findings([...clauses, "must: { sound-waiver: {} }"], stages, {
      waivers,
      only: new Set(["sound-waiver"]),
    });
    expect(found.map((finding) => [brief(finding), finding.fingerprint])).toEqual([
      [
        "sound-waiver pass must ends on 2026-12-31; covers 1 finding; was asked for by user:tobias (4)",
        "sound-waiver/waivers.yaml recovery stage=shop",
      ],
      ["sound-waiver fail must covers no failure (4)", "sound-waiver/waivers.yaml recovery stage=shop#2"],
    ]);
  });

  it("covers no finding of a waiver", () => {
    const itself = written({
      rule: declared("sound-waiver", at(3)),
      scope: { at: at(3), names: [{ of: "path", text: "waivers.yaml", at: at(3) }], line: undefined },
    });
    const found = findings(["must: { sound-waiver: {} }"], stages, { waivers: [itself] });
    expect(found.map(brief)).toEqual(["sound-waiver fail must covers no failure (3)"]);
    expect(found[0]?.waiver).toBeNull();
  });
});

describe("the exit code", () => {
  const unrecovered = (strength: string) => findings([`${strength}: { recovery: {} }`], [production("shop", 5)]);
  const doubtful = findings(
    ["where: { tier: production }, must: { recovery: {} }"],
    [stage("shop", 5, { tier: unknown("policy", "`eu-1` matches nothing", at(5)) })],
  );

  it.each([
    ["a `must` that fails", unrecovered("must"), [1, 1, 0]],
    ["a `should` that fails", unrecovered("should"), [0, 1, 0]],
    ["nothing", [], [0, 0, 0]],
  ])("of %s", (_, found, codes) => {
    expect((["must", "should", "never"] as const).map((failOn) => exitCode(found, failOn, "show"))).toEqual(codes);
  });

  it("of an unknown is 1 where unknown is to fail", () => {
    expect((["show", "hide", "fail"] as const).map((mode) => exitCode(doubtful, "must", mode))).toEqual([0, 0, 1]);
    expect(exitCode(doubtful, "never", "fail")).toBe(0);
  });
});

it("answers at once for ten thousand clauses", () => {
  const clauses = Array.from(
    { length: 10_000 },
    (_, index) => `where: { environment: 'eu-${index}-*' }, must: { recovery: {} }`,
  );
  const stages = Array.from({ length: 50 }, (_, index) =>
    production(`s${index}`, index, { environment: declared("us", at(index)) }),
  );
  expect(findings(clauses, stages)).toEqual([]);
});

describe("the built-in policy", () => {
  const asked = (name: string, of: Stage, over: Partial<Plan> = {}) =>
    Object.fromEntries(
      check(repository([plan([of], over)]), builtin(name), now).map(({ rule, strength, outcome }) => [
        rule,
        `${strength} ${outcome}`,
      ]),
    );

  it("essential fails a production deployment outside any environment, and no other, for its approvals", () => {
    expect(asked("essential", production("shop", 5))).toMatchObject({ approval: "must fail" });
    const environment = declared("production", at(6));
    expect(asked("essential", production("shop", 5, { environment }))).toMatchObject({ approval: "should fail" });
    expect(asked("essential", stage("shop", 5, { tier: declared("development", at(5)) }))).not.toHaveProperty(
      "approval",
    );
  });

  it("essential fails by `must` for what is wrong in the files alone", () => {
    const found = Object.entries(asked("essential", production("shop", 5, { environment: declared("prod", at(6)) })));
    expect(found.filter(([, said]) => said === "must fail").map(([rule]) => rule)).toEqual(["serial-deployment"]);
  });

  it("safe-deployment asks all of it of production", () => {
    const found = Object.entries(asked("safe-deployment", production("shop", 5)));
    expect(found.filter(([, said]) => said.startsWith("should")).map(([rule]) => rule)).toEqual([
      "single-route",
      "staging-parity",
      "trunk-based",
      "rare-emergencies",
      "policy-check",
      "owned-configuration",
      "current-policy",
      "halt-notice",
      "light-approval",
      "provenance",
      "pinned-steps",
      "data-change",
      "environment-configuration",
      "timely-promotion",
      "time-limit",
      "restore-point",
    ]);
    expect(found).toHaveLength(44);
  });

  it.each(["essential", "safe-deployment"])("%s asks previews for identity, pinning and time limits", (name) => {
    const found = Object.entries(asked(name, stage("preview", 5, { role: "preview" })));
    expect(found.filter(([, said]) => !said.endsWith("not-applicable")).map(([rule]) => rule)).toEqual(
      expect.arrayContaining(["deployment-identity", "time-limit"]),
    );
    expect(found.map(([rule]) => rule)).not.toContain("approval");
  });
});

describe("a stage that may deploy nothing", () => {
  it("fails nothing for sure", () => {
    const dark = unsure("elsewhere", "`./go.sh` is not known", at(12));
    const [finding] = findings(["must: { recovery: {} }"], [production("ship", 10, { deploys: dark })]);
    expect(finding).toMatchObject({
      outcome: "unknown",
      reason: "`./go.sh` is not known; if it deploys, it has no recovery",
      places: [at(12), at(10)],
    });
    expect(finding).not.toHaveProperty("remedy");
  });
});
