import { type Assurance, broken, holds, together, unsure } from "#model/assurance.ts";
import { type Duration, printDuration } from "#model/duration.ts";
import { absent, declared, type Fact, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Check, CheckKind, Halt, HealthCheck, Recovery } from "#model/plan.ts";
import { gateIn, isWaiting, type Phase, type Timeline } from "./phases.ts";
import { best, type Part, type Run } from "./run.ts";
import type { Step } from "./steps.ts";

/** The background analysis of a canary: it runs beside the steps from a given one on, and aborts them when it fails. */
export interface Background {
  readonly run: Run;
  /** The step that it starts at, counted from 0, pauses and all. */
  readonly from: number;
  readonly fromAt: Place;
  /** Without steps it runs beside a plain update. */
  readonly stepless: boolean;
}

/** A health check, and whether its failure stops the rollout: one that passes on silence still stops it when it fails. */
export interface Watch {
  readonly check: HealthCheck;
  readonly stops: Assurance;
}

/** The signals that are read while a phase lives: its own analyses, and the background's. */
export function watchesOf(phase: Phase, timeline: Timeline, background: Background | undefined): readonly Watch[] {
  const own = phase.steps
    .flatMap(({ runs }) => runs)
    .flatMap((run) => run.parts.map((part) => watchOf(part, run, watchesOwn(run, phase.steps))));
  return [...own, ...(background ? backgroundWatches(background, phase, timeline) : [])];
}

/** An analysis that what follows waits for. */
export const watchOf = (part: Part, run: Run, watches: Assurance): Watch => ({
  check: {
    name: part.name,
    at: part.at,
    kind: part.kind,
    everyRoute: holds(run.at),
    effective: part.effective,
    watches,
  },
  stops: part.able,
});

/** What a phase waits for beside an analysis of its steps is not the analysis's to watch. */
function watchesOwn(run: Run, steps: readonly Step[]): Assurance {
  const gate = gateIn(steps);
  if (gate) return broken("does not run during the pause that a person ends", gate);
  for (const { waits } of steps) {
    for (const { kind, time } of waits) {
      if (kind === "plugin" && time.state === "unknown") return time;
      if (kind !== "pause") continue;
      if (time.state === "unknown") return time;
      if (time.state === "declared" && time.value > 0)
        return broken(`does not run during the pause of ${printDuration(time.value)}`, time.at);
    }
  }
  return lastsAtAll(run);
}

/** One measurement sees one moment. */
export function lastsAtAll({ lasts, at }: Run): Assurance {
  if (typeof lasts !== "number") return lasts;
  return lasts > 0 ? holds(at) : broken("measures at one moment only", at);
}

function backgroundWatches(
  { run, from, fromAt, stepless }: Background,
  phase: Phase,
  timeline: Timeline,
): readonly Watch[] {
  const last = phase.steps.at(-1);
  // After the last step the rollout is promoted, and the background analysis is over.
  if (!stepless && (!last || from > last.index)) return [];
  const begins = phase.steps[0]?.index ?? 0;
  const earlier = timeline.between(from, begins);
  const seen = timeline.between(Math.max(from, begins), last ? last.index + 1 : 0);
  const clock: Clock = {
    before: earlier.time,
    during: seen.time,
    hasGate: seen.hasGate,
    hadGate: earlier.hasGate,
    at: phase.at,
  };
  return run.parts.map((part) => {
    const timely = inTime(part, run, clock);
    const { check } = watchOf(part, run, watchesPhase(run, from, fromAt, phase, clock));
    return { check: { ...check, effective: together(part.effective, timely) }, stops: together(part.able, timely) };
  });
}

/** Seconds of the background's run: before the phase, and in it. */
interface Clock {
  readonly before: Duration | Unknown;
  readonly during: Duration | Unknown;
  readonly hasGate: boolean;
  readonly hadGate: boolean;
  readonly at: Place;
}

/** Whether as many failures as it takes fit into the phase: the delay that is left, and an interval for each that is allowed. */
function inTime(
  { delay, reacts, at }: Part,
  { lasts }: Run,
  { before, during, hasGate, hadGate, at: phaseAt }: Clock,
): Assurance {
  for (const time of [lasts, before, during, delay, reacts]) if (typeof time !== "number") return time;
  const [end, past, span, wait, reaction] = [lasts, before, during, delay, reacts] as readonly number[];
  if (end !== undefined && past !== undefined && past > 0 && end <= past)
    return broken(`ends after ${printDuration(end)}, before this stage begins`, at);
  const needed = Math.max(0, (wait ?? 0) - (past ?? 0)) + (reaction ?? 0);
  if (needed < (span ?? 0)) return holds(at);
  if (hasGate) {
    if (needed === 0) return holds(at);
    return unsure(
      "elsewhere",
      `needs ${printDuration(needed)} to fail, and a person may end the pause before that`,
      at,
      "write a pause with a `duration`",
    );
  }
  if (hadGate && (reaction ?? 0) < (span ?? 0))
    return unsure(
      "elsewhere",
      `first measures after ${printDuration(wait ?? 0)}, and how much of that passes before this stage is decided by who ends an earlier pause`,
      at,
      "write a pause with a `duration`",
    );
  if (span === 0) return broken("has no pause in this stage in which it could measure", phaseAt);
  return broken(`needs at least ${printDuration(needed)} to fail, and the stage lasts ${printDuration(span ?? 0)}`, at);
}

function watchesPhase(
  { lasts, at }: Run,
  from: number,
  fromAt: Place,
  phase: Phase,
  { before, during, hasGate, hadGate }: Clock,
): Assurance {
  const missed = phase.steps.find((step) => step.index < from && isWaiting(step));
  if (missed) return broken(`starts at step ${from}, after a part of this stage has passed`, fromAt);
  if (lasts === Infinity) return holds(at);
  if (typeof lasts !== "number") return lasts;
  if (hasGate || hadGate) return broken(`ends after ${printDuration(lasts)}, however long a person's pause lasts`, at);
  if (typeof before !== "number") return before;
  if (typeof during !== "number") return during;
  if (lasts < before + during)
    return broken(
      `ends after ${printDuration(lasts)}, and this stage ends after ${printDuration(before + during)}`,
      at,
    );
  return holds(at);
}

/** The analyses that must pass before what follows begins. */
export const checksOf = (runs: readonly Run[], after: readonly string[]): readonly Check[] =>
  runs.flatMap((run) =>
    run.parts.map((part) => ({
      name: part.name,
      kinds: kindsOf(part),
      at: part.at,
      guards: "route",
      after,
      everyRoute: holds(run.at),
      blocking: part.able,
      unskippable: holds(run.at),
    })),
  );

/** A job or a request of its own tries the new version out; a metric only looks at it. */
const kindsOf = ({ kind }: Part): readonly CheckKind[] =>
  kind === "smoke-test" || kind === "probe" ? ["smoke-test"] : [];

/** Set where pods that do not become available in time abort the rollout (`progressDeadlineAbort`). */
export interface Deadline {
  readonly seconds: number;
  readonly at: Place;
}

export function haltOf(watches: readonly Watch[], deadline: Deadline | undefined, at: Place): Fact<Halt> {
  const [first] = watches;
  if (first) {
    const automatic = best(
      watches.map(({ stops }) => stops),
      first.check.at,
    );
    const { check } = watches.find(({ stops }) => stops === automatic) ?? first;
    return declared({ on: `the analysis \`${check.name}\``, automatic }, check.at);
  }
  if (!deadline) return absent(at);
  return declared(
    { on: `pods that are not available within ${printDuration(deadline.seconds)}`, automatic: holds(deadline.at) },
    deadline.at,
  );
}

/** An aborted rollout goes back to the stable version by itself; whatever aborts it recovers it. */
export const recoveryOf = (halt: Fact<Halt>, how: string, at: Place): Fact<Recovery> =>
  halt.state === "declared" ? declared({ how, automatic: halt.value.automatic }, halt.at) : absent(at);
