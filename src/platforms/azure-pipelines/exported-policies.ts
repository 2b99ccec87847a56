import type { SnapshotBranchPattern, SnapshotBuildPolicy, SnapshotReviewPolicy } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { text, truth, whole, words } from "../exported.ts";

/**
 * Policies of branches.
 * https://learn.microsoft.com/en-us/azure/devops/repos/git/branch-policies
 */

const typeOf = (policy: Node): string => words(policy.get("type", "id")).toLowerCase();

/** The minimum number of reviewers. Reviewers of certain paths only are not kept. */
export const isReview = (policy: Node): boolean =>
  typeOf(policy) === "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd" ||
  (isRequiredReviewers(policy) && pathsOf(policy).length === 0);

const isRequiredReviewers = (policy: Node): boolean => typeOf(policy) === "fd2167ab-b0be-447a-8ec8-39368250530e";

export const isBuild = (policy: Node): boolean => typeOf(policy) === "0609b952-1397-4640-95ec-e00a01b2c241";

const isEnforced = (policy: Node): boolean =>
  policy.get("isEnabled").value === true && policy.get("isBlocking").value === true;

const scopesOf = (policy: Node): readonly Node[] => policy.get("settings", "scope").items();

/** The repositories that policies are limited to, by their ids. */
export const repositoriesOf = (policies: readonly Node[]): ReadonlySet<string> =>
  new Set(
    policies
      .flatMap(scopesOf)
      .map((scope) => words(scope.get("repositoryId")))
      .filter((id) => id !== ""),
  );

export const branchesOf = (policy: Node): SnapshotBranchPattern[] => scopesOf(policy).map(branch);

function branch(scope: Node): SnapshotBranchPattern {
  const kind = words(scope.get("matchKind")).toLowerCase();
  if (kind === "defaultbranch") return { match: "default", name: "" };
  const name = words(scope.get("refName")).replace(/^refs\/heads\//, "");
  if (name === "") return { match: "all", name };
  return { match: kind === "prefix" ? "prefix" : "exact", name };
}

const pathsOf = (policy: Node): string[] =>
  policy
    .get("settings", "filenamePatterns")
    .items()
    .map((pattern) => text(pattern, "pattern of paths"));

export function reviewPolicyOf(policy: Node): SnapshotReviewPolicy {
  const settings = policy.get("settings");
  const isNamed = isRequiredReviewers(policy);
  const last = truth(settings.get("blockLastPusherVote"));
  const count = settings.get("minimumApproverCount");
  return {
    name: words(policy.get("type", "displayName")) || "Minimum number of reviewers",
    branches: branchesOf(policy),
    enforced: isEnforced(policy),
    approvals: isNamed && count.kind === "missing" ? 1 : whole(count, "number of reviewers"),
    from: isNamed
      ? settings
          .get("requiredReviewerIds")
          .items()
          .map((id) => `user-id:${text(id, "id of a reviewer")}`)
      : null,
    "by-author": truth(settings.get("creatorVoteCounts")) ?? false,
    "by-last-pusher": last === null ? null : !last,
    "dismiss-stale": isNamed ? null : settings.get("resetOnSourcePush").value === true,
  };
}

export function buildPolicyOf(policy: Node): SnapshotBuildPolicy {
  const settings = policy.get("settings");
  return {
    name: words(settings.get("displayName")) || "Build",
    branches: branchesOf(policy),
    enforced: isEnforced(policy),
    pipeline: whole(settings.get("buildDefinitionId"), "pipeline"),
    paths: pathsOf(policy),
  };
}
