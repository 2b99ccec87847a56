import { type Entry, entries, type Table } from "../entry.ts";
import { check, nothing, replaced, rows, site, solution } from "./power-platform.ts";

// https://github.com/microsoft/powerplatform-actions has the inputs of each action, with their defaults.

const action = (anchor: string): string =>
  `https://learn.microsoft.com/power-platform/alm/devops-github-available-actions#${anchor}`;
const name = (task: string): string => `microsoft/powerplatform-actions/${task}`;
const where = "in environment `{environment-url|environment}`";

/** Who signs in: with an application and no secret, the run's own token is exchanged. */
const signs: Partial<Entry> = {
  variants: [
    { when: ["password-secret"], identity: "password" },
    { when: ["client-secret"], identity: "static-key" },
    { when: ["app-id"], identity: "workload" },
  ],
};
const there: Partial<Entry> = { ...signs, signals: "environment-url|environment" };
/** An environment that the run has made for itself is nobody's. */
const own = { when: ["environment-url|environment|environment-id|target-url*=outputs."], does: "nothing" } as const;

const deployments: Table = [
  ...entries(
    action("import-a-solution"),
    {
      ...solution,
      ...signs,
      shipsFile: "solution-file",
      settings: { from: "deployment-settings-file", when: "use-deployment-settings-file=true" },
      target: ["solution `{solution-file}`", where],
      signals: "environment-url|deployment-settings-file",
      removes: { when: "stage-and-upgrade=true", what: replaced },
    },
    name("import-solution"),
  ),
  ...entries(
    action("upgrade-a-solution"),
    { ...solution, ...there, target: ["solution `{solution-name}`", where], removes: { what: replaced } },
    name("upgrade-solution"),
  ),
  ...entries(
    action("deploy-a-package"),
    { ...solution, ...there, target: ["package `{package}`", where] },
    name("deploy-package"),
  ),
  ...entries(
    action("install-a-catalog-item"),
    { ...solution, ...signs, target: ["catalog item `{catalog-item-id}`"], signals: "target-url|target-environment" },
    name("install-catalog"),
  ),
  ...entries(
    action("install-an-application"),
    { ...solution, ...there, target: ["applications of `{application-list}`", where] },
    name("install-application"),
  ),
  ...entries(
    action("upload-a-portal"),
    { ...site, ...there, target: ["Power Pages site of `{upload-path}`", where] },
    name("upload-paportal"),
  ),
  ...entries(action("import-data"), { ...rows, ...there, target: ["data `{data-file}`", where] }, name("import-data")),
  ...entries(action("submit-a-catalog-item"), { does: "publish", ...signs }, name("submit-catalog")),
];

const others: Table = [
  ...entries(
    action("check-a-solution"),
    {
      ...check,
      weak: [
        {
          when: ["fail-on-analysis-error=false"],
          how: "goes on where the analysis fails (`fail-on-analysis-error: false`)",
        },
        {
          when: ["rule-level-override"],
          unsure: "its `rule-level-override` may lower what is serious to what it lets pass",
          settle: "see that the overrides lower no critical or high rule",
        },
      ],
    },
    name("check-solution"),
  ),
  ...entries(
    action("back-up-an-environment"),
    { does: "back-up", label: "backup-label", signals: "environment-url|environment", variablesTell: true },
    name("backup-environment"),
  ),
  ...entries(action("restore-an-environment"), { does: "roll-back" }, name("restore-environment")),
  ...entries(
    action("delete-an-environment"),
    { does: "remove", target: ["environment `{environment-url|environment|environment-id}!`"], variants: [own] },
    name("delete-environment"),
    name("reset-environment"),
  ),
  ...entries(
    action("copy-an-environment"),
    { does: "remove", target: ["what environment `{target-url|target-env}!` holds"], variants: [own] },
    name("copy-environment"),
  ),
  ...entries(
    action("delete-a-solution"),
    { does: "remove", target: ["solution `{solution-name}!`", where], variants: [own] },
    name("delete-solution"),
  ),
  ...entries(
    action("pack-a-solution"),
    {
      does: "build",
      packs: { file: "solution-file", sealed: ["solution-type=managed"], both: ["solution-type=both"] },
    },
    name("pack-solution"),
  ),
  ...entries(
    action("export-a-solution"),
    {
      does: "build",
      signals: "environment-url",
      variablesTell: true,
      packs: { file: "solution-output-file", sealed: ["managed=true"] },
    },
    name("export-solution"),
  ),
  ...entries(action("who-am-i"), { does: "sign-in", ...signs }, name("who-am-i")),
  ...entries(
    action("available-github-actions"),
    nothing,
    name("actions-install"),
    name("add-solution-component"),
    name("assign-group"),
    name("assign-user"),
    name("branch-solution"),
    name("catalog-status"),
    name("clone-solution"),
    name("create-environment"),
    name("download-paportal"),
    name("export-data"),
    name("publish-solution"),
    { key: name("set-online-solution-version"), stamps: "version" },
    name("unpack-solution"),
    { key: name("update-solution-version"), stamps: "build-version|revision-version|patch-version|strategy" },
  ),
];

export const powerPlatformActions = { commands: [], actions: [...deployments, ...others] };
