import { entries, type Table } from "../entry.ts";

const nothing = { does: "nothing" } as const;
const notify = { does: "notify" } as const;

const commands: Table = [
  ...entries(
    "https://www.gnu.org/software/coreutils/manual/html_node/sleep-invocation.html",
    { does: "wait", time: { from: "{1}", unit: "s" } },
    "sleep",
  ),
  ...entries(
    "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/start-sleep",
    { does: "wait", time: { from: "-s|-seconds|-Seconds|-Second|{1}", unit: "s" } },
    "start-sleep",
  ),
  // What a script only prints or sets up: known, so that the words in it cannot mislead.
  ...entries(
    "https://www.gnu.org/software/bash/manual/html_node/Bash-Builtins.html",
    nothing,
    "echo",
    "printf",
    "cat",
    "export",
    "cd",
    "mkdir",
    "set",
    "true",
    "tee",
    "exit",
  ),
  ...entries(
    "https://curl.se/docs/manpage.html#-f",
    {
      does: "nothing",
      kinds: ["smoke-test"],
      // A request asks for health where its address says so; most of them fetch or send something else.
      variants: [
        {
          when: [
            "@*hooks.slack.com*|*webhook.office.com*|*api.pagerduty.com*|*events.pagerduty.com*|*api.opsgenie.com*|*discord.com/api/webhooks*|*slack_webhook*|*teams_webhook*",
          ],
          does: "notify",
          kinds: [],
        },
        // Render's, Vercel's, Netlify's, Coolify's and Portainer's hooks, and Watchtower's.
        {
          when: [
            "@*api.render.com/deploy*|*/integrations/deploy/*|*/build_hooks/*|*/api/v1/deploy*|*/stacks/webhooks/*|*deploy_hook*|*deploy_webhook*|*/v1/update",
          ],
          does: "deploy",
          kinds: [],
          change: "application",
          exposure: "controller",
          controller: "the service that it calls",
        },
        { when: ["-d|--data|--data-raw|--data-binary|-F|--form|--data-urlencode|-T|--upload-file"], does: "nothing" },
        { when: ["@*/health*|*healthz*|*healthcheck*|*/ready*|*/livez*|*/ping|*/heartbeat*|*/up"], does: "check" },
        {
          when: ["-f|--fail|--fail-with-body", "-o|--output=/dev/null", "!-X|--request=post|put|patch|delete"],
          does: "check",
        },
      ],
      weak: [
        {
          when: ["&piped|captured", "!-f|--fail|--fail-with-body"],
          unsure: "what becomes of the answer cannot be told",
        },
        {
          when: ["-w|--write-out", "!-f|--fail|--fail-with-body"],
          unsure: "whether the answer's status is examined cannot be told",
        },
        {
          when: ["!-f|--fail|--fail-with-body"],
          how: "exits with 0 when the server answers with an error, because `--fail` is not set",
        },
      ],
    },
    "curl",
  ),
];

const actions: Table = [
  ...entries(
    "https://github.com/slackapi/slack-github-action#readme",
    notify,
    "slackapi/slack-github-action",
    "8398a7/action-slack",
    "rtcamp/action-slack-notify",
    "act10ns/slack",
    "voxmedia/github-action-slack-notify-build",
    "ravsamhq/notify-slack-action",
    "archive/github-actions-slack",
    "skitionek/notify-microsoft-teams",
    "jdcargile/ms-teams-notification",
    "toko-bifrost/ms-teams-deploy-card",
    "appleboy/telegram-action",
    "appleboy/discord-action",
    "sarisia/actions-status-discord",
    "dawidd6/action-send-mail",
    "ilshidur/action-discord",
    "rjstone/discord-webhook-notify",
    "edge/simple-slack-notify",
  ),
  ...entries(
    "https://github.com/marketplace/actions/create-grafana-annotation",
    notify,
    "getsentry/action-release",
    "frankie567/grafana-annotation-action",
    "newrelic/deployment-marker-action",
    "atlassian/gajira-transition",
    "peter-evans/create-or-update-comment",
    "marocchino/sticky-pull-request-comment",
  ),
  ...entries(
    "https://github.com/re-actors/alls-green#readme",
    { does: "gate" },
    "re-actors/alls-green",
    "matrix-org/done-action",
  ),
  ...entries(
    "https://github.com/lewagon/wait-on-check-action#readme",
    { does: "gate" },
    "lewagon/wait-on-check-action",
    "fountainhead/action-wait-for-check",
    "poseidon/wait-for-status-checks",
    "kachick/wait-other-jobs",
    "ahmadnassri/action-workflow-run-wait",
  ),
  ...entries(
    "https://docs.github.com/actions/using-workflows",
    nothing,
    "actions/checkout",
    "actions/cache",
    "actions/setup-node",
    "actions/setup-python",
    "actions/setup-java",
    "actions/setup-go",
    "actions/setup-dotnet",
    "actions/github-script",
    "actions/create-github-app-token",
    "actions/configure-pages",
    "chrnorm/deployment-action",
    "chrnorm/deployment-status",
    "bobheadxi/deployments",
    "peter-evans/create-pull-request",
    "peter-evans/repository-dispatch",
  ),
  ...entries(
    "https://github.com/webfactory/ssh-agent#readme",
    { does: "sign-in", identity: "static-key" },
    "webfactory/ssh-agent",
    "shimataro/ssh-key-action",
  ),
  ...entries("https://github.com/tailscale/github-action#readme", nothing, "tailscale/github-action"),
];

export const general = { commands, actions };
