import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCases } from "#commands/parts/cases.ts";

const { cases, askings } = await runCases(join(import.meta.dirname, "../../policies/tests"), "2026-11-25T00:00:00Z");

const unreached = askings
  .filter(({ isReached }) => !isReached)
  .map(({ rule, ask, clause }) => `${clause.policy} ${ask.strength} ${rule}`);

describe("the built-in policies", () => {
  it.each(cases.map(({ name, differences }) => [name, differences] as const))("say what %s expects", (_, found) => {
    expect(found.map(({ rule, subject, says }) => `${rule}, ${subject}: ${says}`)).toEqual([]);
  });

  it("have a case for every clause", () => {
    expect(unreached).toEqual([]);
  });

  it("are each tested", () => {
    expect([...new Set(askings.map(({ clause }) => clause.policy))].toSorted()).toEqual([
      "essential",
      "safe-deployment",
    ]);
  });
});
