import { expect, test } from "vitest";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Waiver } from "#model/waiver.ts";
import { judged } from "../waivers/waiver.ts";
import { ask, at, repository } from "./build.ts";

const verdict = (over: Partial<Waiver> = {}, parameters: object = {}) => ask("sound-waiver", judged(over), parameters);
const place = (line: number) => at(line, "waivers.yaml");

test("one that is exact, approved by another, used and not ended passes", () => {
  expect(verdict()).toEqual({
    outcome: "pass",
    reason: "ends on 2026-12-31; covers 1 finding; was asked for by user:tobias",
    places: [place(1)],
  });
});

test.each<[string, Partial<Waiver>, string, number]>([
  ["no rule", { rule: absent(place(2)) }, "names no rule", 2],
  ["no scope", { scope: { at: place(3), names: [], line: undefined } }, "covers everything", 3],
  ["no end", { until: absent(place(2)) }, "has no end", 2],
  ["no reason", { because: absent(place(2)) }, "has no reason", 2],
  ["no ticket", { ticket: absent(place(2)) }, "has no ticket", 2],
  ["no requester", { requestedBy: absent(place(2)) }, "does not say who asked for it", 2],
  ["no approver", { approvedBy: absent(place(2)) }, "is approved by nobody", 2],
  [
    "its requester as its approver",
    { requestedBy: declared("user:Mina", place(5)), approvedBy: declared("user:mina ", place(6)) },
    "is approved by user:mina , who asked for it",
    6,
  ],
  [
    "a pattern",
    { scope: { at: place(3), names: [{ of: "stage", text: "prod-*", at: place(4) }], line: undefined } },
    "is too broad: its stage `prod-*` is a pattern",
    4,
  ],
  ["an end that has passed", { until: declared("2026-11-30", place(7)) }, "ended on 2026-11-30", 7],
  ["nothing to cover", { covers: 0 }, "covers no failure", 1],
])("one with %s fails", (_, over, reason, line) => {
  expect(verdict(over)).toMatchObject({ outcome: "fail", reason, places: [place(line)], remedy: expect.any(String) });
});

test("its last day counts", () => {
  expect(verdict({ until: declared("2026-12-01", place(7)) }).outcome).toBe("pass");
});

test.each<[until: string, requested: string | undefined, outcome: string]>([
  ["2027-03-01", undefined, "pass"],
  ["2027-03-02", undefined, "fail"],
  ["2027-01-30", "2026-11-01", "pass"],
  ["2027-01-31", "2026-11-01", "fail"],
  ["2027-03-02", "2027-01-01", "fail"],
])("a term of 90 days until %s, asked for on %s: %s", (until, requested, outcome) => {
  const over = {
    until: declared(until, place(7)),
    requested: requested === undefined ? absent(place(1)) : declared(requested, place(8)),
  };
  expect(verdict(over).outcome).toBe(outcome);
});

test("the policy says how long the longest term is", () => {
  expect(verdict({}, { longest: "P7D" })).toEqual({
    outcome: "fail",
    reason: "ends on 2026-12-31, 30 d from 2026-12-01; the longest term is 7 d",
    places: [place(1)],
    remedy: "end it on 2026-12-08 at the latest",
  });
});

test("where it cannot be told who asked, it is unknown", () => {
  const requestedBy = unknown("elsewhere", "a comment does not say who asked for the waiver", place(1), "move it");
  expect(verdict({ requestedBy })).toEqual({
    outcome: "unknown",
    reason: "a comment does not say who asked for the waiver",
    places: [place(1)],
    remedy: "move it",
  });
  expect(verdict({ requestedBy, covers: 0 }).outcome).toBe("fail");
});

test("the repository has no say in it", () => {
  expect(() => ask("sound-waiver", repository([]))).toThrow("is not asked of");
});
