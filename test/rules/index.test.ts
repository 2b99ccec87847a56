import { describe, expect, test } from "vitest";
import { rules } from "#rules/index.ts";
import { ruleIds } from "#schema/parameters.ts";
import { emergency } from "../emergencies/declaration.ts";
import { judged } from "../waivers/waiver.ts";
import { ask, at, plan, production, repository } from "./build.ts";

test("the rules stand in the order of the catalogue, each under its own id", () => {
  expect(Object.values(rules).map(({ id }) => id)).toEqual([...ruleIds]);
  expect(Object.keys(rules)).toEqual([...ruleIds]);
});

describe.each(Object.values(rules))("$id", ({ title, statements, evidence, each, id }) => {
  test("has a title that is a sentence, and says what it stands on", () => {
    expect(title).toMatch(/^[A-Z][^.]+$/);
    expect(evidence.length).toBeGreaterThan(0);
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.filter((statement) => !/^S[0-8][0-9]$/.test(statement))).toEqual([]);
  });

  test("judges a subject of which nothing is written, and none of another kind", () => {
    const bare = plan([production("production", 10)]);
    const subjects = {
      stage: bare.stages[0]!,
      plan: bare,
      repository: repository([bare]),
      source: { kind: "source", id: "a", name: "a", at: at(1), platform: "test", problems: [] } as const,
      waiver: judged(),
      emergency: emergency(),
    };
    expect(ask(id, subjects[each], {}, bare).reason).not.toBe("");
    const other = each === "stage" ? subjects.repository : subjects.stage;
    expect(() => ask(id, other, {}, bare)).toThrow("is not asked of");
  });
});
