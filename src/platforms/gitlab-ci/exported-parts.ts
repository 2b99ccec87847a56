import type {
  SnapshotFreeze,
  SnapshotKnownEnvironment,
  SnapshotProtectedEnvironment,
  SnapshotProtectedRef,
  SnapshotReviewPolicy,
} from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { list, refuse, text, truth, whole, wholeOrNull, words } from "../exported.ts";

/** Parts of what GitLab's API answers. */

export const protectedEnvironment = (node: Node): SnapshotProtectedEnvironment => ({
  name: text(node.get("name"), "name"),
  deployers: list(node.get("deploy_access_levels"), "access levels").map(who),
  required: wholeOrNull(node.get("required_approval_count")) ?? 0,
  approvals: node
    .get("approval_rules")
    .items()
    .map((rule) => ({ count: wholeOrNull(rule.get("required_approvals")) ?? 1, from: who(rule) })),
});

/** https://docs.gitlab.com/api/access_requests/#valid-access-levels */
const roles: ReadonlyMap<unknown, string> = new Map([
  [30, "role:developer"],
  [40, "role:maintainer"],
  [50, "role:owner"],
  [60, "role:administrator"],
]);

/** A person or group is named by a number only; a role lets in those above it as well. */
function who(node: Node): string {
  for (const [key, word] of numbered) {
    const id = wholeOrNull(node.get(key));
    if (id !== null) return `${word}-id:${id}`;
  }
  const level = node.get("access_level");
  return roles.get(level.value) ?? refuse(level, "has no access level where one belongs");
}

const numbered = [
  ["user_id", "user"],
  ["group_id", "team"],
  ["deploy_key_id", "key"],
] as const;

/** Who may change a branch or tag; level 0 is nobody. */
const mayChange = (levels: Node): string[] =>
  levels
    .items()
    .filter((level) => level.get("access_level").value !== 0 || wholeOrNull(level.get("user_id")) !== null)
    .map(who);

export const protectedRef = (node: Node, type: SnapshotProtectedRef["type"]): SnapshotProtectedRef => ({
  type,
  name: text(node.get("name"), "name"),
  push: mayChange(node.get(type === "tag" ? "create_access_levels" : "push_access_levels")),
  merge: mayChange(node.get("merge_access_levels")),
  "force-push": node.get("allow_force_push").value === true,
  "code-owners": truth(node.get("code_owner_approval_required")),
});

/** A rule of a project. What it says of stale approvals and of authors is another answer. */
export function approvalRule(node: Node): SnapshotReviewPolicy {
  const people = node
    .get("users")
    .items()
    .map((user) => `user:${text(user.get("username"), "name of a user")}`);
  const groups = node
    .get("groups")
    .items()
    .map((group) => `team:${words(group.get("full_path")) || text(group.get("path"), "path of a group")}`);
  const branches = node
    .get("protected_branches")
    .items()
    .map((branch) => ({ match: "wildcard" as const, name: text(branch.get("name"), "name of a branch") }));
  const everyProtected = node.get("applies_to_all_protected_branches").value === true;
  return {
    name: text(node.get("name"), "name"),
    branches: everyProtected
      ? [{ match: "protected", name: "" }]
      : branches.length > 0
        ? branches
        : [{ match: "all", name: "" }],
    enforced: true,
    approvals: whole(node.get("approvals_required"), "number of approvals"),
    from: words(node.get("rule_type")) === "any_approver" ? null : [...people, ...groups],
    "by-author": null,
    "by-last-pusher": null,
    "dismiss-stale": null,
  };
}

export const freeze = (node: Node): SnapshotFreeze => ({
  start: text(node.get("freeze_start"), "start"),
  end: text(node.get("freeze_end"), "end"),
  "time-zone": words(node.get("cron_timezone")) || "UTC",
});

export const knownEnvironment = (node: Node): SnapshotKnownEnvironment => ({
  name: text(node.get("name"), "name"),
  id: String(whole(node.get("id"), "id")),
  tier: words(node.get("tier")) || null,
});
