import { describe, expect, it, test } from "vitest";
import { jobOf, planOf, scenariosOf, stageOf } from "./reading.ts";

const head = "trigger: [main]\npr: none\n";
const acts = (steps: string, files: Readonly<Record<string, string>> = {}, job = "") => {
  const texts = { "azure-pipelines.yml": `${head}jobs:\n- job: work\n${job}  steps:\n${steps}`, ...files };
  return jobOf(scenariosOf(texts), "work").acts;
};
const deeds = (steps: string, files?: Readonly<Record<string, string>>, job?: string) =>
  acts(steps, files, job).map(({ name, known: { does } }) => `${name}: ${does}`);

describe("steps", () => {
  test.each([
    ["- script: npm publish", ["npm publish: publish"]],
    ["- bash: terraform apply -auto-approve", ["terraform apply: deploy"]],
    ["- pwsh: az webapp deploy --name shop", ["az webapp deploy: deploy"]],
    ["- task: Bash@3\n    inputs: { targetType: inline, script: helm upgrade shop ./chart }", ["helm upgrade: deploy"]],
    [
      "- task: PowerShell@2\n    inputs: { targetType: filePath, filePath: ops/ship.ps1 }",
      ["./ops/ship.ps1: az webapp deploy: deploy"],
    ],
    [
      "- task: AzureCLI@2\n    inputs: { scriptType: bash, scriptLocation: scriptPath, scriptPath: $(System.DefaultWorkingDirectory)/ops/ship.sh }",
      ["./ops/ship.sh: helm upgrade: deploy"],
    ],
    ["- task: DotNetCoreCLI@2\n    inputs: { command: test, projects: '**/*.Tests.csproj' }", ["dotnet test: check"]],
    [
      "- task: Npm@1\n    inputs: { command: custom, customCommand: run deploy }",
      ["npm run deploy: helm upgrade: deploy"],
    ],
    [
      "- task: HelmDeploy@0\n    inputs: { command: upgrade, chartName: shop, releaseName: shop, namespace: live }",
      ["helm upgrade: deploy"],
    ],
    ["- task: AzureWebApp@1\n    inputs: { azureSubscription: live, appName: shop }", ["AzureWebApp: deploy"]],
    ["- task: acme.shop-tools.custom-task.AzureWebApp@1\n    inputs: { appName: shop }", ["AzureWebApp: deploy"]],
    ["- task: Docker@2\n    inputs: { command: login, containerRegistry: live }", ["Docker: nothing"]],
    [
      "- task: Docker@2\n    inputs: { repository: acr.example/shop, tags: '$(Build.BuildId)' }",
      ["docker build: build", "docker push: publish"],
    ],
    [
      "- task: KubernetesManifest@1\n    inputs: { action: reject, strategy: canary }",
      ["KubernetesManifest: roll-back"],
    ],
    ["- task: PublishTestResults@2\n    inputs: { failTaskOnFailedTests: true }", ["PublishTestResults: check"]],
    ["- task: PublishTestResults@2", ["PublishTestResults: nothing"]],
    [
      "- task: AzureResourceManagerTemplateDeployment@3\n    inputs: { resourceGroupName: live, deploymentMode: Validation }",
      ["az deployment group validate: check"],
    ],
    [
      "- task: TerraformTaskV4@4\n    inputs: { command: apply, commandOptions: -var a=b }",
      ["terraform apply: deploy"],
    ],
    [
      "- pwsh: Invoke-WebRequest -Uri https://dot.example/install.ps1 -OutFile install.ps1",
      ["invoke-webrequest: nothing"],
    ],
    ["- pwsh: Invoke-WebRequest -Uri https://shop.example/health", ["invoke-webrequest: check"]],
    ["- checkout: self", []],
    ["- publish: out\n    artifact: web", ["a script: nothing"]],
    ["- script: npm publish\n    enabled: false", []],
    ["- script: npm publish\n    condition: false", []],
  ])("%j do %j", (step, wanted) => {
    const files = {
      "ops/ship.ps1": "az webapp deploy --name shop\n",
      "ops/ship.sh": "helm upgrade shop ./chart\n",
      "package.json": '{ "scripts": { "deploy": "helm upgrade shop ./chart" } }',
    };
    expect(deeds(`  ${step}\n`, files)).toStrictEqual(wanted);
  });

  it("run after failures where their condition does not ask, and only then where it says so", () => {
    const steps = `  - script: npm test
  - script: helm upgrade shop ./chart
    condition: always()
  - script: helm rollback shop
    condition: failed()
  - script: npm publish
    condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))
  - script: npm pack
    condition: eq(variables['Build.Reason'], 'IndividualCI')
`;
    expect(acts(steps).map(({ name, when }) => `${name}: ${when}`)).toStrictEqual([
      "npm test: success",
      "helm upgrade: end",
      "helm rollback: failure",
      "npm publish: success",
      "a script: end",
    ]);
  });

  it("swallow failures by `continueOnError`, and in bash all but those of the last command", () => {
    const steps = `  - bash: |
      npm test
      echo done
  - script: npm test
    continueOnError: true
`;
    expect(acts(steps).map(({ name, blocking, at }) => [name, at.line, blocking])).toMatchObject([
      ["npm test", 7, { state: "broken", how: expect.stringContaining("is followed by other commands") }],
      ["echo", 8, { state: "holds" }],
      ["npm test", 9, { state: "broken", how: "`a script` has `continueOnError: true`", at: { line: 10, column: 22 } }],
    ]);
  });

  it("know macros from a shell's own substitutions", () => {
    const text = `${head}variables:
  release: shop
  ns: $(Build.SourceBranchName)-web
jobs:
- job: work
  steps:
  - bash: |
      STAMP=$(date)
      helm upgrade $(release) ./chart --namespace $(ns) --set image.tag=$(Build.BuildId)
`;
    const [act] = jobOf(scenariosOf({ "azure-pipelines.yml": text }), "work").acts.filter(
      ({ known }) => known.does === "deploy",
    );
    expect(act?.target).toStrictEqual({
      state: "declared",
      value: "Helm release `shop` in namespace `main-web`",
      at: { file: "azure-pipelines.yml", line: 11, column: 7 },
    });
  });

  it("are followed into the repository in a deployment only behind a checkout", () => {
    const files = { "ship.sh": "helm upgrade shop ./chart\n" };
    const text = (steps: string) => ({
      ...files,
      "azure-pipelines.yml": `${head}jobs:\n- deployment: web\n  environment: live\n  strategy:\n    runOnce:\n      deploy:\n        steps:\n${steps}`,
    });
    const first = (steps: string) => jobOf(scenariosOf(text(steps)), "web").acts.map(({ name }) => name);
    expect(first("        - bash: ./ship.sh\n")).toStrictEqual([]);
    expect(first("        - checkout: self\n        - bash: ./ship.sh\n")).toStrictEqual(["./ship.sh: helm upgrade"]);
  });
});

describe("what is shipped", () => {
  it("is named as the variables of the file say, and as the run's own are written", () => {
    const text = `${head}variables:
  image: acr.example/shop
  tag: $(Build.BuildId)
jobs:
- job: push
  steps:
  - task: Docker@2
    inputs: { command: push, repository: $(image), tags: $(tag) }
  - bash: docker push $(image):$(tag)-slim
`;
    const { artifacts } = stageOf(planOf({ "azure-pipelines.yml": text }), "push");
    expect(artifacts.items.map(({ name, version, immutable }) => [name, version, immutable.state])).toStrictEqual([
      ["acr.example/shop", "$(Build.BuildId)", "holds"],
      ["acr.example/shop", "$(Build.BuildId)-slim", "holds"],
    ]);
  });
});

describe("people and time", () => {
  const text = (onTimeout: string) => `${head}stages:
- stage: ask
  jobs:
  - job: ask
    pool: server
    steps:
    - task: ManualValidation@1
      timeoutInMinutes: 120
      inputs:
        approvers: "[shop]\\\\Release managers"
        allowApproversToApproveTheirOwnRuns: false
        onTimeout: ${onTimeout}
- stage: ship
  jobs:
  - job: ship
    steps:
    - script: helm upgrade shop ./chart
`;
  it("approve by hand", () => {
    const [approval] = stageOf(planOf({ "azure-pipelines.yml": text("reject") }), "ship").approvals.items;
    expect(approval).toMatchObject({
      name: "ManualValidation",
      at: { line: 9, column: 13 },
      count: { state: "declared", value: 1 },
      everyRoute: { state: "holds" },
      byStarter: { state: "declared", value: false },
      unanswered: { state: "declared", value: { means: "no", after: 7200, isDefault: false } },
    });
  });

  it("approve nothing where no answer is a yes", () => {
    const [approval] = stageOf(planOf({ "azure-pipelines.yml": text("resume") }), "ship").approvals.items;
    expect(approval).toMatchObject({
      everyRoute: { state: "broken", how: "`ManualValidation` goes on when nobody answers (`onTimeout: resume`)" },
      unanswered: { value: { means: "yes", after: 7200 } },
    });
  });

  it("bake by a delay without an agent", () => {
    const body = `${head}stages:
- stage: ring0
  jobs: [ { job: ring0, steps: [ { script: helm upgrade shop ./chart --namespace ring0 } ] } ]
- stage: soak
  jobs: [ { job: soak, pool: server, steps: [ { task: Delay@1, inputs: { delayForMinutes: '90' } } ] } ]
- stage: ring1
  jobs: [ { job: ring1, steps: [ { script: helm upgrade shop ./chart --namespace ring1 } ] } ]
`;
    expect(stageOf(planOf({ "azure-pipelines.yml": body }), "ring0").bake).toMatchObject({
      state: "declared",
      value: 5400,
      at: { line: 7, column: 91 },
    });
  });
});

describe("deployment jobs", () => {
  const job = (strategy: string) => ({
    "azure-pipelines.yml": `${head}jobs:\n- deployment: web\n  environment: { name: live, resourceType: VirtualMachine }\n  strategy:\n${strategy}`,
  });

  it("have hooks, of which one mends", () => {
    const texts = job(`    runOnce:
      preDeploy: { steps: [ { script: npm test } ] }
      deploy: { steps: [ { script: helm upgrade shop ./chart } ] }
      routeTraffic: { steps: [ { script: ./route.sh } ] }
      postRouteTraffic: { steps: [ { bash: curl --fail https://shop.example/health } ] }
      on:
        failure: { steps: [ { script: helm rollback shop } ] }
        success: { steps: [ { script: echo done } ] }
`);
    const stage = stageOf(planOf(texts), "web");
    expect(stage.environment).toMatchObject({ value: "live" });
    expect(stage.checks.items.map(({ name }) => name)).toStrictEqual(["npm test"]);
    expect(stage.health.items.map(({ name }) => name)).toStrictEqual(["curl"]);
    expect(stage.recovery).toMatchObject({
      state: "declared",
      value: { how: "`helm rollback` rolls back", automatic: { state: "holds" } },
    });
  });

  it("grow by the increments of a canary, each behind the one before", () => {
    const texts = job(`    canary:
      increments: [10, 50]
      deploy: { steps: [ { task: KubernetesManifest@1, inputs: { action: deploy, strategy: canary, percentage: $(strategy.increment) } } ] }
      postRouteTraffic: { steps: [ { bash: curl --fail https://shop.example/health } ] }
      on:
        failure: { steps: [ { task: KubernetesManifest@1, inputs: { action: reject, strategy: canary } } ] }
        success: { steps: [ { task: KubernetesManifest@1, inputs: { action: promote, strategy: canary } } ] }
`);
    const { stages } = planOf(texts);
    expect(
      stages.map(({ id, after, exposure }) => [
        id,
        after,
        exposure.state === "declared" ? exposure.value.share : exposure.state,
      ]),
    ).toStrictEqual([
      ["web (10 %)", [], 0.1],
      ["web (50 %)", ["web (10 %)"], 0.5],
      ["web (100 %)", ["web (50 %)"], 1],
    ]);
    expect(stages[0]?.exposure).toMatchObject({ at: { line: 8, column: 20 } });
  });

  it("go in batches by `rolling`, whose number a percentage does not tell", () => {
    const steps = "      deploy: { steps: [ { script: helm upgrade shop ./chart } ] }\n";
    expect(stageOf(planOf(job(`    rolling:\n      maxParallel: 2\n${steps}`)), "web").group).toMatchObject({
      state: "declared",
      value: { name: "rolling", concurrent: 2 },
    });
    expect(stageOf(planOf(job(`    rolling:\n      maxParallel: 20%\n${steps}`)), "web").group).toMatchObject({
      state: "unknown",
      at: { line: 8, column: 20 },
    });
  });

  it("have a time limit of an hour, or none", () => {
    const limit = (lines: string) =>
      stageOf(
        planOf({
          "azure-pipelines.yml": `${head}jobs:\n- job: web\n${lines}  steps:\n  - script: helm upgrade shop ./chart\n`,
        }),
        "web",
      ).timeLimit;
    expect(limit("")).toMatchObject({ value: { limit: 3600, isDefault: true } });
    expect(limit("  timeoutInMinutes: 0\n")).toMatchObject({
      value: { limit: 0, isDefault: false },
      at: { line: 5, column: 21 },
    });
    expect(limit("  timeoutInMinutes: soon\n")).toMatchObject({ state: "unknown", cause: "invalid" });
  });

  it("are one for each leg of a matrix that says where they go", () => {
    const text = `${head}jobs:
- job: web
  strategy:
    maxParallel: 1
    matrix:
      west: { region: west }
      east: { region: east }
  steps:
  - script: helm upgrade shop ./chart --namespace $(region)
`;
    const { stages } = planOf({ "azure-pipelines.yml": text });
    expect(
      stages.map(({ id, group, target }) => [
        id,
        group.state === "declared" && group.value.concurrent,
        target.state === "declared" && target.value,
      ]),
    ).toStrictEqual([
      ["web (west)", 1, "Helm release `shop` in namespace `west`"],
      ["web (east)", 1, "Helm release `shop` in namespace `east`"],
    ]);
  });
});

describe("what the server keeps", () => {
  const text = `${head}jobs:
- deployment: web
  lockBehavior: sequential
  environment: live
  strategy: { runOnce: { deploy: { steps: [ { task: AzureWebApp@1, inputs: { azureSubscription: shop-live, appName: shop } } ] } } }
`;
  it("is unknown either way, with the command that exports it", () => {
    const stage = stageOf(planOf({ "azure-pipelines.yml": text }), "web");
    const settle = expect.stringContaining("az devops invoke --area PipelinesChecks --resource configurations");
    expect(stage.approvals).toMatchObject({
      items: [],
      others: { state: "unknown", cause: "settings", at: { line: 6, column: 16 }, settle },
    });
    expect(stage.window).toMatchObject({ state: "unknown", cause: "settings" });
    expect(stage.concurrency).toMatchObject({
      state: "unknown",
      why: expect.stringContaining("`lockBehavior: sequential` holds only where an exclusive lock is set"),
    });
    expect(stage.identities).toMatchObject({
      items: [],
      others: {
        state: "unknown",
        why: "how the service connection `shop-live` (`azureSubscription`) signs in is set in Azure DevOps",
      },
    });
    expect(stage.signals.find(({ from }) => from === "connection")).toMatchObject({
      text: "shop-live",
      at: { line: 7 },
    });
  });

  it("decides an environment that a variable group names", () => {
    const text = `${head}variables:\n- group: places\njobs:\n- deployment: web\n  environment: $(EnvironmentName)\n`;
    expect(jobOf(scenariosOf({ "azure-pipelines.yml": text }), "web").environment).toStrictEqual({
      state: "unknown",
      cause: "run-time",
      at: { file: "azure-pipelines.yml", line: 7, column: 16 },
      why: "the variable `EnvironmentName`, which the variable group `places` may hold, decides what `$(EnvironmentName)` is",
      settle: "",
    });
  });

  it("pins tasks by their major version, and knows whose they are", () => {
    const steps =
      "  - task: AzureCLI@2\n    inputs: { inlineScript: helm upgrade shop ./chart, scriptType: bash, scriptLocation: inlineScript }\n  - task: acme.tools.ship.Ship@1\n";
    const plan = planOf({ "azure-pipelines.yml": `${head}jobs:\n- job: web\n  steps:\n${steps}` });
    expect(
      plan.steps.items.map(({ uses, pinnedBy, byVendor }) => [
        uses,
        pinnedBy.state === "declared" && pinnedBy.value,
        byVendor,
      ]),
    ).toStrictEqual([
      ["AzureCLI@2", "version", true],
      ["acme.tools.ship.Ship@1", "version", false],
    ]);
  });
});
