import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { inOrder } from "../routes/order.ts";
import { type Start, startsOf } from "./events.ts";

/** A workflow file. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export interface Workflow {
  readonly path: string;
  readonly root: Node;
  /** What GitHub calls it: its `name`, or else its path. */
  readonly name: string;
  readonly starts: readonly Start[];
  /** Every job stands behind those that it needs. */
  readonly jobs: readonly WrittenJob[];
  /** The needs that close a circle. */
  readonly circles: readonly WrittenNeed[];
}

export interface WrittenJob {
  readonly id: string;
  readonly node: Node;
  readonly at: Place;
  readonly needs: readonly WrittenNeed[];
}

export interface WrittenNeed {
  readonly job: string;
  readonly at: Place;
}

export function workflowOf(path: string, root: Node): Workflow {
  const written = root
    .get("jobs")
    .entries()
    .map(({ key, keyAt, node }): WrittenJob => ({ id: key, node, at: keyAt, needs: needsOf(node) }));
  const numbers = new Map(written.map(({ id }, index) => [id, index]));
  const { order, closing } = inOrder(written.length, (index) =>
    (written[index]?.needs ?? []).flatMap(({ job }) => numbers.get(job) ?? []),
  );
  const circles = closing.flatMap(([later, earlier]) =>
    (written[later]?.needs ?? []).filter(({ job }) => job === written[earlier]?.id),
  );
  const jobs = order.flatMap((index) => written[index] ?? []);
  return { path, root, name: root.get("name").text || path, starts: startsOf(root), jobs, circles };
}

function needsOf(node: Node): readonly WrittenNeed[] {
  const needs = node.get("needs");
  const items = needs.kind === "sequence" ? needs.items() : needs.text ? [needs] : [];
  const seen = new Set<string>();
  return items.flatMap(({ text, at }) => {
    if (seen.has(text)) return [];
    seen.add(text);
    return [{ job: text, at }];
  });
}

/** Whether everything that a needed job stands on is needed directly as well. */
export function isBare(need: string, direct: ReadonlySet<string>, jobs: ReadonlyMap<string, WrittenJob>): boolean {
  const seen = new Set<string>();
  const open = [need];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const { job } of jobs.get(name)?.needs ?? []) {
      if (!direct.has(job)) return false;
      if (seen.has(job)) continue;
      seen.add(job);
      open.push(job);
    }
  }
  return true;
}

/**
 * A `uses` that names this repository: `./path`, or `$/path`, which means the repository that the file itself is in.
 * A path from the repository's root; `undefined` where it leads somewhere else.
 */
export function localPath(uses: string): string | undefined {
  const found = /^(?:\.|\$)\/(.*?)\/*$/.exec(uses.trim());
  if (!found) return undefined;
  const parts: string[] = [];
  for (const part of (found[1] ?? "").split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
