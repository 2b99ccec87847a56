import type { Duration } from "./duration.ts";
import type { Fact, Listing } from "./fact.ts";
import type { Place } from "./place.ts";
import type { BranchPattern, BuildPolicy, ReviewRule } from "./review.ts";
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

/** Something that the server gave out at some time, or that a file declared. */
export interface Captured {
  readonly at: Place;
  /** `observed`: the server said so; `declared`: a file says what the server ought to say. */
  readonly basis: "observed" | "declared";
  /** In ISO 8601 with a `Z`. */
  readonly captured: string;
  /** Why it cannot be believed by now, as a clause; `undefined` where it can. */
  readonly stale: string | undefined;
}

/** An environment in a list. */
export interface NamedEnvironment extends Captured {
  readonly name: string;
  /** By which the server is asked for more of it. */
  readonly id: string | null;
  /** As the server says it. */
  readonly tier: string | null;
}

export interface KnownEnvironment extends Captured {
  readonly name: string;
  /** `user:mina`, `team:acme/ops`; one of them is enough. Absent where nobody is asked. */
  readonly reviewers: Fact<Listing<string>>;
  readonly byStarter: Fact<boolean>;
  readonly bypass: Fact<boolean>;
  /** Absent where a deployment does not wait. */
  readonly wait: Fact<Duration>;
  /** From which branches a deployment may come. */
  readonly branches: Fact<"any" | "protected" | "patterns">;
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
  /** `null` where a file declares it. */
  readonly id: number | null;
  readonly name: string;
  readonly enforcement: "active" | "evaluate" | "disabled";
  readonly target: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly checks: Listing<RequiredCheck>;
  readonly workflows: readonly string[];
  /** Whether someone may go round it. */
  readonly bypass: Fact<boolean>;
}

export interface ProtectedBranch extends Captured {
  readonly name: string;
  readonly branch: BranchPattern;
  /** Whether the export says what reviews it asks for: one that leaves them out does not say that it asks for none. */
  readonly saysReviews: boolean;
  readonly checks: Listing<RequiredCheck>;
  readonly bypass: Fact<boolean>;
}
