import { describe, expect, it } from "vitest";
import { jobsOf, planOf, problemsOf, scenariosOf, stageOf } from "./reading.ts";

const manual = "trigger: none\npr: none\n";
const only = (texts: Readonly<Record<string, string>>): readonly string[] => Object.values(jobsOf(texts)).flat();

describe("templates", () => {
  it("stand in their caller's place, with their parameters, and know both places", () => {
    const texts = {
      "azure-pipelines.yml": `${manual}stages:
- template: ci/deploy.yml
  parameters:
    target: staging
- template: ci/deploy.yml
  parameters: { target: production, slow: true }
`,
      "ci/deploy.yml": `parameters:
- name: target
- name: slow
  type: boolean
  default: false
stages:
- stage: deploy_\${{ parameters.target }}
  jobs:
  - deployment: web
    environment: shop-\${{ parameters.target }}
    \${{ if parameters.slow }}:
      timeoutInMinutes: 90
    strategy:
      runOnce:
        deploy:
          steps:
          - script: helm upgrade shop ./chart
`,
    };
    const plan = planOf(texts);
    expect(plan.stages.map(({ id, after }) => [id, after])).toStrictEqual([
      ["deploy_staging", []],
      ["deploy_production", ["deploy_staging"]],
    ]);
    const stage = stageOf(plan, "deploy_production");
    expect(stage.environment).toStrictEqual({
      state: "declared",
      value: "shop-production",
      at: { file: "ci/deploy.yml", line: 10, column: 18 },
      via: [{ file: "azure-pipelines.yml", line: 7, column: 13 }],
    });
    expect(stage.timeLimit).toMatchObject({ value: { limit: 5400, isDefault: false } });
    expect(stageOf(plan, "deploy_staging").timeLimit).toMatchObject({ value: { limit: 3600, isDefault: true } });
  });

  it("are found from the root, beside the file that names them, and by `@self`", () => {
    const job = (name: string) => `jobs:\n- job: ${name}\n  steps:\n  - script: make\n`;
    const texts = {
      "ops/azure-pipelines.yml": `${manual}jobs:\n- template: jobs/a.yml\n- template: /shared/b.yml\n- template: shared\\b2.yml@self\n`,
      "ops/jobs/a.yml": job("a"),
      "shared/b.yml": job("b"),
      "shared/b2.yml": job("b2"),
    };
    expect(Object.values(jobsOf(texts, "ops/azure-pipelines.yml"))).toStrictEqual([["a", "b", "b2"]]);
  });

  it("go through lists and mappings", () => {
    const texts = {
      "azure-pipelines.yml": `${manual}parameters:
- name: regions
  type: object
  default:
  - { name: west, weight: 10 }
  - { name: east, weight: 90 }
stages:
- \${{ each region in parameters.regions }}:
  - stage: \${{ region.name }}
    displayName: \${{ region.name }} gets \${{ region.weight }} %
    jobs:
    - job: route
      \${{ each pair in region }}:
        \${{ if eq(pair.key, 'weight') }}:
          timeoutInMinutes: \${{ pair.value }}
      steps:
      - script: helm upgrade shop ./chart
`,
    };
    const [scenario] = scenariosOf(texts);
    expect(scenario?.jobs.map(({ id, name, timeLimit }) => [id, name, timeLimit])).toMatchObject([
      ["west", "west gets 10 %", { value: { limit: 600 } }],
      ["east", "east gets 90 %", { value: { limit: 5400 } }],
    ]);
  });

  it("choose one branch, though the same key stands there twice", () => {
    const text = `${manual}variables:
  \${{ if eq('a', 'b') }}:
    one: x
  \${{ else }}:
    one: y
  \${{ if eq('a', 'a') }}:
    two: x
  \${{ else }}:
    two: y
jobs:
- \${{ if eq(variables.one, 'x') }}:
  - job: one_x
- \${{ elseif eq(variables.one, 'y') }}:
  - job: one_y
- \${{ else }}:
  - job: never
- job: two_\${{ variables.two }}
`;
    expect(only({ "azure-pipelines.yml": text })).toStrictEqual(["one_y", "two_x"]);
  });

  it("hand lists of steps and jobs on, and insert mappings", () => {
    const texts = {
      "azure-pipelines.yml": `${manual}extends:
  template: base.yml
  parameters:
    before:
    - script: npm test
    \${{ insert }}:
      more: [{ job: extra }]
`,
      "base.yml": `parameters:
- name: before
  type: stepList
  default: []
- name: more
  type: jobList
  default: []
jobs:
- job: build
  steps:
  - \${{ parameters.before }}
  - script: helm upgrade shop ./chart
- \${{ each job in parameters.more }}:
  - \${{ each pair in job }}:
      \${{ pair.key }}: \${{ pair.value }}
    timeoutInMinutes: 5
`,
    };
    const [scenario] = scenariosOf(texts);
    expect(scenario?.jobs.map(({ id, acts }) => [id, acts.map(({ name }) => name)])).toStrictEqual([
      ["build", ["npm test", "helm upgrade"]],
      ["extra", []],
    ]);
  });

  it("set variables from files whose names hang on others", () => {
    const texts = {
      "azure-pipelines.yml": `${manual}variables:
- name: env
  value: prod
- template: vars/\${{ variables.env }}.yml
jobs:
- deployment: web
  environment: $(target)
`,
      "vars/prod.yml": "variables:\n- name: target\n  value: shop-$(env)\n",
    };
    expect(scenariosOf(texts)[0]?.jobs[0]).toMatchObject({
      id: "web",
      environment: { state: "declared", value: "shop-prod", at: { line: 9, column: 16 } },
    });
  });

  it("say which one is not there", () => {
    const texts = {
      "azure-pipelines.yml": `${manual}jobs:\n- template: gone.yml\n- job: web\n  steps:\n  - template: steps/gone.yml\n  - script: helm upgrade shop ./chart\n`,
    };
    expect(problemsOf(texts)).toStrictEqual([
      "unknown azure-pipelines.yml:4:13 uses the template `gone.yml`, which is not in this repository",
      "unknown azure-pipelines.yml:7:15 uses the template `steps/gone.yml`, which is not in this repository",
    ]);
    expect(stageOf(planOf(texts), "web").checks.others).toMatchObject({
      state: "unknown",
      why: "`steps/gone.yml` is not in this repository",
    });
  });
});

describe("templates of other repositories", () => {
  const pipeline = (ref: string) => `${manual}resources:
  repositories:
  - repository: kit
    type: git
    name: platform/pipeline-kit
${ref}stages:
- template: deploy/app.yml@kit
  parameters: { environment: production }
`;
  it.each([
    ["", "platform/pipeline-kit/deploy/app.yml", "branch", { state: "declared", value: true }],
    [
      "    ref: refs/heads/next\n",
      "platform/pipeline-kit/deploy/app.yml@refs/heads/next",
      "branch",
      { state: "declared", value: true },
    ],
    [
      "    ref: refs/tags/v2.1.0\n",
      "platform/pipeline-kit/deploy/app.yml@refs/tags/v2.1.0",
      "version",
      { state: "unknown", why: "whether `refs/tags/v2.1.0` is ever moved is decided there" },
    ],
  ])("are delegations (%j)", (ref, to, pin, moving) => {
    const plan = planOf({ "azure-pipelines.yml": pipeline(ref) });
    expect(plan.delegations).toMatchObject([{ to, moving, at: { column: 13 } }]);
    expect(plan.steps.items).toMatchObject([{ uses: to, pinnedBy: { value: pin }, byVendor: false }]);
    expect(plan.stages[0]?.environment).toMatchObject({ state: "unknown", cause: "elsewhere" });
  });

  it("wait for what they say themselves, and are told apart by a number", () => {
    const text = `${manual}resources: { repositories: [ { repository: kit, name: platform/kit } ] }
stages:
- stage: test
  jobs: [ { job: test, steps: [ { script: npm test } ] } ]
- template: deploy.yml@kit
- template: deploy.yml@kit
- stage: ship
  jobs: [ { job: ship, steps: [ { script: helm upgrade shop ./chart } ] } ]
`;
    const plan = planOf({ "azure-pipelines.yml": text });
    expect(plan.stages.map(({ id, after }) => [id, after])).toStrictEqual([
      ["deploy.yml@kit", []],
      ["deploy.yml@kit (2)", []],
      ["ship", ["deploy.yml@kit (2)"]],
    ]);
    const [check] = stageOf(plan, "ship").checks.items;
    expect(check).toMatchObject({
      name: "npm test",
      everyRoute: { state: "unknown", why: "what `deploy.yml@kit (2)` waits for is written there" },
    });
  });

  it("may deploy as steps, where they are handed an environment", () => {
    const text = `${manual}resources: { repositories: [ { repository: kit, name: platform/kit, ref: refs/heads/main } ] }
parameters:
- { name: places, type: object, default: [ { name: sbox }, { name: live } ] }
stages:
- \${{ each place in parameters.places }}:
  - stage: to_\${{ place.name }}
    jobs:
    - job: apply
      steps:
      - template: steps/terraform.yml@kit
        parameters:
          environment: \${{ place.name }}
`;
    const { stages } = planOf({ "azure-pipelines.yml": text });
    expect(stages.map(({ id, after, deploys, environment }) => [id, after, deploys.state, environment])).toMatchObject([
      [
        "to_sbox",
        [],
        "unknown",
        { state: "unknown", why: "what `steps/terraform.yml@kit` does with `sbox` is written there" },
      ],
      ["to_live", ["to_sbox"], "unknown", { state: "unknown" }],
    ]);
    expect(stages[1]?.signals[0]).toMatchObject({ from: "command", text: "live" });
  });

  it("hide what they make of the stages that they are handed", () => {
    const text = `${manual}resources:
  repositories:
  - repository: kit
    name: platform/kit
extends:
  template: official.yml@kit
  parameters:
    stages:
    - stage: ship
      jobs:
      - deployment: web
        environment: production
        strategy: { runOnce: { deploy: { steps: [ { script: helm upgrade shop ./chart } ] } } }
`;
    const plan = planOf({ "azure-pipelines.yml": text });
    expect(plan.stages.map(({ id, checks }) => [id, checks.others])).toMatchObject([
      ["ship", { state: "unknown", why: "`platform/kit/official.yml` may add to it" }],
    ]);
    expect(plan.delegations.map(({ to }) => to)).toStrictEqual(["platform/kit/official.yml"]);
  });
});

describe("parameters", () => {
  const text = (body: string) => `trigger: [main]\npr: none\n${body}`;

  it("are what they are by default, unless a person starts the run", () => {
    const body = text(`parameters:
- name: environment
  default: dev
  values: [dev, staging, production]
jobs:
- deployment: web
  environment: \${{ parameters.environment }}
`);
    expect(jobsOf({ "azure-pipelines.yml": body })).toStrictEqual({
      "push to `main`": ["web [dev]"],
      "manual start with `environment` = `dev`": ["web [dev]"],
      "manual start with `environment` = `staging`": ["web [staging]"],
      "manual start with `environment` = `production`": ["web [production]"],
    });
  });

  it("let a person leave out steps and stages by a switch, which is told of both", () => {
    const body = text(`parameters:
- name: test
  type: boolean
  default: true
stages:
- stage: build
  jobs: [ { job: build, steps: [ { script: make } ] } ]
- \${{ if parameters.test }}:
  - stage: test
    jobs: [ { job: test, steps: [ { script: npm test } ] } ]
- stage: ship
  jobs:
  - job: ship
    steps:
    - \${{ if parameters.test }}:
      - script: trivy fs .
    - script: helm upgrade shop ./chart
`);
    const { checks } = stageOf(planOf({ "azure-pipelines.yml": body }), "ship");
    const how = "the parameter `test` decides whether it is there";
    expect(
      checks.items.map(({ name, everyRoute, unskippable }) => [name, everyRoute.state, unskippable]),
    ).toMatchObject([
      ["npm test", "broken", { state: "broken", how: expect.stringContaining(how) }],
      ["trivy fs", "holds", { state: "broken", how, at: { line: 17, column: 7 } }],
    ]);
  });

  it("lay both branches out where one of two must be there", () => {
    const body = text(`parameters:
- name: blue
  type: boolean
  default: false
jobs:
- \${{ if parameters.blue }}:
  - job: blue
- \${{ else }}:
  - job: green
`);
    expect(jobsOf({ "azure-pipelines.yml": body })).toStrictEqual({
      "push to `main`": ["green"],
      "manual start with `blue` = `true`": ["blue"],
      "manual start with `blue` = `false`": ["green"],
    });
  });

  it("follow the branch into templates", () => {
    const body = `trigger: { branches: { include: [main, develop] } }
pr: none
stages:
- \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
  - stage: production
    jobs: [ { deployment: web, environment: production } ]
- \${{ if eq(variables['Build.SourceBranchName'], 'develop') }}:
  - stage: dev
    jobs: [ { deployment: web, environment: dev } ]
`;
    expect(jobsOf({ "azure-pipelines.yml": body })).toMatchObject({
      "push to `main`": ["production"],
      "push to `develop`": ["dev"],
      "manual start of `main`": ["production"],
    });
  });
});
