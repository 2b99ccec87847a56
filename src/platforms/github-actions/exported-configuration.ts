import { glob } from "#model/pattern.ts";
import type { SnapshotBranch, SnapshotBranchPolicies, SnapshotEnvironment, SnapshotRuleset } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import {
  type About,
  declaredIn,
  type Export,
  type Form,
  has,
  refuse,
  refused,
  text,
  truth,
  wholeOrNull,
  words,
} from "../exported.ts";
import { checksOf, reviewOf, rulesetOf } from "./exported-rules.ts";

/**
 * Files by which an app of GitHub sets the rules of repositories: safe-settings (`settings.yml`, `suborgs/*.yml`,
 * `repos/*.yml`) and settings (`.github/settings.yml`).
 * https://github.com/github/safe-settings
 * https://github.com/repository-settings/app
 */

const everyNamed = (node: Node, ...keys: readonly string[]): boolean =>
  node.kind === "sequence" && node.items().every((item) => has(item, "name", ...keys));

const declares = (node: Node): boolean =>
  node.kind === "mapping" &&
  (everyNamed(node.get("environments")) ||
    everyNamed(node.get("branches"), "protection") ||
    everyNamed(node.get("rulesets"), "rules"));

const others = ["repository", "labels", "collaborators", "teams", "milestones", "suborgrepos"] as const;

export const configuration: readonly Form[] = [
  { is: declares, read },
  refused(
    (node) => node.kind === "mapping" && !node.has("jobs") && others.some((key) => node.has(key)),
    () => "declares no environments, branches or rulesets",
  ),
];

function read(node: Node, { file, repository }: About): readonly Export[] {
  const notes = belongsHere(node, repository);
  const environments = node
    .get("environments")
    .items()
    .filter((item) => item.has("name"));
  const rulesets = node.get("rulesets").items();
  const kept = rulesets.filter((ruleset) => isForRepository(ruleset, repository));
  const left = rulesets.length - kept.length;
  if (left > 0) notes.push(`${counted(left, "ruleset")} for other repositories, or for ones that cannot be told`);
  const says = {
    environments: environments.map(environment),
    "branch-policies": environments.flatMap(branchPolicies),
    branches: node
      .get("branches")
      .items()
      .filter((branch) => branch.has("protection"))
      .map(branchOf),
    rulesets: kept.map((ruleset): SnapshotRuleset => rulesetOf(ruleset, null)),
  };
  notes.push("it is what the file declares, and not what the server said: whether it was applied is not known");
  return [declaredIn(file, says, notes)];
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? " is" : "s are"} left out:`;

/** Refuses what is declared for other repositories; notes what may be. */
function belongsHere(node: Node, repository: string | undefined): string[] {
  const own = repository?.split("/")[1];
  const named = words(node.get("repository", "name"));
  if (own !== undefined && named !== "" && named.toLowerCase() !== own.toLowerCase())
    return refuse(node.get("repository", "name"), `is of the repository \`${named}\`, and this one is \`${own}\``);
  const groups = node.get("suborgrepos").items();
  if (own !== undefined && groups.length > 0 && !groups.some((group) => glob(text(group, "name of a repository"))(own)))
    return refuse(node.get("suborgrepos"), `is of other repositories than \`${own}\``);
  const isOpen =
    ["suborgteams", "suborgproperties"].some((key) => node.has(key)) || (groups.length > 0 && own === undefined);
  return isOpen ? ["whether it is for this repository is not written in it"] : [];
}

/** Rulesets of an organisation name the repositories that they are for. */
function isForRepository(ruleset: Node, repository: string | undefined): boolean {
  const conditions = ruleset.get("conditions");
  if (conditions.has("repository_property") || conditions.has("repository_id")) return false;
  const names = conditions.get("repository_name");
  if (names.kind === "missing") return true;
  const own = repository?.split("/")[1];
  const covers = (pattern: Node): boolean =>
    words(pattern) === "~ALL" || (own !== undefined && glob(words(pattern))(own));
  return names.get("include").items().some(covers) && !names.get("exclude").items().some(covers);
}

function environment(node: Node): SnapshotEnvironment {
  const policy = node.get("deployment_branch_policy");
  return {
    name: text(node.get("name"), "name"),
    reviewers: node.get("reviewers").items().map(reviewer),
    "prevent-self-review": truth(node.get("prevent_self_review")) ?? false,
    "admins-bypass": truth(node.get("can_admins_bypass")),
    wait: 60 * (wholeOrNull(node.get("wait_timer")) ?? 0),
    branches:
      patternsOf(policy).length > 0 || policy.get("custom_branch_policies").value === true
        ? "patterns"
        : policy.get("protected_branches").value === true
          ? "protected"
          : "any",
    "other-rules": node
      .get("deployment_protection_rules")
      .items()
      .map((rule) => `app ${wholeOrNull(rule.get("app_id")) ?? "without a number"}`),
  };
}

/** People and teams are numbered here. */
function reviewer(node: Node): string {
  const kind = words(node.get("type")).toLowerCase() === "team" ? "team" : "user";
  const id = wholeOrNull(node.get("id"));
  if (id !== null) return `${kind}-id:${id}`;
  return `${kind}:${text(node.get(node.has("name") ? "name" : "login"), "id of a reviewer")}`;
}

const patternsOf = (policy: Node): readonly Node[] => policy.get("custom_branch_policies").items();

function branchPolicies(node: Node): readonly SnapshotBranchPolicies[] {
  const patterns = patternsOf(node.get("deployment_branch_policy"));
  if (patterns.length === 0) return [];
  return [
    {
      environment: text(node.get("name"), "name"),
      patterns: patterns.map((pattern) => ({
        name: text(pattern.kind === "scalar" ? pattern : pattern.get("name"), "pattern of branches"),
        type: words(pattern.get("type")) === "tag" ? ("tag" as const) : ("branch" as const),
      })),
    },
  ];
}

/** What is declared as empty is taken away from the branch. */
function branchOf(node: Node): SnapshotBranch {
  const name = text(node.get("name"), "name");
  const protection = node.get("protection");
  const review = protection.get("required_pull_request_reviews");
  const enforced = truth(protection.get("enforce_admins"));
  const isSet = protection.kind === "mapping" && protection.entries().length > 0;
  return {
    name: name === "default" ? "~DEFAULT_BRANCH" : name,
    protected: isSet,
    checks: checksOf(protection.get("required_status_checks")),
    "pull-request": isReview(review) ? reviewOf(review) : null,
    "admins-bypass": protection.has("enforce_admins") ? enforced !== true : null,
  };
}

const isReview = (review: Node): boolean => review.kind === "mapping" && review.entries().length > 0;
