import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ruleIds } from "#schema/parameters.ts";
import { examplesIn, outputOf, pages, titleOf } from "./page.ts";

const sections = ["Why", "Passes", "Fails", "Unknown", "Parameters", "Remedy"];

test("every rule has a page", () => {
  expect([...pages.keys()].toSorted()).toEqual([...ruleIds].toSorted());
});

describe.each([...pages])("the page of %s", (id, path) => {
  const page = readFileSync(path, "utf8");

  test("is titled as the rule is, and has its sections in order", () => {
    expect(page.split("\n")[0]).toBe(`# ${titleOf(id)}`);
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(sections);
  });

  test("cites what it stands on", () => {
    expect(page).toContain(
      "(https://learn.microsoft.com/power-platform/well-architected/operational-excellence/safe-deployments)",
    );
  });

  test.each(examplesIn(page).map((example) => [example.section, example.line, example] as const))(
    "prints what it says: %s, line %i",
    async (_, __, example) => {
      expect((await outputOf(example, id)).trimEnd()).toBe(example.output.trimEnd());
    },
  );
});
