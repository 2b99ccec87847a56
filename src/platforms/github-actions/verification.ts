import { broken, holds, type Assurance } from "#model/assurance.ts";
import { startOf } from "#model/place.ts";
import type { Verification } from "#model/repository.ts";
import { checksOfChange } from "../routes/checks.ts";
import type { Start } from "./events.ts";
import type { Way } from "./ways.ts";
import type { Workflow } from "./workflow.ts";

/** What a workflow checks when code changes: on a pull request, in the merge queue, or on a push. */
export function verificationOf(workflow: Workflow, ways: readonly Way[]): readonly Verification[] {
  const mine = ways.filter(({ start, earlier }) => checksChanges(start) && earlier.length === 0);
  const checks = checksOfChange(mine.map(({ scenario }) => scenario));
  if (checks.length === 0) return [];
  const starts = workflow.starts.filter(checksChanges);
  return [
    {
      platform: "github-actions",
      name: workflow.name,
      at: startOf(workflow.path),
      triggers: starts.map(({ trigger }) => trigger),
      checks,
      everyChange: everyChange(starts, workflow),
    },
  ];
}

const checksChanges = ({ event }: Start): boolean =>
  event.startsWith("pull_request") || event === "merge_group" || event === "push";

function everyChange(starts: readonly Start[], workflow: Workflow): Assurance {
  const whole = starts.find(({ paths }) => paths === undefined);
  if (whole) return holds(whole.trigger.at);
  const at = starts[0]?.paths ?? startOf(workflow.path);
  return broken("leaves out changes by a filter over paths", at);
}
