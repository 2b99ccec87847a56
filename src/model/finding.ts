import type { Place } from "./place.ts";
import type { Subject } from "./subject.ts";
import type { Outcome, Verdict } from "./verdict.ts";

export type Strength = "must" | "should";

/** A verdict with its rule, its subject and the clause that asked. Passes are findings too. */
export interface Finding extends Verdict {
  readonly rule: string;
  readonly strength: Strength;
  readonly subject: SubjectReference;
  readonly askedBy: AskedBy;
  /** Made of the rule and the subject's path through the model, so that it survives reformatting. */
  readonly fingerprint: string;
  readonly waiver: UsedWaiver | null;
  /** The check that an emergency put off until a time, where that is why it may fail by now. */
  readonly owed: OwedCheck | null;
}

export interface OwedCheck {
  /** The id of the declared emergency. */
  readonly emergency: string;
  readonly at: Place;
  /** By when it must be done, in ISO 8601 with a `Z`. */
  readonly due: string;
}

export interface SubjectReference {
  readonly kind: Subject["kind"];
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly platform: string | null;
  readonly plan: string | null;
  readonly stage: string | null;
}

export interface AskedBy {
  readonly policy: string;
  /** The policy file, or `builtin:essential.yaml`. */
  readonly file: string;
  readonly line: number;
  readonly cites: string | null;
}

export interface UsedWaiver {
  readonly at: Place;
  /** The last day on which it holds, `2026-12-31`. */
  readonly until: string;
  readonly because: string;
  readonly approvedBy: string;
  readonly ticket: string | null;
}

export type Summary = Readonly<Record<Outcome | "waived" | "owed", number>>;
