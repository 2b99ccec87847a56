import { broken, holds, together, unsure, type Assurance } from "#model/assurance.ts";
import { type Place, samePlace } from "#model/place.ts";
import type { Trigger } from "#model/plan.ts";
import { hasBit } from "./bits.ts";
import type { Deed } from "../recognise/recognition.ts";
import type { Act, Job, Runs } from "./graph.ts";
import type { Leak, Numbering } from "./guarantees.ts";
import type { Run, Site } from "./sites.ts";

/** Something on the way to a stage, over all scenarios. */
export interface Gate {
  readonly act: Act;
  /** Where it stands in each scenario that has it; a matrix may have it several times. */
  readonly sights: readonly Sight[];
  /** Every route to the stage passes it. */
  readonly everyRoute: Assurance;
  /** Its failure stops the route. */
  readonly blocking: Assurance;
  /** Nobody can switch it off on the way. */
  readonly unskippable: Assurance;
  /** The scenarios in which all three hold. */
  readonly holdsIn: ReadonlySet<Run>;
}

/** An act in a job, on the way to a stage in one scenario. */
export interface Sight {
  readonly run: Run;
  readonly job: Job;
  readonly act: Act;
  readonly index: number;
}

/** The same written act, whichever job it is seen in. */
const keyOf = ({ name, at }: Act): string => `${at.file}\n${at.line}\n${at.column}\n${name}`;

/** What does such a thing before a stage, in its own job or in one that it stands on. */
export function gatesBefore(site: Site, numbering: Numbering, does: Deed): readonly Gate[] {
  const gates = new Map<string, Sight[]>();
  for (const run of site.runs) {
    for (const sight of before(run, does)) {
      const sights = gates.get(keyOf(sight.act));
      if (sights) sights.push(sight);
      else gates.set(keyOf(sight.act), [sight]);
    }
  }
  return [...gates.values()].map((sights) => gateOf(site, sights, numbering));
}

function before(run: Run, does: Deed): readonly Sight[] {
  const jobs = run.course.before(run.job).filter(({ id }) => id !== run.job.id);
  const sights = (job: Job, acts: readonly Act[]): readonly Sight[] =>
    acts.flatMap((act, index) => (act.known.does === does && act.when !== "failure" ? [{ run, job, act, index }] : []));
  return [...jobs.flatMap((job) => sights(job, job.acts)), ...sights(run.job, run.job.acts.slice(0, run.begin))];
}

function gateOf(site: Site, sights: readonly Sight[], numbering: Numbering): Gate {
  const { act, job } = sights[0]!;
  const routes = site.runs.map((run) => {
    const seen = sights.filter((sight) => sight.run === run).map((sight) => crossing(sight, numbering));
    return best(seen) ?? missing(run, job, act, sights);
  });
  const reached = named(
    routes.map(({ everyRoute }) => everyRoute),
    site.runs,
  );
  const unskippable = routes.map((route) => route.unskippable);
  const blocking = allOf(
    sights.map((sight) => stops(sight, sight.run.job)),
    holds(act.at),
  );
  const isFirm = ({ everyRoute, unskippable: unskipped }: Crossing): boolean =>
    [everyRoute, unskipped, blocking].every(({ state }) => state === "holds");
  return {
    act,
    sights,
    everyRoute: allOf(reached, holds(act.at)),
    blocking,
    unskippable: everyBreak([...unskippable, holds(act.at)]),
    holdsIn: new Set(site.runs.filter((_, index) => isFirm(routes[index]!))),
  };
}

interface Crossing {
  readonly everyRoute: Assurance;
  readonly unskippable: Assurance;
}

/** Whether the one act is passed in the one scenario before the stage deploys. */
export function crossing(sight: Sight, numbering: Numbering): Crossing {
  const { run, job, act } = sight;
  const [route, leak] = job.id === run.job.id ? [within(run, act), undefined] : reach(run, job, act, numbering);
  // A skip of the job is a skip of the stage as well, unless the stage need not wait for its success.
  const skip = leak?.by === "person" || route.state === "holds" ? leak : run.course.skip(job, run.surely);
  return {
    everyRoute: together(route, ranBy(act.runs, act, ["change", "unread"])),
    unskippable: everyBreak([
      ...(skip?.by === "person" ? [broken(skip.how, skip.at)] : []),
      together(holds(act.at), ranBy(act.runs, act, ["person", "unread"])),
    ]),
  };
}

/** In the stage's own job what stands before the deployment is passed, unless that runs whatever came before it. */
function within({ job, deploys }: Run, act: Act): Assurance {
  const [deploy] = deploys;
  if (!deploy) return unsure("elsewhere", `where \`${job.name}\` deploys cannot be read`, act.at);
  return deploy.when === "success"
    ? holds(act.at)
    : broken(`\`${deploy.name}\` runs whatever came before it`, deploy.at);
}

/** Whether a job, or what it does at a place, must have succeeded before the stage deploys. */
export function reach(
  run: Run,
  job: Job,
  { at }: { readonly at: Place },
  numbering: Numbering,
): readonly [Assurance, Leak | undefined] {
  const number = numbering.get(job.id)!;
  if (hasBit(run.surely, number)) return [holds(at), undefined];
  const leak = run.course.leak(job, run.job);
  return hasBit(run.perhaps, number)
    ? [unsure("run-time", leak.how, leak.at), leak]
    : [broken(leak.how, leak.at), leak];
}

/** A scenario that reaches the stage and does not have the act at all. */
function missing({ course, job: stage }: Run, job: Job, act: Act, sights: readonly Sight[]): Crossing {
  const { name, trigger } = course.scenario;
  const there = course.jobs.get(job.id);
  const isHeld = there?.acts.some((other) => keyOf(other) === keyOf(act));
  const need = stage.needs.find((one) => one.job === job.id);
  const everyRoute = !there
    ? broken(`${name} leaves out \`${job.name}\``, need?.at ?? trigger.at)
    : isHeld
      ? broken(`\`${stage.name}\` does not wait for \`${job.name}\` on ${name}`, stage.at)
      : broken(`${name} leaves out \`${act.name}\``, there.at);
  // Where the same trigger has it with other values, the one who gives the values decides.
  const isSwitch = sights.some(({ run }) => {
    const other = run.course.scenario.trigger;
    return other.on === trigger.on && samePlace(other.at, trigger.at) && byPerson.has(trigger.on);
  });
  return { everyRoute, unskippable: isSwitch ? everyRoute : holds(act.at) };
}

const byPerson = new Set<Trigger["on"]>(["manual", "api", "call"]);

/** Its failure must fail it, and fail its job, unless that is the stage's own. */
const stops = ({ job, act }: { readonly job: Job; readonly act: Act }, stage: Job): Assurance =>
  job.id === stage.id ? act.blocking : together(act.blocking, job.failure);

/** What a condition leaves of an assurance, by those who may decide it. */
export function ranBy(
  runs: Runs,
  { at }: { readonly at: Act["at"] },
  by: readonly ("person" | "change" | "unread")[],
): Assurance {
  if (runs.state === "always" || !by.includes(runs.by)) return holds(at);
  return runs.by === "unread" ? unsure("run-time", runs.how, runs.at) : broken(runs.how, runs.at);
}

export const allOf = ([first, ...rest]: readonly Assurance[], otherwise: Assurance): Assurance =>
  first ? together(first, ...rest) : otherwise;

/** All must hold; what breaks them is said of each, since one switch may be allowed and another not. */
function everyBreak(assurances: readonly Assurance[]): Assurance {
  const hows = new Set(assurances.flatMap((one) => (one.state === "broken" ? [one.how] : [])));
  const first = allOf(assurances, assurances[0]!);
  return first.state === "broken" ? { ...first, how: [...hows].join("; ") } : first;
}

const rank = { holds: 0, unknown: 1, broken: 2 };
const best = (crossings: readonly Crossing[]): Crossing | undefined =>
  crossings.toSorted((a, b) => rank[a.everyRoute.state] - rank[b.everyRoute.state])[0];

/** Where scenarios differ, what breaks in one of them says in which. */
function named(routes: readonly Assurance[], runs: readonly Run[]): readonly Assurance[] {
  const differ = new Set(routes.map((route) => (route.state === "broken" ? route.how : route.state))).size > 1;
  return routes.map((route, index) => {
    const { name } = runs[index]!.course.scenario;
    return differ && route.state === "broken" && !route.how.includes(name)
      ? broken(`${route.how} (${name})`, route.at)
      : route;
  });
}
