import { expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import type { Verification } from "#model/repository.ts";
import { ask, at, check, plan, production, repository, trigger, whole } from "./build.ts";

const ci = (over: Partial<Verification> = {}): Verification => ({
  platform: "test",
  name: "ci",
  at: at(1, "ci.yml"),
  triggers: [trigger("change-request", undefined, 3), trigger("push", ["main"], 4)],
  checks: [check("unit", 12)],
  everyChange: holds(at(13)),
  ...over,
});
const judged = (...verifications: readonly Verification[]) =>
  ask("continuous-integration", repository([], { verifications }));

test("tests on every change and on trunk pass", () => {
  expect(judged(ci())).toEqual({
    outcome: "pass",
    reason: "tests every change by `ci`; starts `ci` on trunk; tests trunk by `ci`",
    places: [at(12), at(4)],
  });
});

test("a filter that leaves changes out fails", () => {
  expect(judged(ci({ everyChange: broken("`paths` leaves changes out of `ci`", at(14)) }))).toMatchObject({
    outcome: "fail",
    reason: "does not test every change by `ci`: `paths` leaves changes out of `ci`",
    places: [at(14)],
  });
});

test("tests on changes alone fail, and so do tests on trunk alone", () => {
  expect(judged(ci({ triggers: [trigger("change-request")] }))).toMatchObject({
    outcome: "fail",
    reason: "runs no tests on trunk",
    places: [at(1, ".")],
    remedy: "run tests on trunk",
  });
  expect(judged(ci({ triggers: [trigger("push", ["main"])] }))).toMatchObject({
    reason: "runs no tests on every change",
  });
  expect(judged(ci({ triggers: [trigger("change-request"), trigger("push", ["develop"])] })).outcome).toBe("fail");
});

test("checks that are no tests, or whose failure is swallowed, do not count", () => {
  expect(judged(ci({ checks: [check("lint", 12, { kinds: ["static-analysis"] })] })).outcome).toBe("fail");
  const swallowed = check("unit", 12, { blocking: broken("`unit` continues on error", at(15)) });
  expect(judged(ci({ checks: [swallowed] })).outcome).toBe("fail");
});

test("a plan that tests on its way tests trunk", () => {
  const deploy = plan([production("production", 10, { checks: whole(check("unit", 12)) })]);
  const changes = ci({ triggers: [trigger("change-request")] });
  expect(ask("continuous-integration", repository([deploy], { verifications: [changes] })).outcome).toBe("pass");
  expect(ask("continuous-integration", repository([deploy])).outcome).toBe("fail");
});

test("whether a plan is started by every change is unknown", () => {
  const triggers = whole(trigger("change-request"), trigger("push", ["main"]));
  const deploy = plan([production("production", 10, { checks: whole(check("unit", 12)) })], { triggers });
  expect(ask("continuous-integration", repository([deploy]))).toMatchObject({
    outcome: "unknown",
    reason: "whether every change starts `deploy` is not written",
  });
});

test("where only a controller acts, what checks a change is unknown", () => {
  const rollout = plan([production("production", 10)], { triggers: whole(trigger("manifest")) });
  expect(ask("continuous-integration", repository([rollout]))).toMatchObject({
    outcome: "unknown",
    reason: "what checks a change is not written here",
    places: [at(1, ".")],
  });
});

test("a test of what was deployed is no test of the change", () => {
  const after = check("smoke", 12, { after: ["staging"] });
  const deploy = plan([production("production", 10, { checks: whole(after) })]);
  const changes = ci({ triggers: [trigger("change-request")] });
  expect(ask("continuous-integration", repository([deploy], { verifications: [changes] })).outcome).toBe("fail");
});
