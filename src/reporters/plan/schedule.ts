import type { Duration } from "#model/duration.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { most } from "../wording.ts";

/** The earliest time at which a plan can have reached all of its stages. */
export interface Earliest {
  /** The sum of the stated bakes on the longest way. */
  readonly atLeast: Duration;
  /** The stages whose bake is not known: the time can be longer by it. */
  readonly unknown: readonly Stage[];
}

/** The bakes on the longest way through a plan's stages. The last stages' own bakes come after full exposure. */
export function earliestFullExposure({ stages }: Plan): Earliest {
  const begins = new Map<string, Duration>();
  const ends = new Map<string, Duration>();
  const isLast = lastOf(stages);
  for (const { id, after, bake } of stages) {
    const begin = most(
      after.map((before) => ends.get(before) ?? 0),
      0,
    );
    begins.set(id, begin);
    ends.set(id, begin + (bake.state === "declared" ? bake.value : 0));
  }
  return {
    atLeast: most([...begins.values()], 0),
    unknown: stages.filter((stage) => stage.bake.state === "unknown" && !isLast(stage)),
  };
}

/** Whether no stage comes after it. */
function lastOf(stages: readonly Stage[]): (stage: Stage) => boolean {
  const followed = new Set(stages.flatMap(({ after }) => after));
  return ({ id }) => !followed.has(id);
}
