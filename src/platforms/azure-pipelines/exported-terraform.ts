import type {
  SnapshotBranchPattern,
  SnapshotKnownEnvironment,
  SnapshotResource,
  SnapshotResourceCheck,
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
 * Resources of the Azure DevOps provider.
 * https://registry.terraform.io/providers/microsoft/azuredevops/latest/docs
 */
export const terraform: Declaring = {
  prefix: "azuredevops_",
  of: (resource) => field(resource, "settings", "scope", "repository_id"),
  kinds: new Map<string, Kind>([
    ["azuredevops_environment", (resource) => ({ "known-environments": [environment(resource)] })],
    ["azuredevops_check_approval", (resource) => checked(resource, 43_200, approval)],
    ["azuredevops_check_exclusive_lock", (resource) => checked(resource, 43_200, () => ({ kind: "exclusive-lock" }))],
    ["azuredevops_check_branch_control", (resource) => checked(resource, 1440, branchControl)],
    ["azuredevops_check_business_hours", (resource) => checked(resource, 1440, businessHours)],
    ["azuredevops_check_required_template", (resource) => checked(resource, null, requiredTemplate)],
    ["azuredevops_check_rest_api", (resource) => checked(resource, 1440, restApi)],
    ["azuredevops_branch_policy_min_reviewers", (resource) => ({ policies: [reviewers(resource)] })],
  ]),
};

const environment = (resource: Resource): SnapshotKnownEnvironment => ({
  name: textOf(field(resource, "name"), "name"),
  id: textOrNull(field(resource, "id")),
  tier: null,
});

type Check<T = SnapshotResourceCheck> = T extends unknown ? Omit<T, "disabled" | "timeout"> : never;

function checked(
  resource: Resource,
  timeout: number | null,
  read: (resource: Resource) => Check,
): { readonly resources: SnapshotResource[] } {
  const minutes = timeout === null ? null : numberOf(field(resource, "timeout"), timeout);
  const common = { disabled: false, timeout: minutes === null ? null : 60 * minutes };
  return { resources: [{ ...target(resource), checks: [{ ...read(resource), ...common } as SnapshotResourceCheck] }] };
}

const types = ["environment", "endpoint", "variablegroup", "queue", "agentpool", "repository", "securefile"] as const;

/** What is checked, by the name that these files give it, or by its number. */
function target(resource: Resource): Omit<SnapshotResource, "checks"> {
  const said = textOf(field(resource, "target_resource_type"), "target_resource_type");
  const type = types.find((each) => each === said);
  if (type === undefined) throw new LeftOut(`\`${said.slice(0, 40)}\` is no type of resources`);
  const id = field(resource, "target_resource_id");
  if (id.kind !== "link") return { type, id: textOf(id, "target_resource_id"), name: null };
  const name = field(id.to, id.to.type.startsWith("azuredevops_serviceendpoint_") ? "service_endpoint_name" : "name");
  return { type, id: null, name: textOf(isThere(name) ? name : id, "target_resource_id") };
}

function approval(resource: Resource): Check {
  const count = numberOf(field(resource, "minimum_required_approvers"), 0);
  if (count === null) throw new LeftOut("its `minimum_required_approvers` is not constant");
  return {
    kind: "approval",
    approvers: partsOf(field(resource, "approvers")).map((part) =>
      part.kind === "constant" ? `user-id:${wordOf(part)}` : wordOf(part),
    ),
    count,
    "in-order": false,
    "requester-may-approve": truthOf(field(resource, "requester_can_approve"), false),
  };
}

function branchControl(resource: Resource): Check {
  const allowed = field(resource, "allowed_branches");
  return {
    kind: "branch-control",
    branches: (isThere(allowed) ? textOf(allowed, "allowed_branches") : "*").split(",").map((each) => each.trim()),
    protected: settled(resource, "verify_branch_protection"),
    "unknown-status": settled(resource, "ignore_unknown_protection_status"),
  };
}

function settled(resource: Resource, key: string): boolean {
  const value = truthOf(field(resource, key), false);
  if (value === null) throw new LeftOut(`its \`${key}\` is not constant`);
  return value;
}

const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

const businessHours = (resource: Resource): Check => ({
  kind: "business-hours",
  days: days.filter((day) => settled(resource, day)).map((day) => day.charAt(0).toUpperCase() + day.slice(1)),
  from: textOf(field(resource, "start_time"), "start_time"),
  to: textOf(field(resource, "end_time"), "end_time"),
  "time-zone": textOf(field(resource, "time_zone"), "time_zone"),
});

const requiredTemplate = (resource: Resource): Check => ({
  kind: "required-template",
  templates: partsOf(field(resource, "required_template")).map((one) => {
    const kind = textOrNull(field(one, "repository_type")) ?? "azuregit";
    const part = (key: string): string => textOf(field(one, key), key);
    return `${part("template_path")}@${kind === "azuregit" ? "git" : kind}:${part("repository_name")}#${part("repository_ref")}`;
  }),
});

const restApi = (resource: Resource): Check => ({
  kind: "other",
  task: "InvokeRESTAPI",
  name: textOrNull(field(resource, "display_name")) ?? "InvokeRESTAPI",
});

function reviewers(resource: Resource): SnapshotReviewPolicy {
  const settings = field(resource, "settings");
  const count = numberOf(field(settings, "reviewer_count"), 0);
  if (count === null) throw new LeftOut("its `reviewer_count` is not constant");
  const barred = truthOf(field(settings, "last_pusher_cannot_approve"), false);
  const approved = truthOf(field(settings, "on_push_reset_approved_votes"), false);
  const all = truthOf(field(settings, "on_push_reset_all_votes"), false);
  return {
    name: "Minimum number of reviewers",
    branches: partsOf(field(settings, "scope")).map(branches),
    enforced: settledOr(resource, "enabled") && settledOr(resource, "blocking"),
    approvals: count,
    from: null,
    "by-author": truthOf(field(settings, "submitter_can_vote"), false),
    "by-last-pusher": barred === null ? null : !barred,
    "dismiss-stale": approved === null || all === null ? null : approved || all,
  };
}

function settledOr(resource: Resource, key: string): boolean {
  const value = truthOf(field(resource, key), true);
  if (value === null) throw new LeftOut(`its \`${key}\` is not constant`);
  return value;
}

function branches(scope: Value): SnapshotBranchPattern {
  const kind = (textOrNull(field(scope, "match_type")) ?? "Exact").toLowerCase();
  if (kind === "defaultbranch") return { match: "default", name: "" };
  const ref = field(scope, "repository_ref");
  if (!isThere(ref)) return { match: "all", name: "" };
  const name = textOf(ref, "repository_ref").replace(/^refs\/heads\//, "");
  return { match: kind === "prefix" ? "prefix" : "exact", name };
}
