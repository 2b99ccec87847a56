// Generated from schemas/settings.schema.json. Change that file and run `npm run build`.

export type Text = string;

/**
 * Settings of a delivery product as its server gave them out at one time: what `bakewell settings import` writes. Only the fields that are listed here are ever kept of an answer.
 */
export interface Snapshot {
  schema: "bakewell.settings/1";
  /**
   * The product whose settings they are: `github-actions`.
   */
  platform: string;
  /**
   * Which answer it was made of.
   */
  kind: "environment" | "environments" | "deployment-branch-policies" | "rulesets" | "branch-protection";
  /**
   * What the answer is about: an environment, a ruleset, a branch; `all` for a whole list.
   */
  name: string;
  /**
   * The repository that the answer names (`acme/shop`); `null` where it names none.
   */
  repository: Text | null;
  /**
   * When the server gave it out.
   */
  captured: string;
  /**
   * Of the answer as it was exported.
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
}
/**
 * The rules of an environment.
 */
export interface SnapshotEnvironment {
  name: Text;
  /**
   * Who may approve a deployment (`user:mina`, `team:acme/ops`); one of them is enough. Empty where nobody is asked.
   */
  reviewers: Text[];
  /**
   * Whether whoever started the deployment is kept from approving it. `null` where the answer does not say.
   */
  "prevent-self-review": boolean | null;
  /**
   * Whether administrators may go on without these rules. `null` where the answer does not say.
   */
  "admins-bypass": boolean | null;
  /**
   * How many seconds a deployment waits.
   */
  wait: number;
  /**
   * From which branches a deployment may come.
   */
  branches: "any" | "protected" | "patterns";
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
  id: number;
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
   * The name under which it reports.
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
}
/**
 * The protection of a branch.
 */
export interface SnapshotBranch {
  name: Text;
  protected: boolean;
  /**
   * The status checks that it requires.
   */
  checks: SnapshotCheck[];
  /**
   * What it asks of a pull request; `null` where it asks for none.
   */
  "pull-request": SnapshotReview | null;
  /**
   * Whether administrators may go round it. `null` where the answer does not say.
   */
  "admins-bypass": boolean | null;
}
