import { absent, declared, type Fact, listing, unknown } from "#model/fact.ts";
import { type BranchPattern, branchPattern, type BuildPolicy, type ReviewRule } from "#model/review.ts";
import type { SnapshotReview, SnapshotReviewPolicy } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { approversOf, type Loaded, not, said } from "./loaded.ts";

/** The rules of review that exports hold: of a ruleset or branch the newest export counts, of policies the newest list. */
export function reviewsIn(all: readonly Loaded[]): readonly ReviewRule[] {
  const named = new Map<string, ReviewRule>();
  const add = (key: string, rule: ReviewRule) => named.has(key) || named.set(key, rule);
  for (const loaded of all) {
    for (const [key, rule] of rulesetReviews(loaded)) add(key, rule);
    for (const [key, rule] of branchReviews(loaded)) add(key, rule);
  }
  const policies = all.map((loaded) => policyReviews(loaded, all)).find((found) => found !== undefined);
  return [...named.values(), ...(policies ?? [])];
}

const rulesetReviews = ({ snapshot, node, source }: Loaded): readonly (readonly [string, ReviewRule])[] =>
  (snapshot.rulesets ?? []).flatMap((ruleset, index) => {
    const review = ruleset["pull-request"];
    const written = node.get("rulesets", index);
    if (review === null || ruleset.target !== "branch") return [];
    const bypass = said(
      ruleset.bypass && ruleset.bypass.length > 0,
      written.get("bypass"),
      "who may go round the ruleset",
    );
    const branches = ruleset.include.map(refPattern);
    const except = ruleset.exclude.map(refPattern);
    const enforced = ruleset.enforcement === "active";
    const rule = { ...source, name: ruleset.name, branches, except, enforced, bypass };
    return [
      [
        `ruleset ${ruleset.id ?? `~${ruleset.name}`}`,
        { ...rule, ...reviewOf(review, written.get("pull-request")) },
      ] as const,
    ];
  });

const branchReviews = ({ snapshot, node, source }: Loaded): readonly (readonly [string, ReviewRule])[] =>
  (snapshot.branches ?? []).flatMap(({ name, "pull-request": review, "admins-bypass": admins }, index) => {
    const written = node.get("branches", index);
    if (!review) return [];
    const round = review.bypass ?? [];
    const bypass =
      round.length > 0
        ? declared(true, written.get("pull-request", "bypass").keyAt)
        : said(admins, written.get("admins-bypass"), "whether administrators may go round it");
    const rule = { ...source, name, branches: [branchPattern(name)], except: [], enforced: true, bypass };
    return [[`branch ${name}`, { ...rule, ...reviewOf(review, written.get("pull-request")) }] as const];
  });

/** On GitHub nobody can approve their own change. */
function reviewOf(review: SnapshotReview, node: Node) {
  return {
    at: node.get("approvals").at,
    approvals: review.approvals,
    from: listing<string>([], absent(node.keyAt)),
    codeOwners: declared(review["code-owners"], node.get("code-owners").at),
    dismissStale: declared(review["dismiss-stale"], node.get("dismiss-stale").at),
    byAuthor: declared(false, node.keyAt),
    byLastPusher: said(
      not(review["last-push"] ?? null),
      node.get("last-push"),
      "whether the approval of who pushed last counts",
    ),
  };
}

function refPattern(pattern: string): BranchPattern {
  if (pattern === "~ALL") return { match: "all", name: "" };
  if (pattern === "~DEFAULT_BRANCH") return { match: "default", name: "" };
  return { match: "glob", name: pattern.replace(/^refs\/heads\//, "") };
}

function policyReviews({ snapshot, node, source }: Loaded, all: readonly Loaded[]): readonly ReviewRule[] | undefined {
  return snapshot.policies?.map((policy, index) => {
    const written = node.get("policies", index);
    const { keyAt: at } = written.get("enforced");
    const bypass = unknown("settings", "who may go round it is set with the protection of the branch", at);
    return {
      ...source,
      at: written.get("approvals").at,
      name: policy.name,
      branches: policy.branches,
      except: [],
      enforced: policy.enforced,
      approvals: policy.approvals,
      from:
        policy.from === null
          ? listing<string>([], absent(written.get("from").at))
          : approversOf(policy.from, written.get("from")),
      codeOwners:
        snapshot.platform === "gitlab-ci"
          ? unknown("settings", "whether owners must approve is set with the protection of the branch", at)
          : absent(at),
      bypass,
      ...countingOf(policy, written, all),
    };
  });
}

/** How approvals are counted, which one product says with each policy, and another once for all of a project. */
function countingOf(
  policy: SnapshotReviewPolicy,
  written: Node,
  all: readonly Loaded[],
): Pick<ReviewRule, "dismissStale" | "byAuthor" | "byLastPusher"> {
  const common = all.find(({ snapshot }) => snapshot["approval-settings"] !== undefined);
  const fact = (
    own: "by-author" | "by-last-pusher" | "dismiss-stale",
    ofAll: "by-author" | "by-committers" | "dismiss-stale",
    what: string,
  ): Fact<boolean> => {
    const settings = policy[own] === null ? common?.snapshot["approval-settings"] : undefined;
    return settings && common
      ? believed(said(settings[ofAll], common.node.get("approval-settings", ofAll), what), common)
      : said(policy[own], written.get(own), what);
  };
  return {
    byAuthor: fact("by-author", "by-author", "whether the author's own approval counts"),
    byLastPusher: fact("by-last-pusher", "by-committers", "whether the approval of who changed it counts"),
    dismissStale: fact("dismiss-stale", "dismiss-stale", "whether a push takes approvals back"),
  };
}

const believed = (fact: Fact<boolean>, { source: { stale, at } }: Loaded): Fact<boolean> =>
  stale === undefined ? fact : unknown("stale", stale, at);

/** The pipelines that a list of policies asks for; `undefined` where an export says nothing of them. */
export const buildsOf = ({ snapshot, node, source }: Loaded): readonly BuildPolicy[] | undefined =>
  snapshot["build-policies"]?.map((policy, index) => ({
    ...source,
    at: node.get("build-policies", index, "pipeline").at,
    name: policy.name,
    branches: policy.branches,
    enforced: policy.enforced,
    pipeline: policy.pipeline,
    paths: policy.paths,
  }));
