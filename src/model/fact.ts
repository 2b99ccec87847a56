import type { Place } from "./place.ts";

/**
 * Why a source cannot say a thing.
 *
 * - `run-time`: the value is an expression that is decided when it runs.
 * - `settings`: the value lives in the vendor's server.
 * - `elsewhere`: the work is handed to another repository, or to a controller that this one does not describe.
 * - `invalid`: what is written is not a value of the kind that belongs here.
 * - `stale`: a settings snapshot said so, too long ago.
 * - `policy`: the policy would have to say it, such as which names are production.
 */
export type Cause = "run-time" | "settings" | "elsewhere" | "invalid" | "stale" | "policy";

export interface Declared<T> {
  readonly state: "declared";
  readonly at: Place;
  readonly value: T;
  /** The places that the value came through: a caller's argument, a default, an anchor. */
  readonly via?: readonly Place[];
}

export interface Absent {
  readonly state: "absent";
  readonly at: Place;
}

export interface Unknown {
  readonly state: "unknown";
  readonly at: Place;
  readonly cause: Cause;
  /** A clause that stands by itself: "`${{ inputs.environment }}` is decided when it runs". */
  readonly why: string;
  /** How to settle it: a command to run, or where to look. Empty where nothing would. */
  readonly settle: string;
}

/**
 * What a source says about one thing.
 *
 * - `declared`: it says so, here.
 * - `absent`: it does not, and this is where it would have.
 * - `unknown`: it cannot say, and why.
 */
export type Fact<T> = Declared<T> | Absent | Unknown;

export const declared = <T>(value: T, at: Place, via?: readonly Place[]): Declared<T> =>
  via && via.length > 0 ? { state: "declared", at, value, via } : { state: "declared", at, value };

export const absent = (at: Place): Absent => ({ state: "absent", at });

export const unknown = (cause: Cause, why: string, at: Place, settle = ""): Unknown => ({
  state: "unknown",
  at,
  cause,
  why,
  settle,
});

/** The fact that `f` of the value would be. Absent stays absent, unknown stays unknown. */
export const map = <T, U>(fact: Fact<T>, f: (value: T) => U): Fact<U> =>
  fact.state === "declared" ? { ...fact, value: f(fact.value) } : fact;

/** The fact that `f` finds in the value. Absent stays absent, unknown stays unknown. */
export const andThen = <T, U>(fact: Fact<T>, f: (value: T, at: Place) => Fact<U>): Fact<U> =>
  fact.state === "declared" ? f(fact.value, fact.at) : fact;

/** The first fact that is not absent; the last one where all are. */
export const firstOf = <T>(first: Fact<T>, ...rest: readonly Fact<T>[]): Fact<T> =>
  rest.reduce((chosen, next) => (chosen.state === "absent" ? next : chosen), first);

export const valueOf = <T>(fact: Fact<T>): T | undefined => (fact.state === "declared" ? fact.value : undefined);

/**
 * Several things of one kind, and whether there can be more of them than those that are seen.
 * `others` is absent where the list is whole, unknown where something may add to it.
 */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly others: Absent | Unknown;
}

export const listing = <T>(items: readonly T[], others: Absent | Unknown): Listing<T> => ({ items, others });
