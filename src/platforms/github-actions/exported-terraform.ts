import type {
  SnapshotBranch,
  SnapshotBranchPolicies,
  SnapshotCheck,
  SnapshotEnvironment,
  SnapshotReview,
  SnapshotRuleset,
} from "#schema/settings.ts";
import type { Declaring, Kind } from "../terraform/declaring.ts";
import {
  field,
  isThere,
  LeftOut,
  numberOf,
  partsOf,
  type Resource,
  textOf,
  textOrNull,
  textsOf,
  truthOf,
  type Value,
  wordOf,
} from "../terraform/value.ts";

/**
 * Resources of the GitHub provider.
 * https://registry.terraform.io/providers/integrations/github/latest/docs
 */
export const terraform: Declaring = {
  prefix: "github_",
  of: (resource) => field(resource, resource.type === "github_branch_protection" ? "repository_id" : "repository"),
  kinds: new Map<string, Kind>([
    [
      "github_repository_environment",
      (resource, about) => ({ environments: [environment(resource, about.repository)] }),
    ],
    [
      "github_repository_environment_deployment_policy",
      (resource) => ({ "branch-policies": [branchPolicy(resource)] }),
    ],
    ["github_branch_protection", (resource) => ({ branches: [protection(resource, "pattern")] })],
    ["github_branch_protection_v3", (resource) => ({ branches: [protection(resource, "branch")] })],
    ["github_repository_ruleset", (resource) => ({ rulesets: [ruleset(resource)] })],
  ]),
};

function environment(resource: Resource, repository: string | undefined): SnapshotEnvironment {
  const isBarred = truthOf(field(resource, "prevent_self_review"), false);
  const wait = numberOf(field(resource, "wait_timer"), 0);
  const asked = field(resource, "reviewers");
  const who = (kind: "team" | "user"): string[] =>
    asked.kind === "list" && asked.items.some(({ kind: one }) => one === "open")
      ? []
      : partsOf(field(asked, `${kind}s`)).map((part) => reviewer(part, kind, repository));
  const computed = partsOf(asked).filter(({ kind }) => kind === "open");
  return {
    name: textOf(field(resource, "environment"), "environment"),
    reviewers: [...who("team"), ...who("user"), ...computed.map(wordOf)],
    "prevent-self-review": isBarred,
    "admins-bypass": truthOf(field(resource, "can_admins_bypass"), true),
    wait: wait === null ? null : 60 * wait,
    branches: branchesOf(field(resource, "deployment_branch_policy")),
    "other-rules": [],
  };
}

function branchesOf(policy: Value): SnapshotEnvironment["branches"] {
  if (!isThere(policy)) return "any";
  const isPattern = truthOf(field(policy, "custom_branch_policies"), false);
  const isProtected = truthOf(field(policy, "protected_branches"), false);
  if (isPattern === true) return "patterns";
  if (isProtected === true) return "protected";
  return isPattern === null || isProtected === null ? null : "any";
}

/** A number, or a name where it is that of a team or person that these files name. */
function reviewer(part: Value, kind: "team" | "user", repository: string | undefined): string {
  if (part.kind === "constant") return `${kind}-id:${wordOf(part)}`;
  if (part.kind !== "link") return wordOf(part);
  const owner = repository?.split("/")[0];
  const login = textOrNull(field(part.to, "username"));
  if (kind === "user") return login === null ? wordOf(part) : `user:${login}`;
  const slug = textOrNull(field(part.to, "slug")) ?? slugOf(textOrNull(field(part.to, "name")));
  return slug === null || owner === undefined ? wordOf(part) : `team:${owner}/${slug}`;
}

const slugOf = (name: string | null): string | null =>
  name === null ? null : name.toLowerCase().replaceAll(/[^a-z0-9_]+/g, "-");

function branchPolicy(resource: Resource): SnapshotBranchPolicies {
  const tag = field(resource, "tag_pattern");
  const type = isThere(tag) ? "tag" : "branch";
  const name = textOf(isThere(tag) ? tag : field(resource, "branch_pattern"), `${type}_pattern`);
  return { environment: textOf(field(resource, "environment"), "environment"), patterns: [{ name, type }] };
}

function protection(resource: Resource, key: "pattern" | "branch"): SnapshotBranch {
  const enforced = truthOf(field(resource, "enforce_admins"), false);
  const reviews = field(resource, "required_pull_request_reviews");
  const review = isThere(reviews) ? reviewOf(reviews, "required_approving_review_count") : null;
  return {
    name: textOf(field(resource, key), key),
    protected: true,
    checks: partsOf(field(resource, "required_status_checks", "contexts"))
      .map(wordOf)
      .map(check),
    ...(review === undefined ? {} : { "pull-request": review }),
    "admins-bypass": enforced === null ? null : !enforced,
  };
}

const check = (name: string): SnapshotCheck => ({ name, app: null });

/** `undefined` where it is computed how many must approve. */
function reviewOf(reviews: Value, count: string): SnapshotReview | undefined {
  const approvals = isThere(field(reviews, count)) ? numberOf(field(reviews, count), 0) : null;
  const owners = truthOf(field(reviews, "require_code_owner_reviews"), false);
  const inRuleset = truthOf(field(reviews, "require_code_owner_review"), false);
  const stale = truthOf(field(reviews, "dismiss_stale_reviews"), false);
  const onPush = truthOf(field(reviews, "dismiss_stale_reviews_on_push"), false);
  if (approvals === null || owners === null || inRuleset === null || stale === null || onPush === null)
    return undefined;
  return {
    approvals,
    "code-owners": owners || inRuleset,
    "dismiss-stale": stale || onPush,
    "last-push": truthOf(field(reviews, "require_last_push_approval"), false),
    bypass: partsOf(field(reviews, "pull_request_bypassers")).map(wordOf),
  };
}

const enforcements = ["active", "evaluate", "disabled"] as const;
const targets = ["branch", "tag", "push"] as const;

function ruleset(resource: Resource): SnapshotRuleset {
  const rules = field(resource, "rules");
  const reviews = field(rules, "pull_request");
  const review = isThere(reviews) ? reviewOf(reviews, "required_approving_review_count") : null;
  if (review === undefined) throw new LeftOut("its `pull_request` is not constant");
  const said = textOf(field(resource, "enforcement"), "enforcement");
  const target = textOrNull(field(resource, "target")) ?? "branch";
  return {
    id: null,
    name: textOf(field(resource, "name"), "name"),
    enforcement: known(enforcements, said),
    target: known(targets, target),
    include: textsOf(field(resource, "conditions", "ref_name", "include"), "include"),
    exclude: textsOf(field(resource, "conditions", "ref_name", "exclude"), "exclude"),
    checks: partsOf(field(rules, "required_status_checks", "required_check")).map(requiredCheck),
    "pull-request": review,
    "merge-queue": isThere(field(rules, "merge_queue")),
    workflows: partsOf(field(rules, "required_workflows", "required_workflow")).map((one) =>
      wordOf(field(one, "path")),
    ),
    bypass: partsOf(field(resource, "bypass_actors")).map(
      (actor) => `${wordOf(field(actor, "actor_type"))} ${wordOf(field(actor, "actor_id"))}`,
    ),
  };
}

function requiredCheck(one: Value): SnapshotCheck {
  const app = numberOf(field(one, "integration_id"), 0);
  return { name: wordOf(one.kind === "object" ? field(one, "context") : one), app: app === 0 ? null : app };
}

function known<T extends string>(values: readonly T[], said: string): T {
  const found = values.find((value) => value === said);
  if (found === undefined) throw new LeftOut(`\`${said.slice(0, 40)}\` is none of ${values.join(", ")}`);
  return found;
}
