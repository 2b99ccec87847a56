import { expect, test } from "vitest";
import { declared } from "#model/fact.ts";
import type { Plan } from "#model/plan.ts";
import { ask, at, plan, production, repository, stage, staging } from "./build.ts";

const route = (name: string, line: number, target: string): Plan =>
  plan([production("production", line, { target: declared(target, at(line)) })], { name });
const judged = (plans: readonly Plan[], written: object = {}) => ask("single-route", repository(plans), written);

test("one plan a target passes", () => {
  expect(judged([route("deploy", 10, "shop"), route("docs", 20, "docs")])).toEqual({
    outcome: "pass",
    reason: "reaches each production target by one plan",
    places: [at(1, ".")],
  });
});

test("two plans to one target fail, unless the policy allows one of them", () => {
  const plans = [route("deploy", 10, "shop"), route("hotfix", 20, "shop")];
  expect(judged(plans)).toEqual({
    outcome: "fail",
    reason: "reaches shop by `deploy` and `hotfix`",
    places: [at(10), at(20)],
    remedy: "let one plan reach it, or name the other one under `allow`",
  });
  expect(judged(plans, { allow: ["hot*"] })).toMatchObject({
    outcome: "pass",
    reason: "reaches production by one plan",
  });
});

test("two plans whose targets are not written are unknown", () => {
  const dark = plan([production("production", 20)], { name: "hotfix" });
  expect(judged([route("deploy", 10, "shop"), dark])).toMatchObject({
    outcome: "unknown",
    reason: "what `production` of `hotfix` changes is not written",
    places: [at(20)],
  });
});

test("a second plan of unknown tier is unknown", () => {
  const unclear = plan([stage("deploy", 20, { target: declared("shop", at(21)) })], { name: "hotfix" });
  expect(judged([route("deploy", 10, "shop"), unclear])).toMatchObject({
    outcome: "unknown",
    reason: "nothing says which tier `deploy` is",
  });
});

test("without production it is not asked", () => {
  expect(judged([plan([staging("staging", 10)])])).toEqual({
    outcome: "not-applicable",
    reason: "has no plan that reaches production",
    places: [at(1, ".")],
  });
});

test("an unknown tier does not matter where the target is reached by no other plan", () => {
  const unclear = plan([stage("deploy", 20, { target: declared("docs", at(21)) })], { name: "docs" });
  expect(judged([route("deploy", 10, "shop"), unclear]).outcome).toBe("pass");
});

test("targets of one name in other words may be one: unknown", () => {
  const release = route("deploy", 10, "Helm release `shop` in namespace `web`");
  const workload = route("hotfix", 20, "Kubernetes workload `deployment/shop` in namespace `web`");
  expect(judged([release, workload])).toMatchObject({
    outcome: "unknown",
    reason:
      "whether Helm release `shop` in namespace `web` and Kubernetes workload `deployment/shop` in namespace `web` are one target is not written",
    places: [at(20), at(10)],
  });
  expect(judged([release, route("hotfix", 20, "Helm release `shop`")]).outcome).toBe("unknown");
  expect(judged([release, route("other", 20, "Helm release `shop` in namespace `api`")]).outcome).toBe("pass");
  expect(
    judged([route("a", 10, "rollout shop in namespace web"), route("b", 20, "rollout docs in namespace web")]).outcome,
  ).toBe("pass");
});

test("one of several targets is enough to be shared", () => {
  const of = (name: string, ...targets: readonly string[]) =>
    plan([production("eu", 10, { targets, target: declared(targets.join(", "), at(11)) })], { name });
  expect(ask("single-route", repository([of("deploy", "shop", "search"), of("hotfix", "shop")]))).toMatchObject({
    outcome: "fail",
    reason: "reaches shop by `deploy` and `hotfix`",
  });
});
