import { entries, type Table } from "../entry.ts";

const cli = (page: string): string => `https://docs.aws.amazon.com/cli/latest/reference/${page}.html`;
const once = { does: "deploy", change: "application", exposure: "at-once" } as const;
const by = (controller: string) =>
  ({ does: "deploy", change: "application", exposure: "controller", controller }) as const;
const stack = {
  does: "deploy",
  change: "infrastructure",
  exposure: "at-once",
  target: ["CloudFormation stack `{--stack-name}!`", "in `{--region}`"],
  signals: "--stack-name",
} as const;

const commands: Table = [
  ...entries(
    cli("rds/create-db-snapshot"),
    { does: "back-up", label: "--db-snapshot-identifier|--db-cluster-snapshot-identifier|--backup-name" },
    "aws rds create-db-snapshot",
    "aws rds create-db-cluster-snapshot",
    "aws dynamodb create-backup",
  ),
  ...entries(
    cli("backup/start-backup-job"),
    { does: "back-up" },
    "aws backup start-backup-job",
    "aws ec2 create-snapshot",
  ),
  ...entries(
    cli("rds/delete-db-instance"),
    { does: "remove", target: ["database `{--db-instance-identifier|--db-cluster-identifier|--table-name}!`"] },
    "aws rds delete-db-instance",
    "aws rds delete-db-cluster",
    "aws dynamodb delete-table",
  ),
  ...entries(cli("s3/rb"), { does: "remove", target: ["bucket `{1}!`"] }, "aws s3 rb"),
  ...entries(
    cli("cloudformation/delete-stack"),
    { does: "remove", target: ["CloudFormation stack `{--stack-name}!`"] },
    "aws cloudformation delete-stack",
  ),
  ...entries(
    cli("ecs/update-service"),
    {
      ...by("the ECS service"),
      target: ["ECS service `{--service}!`", "of cluster `{--cluster}`", "in `{--region}`"],
      signals: "--cluster|--service",
    },
    "aws ecs update-service",
    "aws ecs create-service",
    "aws ecs deploy",
  ),
  ...entries(
    cli("ecs/run-task"),
    { does: "nothing" },
    "aws ecs run-task",
    "aws ecs register-task-definition",
    "aws ecs describe-services",
    "aws ecs describe-task-definition",
  ),
  ...entries(
    cli("ecs/wait/services-stable"),
    { does: "verify" },
    "aws ecs wait",
    "aws deploy wait",
    "aws elasticbeanstalk wait",
  ),
  // These end when a change was made, and look at nothing that it changed.
  ...entries(
    cli("cloudformation/wait"),
    { does: "nothing" },
    "aws cloudformation wait",
    "aws lambda wait",
    "aws cloudfront wait",
  ),
  ...entries(
    cli("deploy/create-deployment"),
    {
      ...by("CodeDeploy"),
      target: ["CodeDeploy application `{--application-name}!`", "of group `{--deployment-group-name}`"],
      signals: "--deployment-group-name|--application-name",
    },
    "aws deploy create-deployment",
  ),
  ...entries(cli("deploy/stop-deployment"), { does: "roll-back" }, "aws deploy stop-deployment"),
  ...entries(
    cli("lambda/update-function-code"),
    {
      ...once,
      target: ["Lambda function `{--function-name}!`", "in `{--region}`"],
      signals: "--function-name",
      ships: ["--image-uri"],
      variants: [{ when: ["--dry-run"], does: "nothing" }],
    },
    "aws lambda update-function-code",
  ),
  ...entries(
    cli("lambda/update-alias"),
    {
      ...once,
      exposure: "staged",
      target: ["Lambda function `{--function-name}!`", "by alias `{--name}`"],
      signals: "--name|--function-name",
    },
    "aws lambda update-alias",
  ),
  ...entries(
    cli("cloudformation/deploy"),
    { ...stack, variants: [{ when: ["--no-execute-changeset"], does: "nothing" }] },
    "aws cloudformation deploy",
    "aws cloudformation update-stack",
    "aws cloudformation create-stack",
    "aws cloudformation execute-change-set",
    "aws cloudformation update-stack-set",
  ),
  ...entries(
    cli("cloudformation/validate-template"),
    { does: "check", kinds: ["static-analysis"] },
    "aws cloudformation validate-template",
  ),
  ...entries(
    cli("cloudformation/create-change-set"),
    { does: "nothing" },
    "aws cloudformation create-change-set",
    "aws cloudformation package",
    "aws cloudformation describe-stacks",
  ),
  ...entries(cli("cloudformation/rollback-stack"), { does: "roll-back" }, "aws cloudformation rollback-stack"),
  // A folder that is mirrored into a bucket is a site or a set of assets; the copy of single files (`aws s3 cp`) can be anything.
  ...entries(
    cli("s3/sync"),
    {
      ...once,
      target: ["bucket `{2}!`"],
      signals: "{2}",
      variants: [
        { when: ["--dryrun"], does: "nothing" },
        { when: ["{1}^=s3://", "!{2}^=s3://"], does: "nothing" },
      ],
    },
    "aws s3 sync",
  ),
  ...entries(
    cli("s3/cp"),
    { does: "nothing" },
    "aws s3 cp",
    "aws s3 ls",
    "aws s3 mv",
    "aws s3 rm",
    "aws s3api",
    "aws cloudfront create-invalidation",
    "aws eks update-kubeconfig",
  ),
  ...entries(
    cli("elasticbeanstalk/update-environment"),
    {
      ...by("the Elastic Beanstalk environment"),
      target: ["Elastic Beanstalk environment `{--environment-name}!`"],
      signals: "--environment-name",
    },
    "aws elasticbeanstalk update-environment",
  ),
  ...entries(
    "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/eb3-deploy.html",
    { ...by("the Elastic Beanstalk environment"), target: ["Elastic Beanstalk environment `{1}!`"], signals: "{1}" },
    "eb deploy",
  ),
  ...entries(
    cli("amplify/start-deployment"),
    { ...once, target: ["Amplify app `{--app-id}!`", "on branch `{--branch-name}`"], signals: "--branch-name" },
    "aws amplify start-deployment",
    "aws amplify start-job",
  ),
  ...entries(
    cli("apprunner/start-deployment"),
    { ...by("App Runner"), target: ["App Runner service `{--service-arn}!`"] },
    "aws apprunner start-deployment",
    "aws apprunner update-service",
  ),
  ...entries(
    cli("autoscaling/start-instance-refresh"),
    {
      ...by("the Auto Scaling group"),
      target: ["Auto Scaling group `{--auto-scaling-group-name}!`"],
      signals: "--auto-scaling-group-name",
    },
    "aws autoscaling start-instance-refresh",
  ),
  ...entries(
    cli("codepipeline/start-pipeline-execution"),
    { ...by("the CodePipeline pipeline"), target: ["CodePipeline pipeline `{--name}!`"], signals: "--name" },
    "aws codepipeline start-pipeline-execution",
  ),
  ...entries(
    cli("appconfig/start-deployment"),
    {
      ...by("AppConfig"),
      change: "configuration",
      target: ["AppConfig application `{--application-id}!`", "in environment `{--environment-id}`"],
    },
    "aws appconfig start-deployment",
  ),
  ...entries(
    cli("sts/assume-role-with-web-identity"),
    { does: "sign-in", identity: "workload" },
    "aws sts assume-role-with-web-identity",
  ),
  ...entries(
    cli("configure/set"),
    { does: "nothing", variants: [{ when: ["{1}=aws_secret_access_key"], does: "sign-in", identity: "static-key" }] },
    "aws configure set",
  ),
  ...entries(
    cli("ecr/get-login-password"),
    { does: "nothing" },
    "aws ecr get-login-password",
    "aws sts get-caller-identity",
  ),
  ...entries(
    "https://aws.github.io/copilot-cli/docs/commands/deploy/",
    {
      ...by("the ECS service"),
      target: ["Copilot service `{-n|--name}`", "in environment `{-e|--env}!`"],
      signals: "-e|--env",
    },
    "copilot deploy",
    "copilot svc deploy",
    "copilot job deploy",
  ),
  ...entries(
    "https://github.com/fabfuel/ecs-deploy#readme",
    { ...by("the ECS service"), target: ["ECS service `{2}!`", "of cluster `{1}`"] },
    "ecs deploy",
  ),
  ...entries(
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html",
    {
      ...stack,
      change: "application",
      exposure: "controller",
      controller: "the SAM template's deployment preference",
      signals: "--stack-name|--config-env",
      variants: [{ when: ["--no-execute-changeset"], does: "nothing" }],
    },
    "sam deploy",
    "sam sync",
  ),
  ...entries(
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-validate.html",
    { does: "check", kinds: ["static-analysis"] },
    "sam validate",
    "cfn-lint",
  ),
  ...entries(
    "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html",
    { does: "build" },
    "sam build",
    "sam package",
  ),
];

const actions: Table = [
  ...entries(
    "https://github.com/aws-actions/configure-aws-credentials#readme",
    {
      does: "sign-in",
      variants: [
        { when: ["aws-access-key-id"], identity: "static-key" },
        { when: ["role-to-assume"], identity: "workload" },
      ],
    },
    "aws-actions/configure-aws-credentials",
  ),
  ...entries(
    "https://github.com/aws-actions/amazon-ecr-login#readme",
    { does: "nothing" },
    "aws-actions/amazon-ecr-login",
  ),
  ...entries(
    "https://github.com/aws-actions/amazon-ecs-render-task-definition#readme",
    { does: "nothing", ships: ["image"] },
    "aws-actions/amazon-ecs-render-task-definition",
  ),
  ...entries(
    "https://github.com/aws-actions/amazon-ecs-deploy-task-definition#readme",
    {
      ...by("the ECS service"),
      target: ["ECS service `{service}!`", "of cluster `{cluster}`"],
      signals: "cluster|service",
      ships: ["image"],
      variants: [
        { when: ["codedeploy-application"], controller: "CodeDeploy" },
        { when: ["!service"], does: "nothing" },
      ],
    },
    "aws-actions/amazon-ecs-deploy-task-definition",
  ),
  ...entries(
    "https://github.com/aws-actions/aws-cloudformation-github-deploy#readme",
    {
      ...stack,
      target: ["CloudFormation stack `{name}!`"],
      signals: "name",
      variants: [{ when: ["no-execute-changeset=1|true"], does: "nothing" }],
    },
    "aws-actions/aws-cloudformation-github-deploy",
  ),
  ...entries(
    "https://github.com/aws-actions/aws-lambda-deploy#readme",
    {
      ...once,
      target: ["Lambda function `{function-name}!`"],
      signals: "function-name",
      ships: ["image-uri"],
      variants: [{ when: ["dry-run=true"], does: "nothing" }],
    },
    "aws-actions/aws-lambda-deploy",
  ),
  ...entries(
    "https://github.com/appleboy/lambda-action#readme",
    { ...once, target: ["Lambda function `{function_name}!`"], signals: "function_name" },
    "appleboy/lambda-action",
  ),
  ...entries(
    "https://github.com/einaregilsson/beanstalk-deploy#readme",
    {
      ...by("the Elastic Beanstalk environment"),
      target: ["Elastic Beanstalk environment `{environment_name}!`"],
      signals: "environment_name",
      variants: [{ when: ["!environment_name"], does: "publish" }],
    },
    "einaregilsson/beanstalk-deploy",
  ),
  ...entries("https://github.com/jakejarvis/s3-sync-action#readme", { ...once }, "jakejarvis/s3-sync-action"),
  ...entries(
    "https://github.com/reggionick/s3-deploy#readme",
    { ...once, target: ["bucket `{bucket}!`"], signals: "bucket" },
    "reggionick/s3-deploy",
  ),
  ...entries(
    "https://github.com/aws-actions/setup-sam#readme",
    { does: "nothing" },
    "aws-actions/setup-sam",
    "chetan/invalidate-cloudfront-action",
  ),
];

export const aws = { commands, actions };
