import { expect, test } from "vitest";
import { declared, listing, unknown } from "#model/fact.ts";
import type { Step } from "#model/plan.ts";
import { ask, at, plan, production, step, whole } from "./build.ts";

const judged = (written: object, ...steps: readonly Step[]) =>
  ask("pinned-steps", plan([production("production", 10)], { steps: whole(...steps) }), written);
const by = (pin: "version" | "branch" | "nothing", line: number) => ({ pinnedBy: declared(pin, at(line)) });

test("steps pinned by commit pass", () => {
  expect(judged({}, step("acme/deploy@4f2c", 12))).toEqual({
    outcome: "pass",
    reason: "pins the steps made by others",
    places: [at(12)],
  });
});

test("the vendor's own may be on a version, unless the policy asks for commits", () => {
  const checkout = step("vendor/checkout@v5", 12, { ...by("version", 12), byVendor: true });
  expect(judged({}, checkout).outcome).toBe("pass");
  expect(judged({ vendor: "commit" }, checkout).outcome).toBe("fail");
  expect(judged({}, { ...checkout, ...by("branch", 12) }).outcome).toBe("fail");
});

test("what can change fails: the first few are named, all are placed", () => {
  const steps = ["a", "b", "c", "d", "e"].map((name, index) =>
    step(`acme/${name}@v1`, 12 + index, by("version", 12 + index)),
  );
  expect(judged({}, ...steps)).toEqual({
    outcome: "fail",
    reason: "runs `acme/a@v1`, `acme/b@v1`, `acme/c@v1` and 2 more, which can change without a change here",
    places: [at(12), at(13), at(14), at(15), at(16)],
    remedy: "pin each to the full hash of a commit, or to a digest",
  });
});

test("an unknown pin is unknown, and so are steps elsewhere", () => {
  const pinnedBy = unknown("run-time", "`$REF` is decided when it runs", at(13));
  expect(judged({}, step("acme/deploy@$REF", 12, { pinnedBy }))).toMatchObject({
    outcome: "unknown",
    places: [at(13)],
  });
  const steps = listing([step("acme/deploy@4f2c", 12)], unknown("elsewhere", "`acme/flow` runs steps", at(14)));
  expect(ask("pinned-steps", plan([production("production", 10)], { steps }))).toMatchObject({
    outcome: "unknown",
    reason: "`acme/flow` runs steps",
  });
});

test("steps on the way to no stage are not asked", () => {
  expect(judged({}, step("acme/lint@v1", 12, { ...by("version", 12), stages: [] }))).toEqual({
    outcome: "not-applicable",
    reason: "runs no step made by others",
    places: [at(1)],
  });
});
