import type { Identity } from "#model/plan.ts";

/** A name that carries a long-lived credential. */
export interface Credential {
  readonly kind: Identity["kind"];
  /** The commands and actions that use it, by a part of their names; empty where any may. */
  readonly for: readonly string[];
  /** Whether it holds the path of a file. */
  readonly path?: boolean;
  readonly source: string;
}

const key = (
  source: string,
  programs: readonly string[],
  ...names: readonly string[]
): readonly (readonly [string, Credential])[] =>
  names.map((name) => [name, { kind: "static-key", for: programs, source }]);
const password = (
  source: string,
  programs: readonly string[],
  ...names: readonly string[]
): readonly (readonly [string, Credential])[] =>
  names.map((name) => [name, { kind: "password", for: programs, source }]);

const AWS = [
  "aws",
  "terraform",
  "tofu",
  "terragrunt",
  "pulumi",
  "cdk",
  "sam",
  "serverless",
  "sls",
  "sst",
  "copilot",
  "eb",
  "packer",
  "ecs",
  "s3",
  "lambda",
  // A cluster of EKS is reached with whatever AWS credentials stand in the environment.
  "helm",
  "kubectl",
];
const AZURE = ["az ", "azure", "terraform", "tofu", "terragrunt", "pulumi", "func"];

export const credentialVariables: ReadonlyMap<string, Credential> = new Map([
  ...key("https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html", AWS, "AWS_ACCESS_KEY_ID"),
  ...key(
    "https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_client_secret",
    AZURE,
    "ARM_CLIENT_SECRET",
    "AZURE_CLIENT_SECRET",
  ),
  ...key(
    "https://cloud.google.com/docs/authentication/application-default-credentials",
    ["gcloud", "google", "terraform", "tofu", "terragrunt", "pulumi", "firebase"],
    "GOOGLE_CREDENTIALS",
    "GCP_SA_KEY",
  ),
  [
    "GOOGLE_APPLICATION_CREDENTIALS",
    {
      kind: "static-key",
      for: [],
      path: true,
      source: "https://cloud.google.com/docs/authentication/application-default-credentials",
    },
  ],
  ...key("https://firebase.google.com/docs/cli#use_the_cli_with_ci_systems", ["firebase"], "FIREBASE_TOKEN"),
  ...key("https://fly.io/docs/security/tokens/", ["fly"], "FLY_API_TOKEN", "FLY_ACCESS_TOKEN"),
  ...key("https://devcenter.heroku.com/articles/authentication", ["heroku"], "HEROKU_API_KEY"),
  ...key("https://vercel.com/docs/cli/global-options#token", ["vercel"], "VERCEL_TOKEN"),
  ...key(
    "https://docs.netlify.com/api-and-cli-guides/cli-guides/get-started-with-cli/",
    ["netlify", "ntl"],
    "NETLIFY_AUTH_TOKEN",
  ),
  ...key(
    "https://developers.cloudflare.com/workers/wrangler/system-environment-variables/",
    ["wrangler", "cloudflare", "terraform", "tofu"],
    "CLOUDFLARE_API_TOKEN",
    "CLOUDFLARE_API_KEY",
    "CF_API_TOKEN",
  ),
  ...key("https://docs.railway.com/guides/cli", ["railway"], "RAILWAY_TOKEN", "RAILWAY_API_TOKEN"),
  ...key(
    "https://docs.digitalocean.com/reference/doctl/",
    ["doctl", "terraform", "tofu"],
    "DIGITALOCEAN_ACCESS_TOKEN",
    "DIGITALOCEAN_TOKEN",
  ),
  ...key(
    "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
    ["kubectl", "helm", "kustomize", "argocd", "k8s", "kubernetes"],
    "KUBE_CONFIG",
    "KUBE_CONFIG_DATA",
    "KUBECONFIG_DATA",
  ),
  [
    "KUBECONFIG",
    {
      kind: "static-key",
      for: ["kubectl", "helm", "argocd"],
      path: true,
      source: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
    },
  ],
  ...key("https://www.pulumi.com/docs/iac/cli/environment-variables/", ["pulumi"], "PULUMI_ACCESS_TOKEN"),
  ...key(
    "https://developer.hashicorp.com/terraform/cli/config/config-file#environment-variable-credentials",
    ["terraform", "tofu", "terragrunt"],
    "TF_API_TOKEN",
    "TF_TOKEN_app_terraform_io",
  ),
  ...key(
    "https://docs.npmjs.com/using-private-packages-in-a-ci-cd-workflow",
    ["npm", "pnpm", "yarn", "lerna", "changeset", "semantic-release"],
    "NODE_AUTH_TOKEN",
    "NPM_TOKEN",
    "NPM_AUTH_TOKEN",
  ),
  ...password(
    "https://github.com/actions/setup-java/blob/main/docs/advanced-usage.md#publishing-using-apache-maven",
    ["mvn", "gradle"],
    "MAVEN_PASSWORD",
    "MAVEN_CENTRAL_TOKEN",
    "MAVEN_CENTRAL_PASSWORD",
    "CENTRAL_PASSWORD",
    "CENTRAL_TOKEN",
    "OSSRH_PASSWORD",
    "OSSRH_TOKEN",
    "SONATYPE_PASSWORD",
  ),
  ...key(
    "https://github.com/crazy-max/ghaction-github-pages#environment-variables",
    ["ghaction-github-pages"],
    "GITHUB_TOKEN",
    "GH_PAT",
  ),
  ...key("https://doc.rust-lang.org/cargo/reference/config.html#credentials", ["cargo"], "CARGO_REGISTRY_TOKEN"),
  ...password("https://twine.readthedocs.io/en/stable/#environment-variables", ["twine"], "TWINE_PASSWORD"),
  ...key("https://python-poetry.org/docs/repositories/#configuring-credentials", ["poetry"], "POETRY_PYPI_TOKEN_PYPI"),
  ...key("https://docs.astral.sh/uv/reference/environment/", ["uv"], "UV_PUBLISH_TOKEN"),
  ...key("https://guides.rubygems.org/api-key-scopes/", ["gem", "rake"], "GEM_HOST_API_KEY", "RUBYGEMS_API_KEY"),
  ...key("https://learn.microsoft.com/nuget/reference/cli-reference/cli-ref-push", ["nuget"], "NUGET_API_KEY"),
  ...password(
    "https://learn.microsoft.com/azure/app-service/deploy-github-actions",
    ["azure/webapps-deploy", "azure/functions-action"],
    "AZURE_WEBAPP_PUBLISH_PROFILE",
  ),
  ...key("https://docs.expo.dev/accounts/programmatic-access/", ["eas", "expo"], "EXPO_TOKEN"),
  ...key(
    "https://www.serverless.com/framework/docs/guides/cicd/running-in-your-own-cicd",
    ["serverless", "sls"],
    "SERVERLESS_ACCESS_KEY",
  ),
  ...password("https://cli.cloudfoundry.org/en-US/v8/auth.html", ["cf "], "CF_PASSWORD"),
  ...key("https://argo-cd.readthedocs.io/en/stable/user-guide/environment-variables/", ["argocd"], "ARGOCD_AUTH_TOKEN"),
  ...key(
    "https://man.openbsd.org/ssh#FILES",
    ["ssh", "rsync", "scp", "ansible"],
    "SSH_PRIVATE_KEY",
    "SSH_KEY",
    "DEPLOY_KEY",
  ),
]);

/** Inputs of deploying actions that carry a long-lived credential. */
export const credentialInputs: ReadonlyMap<string, Credential> = new Map([
  ...password("https://github.com/Azure/webapps-deploy#readme", [], "publish-profile", "password", "ftp-password"),
  ...key("https://github.com/Azure/static-web-apps-deploy#readme", [], "azure_static_web_apps_api_token"),
  ...key("https://github.com/cloudflare/wrangler-action#readme", [], "apitoken", "apikey"),
  ...key("https://github.com/FirebaseExtended/action-hosting-deploy#readme", [], "firebaseserviceaccount"),
  ...key("https://github.com/AkhileshNS/heroku-deploy#readme", [], "heroku_api_key"),
  ...key("https://github.com/amondnet/vercel-action#readme", [], "vercel-token"),
  ...key(
    "https://github.com/JamesIves/github-pages-deploy-action#readme",
    [],
    "ssh-key",
    "deploy_key",
    "ssh_private_key",
    "ssh-private-key",
  ),
  ...key("https://github.com/appleboy/ssh-action#readme", [], "key"),
  ...key("https://github.com/pypa/gh-action-pypi-publish#readme", [], "npm_token", "npm-token"),
  ...key(
    "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html",
    [],
    "aws-access-key-id",
    "aws_access_key_id",
    "aws_access_key",
  ),
]);

interface FlagCredential {
  readonly flags: readonly string[];
  readonly kind: Identity["kind"];
  readonly source: string;
}

const flags = (source: string, kind: Identity["kind"], ...names: readonly string[]): FlagCredential => ({
  source,
  kind,
  flags: names,
});

/** Flags of deploying commands that carry a long-lived credential, by program. */
export const credentialFlags: ReadonlyMap<string, FlagCredential> = new Map([
  ["vercel", flags("https://vercel.com/docs/cli/global-options#token", "static-key", "--token", "-t")],
  [
    "netlify",
    flags("https://docs.netlify.com/api-and-cli-guides/cli-guides/get-started-with-cli/", "static-key", "--auth"),
  ],
  ["firebase", flags("https://firebase.google.com/docs/cli#use_the_cli_with_ci_systems", "static-key", "--token")],
  ["flyctl", flags("https://fly.io/docs/flyctl/", "static-key", "--access-token", "-t")],
  ["fly", flags("https://fly.io/docs/flyctl/", "static-key", "--access-token", "-t")],
  ["kubectl", flags("https://kubernetes.io/docs/reference/kubectl/kubectl/", "static-key", "--token")],
  ["helm", flags("https://helm.sh/docs/helm/helm/", "static-key", "--kube-token")],
  [
    "argocd",
    flags("https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd/", "static-key", "--auth-token"),
  ],
  ["cargo", flags("https://doc.rust-lang.org/cargo/commands/cargo-publish.html", "static-key", "--token")],
  ["dotnet", flags("https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-push", "static-key", "--api-key", "-k")],
  ["twine", flags("https://twine.readthedocs.io/en/stable/#twine-upload", "password", "--password", "-p")],
  ["poetry", flags("https://python-poetry.org/docs/cli/#publish", "password", "--password", "-p")],
  ["az", flags("https://learn.microsoft.com/cli/azure/staticwebapp", "static-key", "--deployment-token")],
  [
    "swa",
    flags("https://azure.github.io/static-web-apps-cli/docs/cli/swa-deploy/", "static-key", "--deployment-token", "-d"),
  ],
]);
