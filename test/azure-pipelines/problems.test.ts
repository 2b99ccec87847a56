import { expect, test } from "vitest";
import { problemsOf } from "./reading.ts";

const problems = (text: string) => problemsOf({ "azure-pipelines.yml": text });

test.each([
  [
    "trigger: none\nstpes:\n- script: a\nsteps:\n- script: b\n",
    ["error azure-pipelines.yml:2:1 has the key `stpes`, which does not belong at the top of a pipeline or template"],
  ],
  [
    "trigger: none\nstages:\n- stage: a\n  jobs:\n  - job: a\njobs:\n- job: b\n",
    ["error azure-pipelines.yml:6:1 has both `stages` and `jobs` at the top"],
  ],
  [
    "trigger: none\njobs:\n- job: a\n  enviroment: x\n  steps: []\n",
    ["error azure-pipelines.yml:4:3 has the key `enviroment`, which does not belong in a job"],
  ],
  ["trigger: none\njobs:\n- job: a\n- job: A\n", ["error azure-pipelines.yml:4:8 has two jobs that are called `A`"]],
  [
    "trigger: none\njobs:\n- job: a\n- job: b\n  dependsOn: [c]\n",
    ["error azure-pipelines.yml:5:15 depends on `c`, which is no job of it"],
  ],
  [
    "trigger: none\njobs:\n- job: a b\n",
    ["error azure-pipelines.yml:3:8 has a job `a b` whose name is not made of letters, digits and `_`"],
  ],
  [
    "trigger: none\nsteps:\n- script: a\n  task: Bash@3\n",
    ["error azure-pipelines.yml:3:3 has a step with both `task` and `script`"],
  ],
  ["trigger: none\nsteps:\n- displayName: a\n", ["error azure-pipelines.yml:3:3 has a step that does nothing"]],
  ["trigger: none\nsteps:\n- task: Bash\n", ["error azure-pipelines.yml:3:9 uses the task `Bash` without its version"]],
  [
    "trigger: none\nsteps:\n- task: ManualValidation@0\n",
    ["error azure-pipelines.yml:3:9 runs `ManualValidation` on an agent"],
  ],
  ["trigger: none\npool: server\nsteps:\n- task: ManualValidation@0\n", []],
  [
    "trigger: none\njobs:\n- deployment: a\n  environment: b\n  strategy: { once: x }\n",
    ["error azure-pipelines.yml:5:15 has the key `once`, which does not belong in the strategy of a deployment job"],
  ],
  [
    "trigger: none\nsteps:\n- script: a ${{ parameters.x\n",
    ["error azure-pipelines.yml:3:13 has an expression `${{ parameters.x` that is not closed by `}}`"],
  ],
  [
    "trigger: none\nsteps:\n- script: a\n  condition: eq(a)\n",
    ["error azure-pipelines.yml:4:14 has an expression `eq(a)` that calls `eq` with 1 arguments"],
  ],
  [
    "trigger: none\nsteps:\n- ${{ if foo() }}:\n  - script: a\n",
    ["error azure-pipelines.yml:3:3 has an expression `foo()` that calls `foo`, which is no function"],
  ],
  [
    "trigger: none\nsteps:\n- ${{ else }}:\n  - script: a\n",
    ["error azure-pipelines.yml:3:3 has `else` without an `if` before it"],
  ],
  ["trigger: none\nsteps:\n- ${{ if eq(1, 1) }}:\n  - script: a\n- ${{ else }}:\n  - script: b\n", []],
])("%j has what Azure Pipelines refuses", (text, wanted) => {
  expect([...new Set(problems(text))]).toStrictEqual(wanted);
});
