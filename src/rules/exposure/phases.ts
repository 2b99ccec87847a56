import type { Plan, Stage } from "#model/plan.ts";
import { endsBefore } from "../order.ts";
import { deployments, isOfTier, perhapsProduction } from "../stages.ts";

/** One stage of the way to everyone. */
export interface Phase {
  readonly stage: Stage;
  /** Where it stands on the longest way to it, counted from 1. */
  readonly position: number;
  readonly share: number | undefined;
  /** The largest share of the phases that end before it: 0 where none does, `undefined` where one is not known. */
  readonly reached: number | undefined;
}

/**
 * The stages that expose production: those of its tier, and those of no known tier that state a share,
 * such as the weights of a rollout. One that exposes nobody is none.
 */
export function phases(plan: Plan): readonly Phase[] {
  const found: Phase[] = [];
  for (const stage of deployments(plan).filter(exposes)) {
    const isBefore = endsBefore(plan, stage);
    const earlier = found.filter((phase) => isBefore(phase.stage));
    const { exposure } = stage;
    found.push({
      stage,
      position: 1 + earlier.reduce((most, { position }) => Math.max(most, position), 0),
      share: exposure.state === "declared" ? exposure.value.share : undefined,
      reached: earlier.reduce<number | undefined>(
        (most, { share }) => (most === undefined || share === undefined ? undefined : Math.max(most, share)),
        0,
      ),
    });
  }
  return found;
}

/** The stages of which nobody can tell whether they expose production. */
export const undecided = (plan: Plan): readonly Stage[] =>
  perhapsProduction(plan).filter((stage) => !isOfTier(stage, "production") && !statesSteps(stage));

function exposes(stage: Stage): boolean {
  const { tier, exposure } = stage;
  if (exposure.state === "declared" && exposure.value.share === 0) return false;
  return isOfTier(stage, "production") || (tier.state !== "declared" && statesSteps(stage));
}

const statesSteps = ({ exposure }: Stage): boolean =>
  exposure.state === "unknown" || (exposure.state === "declared" && exposure.value.by !== "all-at-once");
