import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";

/** The keys that GitHub takes. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const workflowKeys = words("name run-name on permissions env defaults concurrency jobs");
export const jobKeys = words(
  "name permissions needs if runs-on snapshot environment concurrency outputs env defaults steps timeout-minutes strategy continue-on-error container services",
);
export const callKeys = words("name permissions needs if uses with secrets strategy concurrency");
export const stepKeys = words(
  "id if name uses run working-directory shell with env continue-on-error timeout-minutes background wait wait-all cancel parallel",
);
export const concurrencyKeys = words("group cancel-in-progress queue");
export const environmentKeys = words("name url deployment");
export const strategyKeys = words("matrix fail-fast max-parallel");
export const pushKeys = words("branches branches-ignore tags tags-ignore paths paths-ignore");
export const dispatchInputKeys = words("description deprecationMessage required default type options");
export const callInputKeys = words("description deprecationMessage required default type");

export const events = words(
  "branch_protection_rule check_run check_suite create delete deployment deployment_status discussion discussion_comment fork gollum image_version " +
    "issue_comment issues label merge_group milestone page_build project project_card project_column public pull_request pull_request_review " +
    "pull_request_review_comment pull_request_target push registry_package release repository_dispatch schedule status watch workflow_call " +
    "workflow_dispatch workflow_run",
);

export const error = (at: SourceProblem["at"], reason: string, remedy: string): SourceProblem => ({
  at,
  reason,
  remedy,
  weight: "error",
});
export const remark = (at: SourceProblem["at"], reason: string, remedy: string): SourceProblem => ({
  at,
  reason,
  remedy,
  weight: "remark",
});

/** The keys of a mapping that do not belong in it: GitHub refuses a file with one. */
export function unknownKeys(node: Node, known: ReadonlySet<string>, where: string): readonly SourceProblem[] {
  return node.entries().flatMap(({ key, keyAt }) => {
    if (known.has(key) || key.startsWith("x-")) return [];
    const near = nearest(key, known);
    return [
      error(
        keyAt,
        `has the key \`${shown(key)}\`, which does not belong ${where}`,
        near ? `did you mean \`${near}\`?` : `take it out, or write one of \`${[...known].join("`, `")}\``,
      ),
    ];
  });
}

/** A word of a file in a message: short, and without what a terminal would obey. */
// oxlint-disable-next-line no-control-regex
export const shown = (text: string): string => text.slice(0, 60).replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
