// Generated from schemas/policy.schema.json. Change that file and run `npm run build`.

/**
 * The groups whose members may, or people themselves (`user:mina`, `team:acme/ops`): a list, of whose members `count` must say yes, or `all: […]`, of each of which they must; anyone whom the platform lets where it is left out.
 *
 * @minItems 1
 */
export type ApprovalFrom =
  | string[]
  | {
      /**
       * As many as `count` says of all of them together.
       *
       * @minItems 1
       */
      any?: string[];
      /**
       * As many as `count` says of each of them; nobody counts for two.
       *
       * @minItems 1
       * @maxItems 8
       */
      all?: string[];
    };
/**
 * A day: `2026-12-31`.
 */
export type Date = string;
/**
 * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
 */
export type Duration = string;
/**
 * Where waivers stand, and what is accepted of them; a text alone is the pattern of their files.
 */
export type WaiverSettings =
  | string
  | {
      /**
       * A pattern of the files that hold them, from the root of the repository.
       */
      files?: string;
      /**
       * Whether comments in a configuration may waive: `# bakewell: waive bake-time until 2026-12-31 by user:mina -- reason (TICKET)` on the line above the one on which the subject begins.
       */
      inline?: boolean;
    };

/**
 * What an organisation asks of the way its software reaches production.
 */
export interface Policy {
  /**
   * The policy's name.
   */
  name: string;
  /**
   * One sentence that says what it is for.
   */
  title?: string;
  /**
   * Who answers for it: `team:acme/platform` or `user:mina`.
   */
  owner?: string;
  /**
   * Its version.
   */
  version?: string;
  /**
   * The day on which it was last reviewed.
   */
  reviewed?: string;
  /**
   * Policies that come before it: built-in names, files relative to this one, or npm packages that are installed in node_modules (`@acme/bakewell-policy`, `@acme/bakewell-policy/strict.yaml`). Nothing is fetched.
   */
  extends?: string[];
  tiers?: Tiers;
  groups?: Groups;
  recognise?: Recognise;
  /**
   * In order; the last clause to speak of a rule decides.
   */
  clauses?: Clause[];
  emergency?: EmergencyProtocol;
  waivers?: WaiverSettings;
  settings?: SettingsLimits;
}
/**
 * Which names are of which tier. A pattern without `*` or `?` is words that stand side by side in the name, whatever their case: `prod` is in `prod`, `eu-prod-2` and `deployProd`. One with `*` (any text) or `?` (one character) covers the whole name. A pattern that is the whole name counts before one with `*`, and that before words; words inside those of a longer pattern do not count, so `pre-prod` is no `prod`. Names that match nothing, or patterns of two tiers, are of unknown tier. A list replaces that of the policies that are extended.
 */
export interface Tiers {
  /**
   * Patterns of the names of production.
   */
  production?: string[];
  /**
   * Patterns of the names of staging.
   */
  staging?: string[];
  /**
   * Patterns of the names of development.
   */
  development?: string[];
}
/**
 * Named people: users, teams and other groups. Who is in a team only its platform knows, unless it is listed here, too: `team:acme/ops: [user:mina, user:tobias]`. A group replaces one of the same name in the policies that are extended.
 */
export interface Groups {
  /**
   * @minItems 1
   */
  [k: string]: string[];
}
/**
 * Actions, tasks and commands of the organisation, added to the tables of known ones.
 */
export interface Recognise {
  /**
   * By name, without the version: `acme/deploy`.
   */
  actions?: {
    [k: string]: KnownEntry;
  };
  /**
   * By the words that begin the command: `./deploy.sh`, `acme release`.
   */
  commands?: {
    [k: string]: KnownEntry;
  };
}
/**
 * What a thing does.
 */
export interface KnownEntry {
  /**
   * What it does.
   */
  does:
    | "deploy"
    | "publish"
    | "preview"
    | "check"
    | "approve"
    | "wait"
    | "roll-back"
    | "sign-in"
    | "build"
    | "verify"
    | "gate"
    | "notify"
    | "back-up"
    | "remove"
    | "attest"
    | "nothing";
  /**
   * Of a check: its kinds.
   *
   * @minItems 1
   */
  kinds?: (
    | "tests"
    | "integration-test"
    | "smoke-test"
    | "static-analysis"
    | "security-scan"
    | "compliance"
    | "build"
    | "plan-review"
    | "provenance"
  )[];
  /**
   * Of a deployment: what kind of change it carries.
   */
  change?: "application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution";
  /**
   * Of a deployment: who decides how exposure grows: nobody (`at-once`), something behind it (`controller`), or the command itself (`staged`).
   */
  exposure?: "at-once" | "controller" | "staged";
  /**
   * Of a deployment: what that is, in words.
   */
  controller?: string;
  /**
   * Of a deployment: its tier, where the command says it by itself.
   */
  tier?: "development" | "staging" | "production";
  /**
   * Of a sign-in: which identity it makes.
   */
  identity?: "workload" | "machine-token" | "static-key" | "password" | "person";
}
/**
 * One sentence of a policy: what is asked, of which subjects, and when.
 */
export interface Clause {
  /**
   * The sentence or source that it stands on.
   */
  cites?: string;
  where?: Where;
  /**
   * Only under a declared emergency.
   */
  during?: "emergency";
  /**
   * The day from which it is in force.
   */
  from?: string;
  must?: RuleParameters;
  should?: RuleParameters;
  /**
   * Rules that are not asked, those of the policy's own assertions among them.
   *
   * @minItems 1
   */
  "need-not"?: (
    | (
        | "readable"
        | "progressive-exposure"
        | "bake-time"
        | "watched-bake"
        | "health-check"
        | "effective-check"
        | "serial-rings"
        | "deployment-window"
        | "automatic-halt"
        | "recovery"
        | "halt-notice"
        | "required-checks"
        | "blocking-check"
        | "unskippable-check"
        | "equal-gates"
        | "single-route"
        | "change-coverage"
        | "approval"
        | "timely-promotion"
        | "light-approval"
        | "staging-first"
        | "tested-staging"
        | "staging-parity"
        | "versioned-artifact"
        | "one-build"
        | "provenance"
        | "deployment-identity"
        | "pinned-steps"
        | "serial-deployment"
        | "time-limit"
        | "restore-point"
        | "data-change"
        | "safe-removal"
        | "release-form"
        | "environment-configuration"
        | "trunk-based"
        | "continuous-integration"
        | "automated-deployment"
        | "emergency-protocol"
        | "emergency-route"
        | "emergency-declaration"
        | "owed-checks"
        | "emergency-review"
        | "emergency-residue"
        | "rare-emergencies"
        | "code-review"
        | "policy-check"
        | "owned-configuration"
        | "current-policy"
        | "sound-waiver"
      )
    | string
  )[];
  /**
   * The policy's own rules, each an expression of CEL that must be true. Later clauses can leave one out by its id in `need-not`.
   *
   * @minItems 1
   */
  assert?: AssertionEntry[];
}
/**
 * Which subjects a clause speaks of; all of them where it is left out. Every property must match. `tier`, `environment` and `role` speak of stages, and of plans that have such a stage; only `platform` and `path` speak of files, and none of the repository as a whole.
 */
export interface Where {
  /**
   * A pattern of the platform's id.
   */
  platform?: string | string[];
  /**
   * The stage's tier.
   */
  tier?: ("production" | "staging" | "development") | ("production" | "staging" | "development")[];
  /**
   * A pattern of the environment's name, whatever its case; `*` stands for any text, `?` for one character.
   */
  environment?: string | string[];
  /**
   * A pattern of the plan's name, whatever its case; `*` stands for any text, `?` for one character.
   */
  plan?: string | string[];
  /**
   * A pattern of the file's path from the root; `*` and `?` stay within a folder, `**` stands for any number of folders.
   */
  path?: string | string[];
  /**
   * What kind of change the plan carries.
   */
  change?:
    | ("application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution")
    | ("application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution")[];
  /**
   * What kind of stage it is.
   */
  role?: ("deployment" | "publication" | "preview") | ("deployment" | "publication" | "preview")[];
}
/**
 * Rules by id, with their parameters.
 */
export interface RuleParameters {
  readable?: ReadableParameters;
  "progressive-exposure"?: ProgressiveExposureParameters;
  "bake-time"?: BakeTimeParameters;
  "watched-bake"?: WatchedBakeParameters;
  "health-check"?: HealthCheckParameters;
  "effective-check"?: EffectiveCheckParameters;
  "serial-rings"?: SerialRingsParameters;
  "deployment-window"?: DeploymentWindowParameters;
  "automatic-halt"?: AutomaticHaltParameters;
  recovery?: RecoveryParameters;
  "halt-notice"?: HaltNoticeParameters;
  "required-checks"?: RequiredChecksParameters;
  "blocking-check"?: BlockingCheckParameters;
  "unskippable-check"?: UnskippableCheckParameters;
  "equal-gates"?: EqualGatesParameters;
  "single-route"?: SingleRouteParameters;
  "change-coverage"?: ChangeCoverageParameters;
  approval?: ApprovalParameters;
  "timely-promotion"?: TimelyPromotionParameters;
  "light-approval"?: LightApprovalParameters;
  "staging-first"?: StagingFirstParameters;
  "tested-staging"?: TestedStagingParameters;
  "staging-parity"?: StagingParityParameters;
  "versioned-artifact"?: VersionedArtifactParameters;
  "one-build"?: OneBuildParameters;
  provenance?: ProvenanceParameters;
  "deployment-identity"?: DeploymentIdentityParameters;
  "pinned-steps"?: PinnedStepsParameters;
  "serial-deployment"?: SerialDeploymentParameters;
  "time-limit"?: TimeLimitParameters;
  "restore-point"?: RestorePointParameters;
  "data-change"?: DataChangeParameters;
  "safe-removal"?: SafeRemovalParameters;
  "release-form"?: ReleaseFormParameters;
  "environment-configuration"?: EnvironmentConfigurationParameters;
  "trunk-based"?: TrunkBasedParameters;
  "continuous-integration"?: ContinuousIntegrationParameters;
  "automated-deployment"?: AutomatedDeploymentParameters;
  "emergency-protocol"?: EmergencyProtocolParameters;
  "emergency-route"?: EmergencyRouteParameters;
  "emergency-declaration"?: EmergencyDeclarationParameters;
  "owed-checks"?: OwedChecksParameters;
  "emergency-review"?: EmergencyReviewParameters;
  "emergency-residue"?: EmergencyResidueParameters;
  "rare-emergencies"?: RareEmergenciesParameters;
  "code-review"?: CodeReviewParameters;
  "policy-check"?: PolicyCheckParameters;
  "owned-configuration"?: OwnedConfigurationParameters;
  "current-policy"?: CurrentPolicyParameters;
  "sound-waiver"?: SoundWaiverParameters;
}
/**
 * A file that claims to be a deployment configuration can be read and is valid for its platform.
 */
export interface ReadableParameters {}
/**
 * Production is reached in phases, the first one small, each step bounded.
 */
export interface ProgressiveExposureParameters {
  /**
   * The fewest phases.
   */
  stages?: number;
  /**
   * The largest share that the first phase may expose.
   */
  first?: string;
  /**
   * How many times a phase may be as large as the one before it.
   */
  growth?: number;
  /**
   * Whether a switch of everyone at once is accepted where a preview is checked and the bake after the switch is watched.
   */
  "blue-green"?: boolean;
}
/**
 * A stage bakes before the next one begins.
 */
export interface BakeTimeParameters {
  /**
   * The shortest bake.
   */
  minimum?: string;
  /**
   * The shortest bake of the first stage, where it differs.
   */
  first?: string;
}
/**
 * A bake is watched by an automatic health check.
 */
export interface WatchedBakeParameters {}
/**
 * A health check must pass before the next stage begins.
 */
export interface HealthCheckParameters {
  /**
   * The fewest health checks.
   */
  signals?: number;
  /**
   * The kinds that count; all of them where it is left out.
   *
   * @minItems 1
   */
  kinds?: ("metric" | "probe" | "smoke-test" | "alarm" | "usage" | "comparison")[];
}
/**
 * A health check can fail.
 */
export interface EffectiveCheckParameters {}
/**
 * Later groups depend on earlier ones; a failing group stops them.
 */
export interface SerialRingsParameters {
  /**
   * How many groups may deploy at once.
   */
  concurrent?: number;
}
/**
 * Production deployments start only in staffed hours.
 */
export interface DeploymentWindowParameters {
  /**
   * The hours of the week in which deployments may start: `Mon-Fri 09:00-16:00 Europe/Berlin`.
   *
   * @maxItems 50
   */
  windows?: string[];
}
/**
 * A failed check stops the rollout without a human.
 */
export interface AutomaticHaltParameters {}
/**
 * A failure leads to a recovery.
 */
export interface RecoveryParameters {
  /**
   * Whether the recovery must begin by itself.
   */
  automatic?: boolean;
}
/**
 * A halt reaches someone on call.
 */
export interface HaltNoticeParameters {
  /**
   * Words of the names of the notices that count, such as `pagerduty`; every notice counts where it is left out.
   *
   * @minItems 1
   */
  routes?: string[];
}
/**
 * Every route to the stage passes each required kind of check.
 */
export interface RequiredChecksParameters {
  /**
   * The kinds that must be there.
   *
   * @minItems 1
   */
  kinds?: (
    | "tests"
    | "integration-test"
    | "smoke-test"
    | "static-analysis"
    | "security-scan"
    | "compliance"
    | "build"
    | "plan-review"
    | "provenance"
  )[];
}
/**
 * A failing check stops the route.
 */
export interface BlockingCheckParameters {}
/**
 * No switch, label, input or message skips a check on the way to production.
 */
export interface UnskippableCheckParameters {}
/**
 * Every plan that reaches the same production target passes the same gates.
 */
export interface EqualGatesParameters {}
/**
 * One plan reaches a production target.
 */
export interface SingleRouteParameters {
  /**
   * Names or files of plans that may reach a target beside another one.
   */
  allow?: string[];
}
/**
 * Application, infrastructure, flag and configuration changes all pass gates.
 */
export interface ChangeCoverageParameters {
  /**
   * The kinds of change that are asked about.
   *
   * @minItems 1
   */
  classes?: ("application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution")[];
}
/**
 * The right people approve.
 */
export interface ApprovalParameters {
  /**
   * How many must say yes.
   */
  count?: number;
  from?: ApprovalFrom;
  /**
   * Whether the author of the change may approve it.
   */
  "by-author"?: boolean;
  /**
   * Whether the one who started the run may approve it.
   */
  "by-initiator"?: boolean;
  /**
   * Whether someone may go on without the approval.
   */
  bypass?: boolean;
  /**
   * The fewest people in each of the groups; as many as must say yes where it is left out.
   */
  "group-size"?: number;
  /**
   * Whether the yes of a bot or a service account counts: `dependabot[bot]`, `app:…`, `svc-…`.
   */
  automation?: boolean;
}
/**
 * Promotion is conditional, and an unanswered approval means no.
 */
export interface TimelyPromotionParameters {
  /**
   * The longest time that an answer is waited for.
   */
  longest?: string;
}
/**
 * Few approvals stand one after another before production.
 */
export interface LightApprovalParameters {
  /**
   * The most approvals that may stand one after another.
   */
  serial?: number;
}
/**
 * A staging deployment precedes production.
 */
export interface StagingFirstParameters {}
/**
 * Tests run against staging before production begins.
 */
export interface TestedStagingParameters {
  /**
   * The kinds of check that count; every kind but `build` where it is left out.
   *
   * @minItems 1
   */
  kinds?: (
    | "tests"
    | "integration-test"
    | "smoke-test"
    | "static-analysis"
    | "security-scan"
    | "compliance"
    | "build"
    | "plan-review"
    | "provenance"
  )[];
}
/**
 * Staging mirrors production: the same configuration keys, none blank or left as a token.
 */
export interface StagingParityParameters {
  /**
   * Patterns of the keys that may differ, whatever their case.
   */
  allow?: string[];
}
/**
 * What is deployed has an immutable version.
 */
export interface VersionedArtifactParameters {
  /**
   * Whether it must be named by its digest.
   */
  digest?: boolean;
}
/**
 * The same artifact goes to every stage.
 */
export interface OneBuildParameters {}
/**
 * Provenance is produced, and verified before production begins.
 */
export interface ProvenanceParameters {}
/**
 * A short-lived, scoped machine identity deploys.
 */
export interface DeploymentIdentityParameters {}
/**
 * Third-party steps on the way to production are pinned.
 */
export interface PinnedStepsParameters {
  /**
   * How steps of the platform's own vendor must be pinned.
   */
  vendor?: "version" | "commit";
}
/**
 * One production deployment runs at a time, and none is cancelled halfway.
 */
export interface SerialDeploymentParameters {}
/**
 * Deployments have time limits.
 */
export interface TimeLimitParameters {
  /**
   * The longest limit.
   */
  longest?: string;
}
/**
 * A labelled backup precedes what redeploying cannot undo.
 */
export interface RestorePointParameters {}
/**
 * Data changes are gated steps of their own, with instructions, and take nothing away that is in use.
 */
export interface DataChangeParameters {}
/**
 * Destructive steps are off the way to production, or approved.
 */
export interface SafeRemovalParameters {}
/**
 * Production receives the sealed form of what is released.
 */
export interface ReleaseFormParameters {}
/**
 * What an environment has of its own is in one settings file an environment.
 */
export interface EnvironmentConfigurationParameters {}
/**
 * Deployments come from trunk, release branches or tags.
 */
export interface TrunkBasedParameters {
  /**
   * Patterns of the branches that may deploy to production.
   *
   * @minItems 1
   */
  branches?: string[];
}
/**
 * Checks run on every change and on trunk.
 */
export interface ContinuousIntegrationParameters {}
/**
 * The pipeline starts and runs the deployment.
 */
export interface AutomatedDeploymentParameters {
  /**
   * The largest part of the stages that only a person starts, from 0 to 1.
   */
  manual?: number;
}
/**
 * A protocol says how emergencies are handled, and is sound.
 */
export interface EmergencyProtocolParameters {
  /**
   * The most business days until an emergency is reviewed, where a framework sets them.
   */
  review?: number;
}
/**
 * A route for emergencies keeps the checks that are never skipped, and stays within the protocol.
 */
export interface EmergencyRouteParameters {}
/**
 * A declared emergency keeps to its protocol: criterion, evidence, approvers, window, change.
 */
export interface EmergencyDeclarationParameters {}
/**
 * Checks that an emergency put off are done by their time.
 */
export interface OwedChecksParameters {}
/**
 * An emergency is reviewed by another in time, and its change reaches trunk.
 */
export interface EmergencyReviewParameters {}
/**
 * No mark of emergency access outlives its emergency.
 */
export interface EmergencyResidueParameters {}
/**
 * Emergencies stay rare.
 */
export interface RareEmergenciesParameters {
  /**
   * The most in the last 30 days; what the protocol says where it is left out, else 3.
   */
  "per-30-days"?: number;
}
/**
 * Changes are reviewed by others before they merge.
 */
export interface CodeReviewParameters {
  /**
   * The fewest approvals of a change.
   */
  count?: number;
}
/**
 * Bakewell itself blocks the way to production.
 */
export interface PolicyCheckParameters {}
/**
 * Deployment configuration and policy have code owners.
 */
export interface OwnedConfigurationParameters {}
/**
 * The policy has an owner, a version, and was reviewed in its period.
 */
export interface CurrentPolicyParameters {
  /**
   * The longest time since its last review.
   */
  within?: string;
}
/**
 * A waiver is exact, is approved by another than its requester, covers a failure, and ends.
 */
export interface SoundWaiverParameters {
  /**
   * The longest time from the day on which it was requested to its last day; from the day of the check, where the former is not written.
   */
  longest?: string;
}
/**
 * A rule of the policy's own: what must be true of each stage, plan, file or the repository.
 */
export interface AssertionEntry {
  /**
   * Its name in reports, waivers and `need-not`: a noun for what is wanted, such as `digest-only`.
   */
  id: string;
  /**
   * What it is asked of.
   */
  each: "stage" | "plan" | "repository" | "source";
  /**
   * An expression of CEL that is true where all is well.
   */
  that: string;
  /**
   * What is wrong where it is false, as words that follow the name: `ships on a Friday`.
   */
  says: string;
  /**
   * What to do then.
   */
  remedy?: string;
  /**
   * Whether a failure fails the build.
   */
  strength?: "must" | "should";
}
/**
 * How emergencies are handled: what counts as one, who approves, what may be shortened, and what is owed afterwards. It replaces that of the policies that are extended as a whole.
 */
export interface EmergencyProtocol {
  /**
   * Its name, by which declarations refer to it.
   */
  name: string;
  /**
   * Its version, by which declarations refer to it.
   */
  version: string;
  /**
   * Who answers for it: `team:acme/platform` or `user:mina`.
   */
  owner?: string;
  /**
   * The day on which it was last reviewed.
   */
  reviewed?: string;
  /**
   * How often it is reviewed.
   */
  "review-every"?: string;
  /**
   * The organisation's own plan for emergencies: a path from the root of the repository, or an address.
   */
  "response-plan"?: string;
  /**
   * The day of the last drill.
   */
  drilled?: string;
  /**
   * How often there is a drill.
   */
  "drill-every"?: string;
  /**
   * Days that are no business days, beside Saturday and Sunday.
   */
  holidays?: Date[];
  /**
   * What counts as an emergency.
   *
   * @minItems 1
   */
  criteria?: EmergencyCriterion[];
  /**
   * What does not count as one, in words.
   */
  "not-emergencies"?: string[];
  /**
   * Who approves an emergency, by criterion.
   *
   * @minItems 1
   */
  approvals?: EmergencyApproval[];
  /**
   * Whether someone on call may approve an own change after the deployment.
   */
  "self-approval-on-call"?: boolean;
  accelerate?: EmergencyAcceleration;
  /**
   * Gates that no emergency skips: kinds of check, or rules.
   */
  "never-skip"?: string[];
  /**
   * Checks that may run after the deployment.
   */
  defer?: DeferredCheck[];
  elevation?: EmergencyElevation;
  /**
   * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
   */
  owed?: string;
  review?: EmergencyReview;
  reconcile?: EmergencyReconcile;
  limits?: EmergencyLimits;
  /**
   * The ways to production that are meant for emergencies alone.
   */
  routes?: EmergencyRoute[];
  /**
   * A pattern of the files that hold declared emergencies, from the root of the repository.
   */
  files?: string;
}
/**
 * What counts as an emergency, and how that is shown.
 */
export interface EmergencyCriterion {
  /**
   * The name by which approvals and declarations refer to it: `active-incident`.
   */
  id: string;
  /**
   * What kind of emergency it is.
   */
  kind:
    | "security-breach"
    | "vulnerability-exposure"
    | "active-incident"
    | "data-loss"
    | "safety"
    | "legal-deadline"
    | "revert-of-bad-deploy";
  /**
   * The least severe that counts, from `sev1`, the worst; every severity where it is left out.
   */
  severity?: "sev1" | "sev2" | "sev3" | "sev4" | "sev5";
  /**
   * What must be true, in a sentence.
   */
  statement: string;
  /**
   * The kinds of evidence that a declaration must give, each of them: `incident`, `advisory`.
   */
  evidence?: string[];
}
/**
 * Who approves emergencies of some criteria.
 */
export interface EmergencyApproval {
  /**
   * The criteria, by their ids.
   *
   * @minItems 1
   */
  for: string[];
  /**
   * The groups whose members may, or people themselves (`user:mina`, `team:acme/ops`).
   *
   * @minItems 1
   */
  from: string[];
  /**
   * How many must say yes.
   */
  count?: number;
  /**
   * Whether the author of the change may be one of them.
   */
  "by-author"?: boolean;
  /**
   * Within which time after the deployment they may say so; before it where it is left out.
   */
  afterwards?: string;
}
/**
 * How far an emergency may shorten the routine.
 */
export interface EmergencyAcceleration {
  bake?: EmergencyBake;
  /**
   * Stages that stay, by their names.
   */
  keep?: string[];
  /**
   * Stages that may be left out or taken together, by their names.
   */
  merge?: string[];
  /**
   * The largest share that the first stage may expose.
   */
  first?: string;
  /**
   * The fewest approvals of a deployment; as many as routinely where it is left out.
   */
  approvals?: number;
  /**
   * Whether a deployment may start outside of its window.
   */
  window?: boolean;
}
/**
 * How far bakes may be shortened; not at all where it is left out.
 */
export interface EmergencyBake {
  /**
   * The smallest part of the routine bake, from 0 to 1.
   */
  factor?: number;
  /**
   * The shortest bake, whatever the factor.
   */
  floor?: string;
  /**
   * The shortest bakes of single stages, by their names.
   */
  stages?: {
    [k: string]: Duration;
  };
}
/**
 * A check that may run after the deployment.
 */
export interface DeferredCheck {
  /**
   * The kind of check.
   */
  check:
    | "tests"
    | "integration-test"
    | "smoke-test"
    | "static-analysis"
    | "security-scan"
    | "compliance"
    | "build"
    | "plan-review"
    | "provenance";
  /**
   * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
   */
  within: string;
}
/**
 * Access beyond the routine, for the time of an emergency.
 */
export interface EmergencyElevation {
  /**
   * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
   */
  longest?: string;
  /**
   * How often it may be given again in one emergency.
   */
  renewals?: number;
  /**
   * Texts that it leaves in files: `image-policy.k8s.io/break-glass`.
   */
  markers?: string[];
  /**
   * Who is told of it: groups, or people themselves.
   */
  alert?: string[];
}
/**
 * The review of each emergency.
 */
export interface EmergencyReview {
  /**
   * The longest time from the deployment until it is done: `5 business days`, or a duration such as `P7D`.
   */
  within?: string;
  /**
   * Whom a reviewer must differ from.
   *
   * @minItems 1
   */
  "not-by"?: ("requester" | "author" | "approver")[];
}
/**
 * How what was done in an emergency becomes routine again.
 */
export interface EmergencyReconcile {
  /**
   * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
   */
  merge?: string;
  /**
   * ISO 8601 (`PT1H`, `P1D` = 24 h) or `10m`, `1h30m`.
   */
  markers?: string;
}
/**
 * How often there may be emergencies.
 */
export interface EmergencyLimits {
  /**
   * The most emergencies in 30 days.
   */
  "per-30-days"?: number;
}
/**
 * A way to production that is meant for emergencies alone.
 */
export interface EmergencyRoute {
  /**
   * The plan's name or file.
   */
  plan: string;
  /**
   * The input, label or message that makes it one; the whole plan is one where it is left out.
   */
  switch?: string;
}
/**
 * What is accepted of exported settings.
 */
export interface SettingsLimits {
  /**
   * How old an export may be and still be believed: `P30D`.
   */
  fresh?: string;
}
