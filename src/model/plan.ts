import type { Assurance } from "./assurance.ts";
import type { Duration } from "./duration.ts";
import type { Fact, Listing } from "./fact.ts";
import type { Place } from "./place.ts";

/** How one thing reaches production, whatever its platform calls it. */
export interface Plan {
  readonly kind: "plan";
  /** Unique in the repository and independent of line numbers: `github-actions:.github/workflows/deploy.yml`. */
  readonly id: string;
  readonly platform: string;
  readonly name: string;
  readonly at: Place;
  readonly change: Fact<Change>;
  readonly triggers: Listing<Trigger>;
  /** In topological order: every stage stands behind those that it comes `after`. */
  readonly stages: readonly Stage[];
  /** Steps made by others that run on the way to its stages. */
  readonly steps: Listing<Step>;
  /** Parts of the delivery that are written somewhere else. */
  readonly delegations: readonly Delegation[];
}

/** What kind of change a plan carries. */
export type Change = "application" | "infrastructure" | "configuration" | "feature-flag" | "data" | "solution";

export type Tier = "development" | "staging" | "production";

/** What starts a plan. */
export interface Trigger {
  readonly on:
    | "push"
    | "tag"
    | "release"
    | "manual"
    | "schedule"
    | "change-request"
    | "merge-queue"
    | "after-plan"
    | "call"
    | "api"
    | "manifest";
  /** Branch or tag patterns; absent where every branch starts it. */
  readonly refs: Fact<readonly string[]>;
  readonly at: Place;
}

/** One phase of progressive exposure: an environment, a ring, a region, a share of traffic. */
export interface Stage {
  readonly kind: "stage";
  /** Unique in the plan and independent of line numbers. */
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  /** `deployment` changes what runs; `publication` offers a package, image or page; `preview` is torn down with its change. */
  readonly role: "deployment" | "publication" | "preview";
  /** Whether it surely deploys or publishes; unknown where what it does cannot be read. */
  readonly deploys: Assurance;
  /** The stages that end before this one begins. */
  readonly after: readonly string[];
  /** The ways of starting the plan that reach it ("push to `main`"). Stages that share none are never in one run. */
  readonly starts: readonly string[];
  /** What these ways begin with. */
  readonly startedBy: readonly Trigger["on"][];
  readonly environment: Fact<string>;
  /** What a platform or a command itself states; the policy's `tiers` and the signals fill it where it is absent. */
  readonly tier: Fact<Tier>;
  /** Texts that may tell the tier, the strongest first. */
  readonly signals: readonly Signal[];
  /** What is changed by it, so that two plans that change the same can be found: `helm release shop in namespace web`. */
  readonly target: Fact<string>;
  /** The same, one by one, where several are changed: what is only pushed on the way is none. */
  readonly targets: readonly string[];
  readonly exposure: Fact<Exposure>;
  /** What must pass before it begins. */
  readonly checks: Listing<Check>;
  readonly approvals: Listing<Approval>;
  /** How long it lives, on every route, before the next stage begins; at the last stage, a final bake. */
  readonly bake: Fact<Duration>;
  /** Signals that are read while it lives. */
  readonly health: Listing<HealthCheck>;
  /** What stops the rollout by itself. */
  readonly halt: Fact<Halt>;
  readonly recovery: Fact<Recovery>;
  readonly concurrency: Fact<Concurrency>;
  readonly timeLimit: Fact<TimeLimit>;
  /** When deployments to it may start; absent where they may at any time. */
  readonly window: Fact<Window>;
  readonly artifacts: Listing<Artifact>;
  /** With which identities it deploys. */
  readonly identities: Listing<Identity>;
  /** Set where stages like this one run side by side, such as the regions of a matrix. */
  readonly group: Fact<Group>;
  /** The parts of the change that it carries. */
  readonly changes: Listing<ChangePart>;
  /** Copies that are kept before it begins, so that one can go back to them. */
  readonly restorePoints: Listing<RestorePoint>;
  /** What is taken away for good in it, or on the way to it. */
  readonly removals: Listing<Removal>;
  /** On the way to it: what attests from which source and by which build an artifact was made. */
  readonly attestations: Listing<Attestation>;
  /** Who is told when it fails. */
  readonly notices: Listing<Notice>;
}

/** One command, and the kind of change that it brings. */
export interface ChangePart {
  readonly name: string;
  readonly at: Place;
  readonly change: Change;
  /** The file with what its environment has of its own, as it is written; absent where it is given none. */
  readonly settings: Fact<string>;
}

/** A copy of what a deployment may destroy. */
export interface RestorePoint {
  readonly name: string;
  readonly at: Place;
  /** Under which it is found again. */
  readonly label: Fact<string>;
  /** It is made on every route, and its failure stops the route. */
  readonly everyRoute: Assurance;
}

/** A step that deletes, resets or replaces what cannot be made again from the repository. */
export interface Removal {
  readonly name: string;
  readonly at: Place;
  /** What it takes away. */
  readonly takes: Fact<string>;
}

export interface Attestation {
  readonly name: string;
  readonly at: Place;
  readonly everyRoute: Assurance;
}

export interface Notice {
  readonly name: string;
  readonly at: Place;
  /** It is sent whenever the stage, or what watches it, fails. */
  readonly everyFailure: Assurance;
}

/**
 * A text that hints at the tier of a stage: its environment, what its command is given, the connection, address or
 * variables by which it reaches its target, its name, or the path of its file.
 */
export interface Signal {
  readonly from: "environment" | "command" | "connection" | "address" | "variable" | "name" | "file";
  readonly text: string;
  readonly at: Place;
}

/** The share of users or traffic that gets the new version at a stage. */
export interface Exposure {
  /** From 0 to 1. */
  readonly share: number;
  /** `weight`: of traffic; `replicas`: of instances; `all-at-once`: everyone in one step; `blue-green`: everyone by a switch. */
  readonly by: "weight" | "replicas" | "group" | "all-at-once" | "blue-green";
}

export type CheckKind =
  | "tests"
  | "integration-test"
  | "smoke-test"
  | "static-analysis"
  | "security-scan"
  | "compliance"
  | "build"
  | "plan-review"
  | "provenance";

/** Something that must pass before a stage begins. */
export interface Check {
  readonly name: string;
  readonly kinds: readonly CheckKind[];
  readonly at: Place;
  /** It holds the way to production itself against a policy. */
  readonly ofPolicy?: true;
  /** `route`: it runs on the way to the stage; `change`: it runs on the change before it merges. */
  readonly guards: "route" | "change";
  /** The stages that it runs after: a test of staging on the way to production. */
  readonly after: readonly string[];
  /** Every route to the stage passes it. */
  readonly everyRoute: Assurance;
  /** Its failure stops the route. */
  readonly blocking: Assurance;
  /** Nobody can switch it off on the way: no input, label or message. */
  readonly unskippable: Assurance;
}

/** Named people say yes before a stage begins. */
export interface Approval {
  readonly name: string;
  readonly at: Place;
  /** How many must say yes. */
  readonly count: Fact<number>;
  /** The most that its platform can be made to ask; set only where there is such a limit. */
  readonly askable?: number;
  /** Who may: `user:mina`, `team:acme/release-managers`; `mina` where it may be a user or a team. */
  readonly from: Listing<string>;
  /** Whether the author of the change may approve it. A platform that only knows who started the run takes that one for its author. */
  readonly byAuthor: Fact<boolean>;
  /** Whether the one who started the run may approve it. */
  readonly byStarter: Fact<boolean>;
  /** What becomes of it when nobody answers. */
  readonly unanswered: Fact<Unanswered>;
  /** Whether someone may go on without it. */
  readonly bypass: Fact<boolean>;
  /** Every route to the stage passes it, and no answer is no. */
  readonly everyRoute: Assurance;
}

/** What no answer comes to, and when. */
export interface Unanswered {
  readonly means: "no" | "yes";
  /** How long an answer is waited for. */
  readonly after: Duration;
  /** Whether the platform sets it where nothing is written. */
  readonly isDefault: boolean;
}

/** A signal that is read while a stage lives. */
export interface HealthCheck {
  readonly name: string;
  readonly at: Place;
  readonly kind: "metric" | "probe" | "smoke-test" | "alarm" | "usage" | "comparison";
  /** It must pass before the next stage begins, on every route. */
  readonly everyRoute: Assurance;
  /** It can fail: its arithmetic allows it, it measures in time, and missing measurements are no pass. */
  readonly effective: Assurance;
  /** It runs for the whole bake and not only at one moment of it. */
  readonly watches: Assurance;
}

export interface Halt {
  /** What stops the rollout: "the analysis `success-rate`". */
  readonly on: string;
  readonly automatic: Assurance;
}

export interface Recovery {
  /** "rolls back to the stable version". */
  readonly how: string;
  readonly automatic: Assurance;
}

export interface Concurrency {
  readonly name: string;
  /** No two deployments to it run at once. */
  readonly serial: Assurance;
  /** No deployment is cancelled halfway. */
  readonly uncancelled: Assurance;
}

/** The times of a week at which a deployment may start. */
export interface Window {
  readonly name: string;
  readonly open: readonly Hours[];
}

/** Hours that repeat every week. */
export interface Hours {
  /** From 1, Monday, to 7. */
  readonly days: readonly number[];
  /** Minutes from the beginning of the day. */
  readonly from: number;
  /** Minutes from the beginning of the day, to 1440. */
  readonly to: number;
  /** An IANA time zone: `Europe/Berlin`. */
  readonly zone: string;
}

export interface TimeLimit {
  readonly limit: Duration;
  /** Whether the platform sets it where nothing is written. */
  readonly isDefault: boolean;
}

export interface Artifact {
  readonly name: string;
  readonly version: string;
  readonly at: Place;
  /** The version always means the same bytes. */
  readonly immutable: Assurance;
  /** Whether it is named by its digest. */
  readonly byDigest: boolean;
  /** In which of its platform's forms it is shipped, where that has more than one. */
  readonly form: Fact<Form>;
  /** Which build it came from, so that two stages can be compared: `job build`, `image ghcr.io/acme/shop:${{ github.sha }}`. */
  readonly origin: Fact<string>;
}

/** A form of an artifact: sealed ones cannot be changed where they run. */
export interface Form {
  /** "a managed solution". */
  readonly name: string;
  readonly sealed: boolean;
}

export interface Identity {
  readonly name: string;
  readonly at: Place;
  /** `workload`: short-lived, exchanged for the run's own token; `static-key` and `password`: long-lived secrets. */
  readonly kind: "workload" | "machine-token" | "static-key" | "password" | "person";
}

/** Stages that run side by side. */
export interface Group {
  readonly name: string;
  /** How many of them may run at once; `Infinity` where nothing bounds it. */
  readonly concurrent: number;
  /** A failing one stops the others. */
  readonly stopsTogether: Assurance;
}

/** A step made by someone else: an action, a task, a reusable workflow, an orb. */
export interface Step {
  readonly uses: string;
  readonly at: Place;
  readonly pinnedBy: Fact<"commit" | "digest" | "version" | "branch" | "nothing">;
  /** Whether the platform's own vendor publishes it. */
  readonly byVendor: boolean;
  /** The stages that it runs on the way to, or in. */
  readonly stages: readonly string[];
}

/** A part of the delivery that is written in another place. */
export interface Delegation {
  /** `acme/workflows/.github/workflows/deploy.yml@main`. */
  readonly to: string;
  readonly at: Place;
  /** Whether what is there can change without a change here. */
  readonly moving: Fact<boolean>;
}
