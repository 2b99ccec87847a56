import { declared } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation, Trigger } from "#model/plan.ts";
import { apart } from "../routes/apart.ts";
import type { Job, Need, Scenario } from "../routes/graph.ts";
import type { Grouped } from "./concurrency.ts";
import { shortName } from "../values/refs.ts";
import { githubContext, type Origin } from "./contexts.ts";
import type { Start } from "./events.ts";
import { type Assumptions, explore, outputKey, type Wishes } from "../values/explore.ts";
import { FALSE, known, NULL, oneOf, truth, type Value } from "../values/value.ts";
import { call } from "./expression/functions.ts";
import { or } from "../values/logic.ts";
import { equal } from "./expression/operators.ts";
import { Layout } from "./layout.ts";
import type { Library } from "./library.ts";
import type { Workflow } from "./workflow.ts";

/** One way to start, laid out. */
export interface Way {
  readonly scenario: Scenario;
  readonly groups: ReadonlyMap<string, readonly Grouped[]>;
  readonly delegations: readonly Delegation[];
  /** The first job that was not looked at, where there are too many. */
  readonly firstLeftOut: Place | undefined;
  /** Whether it can be started from any branch. */
  readonly anyRef: boolean;
  /** What is assumed in it, in short. */
  readonly label: string;
  readonly start: Start;
  /** The workflows whose runs come before this one's. */
  readonly earlier: readonly Workflow[];
}

/** A workflow with the event that starts it, behind those whose end starts the next. */
type Chain = readonly { readonly workflow: Workflow; readonly start: Start }[];

const MOST_WAYS = 64;
const MOST_CHAINED = 4;

/** The ways in which a workflow's work can be started. */
export function waysOf(workflow: Workflow, library: Library, isEntry: (start: Start) => boolean): readonly Way[] {
  const chains = workflow.starts.filter(isEntry).flatMap((start) => chainsTo(workflow, start, library, 1));
  const size = chains.length * workflow.jobs.length;
  const most = Math.max(1, Math.floor(Math.min(MOST_WAYS, 20_000 / Math.max(1, size)) / Math.max(1, chains.length)));
  return apart(
    chains.slice(0, MOST_WAYS).flatMap((chain) => waysThrough(chain, library, Math.max(most, 4))),
    (way, names) => ({ ...way, groups: new Map([...way.groups].map(([id, group]) => [names.get(id) ?? id, group])) }),
  );
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run */
function chainsTo(workflow: Workflow, start: Start, library: Library, length: number): readonly Chain[] {
  const own = { workflow, start };
  const types = start.node.get("types");
  const waits =
    start.event === "workflow_run" &&
    (types.kind === "missing" || JSON.stringify(types.toPlain()).includes("completed"));
  const names = start.node
    .get("workflows")
    .items()
    .map(({ text }) => text);
  const before =
    waits && length < MOST_CHAINED
      ? library.workflows.filter(({ name, path }) => path !== workflow.path && names.includes(name))
      : [];
  const chains = before.flatMap((upstream) =>
    upstream.starts
      .filter(({ event }) => event !== "workflow_call")
      .flatMap((earlier) => chainsTo(upstream, earlier, library, length + 1))
      .filter((chain) => chain.every((link) => link.workflow !== workflow))
      .map((chain) => [...chain, own]),
  );
  return chains.length > 0 ? chains : [[own]];
}

function waysThrough(chain: Chain, library: Library, most: number): readonly Way[] {
  const last = chain.at(-1);
  if (!last) return [];
  return explore((assumed, wishes) => layChain(chain, library, assumed, wishes), most).flatMap(({ assumed, laid }) => {
    if (!laid || laid.layout.jobs.length === 0) return [];
    const first = chain[0]?.start ?? last.start;
    const trigger = narrowed(last.start.trigger, assumed);
    return [
      {
        scenario: { name: nameOf(first, last.start, assumed), trigger, jobs: laid.jobs },
        groups: laid.groups,
        delegations: laid.delegations,
        firstLeftOut: laid.layout.firstLeftOut,
        anyRef: isAnyRef(first, assumed),
        label: labelOf(assumed),
        start: last.start,
        earlier: chain.slice(0, -1).map(({ workflow }) => workflow),
      },
    ];
  });
}

interface Chained {
  readonly layout: Layout;
  readonly jobs: readonly Job[];
  readonly groups: ReadonlyMap<string, readonly Grouped[]>;
  readonly delegations: readonly Delegation[];
}

function layChain(chain: Chain, library: Library, assumed: Assumptions, wishes: Wishes): Chained | undefined {
  let before: { readonly layout: Layout; readonly origin: Origin; readonly jobs: readonly Job[] } | undefined;
  const groups = new Map<string, readonly Grouped[]>();
  const delegations: Delegation[] = [];
  for (const [position, { workflow, start }] of chain.entries()) {
    const isLast = position === chain.length - 1;
    const earlier = before && earlierRun(before.origin, assumed);
    if (earlier && before && truth(branchMatches(start, earlier.branch)) === false) return undefined;
    const origin: Origin = {
      start,
      assumed,
      trunk: library.trunk,
      slug: library.files.slug,
      workflow: workflow.name,
      ...(earlier && { earlier }),
    };
    const layout: Layout = new Layout(library, origin, wishes);
    const needs =
      before && earlier
        ? needsAfter(before.jobs, start, chain[position - 1]?.workflow.name ?? "", earlier.conclusion)
        : [];
    layout.start(workflow, isLast ? "" : `${workflow.name} / `, needs);
    for (const [id, group] of layout.groups) groups.set(id, group);
    delegations.push(...layout.delegations);
    before = { layout, origin, jobs: [...(before?.jobs ?? []), ...layout.jobs] };
  }
  return before && { layout: before.layout, jobs: before.jobs, groups, delegations };
}

function earlierRun(origin: Origin, assumed: Assumptions): NonNullable<Origin["earlier"]> {
  const key = "workflow_run.conclusion";
  const found = assumed.get(key)?.value;
  const github = githubContext(origin);
  const branch = (name: string): Value => (github.is === "dict" ? (github.entries.get(name)?.value ?? NULL) : NULL);
  const isRequest = origin.start.event.startsWith("pull_request");
  return {
    event: origin.start.event,
    branch: branch(isRequest ? "head_ref" : "ref_name"),
    conclusion:
      found === undefined
        ? oneOf("how the run before ended", key, ["success", "failure"], { by: "change" })
        : known(found),
  };
}

function branchMatches(start: Start, branch: Value): Value {
  return start.refs.any
    .map(shortName)
    .map((pattern) =>
      pattern.endsWith("*") ? call("startswith", [branch, known(pattern.slice(0, -1))]) : equal(branch, known(pattern)),
    )
    .reduce(or, FALSE);
}

/** A run after another's end waits for all of it, and for its success only where something asks for that. */
function needsAfter(jobs: readonly Job[], start: Start, name: string, conclusion: Value): readonly Need[] {
  const { at } = start.trigger;
  const isSuccess = conclusion.is === "known" && conclusion.value === "success";
  const how = isSuccess ? `\`${name}\` can succeed without it` : `it starts whatever \`${name}\` came to`;
  // What runs only to mend is skipped when all goes well, and nothing waits for it.
  const waited = jobs.filter(({ needs }) => !needs.some(({ after }) => after === "failure"));
  return waited.map(({ id, runs }) => ({
    job: id,
    at,
    after: !isSuccess ? "end" : runs.state === "maybe" ? "no-failure" : "all-success",
    how,
  }));
}

/** The branch and the inputs that are assumed, in short. */
const labelOf = (assumed: Assumptions): string =>
  [...assumed]
    .flatMap(([key, { value }]) => {
      if (typeof value !== "string") return [];
      return key === "ref" ? [shortName(value)] : key.startsWith("inputs.") ? [value] : [];
    })
    .join(", ");

function narrowed(trigger: Trigger, assumed: Assumptions): Trigger {
  const ref = assumed.get("ref")?.value;
  return typeof ref === "string" ? { ...trigger, refs: declared([shortName(ref)], trigger.refs.at) } : trigger;
}

function isAnyRef(start: Start, assumed: Assumptions): boolean {
  if (start.event !== "workflow_dispatch") return false;
  const ref = assumed.get("ref")?.value;
  return typeof ref !== "string" || ref.endsWith("*");
}

const spelledRef = (ref: string): string =>
  ref === "refs/tags/*" ? "any tag" : ref === "refs/heads/*" ? "any branch" : `\`${shortName(ref)}\``;

const verbs: ReadonlyMap<string, string> = new Map([
  ["push", "push"],
  ["workflow_dispatch", "manual start"],
  ["workflow_call", "call"],
  ["workflow_run", "end of another workflow"],
  ["pull_request", "pull request"],
  ["merge_group", "merge queue"],
]);

/** "push to `main`", "manual start with `environment` = `production`". */
function nameOf(first: Start, last: Start, assumed: Assumptions): string {
  const parts: string[] = [];
  for (const [key, { value, not }] of assumed) {
    if (key === "ref") continue;
    const name = key.startsWith(outputKey) ? key.replace(/^.*\./, "") : key.replace(/^(?:inputs|github\.event)\./, "");
    if (value !== undefined) parts.push(`\`${name}\` = \`${String(value)}\``);
    else if (not.length > 0) parts.push(`\`${name}\` other than \`${not.join("`, `")}\``);
  }
  const ref = assumed.get("ref");
  const refs =
    typeof ref?.value === "string"
      ? [ref.value]
      : first.trigger.refs.state === "declared"
        ? first.trigger.refs.value
        : [];
  const verb = verbs.get(first.event) ?? first.event;
  const to = first.trigger.on === "change-request" || first.event === "push" ? "to" : "of";
  const target = refs.length > 0 ? ` ${to} ${refs.map(spelledRef).join(", ")}` : "";
  const others =
    ref && ref.value === undefined && ref.not.length > 0
      ? ` of another ref than ${ref.not.map(spelledRef).join(", ")}`
      : "";
  const after = first === last ? "" : ", then the end of that run";
  return `${verb}${target}${others}${parts.length > 0 ? ` with ${parts.join(", ")}` : ""}${after}`;
}
