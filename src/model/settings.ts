import type { Duration } from "./duration.ts";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";

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
}

/** Something that the server gave out at some time. */
export interface Captured {
  readonly at: Place;
  /** In ISO 8601 with a `Z`. */
  readonly captured: string;
  /** Why it cannot be believed by now, as a clause; `undefined` where it can. */
  readonly stale: string | undefined;
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
  readonly checks: readonly RequiredCheck[];
  readonly bypass: Fact<boolean>;
}
