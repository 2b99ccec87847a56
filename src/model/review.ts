import { absent, declared, type Fact, type Listing, listing, unknown } from "./fact.ts";
import { glob, wildcard } from "./pattern.ts";
import type { ProtectedRef } from "./server.ts";
import type { Captured, Settings } from "./settings.ts";

/** What a change needs before it gets onto a branch, whichever product asks it. */
export interface ReviewRule extends Captured {
  /** "Protect main", "Minimum number of reviewers". */
  readonly name: string;
  readonly branches: readonly BranchPattern[];
  readonly except: readonly BranchPattern[];
  /** Whether a change is held back by it: not where it is only tried out, or switched off. */
  readonly enforced: boolean;
  /** How many must approve. */
  readonly approvals: number;
  /** Who may; absent and without any where everyone can who may write. */
  readonly from: Listing<string>;
  /** Whether the owners of what is changed must approve. */
  readonly codeOwners: Fact<boolean>;
  /** Whether a push takes approvals back. */
  readonly dismissStale: Fact<boolean>;
  /** Whether the author's own approval counts. */
  readonly byAuthor: Fact<boolean>;
  /** Whether the approval of who pushed last, or of any committer, counts. */
  readonly byLastPusher: Fact<boolean>;
  /** Whether someone may merge or push without it. */
  readonly bypass: Fact<boolean>;
}

/** A pipeline that must pass on a change. */
export interface BuildPolicy extends Captured {
  readonly name: string;
  readonly branches: readonly BranchPattern[];
  readonly enforced: boolean;
  /** The pipeline's number on the server. */
  readonly pipeline: number;
  /** Only changes of these paths run it; empty for all. */
  readonly paths: readonly string[];
}

/** `glob`: a `*` stays within a part of the name; `wildcard`: it does not. */
export interface BranchPattern {
  readonly match: "exact" | "prefix" | "glob" | "wildcard" | "default" | "protected" | "all";
  readonly name: string;
}

/** The branches that a name or pattern of a branch's protection is for. */
export function branchPattern(name: string): BranchPattern {
  if (name === "~DEFAULT_BRANCH") return { match: "default", name: "" };
  return { match: /[*?[]/.test(name) ? "glob" : "exact", name };
}

export interface BranchReviews {
  /** The rules that are surely for the branch. */
  readonly rules: readonly ReviewRule[];
  /** The rules of which that cannot be told. */
  readonly unsure: readonly ReviewRule[];
  /** The export by which there are no others; `undefined` where there may be. */
  readonly all: Captured | undefined;
}

/** The rules by which a change of a branch is reviewed, each of which may be stale. `trunk` is the default branch. */
export function reviewsOf(settings: Settings, branch: string, trunk: string): BranchReviews {
  const matches = matcher(settings, branch, trunk);
  const judged = settings.reviews.map((rule) => ({ rule, isFor: isFor(rule, matches) }));
  const rules = judged.filter(({ isFor }) => isFor === true).map(({ rule }) => guarded(rule, branch, settings));
  return {
    rules: rules.length > 0 ? rules : guardsOf(branch, settings).flatMap(ownersRule),
    unsure: judged.filter(({ isFor }) => isFor === undefined).map(({ rule }) => rule),
    all: settings.allReviews ?? wholeBranch(settings, branch, trunk),
  };
}

/** The pipelines that must pass on a change of a branch. */
export function buildsOf(settings: Settings, branch: string, trunk: string): readonly BuildPolicy[] {
  const matches = matcher(settings, branch, trunk);
  return settings.builds.filter((policy) => isFor({ ...policy, except: [] }, matches) === true);
}

type Matches = (pattern: BranchPattern) => boolean | undefined;

function isFor({ branches, except }: Pick<ReviewRule, "branches" | "except">, matches: Matches): boolean | undefined {
  const left = except.map(matches);
  if (left.includes(true)) return false;
  const found = branches.map(matches);
  if (found.includes(true)) return left.includes(undefined) ? undefined : true;
  return found.includes(undefined) ? undefined : false;
}

const matcher =
  (settings: Settings, branch: string, trunk: string): Matches =>
  (pattern) => {
    if (pattern.match !== "protected") return matchesBranch(pattern, branch, trunk);
    return guardsOf(branch, settings).length > 0 || (settings.allProtectedBranches ? false : undefined);
  };

/** Whether a pattern is for a branch. Which branches are protected, it does not say. */
export function matchesBranch({ match, name }: BranchPattern, branch: string, trunk: string): boolean {
  switch (match) {
    case "exact":
      return name === branch;
    case "prefix":
      return branch.startsWith(name);
    case "glob":
      return glob(name)(branch);
    case "wildcard":
      return wildcard(name)(branch);
    case "default":
      return branch === trunk;
    case "all":
      return true;
    case "protected":
      return false;
  }
}

const guardsOf = (branch: string, { protectedRefs }: Settings): readonly ProtectedRef[] =>
  protectedRefs.filter(({ type, name }) => type === "branch" && wildcard(name)(branch));

/** A rule with what the protection of the branch says, where another export says it: who may push needs no approval. */
function guarded(rule: ReviewRule, branch: string, settings: Settings): ReviewRule {
  const guards = guardsOf(branch, settings);
  const source = guards[0] ?? settings.allProtectedBranches;
  if (!source || rule.bypass.state !== "unknown") return rule;
  if (source.stale !== undefined) return { ...rule, bypass: unknown("stale", source.stale, source.at) };
  const open = guards.find(({ push }) => push.length > 0) ?? (guards.length === 0 ? source : undefined);
  const owned = guards.map(({ codeOwners }) => codeOwners);
  return {
    ...rule,
    bypass: declared(open !== undefined, (open ?? source).at),
    codeOwners: owned.find((each) => each.state === "declared" && each.value) ?? owned[0] ?? rule.codeOwners,
  };
}

/** What a protected branch asks of owners where no rule asks anything: of a change that nobody owns, nothing. */
function ownersRule({ name, codeOwners, push, ...source }: ProtectedRef): readonly ReviewRule[] {
  if (codeOwners.state !== "declared" || !codeOwners.value) return [];
  const { at, basis, captured, stale } = source;
  const elsewhere = unknown("settings", "how approvals are counted is set for the whole project", at);
  return [
    {
      at,
      basis,
      captured,
      stale,
      name,
      branches: [{ match: "wildcard", name }],
      except: [],
      enforced: true,
      approvals: 0,
      from: listing([], absent(at)),
      codeOwners,
      dismissStale: elsewhere,
      byAuthor: elsewhere,
      byLastPusher: elsewhere,
      bypass: declared(push.length > 0, at),
    },
  ];
}

/** Where rules are set in rulesets and in the branch's own protection, both must be known; the older one tells its age. */
function wholeBranch(
  { allRulesets, rulesets, branches }: Settings,
  branch: string,
  trunk: string,
): Captured | undefined {
  const isWhole = allRulesets?.ids.every((id) => rulesets.some((ruleset) => ruleset.id === id)) ?? false;
  const own = branches.find((each) => each.saysReviews && matchesBranch(each.branch, branch, trunk));
  if (!allRulesets || !own || !isWhole) return undefined;
  return Date.parse(allRulesets.captured) < Date.parse(own.captured) ? allRulesets : own;
}
