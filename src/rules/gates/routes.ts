import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { all, judge, notApplicable, open, type Verdict } from "#model/verdict.ts";
import { isOfTier, ofTier, perhapsProduction } from "../stages.ts";

/** A stage that may be production, with the plan that reaches it. */
export interface Route {
  readonly plan: Plan;
  readonly stage: Stage;
}

export const routes = ({ plans }: Repository): readonly Route[] =>
  plans.flatMap((plan) => perhapsProduction(plan).map((stage) => ({ plan, stage })));

/** The routes to each target that several plans reach, as far as tiers and targets are known. */
export function sharedTargets(known: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const targets = new Map<string, Route[]>();
  for (const route of known) {
    const { target } = route.stage;
    if (target.state !== "declared" || !isOfTier(route.stage, "production")) continue;
    targets.set(target.value, [...(targets.get(target.value) ?? []), route]);
  }
  return new Map([...targets].filter(([, found]) => planCount(found) > 1));
}

export const planCount = (found: readonly Route[]): number => new Set(found.map(({ plan }) => plan.id)).size;

/** What keeps it from being known whether two routes reach the same target. */
export const doubts = (known: readonly Route[]): readonly Verdict[] =>
  known.map(({ plan, stage }) =>
    all(
      ofTier("production", stage, () => notApplicable("is production", stage.at)),
      judge(stage.target, {
        declared: () => notApplicable("has a known target", stage.at),
        absent: open(`what \`${stage.name}\` of \`${plan.name}\` changes is not written`),
      }),
    ),
  );
