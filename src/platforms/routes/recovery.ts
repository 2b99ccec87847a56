import { broken, holds, together, unsure, type Assurance } from "#model/assurance.ts";
import { absent, declared, unknown, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Recovery } from "#model/plan.ts";
import { hasBit } from "./bits.ts";
import { controllerOf, nameOf } from "./exposure.ts";
import { ranBy } from "./gates.ts";
import type { Act, Job } from "./graph.ts";
import { othersWithin } from "./others.ts";
import type { Sequence } from "./sequence.ts";
import { isMending, type Run, type Site } from "./sites.ts";

interface Way extends Recovery {
  readonly at: Place;
}

const rank = { holds: 0, unknown: 1, broken: 2 };

/** What a failure of the deployment, or of a look at it, leads to. */
export function recoveryOf(site: Site, all: Sequence): Fact<Recovery> {
  const { job, deploys } = site.first;
  const unread = deploys.find(({ rollsBack }) => rollsBack.state === "unknown")?.rollsBack;
  const ways = [...own(site), ...site.runs.flatMap((run) => onFailure(run, all)), ...byHand(site, all)];
  const best = ways.toSorted((a, b) => rank[a.automatic.state] - rank[b.automatic.state])[0];
  if (best?.automatic.state !== "holds") {
    if (unread?.state === "unknown") return unread;
    const controller = controllerOf(site);
    if (controller) return unknown("elsewhere", `${nameOf(controller)} decides how it recovers`, controller.at);
  }
  if (best) return declared({ how: best.how, automatic: best.automatic }, best.at);
  const others = othersWithin(site);
  return others.state === "unknown" ? others : absent(job.at);
}

/** A deployment that rolls back by itself. */
const own = ({ first: { deploys } }: Site): readonly Way[] =>
  deploys.flatMap(({ rollsBack }) =>
    rollsBack.state === "declared" ? [{ how: rollsBack.value, automatic: holds(rollsBack.at), at: rollsBack.at }] : [],
  );

/** What runs because the deployment, or something between it and there, failed. */
function onFailure(run: Run, { numbering }: Sequence): readonly Way[] {
  const inJob = run.job.acts
    .slice(run.end + 1)
    .filter(({ when }) => when !== "success")
    .flatMap((act) => mend(act, holds(act.at)));
  const number = numbering.get(run.job.id)!;
  const standsOnIt = (id: string): boolean => {
    const needed = run.course.jobs.get(id);
    return id === run.job.id || (needed !== undefined && hasBit(run.course.stoodOn(needed), number));
  };
  const inOthers = [...run.course.jobs.values()].flatMap((job) => {
    const kinds = job.needs.filter(({ job: id }) => standsOnIt(id)).map(({ after }) => after);
    const isReached = kinds.includes("failure") || (kinds.includes("end") && !kinds.some(stopsOnFailure));
    return isReached
      ? job.acts.flatMap((act) => (runsAfterFailure(job, act) ? mend(act, conditionOf(job, act)) : []))
      : [];
  });
  return [...inJob, ...inOthers];
}

const stopsOnFailure = (after: string): boolean => after !== "end" && after !== "failure";
const conditionOf = ({ runs }: Job, act: Act): Assurance => ranBy(runs, act, ["person", "change", "unread"]);
const runsAfterFailure = (job: Job, { known, when }: Act): boolean =>
  isMending(job) || when !== "success" || known.does === "roll-back";

function mend(act: Act, reached: Assurance): readonly Way[] {
  const automatic = together(reached, ranBy(act.runs, act, ["person", "change", "unread"]));
  if (act.known.does === "roll-back") return [{ how: `\`${act.name}\` rolls back`, automatic, at: act.at }];
  if (act.known.does !== "deploy") return [];
  const version = unsure("run-time", `which version \`${act.name}\` deploys after a failure is not written`, act.at);
  return [{ how: `\`${act.name}\` deploys again`, automatic: together(automatic, version), at: act.at }];
}

/** A roll back of the same target that only a person starts. */
function byHand(site: Site, { courses }: Sequence): readonly Way[] {
  const environment = site.first.job.environment;
  const isSamePlace = (job: Job): boolean =>
    environment.state !== "declared" ||
    job.environment.state !== "declared" ||
    job.environment.value === environment.value;
  return courses
    .filter(({ scenario }) => scenario.trigger.on === "manual" || scenario.trigger.on === "api")
    .flatMap(({ jobs }) =>
      [...jobs.values()].filter((job) => job.id !== site.first.job.id && !isMending(job) && isSamePlace(job)),
    )
    .flatMap(({ acts }) => acts.filter(({ known, when }) => known.does === "roll-back" && when === "success"))
    .map((act) => ({
      how: `\`${act.name}\` rolls back`,
      automatic: broken(`a person has to start \`${act.name}\``, act.at),
      at: act.at,
    }));
}
