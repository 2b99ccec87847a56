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
const certainTime = (steps: readonly Step[]): Duration | Unknown => new Timeline(steps).between(0, steps.length).time;

/** Sums over steps, so that any stretch of them is measured at once. */
export class Timeline {
  readonly #sums: number[] = [0];
  readonly #gates: number[] = [0];
  /** For each step, the first unknown time from there on, and its step. */
  readonly #unknown: ({ readonly index: number; readonly time: Unknown } | undefined)[] = [];

  constructor(steps: readonly Step[]) {
    for (const { waits, gate } of steps) {
      const known = waits.reduce((sum, { time }) => (time.state === "declared" ? sum + time.value : sum), 0);
      this.#sums.push((this.#sums.at(-1) ?? 0) + known);
      this.#gates.push((this.#gates.at(-1) ?? 0) + (gate ? 1 : 0));
    }
    let next: { readonly index: number; readonly time: Unknown } | undefined;
    for (let index = steps.length - 1; index >= 0; index--) {
      const time = steps[index]?.waits.map((wait) => wait.time).find((found) => found.state === "unknown");
      if (time) next = { index, time };
      this.#unknown[index] = next;
    }
  }

  /** What passes from a step up to another, that one not counted, and whether a person must end a part of it. */
  between(from: number, to: number): { readonly time: Duration | Unknown; readonly hasGate: boolean } {
    if (from >= to) return { time: 0, hasGate: false };
    const open = this.#unknown[from];
    const time = open && open.index < to ? open.time : (this.#sums[to] ?? 0) - (this.#sums[from] ?? 0);
    return { time, hasGate: this.#gates[to] !== this.#gates[from] };
  }
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
