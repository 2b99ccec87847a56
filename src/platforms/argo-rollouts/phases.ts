import type { Duration } from "#model/duration.ts";
import { absent, declared, type Fact, unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Step } from "./steps.ts";

/** The steps from one weight to the next. */
export interface Phase {
  readonly weight: Fact<number>;
  readonly at: Place;
  readonly steps: readonly Step[];
}

export interface Phases {
  /** What happens before anyone is exposed. */
  readonly before: readonly Step[];
  readonly phases: readonly Phase[];
}

/**
 * Steps by the weight that they stand at. The end of the steps exposes everyone, whatever the last weight was: a last
 * phase at the whole always exists. A weight that is set again opens no phase, and neither does a first weight of 0.
 */
export function phasesOf(steps: readonly Step[], whole: number, end: Place): Phases {
  const before: Step[] = [];
  const phases: { readonly weight: Fact<number>; readonly at: Place; readonly steps: Step[] }[] = [];
  for (const step of steps) {
    const { weight } = step;
    const last = phases.at(-1);
    const isSame = weight?.state === "declared" && weight.value === (last ? valueOf(last.weight) : 0);
    if (weight && !isSame) phases.push({ weight, at: weight.at, steps: [step] });
    else (last?.steps ?? before).push(step);
  }
  const last = phases.at(-1);
  if (!last || valueOf(last.weight) !== whole) {
    const at = steps.at(-1)?.at ?? end;
    phases.push({ weight: declared(whole, at), at, steps: [] });
  }
  return { before, phases };
}

const valueOf = (fact: Fact<number>): number | undefined => (fact.state === "declared" ? fact.value : undefined);

/** The time that passes in steps for certain; unknown where a part of it is. */
export function certainTime(steps: readonly Step[]): Duration | Unknown {
  let total = 0;
  for (const { waits } of steps) {
    for (const { time } of waits) {
      if (time.state === "unknown") return time;
      if (time.state === "declared") total += time.value;
    }
  }
  return total;
}

/** How long a phase lives on every route: its pauses, and what its analyses take where they pass. */
export function bakeOf({ steps, at }: Phase): Fact<Duration> {
  const total = certainTime(steps);
  if (typeof total !== "number") return total;
  const gate = gateIn(steps);
  if (total > 0) {
    const places = steps.flatMap(({ waits }) =>
      waits.flatMap(({ time }) => (time.state === "declared" && time.value > 0 ? [time.at, ...(time.via ?? [])] : [])),
    );
    const [first = at, ...rest] = places;
    return declared(total, first, rest);
  }
  if (gate)
    return unknown(
      "elsewhere",
      "a person ends the pause, after a time that nothing sets",
      gate,
      "write a `duration`, or add a pause that has one",
    );
  return absent(at);
}

export const gateIn = (steps: readonly Step[]): Place | undefined => steps.find(({ gate }) => gate)?.gate;

/** Whether anything in a phase takes time. */
export const isWaiting = ({ waits, gate }: Step): boolean => waits.length > 0 || gate !== undefined;
