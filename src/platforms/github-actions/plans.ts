import { broken, type Assurance } from "#model/assurance.ts";
import { absent, listing } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { Check, Delegation, Plan, Stage } from "#model/plan.ts";
import type { SourceProblem, Verification } from "#model/repository.ts";
import { checksOfChange } from "../routes/checks.ts";
import { derive } from "../routes/derive.ts";
import type { Job, Scenario } from "../routes/graph.ts";
import { type Grouped, shared } from "./concurrency.ts";
import { approvalsFor, oddEnvironments, timerFor, windowFor } from "./environments.ts";
import type { Start } from "./events.ts";
import { MOST_JOBS } from "./layout.ts";
import type { Library } from "./library.ts";
import { type ChangeCheck, type Report, required, unasked } from "./required.ts";
import { verificationOf } from "./verification.ts";
import { type Way, waysOf } from "./ways.ts";
import { localPath, type Workflow } from "./workflow.ts";

export interface Read {
  readonly plans: readonly Plan[];
  readonly verifications: readonly Verification[];
  readonly problems: readonly SourceProblem[];
}

interface Entry {
  readonly workflow: Workflow;
  readonly ways: readonly Way[];
}

/** The plans of a repository: one for each workflow that something starts and that has a stage. */
export function readPlans(library: Library): Read {
  const entries = library.workflows.map((workflow): Entry => {
    const isCalled =
      workflow.starts.some(({ event }) => event !== "workflow_call") || callsOf(library).has(workflow.path);
    return { workflow, ways: waysOf(workflow, library, ({ event }) => event !== "workflow_call" || !isCalled) };
  });
  const groups = groupsOf(entries);
  const onChange = checksOnChange(entries);
  const problems: SourceProblem[] = [];
  const made = entries.flatMap(({ workflow, ways }) => {
    const scenarios = ways.map((way) => withSharedGroups(way, groups));
    const { stages, steps, change, problems: found } = derive(scenarios, surroundings(workflow, library));
    problems.push(...found, ...leftOut(ways));
    problems.push(
      ...oddEnvironments(
        scenarios.flatMap(({ jobs }) => jobs),
        library,
      ),
    );
    const delegations = onceEach(ways.flatMap((way) => way.delegations));
    if (stages.length === 0) return [];
    const at = startOf(workflow.path);
    const reach = reachOf(ways);
    const plan: Plan = {
      kind: "plan",
      id: `github-actions:${workflow.path}`,
      platform: "github-actions",
      name: workflow.name,
      at: workflow.root.has("name") ? workflow.root.get("name").at : at,
      change,
      triggers: listing(
        workflow.starts.filter((start) => reaches(start, ways, stages)).map(({ trigger }) => trigger),
        absent(workflow.root.get("on").keyAt),
      ),
      stages: stages.map((stage) => withChangeChecks(stage, reach(stage), onChange, library)),
      steps,
      delegations,
    };
    return [{ plan, ways, workflow }];
  });
  const plans = made.filter(({ plan }) => !made.some((other) => other.plan !== plan && contains(other, plan)));
  return {
    plans: plans.map(({ plan }) => plan),
    verifications: entries.flatMap(({ workflow, ways }) => verificationOf(workflow, ways)),
    problems,
  };
}

/** Whether an event reaches a stage: what it only tests, or skips, is no way to it. */
function reaches(start: Start, ways: readonly Way[], stages: readonly Stage[]): boolean {
  const reached = new Set(stages.flatMap(({ starts }) => starts));
  return ways.some((way) => way.start === start && reached.has(way.scenario.name));
}

/** What is not judged must not look as if it had passed. */
function leftOut(ways: readonly Way[]): readonly SourceProblem[] {
  const at = ways.find(({ firstLeftOut }) => firstLeftOut)?.firstLeftOut;
  if (!at) return [];
  return [
    {
      at,
      reason: `has more jobs than the ${MOST_JOBS} that are looked at: this one and those behind it are not judged`,
      remedy: "split the workflow",
      weight: "unknown",
    },
  ];
}

/** Whether a plan goes on where another ends, and tells all of it. */
function contains(longer: { readonly plan: Plan; readonly ways: readonly Way[] }, plan: Plan): boolean {
  const isBehind = longer.ways.some(({ earlier }) => earlier.some(({ path }) => `github-actions:${path}` === plan.id));
  const ids = new Set(longer.plan.stages.map(({ id }) => id));
  const isLonger = longer.plan.stages.some(({ id }) => !id.startsWith(`${plan.name} / `));
  return isBehind && isLonger && plan.stages.every(({ id }) => ids.has(`${plan.name} / ${id}`));
}

function callsOf(library: Library): ReadonlySet<string> {
  const called = library.workflows.flatMap(({ path, jobs }) =>
    jobs.map(({ node }) => localPath(node.get("uses").text)).filter((target) => target !== path),
  );
  return new Set(called.filter((path) => path !== undefined));
}

function groupsOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Grouped[]> {
  const all = new Map<string, Grouped[]>();
  for (const { ways } of entries) {
    for (const group of ways.flatMap((way) => [...way.groups.values()].flat())) {
      const key = group.text.toLowerCase();
      const same = all.get(key);
      if (same) same.push(group);
      else all.set(key, [group]);
    }
  }
  return all;
}

const withSharedGroups = ({ scenario, groups }: Way, all: ReadonlyMap<string, readonly Grouped[]>): Scenario => ({
  ...scenario,
  jobs: scenario.jobs.map((job): Job => ({
    ...job,
    concurrency: shared(job.concurrency, groups.get(job.id) ?? [], all),
  })),
});

const surroundings = (workflow: Workflow, library: Library): Parameters<typeof derive>[1] => ({
  at: startOf(workflow.path),
  approvalsElsewhere: (job) => approvalsFor(job, library),
  bakeElsewhere: (next) => timerFor(next, library),
  windowElsewhere: (job) => windowFor(job, library),
  identitiesElsewhere: ({ at }) => listing([], absent(at)),
});

/** What is checked on a change before it merges, in whatever workflow. */
function checksOnChange(entries: readonly Entry[]): readonly ChangeCheck[] {
  const scenarios = entries.flatMap(({ ways }) =>
    ways.filter(({ start }) => isOnChange(start)).map(({ scenario }) => scenario),
  );
  const reports = new Map<string, Map<string, Report>>();
  for (const { acts, name, group } of scenarios.flatMap(({ jobs }) => jobs)) {
    // GitHub does not tell the environments of a job apart in its name.
    const report = { name: name.replace(/(?: \[[^\]]*\])+$/, ""), isMatrix: group.state !== "absent" };
    for (const act of acts) reports.set(keyOf(act), (reports.get(keyOf(act)) ?? new Map()).set(report.name, report));
  }
  return checksOfChange(scenarios).map((check) => ({
    check,
    reports: [...(reports.get(keyOf(check))?.values() ?? [])],
  }));
}

const keyOf = ({ name, at }: Pick<Check, "name" | "at">): string => JSON.stringify([name, at]);

const isOnChange = ({ event }: Start): boolean => event.startsWith("pull_request") || event === "merge_group";

/** Nothing in the files makes a change pass its checks before it merges: a ruleset would have to. */
function withChangeChecks(
  stage: Stage,
  reaching: readonly Way[],
  onChange: readonly ChangeCheck[],
  library: Library,
): Stage {
  const open = reaching.find(({ anyRef }) => anyRef);
  const own = new Set(stage.checks.items.map(keyOf));
  if (reaching.length > 0 && reaching.every(({ start }) => isOnChange(start))) return stage;
  const added = onChange
    .filter(({ check }) => !own.has(keyOf(check)))
    .map((found): Check => {
      const { check } = found;
      if (check.everyRoute.state === "broken") return check;
      return library.settings
        ? required(found, stage, reaching, library)
        : { ...check, everyRoute: guarded(check, stage, open, library) };
    });
  return { ...stage, checks: listing([...stage.checks.items, ...added], stage.checks.others) };
}

/** The ways that reach each job. A stage that is a part of a job has the job's id before a `/` and its tier. */
function reachOf(ways: readonly Way[]): (stage: Stage) => readonly Way[] {
  const byJob = new Map<string, Way[]>();
  for (const way of ways) {
    for (const { id } of way.scenario.jobs) {
      const known = byJob.get(id);
      if (known) known.push(way);
      else byJob.set(id, [way]);
    }
  }
  return ({ id }) => byJob.get(id) ?? byJob.get(id.slice(0, id.lastIndexOf("/"))) ?? [];
}

function guarded(check: Check, stage: Stage, open: Way | undefined, library: Library): Assurance {
  if (open && stage.environment.state === "absent")
    return broken("can be started from any branch, merged or not", open.start.trigger.at);
  return unasked(check, library);
}

function onceEach(delegations: readonly Delegation[]): readonly Delegation[] {
  return [...new Map(delegations.map((delegation) => [JSON.stringify(delegation.at), delegation])).values()];
}
