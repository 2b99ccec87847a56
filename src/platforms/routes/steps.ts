import { listing, type Absent, type Listing, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Step } from "#model/plan.ts";
import { absent } from "#model/fact.ts";
import { othersBefore } from "./others.ts";
import type { Sequence } from "./sequence.ts";

/** The steps made by others that run on the way to the stages, or in them, each with the stages that it leads to. */
export function stepsOf({ sites }: Sequence, at: Place): Listing<Step> {
  const found = new Map<string, Omit<Step, "stages"> & { readonly stages: Set<string> }>();
  for (const site of sites) {
    for (const run of site.runs) {
      for (const step of [...run.course.before(run.job), run.job].flatMap(({ steps }) => steps)) {
        const key = JSON.stringify([step.uses, step.at]);
        const seen = found.get(key) ?? { ...step, stages: new Set() };
        seen.stages.add(site.id);
        found.set(key, seen);
      }
    }
  }
  const others: readonly (Absent | Unknown)[] = sites.map((site) => othersBefore(site));
  return listing(
    [...found.values()].map((step) => ({ ...step, stages: [...step.stages] })),
    others.find(({ state }) => state === "unknown") ?? absent(at),
  );
}
