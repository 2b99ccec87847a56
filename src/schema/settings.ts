// Generated from schemas/settings.schema.json. Change that file and run `npm run build`.

export type Text = string;
/**
 * Who may approve (`user:mina`, `team:acme/ops`, `role:maintainer`); `user-id:7` and `team-id:7` where only a number is known, `expression:var.reviewers` where a file declares them by something that it does not settle. Empty where nobody is asked.
 */
export type Approvers = Text[];
export type SnapshotResourceCheck =
  | SnapshotApprovalCheck
  | SnapshotLockCheck
  | SnapshotBranchCheck
  | SnapshotHoursCheck
  | SnapshotTemplateCheck
  | SnapshotOtherCheck;

/**
 * Settings of a delivery product as its server gave them out at one time: what `bakewell settings import` writes. Only the fields that are listed here are ever kept of an answer.
 */
export interface Snapshot {
  schema: "bakewell.settings/1";
  /**
   * The product whose settings they are: `github-actions`, `azure-pipelines`, `gitlab-ci`.
   */
  platform: string;
  /**
   * Which answer it was made of; `configuration` where it was not the server that said it, but a file that declares it.
   */
  kind:
    | "environment"
    | "environments"
    | "deployment-branch-policies"
    | "rulesets"
    | "branch-protection"
    | "checks"
    | "service-connections"
    | "policies"
    | "protected-environments"
    | "approval-rules"
    | "approval-settings"
    | "freeze-periods"
    | "protected-branches"
    | "protected-tags"
    | "project"
    | "deployment-protection-rules"
    | "configuration";
  /**
   * What the answer is about: an environment, a ruleset, a branch; `all` for a whole list; the file of a configuration.
   */
  name: string;
  /**
   * The repository that the answer names (`acme/shop`); `null` where it names none.
   */
  repository: Text | null;
  /**
   * When the server gave it out, or the file declared it.
   */
  captured: string;
  /**
   * Of the answer or file as it was read.
   */
  digest: string;
  /**
   * Whether a list holds all that the server has.
   */
  complete?: boolean;
  /**
   * Environments with their rules.
   */
  environments?: SnapshotEnvironment[];
  /**
   * Which branches and tags may deploy to an environment whose rules name patterns.
   */
  "branch-policies"?: SnapshotBranchPolicies[];
  /**
   * The rulesets that there are, without what they say.
   */
  listed?: SnapshotListed[];
  /**
   * Rulesets with their rules.
   */
  rulesets?: SnapshotRuleset[];
  /**
   * Branches with their protection.
   */
  branches?: SnapshotBranch[];
  /**
   * Environments by their names, without their rules.
   */
  "known-environments"?: SnapshotKnownEnvironment[];
  /**
   * What is asked before a run may use a resource.
   */
  resources?: SnapshotResource[];
  /**
   * Connections to other services, without what they connect with.
   */
  connections?: SnapshotConnection[];
  /**
   * What a change needs before it gets onto a branch.
   */
  policies?: SnapshotReviewPolicy[];
  /**
   * Pipelines that must pass on a change.
   */
  "build-policies"?: SnapshotBuildPolicy[];
  /**
   * Environments with who may deploy to them and who must approve.
   */
  "protected-environments"?: SnapshotProtectedEnvironment[];
  "approval-settings"?: SnapshotApprovalSettings;
  /**
   * When nothing is deployed.
   */
  freezes?: SnapshotFreeze[];
  /**
   * Branches or tags with who may change them.
   */
  "protected-refs"?: SnapshotProtectedRef[];
  project?: SnapshotProject;
  /**
   * Rules of environments that other services answer.
   */
  "protection-rules"?: SnapshotProtectionRules[];
}
/**
 * The rules of an environment.
 */
export interface SnapshotEnvironment {
  name: Text;
  reviewers: Approvers;
  /**
   * Whether whoever started the deployment is kept from approving it. `null` where the answer does not say.
   */
  "prevent-self-review": boolean | null;
  /**
   * Whether administrators may go on without these rules. `null` where the answer does not say.
   */
  "admins-bypass": boolean | null;
  /**
   * How many seconds a deployment waits; `null` where that is not said.
   */
  wait: number | null;
  /**
   * From which branches a deployment may come; `null` where that is not said.
   */
  branches: "any" | "protected" | "patterns" | null;
  /**
   * Rules that another service answers.
   */
  "other-rules": Text[];
}
/**
 * The branches and tags that may deploy to an environment.
 */
export interface SnapshotBranchPolicies {
  environment: Text;
  /**
   * Patterns of their names.
   */
  patterns: SnapshotPattern[];
}
/**
 * A pattern of names.
 */
export interface SnapshotPattern {
  name: Text;
  type: "branch" | "tag";
}
/**
 * A ruleset in a list.
 */
export interface SnapshotListed {
  id: number;
  name: Text;
}
/**
 * Rules over branches or tags.
 */
export interface SnapshotRuleset {
  /**
   * `null` where a file declares it.
   */
  id: number | null;
  name: Text;
  enforcement: "active" | "evaluate" | "disabled";
  target: "branch" | "tag" | "push" | "repository";
  /**
   * Patterns of the refs that it is for.
   */
  include: Text[];
  /**
   * Patterns of the refs that it is not for.
   */
  exclude: Text[];
  /**
   * The status checks that it requires.
   */
  checks: SnapshotCheck[];
  /**
   * What it asks of a pull request; `null` where it asks for none.
   */
  "pull-request": SnapshotReview | null;
  "merge-queue": boolean;
  /**
   * Workflows that it requires, by path.
   */
  workflows: Text[];
  /**
   * Who may go round it; `null` where the answer does not say.
   */
  bypass: Text[] | null;
}
/**
 * A status check that a change must pass.
 */
export interface SnapshotCheck {
  /**
   * The name under which it reports; `expression:var.checks` where a file declares it by something that it does not settle.
   */
  name: string;
  /**
   * The app that must report it; `null` where any may.
   */
  app: number | null;
}
/**
 * What a pull request needs.
 */
export interface SnapshotReview {
  approvals: number;
  "code-owners": boolean;
  "dismiss-stale": boolean;
  /**
   * Whether someone else than who pushed last must approve. `null` where the answer does not say.
   */
  "last-push"?: boolean | null;
  /**
   * Who may merge without it.
   */
  bypass?: Text[];
}
/**
 * The protection of a branch.
 */
export interface SnapshotBranch {
  /**
   * `~DEFAULT_BRANCH` for the default branch; a pattern where it has a `*`, `?` or `[`.
   */
  name: string;
  protected: boolean;
  /**
   * The status checks that it requires.
   */
  checks: SnapshotCheck[];
  /**
   * What it asks of a pull request; `null` where it asks for none, left out where the answer does not say.
   */
  "pull-request"?: SnapshotReview | null;
  /**
   * Whether administrators may go round it. `null` where the answer does not say.
   */
  "admins-bypass": boolean | null;
}
/**
 * An environment in a list.
 */
export interface SnapshotKnownEnvironment {
  name: Text;
  /**
   * By which other answers name it.
   */
  id: Text | null;
  /**
   * As the server says it.
   */
  tier: Text | null;
}
/**
 * A resource with its checks.
 */
export interface SnapshotResource {
  type: "environment" | "endpoint" | "variablegroup" | "queue" | "agentpool" | "repository" | "securefile";
  /**
   * By which lists name it.
   */
  id: Text | null;
  /**
   * `null` where the answer does not say.
   */
  name: Text | null;
  checks: SnapshotResourceCheck[];
}
/**
 * People who must say yes.
 */
export interface SnapshotApprovalCheck {
  kind: "approval";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
  approvers: Approvers;
  /**
   * How many must approve; 0 for all of them.
   */
  count: number;
  /**
   * Whether they are asked one after the other.
   */
  "in-order": boolean;
  /**
   * Whether whoever started the run may approve it. `null` where the answer does not say.
   */
  "requester-may-approve": boolean | null;
}
/**
 * One run at a time.
 */
export interface SnapshotLockCheck {
  kind: "exclusive-lock";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
}
/**
 * From which branches a run may use it.
 */
export interface SnapshotBranchCheck {
  kind: "branch-control";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
  /**
   * Patterns of refs: `refs/heads/main`, `refs/heads/release/*`, `*`.
   */
  branches: Text[];
  /**
   * Whether the branch must be protected.
   */
  protected: boolean;
  /**
   * Whether a branch passes of which it is not known whether it is protected.
   */
  "unknown-status": boolean;
}
/**
 * When a run may use it.
 */
export interface SnapshotHoursCheck {
  kind: "business-hours";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
  days: Text[];
  from: Text;
  to: Text;
  "time-zone": Text;
}
/**
 * Templates of which a pipeline must extend one.
 */
export interface SnapshotTemplateCheck {
  kind: "required-template";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
  /**
   * `templates/deploy.yml@git:shop/templates#refs/heads/main`.
   */
  templates: Text[];
}
/**
 * A check that another service answers.
 */
export interface SnapshotOtherCheck {
  kind: "other";
  /**
   * Whether it is switched off.
   */
  disabled: boolean;
  /**
   * After how many seconds it fails.
   */
  timeout: number | null;
  /**
   * `InvokeRESTAPI`, `AzureFunction`, `queryAzureMonitor`.
   */
  task: string;
  name: Text;
}
/**
 * A connection to another service.
 */
export interface SnapshotConnection {
  name: Text;
  id: Text;
  type: Text;
  /**
   * How it proves who it is: `WorkloadIdentityFederation`, `ServicePrincipal`, `Token`.
   */
  scheme: string;
  disabled: boolean;
  /**
   * Whether other projects use it as well.
   */
  shared: boolean;
}
/**
 * How a change is reviewed.
 */
export interface SnapshotReviewPolicy {
  name: Text;
  /**
   * The branches that it is for.
   */
  branches: SnapshotBranchPattern[];
  /**
   * Whether a change is held back by it.
   */
  enforced: boolean;
  approvals: number;
  /**
   * Who may approve; `null` where anyone who may write can.
   */
  from: Approvers | null;
  /**
   * Whether the author's own approval counts. `null` where another answer says so.
   */
  "by-author": boolean | null;
  /**
   * Whether the approval of who pushed last counts. `null` where another answer says so.
   */
  "by-last-pusher": boolean | null;
  /**
   * Whether a push takes approvals back. `null` where another answer says so.
   */
  "dismiss-stale": boolean | null;
}
/**
 * Branches that a rule is for.
 */
export interface SnapshotBranchPattern {
  /**
   * `wildcard`: a `*` stands for any text; `default`: the default branch; `protected`: those that are protected.
   */
  match: "exact" | "prefix" | "wildcard" | "default" | "protected" | "all";
  /**
   * Without `refs/heads/`; empty where there is none.
   */
  name: string;
}
/**
 * A pipeline that must pass.
 */
export interface SnapshotBuildPolicy {
  name: Text;
  /**
   * The branches that it is for.
   */
  branches: SnapshotBranchPattern[];
  enforced: boolean;
  /**
   * The pipeline's number.
   */
  pipeline: number;
  /**
   * Only changes of these paths run it; empty for all.
   */
  paths: Text[];
}
/**
 * An environment with its protection.
 */
export interface SnapshotProtectedEnvironment {
  name: Text;
  /**
   * Who may deploy.
   */
  deployers: Text[];
  /**
   * How many must approve, whoever they are.
   */
  required: number;
  /**
   * How many of whom must approve.
   */
  approvals: SnapshotDeployApproval[];
}
/**
 * Approvals that a deployment waits for.
 */
export interface SnapshotDeployApproval {
  count: number;
  from: Text;
}
/**
 * How approvals of changes are counted.
 */
export interface SnapshotApprovalSettings {
  /**
   * Whether the author's own approval counts.
   */
  "by-author": boolean | null;
  /**
   * Whether the approval of who committed to the change counts.
   */
  "by-committers": boolean | null;
  /**
   * Whether a push takes approvals back.
   */
  "dismiss-stale": boolean | null;
}
/**
 * A time in which nothing is deployed.
 */
export interface SnapshotFreeze {
  /**
   * As a cron expression.
   */
  start: string;
  end: Text;
  "time-zone": Text;
}
/**
 * A branch or tag with its protection.
 */
export interface SnapshotProtectedRef {
  type: "branch" | "tag";
  /**
   * A `*` stands for any text.
   */
  name: string;
  /**
   * Who may change it directly: for a tag, who may create it. Empty for nobody.
   */
  push: Text[];
  /**
   * Who may merge into it.
   */
  merge: Text[];
  "force-push": boolean;
  /**
   * Whether the owners of what is changed must approve. `null` where the answer does not say.
   */
  "code-owners": boolean | null;
}
/**
 * Settings of a project.
 */
export interface SnapshotProject {
  /**
   * `null` where the answer does not say.
   */
  "default-branch": Text | null;
  /**
   * `merge`, `rebase_merge`, `ff`.
   */
  "merge-method": Text | null;
  /**
   * After how many seconds a job ends that says nothing else.
   */
  "job-timeout": number | null;
  /**
   * Whether an older deployment is kept from replacing a newer one.
   */
  "forward-only": boolean | null;
  /**
   * Whether a newer pipeline cancels those that are not done.
   */
  "cancels-pending": boolean | null;
  /**
   * Whether only a change whose pipeline passed may merge.
   */
  "pipeline-must-pass": boolean | null;
  /**
   * Whether a pipeline that was skipped counts as passed.
   */
  "skipped-passes": boolean | null;
  /**
   * Whether whoever started a pipeline may approve its deployment.
   */
  "starter-may-approve": boolean | null;
}
/**
 * Other services that decide about deployments to an environment.
 */
export interface SnapshotProtectionRules {
  environment: Text;
  apps: Text[];
}
