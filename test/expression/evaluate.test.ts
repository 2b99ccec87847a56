import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Check, Stage } from "#model/plan.ts";
import { at, check, plan, repository, stage, step, trigger, whole } from "../rules/build.ts";
import { brief, ofRepository, ofStage } from "./judged.ts";

const scan = (name: string, line: number, over: Partial<Check> = {}) =>
  check(name, line, { kinds: ["security-scan"], ...over });
const more = unknown("elsewhere", "`acme/checks` may check, too", at(9), "look there");
const decidedLater = unsure("run-time", "`inputs.skip` is decided when it runs", at(8), "say it");

const shop = stage("production", 3, {
  bake: declared(3600, at(4)),
  exposure: declared({ share: 0.05, by: "weight" }, at(5)),
  checks: whole(scan("trivy", 6), scan("grype", 7), check("unit", 8)),
  group: declared({ name: "regions", concurrent: Infinity, stopsTogether: holds(at(9)) }, at(9)),
});

describe("what is written is seen", () => {
  test.each([
    ['stage.bake >= seconds("PT1H")', "pass is as the policy asserts 3 4"],
    ['stage.bake > seconds("PT1H")', "fail is wrong 3 4"],
    ["stage.exposure.share <= 0.05", "pass is as the policy asserts 3 5"],
    ["stage.exposure.share * 100.0 > 10.0", "fail is wrong 3 5"],
    ["stage.exposure.by in ['weight', 'replicas']", "pass is as the policy asserts 3 5"],
    ["size(stage.checks) == 3", "pass is as the policy asserts 3 6 7 8"],
    ["stage.checks.filter(c, 'security-scan' in c.kinds).size() >= 2", "pass is as the policy asserts 3 6 7"],
    ["stage.checks.exists_one(c, c.name == 'unit')", "pass is as the policy asserts 3 8"],
    ["stage.checks.all(c, 'security-scan' in c.kinds)", "fail is wrong 3 8"],
    ["stage.checks.exists(c, c.name.matches('^gry.e$'))", "pass is as the policy asserts 3 7"],
    [
      "stage.checks.map(c, c.name).exists(name, name.startsWith('un') && name.endsWith('it'))",
      "pass is as the policy asserts 3 8",
    ],
    ["stage.group.concurrent <= 3", "fail is wrong 3 9"],
    ["stage.group.stops_together", "pass is as the policy asserts 3 9"],
    ["stage.deploys && plan.stages.exists(s, s.name == stage.name)", "pass is as the policy asserts 3"],
    ["7 / 2 == 3 && 7 % 2 == 1 && -7 + 1 < 0 && 1 <= 1.5", "pass is as the policy asserts 3"],
    ["stage.name.lowerAscii().contains('prod') ? stage.bake == 3600 : false", "pass is as the policy asserts 3 4"],
    ["stage.started_by.all(on, on == 'tag')", "fail is wrong 3"],
  ])("%s", (text, said) => expect(brief(ofStage(text, shop))).toBe(said));
});

describe("what is absent", () => {
  const bare = stage("production", 3);
  test.each([
    ["has(stage.bake)", "fail is wrong 3"],
    ["has(stage.exposure.share)", "fail is wrong 3"],
    ["!has(stage.bake) || stage.bake > 60", "pass is as the policy asserts 3"],
    ["has(stage.bake) && stage.bake > 60", "fail is wrong 3"],
    ["stage.bake > 60", "unknown `stage.bake` is absent 3"],
    ["stage.halt.automatic", "unknown `stage.halt` is absent 3"],
    ["has(stage.checks)", "fail is wrong 3"],
    ["stage.checks.exists(c, c.blocking)", "fail is wrong 3"],
  ])("decides nothing but whether it is there: %s", (text, said) => expect(brief(ofStage(text, bare))).toBe(said));

  it("says how to ask first", () => {
    expect(ofStage("stage.bake > 60", bare).remedy).toBe("ask `has(stage.bake)` before it is looked at");
  });
});

describe("what is unknown", () => {
  const open = stage("production", 3, {
    bake: unknown("settings", "its bake is set on the server", at(4), "export it"),
    checks: listing([scan("trivy", 6), scan("grype", 7, { unskippable: decidedLater })], more),
  });
  test.each([
    ["stage.bake > 60", "unknown its bake is set on the server 3 4"],
    ["has(stage.bake)", "unknown its bake is set on the server 3 4"],
    ["stage.bake > 60 && stage.name == 'staging'", "fail is wrong 3"],
    ["stage.name == 'production' || stage.bake > 60", "pass is as the policy asserts 3"],
    ["stage.bake > 60 || !(stage.bake > 60)", "unknown its bake is set on the server 3 4"],
    ["stage.checks.exists(c, c.name == 'trivy')", "pass is as the policy asserts 3 6"],
    ["stage.checks.exists(c, c.name == 'unit')", "unknown `acme/checks` may check, too 3 9"],
    ["stage.checks.all(c, c.name == 'trivy')", "fail is wrong 3 7"],
    ["stage.checks.all(c, 'security-scan' in c.kinds)", "unknown `acme/checks` may check, too 3 9"],
    [
      "stage.checks.all(c, c.unskippable)",
      "unknown `acme/checks` may check, too; `inputs.skip` is decided when it runs 3 9 8",
    ],
    ["size(stage.checks) >= 2", "pass is as the policy asserts 3"],
    ["1 >= size(stage.checks)", "fail is wrong 3"],
    ["size(stage.checks) == 1", "fail is wrong 3"],
    ["size(stage.checks) != 1", "pass is as the policy asserts 3"],
    ["size(stage.checks) == 2", "unknown `acme/checks` may check, too 3 9"],
    ["size(stage.checks) >= 3", "unknown `acme/checks` may check, too 3 9"],
    ["size(stage.checks.filter(c, c.unskippable)) >= 1", "pass is as the policy asserts 3"],
    ["size(stage.checks) + 1 >= 2", "unknown `acme/checks` may check, too 3 9"],
    ["stage.checks.exists_one(c, c.name == 'trivy')", "unknown `acme/checks` may check, too 3 9"],
    ["stage.checks.exists_one(c, c.name != '')", "fail is wrong 3 6 7"],
    ["'trivy' in stage.checks.map(c, c.name)", "pass is as the policy asserts 3 6"],
    ["stage.checks.map(c, c.name) == ['trivy']", "unknown a list, or a thing with parts, is compared as a whole 3"],
    ["(stage.bake > 60 ? 1 : 2) == 1", "unknown its bake is set on the server 3 4"],
  ])("stays so unless the rest decides: %s", (text, said) => expect(brief(ofStage(text, open))).toBe(said));

  it("brings the way to settle it", () => {
    expect(ofStage("stage.bake > 60 && stage.checks.all(c, c.name != '')", open).remedy).toBe(
      "export it\n\nlook there",
    );
  });
});

describe("what goes wrong", () => {
  test.each([
    ["1 / (stage.bake - 3600) > 0", "unknown it divides by zero 3"],
    ["9223372036854775807 + stage.bake > 0", "unknown a number becomes too large 3"],
    [
      "stage.group.concurrent - stage.group.concurrent == 0.0",
      "unknown what is endless is taken from what is endless 3",
    ],
    ["1 / 0 > 0 || stage.bake == 3600", "pass is as the policy asserts 3 4"],
    ["stage.checks.all(c, 1 / 0 > 0)", "unknown it divides by zero 3"],
  ])("is unknown, and no crash: %s", (text, said) => expect(brief(ofStage(text, shop))).toBe(said));
});

describe("lists that are not whole for another reason", () => {
  const tagged = plan([shop], { triggers: whole(trigger("tag")) });
  const tagsOnly = "repository.plans.all(p, p.triggers.all(t, t.on == 'tag'))";

  test("are those of plans where a file cannot be read", () => {
    const source = {
      kind: "source",
      id: "x",
      name: "ci.yml",
      at: at(1, "ci.yml"),
      platform: "github-actions",
    } as const;
    const problem = { at: at(2, "ci.yml"), reason: "has a tab where only spaces may indent", remedy: "" };
    expect(brief(ofRepository(tagsOnly, repository([tagged])))).toBe("pass is as the policy asserts 1 1 3");
    const remarked = { ...source, problems: [{ ...problem, weight: "remark" as const }] };
    expect(ofRepository(tagsOnly, repository([tagged], { sources: [remarked] })).outcome).toBe("pass");
    const unread = { ...source, problems: [{ ...problem, weight: "error" as const }] };
    expect(brief(ofRepository(tagsOnly, repository([tagged], { sources: [unread] })))).toBe(
      "unknown ci.yml has a tab where only spaces may indent, and may hold further ones 1 2",
    );
  });

  test("are those of stages where a part of the plan is written elsewhere", () => {
    const delegations = [{ to: "acme/flows/deploy.yml@main", at: at(7), moving: declared(true, at(7)) }];
    expect(brief(ofStage("plan.stages.all(s, s.deploys)", shop, { delegations }))).toBe(
      "unknown what `acme/flows/deploy.yml@main` does is written elsewhere 3 7",
    );
    expect(ofStage("plan.delegations.all(d, d.moving)", shop, { delegations }).outcome).toBe("pass");
    expect(
      ofStage("plan.steps.all(s, s.pinned_by == 'branch')", shop, { steps: whole(step("acme/x@v1", 4)) }).outcome,
    ).toBe("fail");
  });
});

/** A part of an expression over a stage. `names` are the checks that it stands in. */
const truth = fc.letrec<{ truth: string; number: string; ofCheck: string }>((tie) => ({
  truth: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("true", "false", "has(stage.bake)", "has(stage.checks)"),
    fc.tuple(tie("truth"), fc.constantFrom("&&", "||"), tie("truth")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie("truth").map((a) => `!${a}`),
    fc
      .tuple(tie("number"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("number"))
      .map((parts) => `(${parts.join(" ")})`),
    fc
      .tuple(fc.constantFrom("all", "exists", "exists_one"), tie("ofCheck"))
      .map(([macro, body]) => `stage.checks.${macro}(c, ${body})`),
    fc.tuple(tie("truth"), tie("truth"), tie("truth")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.constantFrom("a", "b", "z").map((name) => `('${name}' in stage.checks.map(c, c.name))`),
  ),
  ofCheck: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("c.blocking", "c.unskippable", "c.name == 'a'", "c.name != 'b'"),
    fc.tuple(tie("ofCheck"), fc.constantFrom("&&", "||"), tie("ofCheck")).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    tie("ofCheck").map((a) => `!(${a})`),
  ),
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("0", "1", "2", "3", "stage.bake", "size(stage.checks)"),
    tie("ofCheck").map((body) => `stage.checks.filter(c, ${body}).size()`),
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "/"), tie("number")).map((parts) => `(${parts.join(" ")})`),
  ),
})).truth;

const three = fc.constantFrom("yes", "no", "unknown" as const);
const model = fc.record({
  bake: fc.constantFrom("absent", 1, 2, "unknown" as const),
  checks: fc.array(fc.record({ name: fc.constantFrom("a", "b", "z"), blocking: three, unskippable: three }), {
    maxLength: 2,
  }),
  others: fc.boolean(),
});

type Model = typeof model extends fc.Arbitrary<infer T> ? T : never;

const assured = (state: string) =>
  state === "unknown" ? decidedLater : state === "yes" ? holds(at(2)) : broken("is not", at(2));

const staged = ({ bake, checks, others }: Model): Stage =>
  stage("production", 3, {
    bake:
      bake === "unknown"
        ? unknown("run-time", "it is decided when it runs", at(4))
        : typeof bake === "number"
          ? declared(bake, at(4))
          : absent(at(4)),
    checks: listing(
      checks.map(({ name, blocking, unskippable }) =>
        check(name, 5, { blocking: assured(blocking), unskippable: assured(unskippable) }),
      ),
      others ? more : absent(at(5)),
    ),
  });

/** Everything that a model with unknowns may be; of what may be added to a list, up to two of each kind. */
function* worlds({ bake, checks, others }: Model): Generator<Model> {
  const either = (state: Model["checks"][number]["blocking"]) =>
    state === "unknown" ? (["yes", "no"] as const) : [state];
  const ofCheck = (each: Model["checks"][number]) =>
    either(each.blocking).flatMap((blocking) =>
      either(each.unskippable).map((unskippable) => ({ ...each, blocking, unskippable })),
    );
  const seen = checks.reduce<Model["checks"][]>(
    (lists, each) => lists.flatMap((list) => ofCheck(each).map((one) => [...list, one])),
    [[]],
  );
  const extra: Model["checks"] = (["a", "b", "z"] as const).map((name) => ({
    name,
    blocking: "yes",
    unskippable: "no",
  }));
  const added = others
    ? [[], ...extra.map((one) => [one]), [...extra], extra.map((one) => ({ ...one, blocking: "no" as const }))]
    : [[]];
  for (const length of bake === "unknown" ? (["absent", 1, 3] as const) : [bake])
    for (const list of seen)
      for (const rest of added) yield { bake: length as Model["bake"], checks: [...list, ...rest], others: false };
}

describe("expressions", () => {
  it("say of what is unknown only what is true of all that it may be", () => {
    fc.assert(
      fc.property(truth, model, (text, written) => {
        const { outcome } = ofStage(text, staged(written));
        if (outcome === "unknown") return;
        for (const world of worlds(written)) {
          const certain = ofStage(text, staged(world)).outcome;
          expect([outcome, "unknown"], `${text} in ${JSON.stringify(world)}`).toContain(certain);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("say of what is known what CEL says", () => {
    const cel = new Environment({ unlistedVariablesAreDyn: true });
    fc.assert(
      fc.property(truth, model, (text, written) => {
        const [world] = worlds(written);
        if (!world) return;
        const checks = world.checks.map(({ name, blocking, unskippable }) => ({
          name,
          blocking: blocking === "yes",
          unskippable: unskippable === "yes",
        }));
        const bake = typeof world.bake === "number" ? { bake: BigInt(world.bake) } : {};
        let expected: string;
        try {
          // An empty list is one that is not there.
          const asked = text.replaceAll("has(stage.checks)", "(size(stage.checks) > 0)");
          expected = cel.evaluate(asked, { stage: { ...bake, checks } }) === true ? "pass" : "fail";
        } catch {
          expected = "unknown";
        }
        expect(ofStage(text, staged(world)).outcome).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
