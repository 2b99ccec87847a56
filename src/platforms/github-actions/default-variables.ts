/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables#default-environment-variables */
export const defaultVariables: ReadonlyMap<string, string> = new Map([
  ["GITHUB_REF", "github.ref"],
  ["GITHUB_REF_NAME", "github.ref_name"],
  ["GITHUB_REF_TYPE", "github.ref_type"],
  ["GITHUB_BASE_REF", "github.base_ref"],
  ["GITHUB_HEAD_REF", "github.head_ref"],
  ["GITHUB_EVENT_NAME", "github.event_name"],
  ["GITHUB_REPOSITORY", "github.repository"],
  ["GITHUB_ACTOR", "github.actor"],
  ["GITHUB_SHA", "github.sha"],
]);
