import { type Entry, entries, type Table } from "../entry.ts";

/** What the commands, the tasks and the actions have in common. */
export const solution = { does: "deploy", change: "solution", exposure: "at-once", variablesTell: true } as const;
export const site = { ...solution, change: "application" } as const;
export const settings = { ...solution, change: "configuration" } as const;
export const rows = { ...solution, change: "data" } as const;
export const check = { does: "check", kinds: ["static-analysis", "security-scan"] } as const;
export const nothing = { does: "nothing" } as const;
/** An upgrade deletes what the new version no longer has: https://learn.microsoft.com/power-platform/alm/update-solutions-alm */
export const replaced = "the components and data that the new version no longer has";

const pac = (page: string): string => `https://learn.microsoft.com/power-platform/developer/cli/reference/${page}`;
const environment = "-env|--environment";
const where = `in environment \`{${environment}}\``;
const upgrade: Partial<Entry> = { signals: environment, removes: { what: replaced } };

const commands: Table = [
  ...entries(
    pac("solution#pac-solution-import"),
    {
      ...solution,
      shipsFile: "-p|--path",
      settings: { from: "--settings-file" },
      target: ["solution `{-p|--path}`", where],
      signals: `${environment}|--settings-file`,
      removes: { when: "-up|--stage-and-upgrade", what: replaced },
    },
    "pac solution import",
  ),
  ...entries(
    pac("solution#pac-solution-upgrade"),
    { ...solution, ...upgrade, target: ["solution `{-sn|--solution-name}`", where] },
    "pac solution upgrade",
  ),
  ...entries(
    pac("package#pac-package-deploy"),
    { ...solution, target: ["package `{-p|--package}`", where], signals: environment },
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
    pac("catalog#pac-catalog-install"),
    { ...solution, target: ["catalog item `{-cid|--catalog-item-id}`"], signals: "-te|--target-env" },
    "pac catalog install",
  ),
  ...entries(
    pac("application#pac-application-install"),
    { ...solution, target: ["application `{-an|--application-name}`", where], signals: environment },
    "pac application install",
  ),
  ...entries(pac("catalog#pac-catalog-submit"), { does: "publish" }, "pac catalog submit"),
  ...entries(
    pac("pages#pac-pages-upload"),
    { ...site, target: ["Power Pages site of `{-p|--path}!`"], signals: "--deploymentProfile|-dp" },
    "pac pages upload",
    "pac powerpages upload",
    "pac paportal upload",
  ),
  ...entries(
    pac("pages#pac-pages-upload-code-site"),
    { ...site, target: ["Power Pages site of `{-rp|--rootPath}!`"], signals: environment },
    "pac pages upload-code-site",
    "pac powerpages upload-code-site",
  ),
  ...entries(
    pac("code#pac-code-push"),
    { ...site, target: ["code app", where], signals: environment },
    "pac code push",
  ),
  ...entries(
    pac("data#pac-data-import"),
    { ...rows, target: ["data `{-d|--data|--dataDirectory}`", where], signals: environment },
    "pac data import",
  ),
  ...entries(
    pac("org#pac-org-update-settings"),
    { ...settings, target: ["setting `{-n|--name}`", where], signals: environment },
    "pac org update-settings",
    "pac env update-settings",
  ),
  ...entries(
    pac("solution#pac-solution-check"),
    {
      ...check,
      judged: {
        why: "`pac solution check` reports what it finds, and takes no threshold to fail by",
        settle: "see whether its findings fail the run",
      },
    },
    "pac solution check",
  ),
  ...entries(
    pac("solution#pac-solution-pack"),
    {
      does: "build",
      packs: { file: "-z|--zipfile", sealed: ["-pt|--packagetype=managed"], both: ["-pt|--packagetype=both"] },
    },
    "pac solution pack",
  ),
  ...entries(
    pac("solution#pac-solution-export"),
    {
      does: "build",
      signals: environment,
      variablesTell: true,
      packs: { file: "-p|--path", sealed: ["-m|--managed", "!-m|--managed=false"] },
    },
    "pac solution export",
  ),
  ...entries(
    pac("solution"),
    nothing,
    "pac solution publish",
    "pac solution unpack",
    "pac solution list",
    "pac solution sync",
    "pac solution clone",
    "pac solution init",
    "pac solution create-settings",
    "pac solution add-reference",
    "pac solution add-solution-component",
  ),
  ...entries(
    pac("solution#pac-solution-version"),
    nothing,
    { key: "pac solution version", stamps: "-bv|--buildversion|-rv|--revisionversion|-s|--strategy" },
    { key: "pac solution online-version", stamps: "-sv|--solution-version" },
  ),
  ...entries(pac("admin"), nothing, "pac admin list", "pac admin create", "pac admin status", "pac admin list-backups"),
  ...entries(pac("org"), nothing, "pac org who", "pac org select", "pac env who", "pac env select", "pac auth list"),
  ...entries(pac("admin#pac-admin-restore"), { does: "roll-back" }, "pac admin restore"),
  ...entries(
    pac("admin#pac-admin-backup"),
    { does: "back-up", label: "-l|--label", signals: environment, variablesTell: true },
    "pac admin backup",
  ),
  ...entries(
    pac("admin#pac-admin-delete"),
    { does: "remove", target: [`environment \`{${environment}}!\``] },
    "pac admin delete",
    "pac admin reset",
  ),
  ...entries(
    pac("admin#pac-admin-copy"),
    { does: "remove", target: ["what environment `{-te|--target-env}!` holds"] },
    "pac admin copy",
  ),
  ...entries(
    pac("solution#pac-solution-delete"),
    { does: "remove", target: ["solution `{-sn|--solution-name}!`", where] },
    "pac solution delete",
  ),
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

export const powerPlatform = { commands, actions: [] };
