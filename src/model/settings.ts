import type { Duration } from "./duration.ts";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";
import type { BuildPolicy, ReviewRule } from "./review.ts";
import type { Connection, ProjectSettings, ProtectedEnvironment, ProtectedRef, Freeze, Resource } from "./server.ts";

/** What a delivery product keeps in its server, as far as it was exported. The newest export of a thing counts. */
export interface Settings {
  readonly environments: readonly KnownEnvironment[];
  /** The export that lists every environment, if there is one. */
  readonly allEnvironments: Captured | undefined;
  readonly branchPolicies: readonly BranchPolicies[];
  readonly rulesets: readonly Ruleset[];
  /** The export that lists every ruleset, if there is one. */
  readonly allRulesets: (Captured & { readonly ids: readonly number[] }) | undefined;
  readonly branches: readonly ProtectedBranch[];
  /** Environments by their names alone, and the export that lists every one, if there is one. */
  readonly known: readonly NamedEnvironment[];
  readonly allKnown: Captured | undefined;
  /** What is asked before a run may use a resource. */
  readonly resources: readonly Resource[];
  readonly connections: readonly Connection[];
  readonly protectedEnvironments: readonly ProtectedEnvironment[];
  /** The export that lists every protected environment, if there is one: what is not in it is not protected. */
  readonly allProtected: Captured | undefined;
  readonly protectedRefs: readonly ProtectedRef[];
  /** The exports that list every protected branch and tag, if there are any. */
  readonly allProtectedBranches: Captured | undefined;
  readonly allProtectedTags: Captured | undefined;
  readonly freezes: readonly Freeze[];
  /** The export that lists every freeze, if there is one. */
  readonly allFreezes: Captured | undefined;
  readonly project: ProjectSettings | undefined;
  /** How a change is reviewed before it gets onto a branch, in the words of all products. */
  readonly reviews: readonly ReviewRule[];
  /** The export that lists every policy or approval rule, if there is one. */
  readonly allReviews: Captured | undefined;
  readonly builds: readonly BuildPolicy[];
}

/** Something that the server gave out at some time. */
export interface Captured {
  readonly at: Place;
  /** In ISO 8601 with a `Z`. */
  readonly captured: string;
  /** Why it cannot be believed by now, as a clause; `undefined` where it can. */
  readonly stale: string | undefined;
}

/** An environment in a list. */
export interface NamedEnvironment extends Captured {
  readonly name: string;
  /** As the server says it. */
  readonly tier: string | null;
}

export interface KnownEnvironment extends Captured {
  readonly name: string;
  /** `user:mina`, `team:acme/ops`; one of them is enough. */
  readonly reviewers: readonly string[];
  readonly reviewersAt: Place;
  readonly byStarter: Fact<boolean>;
  readonly bypass: Fact<boolean>;
  readonly wait: Duration;
  readonly waitAt: Place;
  /** From which branches a deployment may come. */
  readonly branches: "any" | "protected" | "patterns";
  readonly branchesAt: Place;
  /** Rules that another service answers. */
  readonly otherRules: readonly string[];
}

export interface BranchPolicies extends Captured {
  readonly environment: string;
  readonly patterns: readonly { readonly name: string; readonly type: "branch" | "tag"; readonly at: Place }[];
}

export interface RequiredCheck {
  readonly name: string;
  /** The app that must report it; `null` where any may. */
  readonly app: number | null;
  readonly at: Place;
}

export interface Ruleset extends Captured {
  readonly id: number;
  readonly name: string;
  readonly enforcement: "active" | "evaluate" | "disabled";
  readonly target: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly checks: readonly RequiredCheck[];
  readonly workflows: readonly string[];
  /** Whether someone may go round it. */
  readonly bypass: Fact<boolean>;
}

export interface ProtectedBranch extends Captured {
  readonly name: string;
  /** Whether the export says what reviews it asks for: one that leaves them out does not say that it asks for none. */
  readonly saysReviews: boolean;
  readonly checks: readonly RequiredCheck[];
  readonly bypass: Fact<boolean>;
}
