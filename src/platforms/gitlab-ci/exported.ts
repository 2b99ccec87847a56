import type { Snapshot, SnapshotProject } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import {
  type About,
  everyItem,
  type Export,
  type Exported,
  type Exporter,
  has,
  refused,
  text,
  truth,
  wholeOrNull,
  words,
} from "../exported.ts";
import { approvalRule, freeze, knownEnvironment, protectedEnvironment, protectedRef } from "./exported-parts.ts";

/**
 * What GitLab's API answers about protection, approvals, freezes and a project, reduced to what is judged by it.
 * https://docs.gitlab.com/api/protected_environments/
 * https://docs.gitlab.com/api/merge_request_approvals/
 * https://docs.gitlab.com/api/freeze_periods/
 * https://docs.gitlab.com/api/protected_branches/
 * https://docs.gitlab.com/api/protected_tags/
 * https://docs.gitlab.com/api/environments/
 * https://docs.gitlab.com/api/projects/
 */
export const exporter: Exporter = {
  id: "gitlab-ci",
  answers:
    "GitLab about protected environments, approval rules, approval settings, freeze periods, protected branches or tags, environments or a project",
  get forms() {
    return forms;
  },
};

type Kind = Snapshot["kind"];
type Content = Partial<Omit<Exported, "kind" | "name" | "repository">>;

const forms: Exporter["forms"] = [
  refused(
    (answer) =>
      everyItem(answer, (item) => has(item, "variable_type", "value")) || has(answer, "variable_type", "value"),
    () => "lists variables, of which nothing is kept",
  ),
  refused(
    (answer) => has(answer, "message") && answer.entries().length === 1,
    (answer) => `is an error of GitLab: \`${words(answer.get("message")).slice(0, 60)}\``,
  ),
  refused(
    (answer) => has(answer, "error") && answer.entries().every(({ key }) => key.startsWith("error") || key === "scope"),
    (answer) => `is an error of GitLab: \`${words(answer.get("error")).slice(0, 60)}\``,
  ),
  ...listAndOne("protected-environments", ["name", "deploy_access_levels"], (items) => ({
    "protected-environments": items.map(protectedEnvironment),
  })),
  ...listAndOne("protected-branches", ["name", "push_access_levels", "merge_access_levels"], (items) => ({
    "protected-refs": items.map((item) => protectedRef(item, "branch")),
  })),
  ...listAndOne("protected-tags", ["name", "create_access_levels"], (items) => ({
    "protected-refs": items.map((item) => protectedRef(item, "tag")),
  })),
  listOf("approval-rules", ["name", "rule_type", "approvals_required"], (items) => ({
    policies: items.map(approvalRule),
  })),
  listOf("freeze-periods", ["freeze_start", "freeze_end"], (items) => ({ freezes: items.map(freeze) })),
  listOf("environments", ["id", "name", "slug", "external_url"], (items) => ({
    "known-environments": items.map(knownEnvironment),
  })),
  { is: (answer) => has(answer, "path_with_namespace", "name", "id"), read: project },
  {
    is: (answer) => has(answer, "merge_requests_author_approval", "reset_approvals_on_push"),
    read: approvalSettings,
  },
];

/** Whether it is a list of what has these keys, or an empty one that was said to be. */
function listOf(kind: Kind, keys: readonly string[], read: (items: readonly Node[]) => Content) {
  return {
    is: (answer: Node, about: About): boolean =>
      everyItem(answer, (item) => has(item, ...keys)) ||
      (answer.kind === "sequence" && answer.items().length === 0 && about.kind === kind),
    read: (answer: Node): readonly Export[] => {
      const items = answer.items();
      const complete = !isFullPage(items.length);
      const content = { kind, name: "all", repository: null, complete, ...read(items) };
      const note = `it lists ${items.length}, which may be one page of several: ask for \`per_page=100\``;
      return [{ content, key: "all", notes: complete ? [] : [note], next: [] }];
    },
  };
}

/** As `listOf`, and one alone, which GitLab answers in the same form. */
function listAndOne(kind: Kind, keys: readonly string[], read: (items: readonly Node[]) => Content) {
  const one = (answer: Node): readonly Export[] => {
    const name = text(answer.get("name"), "name");
    return [{ content: { kind, name, repository: null, ...read([answer]) }, key: name, notes: [], next: [] }];
  };
  return [listOf(kind, keys, read), { is: (answer: Node): boolean => has(answer, ...keys), read: one }];
}

/** GitLab gives out 20 at once, or as many as it was asked for, which is a round number where somebody asks. */
const isFullPage = (count: number): boolean => count > 0 && count % 10 === 0;

function approvalSettings(answer: Node): readonly Export[] {
  const isBarred = truth(answer.get("merge_requests_disable_committers_approval"));
  const content: Exported = {
    kind: "approval-settings",
    name: "all",
    repository: null,
    "approval-settings": {
      "by-author": truth(answer.get("merge_requests_author_approval")),
      "by-committers": isBarred === null ? null : !isBarred,
      "dismiss-stale": truth(answer.get("reset_approvals_on_push")),
    },
  };
  return [{ content, key: "all", notes: [], next: [] }];
}

/** It holds the token of its runners and much else: only these are taken. */
function project(answer: Node): readonly Export[] {
  const name = text(answer.get("path_with_namespace"), "path");
  const cancels = words(answer.get("auto_cancel_pending_pipelines"));
  const found: SnapshotProject = {
    "default-branch": words(answer.get("default_branch")) || null,
    "merge-method": words(answer.get("merge_method")) || null,
    "job-timeout": wholeOrNull(answer.get("build_timeout")),
    "forward-only": truth(answer.get("ci_forward_deployment_enabled")),
    "cancels-pending": cancels === "" ? null : cancels === "enabled",
    "pipeline-must-pass": truth(answer.get("only_allow_merge_if_pipeline_succeeds")),
    "skipped-passes": truth(answer.get("allow_merge_on_skipped_pipeline")),
    "starter-may-approve": truth(answer.get("allow_pipeline_trigger_approve_deployment")),
  };
  const isOpen = found["job-timeout"] === null && found["merge-method"] === null;
  const note = "it says little of its settings: whoever exports them must be a member of the project";
  const content: Exported = { kind: "project", name, repository: name, project: found };
  return [{ content, key: "all", notes: isOpen ? [note] : [], next: [] }];
}
