import type { Protocol } from "#model/emergency.ts";
import { declared } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import { governanceOf } from "#policy/governance.ts";
import { loadPolicy } from "#policy/load.ts";
import { resolvePolicy } from "#policy/resolve.ts";

/** A policy with a protocol in which nothing is wrong. */
export const soundPolicy = `name: shop
groups:
  incident-commanders: ["user:mina", "user:tobias", "user:ada"]
clauses:
  - where: { tier: production }
    must:
      required-checks: { kinds: [build, tests, integration-test, smoke-test, security-scan] }
      approval: { count: 2 }
      bake-time: { minimum: PT1H }
      automatic-halt: {}
  - where: { tier: production, environment: canary }
    must:
      bake-time: { minimum: PT4H }
  - during: emergency
    where: { tier: production }
    must:
      bake-time: { minimum: PT10M }
emergency:
  name: shop-emergency
  version: 1.0.0
  owner: team:acme/platform
  reviewed: 2026-09-01
  review-every: P180D
  response-plan: docs/emergency-response.md
  drilled: 2026-08-14
  drill-every: P180D
  holidays: [2026-12-25]
  criteria:
    - { id: active-incident, kind: active-incident, severity: sev1, statement: An incident is open., evidence: [incident] }
    - { id: breach, kind: security-breach, statement: Someone is inside., evidence: [incident] }
    - { id: exploited, kind: vulnerability-exposure, statement: A vulnerability is exploited., evidence: [advisory] }
    - { id: revert, kind: revert-of-bad-deploy, statement: A rollout was halted., evidence: [incident] }
  not-emergencies: [a missed deadline]
  approvals:
    - { for: [active-incident, breach, exploited], from: [incident-commanders], count: 2 }
    - { for: [revert], from: [incident-commanders], count: 1, afterwards: PT4H }
  accelerate:
    bake: { factor: 0.1, floor: 10m, stages: { canary: 15m } }
    keep: [canary]
    merge: [wave-2, wave-3]
    first: 10%
    approvals: 1
    window: true
  never-skip: [build, smoke-test, security-scan, automatic-halt, approval]
  defer:
    - { check: integration-test, within: PT4H }
  elevation: { longest: PT4H, renewals: 1, markers: ["image-policy.k8s.io/break-glass"], alert: ["team:acme/security"] }
  owed: P1D
  review: { within: 5 business days, not-by: [requester, author] }
  reconcile: { merge: P1D, markers: PT8H }
  limits: { per-30-days: 3 }
  routes:
    - { plan: hotfix }
    - { plan: deploy, switch: skip-tests }
`;

export const now = "2026-11-25T12:00:00Z";

const noFile = () => undefined;

/** What a policy says of itself, read from its text. Throws a `UsageError` where it is not valid. */
export const governedBy = (text: string, over: Partial<Governance> = {}): Governance => {
  const digest = () => "sha256:0";
  const library = { builtins: new Map(), file: noFile, installed: noFile, digest };
  return { ...governanceOf(resolvePolicy(loadPolicy("bakewell.yaml", text, digest), library), now), ...over };
};

/** The protocol of `soundPolicy`. */
export function protocol(over: Partial<Protocol> = {}): Protocol {
  const { protocol: found } = governedBy(soundPolicy);
  if (found.state !== "declared") throw new Error("the policy has no protocol");
  return { ...found.value, ...over };
}

/** `soundPolicy`, with some of its protocol changed. */
export const soundGovernance = (over: Partial<Protocol> = {}, around: Partial<Governance> = {}): Governance => {
  const value = protocol(over);
  return governedBy(soundPolicy, { protocol: declared(value, value.at), ...around });
};
