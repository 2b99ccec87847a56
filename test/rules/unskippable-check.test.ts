import { expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import { ask, at, check, plan, production, stage, staging, whole } from "./build.ts";

const skipped = check("unit", 12, { unskippable: broken("the input `skip-tests` switches `unit` off", at(14)) });

test("checks that nobody can switch off pass", () => {
  const subject = plan([production("production", 10, { checks: whole(check("unit", 12)) })]);
  expect(ask("unskippable-check", subject)).toEqual({
    outcome: "pass",
    reason: "cannot skip `unit`",
    places: [at(12)],
  });
});

test("a switch fails, also on the way to a stage before production", () => {
  const subject = plan([
    staging("staging", 10, { checks: whole(skipped) }),
    production("production", 20, { after: ["staging"] }),
  ]);
  expect(ask("unskippable-check", subject)).toEqual({
    outcome: "fail",
    reason: "can skip `unit`: the input `skip-tests` switches `unit` off",
    places: [at(14)],
    remedy: "let `unit` run whatever starts the plan",
  });
});

test("what cannot be told is unknown", () => {
  const open = check("unit", 12, { unskippable: unsure("run-time", "`$RUN` decides", at(14)) });
  expect(ask("unskippable-check", plan([production("production", 10, { checks: whole(open) })]))).toMatchObject({
    outcome: "unknown",
    reason: "`$RUN` decides",
    places: [at(14)],
  });
});

test("a switch on the way to a stage that may not be production is unknown", () => {
  const subject = plan([stage("deploy", 10, { checks: whole(skipped) })]);
  expect(ask("unskippable-check", subject)).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
    places: [at(10)],
  });
});

test("a switch on the way to staging alone is not asked", () => {
  const subject = plan([staging("staging", 10, { checks: whole(skipped) })]);
  expect(ask("unskippable-check", subject)).toEqual({
    outcome: "not-applicable",
    reason: "has no check on its way to production",
    places: [at(1)],
  });
});

test("what is published is on the way to its users", () => {
  const subject = plan([stage("publish", 10, { role: "publication", checks: whole(skipped) })]);
  expect(ask("unskippable-check", subject).outcome).toBe("fail");
});

test("a switch of a check on changes is unknown: a setting decides whether a change must pass it", () => {
  const audit = check("audit", 12, {
    guards: "change",
    unskippable: broken("a label of the change decides whether it runs", at(14)),
  });
  expect(ask("unskippable-check", plan([production("production", 10, { checks: whole(audit) })]))).toEqual({
    outcome: "unknown",
    reason:
      "can skip `audit`: a label of the change decides whether it runs, and whether a change must pass it is a setting",
    places: [at(14)],
    remedy: "see whether the rules of the branch require it",
  });
});
