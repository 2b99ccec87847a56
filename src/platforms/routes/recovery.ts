import { broken, holds, together, unsure } from "#model/assurance.ts";
import { absent, declared, unknown, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Recovery } from "#model/plan.ts";
import { followUps, type FollowUp } from "./aftermath.ts";
import { controllerOf, nameOf } from "./exposure.ts";
import type { Job } from "./graph.ts";
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
  const best = bestOf([...own(site), ...inEveryScenario(site, all), ...byHand(site, all)]);
  if (best?.automatic.state !== "holds") {
    if (unread?.state === "unknown") return unread;
    const controller = controllerOf(site);
    if (controller) return unknown("elsewhere", `${nameOf(controller)} decides how it recovers`, controller.at);
  }
  if (best) return declared({ how: best.how, automatic: best.automatic }, best.at);
  const others = othersWithin(site);
  return others.state === "unknown" ? others : absent(job.at);
}

const bestOf = (ways: readonly Way[]): Way | undefined =>
  ways.toSorted((a, b) => rank[a.automatic.state] - rank[b.automatic.state])[0];

/** The worst of what the scenarios have; a scenario that has nothing breaks what the others have. */
function inEveryScenario(site: Site, all: Sequence): readonly Way[] {
  const best = site.runs.map((run) => bestOf(onFailure(site, run, all)));
  const some = best.find((way) => way !== undefined);
  if (!some) return [];
  const each = site.runs.map(({ course: { scenario } }, index): Way => {
    const lack = broken(`nothing mends it on ${scenario.name}`, scenario.trigger.at);
    return best[index] ?? { ...some, automatic: lack };
  });
  return [each.toSorted((a, b) => rank[b.automatic.state] - rank[a.automatic.state])[0]!];
}

/** A deployment that rolls back by itself. */
const own = ({ first: { deploys } }: Site): readonly Way[] =>
  deploys.flatMap(({ rollsBack }) =>
    rollsBack.state === "declared" ? [{ how: rollsBack.value, automatic: holds(rollsBack.at), at: rollsBack.at }] : [],
  );

/** What goes back from the deployment, or deploys again, because it failed. */
const onFailure = (site: Site, run: Run, all: Sequence): readonly Way[] =>
  followUps(site, run, all, ["roll-back", "deploy"])
    .filter(({ job }) => job.id === run.job.id || isSamePlace(site, job))
    .map(mend);

const isSamePlace = ({ first: { job: stage } }: Site, job: Job): boolean =>
  stage.environment.state !== "declared" ||
  job.environment.state !== "declared" ||
  job.environment.value === stage.environment.value;

function mend({ act, reached }: FollowUp): Way {
  if (act.known.does === "roll-back") return { how: `\`${act.name}\` rolls back`, automatic: reached, at: act.at };
  const version = unsure("run-time", `which version \`${act.name}\` deploys after a failure is not written`, act.at);
  return { how: `\`${act.name}\` deploys again`, automatic: together(reached, version), at: act.at };
}

/** A roll back at the same place that only a person starts. */
const byHand = (site: Site, { courses }: Sequence): readonly Way[] =>
  courses
    .filter(({ scenario }) => scenario.trigger.on === "manual" || scenario.trigger.on === "api")
    .flatMap(({ doing }) => doing("roll-back"))
    .filter((job) => job.id !== site.first.job.id && !isMending(job) && isSamePlace(site, job))
    .flatMap(({ acts }) => acts.filter(({ known, when }) => known.does === "roll-back" && when === "success"))
    .map(({ name, at }) => ({
      how: `\`${name}\` rolls back`,
      automatic: broken(`a person has to start \`${name}\``, at),
      at,
    }));
