import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";

/** A failure that is accepted until a day, by a name, as it is written. */
export interface WrittenWaiver {
  readonly kind: "waiver";
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly rule: Fact<string>;
  readonly scope: WaiverScope;
  /** The last day on which it holds, `2026-12-31`, to its end in UTC. */
  readonly until: Fact<string>;
  /** The day on which it was asked for. */
  readonly requested: Fact<string>;
  readonly because: Fact<string>;
  readonly requestedBy: Fact<string>;
  readonly approvedBy: Fact<string>;
  readonly ticket: Fact<string>;
  /** What keeps it from being read as a waiver, or from being one here. */
  readonly problems: readonly WaiverFlaw[];
}

/** Either the exact names that the subject must have, each of them, or the line on which it begins. */
export interface WaiverScope {
  readonly at: Place;
  readonly names: readonly ScopeName[];
  readonly line: Place | undefined;
}

export interface ScopeName {
  readonly of: "path" | "plan" | "stage" | "environment";
  readonly text: string;
  readonly at: Place;
}

/** A waiver on the day of a check, which tells what it covers. */
export interface Waiver extends WrittenWaiver {
  /** The day of the check in UTC, `2026-12-01`. */
  readonly day: string;
  /** How many findings it covers that would otherwise fail or be unknown. */
  readonly covers: number;
}

/** Why a waiver waives nothing, whatever the day. */
export interface WaiverFlaw {
  /** A predicate of the waiver: "has no ticket". */
  readonly reason: string;
  readonly at: Place;
  readonly remedy: string;
}

/** What is wrong with a waiver by itself. One that has a flaw waives nothing. */
export function flawsOf(waiver: WrittenWaiver): readonly WaiverFlaw[] {
  if (waiver.problems.length > 0) return waiver.problems;
  return [
    ...missing(waiver.rule, "names no rule", "write `rule: bake-time`"),
    ...scopeFlaws(waiver.scope),
    ...missing(waiver.until, "has no end", "write `until: 2026-12-31`, the last day on which it holds"),
    ...missing(waiver.because, "has no reason", "write `because: …`"),
    ...missing(waiver.ticket, "has no ticket", "write `ticket: …`, under which the failure is being mended"),
    ...missing(waiver.requestedBy, "does not say who asked for it", "write `requested-by: user:…`"),
    ...missing(waiver.approvedBy, "is approved by nobody", "write `approved-by: user:…`"),
    ...selfApproval(waiver),
  ];
}

const missing = (fact: Fact<string>, reason: string, remedy: string): readonly WaiverFlaw[] =>
  fact.state === "absent" ? [{ reason, at: fact.at, remedy }] : [];

function scopeFlaws({ at, names, line }: WaiverScope): readonly WaiverFlaw[] {
  if (!line && names.length === 0)
    return [{ reason: "covers everything", at, remedy: "write `where: { path: … }`, with the `plan` or `stage`" }];
  return names
    .filter(({ text }) => /[*?]/.test(text))
    .map(({ of, text, at }) => ({
      reason: `is too broad: its ${of} \`${text}\` is a pattern`,
      at,
      remedy: "write the exact name; what it covers is then what was approved",
    }));
}

function selfApproval({ requestedBy, approvedBy }: WrittenWaiver): readonly WaiverFlaw[] {
  if (requestedBy.state !== "declared" || approvedBy.state !== "declared") return [];
  if (requestedBy.value.trim().toLowerCase() !== approvedBy.value.trim().toLowerCase()) return [];
  return [
    {
      reason: `is approved by ${approvedBy.value}, who asked for it`,
      at: approvedBy.at,
      remedy: "let somebody else approve it",
    },
  ];
}
