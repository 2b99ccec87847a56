import { describe, expect, it, test } from "vitest";
import { compile, isSlip, judgeBy } from "#expression/index.ts";
import { variables } from "../../src/expression/types.ts";
import { at, check, plan, repository, stage, whole } from "../rules/build.ts";
import { ofStage } from "./judged.ts";

type Each = keyof typeof variables;

const slip = (text: string, each: Each = "stage"): string => {
  const compiled = compile(text, each);
  return isSlip(compiled) ? `${compiled.offset}: ${compiled.message}` : "";
};

describe("a mistake is told, with its character", () => {
  test.each([
    ["stage.bakes > 1", "6: there is no `bakes` there"],
    ["stag.bake > 1", "0: there is no `stag`"],
    ["stage.checks.exists(c, c.nam == 'x')", "25: there is no `nam` there"],
    ["stage.name", "0: it gives a string, where true or false belongs"],
    ["stage.name == 1", "0: CEL says: no such overload: string == int"],
    ["stage.bake == null", "0: CEL says: no such overload: int == null"],
    ["stage.halt == stage.halt", "0: CEL says: no such overload: Halt == Halt"],
    ["size(stage.checks) > 1 &&", "25: CEL says: unexpected token: EOF"],
    ["", "0: CEL says: unexpected token: EOF"],
    ["stage.checks[0].name == 'x'", "0: a position in brackets is not for assertions"],
    ["{'a': 1}.a == 1", "1: it has a mapping in it"],
    ["dyn(stage.bake) == null", "0: dyn() is not for assertions"],
    ["cel.bind(x, 1, x > 1)", "0: bind() is not for assertions"],
    ["timestamp('2026-01-01T00:00:00Z') == timestamp('2026-01-01T00:00:00Z')", "0: timestamp() is not for assertions"],
    ["stage.checks.map(c, c.blocking, c.name) == ['x']", "0: map() is not for assertions"],
    ["1u == 1u", "0: it has bytes or an unsigned number in it"],
    ["b'x' == b'x'", "0: it has bytes or an unsigned number in it"],
    ["seconds('soon') > 1", "8: `soon` is no duration"],
    ["seconds(stage.name) > 1", "14: seconds() takes a text in quotes"],
    ["stage.name.matches(stage.id)", "25: matches() takes a pattern in quotes of at most 200 characters"],
    [
      "stage.name.matches('(?=a)')",
      "19: `(?=a)` is no pattern of RE2: error parsing regexp: invalid or unsupported Perl syntax: `(?=`",
    ],
  ])("%s", (text, said) => expect(slip(text)).toBe(said));

  it("tells what there is by what it is asked of", () => {
    expect(slip("plan.name == 'x'", "plan")).toBe("");
    expect(slip("stage.name == 'x'", "plan")).toBe("0: there is no `stage`");
    expect(slip("repository.plans.size() > 0", "source")).toBe("");
    expect(slip("plan.name == 'x'", "source")).toBe("0: there is no `plan`");
  });
});

describe("what is hostile is refused", () => {
  test.each([
    ["`(` 1,900 times", "(".repeat(1_900), "24: it is nested more than 24 deep"],
    ["`[` 900 times", `${"[".repeat(900)}${"]".repeat(900)} == 1`, "24: it is nested more than 24 deep"],
    ["`!` 1,900 times", `${"!".repeat(1_900)}true`, "1600: it has more than 300 parts"],
    ["200 sides of &&", Array(200).fill("true").join(" && "), "0: it has more than 300 parts"],
    ["a list of 101", `1 in [${Array(101).fill("1").join(",")}]`, "206: it has too long a list in it"],
    ["2,001 characters", "x".repeat(2_001), "2000: it is longer than 2000 characters"],
    [
      "four lists inside each other",
      "stage.checks.all(a, stage.checks.all(b, stage.checks.all(c, stage.checks.all(d, true))))",
      "60: it goes through more than 3 lists inside each other",
    ],
    ["a prototype", "stage.__proto__ == 'x'", "6: there is no `__proto__` there"],
    ["a constructor", "stage.constructor == 'x'", "6: there is no `constructor` there"],
    ["a constructor of text", "'a'.constructor == 'x'", "4: CEL says: cannot index type 'string'"],
    ["a global", "globalThis == 'x'", "0: there is no `globalThis`"],
    [
      "a method of objects",
      "stage.toString() == 'x'",
      "0: CEL says: found no matching overload for 'Stage.toString()'",
    ],
    [
      "a pattern of bombs",
      "stage.name.matches('((a{1,100}){1,100}){1,100}')",
      "19: `((a{1,100}){1,100}){1,100}` is no pattern of RE2: error parsing regexp: invalid repeat count: `{1,100}`",
    ],
    [
      "a pattern of 201 characters",
      `stage.name.matches('${"a".repeat(201)}')`,
      "19: matches() takes a pattern in quotes of at most 200 characters",
    ],
  ])("%s", (_, text, said) => expect(slip(text)).toBe(said));
});

describe("what takes long ends", () => {
  const checks = whole(...Array.from({ length: 300 }, (_, index) => check(`check ${index}`, index + 10)));
  const busy = stage("production", 3, { checks });

  it("after as many steps as one may take, undecided", () => {
    const all = "stage.checks.all(a, stage.checks.all(b, stage.checks.all(c, a.name != 'x')))";
    const { outcome, reason, remedy } = ofStage(all, busy);
    expect([outcome, reason, remedy]).toEqual([
      "unknown",
      "it takes more steps than an assertion may",
      "ask it of each stage or plan, or through fewer lists",
    ]);
  });

  it("after as many as all may take together", () => {
    const compiled = compile("stage.checks.all(a, a.name != 'x')", "stage");
    if (isSlip(compiled)) throw new Error(compiled.message);
    const judge = judgeBy(compiled, { says: "is wrong", remedy: undefined });
    const within = plan([busy]);
    const scope = { repository: repository([within]), plan: within };
    const steps = { left: 3_000 };
    expect([1, 2, 3].map(() => judge(busy, scope, steps).outcome)).toEqual(["pass", "unknown", "unknown"]);
    expect(steps.left).toBe(0);
  });

  it("where texts double", () => {
    const doubled = `[stage.name]${".map(x, x + x)".repeat(12)}.exists(x, x == '')`;
    expect(ofStage(doubled, busy).reason).toBe("a text becomes too long");
  });

  it("where a pattern would go back and forth", () => {
    const long = stage("production", 3, { name: `${"a".repeat(100_000)}!` });
    expect(ofStage("stage.name.matches('^(a+)+$')", long).reason).toBe("it takes more steps than an assertion may");
    expect(ofStage("stage.name.matches('^(a|a)*$')", { ...long, name: `${"a".repeat(50_000)}!` }).outcome).toBe("fail");
  });
});

it("sees every field of every part, whatever the source says", () => {
  const bare = stage("production", 3, { at: at(3) });
  for (const field of [
    "bake",
    "exposure",
    "halt",
    "window",
    "group",
    "time_limit",
    "recovery",
    "concurrency",
    "target",
    "tier",
  ])
    expect(ofStage(`has(stage.${field})`, bare).outcome).toBe("fail");
  for (const field of ["checks", "approvals", "health", "artifacts", "identities", "restore_points", "notices"])
    expect(ofStage(`stage.${field}.size() == 0`, bare).outcome).toBe("pass");
});
