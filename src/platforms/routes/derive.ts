import { type Assurance, holds, together, unsure } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import type { Fact, Listing } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Approval, Change, Concurrency, Identity, Stage, Step, TimeLimit, Window } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import { approvalsOf } from "./approvals.ts";
import { bakeOf } from "./bake.ts";
import { checksOf } from "./checks.ts";
import { exposureOf, ringsOf } from "./exposure.ts";
import type { Job, Scenario } from "./graph.ts";
import { follow, numberJobs, type Course } from "./guarantees.ts";
import { haltOf } from "./halt.ts";
import { healthOf } from "./health.ts";
import { artifactsOf, changeOf, identitiesOf, signalsOf, targetOf, targetsOf, tierOf } from "./ingredients.ts";
import { othersWithin } from "./others.ts";
import { noticesOf } from "./notices.ts";
import { recoveryOf } from "./recovery.ts";
import { attestationsOf, changesOf, removalsOf, restorePointsOf } from "./release.ts";
import { sequence, type Sequence } from "./sequence.ts";
import { findSites, type Site } from "./sites.ts";
import { stepsOf } from "./steps.ts";

/** What the platform knows beside the job graph. */
export interface Surroundings {
  /** Where the plan is written. */
  readonly at: Place;
  /** Whom its server asks before a job begins, such as the reviewers of the job's environment. */
  readonly approvalsElsewhere: (job: Job) => Listing<Approval>;
  /** How long its server waits before a job of the next stage begins; absent where a wait would be written. */
  readonly bakeElsewhere: (next: Job) => Fact<Duration>;
  /** When its server lets a job begin. */
  readonly windowElsewhere: (job: Job) => Fact<Window>;
  /** With which identities its server lets a job sign in, beside those that are written. */
  readonly identitiesElsewhere: (job: Job) => Listing<Identity>;
}

/** What of a plan the job graph tells. */
export interface Derived {
  /** In topological order, and otherwise in the order of the file. */
  readonly stages: readonly Stage[];
  readonly steps: Listing<Step>;
  readonly change: Fact<Change>;
  /** What is wrong with the graph itself. */
  readonly problems: readonly SourceProblem[];
}

/** Turns the jobs of all scenarios into stages: a fact holds only if it does in every scenario that reaches the stage. */
export function derive(scenarios: readonly Scenario[], surroundings: Surroundings): Derived {
  const numbering = numberJobs(scenarios);
  const courses = scenarios.map((scenario) => follow(scenario, numbering));
  const all = sequence(findSites(courses), courses, numbering);
  const rings = ringsOf(all.sites);
  return {
    stages: all.sites.map((site) => stageOf(site, all, rings, surroundings)),
    steps: stepsOf(all, surroundings.at),
    change: changeOf(all.sites, surroundings.at),
    problems: circles(courses),
  };
}

function stageOf(
  site: Site,
  all: Sequence,
  rings: ReadonlySet<string>,
  { approvalsElsewhere, bakeElsewhere, windowElsewhere, identitiesElsewhere }: Surroundings,
): Stage {
  const { job } = site.first;
  const health = healthOf(site, all);
  const jobs = site.runs.map((run) => run.job);
  return {
    kind: "stage",
    id: site.id,
    name: site.name,
    at: job.at,
    role: site.role,
    deploys: deploysOf(site),
    after: all.after(site).map(({ id }) => id),
    starts: [...new Set(site.runs.map(({ course }) => course.scenario.name))],
    startedBy: [...new Set(site.runs.map(({ course }) => course.scenario.trigger.on))],
    environment: job.environment,
    tier: tierOf(site),
    signals: signalsOf(site),
    target: targetOf(site),
    targets: targetsOf(site),
    exposure: exposureOf(site, rings),
    checks: checksOf(site, all),
    approvals: approvalsOf(site, all.numbering, approvalsElsewhere),
    bake: bakeOf(site, all, bakeElsewhere),
    health,
    halt: haltOf(site, all, health),
    recovery: recoveryOf(site, all),
    concurrency: throughout(
      jobs.map(({ concurrency }) => concurrency),
      bothConcurrencies,
    ),
    timeLimit: throughout(
      jobs.map(({ timeLimit }) => timeLimit),
      longerLimit,
    ),
    window: throughout(jobs.map(windowElsewhere), bothWindows),
    artifacts: artifactsOf(site),
    identities: identitiesOf(site, identitiesElsewhere),
    group: job.group,
    changes: changesOf(site),
    restorePoints: restorePointsOf(site, all.numbering),
    removals: removalsOf(site, all.numbering),
    attestations: attestationsOf(site, all.numbering),
    notices: noticesOf(site, all),
  };
}

/** A job that uses an environment and does what cannot be read may deploy, or may not. */
function deploysOf(site: Site): Assurance {
  const [deploy] = site.runs.flatMap(({ deploys }) => deploys);
  if (deploy) return holds(deploy.at);
  const dark = othersWithin(site);
  const { at, name } = site.first.job;
  return dark.state === "unknown" ? dark : unsure("elsewhere", `what \`${name}\` does is not known`, at);
}

/** A fact of all scenarios: absent where one lacks it, unknown where one cannot say, else the values together. */
function throughout<T>(facts: readonly Fact<T>[], merge: (one: T, other: T) => T): Fact<T> {
  const odd = facts.find(({ state }) => state === "absent") ?? facts.find(({ state }) => state === "unknown");
  return (
    odd ??
    facts.reduce((one, other) =>
      one.state === "declared" && other.state === "declared" ? { ...one, value: merge(one.value, other.value) } : one,
    )
  );
}

const bothConcurrencies = (one: Concurrency, other: Concurrency): Concurrency => ({
  name: one.name,
  serial: together(one.serial, other.serial),
  uncancelled: together(one.uncancelled, other.uncancelled),
});

/** What begins at the times of either. */
const bothWindows = (one: Window, other: Window): Window => ({
  name: one.name === other.name ? one.name : `${one.name}, ${other.name}`,
  open: [...new Map([...one.open, ...other.open].map((hours) => [JSON.stringify(hours), hours])).values()],
});

const longerLimit = (one: TimeLimit, other: TimeLimit): TimeLimit => (other.limit > one.limit ? other : one);

function circles(courses: readonly Course[]): readonly SourceProblem[] {
  const needs = courses.flatMap((course) => course.circles);
  return [...new Map(needs.map((need) => [JSON.stringify(need.at), need])).values()].map(({ job, at }) => ({
    at,
    reason: `needs \`${job}\`, which needs it in turn`,
    remedy: "Take one of the needs out of the circle.",
    weight: "error",
  }));
}
