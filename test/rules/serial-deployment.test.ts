import { expect, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { declared } from "#model/fact.ts";
import type { Concurrency, Stage } from "#model/plan.ts";
import { askOf, at, production } from "./build.ts";

const judged = (over: Partial<Stage>) => askOf("serial-deployment", [production("production", 10, over)], "production");
const group = (over: Partial<Concurrency>) => ({
  concurrency: declared({ name: "production", serial: holds(at(12)), uncancelled: holds(at(13)), ...over }, at(11)),
});
const remedy = "let a second deployment to it wait until the first has ended, and cancel none that has begun";

test("one at a time, never cancelled, passes", () => {
  expect(judged(group({}))).toEqual({
    outcome: "pass",
    reason: "deploys one at a time by `production`; is never cancelled halfway",
    places: [at(12), at(13)],
  });
});

test("one that is cancelled halfway fails, and so does a group that serialises nothing", () => {
  expect(judged(group({ uncancelled: broken("a newer run cancels it", at(14)) }))).toEqual({
    outcome: "fail",
    reason: "can be cancelled halfway: a newer run cancels it",
    places: [at(14)],
    remedy,
  });
  expect(judged(group({ serial: broken("its group is unique per run", at(14)) }))).toMatchObject({
    outcome: "fail",
    reason: "can run beside itself: its group is unique per run",
  });
});

test("what cannot be told is unknown", () => {
  expect(judged(group({ serial: unsure("run-time", "`$GROUP` is decided when it runs", at(14)) }))).toMatchObject({
    outcome: "unknown",
    places: [at(14)],
  });
});

test("none fails", () => {
  expect(judged({})).toEqual({ outcome: "fail", reason: "can run beside itself", places: [at(10)], remedy });
});

test("a publication is not asked", () => {
  expect(judged({ role: "publication" }).outcome).toBe("not-applicable");
});
