import { absent, declared, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Trigger } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { type Refs, refsOf } from "../values/refs.ts";

/**
 * An event that starts a workflow. https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export interface Start {
  /** GitHub's name of the event. */
  readonly event: string;
  readonly trigger: Trigger;
  /** What stands under the event's name. */
  readonly node: Node;
  /** What `github.ref` can be, or of a change request, what the ref can be that it goes into. */
  readonly refs: Refs;
  /** Whether a filter over paths lets some changes by. */
  readonly paths: Place | undefined;
}

const kinds: ReadonlyMap<string, Trigger["on"]> = new Map([
  ["push", "push"],
  ["create", "push"],
  ["release", "release"],
  ["workflow_dispatch", "manual"],
  ["issue_comment", "manual"],
  ["schedule", "schedule"],
  ["pull_request", "change-request"],
  ["pull_request_target", "change-request"],
  ["pull_request_review", "change-request"],
  ["merge_group", "merge-queue"],
  ["workflow_run", "after-plan"],
  ["workflow_call", "call"],
]);

/** The events of a workflow's `on`, in all three of its forms. */
export function startsOf(root: Node): readonly Start[] {
  const on = root.get("on");
  if (on.kind === "scalar") return start(on.text, on, on.at);
  if (on.kind === "sequence") return on.items().flatMap((item) => start(item.text, item, item.at));
  return on.entries().flatMap(({ key, keyAt, node }) => start(key, node, keyAt));
}

function start(event: string, node: Node, at: Place): readonly Start[] {
  if (event === "push") return pushes(node, at);
  const on = kinds.get(event) ?? "api";
  const branches = patterns(node, "branches");
  const ignored = patterns(node, "branches-ignore");
  const paths = pathFilter(node);
  const refs =
    on === "change-request" || on === "merge-queue" || on === "after-plan"
      ? refsOf("refs/heads/", branches, ignored)
      : anyRef(event);
  return [{ event, trigger: { on, refs: patternFact(node, branches, ignored, at), at }, node, refs, paths }];
}

const anyRef = (event: string): Refs => ({ any: [event === "release" ? "refs/tags/*" : "refs/*"], not: [] });

/** A push of a branch and a push of a tag are two events: a filter over one of them leaves the other out. */
function pushes(node: Node, at: Place): readonly Start[] {
  const branches = patterns(node, "branches");
  const ignored = patterns(node, "branches-ignore");
  const tags = patterns(node, "tags");
  const ignoredTags = patterns(node, "tags-ignore");
  const paths = pathFilter(node);
  const hasBranches = branches !== undefined || ignored !== undefined;
  const hasTags = tags !== undefined || ignoredTags !== undefined;
  const made: Start[] = [];
  if (hasBranches || !hasTags) {
    const refs = patternFact(node, branches, ignored, at);
    made.push({
      event: "push",
      trigger: { on: "push", refs, at },
      node,
      refs: refsOf("refs/heads/", branches, ignored),
      paths,
    });
  }
  if (hasTags) {
    const refs = patternFact(node, tags, ignoredTags, at);
    made.push({
      event: "push",
      trigger: { on: "tag", refs, at },
      node,
      refs: refsOf("refs/tags/", tags, ignoredTags),
      paths,
    });
  }
  return made;
}

const pathFilter = (node: Node): Place | undefined =>
  node.has("paths") ? node.get("paths").keyAt : node.has("paths-ignore") ? node.get("paths-ignore").keyAt : undefined;

function patterns(node: Node, key: string): readonly string[] | undefined {
  if (!node.has(key)) return undefined;
  const list = node.get(key);
  return list.kind === "sequence" ? list.items().map(({ text }) => text) : [list.text];
}

function patternFact(
  node: Node,
  wanted: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
  at: Place,
): Trigger["refs"] {
  const key = ["branches", "tags", "branches-ignore", "tags-ignore"].find((candidate) => node.has(candidate));
  const place = key ? node.get(key).keyAt : at;
  if (wanted) return declared(wanted, place);
  if (ignored) return unknown("run-time", `every ref but \`${ignored.join("`, `")}\` starts it`, place);
  return absent(at);
}

/** The branch that the workflows of a repository take for its trunk. */
export function trunkOf(starts: readonly Start[]): string {
  const named = starts.flatMap(({ refs }) => refs.any);
  const count = (name: string): number => named.filter((ref) => ref === `refs/heads/${name}`).length;
  return count("master") > count("main") ? "master" : "main";
}
