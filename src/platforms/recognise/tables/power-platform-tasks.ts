import { type Entry, entries, type Table } from "../entry.ts";
import { check, nothing, replaced, rows, settings, site, solution } from "./power-platform.ts";

// Tasks go by their names in small letters, without publisher and version. Their inputs and defaults:
// https://github.com/microsoft/powerplatform-build-tools

const source = "https://learn.microsoft.com/power-platform/alm/devops-build-tool-tasks";
const where = "in environment `{environment}`";

/** Most tasks sign in with a user's name and password unless a service principal is chosen. */
const signs: Partial<Entry> = {
  variants: [{ when: ["!authenticationtype=powerplatformspn"], identity: "password" }],
};
const there: Partial<Entry> = { ...signs, signals: "environment" };
/** An environment that the run has made for itself is nobody's: `$(BuildTools.EnvironmentUrl)` names the one that is new. */
const own = { when: ["environment*=buildtools.environmenturl"], does: "nothing" } as const;

const deployments: Table = [
  ...entries(
    source,
    {
      ...solution,
      ...signs,
      shipsFile: "solutioninputfile",
      settings: { from: "deploymentsettingsfile", when: "usedeploymentsettingsfile=true" },
      target: ["solution `{solutioninputfile}`", where],
      signals: "environment|deploymentsettingsfile",
      removes: { when: "stageandupgrade=true", what: replaced },
    },
    "powerplatformimportsolution",
  ),
  ...entries(
    source,
    { ...solution, ...there, target: ["solution `{solutionname}`", where], removes: { what: replaced } },
    "powerplatformapplysolutionupgrade",
  ),
  ...entries(
    source,
    { ...solution, ...there, target: ["package `{packagefile}`", where] },
    "powerplatformdeploypackage",
  ),
  ...entries(
    source,
    {
      ...solution,
      ...signs,
      target: ["catalog item `{catalogitemid}`"],
      signals: "targetenvironmenturl|targetenvironment",
    },
    "powerplatforminstallcatalog",
  ),
  ...entries(
    source,
    { ...solution, ...there, target: ["applications of `{applicationlist}`", where] },
    "powerplatforminstallapplication",
  ),
  ...entries(
    source,
    { ...site, ...there, target: ["Power Pages site of `{uploadpath|rootpath}`", where] },
    "powerplatformuploadpaportal",
    "powerplatformuploadcodesite",
  ),
  ...entries(source, { ...rows, ...there, target: ["data `{datafile}`", where] }, "powerplatformimportdata"),
  ...entries(
    source,
    { ...settings, ...there, target: ["settings", where] },
    "powerplatformupdateorgsettings",
    "powerplatformsetgovernanceconfig",
  ),
  ...entries(source, { does: "publish", ...signs }, "powerplatformsubmitcatalog"),
];

const others: Table = [
  ...entries(
    source,
    {
      ...check,
      weak: [
        {
          when: ["failonpowerappscheckeranalysiserror=false"],
          how: "goes on where the analysis fails (`FailOnPowerAppsCheckerAnalysisError: false`)",
        },
        {
          when: ["errorlevel=criticalissuecount"],
          how: "lets findings below critical pass (`ErrorLevel: CriticalIssueCount`)",
        },
        { when: ["errorthreshold!=0"], how: "lets as many findings pass as its `ErrorThreshold` says" },
        {
          when: ["rulestooverride"],
          unsure: "its `RulesToOverride` may lower what is serious to what it lets pass",
          settle: "see that the overrides lower no critical or high rule",
        },
      ],
    },
    "powerplatformchecker",
  ),
  ...entries(
    source,
    {
      does: "back-up",
      signals: "environment",
      variablesTell: true,
      label: "backuplabel",
      otherLabel: "Full Backup - $(Build.BuildNumber)",
    },
    "powerplatformbackupenvironment",
  ),
  ...entries(source, { does: "roll-back" }, "powerplatformrestoreenvironment"),
  ...entries(
    source,
    { does: "remove", target: ["environment `{environment}!`"], variants: [own] },
    "powerplatformdeleteenvironment",
    "powerplatformresetenvironment",
  ),
  ...entries(
    source,
    {
      does: "remove",
      target: ["what environment `{targetenvironmenturl}!` holds"],
      variants: [{ when: ["targetenvironmenturl*=buildtools.environmenturl"], does: "nothing" }],
    },
    "powerplatformcopyenvironment",
  ),
  ...entries(
    source,
    { does: "remove", target: ["solution `{solutionname}!`", where], variants: [own] },
    "powerplatformdeletesolution",
  ),
  ...entries(
    source,
    { does: "build" },
    {
      key: "powerplatformpacksolution",
      packs: { file: "solutionoutputfile", sealed: ["solutiontype=managed"], both: ["solutiontype=both"] },
    },
    {
      key: "powerplatformexportsolution",
      signals: "environment",
      variablesTell: true,
      packs: { file: "solutionoutputfile", sealed: ["managed=true"] },
    },
  ),
  ...entries(
    source,
    nothing,
    "powerplatformaddsolutioncomponent",
    "powerplatformassigngroup",
    "powerplatformassignuser",
    // The task's name has lost a letter.
    "powerplatforcatalogstatus",
    "powerplatformcatalogstatus",
    "powerplatformcreateenvironment",
    "powerplatformdownloadcodesite",
    "powerplatformdownloadpaportal",
    "powerplatformexportdata",
    "powerplatformpublishcustomizations",
    "powerplatformsetconnectionvariables",
    { key: "powerplatformsetsolutionversion", stamps: "solutionversionnumber" },
    "powerplatformtoolinstaller",
    "powerplatformunpacksolution",
    "powerplatformwhoami",
  ),
];

export const powerPlatformTasks = { commands: [], actions: [...deployments, ...others] };
