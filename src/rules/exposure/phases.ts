import type { Plan, Stage } from "#model/plan.ts";
import { before, deployments, isOfTier, perhapsProduction } from "../stages.ts";

/** One stage of the way to everyone, with the stages of that way that end before it. */
export interface Phase {
  readonly stage: Stage;
  readonly earlier: readonly Phase[];
  /** Where it stands on the longest way to it, counted from 1. */
  readonly position: number;
}

/**
 * The stages that expose production: those of its tier, and those of no known tier that state a share,
 * such as the weights of a rollout. One that exposes nobody is none.
 */
export function phases(plan: Plan): readonly Phase[] {
  const found = new Map<string, Phase>();
  for (const stage of deployments(plan).filter(exposes)) {
    const earlier = before(plan, stage).flatMap(({ id }) => found.get(id) ?? []);
    const position = 1 + Math.max(0, ...earlier.map((phase) => phase.position));
    found.set(stage.id, { stage, earlier, position });
  }
  return [...found.values()];
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
