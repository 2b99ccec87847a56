import { describe, expect, it, test } from "vitest";
import { check } from "#check.ts";
import { declared, unknown } from "#model/fact.ts";
import type { Finding } from "#model/finding.ts";
import { UsageError } from "#model/usage-error.ts";
import { withAssertions } from "#policy/assertions.ts";
import { builtins } from "#policy/builtins.ts";
import { loadPolicy } from "#policy/load.ts";
import { resolvePolicy } from "#policy/resolve.ts";
import { at, plan, production, repository, stage, staging } from "../rules/build.ts";
import { written } from "../waivers/waiver.ts";

const digest = () => "sha256:0";
const now = { at: "2026-11-25T12:00:00Z" };

const policy = (text: string, files: Readonly<Record<string, string>> = {}) =>
  withAssertions(
    resolvePolicy(loadPolicy("bakewell.yaml", `name: shop\n${text}`, digest), {
      builtins,
      file: (path) => files[path],
      installed: () => undefined,
      digest,
    }),
  );

/** What is wrong in a policy, each with its place. */
async function mistakes(text: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  try {
    await policy(text, files);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error, ...error.also].map(({ at: place, message }) => `${place?.line}:${place?.column} ${message}`);
  }
}

const baked = "id: baked, each: stage, that: has(stage.bake), says: has no bake";
const shop = repository([
  plan([staging("staging", 3), production("production", 7, { bake: declared(60, at(8)) }), stage("odd", 9)]),
]);

const brief = ({ rule, outcome, strength, subject, askedBy, reason, fingerprint }: Finding): string =>
  `${rule} ${outcome} ${strength} ${subject.name} ${reason} (${askedBy.line}) ${fingerprint}`;

async function found(clauses: string, options: Partial<Parameters<typeof check>[2]> = {}): Promise<readonly string[]> {
  return check(shop, await policy(`clauses:\n${clauses}`), { ...now, ...options }).map(brief);
}

describe("an assertion", () => {
  it("is asked of each subject, and passes are findings too", async () => {
    expect(await found(`  - assert: [{ ${baked} }]`)).toEqual([
      "baked fail must staging has no bake (3) baked/test:deploy/staging",
      "baked pass must production is as the policy asserts (3) baked/test:deploy/production",
      "baked fail must odd has no bake (3) baked/test:deploy/odd",
    ]);
  });

  it("is asked where its clause speaks, and unknown where that is", async () => {
    const doubtful = repository([plan([stage("odd", 9, { tier: unknown("policy", "no pattern matches", at(9)) })])]);
    const asked = await policy(
      `clauses:\n  - where: { tier: production }\n    assert: [{ ${baked}, strength: should }]`,
    );
    expect(check(shop, asked, now).map(brief)).toEqual([
      "baked pass should production is as the policy asserts (4) baked/test:deploy/production",
    ]);
    expect(check(doubtful, asked, now).map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      "unknown is of unknown tier: no pattern matches; if asked, it has no bake",
    ]);
  });

  it("is left out by a later clause, before its day, by name and by choice", async () => {
    const asked = `  - assert: [{ ${baked} }]\n`;
    const others = `${asked}  - where: { tier: staging }\n    need-not: [baked]`;
    expect((await found(others)).map((each) => each.split(" ")[3])).toEqual(["production", "odd"]);
    expect(await found(`  - from: 2027-01-01\n    assert: [{ ${baked} }]`)).toEqual([]);
    expect(await found(asked, { skip: new Set(["baked"]) })).toEqual([]);
    expect(await found(`${asked}  - must: { readable: {} }`, { only: new Set(["baked"]) })).toHaveLength(3);
    expect(await found(`  - during: emergency\n    assert: [{ ${baked} }]`)).toEqual([]);
  });

  it("is waived like a rule", async () => {
    const waivers = [
      written({
        rule: declared("baked", at(1, "w.yaml")),
        scope: { at: at(1, "w.yaml"), names: [{ of: "stage", text: "staging", at: at(2, "w.yaml") }], line: undefined },
      }),
    ];
    const findings = check(shop, await policy(`clauses:\n  - assert: [{ ${baked} }]`), { ...now, waivers });
    expect(findings.map(({ waiver }) => waiver !== null)).toEqual([true, false, false]);
  });

  it("that was not compiled is never passed over", () => {
    const bare = resolvePolicy(
      loadPolicy("bakewell.yaml", `name: shop\nclauses:\n  - assert: [{ ${baked} }]`, digest),
      {
        builtins,
        file: () => undefined,
        installed: () => undefined,
        digest,
      },
    );
    expect(() => check(shop, bare, now)).toThrow("the assertion baked was not compiled");
  });

  it("keeps what the policy says of itself", async () => {
    const own = await policy(`owner: team:acme/platform\nclauses:\n  - assert: [{ ${baked} }]`);
    expect([own.name, own.source, own.digest]).toEqual(["shop", "bakewell.yaml", "sha256:0"]);
    expect(own.assertions.get("baked")?.title).toBe("No stage has no bake");
  });
});

describe("a mistake", () => {
  const asserted = (fields: string): string =>
    `clauses:\n  - assert:\n      - ${fields.replaceAll("\n", "\n        ")}\n`;

  test.each([
    [
      "in a plain text",
      "id: x\neach: stage\nthat: stage.bakes > 1\nsays: is short",
      "6:21 `that` of `x`: there is no `bakes` there\n    stage.bakes > 1\n          ^",
    ],
    [
      "in quotes",
      'id: x\neach: stage\nthat: "stage.bakes > 1"\nsays: is short',
      "6:22 `that` of `x`: there is no `bakes` there\n    stage.bakes > 1\n          ^",
    ],
    [
      "in quotes with escapes",
      'id: x\neach: stage\nthat: "stage.name == \\"a\\" && stage.bakes > 1"\nsays: is short',
      '6:15 `that` of `x`: there is no `bakes` there\n    stage.name == "a" && stage.bakes > 1\n                               ^',
    ],
    [
      "in a block of lines",
      "id: x\neach: stage\nthat: |\n  has(stage.bake)\n    && stage.bakes > 1\nsays: is short",
      "8:22 `that` of `x`: there is no `bakes` there\n      && stage.bakes > 1\n               ^",
    ],
    [
      "in a folded block",
      "id: x\neach: stage\nthat: >-\n  has(stage.bake)\n  && stage.bakes > 1\nsays: is short",
      "8:20 `that` of `x`: there is no `bakes` there\n    has(stage.bake) && stage.bakes > 1\n                             ^",
    ],
    [
      "in the id",
      "id: bake-time\neach: stage\nthat: has(stage.bake)\nsays: is short",
      "4:13 `bake-time` is the id of a page of Bakewell",
    ],
    [
      "in the id's form",
      "id: Bake_Time\neach: stage\nthat: has(stage.bake)\nsays: is short",
      "4:13 `id` is `Bake_Time`, where text such as `digest-only` belongs",
    ],
    [
      "in what it is asked of",
      "id: x\neach: step\nthat: has(stage.bake)\nsays: is short",
      "5:15 `each` is `step`, where `stage`, `plan`, `repository` or `source` belongs",
    ],
    [
      "in its parts",
      "id: x\neach: stage\nthat: has(stage.bake)\nsays: is short\nwhen: now",
      "8:9 the assertion has no `when`",
    ],
    ["in what is missing", "id: x\neach: stage\nthat: has(stage.bake)", "4:9 the assertion has no `says`"],
  ])("%s is told with its place", async (_, fields, said) => {
    expect(await mistakes(asserted(fields))).toEqual([said]);
  });

  test("of two with one id, of ids that are not there, and of subjects that `where` never speaks of", async () => {
    expect(await mistakes(`clauses:\n  - assert: [{ ${baked} }]\n  - assert: [{ ${baked} }]`)).toEqual([
      "4:20 `baked` is asserted twice: first at bakewell.yaml:3",
    ]);
    const base = `name: base\nclauses: [{ assert: [{ ${baked} }] }]`;
    const both = `extends: [./base.yaml]\nclauses:\n  - assert: [{ ${baked} }]`;
    expect(await mistakes(both, { "base.yaml": base })).toEqual([
      "4:20 `baked` is asserted twice: first at base.yaml:2",
    ]);
    expect(await mistakes("extends: [./base.yaml]\nclauses: [{ need-not: [baked] }]", { "base.yaml": base })).toEqual(
      [],
    );
    expect(await mistakes("extends: [./base.yaml]\nclauses:\n  - need-not: [bakd]", { "base.yaml": base })).toEqual([
      "4:16 there is no rule `bakd`",
    ]);
    expect(await mistakes("clauses:\n  - need-not: [bake-tme]")).toEqual(["3:16 there is no rule `bake-tme`"]);
    const whole = "id: x, each: repository, that: repository.plans.size() > 0, says: has no plan";
    expect(await mistakes(`clauses:\n  - where: { tier: production }\n    assert: [{ ${whole} }]`)).toEqual([
      "4:20 `x` is asked of the repository, of which `where` with `tier` never speaks",
    ]);
  });
});
