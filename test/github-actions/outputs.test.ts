import { describe, expect, it } from "vitest";
import { planOf, stageOf } from "./reading.ts";

const workflow = (deployment: string) => `on:
  push:
    branches: [main]
jobs:
  changes:
    runs-on: ubuntu-latest
    outputs:
      backend: \${{ steps.filter.outputs.backend }}
      docs: \${{ steps.filter.outputs.docs }}
    steps:
      - uses: dorny/paths-filter@v3
        id: filter
  test:
    needs: changes
    if: needs.changes.outputs.backend == 'true'
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    needs: [changes, test]
    if: always() && !failure() && !cancelled() && (${deployment})
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: helm upgrade shop ./chart
`;

const checkBefore = (deployment: string) => {
  const [check] = stageOf(planOf({ "deploy.yml": workflow(deployment) }), "deploy").checks.items;
  return check?.everyRoute;
};

describe("jobs that look at the same output", () => {
  it("are skipped together: the check is on every route", () => {
    expect(checkBefore("needs.changes.outputs.backend == 'true'")).toMatchObject({ state: "holds" });
  });

  it("are not where one runs for other outputs as well: the route goes round the check", () => {
    expect(
      checkBefore("needs.changes.outputs.backend == 'true' || needs.changes.outputs.docs == 'true'"),
    ).toMatchObject({
      state: "broken",
      at: { file: ".github/workflows/deploy.yml" },
    });
  });
});

describe("a switch before a deployment that runs whatever came before it", () => {
  const text = `on:
  workflow_dispatch:
    inputs:
      skip_tests: { type: boolean }
jobs:
  test:
    if: \${{ !inputs.skip_tests }}
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  deploy:
    needs: test
    if: always()
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: helm upgrade shop ./chart
`;

  it("makes the check both passed round and skippable", () => {
    const [check] = stageOf(planOf({ "deploy.yml": text }), "deploy").checks.items;
    expect(check).toMatchObject({
      name: "npm test",
      everyRoute: { state: "broken", how: "`deploy` runs with `if: always()`" },
      unskippable: {
        state: "broken",
        how: "the input `skip_tests` decides whether it runs",
        at: { line: 7, column: 9 },
      },
    });
  });
});
