import { describe, expect, it } from "vitest";
import { environmentsOf, jobOf, needsOf, scenariosOf } from "./reading.ts";

const job = (id: string, lines: readonly string[] = [], steps = ["- run: helm upgrade shop ./chart"]): string =>
  [
    `  ${id}:`,
    "    runs-on: ubuntu-latest",
    ...lines.map((line) => `    ${line}`),
    "    steps:",
    ...steps.map((line) => `      ${line}`),
    "",
  ].join("\n");

describe("the ways in which a workflow can be started", () => {
  it("tells the choices of a manual start apart where they name an environment", () => {
    const text = `on:
  workflow_dispatch:
    inputs:
      environment:
        type: choice
        options: [staging, production]
      loud:
        type: boolean
jobs:
${job("deploy", ["environment: ${{ inputs.environment }}"])}`;
    expect(environmentsOf({ "deploy.yml": text })).toStrictEqual({
      "manual start with `environment` = `staging`": ["deploy [staging]: staging"],
      "manual start with `environment` = `production`": ["deploy [production]: production"],
    });
  });

  it("follows the ref of a push through conditions and names", () => {
    const text = `on:
  push:
    branches: [main, develop]
jobs:
${job("deploy", ["environment: ${{ github.ref == 'refs/heads/main' && 'production' || 'staging' }}"])}
${job("announce", ["if: github.ref_name == 'main'"])}`;
    expect(environmentsOf({ "deploy.yml": text })).toStrictEqual({
      "push to `main`": ["deploy [production]: production", "announce: absent"],
      "push to `develop`": ["deploy [staging]: staging"],
    });
  });

  it("tells patterns apart by how they begin", () => {
    const text = `on:
  push:
    branches: ["release/**", main]
jobs:
${job("deploy", ["if: startsWith(github.ref, 'refs/heads/release/')"])}
${job("test", ["if: github.ref != 'refs/heads/main'"])}`;
    expect(Object.values(environmentsOf({ "deploy.yml": text }))).toStrictEqual([["deploy: absent", "test: absent"]]);
  });

  it("splits a free text at what it is compared with", () => {
    const text = `on:
  workflow_dispatch:
    inputs:
      target: {}
jobs:
${job("deploy", ["if: inputs.target == 'prod'", "environment: production"])}
${job("other", ["if: inputs.target != 'prod'"])}`;
    expect(environmentsOf({ "deploy.yml": text })).toStrictEqual({
      "manual start with `target` = `prod`": ["deploy: production"],
      "manual start with `target` other than `prod`": ["other: absent"],
    });
  });

  it("leaves a switch to whoever starts it", () => {
    const text = `on:
  workflow_dispatch:
    inputs:
      skip_tests:
        type: boolean
jobs:
${job("test", ["if: ${{ !inputs.skip_tests }}"])}`;
    expect(jobOf(scenariosOf({ "deploy.yml": text }), "test").runs).toStrictEqual({
      state: "maybe",
      at: { file: ".github/workflows/deploy.yml", line: 9, column: 9 },
      how: "the input `skip_tests` decides whether it runs",
      by: "person",
    });
  });

  it("takes inputs of other events for empty", () => {
    const text = `on:
  push:
    branches: [main]
  workflow_dispatch:
    inputs:
      environment:
        type: choice
        options: [dev, prod]
jobs:
${job("deploy", ["environment: ${{ github.event.inputs.environment || 'dev' }}"])}`;
    expect(environmentsOf({ "deploy.yml": text })).toStrictEqual({
      "push to `main`": ["deploy [dev]: dev"],
      "manual start with `environment` = `dev`": ["deploy [dev]: dev"],
      "manual start with `environment` = `prod`": ["deploy [prod]: prod"],
    });
  });

  it("holds what it cannot tell for undecided", () => {
    const text = `on: push
jobs:
${job("deploy", ["environment: ${{ vars.TARGET }}"])}`;
    expect(jobOf(scenariosOf({ "deploy.yml": text }), "deploy").environment).toStrictEqual({
      state: "unknown",
      at: { file: ".github/workflows/deploy.yml", line: 5, column: 18 },
      cause: "run-time",
      why: "a variable of the repository's settings decides what `${{ vars.TARGET }}` is",
      settle: "",
    });
  });
});

describe("what a job waits for", () => {
  const needs = (condition: string): readonly string[] => {
    const text = `on: push
jobs:
${job("lint")}
${job("test", ["needs: lint"])}
${job("deploy", ["needs: [lint, test]", ...(condition ? [`if: ${condition}`] : [])])}`;
    return needsOf(jobOf(scenariosOf({ "deploy.yml": text }), "deploy"));
  };

  it.each<[string, string, string]>([
    ["", "all-success", "all-success"],
    ["github.actor != 'mina'", "all-success", "all-success"],
    ["always()", "end", "end"],
    ['"!cancelled()"', "end", "end"],
    ['"!failure()"', "no-failure", "no-failure"],
    ['"!cancelled() && !failure()"', "no-failure", "no-failure"],
    ["success()", "all-success", "all-success"],
    ["failure()", "failure", "failure"],
    ["always() && needs.test.result == 'success'", "success", "success"],
    [
      "always() && needs.lint.result == 'success' && (needs.test.result == 'success' || needs.test.result == 'skipped')",
      "success",
      "no-failure",
    ],
    ["always() && !contains(needs.*.result, 'failure')", "no-failure", "no-failure"],
    ["always() && !contains(join(needs.*.result, ','), 'failure')", "no-failure", "no-failure"],
    [
      "always() && !contains(needs.*.result, 'failure') && !contains(needs.*.result, 'skipped') && !contains(needs.*.result, 'cancelled')",
      "success",
      "success",
    ],
    ["${{ always() }} && false", "all-success", "all-success"],
  ])("%s", (condition, lint, test) => {
    expect(needs(condition)).toStrictEqual([`lint:${lint}`, `test:${test}`]);
  });

  it("lets nothing past that a skipped job leads to", () => {
    const text = `on: push
jobs:
${job("test")}
${job("gate", ["needs: test", "if: always()"])}
${job("deploy", ["needs: gate", "if: always() && needs.gate.result != 'failure'"])}`;
    expect(needsOf(jobOf(scenariosOf({ "deploy.yml": text }), "deploy"))).toStrictEqual(["gate:end"]);
  });

  it("leaves out what stands on a job that cannot run", () => {
    const text = `on:
  push:
    branches: [main]
jobs:
${job("preview", ["if: github.event_name == 'pull_request'"])}
${job("after", ["needs: preview"])}
${job("anyway", ["needs: preview", "if: always()"])}`;
    expect(scenariosOf({ "deploy.yml": text })[0]?.jobs.map(({ id }) => id)).toStrictEqual(["anyway"]);
  });
});

describe("guards and gates", () => {
  it("closes the route that a guard step refuses", () => {
    const text = `on: workflow_dispatch
jobs:
${job("guard", [], ["- if: github.ref != 'refs/heads/main'", "  run: exit 1"])}
${job("deploy", ["needs: guard", "environment: production"])}`;
    expect(environmentsOf({ "deploy.yml": text })).toStrictEqual({
      "manual start of `main`": ["guard: absent", "deploy: production"],
      "manual start of another ref than `main`": ["guard: absent"],
    });
  });

  it("reads a guard that is written in the script", () => {
    const text = `on: workflow_dispatch
jobs:
${job(
  "deploy",
  ["environment: production"],
  [
    "- run: |",
    '    if [[ "$GITHUB_REF" != refs/heads/main ]]; then',
    '      echo "only from main"',
    "      exit 1",
    "    fi",
    "- run: helm upgrade shop ./chart",
  ],
)}`;
    const [main, other] = scenariosOf({ "deploy.yml": text });
    const deeds = (scenario: typeof main): readonly string[] =>
      scenario?.jobs.flatMap(({ acts }) => acts.map(({ known }) => known.does)) ?? [];
    expect(deeds(main)).toContain("deploy");
    expect(deeds(other)).not.toContain("deploy");
  });

  it.each(["exit $?", "exit 0", "exit"])("takes a script that ends with `%s` for one that may succeed", (end) => {
    const text = `on: push
jobs:
${job("test", [], ["- run: |", "    npm test", `    ${end}`])}
${job("deploy", ["needs: test"])}`;
    expect(scenariosOf({ "deploy.yml": text })[0]?.jobs.map(({ id }) => id)).toStrictEqual(["test", "deploy"]);
  });

  it("takes a job that fails with what it needs for a gate", () => {
    const text = `on: push
jobs:
${job("test")}
${job("gate", ["needs: test", "if: always()"], ["- if: needs.test.result != 'success'", "  run: exit 1", "- run: echo done"])}`;
    const gate = jobOf(scenariosOf({ "deploy.yml": text }), "gate");
    expect(gate.acts[0]).toMatchObject({ name: "the results that `gate` examines", known: { does: "gate" } });
  });

  it("takes a job that only tells of a failure for none", () => {
    const text = `on: push
jobs:
${job("test")}
${job("tell", ["needs: test", "if: always()"], ["- if: needs.test.result != 'success'", "  run: echo failed"])}`;
    expect(jobOf(scenariosOf({ "deploy.yml": text }), "tell").acts.some(({ known }) => known.does === "gate")).toBe(
      false,
    );
  });
});

describe("outputs that name an environment", () => {
  const outputs = (script: readonly string[]): Readonly<Record<string, readonly string[]>> =>
    environmentsOf({
      "deploy.yml": `on:
  push:
    branches: [main, develop]
jobs:
${job("choose", ["outputs:", "  env: ${{ steps.pick.outputs.env }}"], ["- id: pick", "  run: |", ...script.map((line) => `    ${line}`)])}
${job("deploy", ["needs: choose", "environment: ${{ needs.choose.outputs.env }}"])}`,
    });

  it.each<[string, readonly string[]]>([
    [
      "an if",
      [
        'if [ "$GITHUB_REF" = "refs/heads/main" ]; then',
        '  echo "env=production" >> $GITHUB_OUTPUT',
        "else",
        '  echo "env=staging" >> "$GITHUB_OUTPUT"',
        "fi",
      ],
    ],
    [
      "an expression in a test",
      [
        'if [[ "${{ github.ref_name }}" == "main" ]]; then',
        "  TARGET=production",
        "else",
        "  TARGET=staging",
        "fi",
        'echo "env=$TARGET" >> $GITHUB_OUTPUT',
      ],
    ],
    [
      "a case",
      [
        "case $GITHUB_REF_NAME in",
        '  main) echo "env=production" >> $GITHUB_OUTPUT ;;',
        '  *) echo "env=staging" >> $GITHUB_OUTPUT ;;',
        "esac",
      ],
    ],
    [
      "an expression in a value",
      ["echo \"env=${{ github.ref_name == 'main' && 'production' || 'staging' }}\" >> $GITHUB_OUTPUT"],
    ],
  ])("are followed through %s", (_, script) => {
    expect(outputs(script)).toStrictEqual({
      "push to `main`": ["choose: absent", "deploy [production]: production"],
      "push to `develop`": ["choose: absent", "deploy [staging]: staging"],
    });
  });

  it("stay unknown where a program makes them", () => {
    expect(Object.values(outputs(['echo "env=$(./choose.sh)" >> $GITHUB_OUTPUT']))).toStrictEqual([
      ["choose: absent", "deploy: unknown"],
    ]);
  });
});
