import type { Act } from "../routes/graph.ts";

/** What takes over where a commit is pushed. */
export const WATCHER = "the controller that watches the repository";

/** What pushes the commits of a checkout. */
const PUSHES = new Set([
  "git push",
  "stefanzweifel/git-auto-commit-action",
  "endbug/add-and-commit",
  "ad-m/github-push-action",
]);

/**
 * A job's acts, in which a change of the manifests that a controller watches is a deployment where it is pushed, and
 * none where it is not: then it is applied from here, or proposed.
 */
export function deployedByPush(acts: readonly Act[]): readonly Act[] {
  const found: Act[] = [];
  let changes: readonly Act[] = [];
  for (const act of acts) {
    if (act.known.controller === WATCHER) {
      changes = [...changes, act];
      found.push({ ...act, known: { does: "nothing", source: act.known.source } });
      continue;
    }
    found.push(act);
    if (!PUSHES.has((act.name.split(": ").at(-1) ?? "").toLowerCase())) continue;
    found.push(...changes.map((change) => ({ ...change, runs: act.runs.state === "maybe" ? act.runs : change.runs })));
    changes = [];
  }
  return found;
}
