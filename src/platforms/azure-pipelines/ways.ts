import { declared } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation, Trigger } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Job, Need, Scenario } from "../routes/graph.ts";
import { apart, type Labelled } from "../routes/apart.ts";
import { type Assumptions, explore, outputKey, Wishes } from "../values/explore.ts";
import { shortName } from "../values/refs.ts";
import type { Value } from "../values/value.ts";
import { type Origin, predefined } from "./predefined.ts";
import { Expander } from "./expand/expand.ts";
import { chosen, parametersOf, withValues } from "./expand/parameters.ts";
import type { Connected } from "./job.ts";
import { Layout } from "./layout.ts";
import type { Library, Pipeline } from "./library.ts";
import { type Start, startsOf } from "./starts.ts";

/** One way to start, laid out. */
export interface Way extends Labelled {
  readonly connections: ReadonlyMap<string, readonly Connected[]>;
  readonly delegations: readonly Delegation[];
  readonly firstLeftOut: Place | undefined;
  /** Whether it can be started from any branch. */
  readonly anyRef: boolean;
  readonly start: Start;
  /** The pipelines whose runs come before this one's. */
  readonly earlier: readonly Pipeline[];
  readonly problems: readonly SourceProblem[];
}

type Chain = readonly { readonly pipeline: Pipeline; readonly start: Start }[];

const MOST_WAYS = 64;
/** However large a pipeline is, so many are told apart. */
const FEWEST_WAYS = 4;
/** More jobs and steps, in all ways to start together, than there is time to look at. */
const MOST_PARTS = 6_000;
const MOST_CHAINED = 4;

/** The ways in which a pipeline's work can be started. */
export function waysOf(pipeline: Pipeline, library: Library): readonly Way[] {
  const starts = startsOf(pipeline.root, pipeline.path, library.files.slug !== undefined);
  const chains = starts.flatMap((start) => chainsTo(pipeline, start, library, 1)).slice(0, MOST_WAYS);
  const [first] = chains;
  const size = first ? sizeOf(layChain(first, library, new Map(), new Wishes())) : 0;
  const bound = Math.min(MOST_WAYS, MOST_PARTS / Math.max(1, size));
  const most = Math.max(FEWEST_WAYS, Math.floor(bound / Math.max(1, chains.length)));
  return apart(
    chains.flatMap((chain) => waysThrough(chain, library, most)),
    (way, names) => ({
      ...way,
      connections: new Map([...way.connections].map(([id, used]) => [names.get(id) ?? id, used])),
    }),
  );
}

/** How many jobs and steps there are to be looked at in one way to start. */
const sizeOf = ({ jobs }: Laid): number => jobs.reduce((sum, { acts }) => sum + 30 + acts.length, 0);

/** https://learn.microsoft.com/azure/devops/pipelines/process/pipeline-triggers */
function chainsTo(pipeline: Pipeline, start: Start, library: Library, length: number): readonly Chain[] {
  const own = { pipeline, start };
  const { source } = start;
  if (!source || length >= MOST_CHAINED) return [[own]];
  const upstream = library.pipelines.filter((other) => other !== pipeline && isCalled(other, source.name));
  const [only] = upstream;
  if (!only || upstream.length > 1) return [[own]];
  const chains = startsOf(only.root, only.path, library.files.slug !== undefined)
    .flatMap((earlier) => chainsTo(only, earlier, library, length + 1))
    .filter((chain) => chain.every((link) => link.pipeline !== pipeline))
    .map((chain) => [...chain, own]);
  return chains.length > 0 ? chains : [[own]];
}

/** A pipeline's name is kept on the server; where one file alone is called so, it is that one's. */
const isCalled = ({ path }: Pipeline, source: string): boolean => {
  const name = source.replaceAll("\\", "/").replace(/^.*\//, "").toLowerCase();
  return (
    name !== "" &&
    path
      .toLowerCase()
      .replace(/^.*\//, "")
      .replace(/\.ya?ml$/, "") === name
  );
};

function waysThrough(chain: Chain, library: Library, most: number): readonly Way[] {
  const last = chain.at(-1);
  const first = chain[0];
  if (!last || !first) return [];
  return explore((assumed, wishes) => layChain(chain, library, assumed, wishes), most).flatMap(
    ({ assumed, laid }): readonly Way[] => {
      if (laid.jobs.length === 0 && laid.problems.length === 0) return [];
      const trigger = narrowed(last.start.trigger, assumed);
      return [
        {
          ...laid,
          scenario: { name: nameOf(first.start, last.start, assumed), trigger, jobs: laid.jobs } satisfies Scenario,
          anyRef: isAnyRef(first.start, assumed),
          label: labelOf(assumed),
          start: last.start,
          earlier: chain.slice(0, -1).map(({ pipeline }) => pipeline),
        },
      ];
    },
  );
}

const prefixOf = ({ name }: Pipeline): string => `${name}: `;

interface Laid extends Pick<Way, "connections" | "delegations" | "firstLeftOut" | "problems"> {
  readonly jobs: readonly Job[];
}

function layChain(chain: Chain, library: Library, assumed: Assumptions, wishes: Wishes): Laid {
  const jobs: Job[] = [];
  const connections = new Map<string, readonly Connected[]>();
  const delegations: Delegation[] = [];
  const problems: SourceProblem[] = [];
  let firstLeftOut: Place | undefined;
  let ref: Value | undefined;
  for (const [position, { pipeline, start }] of chain.entries()) {
    const isLast = position === chain.length - 1;
    const origin: Origin = { start, assumed, trunk: library.trunk, slug: library.files.slug, ...(ref && { ref }) };
    const prefix = isLast ? "" : prefixOf(pipeline);
    const before = chain[position - 1]?.pipeline;
    const needs = before ? needsAfter(jobs, start, prefixOf(before)) : [];
    const { layout, found } = lay(pipeline, origin, library, wishes, prefix, needs);
    jobs.push(...layout.jobs);
    for (const [id, used] of layout.connections) connections.set(id, used);
    delegations.push(...layout.delegations, ...found.delegations);
    problems.push(...found.problems);
    firstLeftOut ??= layout.firstLeftOut;
    ref = predefined("Build.SourceBranch", origin);
  }
  return { jobs, connections, delegations, problems, firstLeftOut };
}

function lay(
  { path, root }: Pipeline,
  origin: Origin,
  library: Library,
  wishes: Wishes,
  prefix: string,
  needs: readonly Need[],
): {
  readonly layout: Layout;
  readonly found: { readonly delegations: readonly Delegation[]; readonly problems: readonly SourceProblem[] };
} {
  const expander = new Expander({
    library,
    assumed: origin.assumed,
    wishes,
    predefined: (name) => predefined(name, origin),
  });
  const parameters = chosen(parametersOf(root), origin.assumed, origin.start.event === "manual");
  const expanded = expander.pipeline(path, root, parameters);
  const layout = new Layout(library, origin, wishes, path, expanded, withValues(parametersOf(root), parameters));
  layout.start(expanded, prefix, needs);
  const delegations = expander.foreign.map(({ node, uses }) => layout.repositories.delegation(uses, node.at));
  return { layout, found: { delegations, problems: problemsOf(expander, layout) } };
}

function problemsOf({ missing, faults, cutOff }: Expander, { circles }: Layout): readonly SourceProblem[] {
  return [
    ...missing.map(({ at, written }): SourceProblem => ({
      at,
      reason: `uses the template \`${written.slice(0, 80)}\`, which is not in this repository`,
      remedy: "look whether its path is right",
      weight: "unknown",
    })),
    ...faults.map(({ at, reason }): SourceProblem => ({
      at,
      reason,
      remedy: "write it as template expressions are written",
      weight: "error",
    })),
    ...circles.map(({ on, at }): SourceProblem => ({
      at,
      reason: `depends on \`${on.slice(0, 60)}\`, which depends on it in turn`,
      remedy: "take one of the dependencies out of the circle",
      weight: "error",
    })),
    ...(cutOff
      ? [
          {
            at: cutOff.at,
            reason: `cannot be expanded to its end: ${cutOff.why}`,
            remedy: "split the pipeline",
            weight: "unknown",
          } as const,
        ]
      : []),
  ];
}

/** The success of a run starts the next one, or that of some of its stages. */
function needsAfter(jobs: readonly Job[], { source, trigger: { at } }: Start, prefix: string): readonly Need[] {
  if (!source) return [];
  const isWaited = ({ id, needs }: Job): boolean =>
    !needs.some(({ after }) => after === "failure") &&
    (source.stages.length === 0 ||
      source.stages.some((stage) => id === `${prefix}${stage}` || id.startsWith(`${prefix}${stage}.`)));
  const how = `\`${source.name}\` can succeed without it`;
  return jobs
    .filter(isWaited)
    .map(({ id, runs }) => ({ job: id, at, after: runs.state === "maybe" ? "no-failure" : "success", how }));
}

/** The branch and the parameters that are assumed, in short. */
const labelOf = (assumed: Assumptions): string =>
  [...assumed]
    .flatMap(([key, { value }]) => {
      if (typeof value !== "string" || value === "") return [];
      return key === "ref"
        ? [shortName(value)]
        : key.startsWith("parameters.") || key.startsWith("variables.")
          ? [value]
          : [];
    })
    .join(", ");

function narrowed(trigger: Trigger, assumed: Assumptions): Trigger {
  const ref = assumed.get("ref")?.value;
  return typeof ref === "string" ? { ...trigger, refs: declared([shortName(ref)], trigger.refs.at) } : trigger;
}

function isAnyRef({ event }: Start, assumed: Assumptions): boolean {
  if (event !== "manual") return false;
  const ref = assumed.get("ref")?.value;
  return typeof ref !== "string" || ref.endsWith("*");
}

const spelled = (ref: string): string =>
  ref === "refs/tags/*" ? "any tag" : ref === "refs/heads/*" ? "any branch" : `\`${shortName(ref)}\``;

const verbs: Readonly<Record<Start["event"], string>> = {
  push: "push",
  pr: "pull request",
  schedule: "schedule",
  manual: "manual start",
  pipeline: "end of another pipeline",
  resource: "resource",
};

/** "push to `main`", "manual start with `environment` = `prod`". */
function nameOf(first: Start, last: Start, assumed: Assumptions): string {
  const parts: string[] = [];
  for (const [key, { value, not }] of assumed) {
    if (key === "ref") continue;
    const name = key.startsWith(outputKey)
      ? key.slice(outputKey.length)
      : key.replace(/^(?:parameters|variables)\./, "");
    if (value !== undefined) parts.push(`\`${name}\` = \`${String(value)}\``);
    else if (not.length > 0) parts.push(`\`${name}\` other than \`${not.join("`, `")}\``);
  }
  const ref = assumed.get("ref");
  const { refs, on } = first.trigger;
  const named = typeof ref?.value === "string" ? [ref.value] : refs.state === "declared" ? refs.value : [];
  const to = on === "change-request" || first.event === "push" ? "to" : "of";
  const target = named.length > 0 ? ` ${to} ${named.map(spelled).join(", ")}` : "";
  const others =
    ref && ref.value === undefined && ref.not.length > 0
      ? ` of another ref than ${ref.not.map(spelled).join(", ")}`
      : "";
  const after = first === last ? "" : ", then the end of that run";
  return `${verbs[first.event]}${target}${others}${parts.length > 0 ? ` with ${parts.join(", ")}` : ""}${after}`;
}
