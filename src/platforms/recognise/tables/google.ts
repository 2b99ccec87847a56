import { entries, type Table } from "../entry.ts";

const cli = (page: string): string => `https://cloud.google.com/sdk/gcloud/reference/${page}`;
const once = { does: "deploy", change: "application", exposure: "at-once" } as const;
const where = ["of project `{--project}`", "in `{--region}`"];
const withheld = { when: ["--no-traffic"], exposure: "staged" } as const;

const commands: Table = [
  ...entries(
    "https://cloud.google.com/sdk/gcloud/reference/sql/backups/create",
    { does: "back-up", label: "--description" },
    "gcloud sql backups create",
    "gcloud sql export",
  ),
  ...entries(
    "https://cloud.google.com/sdk/gcloud/reference/sql/instances/delete",
    { does: "remove", target: ["database `{1}!`"] },
    "gcloud sql instances delete",
    "gcloud sql databases delete",
  ),
  ...entries(cli("projects/delete"), { does: "remove", target: ["project `{1}!`"] }, "gcloud projects delete"),
  ...entries(
    cli("storage/buckets/delete"),
    { does: "remove", target: ["bucket `{1}!`"] },
    "gcloud storage buckets delete",
    "gsutil rb",
  ),
  ...entries(
    cli("run/deploy"),
    {
      ...once,
      target: ["Cloud Run service `{1}!`", ...where],
      signals: "{1}|--project",
      ships: ["--image"],
      variants: [withheld],
    },
    "gcloud run deploy",
    "gcloud run services update",
  ),
  ...entries(
    cli("run/services/replace"),
    {
      ...once,
      target: ["Cloud Run service of `{1}!`", ...where],
      signals: "--project",
      variants: [{ when: ["--dry-run"], does: "nothing" }],
    },
    "gcloud run services replace",
  ),
  ...entries(
    cli("run/services/update-traffic"),
    {
      ...once,
      exposure: "staged",
      target: ["Cloud Run service `{1}!`", ...where],
      signals: "{1}|--project",
      share: "--to-revisions|--to-tags",
      variants: [{ when: ["--to-latest"], exposure: "at-once" }],
    },
    "gcloud run services update-traffic",
  ),
  ...entries(
    cli("run/jobs/deploy"),
    { ...once, target: ["Cloud Run job `{1}!`", ...where], signals: "{1}|--project", ships: ["--image"] },
    "gcloud run jobs deploy",
    "gcloud run jobs update",
  ),
  ...entries(
    cli("app/deploy"),
    {
      ...once,
      target: ["App Engine of project `{--project}!`"],
      signals: "--project",
      variants: [{ when: ["--no-promote"], exposure: "staged" }],
    },
    "gcloud app deploy",
  ),
  ...entries(
    cli("app/services/set-traffic"),
    { ...once, exposure: "staged", target: ["App Engine service `{1}!`"], share: "--splits" },
    "gcloud app services set-traffic",
  ),
  ...entries(
    cli("functions/deploy"),
    { ...once, target: ["Cloud function `{1}!`", ...where], signals: "{1}|--project" },
    "gcloud functions deploy",
  ),
  ...entries(
    cli("deploy/releases/create"),
    {
      ...once,
      exposure: "controller",
      controller: "the Cloud Deploy pipeline",
      target: ["Cloud Deploy pipeline `{--delivery-pipeline}!`", ...where],
      signals: "--to-target",
    },
    "gcloud deploy releases create",
    "gcloud deploy releases promote",
  ),
  ...entries(cli("deploy/targets/rollback"), { does: "roll-back" }, "gcloud deploy targets rollback"),
  ...entries(
    cli("compute/instance-groups/managed/rolling-action/start-update"),
    { ...once, exposure: "controller", controller: "the managed instance group", target: ["instance group `{1}!`"] },
    "gcloud compute instance-groups managed rolling-action",
  ),
  ...entries(
    cli("deployment-manager/deployments/update"),
    {
      does: "deploy",
      change: "infrastructure",
      exposure: "at-once",
      target: ["Deployment Manager deployment `{1}!`"],
      variants: [{ when: ["--preview"], does: "nothing" }],
    },
    "gcloud deployment-manager deployments update",
    "gcloud deployment-manager deployments create",
  ),
  ...entries(
    cli("builds/submit"),
    { does: "publish", ships: ["-t|--tag"], makes: ["-t|--tag"], target: ["image `{-t|--tag}!`"] },
    "gcloud builds submit",
  ),
  ...entries(
    cli("auth/activate-service-account"),
    { does: "sign-in", identity: "static-key" },
    "gcloud auth activate-service-account",
  ),
  ...entries(
    cli("auth/login"),
    { does: "sign-in", identity: "person", variants: [{ when: ["--cred-file"], identity: "workload" }] },
    "gcloud auth login",
  ),
  ...entries(
    cli("container/clusters/get-credentials"),
    { does: "nothing" },
    "gcloud container clusters get-credentials",
    "gcloud auth configure-docker",
    "gcloud config",
    "gcloud components",
    "gcloud run services describe",
  ),
  ...entries(
    "https://cloud.google.com/storage/docs/gsutil/commands/rsync",
    {
      ...once,
      target: ["bucket `{2}!`"],
      signals: "{2}",
      variants: [
        { when: ["-n"], does: "nothing" },
        { when: ["{1}^=gs://"], does: "nothing" },
      ],
    },
    "gsutil rsync",
    "gcloud storage rsync",
  ),
  ...entries(
    "https://cloud.google.com/storage/docs/gsutil/commands/cp",
    { does: "nothing" },
    "gsutil cp",
    "gcloud storage cp",
  ),
];

const actions: Table = [
  ...entries(
    "https://github.com/google-github-actions/auth#readme",
    {
      does: "sign-in",
      variants: [
        { when: ["credentials_json"], identity: "static-key" },
        { when: ["workload_identity_provider"], identity: "workload" },
      ],
    },
    "google-github-actions/auth",
  ),
  ...entries(
    "https://github.com/google-github-actions/deploy-cloudrun#readme",
    {
      ...once,
      target: ["Cloud Run service `{service|job}!`", "of project `{project_id}`", "in `{region}`"],
      signals: "service|project_id",
      ships: ["image"],
      variants: [
        { when: ["no_traffic=true"], exposure: "staged" },
        { when: ["revision_traffic|tag_traffic"], exposure: "staged" },
      ],
      share: "revision_traffic|tag_traffic",
    },
    "google-github-actions/deploy-cloudrun",
  ),
  ...entries(
    "https://github.com/google-github-actions/deploy-appengine#readme",
    {
      ...once,
      target: ["App Engine of project `{project_id}!`"],
      signals: "project_id",
      variants: [{ when: ["promote=false"], exposure: "staged" }],
    },
    "google-github-actions/deploy-appengine",
  ),
  ...entries(
    "https://github.com/google-github-actions/deploy-cloud-functions#readme",
    { ...once, target: ["Cloud function `{name}!`", "of project `{project_id}`"], signals: "name|project_id" },
    "google-github-actions/deploy-cloud-functions",
  ),
  ...entries(
    "https://github.com/google-github-actions/create-cloud-deploy-release#readme",
    {
      ...once,
      exposure: "controller",
      controller: "the Cloud Deploy pipeline",
      target: ["Cloud Deploy pipeline `{delivery_pipeline}!`"],
    },
    "google-github-actions/create-cloud-deploy-release",
  ),
  ...entries(
    "https://github.com/google-github-actions/setup-gcloud#readme",
    { does: "nothing", variants: [{ when: ["service_account_key"], does: "sign-in", identity: "static-key" }] },
    "google-github-actions/setup-gcloud",
  ),
  ...entries(
    "https://github.com/google-github-actions/upload-cloud-storage#readme",
    { does: "nothing" },
    "google-github-actions/upload-cloud-storage",
  ),
];

export const google = { commands, actions };
