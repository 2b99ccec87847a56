import type { Trigger } from "#model/plan.ts";

/** What `CI_PIPELINE_SOURCE` says. https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable */
export type Source =
  | "push"
  | "merge_request_event"
  | "schedule"
  | "web"
  | "api"
  | "trigger"
  | "pipeline"
  | "parent_pipeline";

/** One way in which GitLab makes a pipeline. Pipelines for branches, tags and merge requests are told apart. */
export interface Start {
  readonly source: Source;
  /** `trunk`: the default branch; `branch`: any other; `tag`; `change`: a merge request into the default branch. */
  readonly on: "trunk" | "branch" | "tag" | "change";
  /** "push to". */
  readonly verb: string;
  readonly trigger: Trigger["on"];
}

/** The ways that every project has. */
export const plainStarts: readonly Start[] = [
  { source: "push", on: "trunk", verb: "push to", trigger: "push" },
  { source: "push", on: "branch", verb: "push to", trigger: "push" },
  { source: "push", on: "tag", verb: "push of", trigger: "tag" },
  { source: "merge_request_event", on: "change", verb: "merge request to", trigger: "change-request" },
];

/** Those that matter only where something in the files tells them apart. */
export const otherStarts: readonly Start[] = [
  { source: "schedule", on: "trunk", verb: "schedule on", trigger: "schedule" },
  { source: "web", on: "trunk", verb: "manual start on", trigger: "manual" },
  { source: "web", on: "branch", verb: "manual start on", trigger: "manual" },
  { source: "web", on: "tag", verb: "manual start on", trigger: "manual" },
  { source: "api", on: "trunk", verb: "API call on", trigger: "api" },
  { source: "trigger", on: "trunk", verb: "trigger token on", trigger: "api" },
  { source: "pipeline", on: "trunk", verb: "pipeline of another project on", trigger: "after-plan" },
];

/** Whether people give the variables of such a pipeline. */
export const isByHand = ({ source }: Start): boolean => source === "web" || source === "api" || source === "trigger";
