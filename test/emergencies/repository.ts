import { edited, type Edit, sound } from "./declaration.ts";

export const deploy = ".github/workflows/deploy.yml";

/** A workflow whose way to production has tests, and no integration test. */
export const workflow = `name: deploy
on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
  production:
    runs-on: ubuntu-24.04
    needs: test
    environment: production
    steps:
      - run: helm upgrade shop ./chart --atomic --namespace production
`;

export const policy = `name: shop
extends: [tiers]
groups:
  incident-commanders: ["user:mina", "user:tobias", "user:ada"]
clauses:
  - must: { emergency-declaration: {}, owed-checks: {} }
  - where: { tier: production }
    must: { required-checks: { kinds: [tests, integration-test] } }
emergency:
  name: shop-emergency
  version: 1.0.0
  owner: team:acme/platform
  reviewed: 2026-09-01
  review-every: P180D
  response-plan: docs/emergency-response.md
  drilled: 2026-08-14
  drill-every: P180D
  criteria:
    - { id: active-incident, kind: active-incident, severity: sev1, statement: An incident is open., evidence: [incident] }
    - { id: breach, kind: security-breach, statement: Someone is inside., evidence: [incident] }
    - { id: exploited, kind: vulnerability-exposure, statement: A vulnerability is exploited., evidence: [advisory] }
  approvals:
    - { for: [active-incident, breach, exploited], from: [incident-commanders], count: 2 }
  never-skip: [tests]
  defer: [{ check: integration-test, within: PT4H }]
  elevation: { longest: PT4H }
  owed: P1D
  review: { within: 5 business days, not-by: [requester, author] }
  reconcile: { merge: P1D, markers: PT8H }
  limits: { per-30-days: 3 }
`;

/** A declaration that is open, and of which nothing has been deployed yet. */
export const opened = (...edits: readonly Edit[]): string =>
  edited(sound, [/acceleration: .*\n/, ""], [/gates:\n[^]*$/, ""], ...edits).concat(`gates:
  - { gate: tests, disposition: before }
  - { gate: integration-test, disposition: deferred, because: It takes 55 minutes. }
status: open
`);
