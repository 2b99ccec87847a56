import { type Assurance, unsure } from "#model/assurance.ts";
import { absent, declared, listing } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { Check, Plan, Stage, Trigger } from "#model/plan.ts";
import type { SourceProblem, Verification } from "#model/repository.ts";
import { checksOfChange } from "../routes/checks.ts";
import { derive } from "../routes/derive.ts";
import { shortName } from "../values/refs.ts";
import { oddEnvironments, Server } from "./environments.ts";
import type { Connected } from "./job.ts";
import { MOST_JOBS } from "./layout.ts";
import type { Library, Pipeline } from "./library.ts";
import type { Start } from "./starts.ts";
import { verificationOf } from "./verification.ts";
import { type Way, waysOf } from "./ways.ts";

export interface Read {
  readonly plans: readonly Plan[];
  readonly verifications: readonly Verification[];
  readonly problems: readonly SourceProblem[];
}

interface Entry {
  readonly pipeline: Pipeline;
  readonly ways: readonly Way[];
}

/** The plans of a repository: one for each pipeline that has a stage. */
export function readPlans(library: Library): Read {
  const entries = library.pipelines.map((pipeline): Entry => ({ pipeline, ways: waysOf(pipeline, library) }));
  const onChange = entries.flatMap(({ ways }) =>
    checksOfChange(ways.filter(({ start }) => start.event === "pr").map(({ scenario }) => scenario)),
  );
  const problems: SourceProblem[] = [];
  const made = entries.flatMap(({ pipeline, ways }) => {
    problems.push(...ways.flatMap((way) => way.problems), ...leftOut(ways));
    const plan = planOf(pipeline, ways, library, onChange, problems);
    return plan ? [{ plan, ways }] : [];
  });
  const plans = made.filter(({ plan }) => !made.some((other) => other.plan !== plan && contains(other, plan)));
  return {
    plans: plans.map(({ plan }) => plan),
    verifications: entries.flatMap(({ pipeline, ways }) => verificationOf(pipeline, ways)),
    problems: onceEach(problems),
  };
}

function planOf(
  { path, name, root }: Pipeline,
  ways: readonly Way[],
  library: Library,
  onChange: readonly Check[],
  problems: SourceProblem[],
): Plan | undefined {
  const connections = new Map<string, readonly Connected[]>(ways.flatMap((way) => [...way.connections]));
  const server = new Server(library, connections);
  const scenarios = ways.map(({ scenario }) => ({
    ...scenario,
    jobs: scenario.jobs.map((job) => ({ ...job, concurrency: server.concurrency(job) })),
  }));
  const {
    stages,
    steps,
    change,
    problems: found,
  } = derive(scenarios, {
    at: startOf(path),
    approvalsElsewhere: (job) => server.approvals(job),
    bakeElsewhere: ({ at }) => absent(at),
    windowElsewhere: (job) => server.window(job),
    identitiesElsewhere: (job) => server.identities(job),
  });
  problems.push(
    ...found,
    ...oddEnvironments(
      scenarios.flatMap(({ jobs }) => jobs),
      library,
    ),
  );
  if (stages.length === 0) return undefined;
  const at = startOf(path);
  return {
    kind: "plan",
    id: `azure-pipelines:${path}`,
    platform: "azure-pipelines",
    name,
    at,
    change,
    triggers: listing(
      triggersOf(ways, stages).map((trigger) => controlled(trigger, ways, stages, server)),
      absent(root.has("trigger") ? root.get("trigger").keyAt : at),
    ),
    stages: stages.map((stage) => withChangeChecks(asked(stage, server), ways, onChange)),
    steps,
    delegations: onceEach(ways.flatMap((way) => way.delegations)),
  };
}

/** What reaches a stage starts the plan, from the branches from which it does. */
function triggersOf(ways: readonly Way[], stages: readonly Stage[]): readonly Trigger[] {
  const reached = new Set(stages.flatMap(({ starts }) => starts));
  const reaching = ways.filter(({ scenario }) => reached.has(scenario.name));
  return [...Map.groupBy(reaching, ({ start }) => start)].map(([start, through]) => narrowed(start, through));
}

function narrowed({ trigger }: Start, ways: readonly Way[]): Trigger {
  const refs = ways.map(({ scenario }) => scenario.trigger.refs);
  const names = refs.flatMap((fact) => (fact.state === "declared" ? fact.value : []));
  const isNarrow =
    refs.every((fact) => fact.state === "declared") && !names.some((name) => name === "*" || name === "refs/*");
  return isNarrow ? { ...trigger, refs: declared([...new Set(names.map(shortName))], trigger.at) } : trigger;
}

/** Where the checks of every environment that a trigger reaches name the branches, it comes from them. */
function controlled(trigger: Trigger, ways: readonly Way[], stages: readonly Stage[], server: Server): Trigger {
  if (trigger.refs.state !== "absent") return trigger;
  const names = new Set(ways.filter(({ start }) => start.trigger === trigger).map(({ scenario }) => scenario.name));
  const allowed = stages
    .filter(({ starts }) => starts.some((start) => names.has(start)))
    .map((stage) => server.branches(stage.environment));
  const [first] = allowed;
  if (first?.state !== "declared" || allowed.some(({ state }) => state !== "declared")) return trigger;
  const branches = allowed.flatMap((fact) => (fact.state === "declared" ? fact.value : []));
  return { ...trigger, refs: declared([...new Set(branches)], first.at) };
}

const asked = (stage: Stage, server: Server): Stage => ({
  ...stage,
  checks: listing([...stage.checks.items, ...server.checks(stage.environment)], stage.checks.others),
});

/** What is not judged must not look as if it had passed. */
function leftOut(ways: readonly Way[]): readonly SourceProblem[] {
  const at = ways.find(({ firstLeftOut }) => firstLeftOut)?.firstLeftOut;
  if (!at) return [];
  return [
    {
      at,
      reason: `has more jobs than the ${MOST_JOBS} that are looked at: this one and those behind it are not judged`,
      remedy: "split the pipeline",
      weight: "unknown",
    },
  ];
}

/** Whether a plan goes on where another ends, and tells all of it. */
function contains(longer: { readonly plan: Plan; readonly ways: readonly Way[] }, plan: Plan): boolean {
  const isBehind = longer.ways.some(({ earlier }) => earlier.some(({ path }) => `azure-pipelines:${path}` === plan.id));
  const ids = new Set(longer.plan.stages.map(({ id }) => id));
  const isLonger = longer.plan.stages.some(({ id }) => !id.startsWith(`${plan.name}: `));
  return isBehind && isLonger && plan.stages.every(({ id }) => ids.has(`${plan.name}: ${id}`));
}

const keyOf = ({ name, at }: Pick<Check, "name" | "at">): string => JSON.stringify([name, at]);

/** Nothing in the files makes a change pass its checks before it merges: a branch policy would have to. */
function withChangeChecks(stage: Stage, ways: readonly Way[], onChange: readonly Check[]): Stage {
  const own = new Set(stage.checks.items.map(keyOf));
  const reaching = ways.filter(({ scenario }) => stage.starts.includes(scenario.name));
  if (reaching.length > 0 && reaching.every(({ start }) => start.event === "pr")) return stage;
  const added = onChange
    .filter((check) => !own.has(keyOf(check)))
    .map((check): Check => ({
      ...check,
      everyRoute: check.everyRoute.state === "broken" ? check.everyRoute : guarded(check),
    }));
  return { ...stage, checks: listing([...stage.checks.items, ...onceEach(added)], stage.checks.others) };
}

const guarded = ({ at }: Check): Assurance =>
  unsure(
    "settings",
    "runs on pull requests, and a branch policy would have to require it",
    at,
    "see the policies of the branch",
  );

const onceEach = <T extends { readonly at: unknown }>(things: readonly T[]): readonly T[] => [
  ...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values(),
];
