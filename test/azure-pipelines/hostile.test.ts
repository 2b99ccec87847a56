import { describe, expect, it } from "vitest";
import { claimed, jobsOf, problemsOf, read, scenariosOf } from "./reading.ts";

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join("");
const head = "trigger: none\npr: none\n";

describe("pipelines of strangers", () => {
  it("are not followed where templates lead back, and say where", () => {
    const texts = {
      "azure-pipelines.yml": `${head}steps:\n- template: azure-pipelines.yml\n- template: a.yml\n`,
      "a.yml": "steps:\n- template: b.yml\n- script: helm upgrade shop ./chart\n",
      "b.yml": "steps:\n- template: a.yml\n",
    };
    expect(problemsOf(texts).filter((line) => line.includes("leads back"))).toHaveLength(1);
  });

  it("are expanded to a bound where lists multiply", () => {
    const list = `[${many(40, (index) => `${index},`)}]`;
    const text = `${head}parameters:\n- { name: l, type: object, default: ${list} }\njobs:\n- \${{ each a in parameters.l }}:\n  - \${{ each b in parameters.l }}:\n    - \${{ each c in parameters.l }}:\n      - job: j\${{ a }}_\${{ b }}_\${{ c }}\n`;
    const problems = problemsOf({ "azure-pipelines.yml": text });
    expect(
      problems.some(
        (line) => line.includes("more parts than are looked at") || line.includes("more jobs than the 500"),
      ),
    ).toBe(true);
  });

  it("are told apart into at most 64 ways to start, and few where they are large", () => {
    const names = Array.from({ length: 12 }, (_, index) => `p${index}`);
    const text = `${head}parameters:\n${names.map((name) => `- { name: ${name}, values: [a, b, prod] }\n`).join("")}jobs:\n${names.map((name) => `- deployment: ${name}\n  environment: \${{ parameters.${name} }}\n`).join("")}`;
    expect(scenariosOf({ "azure-pipelines.yml": text }).length).toBeLessThanOrEqual(64);
  });

  it("may call their parts what objects have", () => {
    const text = `${head}parameters:\n- { name: __proto__, default: x }\nvariables:\n  constructor: y\n  __proto__: z\njobs:\n- job: __proto__\n- job: constructor\n  dependsOn: __proto__\n  steps:\n  - script: helm upgrade $(constructor) ./chart\n`;
    expect(jobsOf({ "azure-pipelines.yml": text })).toStrictEqual({ "manual start": ["__proto__", "constructor"] });
  });

  it("end where anchors lead to themselves, and where variables do", () => {
    const text = `${head}variables:\n  a: $(b)\n  b: $(a)\njobs: &jobs\n- job: web\n  displayName: $(a)\n  steps:\n  - script: helm upgrade $(a) ./chart\n- *jobs\n`;
    expect(Object.values(jobsOf({ "azure-pipelines.yml": text }))[0]?.[0]).toBe("web");
  });

  it("are read although they hold nothing that belongs in one", () => {
    const texts = {
      "azure-pipelines.yml": "steps: 3\nstages: x\njobs: {}\npool: 1\nextends: []\n",
      "azure-pipelines-2.yml": `${head}stages:\n- 1\n- []\n- stage:\n- { jobs: { a: b } }\n- stage: a\n  dependsOn: { x: y }\n  jobs:\n  - job:\n    steps: no\n    strategy: z\n  - deployment:\n    environment: []\n    strategy: { canary: { increments: 3 }, rolling: [] }\n`,
      "azure-pipelines-3.yml": "",
      "azure-pipelines-4.yml": `${head}steps:\n- task:\n- script: []\n- bash: { a: b }\n- task: PowerShell@2\n  inputs: 7\n- template: [x]\n`,
    };
    expect(() => read(texts)).not.toThrow();
  });

  it("are as deep as the parser lets them", () => {
    const deep = `${"[".repeat(90)}x${"]".repeat(90)}`;
    expect(() =>
      read({
        "azure-pipelines.yml": `${head}parameters:\n- { name: p, type: object, default: ${deep} }\nsteps:\n- script: \${{ convertToJson(parameters.p) }}\n- \${{ parameters.p }}\n`,
      }),
    ).not.toThrow();
  });

  it("have scripts and expressions without end", () => {
    const script = many(2000, (index) => `echo $(v${index})\n      `);
    const nested = `${"not(".repeat(200)}true${")".repeat(200)}`;
    const text = `${head}steps:\n- bash: |\n      ${script}\n- script: a\n  condition: ${nested}\n`;
    expect(problemsOf({ "azure-pipelines.yml": text })).toStrictEqual([
      expect.stringContaining("that is nested deeper than 50"),
    ]);
  });

  it("say nothing to a terminal", () => {
    const text = `${head}steps:\n- "scr\\e[31mipt": a\n`;
    expect(problemsOf({ "azure-pipelines.yml": text }).join()).not.toContain("\u001b");
  });
});

describe("files that look like pipelines", () => {
  it.each([
    ["on: push\njobs:\n  a:\n    steps: []\n", ".github/workflows/a.yml"],
    ["apiVersion: argoproj.io/v1alpha1\nspec: {}\nsteps:\n- task: a@1\n", "a.yaml"],
    ["stages: [build, test]\nbuild:\n  script: make\n", ".gitlab-ci.yml"],
    ["steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build]\n", "cloudbuild.yaml"],
    ["steps:\n- id: build\n  name: gcr.io/cloud-builders/docker\n  script: make\n", "cloudbuild.yaml"],
    ["version: 2.1\njobs:\n  build:\n    steps:\n    - checkout\n", ".circleci/config.yml"],
    ["variables:\n  a: b\n", "chart/values.yaml"],
    ["steps:\n- task: build\n", "taskfile.yml"],
  ])("%j in %s is none", (text, path) => {
    expect(claimed({ [path]: text })).toStrictEqual([]);
  });

  it.each([
    ["steps:\n- script: make\n", "build/ci.yml"],
    ["stages:\n- ${{ if eq(1, 1) }}:\n  - stage: a\n    jobs: []\n", "x.yml"],
    ["extends:\n  template: a.yml@b\n", "x.yml"],
    ["variables:\n- name: a\n  value: b\n", ".azure-pipelines/vars.yml"],
    ["parameters:\n- name: a\njobs:\n- template: a.yml\n", "eng/x.yml"],
  ])("%j in %s is one", (text, path) => {
    expect(claimed({ [path]: text })).toHaveLength(1);
  });
});
