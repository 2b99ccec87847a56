import { expect, test } from "vitest";
import { listing, unknown } from "#model/fact.ts";
import type { Identity } from "#model/plan.ts";
import { askOf, at, production, whole } from "./build.ts";

const identity = (kind: Identity["kind"], name: string, line: number): Identity => ({ kind, name, at: at(line) });
const judged = (...identities: readonly Identity[]) =>
  askOf("deployment-identity", [production("production", 10, { identities: whole(...identities) })], "production");

test("a workload and a token of the run pass", () => {
  expect(judged(identity("workload", "cloud-login", 12), identity("machine-token", "RUN_TOKEN", 13))).toEqual({
    outcome: "pass",
    reason: "signs in as a workload (`cloud-login`); deploys with the run's own token (`RUN_TOKEN`)",
    places: [at(12), at(13)],
  });
});

test.each([
  ["static-key", "signs in with a long-lived key (`KEY`)"],
  ["password", "signs in with a password (`KEY`)"],
  ["person", "signs in as a person (`KEY`)"],
] as const)("a %s fails beside whatever else signs in", (kind, reason) => {
  expect(judged(identity("workload", "cloud-login", 12), identity(kind, "KEY", 13))).toEqual({
    outcome: "fail",
    reason,
    places: [at(13)],
    remedy: "sign in with an identity that the run proves by its own short-lived token",
  });
});

test("no sign-in is unknown, and so is one elsewhere", () => {
  expect(judged()).toMatchObject({
    outcome: "unknown",
    reason: "with which identity it deploys is not written",
    places: [at(2)],
  });
  const others = unknown("elsewhere", "`acme/deploy` signs in", at(14));
  const stages = [production("production", 10, { identities: listing([], others) })];
  expect(askOf("deployment-identity", stages, "production")).toMatchObject({
    outcome: "unknown",
    reason: "`acme/deploy` signs in",
    places: [at(14)],
  });
});
