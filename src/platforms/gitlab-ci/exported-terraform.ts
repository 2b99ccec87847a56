import type {
  SnapshotApprovalSettings,
  SnapshotFreeze,
  SnapshotProtectedEnvironment,
  SnapshotProtectedRef,
  SnapshotReviewPolicy,
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
  truthOf,
  type Value,
  wordOf,
} from "../terraform/value.ts";

/**
 * Resources of the GitLab provider.
 * https://registry.terraform.io/providers/gitlabhq/gitlab/latest/docs
 */
export const terraform: Declaring = {
  prefix: "gitlab_",
  of: (resource) => field(resource, "project"),
  kinds: new Map<string, Kind>([
    ["gitlab_project_protected_environment", (resource) => ({ "protected-environments": [environment(resource)] })],
    ["gitlab_project_approval_rule", (resource) => ({ policies: [approvalRule(resource)] })],
    ["gitlab_project_level_mr_approvals", (resource) => ({ "approval-settings": approvals(resource) })],
    ["gitlab_branch_protection", (resource) => ({ "protected-refs": [branch(resource)] })],
    ["gitlab_tag_protection", (resource) => ({ "protected-refs": [tag(resource)] })],
    ["gitlab_project_freeze_period", (resource) => ({ freezes: [freeze(resource)] })],
  ]),
};

function environment(resource: Resource): SnapshotProtectedEnvironment {
  const required = numberOf(field(resource, "required_approval_count"), 0);
  if (required === null) throw new LeftOut("its `required_approval_count` is not constant");
  return {
    name: textOf(field(resource, "environment"), "environment"),
    deployers: partsOf(field(resource, "deploy_access_levels")).map(who),
    required,
    approvals: partsOf(field(resource, "approval_rules")).map((rule) => {
      const count = numberOf(field(rule, "required_approvals"), 1);
      if (count === null) throw new LeftOut("its `required_approvals` are not constant");
      return { count, from: who(rule) };
    }),
  };
}

function who(level: Value): string {
  for (const [key, word] of numbered) {
    const id = field(level, key);
    const path = id.kind === "link" ? textOrNull(field(id.to, word === "user" ? "username" : "full_path")) : null;
    if (path !== null) return `${word}:${path}`;
    if (isThere(id)) return id.kind === "constant" ? `${word}-id:${wordOf(id)}` : wordOf(id);
  }
  const role = field(level, "access_level");
  return role.kind === "constant" ? `role:${wordOf(role)}` : wordOf(level.kind === "open" ? level : role);
}

const numbered = [
  ["user_id", "user"],
  ["group_id", "team"],
] as const;

function approvalRule(resource: Resource): SnapshotReviewPolicy {
  const count = numberOf(field(resource, "approvals_required"), 0);
  if (count === null) throw new LeftOut("its `approvals_required` is not constant");
  const isEvery = truthOf(field(resource, "applies_to_all_protected_branches"), false);
  const ids = field(resource, "protected_branch_ids");
  if (isEvery === null || (isThere(ids) && !isEvery)) throw new LeftOut("the branches that it is for are not constant");
  const named = [
    ...partsOf(field(resource, "user_ids")).map((part) => numberedOr("user", part)),
    ...partsOf(field(resource, "group_ids")).map((part) => numberedOr("team", part)),
  ];
  return {
    name: textOf(field(resource, "name"), "name"),
    branches: [{ match: isEvery ? "protected" : "all", name: "" }],
    enforced: true,
    approvals: count,
    from: textOrNull(field(resource, "rule_type")) === "any_approver" || named.length === 0 ? null : named,
    "by-author": null,
    "by-last-pusher": null,
    "dismiss-stale": null,
  };
}

const numberedOr = (word: "user" | "team", part: Value): string =>
  part.kind === "constant" ? `${word}-id:${wordOf(part)}` : wordOf(part);

/** What is not written is left as the server has it. */
function approvals(resource: Resource): SnapshotApprovalSettings {
  const said = (key: string): boolean | null => {
    const value = field(resource, key);
    return isThere(value) ? truthOf(value, false) : null;
  };
  const isBarred = said("merge_requests_disable_committers_approval");
  return {
    "by-author": said("merge_requests_author_approval"),
    "by-committers": isBarred === null ? null : !isBarred,
    "dismiss-stale": said("reset_approvals_on_push"),
  };
}

/** Maintainers where nothing is written, nobody where `no one` is. */
function allowed(resource: Resource, level: string, others: string): string[] {
  const said = field(resource, level);
  const role = isThere(said) ? (said.kind === "constant" ? `role:${wordOf(said)}` : wordOf(said)) : "role:maintainer";
  return [...(role === "role:no one" ? [] : [role]), ...partsOf(field(resource, others)).map(who)];
}

function branch(resource: Resource): SnapshotProtectedRef {
  return {
    type: "branch",
    name: textOf(field(resource, "branch"), "branch"),
    push: allowed(resource, "push_access_level", "allowed_to_push"),
    merge: allowed(resource, "merge_access_level", "allowed_to_merge"),
    "force-push": truthOf(field(resource, "allow_force_push"), false) !== false,
    "code-owners": truthOf(field(resource, "code_owner_approval_required"), false),
  };
}

const tag = (resource: Resource): SnapshotProtectedRef => ({
  type: "tag",
  name: textOf(field(resource, "tag"), "tag"),
  push: allowed(resource, "create_access_level", "allowed_to_create"),
  merge: [],
  "force-push": false,
  "code-owners": null,
});

const freeze = (resource: Resource): SnapshotFreeze => ({
  start: textOf(field(resource, "freeze_start"), "freeze_start"),
  end: textOf(field(resource, "freeze_end"), "freeze_end"),
  "time-zone": textOrNull(field(resource, "cron_timezone")) ?? "UTC",
});
