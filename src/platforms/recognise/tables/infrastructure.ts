import { entries, type Table } from "../entry.ts";

const applies = { does: "deploy", change: "infrastructure", exposure: "at-once" } as const;
const plans = { does: "check", kinds: ["plan-review"] } as const;
const lints = { does: "check", kinds: ["static-analysis"] } as const;

const commands: Table = [
  ...entries(
    "https://developer.hashicorp.com/terraform/cli/commands/apply",
    {
      ...applies,
      target: ["Terraform configuration of `{-chdir|.}!`", "with `{-var-file}`"],
      variants: [
        { when: ["-refresh-only"], does: "nothing" },
        { when: ["-destroy"], does: "remove" },
      ],
      signals: "-var-file|-chdir|.",
    },
    "terraform apply",
  ),
  ...entries(
    "https://developer.hashicorp.com/terraform/cli/commands/destroy",
    { does: "remove", target: ["what Terraform keeps of `{-chdir|.}!`"] },
    "terraform destroy",
    "tofu destroy",
    "terragrunt destroy",
  ),
  ...entries("https://developer.hashicorp.com/terraform/cli/commands/plan", plans, "terraform plan"),
  ...entries("https://developer.hashicorp.com/terraform/cli/commands/validate", lints, "terraform validate"),
  ...entries(
    "https://developer.hashicorp.com/terraform/cli/commands/fmt",
    { does: "nothing", variants: [{ when: ["-check"], ...lints }] },
    "terraform fmt",
    "tofu fmt",
  ),
  ...entries(
    "https://developer.hashicorp.com/terraform/cli/commands/test",
    { does: "check", kinds: ["tests"] },
    "terraform test",
    "tofu test",
  ),
  ...entries(
    "https://developer.hashicorp.com/terraform/cli/commands",
    { does: "nothing" },
    "terraform init",
    "terraform output",
    "terraform show",
    "terraform workspace",
    "terraform get",
    "terraform version",
    "terraform providers",
    "terraform state",
    "terraform refresh",
    "tofu init",
    "terragrunt init",
    "terragrunt output",
  ),
  ...entries(
    "https://opentofu.org/docs/cli/commands/apply/",
    {
      ...applies,
      target: ["OpenTofu configuration of `{-chdir|.}!`", "with `{-var-file}`"],
      variants: [
        { when: ["-refresh-only"], does: "nothing" },
        { when: ["-destroy"], does: "remove" },
      ],
      signals: "-var-file|-chdir|.",
    },
    "tofu apply",
  ),
  ...entries("https://opentofu.org/docs/cli/commands/plan/", plans, "tofu plan"),
  ...entries("https://opentofu.org/docs/cli/commands/validate/", lints, "tofu validate"),
  ...entries(
    "https://terragrunt.gruntwork.io/docs/reference/cli/",
    {
      ...applies,
      target: ["Terragrunt unit `{--terragrunt-working-dir|--working-dir|.}!`"],
      signals: "--terragrunt-working-dir|--working-dir|.",
    },
    "terragrunt apply",
    "terragrunt run-all apply",
    "terragrunt apply-all",
    "terragrunt run --all apply",
  ),
  ...entries(
    "https://terragrunt.gruntwork.io/docs/reference/cli/",
    plans,
    "terragrunt plan",
    "terragrunt run-all plan",
    "terragrunt plan-all",
  ),
  ...entries(
    "https://terragrunt.gruntwork.io/docs/reference/cli/",
    { does: "nothing", variants: [{ when: ["--terragrunt-check|--check"], ...lints }] },
    "terragrunt hclfmt",
    "terragrunt hcl",
  ),
  ...entries(
    "https://terragrunt.gruntwork.io/docs/reference/cli/",
    lints,
    "terragrunt validate",
    "terragrunt run-all validate",
  ),
  ...entries(
    "https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/",
    { ...applies, target: ["Pulumi stack `{-s|--stack}!`", "of `{-C|--cwd}`"], signals: "-s|--stack" },
    "pulumi up",
    "pulumi update",
  ),
  ...entries("https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/", plans, "pulumi preview"),
  ...entries(
    "https://www.pulumi.com/docs/iac/cli/commands/pulumi_destroy/",
    { does: "remove", target: ["Pulumi stack `{-s|--stack}!`", "of `{-C|--cwd}`"] },
    "pulumi destroy",
  ),
  ...entries(
    "https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-destroy.html",
    { does: "remove", target: ["CDK stack `{1}!`"] },
    "cdk destroy",
    "cdktf destroy",
  ),
  ...entries(
    "https://www.serverless.com/framework/docs/providers/aws/cli-reference/remove",
    { does: "remove", target: ["stage `{-s|--stage}!`"] },
    "serverless remove",
    "sls remove",
    "sst remove",
  ),
  ...entries(
    "https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html",
    {
      ...applies,
      target: ["CDK stack `{1}!`", "with `{-c|--context}`"],
      signals: "{1}|-c|--context|--profile",
      variants: [
        { when: ["--no-execute"], does: "nothing" },
        { when: ["--method=prepare-change-set"], does: "nothing" },
      ],
    },
    "cdk deploy",
  ),
  ...entries("https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-diff.html", plans, "cdk diff"),
  ...entries(
    "https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-synth.html",
    { does: "build" },
    "cdk synth",
    "cdktf synth",
  ),
  ...entries(
    "https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd.html",
    { does: "nothing" },
    "cdk bootstrap",
    "cdk ls",
    "cdk list",
  ),
  ...entries(
    "https://developer.hashicorp.com/terraform/cdktf/cli-reference/commands",
    { ...applies, target: ["CDKTF stack `{1}!`"], signals: "{1}" },
    "cdktf deploy",
  ),
  ...entries(
    "https://sst.dev/docs/reference/cli/",
    { ...applies, change: "application", target: ["SST stage `{--stage}!`"], signals: "--stage" },
    "sst deploy",
  ),
  ...entries(
    "https://www.serverless.com/framework/docs/providers/aws/cli-reference/deploy",
    {
      ...applies,
      change: "application",
      target: ["Serverless stage `{-s|--stage}!`", "in `{-r|--region}`", "by `{-c|--config}`"],
      signals: "-s|--stage",
      variants: [{ when: ["--noDeploy|-n"], does: "nothing" }],
    },
    "serverless deploy",
    "sls deploy",
    "serverless deploy function",
    "sls deploy function",
  ),
  ...entries(
    "https://www.serverless.com/framework/docs/providers/aws/cli-reference/rollback",
    { does: "roll-back" },
    "serverless rollback",
    "sls rollback",
  ),
  ...entries(
    "https://docs.ansible.com/ansible/latest/cli/ansible-playbook.html",
    {
      ...applies,
      target: ["Ansible playbook `{1}!`", "on `{-i|--inventory}`", "limited to `{-l|--limit}`"],
      signals: "-i|--inventory|-l|--limit",
      variants: [
        { when: ["--syntax-check"], ...lints },
        { when: ["--check|-C|--list-hosts|--list-tasks"], does: "nothing" },
      ],
    },
    "ansible-playbook",
  ),
  ...entries("https://docs.chef.io/workstation/knife_cookbook/", { ...applies }, "knife cookbook upload"),
  ...entries("https://developer.hashicorp.com/packer/docs/commands/build", { does: "build" }, "packer build"),
  ...entries(
    "https://developer.hashicorp.com/nomad/docs/commands/job/run",
    {
      does: "deploy",
      change: "application",
      exposure: "controller",
      controller: "the Nomad job",
      target: ["Nomad job `{1}!`"],
      signals: "{1}",
    },
    "nomad job run",
    "nomad run",
  ),
  ...entries("https://developer.hashicorp.com/nomad/docs/commands/job/plan", plans, "nomad job plan", "nomad plan"),
];

const actions: Table = [
  ...entries(
    "https://github.com/hashicorp/setup-terraform#readme",
    {
      does: "nothing",
      variants: [{ when: ["cli_config_credentials_token"], does: "sign-in", identity: "static-key" }],
    },
    "hashicorp/setup-terraform",
    "opentofu/setup-opentofu",
    "autero1/action-terragrunt",
  ),
  ...entries(
    "https://github.com/dflook/terraform-github-actions#readme",
    {
      ...applies,
      target: ["Terraform configuration of `{path}`", "in workspace `{workspace}`"],
      signals: "workspace|path|var_file",
    },
    "dflook/terraform-apply",
    "dflook/tofu-apply",
  ),
  ...entries(
    "https://github.com/dflook/terraform-github-actions#readme",
    plans,
    "dflook/terraform-plan",
    "dflook/tofu-plan",
  ),
  ...entries(
    "https://github.com/dflook/terraform-github-actions#readme",
    lints,
    "dflook/terraform-validate",
    "dflook/terraform-fmt-check",
  ),
  ...entries(
    "https://github.com/hashicorp/tfc-workflows-github#readme",
    applies,
    "hashicorp/tfc-workflows-github/actions/apply-run",
  ),
  ...entries(
    "https://github.com/hashicorp/tfc-workflows-github#readme",
    { does: "nothing" },
    "hashicorp/tfc-workflows-github",
  ),
  ...entries(
    "https://github.com/gruntwork-io/terragrunt-action#readme",
    {
      does: "nothing",
      variants: [
        { when: ["tg_command^=apply|run-all apply|run --all apply"], ...applies },
        { when: ["tg_command^=plan|run-all plan"], ...plans },
      ],
      target: ["Terragrunt unit `{tg_dir}!`"],
      signals: "tg_dir",
    },
    "gruntwork-io/terragrunt-action",
  ),
  ...entries(
    "https://github.com/pulumi/actions#readme",
    {
      does: "nothing",
      target: ["Pulumi stack `{stack-name}!`", "of `{work-dir}`"],
      signals: "stack-name",
      variants: [
        { when: ["command=up|update"], ...applies },
        { when: ["command=preview"], ...plans },
        { when: ["command=destroy"], does: "remove" },
      ],
    },
    "pulumi/actions",
  ),
  ...entries(
    "https://github.com/pulumi/auth-actions#readme",
    { does: "sign-in", identity: "workload" },
    "pulumi/auth-actions",
  ),
  ...entries(
    "https://github.com/serverless/github-action#readme",
    { does: "nothing", variants: [{ when: ["@deploy"], ...applies, change: "application" }] },
    "serverless/github-action",
  ),
  ...entries(
    "https://github.com/dawidd6/action-ansible-playbook#readme",
    { ...applies, target: ["Ansible playbook `{playbook}!`"], variants: [{ when: ["@--check"], does: "nothing" }] },
    "dawidd6/action-ansible-playbook",
  ),
  ...entries(
    "https://github.com/hashicorp/vault-action#readme",
    {
      does: "sign-in",
      variants: [
        { when: ["method=jwt|kubernetes"], identity: "workload" },
        { when: ["method=userpass|ldap"], identity: "password" },
        { when: ["token|secretid"], identity: "static-key" },
      ],
    },
    "hashicorp/vault-action",
  ),
];

export const infrastructure = { commands, actions };
