import type { Plan, Stage } from "#model/plan.ts";
import { endsBefore } from "../order.ts";

/**
 * The stages that may run while another of them does: some way of starting the plan reaches both, none ends before the
 * other, and no group takes them one at a time.
 */
export function besides(plan: Plan, stages: readonly Stage[]): readonly Stage[] {
  const apart = new Set<Stage>();
  for (const together of byStart(stages)) {
    for (const [index, later] of together.entries()) {
      const isBefore = endsBefore(plan, later);
      // In topological order no stage ends before one that stands in front of it.
      for (const other of together.slice(0, index))
        if (!isBefore(other) && !takesTurns(later, other)) apart.add(other).add(later);
    }
  }
  return stages.filter((stage) => apart.has(stage));
}

/** Whether both belong to one group, such as the regions of a matrix, that runs one at a time. */
const takesTurns = ({ group: one }: Stage, { group: other }: Stage): boolean =>
  one.state === "declared" &&
  other.state === "declared" &&
  one.value.concurrent === 1 &&
  one.value.name === other.value.name;

/** Whether more than so many of the stages may run at one time. */
export function areMoreAtOnce(plan: Plan, stages: readonly Stage[], count: number): boolean {
  return byStart(stages).some((together) => {
    const apart = besides(plan, together);
    return apart.length > count && (count === 1 || mostAtOnce(plan, apart) > count);
  });
}

/** The stages that one way of starting the plan reaches, for each of those ways. */
function byStart(stages: readonly Stage[]): readonly (readonly Stage[])[] {
  const found = new Map<string, Stage[]>();
  for (const stage of stages) for (const start of stage.starts) found.set(start, [...(found.get(start) ?? []), stage]);
  return [...found.values()];
}

/**
 * The most of some stages of one run that may run at one time. By Dilworth's theorem that is the fewest chains that cover them all:
 * their number less the largest matching of each with one that it follows.
 */
export function mostAtOnce(plan: Plan, stages: readonly Stage[]): number {
  const followedBy = new Map<Stage, Stage>();
  const follows = new Map<Stage, Stage>();
  for (const stage of stages) {
    const { free, reachedFrom } = search(stage);
    for (let earlier = free; earlier;) {
      const later = reachedFrom.get(earlier)!;
      const given = follows.get(later);
      followedBy.set(earlier, later);
      follows.set(later, earlier);
      earlier = given;
    }
  }
  return stages.length - followedBy.size;

  /** Looks breadth first for a stage that nothing follows yet, through those whose followers can follow another. */
  function search(from: Stage): { readonly free: Stage | undefined; readonly reachedFrom: ReadonlyMap<Stage, Stage> } {
    const reachedFrom = new Map<Stage, Stage>();
    const waiting = [from];
    for (const later of waiting) {
      const isBefore = endsBefore(plan, later);
      for (const earlier of stages) {
        if (reachedFrom.has(earlier) || !isBefore(earlier)) continue;
        reachedFrom.set(earlier, later);
        const holder = followedBy.get(earlier);
        if (!holder) return { free: earlier, reachedFrom };
        waiting.push(holder);
      }
    }
    return { free: undefined, reachedFrom };
  }
}
