import { describe, expect, it } from "vitest";
import { evaluated } from "#platforms/argo-rollouts/condition.ts";
import type { Measured } from "#platforms/argo-rollouts/measured.ts";
import { outcomeOf } from "#platforms/argo-rollouts/silence.ts";

describe("a condition", () => {
  it.each<[string, Measured, boolean | "error" | undefined]>([
    ["result[0] >= 0.95", [0.99], true],
    ["result[0] >= 0.95", [], "error"],
    ["result[0] >= 0.95", [NaN], false],
    ["result >= 0.95", [1], "error"],
    ["len(result) == 0 || result[0] > 1", [], true],
    ["result[0] > 1 or len(result) == 0", [], "error"],
    ["len(result) > 0 && result[0] < 5", [], false],
    ["not (len(result) > 0)", [], true],
    ["!isNaN(result[0]) && result[0] < 1", [NaN], false],
    ["isInf(result[0])", [Infinity], true],
    ["result.code == 200", new Map<string, Measured>([["code", 200]]), true],
    ["result[0].Values[0] < 1", [new Map([["Values", []]])], "error"],
    ["all(result[0].Values, {# < 1})", [new Map([["Values", []]])], true],
    ["any(result, {# > 1})", [0, 2], true],
    ["none(result, # > 1)", [], true],
    ["isNil(result)", null, true],
    ["default(result, 0) < 1", null, true],
    ["asFloat(result) * 100 / 2 - 1 == 49", "1", true],
    ["len(result) == 0 ? true : result[0] > 1", [], true],
    ["result matches 'ok'", "ok", undefined],
    ["result[0] >", [1], undefined],
    ["'a' == \"a\"", [], true],
    ["(".repeat(100), [], undefined],
    ["1 ".repeat(1000), [], undefined],
  ])("%s of %j", (text, result, expected) => {
    expect(evaluated(text, result)).toBe(expected);
  });

  it("decides a measurement as the controller does", () => {
    expect(outcomeOf("result > 1", "", 2)).toBe("pass");
    expect(outcomeOf("result > 1", "", 1)).toBe("fail");
    expect(outcomeOf("", "result > 1", 1)).toBe("pass");
    expect(outcomeOf("", "result > 1", 2)).toBe("fail");
    expect(outcomeOf("result < 1", "result > 5", 3)).toBe("inconclusive");
    expect(outcomeOf("result < 1", "result > 5", [])).toBe("error");
    expect(outcomeOf("", "", 3)).toBe("pass");
    expect(outcomeOf("what(result)", "", 3)).toBeUndefined();
  });
});
