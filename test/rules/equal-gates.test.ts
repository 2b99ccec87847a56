import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { declared, listing, unknown } from "#model/fact.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { approval, ask, at, check, plan, production, repository, stage, whole } from "./build.ts";

const shop = declared("helm release shop", at(11));

const route = (name: string, line: number, over: Partial<Stage>): Plan =>
  plan([production("production", line, { target: shop, ...over })], { name });
const judged = (...plans: readonly Plan[]) => ask("equal-gates", repository(plans));

const unit = whole(check("unit", 12));

test("the same gates pass", () => {
  expect(judged(route("deploy", 10, { checks: unit }), route("hotfix", 20, { checks: unit }))).toEqual({
    outcome: "pass",
    reason: "reaches helm release shop through the same gates",
    places: [at(10), at(20)],
  });
});

test("the plan that passes fewer is named", () => {
  expect(judged(route("deploy", 10, { checks: unit }), route("hotfix", 20, {}))).toEqual({
    outcome: "fail",
    reason: "reaches helm release shop by `hotfix` without tests, which `deploy` passes",
    places: [at(20), at(10)],
    remedy: "let `hotfix` pass tests, too",
  });
});

test("a gate that does not count is none", () => {
  const swallowed = whole(check("unit", 12, { blocking: broken("`unit` continues on error", at(15)) }));
  expect(judged(route("deploy", 10, { checks: unit }), route("hotfix", 20, { checks: swallowed })).outcome).toBe(
    "fail",
  );
});

test("an approval is a gate", () => {
  const approvals = whole(approval("managers", 13));
  expect(judged(route("deploy", 10, { approvals }), route("hotfix", 20, {}))).toMatchObject({
    outcome: "fail",
    reason: "reaches helm release shop by `hotfix` without an approval, which `deploy` passes",
  });
});

test("approvals of one environment are the same, known or not", () => {
  const settings = listing([], unknown("settings", "approvers are settings", at(14)));
  const both = { checks: unit, approvals: settings };
  const environment = declared("production", at(11));
  expect(judged(route("deploy", 10, both), route("hotfix", 20, both))).toMatchObject({
    outcome: "unknown",
    reason: "approvers are settings",
  });
  const shared = { ...both, environment };
  expect(judged(route("deploy", 10, shared), route("hotfix", 20, shared)).outcome).toBe("pass");
});

test("checks that may be elsewhere leave it unknown", () => {
  const others = unknown("elsewhere", "`acme/workflows` may run checks", at(14));
  const hidden = { checks: listing(unit.items, others) };
  expect(judged(route("deploy", 10, hidden), route("hotfix", 20, { checks: unit }))).toMatchObject({
    outcome: "unknown",
    reason: "`acme/workflows` may run checks",
    places: [at(14)],
  });
});

test("an unknown target leaves it unknown", () => {
  const dark = { target: unknown("run-time", "`$NAME` is decided when it runs", at(11)) };
  expect(judged(route("deploy", 10, {}), route("hotfix", 20, dark))).toMatchObject({
    outcome: "unknown",
    reason: "`$NAME` is decided when it runs",
    places: [at(11)],
  });
});

test("one plan, or plans for different targets, have nothing to compare", () => {
  const none = { outcome: "not-applicable", reason: "has no two plans that reach the same production target" };
  expect(judged(route("deploy", 10, {}))).toMatchObject(none);
  expect(judged(route("deploy", 10, {}), route("docs", 20, { target: declared("bucket docs", at(21)) })).outcome).toBe(
    "not-applicable",
  );
});

test("a step that asks for an approval is a gate beside what the environment asks", () => {
  const shared = { checks: unit, environment: declared("production", at(11)) };
  const approvals = whole(approval("managers", 13));
  expect(judged(route("deploy", 10, { ...shared, approvals }), route("hotfix", 20, shared)).outcome).toBe("fail");
});

test("a plan that may reach something else leaves it unknown", () => {
  const unclear = plan([stage("deploy", 20, { target: shop })], { name: "hotfix" });
  expect(judged(route("deploy", 10, { checks: unit }), unclear)).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
    places: [at(20)],
  });
});
