import { absent, declared, listing } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { Approval, Delegation, Plan, Stage } from "#model/plan.ts";
import type { SourceProblem, Verification } from "#model/repository.ts";
import { derive } from "../routes/derive.ts";
import { checksOnChange, withChangeChecks } from "./changes.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { windowFor } from "./freezes.ts";
import { isManualStart } from "./job.ts";
import { MOST_JOBS } from "./layout.ts";
import type { Library } from "./library.ts";
import { approvalsFor, oddEnvironments } from "./settings.ts";
import { verificationOf } from "./verification.ts";
import { triggersOf, type Way, waysOf } from "./ways.ts";

export interface Read {
  readonly plans: readonly Plan[];
  readonly verifications: readonly Verification[];
  readonly problems: readonly SourceProblem[];
}

/** The plans of a repository: one for its pipeline, with those that its jobs make. */
export function readPlans(library: Library): Read {
  const read = library.roots.map((configuration) => ({ configuration, ways: waysOf(configuration, library) }));
  const made = read.map(({ configuration, ways }) => planOf(configuration, ways, library));
  return {
    plans: made.flatMap(({ plan }) => (plan ? [plan] : [])),
    verifications: read.flatMap(({ configuration, ways }) =>
      verificationOf(nameOf(configuration), configuration, ways),
    ),
    problems: made.flatMap(({ problems }) => problems),
  };
}

function planOf(
  configuration: Configuration,
  ways: readonly Way[],
  library: Library,
): { readonly plan: Plan | undefined; readonly problems: readonly SourceProblem[] } {
  const at = startOf(configuration.path);
  const heeding = new Set(ways.flatMap((way) => [...way.heeding]));
  const { stages, steps, change, problems } = derive(
    ways.map(({ scenario }) => scenario),
    {
      at,
      approvalsElsewhere: (job) => approvalsFor(job, library),
      bakeElsewhere: (job) => absent(job.at),
      windowElsewhere: (job) => windowFor(job, heeding, library),
      identitiesElsewhere: (job) => listing([], absent(job.at)),
    },
  );
  const jobs = ways.flatMap(({ scenario }) => scenario.jobs);
  const all = [...problems, ...leftOut(ways), ...oddEnvironments(jobs, library)];
  if (stages.length === 0) return { plan: undefined, problems: all };
  const reached = new Set(mainOf(stages).flatMap(({ starts }) => starts));
  const onChange = checksOnChange(ways);
  const plan: Plan = {
    kind: "plan",
    id: `gitlab-ci:${configuration.path}`,
    platform: "gitlab-ci",
    name: nameOf(configuration),
    at,
    change,
    triggers: listing(triggersOf(ways.filter(({ scenario }) => reached.has(scenario.name))), absent(at)),
    stages: stages.map((stage) =>
      withChangeChecks(withStarters(stage), reaching(stage.starts, ways), onChange, library),
    ),
    steps,
    delegations: onceEach(ways.flatMap(({ delegations }) => delegations)),
  };
  return { plan, problems: all };
}

/** What a plan is for: its deployments, or what it publishes where it deploys nothing. */
function mainOf(stages: readonly Stage[]): readonly Stage[] {
  for (const role of ["deployment", "publication"] as const) {
    const found = stages.filter((stage) => stage.role === role);
    if (found.length > 0) return found;
  }
  return stages;
}

/** Nothing keeps who made the change, or the pipeline, from starting its jobs; and those that nobody starts wait. */
const withStarters = (stage: Stage): Stage => ({
  ...stage,
  approvals: listing(
    stage.approvals.items.map((approval): Approval => {
      if (!isManualStart(approval)) return approval;
      const anyone = declared(true, approval.at);
      return { ...approval, byAuthor: anyone, byStarter: anyone, unanswered: absent(approval.at) };
    }),
    stage.approvals.others,
  ),
});

const reaching = (starts: readonly string[], ways: readonly Way[]): readonly Way[] =>
  ways.filter(({ scenario }) => starts.includes(scenario.name));

/** The name of the pipeline where it is written, else its file. */
function nameOf({ root, path }: Configuration): string {
  const name = root.get("workflow", "name").text;
  return name === "" || name.includes("$") ? path : name;
}

const onceEach = (delegations: readonly Delegation[]): readonly Delegation[] => [
  ...new Map(delegations.map((delegation) => [JSON.stringify([delegation.to, delegation.at]), delegation])).values(),
];

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
