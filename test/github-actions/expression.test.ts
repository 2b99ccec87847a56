import { describe, expect, it } from "vitest";
import { evaluate, type Scope } from "#platforms/github-actions/expression/evaluate.ts";
import { asksStatus, parse } from "#platforms/github-actions/expression/parse.ts";
import { conditionOf, render, show } from "#platforms/github-actions/expression/template.ts";
import { SyntaxFault } from "#platforms/github-actions/expression/token.ts";
import { byPerson, dict, fromPlain, known, NULL, truth, unread, type Value } from "#platforms/values/value.ts";

const free = byPerson("the input `region`", { variable: { key: "inputs.region", before: "" } });
const contexts: Record<string, Value> = {
  github: dict([
    ["ref", known("refs/heads/main")],
    ["event_name", known("push")],
    ["event", fromPlain({ labels: [{ name: "Bug" }, { name: "ship" }] })],
    ["head_ref", byPerson("the branch of the change", { prefix: "release/" })],
  ]),
  inputs: dict([
    ["region", free],
    ["size", byPerson("the input `size`", { domain: ["small", "large"] })],
    ["flag", byPerson("the input `flag`", { domain: [true, false] })],
  ]),
  vars: dict([], unread("a variable", { varies: "fixed" })),
};
const scope: Scope = { context: (name) => contexts[name] ?? NULL, status: () => unread("a status") };
const value = (source: string): unknown => {
  const made = evaluate(parse(source), scope);
  return made.is === "known" ? made.value : made.is === "unknown" ? (made.domain ?? "?") : made.is;
};

describe("GitHub's expressions", () => {
  it.each<[string, unknown]>([
    ["'it''s'", "it's"],
    ["0xff", 255],
    ["-1.5e2", -150],
    ["'MAIN' == 'main'", true],
    ["'1' == 1", true],
    ["'' == 0", true],
    ["null == false", true],
    ["'abc' == 0", false],
    ["true == 1", true],
    ["2 > 10", false],
    ["'b' > 'A'", true],
    ["true && 'prod' || 'dev'", "prod"],
    ["false && 'prod' || 'dev'", "dev"],
    ["!''", true],
    ["github.ref", "refs/heads/main"],
    ["GitHub['REF']", "refs/heads/main"],
    ["github.event.labels[1].name", "ship"],
    ["github.nothing", null],
    ["contains(github.event.labels.*.name, 'SHIP')", true],
    ["contains('Hello world', 'LLO')", true],
    ["startsWith(github.ref, 'refs/heads/')", true],
    ["endsWith(github.ref, '/main')", true],
    ["format('{0}-{1}{{}}', 'a', 2)", "a-2{}"],
    ["join(github.event.labels.*.name, '+')", "Bug+ship"],
    ['fromJSON(\'["a","b"]\')[1]', "b"],
    ["case(false, 'a', true, 'b', 'c')", "b"],
    ["toJSON('a')", '"a"'],
  ])("%s", (source, expected) => {
    expect(value(source)).toStrictEqual(expected);
  });

  it.each<[string, unknown]>([
    ["inputs.region", "?"],
    ["inputs.flag && 'production' || 'staging'", ["production", "staging"]],
    ["inputs.region == 'eu' && 'production' || 'staging'", ["production", "staging"]],
    ["inputs.size == 'small'", [true, false]],
    ["inputs.size == 'medium'", false],
    ["inputs.region || 'eu'", "?"],
    ["vars.X == 'a' || true", true],
    ["vars.X == 'a' && false", false],
    ["startsWith(github.head_ref, 'release/')", true],
    ["startsWith(github.head_ref, 'feature/')", false],
    ["github.head_ref == 'main'", false],
    ['contains(fromJSON(\'["small","large"]\'), inputs.size)', true],
    ["hashFiles('x')", "?"],
  ])("%s, as far as it can be told", (source, expected) => {
    expect(value(source)).toStrictEqual(expected);
  });

  it.each([
    ["github.", 7, "ends too early"],
    ["'open", 0, "has a text without its closing `'`"],
    ["a = b", 2, "has a single `=`: `==` compares"],
    ["nope()", 0, "calls `nope`, which is no function"],
    ["contains('a')", 0, "calls `contains` with 1 arguments"],
    ["(a", 2, "`)` is missing"],
    ['"a"', 0, "has a `\"`: texts stand between `'`"],
  ])("%s is refused", (source, at, reason) => {
    const fault = refusal(source);
    expect([fault.at, fault.message]).toStrictEqual([at, reason]);
  });

  it("refuses what is nested too deeply without falling over", () => {
    expect(refusal(`${"(".repeat(100_000)}1`).message).toBe("is longer than 21000 characters");
    expect(refusal(`${"(".repeat(500)}1${")".repeat(500)}`).message).toBe("is nested deeper than 50");
    expect(refusal(`${"!".repeat(500)}1`).message).toBe("is nested deeper than 50");
  });

  it("knows when a condition asks for a status", () => {
    expect(asksStatus(parse("!cancelled() && github.ref"))).toBe(true);
    expect(asksStatus(parse("github.ref == 'always()'"))).toBe(false);
  });

  it("fills texts", () => {
    expect(render("deploy-${{ github.event_name }}-x", scope)).toStrictEqual(known("deploy-push-x"));
    expect(render("${ inputs.region }", scope)).toStrictEqual(known("${ inputs.region }"));
    expect(show("a ${{ inputs.region }} ${{ github.event_name }}", scope)).toBe("a ${{ inputs.region }} push");
    expect(render("x-${{ inputs.region }}", scope)).toMatchObject({
      is: "unknown",
      prefix: "x-",
      what: "the input `region`",
    });
    expect(render("${{ 'a }}' }}", scope)).toStrictEqual(known("a }}"));
  });

  it("takes a text around an expression for a text that is true", () => {
    expect(conditionOf("${{ false }} && true").kind).toBe("text");
    expect(conditionOf("${{ false }}").kind).toBe("expression");
    expect(conditionOf("${{ false").kind).toBe("fault");
  });

  it("says which assumption would decide", () => {
    const made = evaluate(parse("inputs.region == 'eu'"), scope);
    expect(truth(made)).toBe(undefined);
    expect(made).toMatchObject({ splits: [{ key: "inputs.region", values: ["eu"], rest: true }] });
  });
});

function refusal(source: string): SyntaxFault {
  try {
    parse(source);
  } catch (error) {
    if (error instanceof SyntaxFault) return error;
    throw error;
  }
  throw new Error(`${source} was not refused`);
}
