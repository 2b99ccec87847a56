import { entries, type Table } from "../entry.ts";

// Tasks go by their names in small letters, without publisher and version.

const task = (page: string): string => `https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/${page}`;
const extension = (name: string): string => `https://marketplace.visualstudio.com/items?itemName=${name}`;

const commands: Table = [];

const once = { does: "deploy", change: "application", exposure: "at-once" } as const;
const infrastructure = { does: "deploy", change: "infrastructure", exposure: "at-once" } as const;
const data = { does: "deploy", change: "data", exposure: "at-once" } as const;
const publish = { does: "publish" } as const;
const nothing = { does: "nothing" } as const;
const build = { does: "build" } as const;
const app = (what: string, name: string) => ({
  target: [`${what} \`{${name}}!\``, "in slot `{slotname}`", "of resource group `{resourcegroupname}`"],
  signals: `slotname|${name}|resourcegroupname`,
});
const scan = { does: "check", kinds: ["security-scan"] } as const;
const elsewhere = (why: string) => ({ judged: { why, settle: "see whether its findings fail the run" } });

const deployments: Table = [
  ...entries(
    task("azure-web-app-v1"),
    { ...once, ...app("Azure web app", "appname|webappname"), ships: ["imagename|containers"] },
    "azurewebapp",
    "azurewebappcontainer",
    "azurermwebappdeployment",
  ),
  ...entries(
    task("azure-function-app-v2"),
    { ...once, ...app("Azure function app", "appname"), ships: ["imagename"] },
    "azurefunctionapp",
    "azurefunctionappcontainer",
    "azurefunctiononkubernetes",
  ),
  ...entries(
    task("azure-app-service-manage-v0"),
    {
      ...once,
      target: ["Azure web app `{webappname}!`", "of resource group `{resourcegroupname}`"],
      signals: "targetslot|webappname|resourcegroupname",
      variants: [
        { when: ["action=start swap with preview|cancel swap"], does: "nothing" },
        { when: ["action", "!action=swap slots|complete swap|swap slot"], does: "nothing" },
      ],
    },
    "azureappservicemanage",
  ),
  ...entries(
    task("azure-container-apps-v1"),
    {
      ...once,
      exposure: "controller",
      controller: "the container app's revisions",
      target: ["Azure container app `{containerappname}!`", "of resource group `{resourcegroup}`"],
      signals: "containerappname|resourcegroup|containerappenvironment",
      ships: ["imagetodeploy"],
    },
    "azurecontainerapps",
  ),
  ...entries(
    task("azure-spring-cloud-v0"),
    {
      ...once,
      target: ["Azure Spring app `{appname}!`"],
      signals: "appname|azurespringcloud",
      variants: [{ when: ["action=delete staging deployment"], does: "nothing" }],
    },
    "azurespringcloud",
  ),
  ...entries(
    task("azure-static-web-app-v0"),
    {
      ...once,
      target: ["Azure static web app of `{app_location}`"],
      signals: "deployment_environment",
      variants: [{ when: ["deployment_environment"], does: "preview" }],
    },
    "azurestaticwebapp",
  ),
  ...entries(
    task("service-fabric-deploy-v1"),
    {
      ...once,
      exposure: "controller",
      controller: "the Service Fabric cluster",
      signals: "serviceconnectionname|publishprofilepath",
    },
    "servicefabricdeploy",
    "servicefabriccomposedeploy",
  ),
  ...entries(
    task("azure-vmss-deployment-v1"),
    { ...infrastructure, target: ["Azure scale set `{vmssname}!`"], signals: "vmssname" },
    "azurevmssdeployment",
  ),
  ...entries(
    task("iis-web-app-deployment-on-machine-group-v0"),
    { ...once, target: ["IIS web site `{websitename}!`"], signals: "websitename" },
    "iiswebappdeploymentonmachinegroup",
    "iiswebappdeployment",
  ),
  ...entries(
    task("azure-file-copy-v6"),
    {
      ...once,
      target: ["Azure storage account `{storage|storageaccountrm}!`"],
      signals: "storage|storageaccountrm|environmentnamerm|resourcegroup",
    },
    "azurefilecopy",
  ),
  ...entries(
    task("azure-cloud-powershell-deployment-v2"),
    { ...once, target: ["Azure cloud service `{servicename}!`"], signals: "servicename|slotname" },
    "azurecloudpowershelldeployment",
  ),
  ...entries(
    task("windows-machine-file-copy-v2"),
    { ...once, signals: "machinenames|targetpath" },
    "windowsmachinefilecopy",
    "copyfilesoverssh",
    "ftpupload",
    "curluploader",
  ),
  ...entries(
    task("sql-azure-dacpac-deployment-v1"),
    {
      ...data,
      target: ["database `{databasename|targetdatabasename}!`", "on `{servername}`"],
      signals: "databasename|targetdatabasename|servername",
      variants: [
        {
          when: ["deploymentaction=script|deployreport|driftreport|extract|export"],
          does: "check",
          kinds: ["plan-review"],
        },
      ],
    },
    "sqlazuredacpacdeployment",
    "sqldacpacdeploymentonmachinegroup",
    "sqlserverdacpacdeployment",
    "azuremysqldeployment",
    "mysqldeploymentonmachinegroup",
  ),
  ...entries(
    task("kubernetes-manifest-v1"),
    {
      ...once,
      exposure: "controller",
      controller: "the Kubernetes workload",
      target: ["Kubernetes namespace `{namespace}`", "on `{kubernetescluster}`"],
      signals: "namespace|kubernetescluster|azureresourcegroup|kubernetesserviceconnection|kubernetesserviceendpoint",
      ships: ["containers"],
      share: "percentage",
      variants: [
        { when: ["action=bake|createsecret|delete|scale"], does: "nothing" },
        { when: ["action=reject"], does: "roll-back" },
        { when: ["strategy=canary", "action=deploy"], exposure: "staged" },
        { when: ["strategy=canary", "!action"], exposure: "staged" },
        { when: ["action=promote"], exposure: "at-once" },
      ],
    },
    "kubernetesmanifest",
  ),
  ...entries(
    task("bicep-deploy-v0"),
    {
      ...infrastructure,
      target: ["Azure resource group `{resourcegroupname}`", "of subscription `{subscriptionid}`"],
      signals: "resourcegroupname|subscriptionid|parametersfile",
      variants: [
        { when: ["operation=validate|whatif"], does: "check", kinds: ["plan-review"] },
        { when: ["operation=delete"], does: "nothing" },
      ],
    },
    "bicepdeploy",
  ),
  ...entries(
    task("azure-iot-edge-v2"),
    { ...once, signals: "iothubname", variants: [{ when: ["!action=deploy to iot edge devices"], does: "build" }] },
    "azureiotedge",
  ),
  ...entries(
    "https://docs.aws.amazon.com/vsts/latest/userguide/task-reference.html",
    { ...once, signals: "environmentname|applicationname|clustername|servicename|functionname|stackname|bucketname" },
    "beanstalkdeployapplication",
    "codedeploydeployapplication",
    "lambdadeployfunction",
    { key: "lambdanetcoredeploy" },
    { key: "s3upload", target: ["S3 bucket `{bucketname}!`"] },
    {
      key: "cloudformationcreateorupdatestack",
      change: "infrastructure",
      target: ["CloudFormation stack `{stackname}!`"],
    },
    {
      key: "cloudformationexecutechangeset",
      change: "infrastructure",
      target: ["CloudFormation stack `{stackname}!`"],
    },
  ),
  ...entries(
    extension("octopusdeploy.octopus-deploy-build-release-tasks"),
    {
      ...once,
      exposure: "controller",
      controller: "the Octopus lifecycle",
      signals: "environment|environments|deploytoenvironment",
    },
    "octopusdeployrelease",
    "octopusdeployreleasetotenants",
  ),
  ...entries(
    extension("octopusdeploy.octopus-deploy-build-release-tasks"),
    nothing,
    "octopuscreaterelease",
    "octopuspack",
    "octopuspush",
    "octopusmetadata",
  ),
];

const publications: Table = [
  ...entries(
    task("github-release-v1"),
    {
      ...publish,
      variants: [
        { when: ["action=delete"], does: "nothing" },
        { when: ["isdraft=true"], does: "nothing" },
      ],
    },
    "githubrelease",
  ),
  ...entries(
    task("universal-packages-v0"),
    { ...publish, variants: [{ when: ["!command=publish"], does: "nothing" }] },
    "universalpackages",
  ),
  ...entries(task("app-center-distribute-v3"), publish, "appcenterdistribute", "nugetpublisher", "pypipublisher"),
  ...entries(extension("ms-vsclient.app-store"), publish, "appstorerelease", "appstorepromote"),
  ...entries(
    extension("ms-vsclient.google-play"),
    publish,
    "googleplayrelease",
    "googleplayreleasebundle",
    "googleplaypromote",
  ),
  ...entries(
    extension("ms-devlabs.vsts-developer-tools-build-tasks"),
    publish,
    "publishazuredevopsextension",
    "publishvsextension",
    "publishextension",
  ),
  ...entries("https://docs.aws.amazon.com/vsts/latest/userguide/task-reference.html", publish, "ecrpushimage"),
];

const checks: Table = [
  ...entries(task("vstest-v3"), { does: "check", kinds: ["tests"] }, "vstest", {
    key: "xcode",
    kinds: [],
    does: "build",
    variants: [{ when: ["actions=test"], does: "check", kinds: ["tests"] }],
  }),
  ...entries(
    task("container-structure-test-v0"),
    { does: "check", kinds: ["tests"] },
    "containerstructuretest",
    "quickperftest",
    "cloudloadtest",
    "apachejmeterloadtest",
    "azureloadtest",
  ),
  ...entries(
    task("publish-test-results-v2"),
    { ...nothing, variants: [{ when: ["failtaskonfailedtests=true"], does: "check", kinds: ["tests"] }] },
    "publishtestresults",
  ),
  // A gate of a release that asks Azure Policy, alerts, or work items. All of them can stand in a job without an agent.
  ...entries(task("azure-monitor-v1"), { does: "verify" }, "azuremonitor", "queryazuremonitoralerts"),
  ...entries(task("query-work-items-v0"), { does: "check", kinds: ["compliance"] }, "queryworkitems"),
  ...entries(task("azurepolicy-v0"), { does: "check", kinds: ["compliance"] }, "azurepolicycheckgate"),
  ...entries(
    task("invoke-rest-api-v1"),
    {
      ...nothing,
      variants: [
        { when: ["successcriteria"], does: "verify" },
        { when: ["method=get|head"], does: "verify" },
        { when: ["waitforcompletion=true"], does: "verify" },
      ],
    },
    "invokerestapi",
    "azurefunction",
  ),
  ...entries(
    extension("ms-securitydevops.microsoft-security-devops-azdevops"),
    {
      ...scan,
      weak: [{ when: ["!break=true"], how: "reports without failing the run, because `break` is not `true`" }],
    },
    "microsoftsecuritydevops",
  ),
  ...entries(
    task("advanced-security-codeql-analyze-v1"),
    { ...scan, ...elsewhere("what it finds is judged in GitHub Advanced Security for Azure DevOps") },
    "advancedsecurity-codeql-analyze",
    "advancedsecurity-dependency-scanning",
  ),
  ...entries(
    task("advanced-security-codeql-init-v1"),
    nothing,
    "advancedsecurity-codeql-init",
    "advancedsecurity-codeql-autobuild",
    "advancedsecurity-publish",
  ),
  ...entries(
    "https://docs.sonarsource.com/sonarqube-server/latest/devops-platform-integration/azure-devops-integration/",
    { does: "check", kinds: ["static-analysis"], ...elsewhere("SonarQube judges what it finds by its quality gate") },
    "sonarqubeanalyze",
    "sonarcloudanalyze",
  ),
  ...entries(
    extension("SimondeLang.sonar-buildbreaker"),
    { does: "check", kinds: ["static-analysis"] },
    "sonarbuildbreaker",
    "sonar-buildbreaker",
  ),
  ...entries(
    "https://docs.sonarsource.com/sonarqube-server/latest/devops-platform-integration/azure-devops-integration/",
    nothing,
    "sonarqubeprepare",
    "sonarcloudprepare",
    "sonarqubepublish",
    "sonarcloudpublish",
  ),
  ...entries(
    "https://docs.snyk.io/scm-ide-and-ci-cd-integrations/snyk-ci-cd-integrations/azure-pipelines-integration",
    {
      ...scan,
      weak: [
        { when: ["failonissues=false"], how: "reports without failing the run, because `failOnIssues` is `false`" },
      ],
    },
    "snyksecurityscan",
  ),
  ...entries(
    extension("whitesource.whiteSource-bolt-v2"),
    { ...scan, ...elsewhere("Mend judges what it finds by its policies") },
    "whitesource",
    "mendbolt",
  ),
  ...entries(
    "https://docs.opensource.microsoft.com/tools/cg/",
    { ...scan, ...elsewhere("what it finds is judged in Component Governance") },
    "componentgovernancecomponentdetection",
  ),
  ...entries(
    extension("ms-codeanalysis.vss-microsoft-security-code-analysis-devops"),
    {
      ...scan,
      weak: [
        { when: ["!&piped"], unsure: "it fails the run only by a task that examines what it found (`PostAnalysis`)" },
      ],
    },
    "credscan",
    "binskim",
    "antimalware",
    "roslynanalyzers",
    "semmle",
    "codeql3000finalize",
    "tslint",
    "eslint",
  ),
  ...entries(extension("ms-codeanalysis.vss-microsoft-security-code-analysis-devops"), scan, "postanalysis"),
  ...entries(
    extension("ms-codeanalysis.vss-microsoft-security-code-analysis-devops"),
    nothing,
    "codeql3000init",
    "publishsecurityanalysislogs",
    "poliCheck".toLowerCase(),
    "apiscan",
  ),
  ...entries(
    extension("AquaSecurityOfficial.trivy-official"),
    { ...scan, weak: [{ when: ["exitcode=0"], how: "reports without failing the run, because `exitCode` is 0" }] },
    "trivy",
  ),
  ...entries(
    extension("dependency-check.dependencycheck"),
    {
      ...scan,
      weak: [{ when: ["!failoncvss"], how: "reports without failing the run, because `failOnCVSS` is not set" }],
    },
    "dependency-check-build-task",
  ),
  ...entries(
    extension("checkmarx.checkmarx-ast-azure-plugin"),
    { ...scan, ...elsewhere("the scanner's own server judges what it finds") },
    "checkmarxast",
    "checkmarx",
    "veracode",
    "fortifyscancentralsast",
    "fortifyondemandstaticscan",
    "blackducksecurityscan",
    "prismacloudscan",
    "aquascanner",
    "gitleaks",
  ),
];

const approvals: Table = [
  ...entries(
    task("manual-validation-v1"),
    {
      does: "approve",
      approvers: "approvers",
      approvals: { from: "approvals", otherwise: 1 },
      weak: [{ when: ["ontimeout=resume"], how: "goes on when nobody answers (`onTimeout: resume`)" }],
    },
    "manualvalidation",
    "manualintervention",
  ),
  ...entries(task("delay-v1"), { does: "wait", time: { from: "delayforminutes", unit: "m" } }, "delay"),
];

const others: Table = [
  ...entries(
    task("vsbuild-v1"),
    build,
    "vsbuild",
    "msbuild",
    "xamarinandroid",
    "xamarinios",
    "cmake",
    "ant",
    "packerbuild",
    "containerbuild",
    "grunt",
    "gulp",
    "nugetpackager",
    "archivefiles",
    "androidsigning",
    "cocoapods",
  ),
  ...entries(
    task("azure-key-vault-v2"),
    nothing,
    "azurekeyvault",
    "copyfiles",
    "deletefiles",
    "extractfiles",
    "filetransform",
    "publishbuildartifacts",
    "publishpipelineartifact",
    "downloadbuildartifacts",
    "downloadpipelineartifact",
    "downloadpackage",
    "downloadsecurefile",
    "publishcodecoverageresults",
    "publishpipelinemetadata",
    "publishsymbols",
    "cache",
    "nugettoolinstaller",
    "nugetauthenticate",
    "npmauthenticate",
    "nodetool",
    "usenode",
    "usedotnet",
    "usepythonversion",
    "gotool",
    "javatoolinstaller",
    "helminstaller",
    "kubectlinstaller",
    "kubelogininstaller",
    "funcinstaller",
    "functoolsinstaller",
    "dotnetcoreinstaller",
    "installapplecertificate",
    "installappleprovisioningprofile",
    "installsshkey",
    "decryptfile",
    "azureappconfigurationexport",
    "azureappservicesettings",
    "twineauthenticate",
    "pipauthenticate",
    "mavenauthenticate",
    "githubcomment",
    "publishtoazureservicebus",
    "terraforminstaller",
    "replacetokens",
    "reportgenerator",
    "manifestgeneratortask",
  ),
  ...entries(
    task("azure-app-configuration-import-v10"),
    {
      does: "deploy",
      change: "configuration",
      exposure: "at-once",
      signals: "appconfigurationendpoint|label",
      target: ["Azure App Configuration `{appconfigurationendpoint}!`"],
    },
    "azureappconfigurationimport",
  ),
  ...entries(task("notation-v0"), { does: "build" }, "notation", "esrpcodesigning"),
];

const actions: Table = [...deployments, ...publications, ...checks, ...approvals, ...others];

export const azureTasks = { commands, actions };
