import { absent, declared, unknown } from "#model/fact.ts";
import { type Place, startOf } from "#model/place.ts";
import type { Trigger } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { type Refs, refsOf } from "../values/refs.ts";

/**
 * Something that starts a pipeline.
 * https://learn.microsoft.com/azure/devops/pipelines/build/triggers
 */
export interface Start {
  readonly event: "push" | "pr" | "schedule" | "manual" | "pipeline" | "resource";
  readonly trigger: Trigger;
  /** What `Build.SourceBranch` can be, or of a change request, what it goes into. */
  readonly refs: Refs;
  /** What `Build.Reason` then says. */
  readonly reason: string;
  /** Whether a filter over paths lets some changes by. */
  readonly paths: Place | undefined;
  /** Of a run after another pipeline: how that one is called, and which of its stages it waits for, where not for all. */
  readonly source?: { readonly name: string; readonly stages: readonly string[] };
  /** Whether nothing is written that says so: it is what happens where nothing is. */
  readonly isImplied: boolean;
}

/**
 * What starts a pipeline, in the order of the file. Whoever may queue it can also start it by hand, on any branch.
 * `isHosted`: the repository is on GitHub or Bitbucket, where change requests start it unless it says otherwise.
 */
export function startsOf(root: Node, path: string, isHosted: boolean): readonly Start[] {
  return [
    ...pushes(root.get("trigger"), path),
    ...requests(root.get("pr"), path, isHosted),
    ...schedules(root.get("schedules")),
    ...afterPipelines(root.get("resources", "pipelines")),
    ...byResources(root.get("resources")),
    manual(root, path),
  ];
}

const anyRef: Refs = { any: ["refs/*"], not: [] };
const anyBranch: Refs = { any: ["refs/heads/*"], not: [] };

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/trigger */
function pushes(node: Node, path: string): readonly Start[] {
  if (isNone(node)) return [];
  const at = node.kind === "missing" ? startOf(path) : node.keyAt;
  const reason = node.get("batch").value === true ? "BatchedCI" : "IndividualCI";
  const base = { event: "push", reason, paths: pathFilter(node), isImplied: node.kind === "missing" } as const;
  if (node.kind === "missing" || node.value === null) {
    // Where nothing is written, every branch starts it.
    return [{ ...base, trigger: { on: "push", refs: absent(at), at }, refs: anyBranch }];
  }
  const tags = node.get("tags");
  const branches = node.kind === "mapping" ? node.get("branches") : node;
  const made: Start[] = [];
  if (branches.kind !== "missing" || tags.kind === "missing")
    made.push({ ...base, ...filtered(branches, "refs/heads/", "push", at) });
  if (tags.kind !== "missing") made.push({ ...base, ...filtered(tags, "refs/tags/", "tag", at) });
  return made;
}

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/pr */
function requests(node: Node, path: string, isHosted: boolean): readonly Start[] {
  if (isNone(node)) return [];
  const isMissing = node.kind === "missing" || node.value === null;
  if (isMissing && !isHosted) return [];
  const at = isMissing ? startOf(path) : node.keyAt;
  const base = { event: "pr", reason: "PullRequest", paths: pathFilter(node), isImplied: isMissing } as const;
  if (isMissing) return [{ ...base, trigger: { on: "change-request", refs: absent(at), at }, refs: anyBranch }];
  const branches = node.kind === "mapping" ? node.get("branches") : node;
  return [{ ...base, ...filtered(branches, "refs/heads/", "change-request", at) }];
}

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/schedules */
const schedules = (node: Node): readonly Start[] =>
  node.items().map((item) => ({
    event: "schedule",
    reason: "Schedule",
    paths: undefined,
    isImplied: false,
    ...filtered(item.get("branches"), "refs/heads/", "schedule", item.at),
  }));

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/resources-pipelines-pipeline */
function afterPipelines(node: Node): readonly Start[] {
  return node.items().flatMap((item): readonly Start[] => {
    const trigger = item.get("trigger");
    const isOff = isNone(trigger) || trigger.value === false || trigger.get("enabled").value === false;
    if (!item.has("trigger") || isOff) return [];
    const name = item.get("source").text;
    const branches = trigger.kind === "sequence" ? trigger : trigger.get("branches");
    return [
      {
        event: "pipeline",
        reason: "ResourceTrigger",
        paths: undefined,
        isImplied: false,
        source: { name, stages: textsOf(trigger.get("stages")) },
        ...filtered(branches, "refs/heads/", "after-plan", trigger.keyAt),
      },
    ];
  });
}

/** Images, packages and calls from outside. https://learn.microsoft.com/azure/devops/pipelines/process/resources */
function byResources(resources: Node): readonly Start[] {
  const kinds = ["containers", "packages", "webhooks"];
  return kinds.flatMap((kind) =>
    resources
      .get(kind)
      .items()
      .filter((item) => kind === "webhooks" || (item.has("trigger") && !isNone(item.get("trigger"))))
      .map((item): Start => {
        const at = item.has("trigger") ? item.get("trigger").keyAt : item.at;
        const trigger: Trigger = { on: "api", refs: absent(at), at };
        return {
          event: "resource",
          trigger,
          refs: anyRef,
          reason: "ResourceTrigger",
          paths: undefined,
          isImplied: false,
        };
      }),
  );
}

function manual(root: Node, path: string): Start {
  const at = root.has("parameters") ? root.get("parameters").keyAt : startOf(path);
  return {
    event: "manual",
    trigger: { on: "manual", refs: absent(at), at },
    refs: anyRef,
    reason: "Manual",
    paths: undefined,
    isImplied: true,
  };
}

const isNone = (node: Node): boolean => node.kind === "scalar" && /^none$/i.test(node.text.trim());

const pathFilter = (node: Node): Place | undefined => (node.has("paths") ? node.get("paths").keyAt : undefined);

function filtered(
  node: Node,
  kind: string,
  on: Trigger["on"],
  at: Place,
): { readonly trigger: Trigger; readonly refs: Refs } {
  const included = node.kind === "mapping" ? node.get("include") : node;
  const excluded = textsOf(node.get("exclude"));
  const wanted = included.kind === "missing" ? undefined : textsOf(included);
  const everything = wanted === undefined || wanted.length === 0 || wanted.includes("*");
  const place = node.kind === "missing" ? at : node.keyAt;
  const refs =
    everything && excluded.length === 0
      ? absent(place)
      : everything
        ? unknown("run-time", `every branch but \`${excluded.join("`, `")}\` starts it`, place)
        : declared(wanted.map(short), place);
  return {
    trigger: { on, refs, at },
    refs: refsOf(kind, everything ? undefined : wanted.map(short), excluded.map(short)),
  };
}

const short = (name: string): string => name.replace(/^refs\/(?:heads|tags)\//, "");

const textsOf = (node: Node): readonly string[] =>
  node.kind === "sequence" ? node.items().map(({ text }) => text) : node.text === "" ? [] : [node.text];
