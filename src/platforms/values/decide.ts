import type { Place } from "#model/place.ts";
import type { Need, Runs } from "../routes/graph.ts";
import { decider, FALSE, type Split, truth, TRUE, type Unknown, type Value } from "./value.ts";

export type Result = "success" | "failure" | "cancelled" | "skipped";

/** A needed job, as far as is known before this one is looked at. */
export interface Needed {
  readonly name: string;
  readonly results: readonly Result[];
  /** Whether every job that it stands on is needed directly as well, so that none can fail unseen. */
  readonly isBare: boolean;
  /** The other needed jobs that are surely skipped where this one does not succeed. */
  readonly skips: readonly string[];
}

/** What a job's condition comes to in one way to start. */
export interface Decision {
  /** Whether it can run at all. */
  readonly possible: boolean;
  readonly runs: Runs;
  readonly after: (need: string) => Need["after"];
  readonly how: string;
  /** Its condition holds only when something before it failed. */
  readonly mends: boolean;
  /** It says nothing of how what it needs must have ended, so that a skip of that skips it as well. */
  readonly isPlain: boolean;
  readonly splits: readonly Split[];
}

/** The results that some of the needed jobs are taken to have come to. */
export type Assigned = ReadonlyMap<string, Result>;

/** What a status function is taken to answer, whatever the results say. */
export type Status = Partial<Record<"success" | "failure" | "cancelled", Value>>;

/** A condition that asks how what a job needs has ended. */
export interface Asking {
  readonly name: string;
  readonly at: Place;
  readonly how: string;
  readonly needs: readonly Needed[];
  readonly condition: (assigned: Assigned, status?: Status) => Value;
  /** What a message calls the needed job's outputs by, so that what they decide is told apart. */
  readonly outputsOf: (need: string) => string;
}

/** Every needed job at its best. */
export const happily = (needs: readonly Needed[]): Assigned =>
  new Map(
    needs.map(
      ({ name, results }) => [name, results.includes("success") ? "success" : (results[0] ?? "skipped")] as const,
    ),
  );

/** Tells from a condition what each needed job must have come to: asks it with one that failed, was skipped, succeeded. */
export function decideBy({ name, at, how, needs, condition, outputsOf }: Asking): Decision {
  const happy = happily(needs);
  const atBest = condition(happy);
  const freely = condition(new Map());
  const isPossible = truth(freely) !== false;
  const mends = isPossible && truth(atBest) === false;
  const after = (need: string): Need["after"] => {
    const needed = needs.find((candidate) => candidate.name === need);
    if (!needed) return "end";
    const lets = (result: Result): boolean | "unread" => judge(condition(withSkipped(needed, result)), outputsOf(need));
    if (mends) return lets("failure") === false ? "end" : "failure";
    const afterFailure = lets("failure");
    if (afterFailure) return afterFailure === "unread" ? "unknown" : "end";
    if (lets("skipped") === false)
      return truth(condition(happy, { success: FALSE })) === false ? "all-success" : "success";
    const seesAncestors = truth(condition(withSkipped(needed, "skipped"), { failure: TRUE })) === false;
    return seesAncestors || needed.isBare ? "no-failure" : "end";
  };
  const cached = new Map(needs.map(({ name: need }) => [need, after(need)] as const));
  return {
    possible: isPossible,
    runs: mends ? { state: "always" } : runsOf(atBest, name, at),
    after: (need) => cached.get(need) ?? "end",
    how,
    mends,
    isPlain: false,
    splits: mends ? [] : splitsOf(atBest),
  };
}

const withSkipped = ({ name, skips }: Needed, result: Result): Assigned =>
  new Map([[name, result], ...skips.map((skipped): [string, Result] => [skipped, "skipped"])]);

/** Whether a condition can hold; `unread` where what decides it comes from the needed job itself. */
function judge(value: Value, outputs: string): boolean | "unread" {
  const isTrue = truth(value);
  if (isTrue !== undefined) return isTrue;
  const unknown = value as Unknown;
  return unknown.by === "unread" && unknown.what.includes(outputs) ? "unread" : true;
}

export function runsOf(value: Value, name: string, at: Place): Runs {
  if (truth(value) !== undefined || value.is !== "unknown") return { state: "always" };
  const subject = name === "it" ? "it" : `\`${name}\``;
  return { state: "maybe", at, how: `${decider(value)} decides whether ${subject} runs`, by: value.by };
}

/** What would have to be assumed to decide it; switches stay open. */
export const splitsOf = (value: Value): readonly Split[] =>
  value.is === "unknown" && truth(value) === undefined ? value.splits.filter((split) => !split.switch) : [];

/** What the status functions answer for results. */
export function statusOf(needs: readonly Needed[], assigned: Assigned, open: Value): Required<Status> {
  const results = needs.map(
    ({ name, results: possible }) => assigned.get(name) ?? (possible.length === 1 ? possible[0] : undefined),
  );
  const isSettled = results.every((result) => result !== undefined);
  return {
    success: results.some((result) => result !== undefined && result !== "success") ? FALSE : isSettled ? TRUE : open,
    failure: results.includes("failure") ? TRUE : isSettled ? FALSE : open,
    cancelled: results.includes("cancelled") ? TRUE : assigned.size > 0 || needs.length === 0 ? FALSE : open,
  };
}
