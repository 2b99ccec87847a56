import { entries, type Table } from "../entry.ts";

const cli = (page: string): string => `https://learn.microsoft.com/cli/azure/${page}`;
const once = { does: "deploy", change: "application", exposure: "at-once" } as const;
const named = (what: string) => ({
  target: [`${what} \`{-n|--name}!\``, "in slot `{-s|--slot}`", "of resource group `{-g|--resource-group}`"],
  signals: "-s|--slot|-n|--name|-g|--resource-group",
});
const infrastructure = {
  does: "deploy",
  change: "infrastructure",
  exposure: "at-once",
  signals: "-g|--resource-group|-n|--name",
} as const;

const commands: Table = [
  ...entries(
    "https://learn.microsoft.com/cli/azure/sql/db#az-sql-db-export",
    { does: "back-up", label: "--storage-uri" },
    "az sql db export",
    "az sql db copy",
  ),
  ...entries(
    "https://learn.microsoft.com/cli/azure/snapshot#az-snapshot-create",
    { does: "back-up", label: "--name|-n" },
    "az snapshot create",
  ),
  ...entries(
    "https://learn.microsoft.com/cli/azure/group#az-group-delete",
    { does: "remove", target: ["Azure `{--name|-n}!`"] },
    "az group delete",
    "az sql db delete",
    "az sql server delete",
  ),
  ...entries(
    cli("webapp#az-webapp-deploy"),
    { ...once, ...named("Azure web app") },
    "az webapp deploy",
    "az webapp up",
    "az webapp deployment source config-zip",
  ),
  ...entries(
    cli("webapp/config/container#az-webapp-config-container-set"),
    { ...once, ...named("Azure web app"), ships: ["-i|-c|--docker-custom-image-name|--container-image-name"] },
    "az webapp config container set",
  ),
  ...entries(
    cli("webapp/deployment/slot#az-webapp-deployment-slot-swap"),
    {
      ...once,
      target: ["Azure web app `{-n|--name}!`", "of resource group `{-g|--resource-group}`"],
      signals: "--target-slot",
      variants: [
        { when: ["!--target-slot"], tier: "production" },
        { when: ["--target-slot=production"], tier: "production" },
      ],
    },
    "az webapp deployment slot swap",
    "az functionapp deployment slot swap",
  ),
  ...entries(
    cli("webapp/traffic-routing#az-webapp-traffic-routing-set"),
    { ...once, exposure: "staged", share: "-d|--distribution", ...named("Azure web app") },
    "az webapp traffic-routing set",
  ),
  ...entries(
    cli("functionapp/deployment/source#az-functionapp-deployment-source-config-zip"),
    { ...once, ...named("Azure function app") },
    "az functionapp deployment source config-zip",
    "az functionapp deploy",
  ),
  ...entries(
    "https://learn.microsoft.com/azure/azure-functions/functions-core-tools-reference",
    { ...once, target: ["Azure function app `{1}!`", "in slot `{--slot}`"], signals: "--slot|{1}" },
    "func azure functionapp publish",
  ),
  ...entries(
    cli("containerapp#az-containerapp-update"),
    {
      ...once,
      exposure: "controller",
      controller: "the container app's revisions",
      ...named("Azure container app"),
      ships: ["-i|--image"],
    },
    "az containerapp update",
    "az containerapp up",
    "az containerapp create",
    "az containerapp job update",
  ),
  ...entries(
    cli("containerapp/ingress/traffic#az-containerapp-ingress-traffic-set"),
    { ...once, exposure: "staged", share: "--revision-weight|--label-weight", ...named("Azure container app") },
    "az containerapp ingress traffic set",
  ),
  ...entries(
    cli("container#az-container-create"),
    { ...once, ...named("Azure container group"), ships: ["--image"] },
    "az container create",
  ),
  ...entries(
    cli("ml/online-deployment#az-ml-online-deployment-create"),
    {
      ...once,
      target: ["Azure machine learning deployment `{-n|--name}!`", "in workspace `{-w|--workspace-name}`"],
      signals: "-n|--name|-w|--workspace-name|-g|--resource-group",
    },
    "az ml model deploy",
    "az ml online-deployment create",
    "az ml online-deployment update",
    "az ml batch-deployment create",
  ),
  ...entries(
    cli("ml/online-endpoint#az-ml-online-endpoint-update"),
    {
      ...once,
      exposure: "staged",
      share: "--traffic",
      target: ["Azure machine learning endpoint `{-n|--name}!`"],
      signals: "-n|--name",
    },
    "az ml online-endpoint update",
  ),
  ...entries(cli("spring/app#az-spring-app-deploy"), { ...once, ...named("Azure Spring app") }, "az spring app deploy"),
  ...entries(
    cli("deployment/group#az-deployment-group-create"),
    {
      ...infrastructure,
      target: ["Azure resource group `{-g|--resource-group}!`"],
      removes: { when: "--mode=complete", what: "what its template does not name" },
    },
    "az deployment group create",
    "az stack group create",
  ),
  ...entries(
    cli("deployment/sub#az-deployment-sub-create"),
    { ...infrastructure, target: ["Azure subscription `{--subscription}!`"] },
    "az deployment sub create",
    "az deployment mg create",
    "az deployment tenant create",
    "az stack sub create",
    "az deployment create",
  ),
  ...entries(
    cli("deployment/group#az-deployment-group-what-if"),
    { does: "check", kinds: ["plan-review"] },
    "az deployment group what-if",
    "az deployment sub what-if",
    "az deployment group validate",
    "az deployment sub validate",
  ),
  ...entries(
    cli("bicep#az-bicep-build"),
    { does: "check", kinds: ["static-analysis"] },
    "az bicep build",
    "az bicep lint",
    "bicep build",
    "bicep lint",
  ),
  ...entries(
    cli("keyvault/secret#az-keyvault-secret-show"),
    { does: "nothing" },
    "az keyvault show",
    "az keyvault list",
    "az keyvault secret show",
    "az keyvault secret list",
    "az keyvault secret download",
  ),
  ...entries(
    cli("storage/blob#az-storage-blob-upload-batch"),
    {
      does: "nothing",
      target: ["static site of `{--account-name}!`"],
      variants: [
        { when: ["-d|--destination=$web"], ...once },
        { when: ["-d|--destination=\\$web"], ...once },
      ],
    },
    "az storage blob upload-batch",
    "az storage blob sync",
  ),
  ...entries(
    "https://azure.github.io/static-web-apps-cli/docs/cli/swa-deploy/",
    {
      does: "preview",
      target: ["Azure static web app `{-n|--app-name}`"],
      variants: [
        { when: ["--env=production"], ...once, tier: "production" },
        { when: ["--env"], ...once },
      ],
      signals: "--env",
    },
    "swa deploy",
  ),
  ...entries(
    cli("acr#az-acr-build"),
    {
      does: "publish",
      ships: ["-t|--image"],
      makes: ["-t|--image"],
      target: ["image `{-t|--image}!`", "in registry `{-r|--registry}`"],
    },
    "az acr build",
    "az acr import",
  ),
  ...entries(
    cli("reference-index#az-login"),
    {
      does: "sign-in",
      identity: "person",
      variants: [
        { when: ["--identity|-i"], identity: "workload" },
        { when: ["--service-principal", "--federated-token"], identity: "workload" },
        { when: ["--service-principal"], identity: "static-key" },
        { when: ["-u|--username"], identity: "password" },
      ],
    },
    "az login",
  ),
  ...entries(
    cli("acr#az-acr-login"),
    { does: "nothing" },
    "az acr login",
    "az account set",
    "az account show",
    "az aks get-credentials",
    "az group create",
    "az webapp restart",
    "az webapp stop",
    "az webapp start",
    "az afd endpoint purge",
  ),
  ...entries(
    "https://learn.microsoft.com/azure/developer/azure-developer-cli/reference#azd-deploy",
    { ...once, target: ["azd environment `{-e|--environment}!`"], signals: "-e|--environment" },
    "azd deploy",
    "azd up",
  ),
  ...entries(
    "https://learn.microsoft.com/azure/developer/azure-developer-cli/reference#azd-provision",
    {
      ...infrastructure,
      target: ["azd environment `{-e|--environment}!`"],
      signals: "-e|--environment",
      variants: [{ when: ["--preview"], does: "nothing" }],
    },
    "azd provision",
  ),
  ...entries(
    "https://learn.microsoft.com/azure/developer/azure-developer-cli/reference#azd-auth-login",
    {
      does: "sign-in",
      identity: "person",
      variants: [
        { when: ["--federated-credential-provider"], identity: "workload" },
        { when: ["--client-secret"], identity: "static-key" },
        { when: ["--managed-identity"], identity: "workload" },
      ],
    },
    "azd auth login",
  ),
];

const login = {
  does: "sign-in",
  variants: [
    { when: ["creds"], identity: "static-key" },
    { when: ["client-id"], identity: "workload" },
    { when: ["auth-type=identity"], identity: "workload" },
  ],
} as const;

const actions: Table = [
  ...entries("https://github.com/Azure/login#readme", login, "azure/login"),
  ...entries(
    "https://github.com/Azure/webapps-deploy#readme",
    {
      ...once,
      target: ["Azure web app `{app-name}!`", "in slot `{slot-name}`"],
      signals: "slot-name|app-name",
      ships: ["images"],
    },
    "azure/webapps-deploy",
  ),
  ...entries(
    "https://github.com/Azure/webapps-container-deploy#readme",
    {
      ...once,
      target: ["Azure web app `{app-name}!`", "in slot `{slot-name}`"],
      signals: "slot-name|app-name",
      ships: ["images"],
    },
    "azure/webapps-container-deploy",
  ),
  ...entries(
    "https://github.com/Azure/functions-action#readme",
    { ...once, target: ["Azure function app `{app-name}!`", "in slot `{slot-name}`"], signals: "slot-name|app-name" },
    "azure/functions-action",
    "azure/functions-container-action",
  ),
  ...entries(
    "https://github.com/Azure/static-web-apps-deploy#readme",
    {
      ...once,
      signals: "deployment_environment",
      variants: [
        { when: ["action=close"], does: "nothing" },
        { when: ["deployment_environment"], ...once },
      ],
    },
    "azure/static-web-apps-deploy",
  ),
  ...entries(
    "https://github.com/Azure/container-apps-deploy-action#readme",
    {
      ...once,
      exposure: "controller",
      controller: "the container app's revisions",
      target: ["Azure container app `{containerappname}!`", "of resource group `{resourcegroup}`"],
      signals: "containerappname|resourcegroup",
      ships: ["imagetodeploy"],
    },
    "azure/container-apps-deploy-action",
  ),
  ...entries(
    "https://github.com/Azure/aci-deploy#readme",
    { ...once, target: ["Azure container group `{name}!`"], signals: "name", ships: ["image"] },
    "azure/aci-deploy",
  ),
  ...entries(
    "https://github.com/Azure/spring-apps-deploy#readme",
    {
      ...once,
      target: ["Azure Spring app `{app-name}!`"],
      signals: "service-name",
      variants: [{ when: ["action!=deploy|set-production"], does: "nothing" }],
    },
    "azure/spring-apps-deploy",
  ),
  ...entries(
    "https://github.com/Azure/arm-deploy#readme",
    {
      ...infrastructure,
      target: ["Azure resource group `{resourcegroupname}!`"],
      signals: "resourcegroupname",
      variants: [{ when: ["deploymentmode=validate"], does: "check", kinds: ["plan-review"] }],
    },
    "azure/arm-deploy",
  ),
  ...entries(
    "https://github.com/Azure/bicep-deploy#readme",
    {
      ...infrastructure,
      target: ["Azure resource group `{resource-group-name}!`"],
      signals: "resource-group-name",
      variants: [
        { when: ["operation=whatif|validate"], does: "check", kinds: ["plan-review"] },
        { when: ["operation=delete"], does: "nothing" },
      ],
    },
    "azure/bicep-deploy",
  ),
  ...entries(
    "https://github.com/Azure/sql-action#readme",
    {
      does: "deploy",
      change: "data",
      exposure: "at-once",
      variants: [{ when: ["action=script|driftreport|deployreport"], does: "nothing" }],
    },
    "azure/sql-action",
  ),
  ...entries(
    "https://github.com/Azure/docker-login#readme",
    { does: "sign-in", identity: "password" },
    "azure/docker-login",
  ),
  ...entries(
    "https://github.com/Azure/appservice-settings#readme",
    {
      does: "deploy",
      change: "configuration",
      exposure: "at-once",
      target: ["settings of Azure web app `{app-name}!`", "in slot `{slot-name}`"],
      signals: "slot-name|app-name",
    },
    "azure/appservice-settings",
  ),
];

export const azure = { commands, actions };
