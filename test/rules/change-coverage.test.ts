import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { absent, listing, unknown } from "#model/fact.ts";
import type { Change, Stage } from "#model/plan.ts";
import type { Material } from "#model/repository.ts";
import { approval, ask, at, check, plan, production, repository, staging, whole } from "./build.ts";

const carries = (change: Change, over: Partial<Stage> = {}): Stage =>
  production("eu", 10, {
    changes: whole({ name: "terraform apply", at: at(12), change, settings: absent(at(12)) }),
    ...over,
  });
const terraform: Material = { change: "infrastructure", at: at(1, "infra/main.tf") };
const judged = (stages: readonly Stage[], materials: readonly Material[] = [], written: object = {}) =>
  ask("change-coverage", repository([plan(stages)], { materials }), written);

test("a kind of change behind a check or an approval passes", () => {
  const passed = { outcome: "pass", reason: "changes infrastructure in `eu` behind a gate" };
  expect(judged([carries("infrastructure", { checks: whole(check("plan", 11)) })])).toMatchObject(passed);
  expect(judged([carries("infrastructure", { approvals: whole(approval("ops", 11)) })])).toMatchObject(passed);
});

test("one that goes round both, or has neither, fails", () => {
  expect(judged([carries("infrastructure")])).toMatchObject({
    outcome: "fail",
    reason: "changes infrastructure in `eu` without a check or an approval",
  });
  const loose = check("plan", 11, { everyRoute: broken("`eu` runs with `always()`", at(13)) });
  expect(judged([carries("data", { checks: whole(loose) })])).toMatchObject({
    outcome: "fail",
    places: [at(13), at(10)],
  });
});

test("one that is here and that nothing carries is unknown, with its file", () => {
  expect(judged([carries("application", { checks: whole(check("unit", 11)) })], [terraform])).toMatchObject({
    outcome: "unknown",
    reason: "what brings the infrastructure of `infra/main.tf` to production is not found in this repository",
    places: [at(1, "infra/main.tf")],
  });
  const gated = carries("infrastructure", { checks: whole(check("plan", 11)) });
  expect(judged([gated], [terraform]).outcome).toBe("pass");
});

test("approvals that only a setting tells leave it unknown", () => {
  const others = unknown("settings", "who must approve `eu` is a setting", at(9));
  expect(judged([carries("infrastructure", { approvals: listing([], others) })])).toMatchObject({
    outcome: "unknown",
    reason: "who must approve `eu` is a setting",
  });
});

test("only the classes that are asked count, and staging carries nothing to production", () => {
  expect(judged([carries("infrastructure")], [], { classes: ["data"] }).outcome).toBe("not-applicable");
  const there = staging("staging", 10, {
    changes: whole({ name: "helm", at: at(12), change: "application", settings: absent(at(12)) }),
  });
  expect(judged([there]).outcome).toBe("not-applicable");
  expect(judged([carries("data", { tier: absent(at(10)) })]).outcome).toBe("unknown");
});
