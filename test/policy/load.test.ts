import { describe, expect, it } from "vitest";
import { UsageError } from "#model/usage-error.ts";
import { loadPolicy } from "#policy/load.ts";
import { durationOf } from "#policy/parameters.ts";

/** What is said of a policy: of each mistake its place, the message, and what to do. */
function complaints(text: string): readonly string[] {
  try {
    loadPolicy("bakewell.yaml", text, String);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error, ...error.also].map(({ at, message, hint }) => `${at?.line}:${at?.column} ${message}; ${hint ?? ""}`);
  }
}

const clause = (...lines: readonly string[]): string =>
  ["name: shop", "clauses:", ...lines.map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`))].join("\n");

/** A policy, and what is wrong with it. */
const wrong: readonly (readonly [text: string, ...said: readonly string[]])[] = [
  ["", "1:1 the policy is empty; write at least `name: …` and `clauses:`"],
  [
    "- a\n- b\n",
    "1:1 the policy is a list, where a mapping belongs; what an organisation asks of the way its software reaches production",
  ],
  ["clauses: []", "1:1 the policy has no `name`; write `name: …`; the policy's name"],
  [
    "name: shop\nname: cart\n",
    "2:1 the policy has the key `name` twice in one mapping, first on line 1, which is not allowed; remove one of the two",
  ],
  ["name: a\n---\nname: b\n", "3:1 the file holds a second document; keep one policy a file"],
  ["name: 7", '1:7 `name` is `7`, where text belongs; put it in quotes: `"7"`'],
  [
    "nam: shop\nclauses: []",
    "1:1 the policy has no `name`; write `name: …`; the policy's name",
    "1:1 the policy has no `nam`; did you mean `name`?",
  ],
  [
    "name: shop\nversion: 1.2\nowner: []\nreviewed: 2026-02-30\nextends: essential\n",
    '2:10 `version` is `1.2`, where text belongs; put it in quotes: `"1.2"`',
    "3:8 `owner` is a list, where text belongs; who answers for it: `team:acme/platform` or `user:mina`",
    "4:11 `reviewed` is `2026-02-30`, which is no day of the calendar; write it as `2026-12-31`",
    "5:10 `extends` is `essential`, where a list belongs; write it as a list: `[essential]`",
  ],
  [
    "name: shop\nclauses: {}\n",
    "2:10 `clauses` is a mapping, where a list belongs; in order; the last clause to speak of a rule decides",
  ],
  [
    clause("foo: 1"),
    "3:5 the clause has no `foo`; it can have `cites`, `where`, `during`, `from`, `must`, `should`, `need-not` or `assert`",
    "3:5 the clause asks nothing; add `must`, `should`, `need-not` or `assert`, or remove the clause",
  ],
  [clause("must: { bake-tme: {} }"), "3:13 there is no rule `bake-tme`; did you mean `bake-time`?"],
  [clause("must: { frobnicate: {} }"), "3:13 there is no rule `frobnicate`; `bakewell rules` lists the rules"],
  [
    clause("must: { bake-time: { minimun: PT1H } }"),
    "3:26 `bake-time` has no parameter `minimun`; did you mean `minimum`?",
  ],
  [
    clause("must: { recovery: { automatic: yes } }"),
    "3:36 `automatic` of `recovery` is `yes`, where `true` or `false` belongs; whether the recovery must begin by itself; `true` where it is left out",
  ],
  [
    clause("must: { equal-gates: { x: 1 } }"),
    "3:28 `equal-gates` has no parameter `x`; it takes no parameters: write `{}`",
  ],
  [
    clause("must: { bake-time: { minimum: 60, first: P1M } }"),
    "3:35 `minimum` of `bake-time` is `60`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
    "3:46 `first` of `bake-time` is `P1M`: months and years have no fixed length; write it in days: `P30D`",
  ],
  [
    clause("must: { bake-time: { minimum: soon, first: 10 } }"),
    "3:35 `minimum` of `bake-time` is `soon`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
    "3:48 `first` of `bake-time` is `10`, where a duration belongs; write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
  ],
  [
    clause("must: { progressive-exposure: { first: 0.1, stages: 1, growth: 1 } }"),
    "3:44 `first` of `progressive-exposure` is `0.1`, where a percentage belongs; write it as `10%`, up to `100%`",
    "3:57 `stages` of `progressive-exposure` is `1`, where a whole number of 2 or more belongs; the fewest phases; `2` where it is left out",
    "3:68 `growth` of `progressive-exposure` is `1`, where a number above 1 belongs; how many times a phase may be as large as the one before it; `5` where it is left out",
  ],
  [
    clause("must: { approval: { count: two, from: [] } }"),
    "3:32 `count` of `approval` is `two`, where a whole number of 1 or more belongs; how many must say yes; `1` where it is left out",
    "3:43 `from` of `approval` is an empty list; list at least one, or leave it out",
  ],
  [
    clause("must: { required-checks: { kinds: [test, unit, tests, tests] } }"),
    "3:40 a part of `kinds` of `required-checks` is `test`, where `tests`, `integration-test`, `smoke-test`, `static-analysis`, `security-scan`, `compliance`, `build`, `plan-review` or `provenance` belongs; did you mean `tests`?",
    "3:46 a part of `kinds` of `required-checks` is `unit`, where `tests`, `integration-test`, `smoke-test`, `static-analysis`, `security-scan`, `compliance`, `build`, `plan-review` or `provenance` belongs; ",
    "3:59 `kinds` of `required-checks` lists `tests` twice; remove one of the two",
  ],
  [
    clause("must:", "  bake-time:"),
    "4:17 `bake-time` is empty, where a mapping belongs; write `{}` where there is nothing to say",
  ],
  [clause("must: [bake-time]"), "3:11 `must` is a list, where a mapping belongs; write `{ bake-time: {} }`"],
  [
    clause("need-not: bake-time"),
    "3:15 `need-not` is `bake-time`, where a list belongs; write it as a list: `[bake-time]`",
  ],
  [clause("need-not: []"), "3:15 `need-not` is an empty list; list at least one, or leave it out"],
  [
    clause("where: { tier: prod }", "must: { recovery: {} }"),
    "3:20 `tier` is `prod`, where `production`, `staging` or `development`, or a list of them, belongs; did you mean `production`?",
  ],
  [
    clause("where: { tier: { a: 1 } }", "must: { recovery: {} }"),
    "3:20 `tier` is a mapping, where `production`, `staging` or `development`, or a list of them, belongs; the stage's tier",
  ],
  [
    clause("where: { teir: production, platform: 5 }", "must: { recovery: {} }"),
    "3:14 `where` has no `teir`; did you mean `tier`?",
    "3:42 `platform` is `5`, where text, or a list of them, belongs; a pattern of the platform's id",
  ],
  [clause("where: {}", "must: { recovery: {} }"), "3:12 `where` is empty; leave it out to speak of everything"],
  [
    clause("where: { plan: [], path: [a, a], role: [deploy] }", "must: { recovery: {} }"),
    "3:20 `plan` is an empty list; list at least one, or leave it out",
    "3:34 `path` lists `a` twice; remove one of the two",
    "3:45 a part of `role` is `deploy`, where `deployment`, `publication` or `preview` belongs; did you mean `deployment`?",
  ],
  [
    clause("cites: x"),
    "3:5 the clause asks nothing; add `must`, `should`, `need-not` or `assert`, or remove the clause",
  ],
  [
    clause("must: {}", "should: {}"),
    "3:5 the clause asks nothing; add `must`, `should`, `need-not` or `assert`, or remove the clause",
  ],
  [
    clause("must: { recovery: {} }", "should: { recovery: {} }", "need-not: [recovery]"),
    "4:15 the clause speaks of `recovery` as `must` and as `should`; keep one of the two",
    "5:16 the clause speaks of `recovery` as `should` and as `need-not`; keep one of the two",
  ],
  [
    clause("during: incident", "from: tomorrow", "must: { recovery: {} }"),
    "3:13 `during` is `incident`, where `emergency` belongs; only under a declared emergency",
    "4:11 `from` is `tomorrow`, where a day belongs; write it as `2026-12-31`",
  ],
  [
    clause("from: 2027-13-01", "must: { recovery: {} }"),
    "3:11 `from` is `2027-13-01`, which is no day of the calendar; write it as `2026-12-31`",
  ],
  [
    clause(
      "must: { deployment-window: { windows: [Mo 09:00-16:00 UTC, Mon 09:00-25:00 UTC, Mon 09:00-16:00 Mars/Base, Mon 09:00-16:00 UTC] } }",
    ),
    "3:44 a part of `windows` is `Mo 09:00-16:00 UTC`: `Mo` is no day; write it as `Mon-Fri 09:00-16:00 Europe/Berlin`",
    "3:64 a part of `windows` is `Mon 09:00-25:00 UTC`: `09:00-25:00` are no times of a day; write it as `Mon-Fri 09:00-16:00 Europe/Berlin`",
    "3:85 a part of `windows` is `Mon 09:00-16:00 Mars/Base`: `Mars/Base` is no IANA time zone; write it as `Mon-Fri 09:00-16:00 Europe/Berlin`",
  ],
  [
    clause("where: { tier: production }", "must: { equal-gates: {}, readable: {} }"),
    "4:13 `equal-gates` is asked of the repository, of which `where` with `tier` never speaks; ask it in a clause without `where`",
    "4:30 `readable` is asked of files, of which `where` with `tier` never speaks; ask it in a clause without `where`",
  ],
  [
    "name: shop\ntiers: { prod: [x], production: [qa, QA], staging: [qa], development: qa }",
    "2:10 there is no tier `prod`; did you mean `production`?",
    "2:53 `qa` is a pattern of production and of staging; keep it in one of the two",
    "2:71 `development` is `qa`, where a list belongs; write it as a list: `[qa]`",
  ],
  [
    "name: shop\ngroups: { Ops: ['user:mina'], ops: [mina], none: [] }",
    "2:11 `Ops` is no name for a group; write it in lower-case letters, digits and `-`: `release-managers`",
    "2:37 a part of `ops` is `mina`, where text such as `user:mina` or `team:acme/release-managers` belongs; ",
    "2:50 `none` is an empty list; list at least one, or leave it out",
  ],
  [
    "name: shop\nrecognise: { actions: { acme/deploy: { does: deply, kind: tests } }, commands: { x: {} }, task: {} }",
    "2:46 `does` is `deply`, where `deploy`, `publish`, `preview`, `check`, `approve`, `wait`, `roll-back`, `sign-in`, `build`, `verify`, `gate`, `notify`, `back-up`, `remove`, `attest` or `nothing` belongs; did you mean `deploy`?",
    "2:53 `acme/deploy` has no `kind`; did you mean `kinds`?",
    "2:82 `x` has no `does`; write `does: …`; what it does",
    "2:91 `recognise` has no `task`; it can have `actions` or `commands`",
  ],
  [
    "name: shop\nclauses:\n  - where: { tier: production, path: a.yaml }\n    must: { sound-waiver: {} }",
    "4:13 `sound-waiver` is asked of waivers, of which `where` with `tier` never speaks; ask it in a clause without `where`",
  ],
  [
    "name: shop\nwaivers: [waivers/*.yaml]",
    "2:10 `waivers` is a list, where text or a mapping belongs; where waivers stand, and what is accepted of them; a text alone is the pattern of their files",
  ],
  [
    "name: shop\nwaivers: { inlin: false, files: '' }",
    "2:12 `waivers` has no `inlin`; did you mean `inline`?",
    "2:33 `files` is empty, where text belongs; a pattern of the files that hold them, from the root of the repository; `.bakewell/waivers/*.yaml` where it is left out",
  ],
  [
    "name: shop\nclauses: [7, null]",
    "2:11 the clause is `7`, where a mapping belongs; one sentence of a policy: what is asked, of which subjects, and when",
    "2:14 the clause is `null`, where a mapping belongs; one sentence of a policy: what is asked, of which subjects, and when",
  ],
];

describe("a policy that is not valid", () => {
  it.each(wrong)("%s", (text, ...said) => {
    expect(complaints(text)).toEqual(said);
  });

  it("is refused where it is no YAML", () => {
    expect(complaints("name: [shop\n")).toHaveLength(1);
  });

  it("has its mistakes counted beyond the first twenty", () => {
    const said = complaints(
      clause(`must: { ${Array.from({ length: 30 }, (_, index) => `x${index}: {}`).join(", ")} }`),
    );
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe("undefined:undefined 10 more mistakes of the policy are not listed; ");
  });
});

describe("a policy that is valid", () => {
  it("may use anchors and merge keys", () => {
    const text =
      clause("must: &all { recovery: {} }", "cites: x") + "\n  - must: { <<: *all, bake-time: { minimum: 10m } }";
    expect(loadPolicy("bakewell.yaml", text, String).policy.clauses?.[1]?.must).toEqual({
      recovery: {},
      "bake-time": { minimum: "10m" },
    });
  });

  it("may leave out all but its name", () => {
    expect(complaints("name: shop")).toEqual([]);
  });

  it("may ask of files by their path and platform", () => {
    expect(complaints(clause("where: { path: 'deploy/**', platform: test }", "must: { readable: {} }"))).toEqual([]);
  });
});

describe("a duration", () => {
  it.each([
    ["PT1H", 3600],
    ["P1D", 86_400],
    ["P1DT12H", 129_600],
    ["PT90S", 90],
    ["10m", 600],
    ["1h30m", 5400],
    ["P1M", undefined],
    ["P1Y", undefined],
    ["10", undefined],
    ["", undefined],
    ["1 month", undefined],
    ["-10m", undefined],
  ])("%s is %s seconds", (text, seconds) => {
    expect(durationOf(text)).toBe(seconds);
  });
});

describe("a hostile policy", () => {
  it("may not multiply by its aliases", () => {
    const bomb = Array.from({ length: 30 }, (_, index) =>
      index === 0 ? "a0: &a0 [x]" : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`,
    );
    expect(complaints(["name: shop", ...bomb].join("\n"))).toContainEqual(
      expect.stringContaining("nodes through its aliases"),
    );
  });

  it("may not nest by its aliases", () => {
    const chain = Array.from(
      { length: 5000 },
      (_, index) => `a${index}: &a${index} ${index === 0 ? "x" : `[*a${index - 1}]`}`,
    );
    expect(complaints(["name: shop", ...chain].join("\n"))).toContainEqual(
      expect.stringContaining("nodes through its aliases"),
    );
  });

  it("may not hold itself", () => {
    expect(complaints("name: shop\nclauses: &a [*a]").length).toBeGreaterThan(0);
    expect(complaints("name: shop\nwaivers: &a { <<: *a }").length).toBeGreaterThanOrEqual(0);
  });

  it("cannot reach prototypes", () => {
    expect(complaints("name: shop\n__proto__: { polluted: true }")).toEqual([
      "2:1 the policy has no `__proto__`; it can have `name`, `title`, `owner`, `version`, `reviewed`, `extends`, `tiers`, `groups`, `recognise`, `clauses`, `emergency`, `waivers` or `settings`",
    ]);
    expect(complaints(clause("must: { constructor: {}, __proto__: {}, bake-time: { toString: 1 } }"))).toEqual([
      "3:13 there is no rule `constructor`; `bakewell rules` lists the rules",
      "3:30 there is no rule `__proto__`; `bakewell rules` lists the rules",
      "3:58 `bake-time` has no parameter `toString`; it can have `minimum` or `first`",
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("may have ten thousand clauses", () => {
    const text = `name: shop\nclauses:\n${"  - must: { recovery: {} }\n".repeat(10_000)}`;
    expect(loadPolicy("bakewell.yaml", text, String).policy.clauses).toHaveLength(10_000);
  });

  it("may list one thing very often", () => {
    expect(complaints(clause(`need-not: [${"recovery, ".repeat(50_000)}]`))).toEqual([
      "3:500006 `need-not` lists `recovery` twice; remove one of the two",
    ]);
  });

  it("may not be larger than a megabyte", () => {
    expect(complaints(`name: shop\ntitle: ${"x".repeat(1_000_000)}`)).toEqual([
      "1:1 the policy is larger than 1 MB, and was not read; split the file, or leave it out of the check",
    ]);
  });
});
