import { entries, type Table } from "../entry.ts";

const pac = (page: string): string => `https://learn.microsoft.com/power-platform/developer/cli/reference/${page}`;
const action = (anchor: string): string =>
  `https://learn.microsoft.com/power-platform/alm/devops-github-available-actions#${anchor}`;
const solution = { does: "deploy", change: "solution", exposure: "at-once" } as const;

const commands: Table = [
  ...entries(
    pac("solution#pac-solution-import"),
    {
      ...solution,
      target: ["solution `{-p|--path}`", "in environment `{-env|--environment}`"],
      signals: "-env|--environment|--settings-file",
      variants: [{ when: ["--import-as-holding|-h"], ...solution }],
    },
    "pac solution import",
  ),
  ...entries(
    pac("solution#pac-solution-upgrade"),
    {
      ...solution,
      target: ["solution `{-sn|--solution-name}`", "in environment `{-env|--environment}`"],
      signals: "-env|--environment",
    },
    "pac solution upgrade",
  ),
  ...entries(
    pac("package#pac-package-deploy"),
    {
      ...solution,
      target: ["package `{-p|--package}`", "in environment `{-env|--environment}`"],
      signals: "-env|--environment",
    },
    "pac package deploy",
  ),
  ...entries(
    pac("pipeline#pac-pipeline-deploy"),
    {
      ...solution,
      exposure: "controller",
      controller: "the Power Platform pipeline",
      target: ["Power Platform pipeline stage `{-stid|--stageId}!`"],
    },
    "pac pipeline deploy",
  ),
  ...entries(
    pac("pages#pac-pages-upload"),
    {
      ...solution,
      change: "application",
      target: ["Power Pages site of `{-p|--path}!`"],
      signals: "--deploymentProfile|-dp",
    },
    "pac pages upload",
    "pac powerpages upload",
    "pac paportal upload",
  ),
  ...entries(
    pac("solution#pac-solution-check"),
    { does: "check", kinds: ["static-analysis", "security-scan"] },
    "pac solution check",
  ),
  ...entries(
    pac("solution#pac-solution-publish"),
    { does: "nothing" },
    "pac solution publish",
    "pac solution export",
    "pac solution unpack",
    "pac solution online-version",
    "pac solution list",
    "pac org who",
    "pac auth list",
    "pac solution version",
    "pac solution sync",
    "pac solution clone",
  ),
  ...entries(pac("solution#pac-solution-pack"), { does: "build" }, "pac solution pack"),
  ...entries(pac("admin#pac-admin-restore"), { does: "roll-back" }, "pac admin restore"),
  ...entries(pac("admin#pac-admin-backup"), { does: "nothing" }, "pac admin backup", "pac admin list"),
  ...entries(
    pac("auth#pac-auth-create"),
    {
      does: "sign-in",
      identity: "person",
      variants: [
        { when: ["-ghf|--githubFederated|-adof|--azureDevOpsFederated|-mi|--managedIdentity"], identity: "workload" },
        { when: ["-cs|--clientSecret|-cdp|--certificateDiskPath"], identity: "static-key" },
        { when: ["-p|--password"], identity: "password" },
      ],
    },
    "pac auth create",
  ),
];

const where = "in environment `{environment-url}`";
const signs = [
  { when: ["password-secret"], identity: "password" },
  { when: ["client-secret"], identity: "static-key" },
  { when: ["app-id"], identity: "workload" },
] as const;
const name = (task: string): string => `microsoft/powerplatform-actions/${task}`;

const actions: Table = [
  ...entries(
    action("import-a-solution"),
    {
      ...solution,
      target: ["solution `{solution-file}`", where],
      signals: "environment-url|deployment-settings-file",
      variants: signs,
    },
    name("import-solution"),
  ),
  ...entries(
    action("upgrade-a-solution"),
    { ...solution, target: ["solution `{solution-name}`", where], signals: "environment-url", variants: signs },
    name("upgrade-solution"),
  ),
  ...entries(
    action("deploy-a-package"),
    { ...solution, target: ["package `{package}`", where], signals: "environment-url", variants: signs },
    name("deploy-package"),
  ),
  ...entries(
    action("upload-a-portal"),
    {
      ...solution,
      change: "application",
      target: ["Power Pages site of `{upload-path}`", where],
      signals: "environment-url",
      variants: signs,
    },
    name("upload-paportal"),
  ),
  ...entries(
    action("check-a-solution"),
    { does: "check", kinds: ["static-analysis", "security-scan"] },
    name("check-solution"),
  ),
  ...entries(action("pack-a-solution"), { does: "build" }, name("pack-solution")),
  ...entries(action("who-am-i"), { does: "sign-in", variants: signs }, name("who-am-i")),
  ...entries(
    action("export-a-solution"),
    { does: "nothing" },
    name("export-solution"),
    name("unpack-solution"),
    name("publish-solution"),
    name("branch-solution"),
    name("actions-install"),
    name("clone-solution"),
    name("backup-environment"),
    name("delete-solution"),
    name("update-solution-version"),
  ),
  ...entries(action("restore-an-environment"), { does: "roll-back" }, name("restore-environment")),
];

export const powerPlatform = { commands, actions };
