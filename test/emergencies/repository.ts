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
  criteria:
    - { id: active-incident, kind: active-incident, severity: sev1, statement: An incident is open., evidence: [incident] }
  approvals:
    - { for: [active-incident], from: [incident-commanders], count: 2 }
  never-skip: [tests]
  defer: [{ check: integration-test, within: PT4H }]
  elevation: { longest: PT4H }
  review: { within: 5 business days, not-by: [requester, author] }
`;

/** A declaration that is open, and of which nothing has been deployed yet. */
export const opened = (...edits: readonly Edit[]): string =>
  edited(sound, [/acceleration: .*\n/, ""], [/gates:\n[^]*$/, ""], ...edits).concat(`gates:
  - { gate: tests, disposition: before }
  - { gate: integration-test, disposition: deferred, because: It takes 55 minutes. }
status: open
`);
