import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { planOf, read } from "../azure-pipelines/reading.ts";
import { action, acts } from "./acts.ts";

const task = (name: string, inputs: Readonly<Record<string, string>> = {}) => action(name.toLowerCase(), inputs);
const github = (name: string, inputs: Readonly<Record<string, string>> = {}) =>
  action(`microsoft/powerplatform-actions/${name}@v1`, inputs);

describe("what tasks and actions do", () => {
  it.each([
    ["PowerPlatformImportSolution", "deploy solution"],
    ["PowerPlatformApplySolutionUpgrade", "deploy solution"],
    ["PowerPlatformDeployPackage", "deploy solution"],
    ["PowerPlatformImportData", "deploy data"],
    ["PowerPlatformUploadPaportal", "deploy application"],
    ["PowerPlatformSetGovernanceConfig", "deploy configuration"],
    ["PowerPlatformChecker", "check"],
    ["PowerPlatformBackupEnvironment", "back-up"],
    ["PowerPlatformRestoreEnvironment", "roll-back"],
    ["PowerPlatformResetEnvironment", "remove"],
    ["PowerPlatformDeleteSolution", "remove"],
    ["PowerPlatformCopyEnvironment", "remove"],
    ["PowerPlatformPackSolution", "build"],
    ["PowerPlatformExportSolution", "build"],
    ["PowerPlatformSubmitCatalog", "publish"],
    ["PowerPlatforCatalogStatus", "nothing"],
    ["PowerPlatformSetConnectionVariables", "nothing"],
  ])("%s: %s", (name, does) => {
    const { known } = task(name)!;
    expect([known.does, known.change].filter(Boolean).join(" ")).toBe(does);
  });

  it.each([
    ["import-solution", "deploy solution"],
    ["upgrade-solution", "deploy solution"],
    ["import-data", "deploy data"],
    ["upload-paportal", "deploy application"],
    ["check-solution", "check"],
    ["backup-environment", "back-up"],
    ["delete-environment", "remove"],
    ["delete-solution", "remove"],
    ["export-solution", "build"],
    ["create-environment", "nothing"],
  ])("%s: %s", (name, does) => {
    const { known } = github(name)!;
    expect([known.does, known.change].filter(Boolean).join(" ")).toBe(does);
  });

  it.each([
    ["pac solution import --path Shop.zip --environment https://shop.crm4.dynamics.com", "deploy"],
    ["pac solution upgrade --solution-name Shop", "deploy"],
    ["pac admin backup --environment $ENV --label 'before 1.2'", "back-up"],
    ["pac admin reset --environment $ENV", "remove"],
    ["pac solution delete --solution-name Shop", "remove"],
    ["pac solution pack --zipfile Shop.zip --folder src", "build"],
    ["pac data import --data data.zip", "deploy"],
  ])("%s: %s", (text, does) => {
    expect(acts(text).map(({ known }) => known.does)).toEqual([does]);
  });

  it("is the same by a task's whole name", () => {
    const id = "microsoft-IsvExpTools.PowerPlatform-BuildTools.import-solution.PowerPlatformImportSolution@2";
    const text = (name: string) =>
      `steps:\n  - task: ${name}\n    inputs: { Environment: "https://shop.crm4.dynamics.com", SolutionInputFile: Shop.zip }\n`;
    const targets = [id, "PowerPlatformImportSolution@2"].map((name) =>
      valueOf(planOf({ "azure-pipelines.yml": text(name) }).stages[0]!.target),
    );
    expect(targets).toEqual(Array(2).fill("solution `Shop.zip` in environment `https://shop.crm4.dynamics.com`"));
  });
});

describe("what a deployment takes away beside", () => {
  const what = "the components and data that the new version no longer has";
  it.each([
    [task("PowerPlatformImportSolution"), undefined],
    [task("PowerPlatformImportSolution", { StageAndUpgrade: "true" }), what],
    [task("PowerPlatformImportSolution", { HoldingSolution: "true" }), undefined],
    [task("PowerPlatformApplySolutionUpgrade"), what],
    [github("import-solution", { "stage-and-upgrade": "true" }), what],
    [github("import-solution", { "stage-and-upgrade": "false" }), undefined],
    [acts("pac solution import --path Shop.zip --stage-and-upgrade")[0], what],
  ])("%#", (act, expected) => {
    expect(valueOf(act!.removes)).toBe(expected);
  });

  it("is unknown where it is decided when it runs", () => {
    expect(github("import-solution", { "stage-and-upgrade": "${{ inputs.upgrade }}" })?.removes.state).toBe("unknown");
  });
});

it("leaves alone what removes only an environment that the run has made", () => {
  const made = { "environment-url": "${{ steps.made.outputs.environment-url }}" };
  expect(github("delete-environment", made)?.known.does).toBe("nothing");
  expect(github("delete-environment", { "environment-url": "https://shop.crm4.dynamics.com" })?.known.does).toBe(
    "remove",
  );
  expect(task("PowerPlatformDeleteEnvironment", { Environment: "$(BuildTools.EnvironmentUrl)" })?.known.does).toBe(
    "nothing",
  );
});

describe("whether a solution checker can fail", () => {
  it.each([
    [task("PowerPlatformChecker"), "holds"],
    [task("PowerPlatformChecker", { ErrorLevel: "HighIssueCount", ErrorThreshold: "0" }), "holds"],
    [task("PowerPlatformChecker", { ErrorLevel: "CriticalIssueCount" }), "broken"],
    [task("PowerPlatformChecker", { ErrorThreshold: "25" }), "broken"],
    [task("PowerPlatformChecker", { FailOnPowerAppsCheckerAnalysisError: "false" }), "broken"],
    [task("PowerPlatformChecker", { RulesToOverride: '[{"Id":"web-use-async","OverrideLevel":"Low"}]' }), "unknown"],
    [github("check-solution", { path: "Shop.zip" }), "holds"],
    [github("check-solution", { "fail-on-analysis-error": "false" }), "broken"],
    [github("check-solution", { "rule-level-override": "overrides.json" }), "unknown"],
    [acts("pac solution check --path Shop.zip")[0], "unknown"],
  ])("%#: %s", (act, state) => {
    expect(act!.blocking.state).toBe(state);
  });
});

describe("under which label a backup is found again", () => {
  it.each([
    [task("PowerPlatformBackupEnvironment"), "Full Backup - $(Build.BuildNumber)"],
    [task("PowerPlatformBackupEnvironment", { BackupLabel: "Shop 1.4.0" }), "Shop 1.4.0"],
    [github("backup-environment"), undefined],
    [github("backup-environment", { "backup-label": "Shop ${{ github.ref_name }}" }), "Shop ${{ github.ref_name }}"],
  ])("%#: %s", (act, label) => {
    expect(valueOf(act!.makes)).toBe(label);
  });
});

describe("what tells the tier", () => {
  it("is the environment, or the variable that names it", () => {
    const told = (text: string) =>
      github("import-solution", { "environment-url": text })?.signals.map(({ from, text: one }) => [from, one]);
    expect(told("https://shop.crm4.dynamics.com")).toEqual([["command", "https://shop.crm4.dynamics.com"]]);
    expect(told("${{ inputs.PRODUCTION_ENVIRONMENT_URL }}")).toEqual([["variable", "PRODUCTION_ENVIRONMENT_URL"]]);
    expect(told("https://${{ inputs.name }}.crm4.dynamics.com")).toEqual([]);
  });

  it("is not asked of an import that only makes the sealed form", () => {
    const text = (managed: string, url: string) =>
      `steps:
  - task: PowerPlatformImportSolution@2
    inputs: { Environment: "https://build.crm4.dynamics.com", SolutionInputFile: Shop.zip }
  - task: PowerPlatformExportSolution@2
    inputs: { Environment: "${url}", SolutionOutputFile: out/Shop.zip, Managed: ${managed} }
`;
    const stages = (managed: string, url: string) => {
      const { plans } = read({ "azure-pipelines.yml": text(managed, url) });
      return plans.flatMap((plan) => plan.stages).length;
    };
    expect(stages("true", "https://build.crm4.dynamics.com")).toBe(0);
    expect(stages("false", "https://build.crm4.dynamics.com")).toBe(1);
    expect(stages("true", "https://dev.crm4.dynamics.com")).toBe(1);
  });
});

describe("with which identity they sign in", () => {
  it.each([
    [task("PowerPlatformImportSolution"), ["password"]],
    [task("PowerPlatformImportSolution", { authenticationType: "PowerPlatformEnvironment" }), ["password"]],
    [task("PowerPlatformImportSolution", { authenticationType: "PowerPlatformSPN" }), []],
    [github("import-solution", { "user-name": "mina", "password-secret": "${{ secrets.P }}" }), ["password"]],
    [
      github("import-solution", { "app-id": "1", "client-secret": "${{ secrets.S }}", "tenant-id": "2" }),
      ["static-key"],
    ],
    [github("import-solution", { "app-id": "1", "tenant-id": "2" }), ["workload"]],
  ])("%#: %j", (act, kinds) => {
    expect([...new Set(act!.identities.map(({ kind }) => kind))]).toEqual(kinds);
  });
});
