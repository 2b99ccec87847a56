import type { Duration } from "./duration.ts";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";

/** How an organisation handles emergencies: what may be shortened then, by whom, and what is owed afterwards. */
export interface Protocol {
  readonly name: string;
  readonly at: Place;
  readonly version: Fact<string>;
  /** Of the policy file that it is written in, so that a declaration can say under which words it was made. */
  readonly digest: string;
  readonly owner: Fact<string>;
  readonly reviewed: Fact<string>;
  readonly reviewEvery: Fact<Duration>;
  /** The organisation's own plan for emergencies, a path or an address. */
  readonly responsePlan: Fact<string>;
  /** The day of the last drill, and how often there is one. */
  readonly drilled: Fact<string>;
  readonly drillEvery: Fact<Duration>;
  /** Days that are no business days, beside Saturday and Sunday. */
  readonly holidays: readonly string[];
  readonly criteria: readonly Criterion[];
  /** What is none, in words. */
  readonly notEmergencies: readonly Named[];
  readonly approvals: readonly ApprovalRule[];
  /** Whether someone on call may approve an own change after the deployment. */
  readonly selfApprovalOnCall: Fact<boolean>;
  readonly acceleration: Acceleration;
  /** Gates that no emergency skips: kinds of check, or rules. */
  readonly neverSkipped: readonly Named[];
  /** Gates that may run after the deployment. */
  readonly deferrable: readonly DeferrableGate[];
  readonly elevation: Elevation;
  /** By when what is owed must be done, where its gate does not say. */
  readonly owedWithin: Fact<Duration>;
  readonly review: Review;
  readonly reconcile: Reconcile;
  readonly limits: Limits;
  readonly routes: readonly EmergencyRoute[];
  /** A pattern of the files that hold declarations. */
  readonly files: string;
}

export type CriterionKind =
  | "security-breach"
  | "vulnerability-exposure"
  | "active-incident"
  | "data-loss"
  | "safety"
  | "legal-deadline"
  | "revert-of-bad-deploy";

/** What counts as an emergency, and how that is shown. */
export interface Criterion {
  readonly id: string;
  readonly at: Place;
  readonly kind: CriterionKind;
  /** The least severe that counts, from 1, the worst; absent where every severity does. */
  readonly severity: Fact<number>;
  readonly statement: string;
  /** Kinds of evidence, each of which a declaration must give: `incident`, `advisory`. */
  readonly evidence: readonly string[];
}

/** Who approves an emergency, by criterion. */
export interface ApprovalRule {
  readonly at: Place;
  readonly criteria: readonly Named[];
  /** Groups of the policy, or people; anyone of any of them counts. */
  readonly from: readonly Named[];
  readonly count: number;
  readonly byAuthor: boolean;
  /** Within which time after the deployment they may follow; absent where they must come first. */
  readonly afterwards: Fact<Duration>;
}

/** A name, and where it is written. */
export interface Named {
  readonly name: string;
  readonly at: Place;
}

export interface DeferrableGate extends Named {
  /** From the deployment on. */
  readonly within: Duration;
}

/** How far an emergency may shorten the policy's routine. */
export interface Acceleration {
  readonly at: Place;
  /** The smallest part of the routine bake, from 0 to 1; absent where bakes are not shortened. */
  readonly bakeFactor: Fact<number>;
  /** The shortest bake, whatever the factor. */
  readonly bakeFloor: Fact<Duration>;
  /** The shortest bake of single stages. */
  readonly stageFloors: readonly (Named & { readonly floor: Duration })[];
  /** Stages that stay. */
  readonly keep: readonly Named[];
  /** Stages that may be left out or taken together. */
  readonly merge: readonly Named[];
  /** The largest share that the first stage may expose, from 0 to 1. */
  readonly first: Fact<number>;
  /** The fewest approvals of a deployment, at least 1; absent where their number stays. */
  readonly approvals: Fact<number>;
  /** Whether a deployment may start outside of its window. */
  readonly window: Fact<boolean>;
}

export interface Elevation {
  readonly at: Place;
  readonly longest: Fact<Duration>;
  readonly renewals: Fact<number>;
  /** Texts that a break-glass access leaves in files: `image-policy.k8s.io/break-glass`. */
  readonly markers: readonly Named[];
  readonly alert: readonly Named[];
}

export interface Review {
  readonly at: Place;
  /** In business days, or in seconds. */
  readonly within: Fact<Term>;
  /** Whom a reviewer must differ from. */
  readonly notBy: readonly ("requester" | "author" | "approver")[];
}

export type Term =
  | { readonly of: "business-days"; readonly days: number }
  | { readonly of: "time"; readonly time: Duration };

export interface Reconcile {
  readonly at: Place;
  readonly merge: Fact<Duration>;
  readonly markers: Fact<Duration>;
}

export interface Limits {
  readonly at: Place;
  readonly perThirtyDays: Fact<number>;
}

/** A way to production that is meant for emergencies alone. */
export interface EmergencyRoute {
  readonly at: Place;
  /** The plan's name or file. */
  readonly plan: string;
  /** The input, label or message that makes it one; absent where the whole plan is. */
  readonly switch: Fact<string>;
}

/**
 * A declared emergency, as it is written. Its times are in ISO 8601 with a `Z` and in whole seconds, so that they
 * compare as texts; what is not written as one is unknown.
 */
export interface Emergency {
  readonly kind: "emergency";
  /** `EMG-2026-11-02-checkout-5xx`. */
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  /** As of when it is judged, in ISO 8601 with a `Z`. */
  readonly now: string;
  /** What keeps the file from being read as a declaration. */
  readonly problems: readonly { readonly reason: string; readonly at: Place; readonly remedy: string }[];
  readonly protocol: { readonly name: Fact<string>; readonly version: Fact<string>; readonly digest: Fact<string> };
  readonly criterion: Fact<string>;
  /** From 1, the worst. */
  readonly severity: Fact<number>;
  readonly evidence: readonly Evidence[];
  readonly declared: Fact<string>;
  readonly expires: Fact<string>;
  /** Whether it was written after the deployment. */
  readonly retroactive: boolean;
  readonly requestedBy: Fact<string>;
  readonly incident: Fact<string>;
  readonly summary: Fact<string>;
  readonly change: DeclaredChange;
  readonly requested: RequestedAcceleration;
  readonly approvals: readonly DeclaredApproval[];
  readonly gates: readonly DeclaredGate[];
  readonly deployments: readonly DeclaredDeployment[];
  readonly elevation: DeclaredElevation | undefined;
  readonly review: DeclaredReview | undefined;
  readonly status: Fact<"open" | "closed">;
}

export interface Evidence {
  readonly kind: string;
  readonly reference: string;
  readonly at: Place;
}

export interface DeclaredChange {
  readonly at: Place;
  readonly author: Fact<string>;
  /** `sha256:…`. */
  readonly artifact: Fact<string>;
  /** The commit that is deployed. */
  readonly commit: Fact<string>;
  readonly environments: readonly Named[];
  /** What is gone back to: a digest or a version. */
  readonly rollbackTo: Fact<string>;
  /** What shows that it was deployed before. */
  readonly rollbackEvidence: Fact<string>;
}

export interface RequestedAcceleration {
  readonly at: Place;
  readonly bakeFactor: Fact<number>;
  readonly mergedStages: readonly Named[];
  readonly approvals: Fact<number>;
  readonly window: Fact<boolean>;
}

export interface DeclaredApproval {
  readonly at: Place;
  readonly by: string;
  /** The group for which it was given. */
  readonly as: Fact<string>;
  readonly decision: "approved" | "rejected";
  readonly time: Fact<string>;
}

export interface DeclaredGate {
  readonly name: string;
  readonly at: Place;
  /** `before`: it ran first; `shortened`: it ran first, in part; `deferred`: it is owed; `waived`: it does not run. */
  readonly disposition: Disposition;
  /** Why it does not run as usual. */
  readonly because: Fact<string>;
  readonly deadline: Fact<string>;
  readonly completed: Fact<string>;
  readonly result: Fact<"passed" | "failed">;
  /** What shows its result. */
  readonly evidence: Fact<string>;
  /** Where its failure led: a rollback, or another incident. */
  readonly followedUp: Fact<string>;
}

export type Disposition = "before" | "shortened" | "deferred" | "waived";

export interface DeclaredDeployment {
  readonly at: Place;
  readonly environment: string;
  readonly stage: Fact<string>;
  readonly started: Fact<string>;
  readonly ended: Fact<string>;
  readonly artifact: Fact<string>;
  /** How long it baked. */
  readonly bake: Fact<Duration>;
}

export interface DeclaredElevation {
  readonly at: Place;
  readonly granted: Fact<string>;
  readonly expires: Fact<string>;
  readonly revoked: Fact<string>;
}

export interface DeclaredReview {
  readonly at: Place;
  readonly due: Fact<string>;
  readonly completed: Fact<string>;
  readonly reviewers: readonly Named[];
  readonly justified: Fact<boolean>;
  readonly postmortem: Fact<string>;
  /** The commit by which the fix reached trunk, and when. */
  readonly merged: Fact<string>;
  readonly mergedAt: Fact<string>;
  /** Why it, or the merge, was late. */
  readonly lateBecause: Fact<string>;
}
