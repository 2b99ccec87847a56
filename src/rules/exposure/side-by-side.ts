import type { Plan, Stage } from "#model/plan.ts";
import { before } from "../stages.ts";

/** The stages that may run while another of them does. */
export function besides(plan: Plan, stages: readonly Stage[]): readonly Stage[] {
  const earlier = order(plan, stages);
  const follows = (one: Stage, other: Stage) => earlier.get(one.id)?.has(other.id) ?? false;
  return stages.filter((one) => stages.some((other) => one !== other && !follows(one, other) && !follows(other, one)));
}

/**
 * The most stages that may run at one time. By Dilworth's theorem that is the fewest chains that cover them all:
 * their number less the largest matching of each with one that follows it.
 */
export function mostAtOnce(plan: Plan, stages: readonly Stage[]): number {
  const earlier = order(plan, stages);
  const next = new Map<string, string>();
  const assign = (later: string, tried: Set<string>): boolean => {
    for (const candidate of earlier.get(later) ?? []) {
      if (tried.has(candidate)) continue;
      tried.add(candidate);
      const holder = next.get(candidate);
      if (holder === undefined || assign(holder, tried)) {
        next.set(candidate, later);
        return true;
      }
    }
    return false;
  };
  return stages.length - stages.filter(({ id }) => assign(id, new Set())).length;
}

function order(plan: Plan, stages: readonly Stage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const chosen = new Set(stages.map(({ id }) => id));
  const earlier = (stage: Stage) => before(plan, stage).flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  return new Map(stages.map((stage) => [stage.id, new Set(earlier(stage))]));
}
