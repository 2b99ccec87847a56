import { describe, expect, it, test } from "vitest";
import { jobOf, jobsOf, needsOf, planOf, problemsOf, scenariosOf, stageOf } from "./reading.ts";

const head = "trigger: [main]\npr: none\n";
const stage = (id: string, lines = "", steps = "- script: make"): string =>
  `- stage: ${id}\n${lines}  jobs:\n  - job: ${id}\n    steps:\n    ${steps}\n`;
const deploy = (id: string, lines = ""): string => stage(id, lines, "- script: helm upgrade shop ./chart");
const pipeline = (...stages: readonly string[]): Record<string, string> => ({
  "azure-pipelines.yml": `${head}stages:\n${stages.join("")}`,
});
const needs = (texts: Record<string, string>, id: string): readonly string[] => needsOf(jobOf(scenariosOf(texts), id));

describe("what a stage waits for", () => {
  it("is the one before it where nothing is written, and nothing where the list is empty", () => {
    const texts = pipeline(
      stage("a"),
      stage("b"),
      stage("c", "  dependsOn: []\n"),
      stage("d", "  dependsOn:\n"),
      stage("e", "  dependsOn: [a, c]\n"),
    );
    expect(["a", "b", "c", "d", "e"].map((id) => needs(texts, id))).toStrictEqual([
      [],
      ["a:success"],
      [],
      [],
      ["a:success", "c:success"],
    ]);
  });

  it("is everything on the way, though a stage between runs in any case", () => {
    const texts = pipeline(stage("test"), stage("tidy", "  condition: always()\n"), deploy("ship"));
    expect(needs(texts, "ship")).toStrictEqual(["tidy:success", "test:success"]);
  });

  test.each([
    ["succeeded()", ["test:success"]],
    ["succeededOrFailed()", ["test:end"]],
    ["always()", ["test:end"]],
    ["not(canceled())", ["test:end"]],
    ["failed()", ["test:failure"]],
    ["not(failed())", ["test:no-failure"]],
    ["and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))", ["test:success"]],
    ["eq(variables['Build.SourceBranch'], 'refs/heads/main')", ["test:end"]],
    ["in(dependencies.test.result, 'Succeeded', 'Skipped')", ["test:no-failure"]],
    ["eq(dependencies.test.result, 'Succeeded')", ["test:success"]],
    ["succeeded('test')", ["test:success"]],
    ["or(succeeded(), failed('test'))", ["test:end"]],
    ["eq(dependencies.test.outputs['test.go.ok'], 'true')", ["test:end"]],
  ])("with `condition: %s` is %j", (condition, wanted) => {
    const texts = pipeline(stage("test"), deploy("ship", `  condition: ${condition}\n`));
    expect(needs(texts, "ship")).toStrictEqual(wanted);
  });

  it("need not have succeeded where a condition does not ask, and says which one", () => {
    const texts = pipeline(
      stage("test", "", "- script: npm test"),
      deploy("ship", "  condition: eq(variables['Build.Reason'], 'IndividualCI')\n"),
    );
    const [check] = stageOf(planOf(texts), "ship").checks.items;
    expect(check?.everyRoute).toStrictEqual({
      state: "broken",
      at: { file: "azure-pipelines.yml", line: 9, column: 3 },
      how: "`ship` runs with `condition: eq(variables['Build.Reason'], 'IndividualCI')`, which does not ask whether what it depends on succeeded",
    });
  });

  it("is not what is skipped inside of a stage that succeeds", () => {
    const texts = {
      "azure-pipelines.yml": `${head}parameters:
- { name: quick, type: boolean, default: false }
stages:
- stage: check
  jobs:
  - job: lint
    steps: [ { script: eslint . } ]
  - job: test
    condition: eq('\${{ parameters.quick }}', 'False')
    steps: [ { script: npm test } ]
- stage: ship
  jobs: [ { job: ship, steps: [ { script: helm upgrade shop ./chart } ] } ]
`,
    };
    const manual = scenariosOf(texts).at(-1);
    expect(manual?.jobs.map((job) => [job.id, needsOf(job)])).toStrictEqual([
      ["check.lint", []],
      ["check.test", []],
      ["ship", ["check.lint:success", "check.test:no-failure"]],
    ]);
    const { checks } = stageOf(planOf(texts), "ship");
    expect(checks.items.map(({ name, unskippable }) => [name, unskippable])).toMatchObject([
      ["eslint", { state: "holds" }],
      ["npm test", { state: "broken", how: expect.stringContaining("the parameter `quick` decides") }],
    ]);
  });
});

describe("jobs of a stage", () => {
  it("run side by side unless they say otherwise, all behind the stages before", () => {
    const texts = {
      "azure-pipelines.yml": `${head}stages:
${stage("build")}- stage: ship
  jobs:
  - job: a
  - job: b
    dependsOn: a
  - job: c
    dependsOn: b
    condition: succeededOrFailed()
`,
    };
    expect(["ship.a", "ship.b", "ship.c"].map((id) => needs(texts, id))).toStrictEqual([
      ["build:success"],
      ["ship.a:success"],
      ["ship.b:end", "build:success"],
    ]);
  });

  it("are one where there are only steps, called as the file", () => {
    const texts = {
      "ops/azure-pipelines.yml": `${head}pool: { vmImage: ubuntu-latest }\nsteps:\n- script: helm upgrade shop ./chart\n`,
    };
    expect(
      scenariosOf(texts, "ops/azure-pipelines.yml")[0]?.jobs.map(({ id, name, environment }) => [
        id,
        name,
        environment.state,
      ]),
    ).toStrictEqual([["job", "azure-pipelines", "absent"]]);
  });

  it("that go round in a circle are said", () => {
    const texts = pipeline(stage("a", "  dependsOn: b\n"), stage("b", "  dependsOn: a\n"));
    expect(problemsOf(texts)[0]).toBe("error azure-pipelines.yml:11:14 depends on `a`, which depends on it in turn");
  });
});

describe("variables", () => {
  const when = (variables: string, condition: string): Readonly<Record<string, readonly string[]>> =>
    jobsOf({
      "azure-pipelines.yml": `${head}variables:\n${variables}jobs:\n- job: ship\n  condition: and(succeeded(), ${condition})\n`,
    });

  it("of the file decide, be they expressions or made of each other", () => {
    expect(
      when("  isMain: $[eq(variables['Build.SourceBranch'], 'refs/heads/main')]\n", "eq(variables.isMain, 'true')"),
    ).toStrictEqual({
      "push to `main`": ["ship"],
      "manual start of `main`": ["ship"],
    });
    expect(when("  a: x$(b)\n  b: y\n", "eq(variables.a, 'XY')")).toMatchObject({ "push to `main`": ["ship"] });
  });

  it("of a group are laid out both ways", () => {
    expect(when("- group: live\n", "eq(variables['go'], 'yes')")).toStrictEqual({
      "push to `main` with `go` = `yes`": ["ship"],
      "manual start with `go` = `yes`": ["ship"],
    });
  });

  it("that a script sets are not known behind it", () => {
    const texts = {
      "azure-pipelines.yml": `${head}variables:
  target: staging
jobs:
- job: ship
  steps:
  - script: helm upgrade before ./chart --namespace $(target)
  - bash: echo "##vso[task.setvariable variable=target]production"
  - script: helm upgrade behind ./chart --namespace $(target)
`,
    };
    const [before, , behind] = jobOf(scenariosOf(texts), "ship").acts;
    expect(before?.target).toMatchObject({ state: "declared", value: "Helm release `before` in namespace `staging`" });
    expect(behind?.target).toMatchObject({ state: "unknown", why: expect.stringContaining("`target`") });
  });
});
