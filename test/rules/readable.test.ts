import { expect, test } from "vitest";
import type { Source, SourceProblem } from "#model/repository.ts";
import { ask, at } from "./build.ts";

const source = (...problems: readonly SourceProblem[]): Source => ({
  kind: "source",
  id: "deploy.yml",
  name: "deploy.yml",
  at: at(1),
  platform: "test",
  problems,
});

const problem = (weight: SourceProblem["weight"], reason: string, line: number): SourceProblem => ({
  weight,
  reason,
  remedy: `write ${reason}`,
  at: at(line),
});

test("a file without problems passes", () => {
  expect(ask("readable", source())).toEqual({ outcome: "pass", reason: "can be read", places: [at(1)] });
});

test("a remark does not keep it from being read", () => {
  expect(ask("readable", source(problem("remark", "repeats a key", 4))).outcome).toBe("pass");
});

test("an error fails with its own reason and place", () => {
  expect(ask("readable", source(problem("unknown", "b", 5), problem("error", "has a tab", 4)))).toEqual({
    outcome: "fail",
    reason: "has a tab",
    places: [at(4)],
    remedy: "write has a tab",
  });
});

test("what cannot be told is unknown", () => {
  expect(ask("readable", source(problem("unknown", "has a template", 5)))).toMatchObject({
    outcome: "unknown",
    reason: "has a template",
    places: [at(5)],
  });
});

test("of many errors the first three are told", () => {
  const errors = ["a", "b", "c", "d", "e"].map((reason, index) => problem("error", reason, index + 1));
  expect(ask("readable", source(...errors))).toMatchObject({
    outcome: "fail",
    reason: "a; b; c; has 2 more such problems",
    places: [at(1), at(2), at(3), at(4), at(5)],
  });
});
