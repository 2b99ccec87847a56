import type { SnapshotBranch, SnapshotEnvironment } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import {
  type About,
  type Export,
  type Exported,
  type Exporter,
  everyItem,
  has,
  list,
  refuse,
  refused,
  Refused,
  text,
  truth,
  whole,
} from "../exported.ts";
import { configuration } from "./exported-configuration.ts";
import { checksOf, reviewOf, rulesetOf } from "./exported-rules.ts";
import * as settle from "./settle.ts";

/**
 * What GitHub's API answers about environments, rulesets and branches, reduced to what is judged by it.
 * https://docs.github.com/en/rest/deployments/environments
 * https://docs.github.com/en/rest/repos/rules
 * https://docs.github.com/en/rest/branches/branch-protection
 */
export const exporter: Exporter = {
  id: "github-actions",
  answers:
    "GitHub about environments, one environment, its deployment branch policies or protection rules, rulesets, a branch or its protection",
  get forms() {
    return forms;
  },
};

const isRuleset = (node: Node): boolean => has(node, "id", "name", "enforcement", "rules");
const isListed = (node: Node): boolean => has(node, "id", "name", "enforcement") && !node.has("rules");
/** An empty list is taken for one of rulesets where nothing else is said of it. */
const isRulesetList = (node: Node, { kind }: About): boolean =>
  node.kind === "sequence" && node.items().every(isListed) && (kind === undefined || kind === "rulesets");
const isProtection = (node: Node): boolean =>
  node.get("url").text.endsWith("/protection") && node.get("url").text.includes("/branches/");

const forms: Exporter["forms"] = [
  refused(
    (answer) => has(answer, "secrets"),
    () => "lists secrets, of which nothing is kept",
  ),
  refused(
    (answer) => has(answer, "message", "status"),
    (answer) => `is an error of GitHub: \`${answer.get("message").text.slice(0, 60)}\``,
  ),
  { is: (answer) => has(answer, "total_count", "environments"), read: environmentList },
  { is: (answer) => has(answer, "name", "protection_rules"), read: (answer) => [oneEnvironment(answer)] },
  { is: (answer) => has(answer, "total_count", "branch_policies"), read: branchPolicies },
  { is: (answer) => has(answer, "total_count", "custom_deployment_protection_rules"), read: protectionRules },
  { is: isRuleset, read: (answer) => [oneRuleset(answer)] },
  { is: isProtection, read: (answer) => [protection(answer)] },
  { is: (answer) => has(answer, "name", "commit", "protection"), read: (answer) => [branch(answer)] },
  { is: isRulesetList, read: rulesetList },
  {
    is: (answer) => everyItem(answer, isRuleset),
    read: (answer) => answer.items().map(oneRuleset),
  },
  ...configuration,
];

/** The repository in an address of the API. */
const repositoryIn = (address: string): string | null =>
  /\/repos\/([\w.-]+\/[\w.-]+)(?:\/|$)/.exec(address)?.[1] ?? null;

function environmentList(answer: Node): readonly Export[] {
  const items = answer.get("environments").items();
  const total = whole(answer.get("total_count"), "count");
  const content: Exported = {
    kind: "environments",
    name: "all",
    repository: repositoryIn(items[0]?.get("url").text ?? ""),
    complete: items.length === total,
    environments: items.map(environment),
  };
  const notes = items.length < total ? [`it lists ${items.length} of ${total} environments: ask for more a page`] : [];
  return [{ content, key: "all", notes, next: [] }];
}

function oneEnvironment(answer: Node): Export {
  const found = environment(answer);
  const repository = repositoryIn(answer.get("url").text);
  const isPattern = found.branches === "patterns";
  return {
    content: { kind: "environment", name: found.name, repository, environments: [found] },
    key: found.name.toLowerCase(),
    notes: isPattern ? [`which branches may deploy to \`${found.name}\` is another answer`] : [],
    next: isPattern ? [settle.branchPolicies(found.name, repository ?? undefined)] : [],
  };
}

function environment(node: Node): SnapshotEnvironment {
  const rules = node.get("protection_rules");
  if (rules.kind !== "sequence") throw new Refused("has an environment without `protection_rules`", node.at);
  const ofType = (type: string): readonly Node[] => rules.items().filter((rule) => rule.get("type").text === type);
  const asked = ofType("required_reviewers");
  const known = new Set(["required_reviewers", "wait_timer", "branch_policy"]);
  return {
    name: text(node.get("name"), "name"),
    reviewers: asked.flatMap((rule) => rule.get("reviewers").items().map(reviewer)),
    "prevent-self-review": truth(asked[0]?.get("prevent_self_review") ?? node.get("prevent_self_review")),
    "admins-bypass": truth(node.get("can_admins_bypass")),
    wait: ofType("wait_timer").reduce((sum, rule) => sum + 60 * whole(rule.get("wait_timer"), "wait timer"), 0),
    branches: branchesOf(node.get("deployment_branch_policy"), ofType("branch_policy").length > 0),
    "other-rules": rules
      .items()
      .filter((rule) => !known.has(rule.get("type").text))
      .map((rule) => text(rule.get("app", "slug").text === "" ? rule.get("type") : rule.get("app", "slug"), "type")),
  };
}

function branchesOf(policy: Node, isRestricted: boolean): SnapshotEnvironment["branches"] {
  if (policy.get("custom_branch_policies").value === true) return "patterns";
  return policy.get("protected_branches").value === true || isRestricted ? "protected" : "any";
}

function reviewer(node: Node): string {
  const who = node.get("reviewer");
  if (node.get("type").text !== "Team") return `user:${text(who.get("login"), "login of a reviewer")}`;
  const slug = text(who.get("slug"), "slug of a team");
  const owner =
    /\/orgs\/([\w.-]+)\/teams\//.exec(who.get("html_url").text)?.[1] ?? who.get("organization", "login").text;
  return owner === "" ? `team:${slug}` : `team:${owner}/${slug}`;
}

function branchPolicies(answer: Node, about: About): readonly Export[] {
  const { environment: name } = about;
  if (name === undefined)
    throw new Refused("does not say which environment it is of", answer.at, "add --environment NAME");
  const items = answer.get("branch_policies").items();
  if (items.length < whole(answer.get("total_count"), "count"))
    throw new Refused("lists only some of the branch policies", answer.at, "ask for more a page: ?per_page=100");
  const patterns = items.map((item) => ({
    name: text(item.get("name"), "name"),
    type: item.get("type").text === "tag" ? ("tag" as const) : ("branch" as const),
  }));
  const content: Exported = {
    kind: "deployment-branch-policies",
    name,
    repository: null,
    "branch-policies": [{ environment: name, patterns }],
  };
  return [{ content, key: name.toLowerCase(), notes: [], next: [] }];
}

/** The apps that decide about deployments, of which a list of environments says nothing. */
function protectionRules(answer: Node, { environment: name }: About): readonly Export[] {
  if (name === undefined) return refuse(answer, "does not say which environment it is of", "add --environment NAME");
  const apps = list(answer.get("custom_deployment_protection_rules"), "rules")
    .filter((rule) => rule.get("enabled").value !== false)
    .map((rule) => text(rule.get("app", "slug"), "name of an app"));
  const content: Exported = {
    kind: "deployment-protection-rules",
    name,
    repository: null,
    "protection-rules": [{ environment: name, apps }],
  };
  return [{ content, key: name.toLowerCase(), notes: [], next: [] }];
}

function rulesetList(answer: Node): readonly Export[] {
  const items = answer.items();
  const listed = items.map((item) => ({ id: whole(item.get("id"), "id"), name: text(item.get("name"), "name") }));
  const repository = items.map(repositoryOf).find((slug) => slug !== null) ?? null;
  return [
    {
      content: { kind: "rulesets", name: "all", repository, listed },
      key: "all",
      notes: listed.length > 0 ? ["a list does not hold what rulesets say; the details of each are needed"] : [],
      next: listed.map(({ id }) => settle.ruleset(id, repository ?? undefined)),
    },
  ];
}

const repositoryOf = (ruleset: Node): string | null =>
  repositoryIn(ruleset.get("_links", "self", "href").text) ??
  (ruleset.get("source_type").text === "Repository" && /^[\w.-]+\/[\w.-]+$/.test(ruleset.get("source").text)
    ? ruleset.get("source").text
    : null);

function oneRuleset(node: Node): Export {
  const ruleset = rulesetOf(node, whole(node.get("id"), "id"));
  return {
    content: { kind: "rulesets", name: ruleset.name, repository: repositoryOf(node), rulesets: [ruleset] },
    key: String(ruleset.id),
    notes: [],
    next: [],
  };
}

/** Of `GET /repos/{owner}/{repo}/branches/{branch}/protection`. */
function protection(answer: Node): Export {
  const url = answer.get("url").text;
  const name = decoded(/\/branches\/(.+)\/protection$/.exec(url)?.[1] ?? "");
  const enforced = truth(answer.get("enforce_admins", "enabled"));
  const review = answer.get("required_pull_request_reviews");
  return ofBranch(repositoryIn(url), {
    name,
    protected: true,
    checks: checksOf(answer.get("required_status_checks")),
    "pull-request": review.kind === "mapping" ? reviewOf(review) : null,
    "admins-bypass": enforced === null ? null : !enforced,
  });
}

/** Of `GET /repos/{owner}/{repo}/branches/{branch}`, which answers for branches without protection, too. */
function branch(answer: Node): Export {
  const guard = answer.get("protection");
  const level = guard.get("required_status_checks", "enforcement_level").text;
  const isOn = guard.get("enabled").value === true && level !== "off";
  const address = answer.get("protection_url").text || answer.get("commit", "url").text;
  return ofBranch(repositoryIn(address), {
    name: text(answer.get("name"), "name"),
    protected: guard.get("enabled").value === true,
    checks: isOn ? checksOf(guard.get("required_status_checks")) : [],
    ...(guard.get("enabled").value === true ? {} : { "pull-request": null }),
    "admins-bypass": level === "everyone" ? false : level === "non_admins" ? true : null,
  });
}

const ofBranch = (repository: string | null, found: SnapshotBranch): Export => ({
  content: { kind: "branch-protection", name: found.name, repository, branches: [found] },
  key: found.name,
  notes: [],
  next: [],
});

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
