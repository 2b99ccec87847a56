import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import { approval, askOf, at, production, whole } from "./build.ts";

const judged = (over: Partial<Approval>, written: object = {}) =>
  askOf(
    "approval",
    [production("production", 10, { approvals: whole(approval("managers", 12, over)) })],
    "production",
    written,
  );
const from = ["team:acme/release-managers"];

test("enough of the right people pass", () => {
  expect(judged({}, { from })).toEqual({
    outcome: "pass",
    reason:
      "waits for `managers`; asks 1 to approve; is approved by team:acme/release-managers; may not be approved by the author of the change; may not begin without `managers`",
    places: [at(12)],
  });
});

test("too few fail", () => {
  expect(judged({}, { count: 2 })).toEqual({
    outcome: "fail",
    reason: "asks 1 to approve, fewer than 2",
    places: [at(12)],
    remedy: "let `managers` ask 2 to approve",
  });
});

test("the author and a bypass fail unless the policy lets them", () => {
  const lax = { byAuthor: declared(true, at(13)), bypass: declared(true, at(14)) };
  expect(judged(lax)).toMatchObject({
    outcome: "fail",
    reason: "may be approved by the author of the change; may begin without `managers`",
    places: [at(13), at(14)],
  });
  expect(judged(lax, { "by-author": true, bypass: true }).outcome).toBe("pass");
});

test("other people fail; a group of unnamed members leaves it unknown", () => {
  const others = { from: whole("user:noor") };
  expect(judged(others, { from: ["user:mina"] })).toMatchObject({
    outcome: "fail",
    reason: "may be approved by user:noor",
    places: [at(12)],
  });
  expect(judged(others, { from: ["user:mina", "team:acme/ops"] })).toMatchObject({
    outcome: "unknown",
    reason: "whether user:noor is of team:acme/ops is not written",
  });
  expect(judged(others, { from: ["release-managers"] })).toMatchObject({
    outcome: "unknown",
    reason: "whether user:noor is of release-managers is not written",
  });
  expect(judged({ from: whole() }, { from })).toMatchObject({
    outcome: "fail",
    reason: "may be approved by anyone whom `managers` lets",
  });
});

test("an approval that a route goes round fails", () => {
  expect(judged({ everyRoute: broken("`hotfix` starts it directly", at(15)) })).toMatchObject({
    outcome: "fail",
    reason: "need not wait for `managers`: `hotfix` starts it directly",
    places: [at(15)],
  });
});

test("what is not written about it is unknown", () => {
  expect(judged({ count: absent(at(16)) })).toMatchObject({
    outcome: "unknown",
    reason: "how many must approve `managers` is not written",
    places: [at(16)],
  });
  expect(judged({ byAuthor: absent(at(16)) })).toMatchObject({
    outcome: "unknown",
    reason: "whether the author of the change may approve it is not written",
  });
});

test("nobody may go on without it unless someone is given the right", () => {
  expect(judged({ bypass: absent(at(16)) }).outcome).toBe("pass");
});

test("none fails, and settings leave it unknown", () => {
  expect(askOf("approval", [production("production", 10)], "production")).toEqual({
    outcome: "fail",
    reason: "begins without an approval",
    places: [at(10)],
    remedy: "let 1 or more people approve before it begins",
  });
  const approvals = listing(
    [],
    unknown("settings", "the approvers of `production` are settings", at(11), "export them"),
  );
  expect(askOf("approval", [production("production", 10, { approvals })], "production")).toEqual({
    outcome: "unknown",
    reason: "the approvers of `production` are settings",
    places: [at(11)],
    remedy: "export them",
  });
});

test("a preview is not asked", () => {
  expect(askOf("approval", [production("preview", 10, { role: "preview" })], "preview").outcome).toBe("not-applicable");
});
