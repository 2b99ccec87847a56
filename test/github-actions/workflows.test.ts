import { describe, expect, it } from "vitest";
import { environmentsOf, jobOf, needsOf, planOf, read, scenariosOf, stageOf } from "./reading.ts";

const reusable = `on:
  workflow_call:
    inputs:
      environment:
        type: string
        required: true
      dry-run:
        type: boolean
    outputs:
      where:
        value: \${{ jobs.deploy.outputs.where }}
concurrency: deploy-\${{ inputs.environment }}
jobs:
  plan:
    runs-on: ubuntu-latest
    steps:
      - run: terraform plan
  deploy:
    needs: plan
    if: \${{ !inputs.dry-run }}
    runs-on: ubuntu-latest
    environment: \${{ inputs.environment }}
    outputs:
      where: \${{ steps.say.outputs.where }}
    steps:
      - run: helm upgrade shop ./chart --namespace \${{ inputs.environment }}
      - id: say
        run: echo "where=\${{ inputs.environment }}-eu" >> $GITHUB_OUTPUT
`;

describe("called workflows", () => {
  const caller = `on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
  staging:
    needs: test
    uses: ./.github/workflows/ship.yml
    with:
      environment: staging
  production:
    needs: staging
    uses: $/.github/workflows/ship.yml
    with:
      environment: production
  announce:
    needs: production
    runs-on: ubuntu-latest
    environment: \${{ needs.production.outputs.where }}
    steps:
      - run: helm upgrade banner ./banner
`;
  const texts = { "deploy.yml": caller, "ship.yml": reusable };

  it("are laid out in the caller's place with its arguments", () => {
    expect(environmentsOf(texts)).toStrictEqual({
      "push to `main`": [
        "test: absent",
        "staging / plan: absent",
        "staging / deploy: staging",
        "production / plan: absent",
        "production / deploy: production",
        "announce [production-eu]: production-eu",
      ],
    });
  });

  it("wait for what the call waits for", () => {
    const scenarios = scenariosOf(texts);
    expect(needsOf(jobOf(scenarios, "staging / plan"))).toStrictEqual(["test:all-success"]);
    expect(needsOf(jobOf(scenarios, "production / plan"))).toStrictEqual([
      "staging / plan:all-success",
      "staging / deploy:all-success",
    ]);
  });

  it("say where a value came through", () => {
    const { environment } = jobOf(scenariosOf(texts), "staging / deploy");
    expect(environment).toStrictEqual({
      state: "declared",
      value: "staging",
      at: { file: ".github/workflows/ship.yml", line: 22, column: 18 },
      via: [{ file: ".github/workflows/deploy.yml", line: 12, column: 5 }],
    });
  });

  it("bring their own concurrency", () => {
    const { concurrency } = jobOf(scenariosOf(texts), "production / deploy");
    expect(concurrency).toMatchObject({
      value: { name: "deploy-production", serial: { state: "holds" }, uncancelled: { state: "holds" } },
    });
  });

  it("are one plan with their caller, and none by themselves", () => {
    expect(read(texts).plans.map(({ id }) => id)).toStrictEqual(["github-actions:.github/workflows/deploy.yml"]);
    expect(planOf(texts).stages.map(({ id, after }) => `${id} after ${after.join()}`)).toStrictEqual([
      "staging / deploy after ",
      "production / deploy after staging / deploy",
      "announce [production-eu] after production / deploy",
    ]);
  });

  it("are a route of their own where they can be started by hand as well", () => {
    const both = reusable.replace(
      "on:\n",
      "on:\n  workflow_dispatch:\n    inputs:\n      environment:\n        type: environment\n",
    );
    expect(read({ "deploy.yml": caller, "ship.yml": both }).plans.map(({ id }) => id)).toStrictEqual([
      "github-actions:.github/workflows/deploy.yml",
      "github-actions:.github/workflows/ship.yml",
    ]);
  });

  it("stay unknown where nobody here calls them", () => {
    const stage = stageOf(planOf({ "deploy.yml": reusable }), "deploy");
    expect(stage.environment).toMatchObject({
      state: "unknown",
      why: "the caller's input `environment` decides what `${{ inputs.environment }}` is",
    });
  });

  it("hide what is written in another repository", () => {
    const plan = planOf({
      "deploy.yml": `on: push
jobs:
  deploy:
    uses: acme/workflows/.github/workflows/deploy.yml@main
    with:
      environment: production
`,
    });
    expect(plan.delegations).toStrictEqual([
      {
        to: "acme/workflows/.github/workflows/deploy.yml@main",
        at: { file: ".github/workflows/deploy.yml", line: 4, column: 11 },
        moving: { state: "declared", value: true, at: { file: ".github/workflows/deploy.yml", line: 4, column: 11 } },
      },
    ]);
    expect(plan.stages[0]?.environment).toMatchObject({ state: "unknown", cause: "elsewhere" });
    expect(plan.steps.items.map(({ uses, pinnedBy }) => [uses, pinnedBy])).toStrictEqual([
      ["acme/workflows/.github/workflows/deploy.yml@main", expect.objectContaining({ value: "branch" })],
    ]);
  });
});

describe("composite actions", () => {
  it("are read in the step's place, with its inputs", () => {
    const texts = {
      "deploy.yml": `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: ./.github/actions/ship
        with:
          Name: shop
`,
      ".github/actions/ship/action.yml": `name: Ship
inputs:
  name:
    required: true
runs:
  using: composite
  steps:
    - uses: azure/setup-helm@v4
    - shell: bash
      run: |
        echo "shipping"
        helm upgrade \${{ inputs.name }} ./chart
`,
    };
    const [deploy] = jobOf(scenariosOf(texts), "deploy").acts.filter(({ known }) => known.does === "deploy");
    expect(deploy?.at).toStrictEqual({ file: ".github/actions/ship/action.yml", line: 12, column: 9 });
    expect(deploy?.target).toMatchObject({ state: "declared", value: expect.stringContaining("shop") });
    expect(planOf(texts).steps.items.map(({ uses }) => uses)).toStrictEqual(["azure/setup-helm@v4"]);
  });
});

describe("matrices", () => {
  const deploy = (matrix: string): string => `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    strategy:
      max-parallel: 1
      fail-fast: false
      matrix:
        ${matrix}
    environment: \${{ matrix.target }}
    steps:
      - run: helm upgrade shop ./chart
`;

  it.each<[string, readonly string[]]>([
    ["target: [eu, us]", ["deploy (eu): eu", "deploy (us): us"]],
    ["{ target: [eu, us, au], exclude: [{ target: us }] }", ["deploy (eu): eu", "deploy (au): au"]],
    [
      "{ target: [eu], size: [s, l], exclude: [{ size: s }], include: [{ target: eu, wide: yes }, { target: us }] }",
      ["deploy (eu): eu", "deploy (us): us"],
    ],
    ["include: [{ target: eu, n: 1 }, { target: us, n: 2 }]", ["deploy (eu): eu", "deploy (us): us"]],
    ['target: ${{ fromJSON(\'["eu","us"]\') }}', ["deploy (eu): eu", "deploy (us): us"]],
    ["target: ${{ fromJSON(vars.TARGETS) }}", ["deploy: unknown"]],
  ])("%s", (matrix, jobs) => {
    expect(Object.values(environmentsOf({ "deploy.yml": deploy(matrix) }))).toStrictEqual([jobs]);
  });

  it("say how many run at once, and whether a failure stops the others", () => {
    const { group } = jobOf(scenariosOf({ "deploy.yml": deploy("target: [eu, us]") }), "deploy (eu)");
    expect(group).toMatchObject({
      value: {
        name: "deploy",
        concurrent: 1,
        stopsTogether: { state: "broken", how: "`fail-fast: false` lets the others go on" },
      },
    });
  });
});

describe("concurrency", () => {
  const deploy = (concurrency: string, on = "push: { branches: [main] }"): string => `name: Deploy
on: { ${on} }
concurrency: ${concurrency}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade shop ./chart
`;
  const said = (concurrency: string, on?: string): string => {
    const fact = jobOf(scenariosOf({ "deploy.yml": deploy(concurrency, on) }), "deploy").concurrency;
    return fact.state === "declared" ? `${fact.value.serial.state} ${fact.value.uncancelled.state}` : fact.state;
  };

  it.each<[string, string | undefined, string]>([
    ["production", undefined, "holds holds"],
    ["${{ github.workflow }}-${{ github.ref }}", undefined, "holds holds"],
    ["${{ github.workflow }}-${{ github.ref }}", "push: { branches: ['**'] }", "broken holds"],
    ["deploy-${{ github.run_id }}", undefined, "broken holds"],
    ["deploy-${{ github.sha }}", undefined, "broken holds"],
    ["deploy-${ github.sha }", undefined, "holds holds"],
    ["{ group: deploy, cancel-in-progress: true }", undefined, "holds broken"],
    ["{ group: deploy, cancel-in-progress: \"${{ github.event_name == 'pull_request' }}\" }", undefined, "holds holds"],
    ['{ group: deploy, cancel-in-progress: "${{ vars.CANCEL }}" }', undefined, "holds unknown"],
    ["{ group: deploy, queue: max }", undefined, "holds holds"],
  ])("%s on %s", (concurrency, on, expected) => {
    expect(said(concurrency, on)).toBe(expected);
  });

  it("sees that another workflow cancels what runs in the same group", () => {
    const texts = {
      "deploy.yml": deploy("Production"),
      "staging.yml": deploy("{ group: production, cancel-in-progress: true }").replace(
        "helm upgrade shop",
        "helm upgrade staging",
      ),
    };
    expect(stageOf(planOf(texts), "deploy").concurrency).toMatchObject({
      value: {
        uncancelled: {
          state: "broken",
          at: { file: ".github/workflows/staging.yml", line: 3, column: 23 },
          how: "the group `Production` is shared with `.github/workflows/staging.yml`, whose `cancel-in-progress` cancels what runs in it",
        },
      },
    });
  });
});

describe("runs after other runs", () => {
  const ci = `name: CI
on: { push: { branches: [main] }, pull_request: }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
`;
  const deploy = (condition: string): string => `on:
  workflow_run:
    workflows: [CI]
    types: [completed]
    branches: [main]
jobs:
  deploy:
    ${condition}
    runs-on: ubuntu-latest
    environment: production
    steps:
      - run: helm upgrade shop ./chart
`;
  const checks = (condition: string): readonly string[] =>
    stageOf(planOf({ "ci.yml": ci, "deploy.yml": deploy(condition) }), "deploy")
      .checks.items.filter(({ guards }) => guards === "route")
      .map(({ name, everyRoute }) => `${name} ${everyRoute.state}`);

  it("stand behind its checks where they ask for its success", () => {
    expect(
      checks("if: github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.event == 'push'"),
    ).toStrictEqual(["npm test holds"]);
  });

  it("go on whatever it came to where they do not", () => {
    expect(checks("timeout-minutes: 10")).toStrictEqual(["npm test broken"]);
  });
});

describe("what is set outside of the files", () => {
  const texts = (on: string, environment: string): Readonly<Record<string, string>> => ({
    "ci.yml": "on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n",
    "deploy.yml": `on: ${on}
jobs:
  deploy:
    ${environment}
    runs-on: ubuntu-latest
    steps:
      - run: helm upgrade shop ./chart
`,
  });

  it("is asked for by a command", () => {
    const [plan] = read(texts("{ push: { branches: [main] } }", "environment: Production"), "acme/shop").plans;
    expect(plan?.stages[0]?.approvals.others).toStrictEqual({
      state: "unknown",
      cause: "settings",
      why: "who must approve `Production` is set in GitHub's environment settings",
      at: { file: ".github/workflows/deploy.yml", line: 4, column: 18 },
      settle:
        "gh api repos/acme/shop/environments/Production > environment.json && bakewell settings import environment.json",
    });
  });

  it("is nothing where there is no environment", () => {
    const stage = stageOf(planOf(texts("{ push: { branches: [main] } }", "timeout-minutes: 5")), "deploy");
    expect(stage.approvals.others.state).toBe("absent");
    expect(stage.timeLimit).toMatchObject({ value: { limit: 300, isDefault: false } });
  });

  it.each([
    ["{ push: { branches: [main] } }", "timeout-minutes: 5", "unknown"],
    ["workflow_dispatch", "timeout-minutes: 5", "broken"],
    ["workflow_dispatch", "environment: production", "unknown"],
    ["workflow_dispatch", "if: github.ref == 'refs/heads/main'", "unknown"],
  ])("decides whether a change's checks guard %s with %s", (on, line, state) => {
    const [check] = stageOf(planOf(texts(on, line)), "deploy").checks.items;
    expect([check?.name, check?.guards, check?.everyRoute.state]).toStrictEqual(["npm test", "change", state]);
  });

  it("leaves the verification of changes to itself", () => {
    expect(
      read(texts("push", "timeout-minutes: 5")).verifications.map(({ name, everyChange }) => [name, everyChange.state]),
    ).toStrictEqual([[".github/workflows/ci.yml", "holds"]]);
  });
});
