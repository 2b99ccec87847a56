import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Source } from "#model/repository.ts";
import type { Subject } from "#model/subject.ts";
import { asking, type Occasion } from "#policy/asked.ts";
import { explained } from "#policy/explain.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { at, plan, production, repository, stage, staging } from "../rules/build.ts";
import { policyOf } from "./policies.ts";

const now = { at: "2026-11-25T12:00:00Z" };

/** What is asked of a subject, as words: `must` and the line of the clause, or `nothing`; all that is possible. */
function asks(
  policy: ResolvedPolicy,
  subject: Subject,
  of: Plan | undefined,
  { at, situation }: Occasion = now,
): Readonly<Record<string, string>> {
  const found = asking(policy, { at })(subject, { repository: repository(of ? [of] : []), plan: of }, situation);
  return Object.fromEntries(
    [...found].map(([rule, { possible }]) => [
      rule,
      possible.map((question) => (question ? `${question.strength} ${question.ask.at.line}` : "nothing")).join(" or "),
    ]),
  );
}

const asksOf = (policy: ResolvedPolicy, of: Stage, over: Partial<Plan> = {}) => asks(policy, of, plan([of], over));

const open = (over: Partial<Stage> = {}) =>
  stage("deploy", 5, { tier: unknown("policy", "`eu-1` matches no pattern of the policy's `tiers`", at(5)), ...over });

describe("the last clause to speak of a rule", () => {
  it("decides", () => {
    const policy = policyOf(
      "should: { recovery: {} }",
      "must: { recovery: {}, time-limit: {} }",
      "need-not: [time-limit]",
    );
    expect(asksOf(policy, production("shop", 5))).toEqual({ recovery: "must 4" });
  });

  it("decides with its own parameters and no others", () => {
    const policy = policyOf("must: { bake-time: { first: PT12H } }", "must: { bake-time: { minimum: 10m } }");
    const of = plan([production("shop", 5)]);
    const found = asking(policy, now)(of.stages[0] ?? of, { repository: repository([of]), plan: of }).get("bake-time");
    expect(found?.possible[0]?.ask.parameters).toEqual({ "bake-time": { minimum: 600 } });
  });
});

describe("a clause", () => {
  it.each<[where: string, speaks: boolean]>([
    ["platform: test", true],
    ["platform: tes", false],
    ["platform: [kargo, 'te*']", true],
    ["tier: production", true],
    ["tier: [staging, development]", false],
    ["environment: prod-eu", true],
    ["environment: 'PROD-*'", true],
    ["environment: prod", false],
    ["plan: 'Deploy*'", true],
    ["plan: ship", false],
    ["path: '.github/workflows/*.yml'", true],
    ["path: '.github/*.yml'", false],
    ["path: '**/deploy.yml'", true],
    ["change: [data, application]", true],
    ["change: solution", false],
    ["role: deployment", true],
    ["role: [preview, publication]", false],
    ["role: deployment, tier: staging", false],
  ])("speaks where { %s } matches: %s", (where, speaks) => {
    const of = production("shop", 5, { environment: declared("prod-eu", at(5)) });
    const over = {
      name: "deploy shop",
      at: at(1, ".github/workflows/deploy.yml"),
      change: declared("application" as const, at(1)),
    };
    expect(asksOf(policyOf(`where: { ${where} }, must: { recovery: {} }`), of, over)).toEqual(
      speaks ? { recovery: "must 3" } : {},
    );
  });

  it("does not speak of stages that have no environment, when it asks for one", () => {
    expect(asksOf(policyOf("where: { environment: '*' }, must: { recovery: {} }"), production("shop", 5))).toEqual({});
  });

  it("speaks of plans that have a stage with all that it asks of stages", () => {
    const of = plan([staging("stage", 5), production("package", 6, { role: "publication" })]);
    const speaks = (where: string) =>
      Object.keys(asks(policyOf(`where: { ${where} }, must: { one-build: {} }`), of, of)).length > 0;
    expect(speaks("tier: production")).toBe(true);
    expect(speaks("tier: development")).toBe(false);
    expect(speaks("tier: production, role: publication")).toBe(true);
    expect(speaks("tier: production, role: deployment")).toBe(false);
    expect(speaks("plan: deploy")).toBe(true);
  });

  it("speaks of files by their path and platform, and of the repository without a condition alone", () => {
    const source: Source = {
      kind: "source",
      id: "deploy.yml",
      name: "deploy.yml",
      at: at(1),
      platform: "test",
      problems: [],
    };
    expect(
      asks(policyOf("where: { path: '*.yml', platform: test }, must: { readable: {} }"), source, undefined),
    ).toEqual({ readable: "must 3" });
    expect(asks(policyOf("where: { path: '*.yaml' }, must: { readable: {} }"), source, undefined)).toEqual({});
    expect(
      asks(
        policyOf("where: { tier: production }, must: { recovery: {} }", "must: { equal-gates: {} }"),
        repository([]),
        undefined,
      ),
    ).toEqual({
      "equal-gates": "must 4",
    });
  });

  it("waits for its day", () => {
    const policy = policyOf("should: { recovery: {} }", "from: 2027-01-01, must: { recovery: {} }");
    const on = (time: string) => asks(policy, production("shop", 5), plan([]), { at: time });
    expect(on("2026-12-31T23:59:59Z")).toEqual({ recovery: "should 3" });
    expect(on("2027-01-01T00:00:00Z")).toEqual({ recovery: "must 4" });
  });

  it("of emergencies speaks in an emergency", () => {
    const policy = policyOf("must: { recovery: {} }", "during: emergency, need-not: [recovery]");
    expect(asks(policy, production("shop", 5), plan([]))).toEqual({ recovery: "must 3" });
    expect(asks(policy, production("shop", 5), plan([]), { ...now, situation: "emergency" })).toEqual({});
  });
});

describe("where a property is not known", () => {
  it("everything that may be asked is said", () => {
    const policy = policyOf(
      "should: { recovery: {} }",
      "where: { tier: production }, must: { recovery: {}, time-limit: {} }",
      "where: { tier: staging }, need-not: [recovery]",
    );
    expect(asksOf(policy, open())).toEqual({
      recovery: "nothing or must 4 or should 3",
      "time-limit": "must 4 or nothing",
    });
  });

  it("a clause for every tier speaks all the same", () => {
    expect(
      asksOf(policyOf("where: { tier: [production, staging, development] }, must: { recovery: {} }"), open()),
    ).toEqual({ recovery: "must 3" });
  });

  it("another property that does not match settles it", () => {
    expect(asksOf(policyOf("where: { tier: production, role: preview }, must: { recovery: {} }"), open())).toEqual({});
  });

  it("the doubt says what is not known", () => {
    const doubtsOf = (subject: Subject, of: Plan, where: string) =>
      [
        ...asking(policyOf(`where: { ${where} }, must: { recovery: {}, one-build: {} }`), now)(subject, {
          repository: repository([of]),
          plan: of,
        }).values(),
      ].flatMap(({ doubts }) => doubts.map(({ why }) => why));
    const environment = unknown("run-time", "`${{ inputs.to }}` is decided when it runs", at(5));
    const of = plan([open({ environment })], {
      change: unknown("elsewhere", "the chart is in another repository", at(1)),
    });
    const [first = of] = of.stages;
    expect(doubtsOf(first, of, "tier: production")).toEqual([
      "is of unknown tier: `eu-1` matches no pattern of the policy's `tiers`",
    ]);
    expect(doubtsOf(first, of, "environment: prod")).toEqual([
      "is of unknown environment: `${{ inputs.to }}` is decided when it runs",
    ]);
    expect(doubtsOf(of, of, "change: data")).toEqual([
      "carries an unknown kind of change: the chart is in another repository",
    ]);
    expect(doubtsOf(of, of, "tier: production")).toEqual([
      "has a stage that is of unknown tier: `eu-1` matches no pattern of the policy's `tiers`",
    ]);
  });

  it("a thousand clauses that may speak are not all looked at", () => {
    const policy = policyOf(
      ...Array.from({ length: 1000 }, () => "where: { tier: production }, must: { recovery: {} }"),
    );
    const found = asksOf(policy, open())["recovery"]?.split(" or ");
    expect(found).toHaveLength(9);
    expect(found?.at(-1)).toBe("nothing");
  });
});

describe("an explanation", () => {
  it("names every clause that speaks of the rule, and which decides", () => {
    const policy = policyOf(
      "should: { recovery: {} }",
      "must: { recovery: {} }",
      "must: { time-limit: {} }",
      "where: { tier: production }, need-not: [recovery]",
      "where: { tier: staging, role: preview }, must: { recovery: {} }",
      "from: 2030-01-01, must: { recovery: {} }",
      "during: emergency, need-not: [recovery]",
    );
    const of = plan([open()]);
    const [subject = of] = of.stages;
    const said = explained(policy, "recovery", subject, { repository: repository([of]), plan: of }, now);
    expect(
      said.map(
        ({ ask, speaks, decides }) =>
          `${ask.at.line} ${ask.strength} ${typeof speaks === "string" ? speaks : "perhaps"} ${decides}`,
      ),
    ).toEqual([
      "3 should yes false",
      "4 must yes true",
      "6 need-not perhaps true",
      "7 must no false",
      "8 must later false",
      "9 need-not emergency false",
    ]);
  });
});

it("the last of the clauses that match decides, whatever stands before it", () => {
  const clause = fc.record({
    where: fc.constantFrom(
      "",
      "where: { tier: production }, ",
      "where: { tier: staging }, ",
      "where: { role: deployment }, ",
    ),
    says: fc.constantFrom("must: { recovery: {} }", "should: { recovery: {} }", "need-not: [recovery]"),
  });
  fc.assert(
    fc.property(fc.array(clause, { minLength: 1, maxLength: 8 }), (clauses) => {
      const policy = policyOf(...clauses.map(({ where, says }) => where + says));
      const last = clauses.findLastIndex(({ where }) => !where.includes("staging"));
      const says = clauses[last]?.says.split(":")[0];
      const expected = says === undefined || says === "need-not" ? {} : { recovery: `${says} ${last + 3}` };
      expect(asksOf(policy, production("shop", 5, { environment: absent(at(5)) }))).toEqual(expected);
    }),
    { seed: 1, numRuns: 300 },
  );
});
