import { entries, type Table } from "../entry.ts";

const once = { does: "deploy", change: "application", exposure: "at-once" } as const;
const production = { ...once, tier: "production" } as const;
const preview = { does: "preview" } as const;

const commands: Table = [
  ...entries(
    "https://fly.io/docs/flyctl/deploy/",
    {
      ...once,
      exposure: "controller",
      controller: "the Fly.io app",
      target: ["Fly.io app `{-a|--app}`", "by `{-c|--config}`"],
      signals: "-a|--app|-c|--config",
      ships: ["-i|--image"],
      variants: [
        { when: ["--build-only"], does: "build" },
        { when: ["--strategy=immediate"], exposure: "at-once" },
      ],
    },
    "flyctl deploy",
    "fly deploy",
  ),
  ...entries(
    "https://fly.io/docs/flyctl/auth/",
    { does: "sign-in", identity: "static-key" },
    "flyctl auth",
    "fly auth",
  ),
  ...entries(
    "https://devcenter.heroku.com/articles/heroku-cli-commands#heroku-container-release-process-types",
    { ...once, target: ["Heroku app `{-a|--app}!`"], signals: "-a|--app" },
    "heroku container:release",
    "heroku builds:create",
    "heroku deploy:jar",
  ),
  ...entries(
    "https://devcenter.heroku.com/articles/pipelines",
    { ...once, target: ["Heroku app `{-t|--to}`"], signals: "-t|--to" },
    "heroku pipelines:promote",
  ),
  ...entries(
    "https://devcenter.heroku.com/articles/releases",
    { does: "roll-back" },
    "heroku rollback",
    "heroku releases:rollback",
  ),
  ...entries(
    "https://devcenter.heroku.com/articles/container-registry-and-runtime",
    { does: "publish" },
    "heroku container:push",
  ),
  ...entries("https://opennext.js.org/cloudflare/cli", { ...once }, "opennextjs-cloudflare deploy"),
  ...entries("https://opennext.js.org/cloudflare/cli", { does: "build" }, "opennextjs-cloudflare build"),
  ...entries("https://opennext.js.org/cloudflare/cli", { does: "preview" }, "opennextjs-cloudflare upload"),
  ...entries(
    "https://developers.cloudflare.com/workers/wrangler/commands/#deploy",
    {
      ...once,
      target: ["Cloudflare worker `{--name}`", "in environment `{-e|--env}`", "by `{-c|--config}`"],
      signals: "-e|--env|--name",
      variants: [{ when: ["--dry-run"], does: "nothing" }],
    },
    "wrangler deploy",
    "wrangler publish",
  ),
  ...entries(
    "https://developers.cloudflare.com/workers/wrangler/commands/#versions-upload",
    preview,
    "wrangler versions upload",
  ),
  ...entries(
    "https://developers.cloudflare.com/workers/wrangler/commands/#versions-deploy",
    { ...once, exposure: "staged" },
    "wrangler versions deploy",
  ),
  ...entries(
    "https://developers.cloudflare.com/workers/wrangler/commands/#rollback",
    { does: "roll-back" },
    "wrangler rollback",
  ),
  // The branch decides whether it is production: https://developers.cloudflare.com/pages/configuration/preview-deployments/
  ...entries(
    "https://developers.cloudflare.com/workers/wrangler/commands/#pages-deploy",
    { ...once, target: ["Cloudflare Pages project `{--project-name}!`"], signals: "--branch|--project-name" },
    "wrangler pages deploy",
    "wrangler pages publish",
  ),
  ...entries(
    "https://developers.cloudflare.com/d1/reference/migrations/",
    {
      does: "deploy",
      change: "data",
      exposure: "at-once",
      target: ["D1 database `{1}!`"],
      signals: "-e|--env",
      variants: [{ when: ["!--remote"], does: "nothing" }],
    },
    "wrangler d1 migrations apply",
  ),
  ...entries(
    "https://vercel.com/docs/cli/deploy",
    {
      ...preview,
      target: ["Vercel project", "in `{--cwd}`"],
      variants: [
        { when: ["--prod|--production"], ...production },
        { when: ["--target=production"], ...production },
        { when: ["--target"], ...once },
      ],
      signals: "--target",
    },
    "vercel",
    "vercel deploy",
    "vc",
    "vc deploy",
  ),
  ...entries("https://vercel.com/docs/cli/promote", { ...production }, "vercel promote", "vercel redeploy"),
  ...entries(
    "https://vercel.com/docs/cli/alias",
    { ...once, target: ["domain `{2}!`"], signals: "{2}" },
    "vercel alias",
    "vercel alias set",
  ),
  ...entries("https://vercel.com/docs/cli/rollback", { does: "roll-back" }, "vercel rollback"),
  ...entries("https://vercel.com/docs/cli/build", { does: "build" }, "vercel build"),
  ...entries(
    "https://vercel.com/docs/cli",
    { does: "nothing" },
    ...[
      "dev",
      "logs",
      "list",
      "project",
      "projects",
      "domains",
      "dns",
      "certs",
      "teams",
      "switch",
      "git",
      "init",
      "logout",
      "cache",
      "bisect",
      "telemetry",
    ].map((word) => `vercel ${word}`),
    "vercel pull",
    "vercel link",
    "vercel env",
    "vercel inspect",
    "vercel ls",
    "vercel whoami",
    "vercel login",
    "vercel remove",
    "vercel rm",
  ),
  ...entries(
    "https://docs.netlify.com/api-and-cli-guides/cli-guides/get-started-with-cli/#manual-deploys",
    {
      ...preview,
      target: ["Netlify site `{-s|--site}`"],
      variants: [{ when: ["--prod|-p|--prod-if-unlocked"], ...production }],
    },
    "netlify deploy",
    "ntl deploy",
  ),
  ...entries(
    "https://docs.netlify.com/api-and-cli-guides/cli-guides/get-started-with-cli/",
    { does: "build" },
    "netlify build",
  ),
  ...entries("https://render.com/docs/cli", { ...once, target: ["Render service `{1}!`"] }, "render deploys create"),
  ...entries(
    "https://docs.railway.com/reference/cli-api#up",
    {
      ...once,
      target: ["Railway service `{-s|--service}`", "in environment `{-e|--environment}`"],
      signals: "-e|--environment|-s|--service",
    },
    "railway up",
    "railway redeploy",
  ),
  ...entries(
    "https://firebase.google.com/docs/cli#deployment",
    {
      ...once,
      target: ["Firebase project `{-P|--project}`", "`{--only}`"],
      signals: "-P|--project",
      variants: [{ when: ["--dry-run"], does: "nothing" }],
    },
    "firebase deploy",
  ),
  ...entries(
    "https://firebase.google.com/docs/hosting/test-preview-deploy",
    preview,
    "firebase hosting:channel:deploy",
  ),
  ...entries(
    "https://firebase.google.com/docs/hosting/manage-hosting-resources",
    { ...once, target: ["Firebase site `{2}!`"], signals: "{2}" },
    "firebase hosting:clone",
  ),
  ...entries(
    "https://firebase.google.com/docs/app-distribution",
    { does: "publish" },
    "firebase appdistribution:distribute",
  ),
  ...entries(
    "https://cli.cloudfoundry.org/en-US/v8/push.html",
    {
      ...once,
      target: ["Cloud Foundry app `{1}`", "by `{-f}`"],
      signals: "{1}|-f",
      variants: [
        { when: ["--strategy=rolling|canary"], exposure: "controller", controller: "Cloud Foundry" },
        { when: ["--no-start"], does: "nothing" },
      ],
      ships: ["--docker-image"],
    },
    "cf push",
  ),
  ...entries(
    "https://github.com/cloudfoundry/multiapps-cli-plugin#readme",
    { ...once, target: ["Cloud Foundry archive `{1}!`"] },
    "cf deploy",
    "cf bg-deploy",
  ),
  ...entries(
    "https://cli.cloudfoundry.org/en-US/v8/rollback.html",
    { does: "roll-back" },
    "cf rollback",
    "cf cancel-deployment",
  ),
  ...entries(
    "https://cli.cloudfoundry.org/en-US/v8/auth.html",
    {
      does: "sign-in",
      identity: "password",
      variants: [
        { when: ["--client-credentials", "--assertion"], identity: "workload" },
        { when: ["--client-credentials"], identity: "static-key" },
      ],
    },
    "cf auth",
  ),
  ...entries(
    "https://cli.cloudfoundry.org/en-US/v8/login.html",
    { does: "sign-in", identity: "password", variants: [{ when: ["--sso|--sso-passcode"], identity: "person" }] },
    "cf login",
  ),
  ...entries(
    "https://github.com/tschaub/gh-pages#command-line-utility",
    { does: "publish", target: ["GitHub Pages"] },
    "gh-pages",
    "mkdocs gh-deploy",
    "mike deploy",
    "angular-cli-ghpages",
    "ghp-import",
  ),
  ...entries(
    "https://docusaurus.io/docs/cli#docusaurus-deploy-sitedir",
    { does: "publish", target: ["GitHub Pages"] },
    "docusaurus deploy",
  ),
  ...entries("https://surge.sh/help/", { ...once, target: ["Surge site `{2}!`"] }, "surge"),
  ...entries(
    "https://docs.digitalocean.com/reference/doctl/reference/apps/create-deployment/",
    { ...once, target: ["DigitalOcean app `{1}!`"] },
    "doctl apps create-deployment",
    "doctl apps update",
  ),
  ...entries(
    "https://docs.expo.dev/eas-update/eas-cli/",
    { ...once, target: ["EAS Update branch `{--branch|--channel}!`"], signals: "--branch|--channel" },
    "eas update",
    "expo publish",
  ),
  ...entries("https://docs.expo.dev/submit/introduction/", { does: "publish" }, "eas submit"),
  ...entries(
    "https://docs.expo.dev/build/introduction/",
    { does: "build", variants: [{ when: ["--auto-submit"], does: "publish" }] },
    "eas build",
  ),
  ...entries(
    "https://supabase.com/docs/reference/cli/supabase-functions-deploy",
    { ...once, target: ["Supabase functions of `{--project-ref}`"], signals: "--project-ref" },
    "supabase functions deploy",
  ),
  ...entries("https://docs.convex.dev/cli#deploy-convex-functions-to-production", production, "convex deploy"),
  ...entries(
    "https://docs.deno.com/deploy/",
    { ...once, variants: [{ when: ["--prod"], ...production }] },
    "deployctl deploy",
  ),
  ...entries(
    "https://kamal-deploy.org/docs/commands/deploy/",
    { ...once, target: ["Kamal destination `{-d|--destination}`"], signals: "-d|--destination" },
    "kamal deploy",
    "kamal redeploy",
  ),
  ...entries("https://kamal-deploy.org/docs/commands/rollback/", { does: "roll-back" }, "kamal rollback"),
  ...entries(
    "https://capistranorb.com/documentation/getting-started/flow/",
    {
      ...once,
      target: ["Capistrano stage `{1}`"],
      signals: "{1}",
      variants: [
        { when: ["@deploy:rollback"], does: "roll-back" },
        { when: ["!@deploy"], does: "nothing" },
      ],
    },
    "cap",
  ),
  ...entries(
    "https://deployer.org/docs/7.x/cli",
    { ...once, target: ["Deployer hosts `{1}`"], signals: "{1}" },
    "dep deploy",
  ),
  // On the runner they only serve the run; on another machine they change what is served there.
  ...entries(
    "https://docs.docker.com/reference/cli/docker/compose/up/",
    { does: "nothing", variants: [{ when: ["&remote"], ...once }] },
    "docker compose up",
    "docker-compose up",
    "docker run",
    "docker restart",
    "systemctl restart",
    "systemctl reload",
    "pm2 reload",
    "pm2 restart",
    "pm2 startOrReload",
    "supervisorctl restart",
  ),
  ...entries(
    "https://docs.docker.com/reference/cli/docker/stack/deploy/",
    {
      ...once,
      exposure: "controller",
      controller: "the Swarm service",
      target: ["Swarm stack `{1}!`"],
      signals: "{1}",
    },
    "docker stack deploy",
    "docker service update",
  ),
  ...entries(
    "https://docs.platform.sh/administration/cli.html",
    { ...once, target: ["Platform.sh environment `{-e|--environment}`"], signals: "-e|--environment" },
    "platform push",
    "upsun push",
  ),
  ...entries(
    "https://docs.astronomer.io/astro/cli/astro-deploy",
    { ...once, target: ["Astro deployment `{1}`"] },
    "astro deploy",
  ),
  ...entries(
    "https://docs.databricks.com/aws/en/dev-tools/cli/bundle-commands",
    { ...once, target: ["Databricks bundle", "on target `{-t|--target}`"], signals: "-t|--target" },
    "databricks bundle deploy",
  ),
];

const actions: Table = [
  ...entries(
    "https://docs.nais.io/build/reference/nais-deploy",
    {
      does: "deploy",
      change: "application",
      exposure: "controller",
      controller: "the Nais application",
      identity: "workload",
      variants: [{ when: ["$APIKEY"], identity: "static-key" }],
    },
    "nais/deploy/actions/deploy",
  ),
  ...entries(
    "https://github.com/cloudflare/wrangler-action#readme",
    {
      does: "nothing",
      target: ["Cloudflare `{command}!`", "in environment `{environment}`"],
      signals: "environment|command",
      variants: [
        { when: ["command^=deploy|publish|pages deploy|pages publish"], ...once },
        { when: ["command^=versions upload"], does: "preview" },
        { when: ["!command"], ...once },
        { when: ["@deploy|publish"], ...once },
      ],
    },
    "cloudflare/wrangler-action",
  ),
  ...entries(
    "https://github.com/cloudflare/pages-action#readme",
    { ...once, target: ["Cloudflare Pages project `{projectname}!`"], signals: "branch|projectname" },
    "cloudflare/pages-action",
  ),
  ...entries(
    "https://github.com/superfly/flyctl-actions#readme",
    {
      does: "nothing",
      variants: [{ when: ["@deploy"], ...once, exposure: "controller", controller: "the Fly.io app" }],
    },
    "superfly/flyctl-actions",
  ),
  ...entries("https://github.com/superfly/fly-pr-review-apps#readme", preview, "superfly/fly-pr-review-apps"),
  ...entries(
    "https://github.com/AkhileshNS/heroku-deploy#readme",
    { ...once, target: ["Heroku app `{heroku_app_name}!`"], signals: "heroku_app_name" },
    "akhileshns/heroku-deploy",
  ),
  ...entries(
    "https://github.com/amondnet/vercel-action#readme",
    {
      ...preview,
      target: ["Vercel project `{vercel-project-name|vercel-project-id}`"],
      variants: [
        { when: ["vercel-args=--prod|--production"], ...production },
        { when: ["vercel-args"], ...once },
      ],
    },
    "amondnet/vercel-action",
  ),
  ...entries(
    "https://github.com/nwtgck/actions-netlify#readme",
    {
      ...preview,
      target: ["Netlify site `{site-id}!`"],
      variants: [
        { when: ["production-deploy=true"], ...production },
        { when: ["production-branch"], ...once },
      ],
    },
    "nwtgck/actions-netlify",
  ),
  ...entries(
    "https://github.com/netlify/actions#readme",
    {
      does: "nothing",
      variants: [
        { when: ["@--prod"], ...production },
        { when: ["@deploy"], does: "preview" },
      ],
    },
    "netlify/actions/cli",
    "netlify/actions",
  ),
  ...entries(
    "https://github.com/FirebaseExtended/action-hosting-deploy#readme",
    {
      ...preview,
      target: ["Firebase project `{projectid}`"],
      signals: "projectid|channelid",
      variants: [
        { when: ["channelid=live"], ...production },
        { when: ["channelid"], does: "preview" },
      ],
    },
    "firebaseextended/action-hosting-deploy",
  ),
  ...entries(
    "https://github.com/w9jds/firebase-action#readme",
    { does: "nothing", variants: [{ when: ["@deploy"], ...once }] },
    "w9jds/firebase-action",
  ),
  ...entries(
    "https://github.com/wzieba/Firebase-Distribution-Github-Action#readme",
    { does: "publish" },
    "wzieba/firebase-distribution-github-action",
  ),
  ...entries(
    "https://github.com/actions/deploy-pages#readme",
    {
      does: "publish",
      // It proves itself with the run's own OpenID Connect token.
      identity: "workload",
      target: ["GitHub Pages"],
      variants: [{ when: ["preview=true"], does: "preview" }],
    },
    "actions/deploy-pages",
  ),
  ...entries(
    "https://github.com/peaceiris/actions-gh-pages#readme",
    { does: "publish", target: ["GitHub Pages"] },
    "peaceiris/actions-gh-pages",
    "jamesives/github-pages-deploy-action",
    "crazy-max/ghaction-github-pages",
  ),
  ...entries("https://github.com/rossjrw/pr-preview-action#readme", preview, "rossjrw/pr-preview-action"),
  ...entries(
    "https://github.com/johnbeynon/render-deploy-action#readme",
    { ...once, target: ["Render service `{service-id}!`"] },
    "johnbeynon/render-deploy-action",
  ),
  ...entries(
    "https://github.com/digitalocean/app_action#readme",
    { ...once, target: ["DigitalOcean app `{app_name}!`"], signals: "app_name" },
    "digitalocean/app_action",
  ),
  ...entries(
    "https://github.com/digitalocean/action-doctl#readme",
    { does: "sign-in", identity: "static-key" },
    "digitalocean/action-doctl",
  ),
  ...entries(
    "https://github.com/SamKirkland/FTP-Deploy-Action#readme",
    {
      ...once,
      target: ["`{server}`", "folder `{server-dir}`"],
      signals: "server|server-dir",
      variants: [{ when: ["dry-run=true"], does: "nothing" }],
    },
    "samkirkland/ftp-deploy-action",
  ),
  ...entries(
    "https://github.com/easingthemes/ssh-deploy#readme",
    { ...once, target: ["host `{remote_host}!`", "folder `{target}`"], signals: "remote_host|target" },
    "easingthemes/ssh-deploy",
  ),
  ...entries(
    "https://github.com/Burnett01/rsync-deployments#readme",
    { ...once, target: ["host `{remote_host}!`", "folder `{remote_path}`"], signals: "remote_host|remote_path" },
    "burnett01/rsync-deployments",
  ),
  ...entries(
    "https://github.com/cloud-gov/cg-cli-tools#readme",
    {
      does: "sign-in",
      identity: "password",
      signals: "cf_space",
      target: ["Cloud Foundry space `{cf_space}!`"],
      variants: [{ when: ["!command|cf_command|full_command"], ...once, identity: "password" }],
    },
    "cloud-gov/cg-cli-tools",
    "18f/cg-deploy-action",
  ),
  ...entries(
    "https://github.com/expo/expo-github-action#readme",
    { does: "nothing" },
    "expo/expo-github-action",
    "superfly/flyctl-actions/setup-flyctl",
    "shivammathur/setup-php",
  ),
  ...entries(
    "https://github.com/expo/expo-github-action/tree/main/preview",
    preview,
    "expo/expo-github-action/preview",
  ),
  ...entries("https://github.com/denoland/deployctl#readme", once, "denoland/deployctl"),
  ...entries(
    "https://github.com/deployphp/action#readme",
    { ...once, variants: [{ when: ["!dep^=deploy"], does: "nothing" }] },
    "deployphp/action",
  ),
];

export const hosting = { commands, actions };
