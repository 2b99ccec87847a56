import type { Duration } from "./duration.ts";
import type { Fact, Listing } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Captured } from "./settings.ts";

/** Something that a run uses, with everything that the server asks before: an environment, a service connection. */
export interface Resource extends Captured {
  readonly type: "environment" | "endpoint" | "variablegroup" | "queue" | "agentpool" | "repository" | "securefile";
  readonly name: string;
  readonly checks: readonly ResourceCheck[];
}

interface Asked {
  readonly at: Place;
  /** Switched off: it asks nothing. */
  readonly disabled: boolean;
  /** After how long it fails. */
  readonly timeout: Duration | undefined;
}

export type ResourceCheck = Asked &
  (
    | {
        readonly kind: "approval";
        /** How many must approve. A group counts as one. */
        readonly count: number;
        readonly approvers: Listing<string>;
        /** They are asked one after the other. */
        readonly inOrder: boolean;
        /** Whether whoever started the run may approve it. */
        readonly byStarter: Fact<boolean>;
      }
    | { readonly kind: "exclusive-lock" }
    | {
        readonly kind: "branch-control";
        /** Patterns of refs: `refs/heads/main`, `refs/heads/release/*`, `*`. */
        readonly branches: readonly string[];
        /** The branch must be protected. */
        readonly protected: boolean;
        /** A branch passes of which it is not known whether it is protected. */
        readonly unknownStatus: boolean;
      }
    | {
        readonly kind: "business-hours";
        /** `Monday`. */
        readonly days: readonly string[];
        /** `08:00`. */
        readonly from: string;
        readonly to: string;
        readonly timeZone: string;
      }
    /** A pipeline must extend one of them: `templates/deploy.yml@git:shop/templates#refs/heads/main`. */
    | { readonly kind: "required-template"; readonly templates: readonly string[] }
    /** Another service answers: `InvokeRESTAPI`, `AzureFunction`, `queryAzureMonitor`. */
    | { readonly kind: "other"; readonly task: string; readonly name: string }
  );

/** A connection to another service. */
export interface Connection extends Captured {
  readonly name: string;
  readonly id: string;
  /** `azurerm`, `kubernetes`. */
  readonly type: string;
  /** How it proves who it is, in the product's word: `WorkloadIdentityFederation`, `ServicePrincipal`, `Token`. */
  readonly scheme: string;
  readonly disabled: boolean;
}

/** An environment to which not everyone may deploy. */
export interface ProtectedEnvironment extends Captured {
  readonly name: string;
  /** `role:maintainer`, `user:mina`. */
  readonly deployers: Listing<string>;
  /** How many must approve, whoever they are; 0 where none need to. */
  readonly required: number;
  readonly requiredAt: Place;
  /** A deployment waits for each of them. */
  readonly approvals: readonly DeployApproval[];
  readonly approvalsAt: Place;
}

export interface DeployApproval {
  readonly at: Place;
  readonly count: number;
  readonly from: Listing<string>;
}

/** A branch or tag that not everyone may change. */
export interface ProtectedRef extends Captured {
  readonly type: "branch" | "tag";
  /** A `*` stands for any text. */
  readonly name: string;
  /** Who may change it directly: for a tag, who may create it. */
  readonly push: readonly string[];
  readonly merge: readonly string[];
  readonly forcePush: boolean;
  readonly codeOwners: Fact<boolean>;
}

/** A time in which nothing is deployed. */
export interface Freeze extends Captured {
  /** Cron expressions. */
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
}

export interface ProjectSettings extends Captured {
  readonly defaultBranch: Fact<string>;
  /** `merge`, `rebase_merge`, `ff`. */
  readonly mergeMethod: Fact<string>;
  /** After how long a job ends that says nothing else. */
  readonly jobTimeout: Fact<Duration>;
  /** Whether an older deployment is kept from replacing a newer one. */
  readonly forwardOnly: Fact<boolean>;
  /** Whether a newer pipeline cancels those that are not done. */
  readonly cancelsPending: Fact<boolean>;
  /** Whether only a change whose pipeline passed may merge. */
  readonly pipelineMustPass: Fact<boolean>;
  /** Whether a pipeline that was skipped counts as passed. */
  readonly skippedPasses: Fact<boolean>;
  /** Whether whoever started a pipeline may approve its deployment. */
  readonly starterMayApprove: Fact<boolean>;
}
