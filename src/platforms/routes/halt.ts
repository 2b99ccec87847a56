import { together, type Assurance } from "#model/assurance.ts";
import { absent, declared, unknown, type Fact, type Listing } from "#model/fact.ts";
import type { Halt, HealthCheck } from "#model/plan.ts";
import { controllerOf, nameOf } from "./exposure.ts";
import { othersWithin } from "./others.ts";
import type { Sequence } from "./sequence.ts";
import type { Site } from "./sites.ts";

const rank = { holds: 0, unknown: 1, broken: 2 };

/**
 * What stops the rollout by itself. Between stages it is any look whose failure keeps the next one from beginning; at
 * the last one, only a deployment that watches itself can stop it: one that merely waits for it ends without it.
 */
export function haltOf(site: Site, all: Sequence, { items }: Listing<HealthCheck>): Fact<Halt> {
  const { job, deploys } = site.first;
  const isLast = all.next(site).length === 0;
  const looks = isLast ? [] : items;
  const halts = [
    ...deploys
      .filter(({ rollsBack }) => rollsBack.state === "declared")
      .map((act) => ({ on: act.name, at: act.at, automatic: together(act.blocking, job.failure) })),
    ...looks.map(({ name, at, everyRoute, effective }) => ({
      on: name,
      at,
      automatic: together(everyRoute, effective),
    })),
  ].toSorted((a, b) => rank[a.automatic.state] - rank[b.automatic.state]);
  const [best] = halts;
  const controller = controllerOf(site);
  if (controller && best?.automatic.state !== "holds") {
    return unknown("elsewhere", `${nameOf(controller)} decides what stops the rollout`, controller.at);
  }
  if (best) return declared({ on: `\`${best.on}\``, automatic: best.automatic satisfies Assurance }, best.at);
  const others = othersWithin(site);
  return others.state === "unknown" ? others : absent(job.at);
}
