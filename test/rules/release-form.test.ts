import { expect, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Artifact, Stage } from "#model/plan.ts";
import { ask, at, plan, production, staging, whole } from "./build.ts";

const managed = declared({ name: "a managed solution", sealed: true }, at(8));
const unmanaged = declared({ name: "an unmanaged solution", sealed: false }, at(8));
const zip = (over: Partial<Artifact> = {}): Artifact => ({
  name: "Expenses.zip",
  version: "1.0.0.7",
  at: at(12),
  immutable: holds(at(7)),
  byDigest: false,
  form: managed,
  origin: absent(at(12)),
  ...over,
});
const judged = (over: Partial<Stage>) => ask("release-form", plan([production("live", 10, over)]));
const shipped = (over: Partial<Artifact>) => judged({ artifacts: whole(zip(over)) });

test("what is sealed, with a version that rises, passes", () => {
  expect(shipped({})).toEqual({
    outcome: "pass",
    reason:
      "ships `Expenses.zip` to `live` as a managed solution; gives `Expenses.zip` the version `1.0.0.7`, which rises with every release",
    places: [at(12), at(7)],
  });
});

test("what is not sealed fails at its import", () => {
  expect(shipped({ form: unmanaged })).toEqual({
    outcome: "fail",
    reason: "ships `Expenses.zip` to `live` as an unmanaged solution, which can be changed where it runs",
    places: [at(12)],
    remedy: "export or pack it in its sealed form, and ship that file",
  });
});

test("a version that stands still fails, and one of which nobody can tell is unknown", () => {
  expect(shipped({ immutable: broken("gives every release the version `1.0.0.0`", at(7)) })).toMatchObject({
    outcome: "fail",
    reason: "gives every release the version `1.0.0.0`",
  });
  expect(shipped({ immutable: unsure("elsewhere", "it cannot be told", at(7)) }).outcome).toBe("unknown");
});

test("a form that cannot be followed is unknown, as is a solution that is not named", () => {
  expect(shipped({ form: unknown("elsewhere", "what made it is not written", at(12)) })).toMatchObject({
    outcome: "unknown",
    reason: "what made it is not written",
  });
  const change = { name: "pac solution upgrade", at: at(12), change: "solution", settings: absent(at(12)) } as const;
  expect(judged({ changes: whole(change) })).toMatchObject({
    outcome: "unknown",
    reason: "in which form `live` gets its solutions is not written",
  });
});

test("staging, and what has one form only, are not judged", () => {
  expect(ask("release-form", plan([staging("try", 10, { artifacts: whole(zip({ form: unmanaged })) })])).outcome).toBe(
    "not-applicable",
  );
  expect(shipped({ form: absent(at(12)) }).outcome).toBe("not-applicable");
});
