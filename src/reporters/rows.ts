import type { Finding } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import { message, placeOf } from "./wording.ts";

/** Findings that a person reads as one line. */
export interface Row {
  readonly at: Place;
  readonly says: string;
  /** The rules that say it, with `(should)` where they only should. */
  readonly rules: readonly string[];
  readonly first: Finding;
}

/**
 * Joins what says the same at the same place: the rules that give one subject the same reason, then the subjects that
 * the same rules give the same reason.
 */
export function rowsOf(findings: readonly Finding[]): readonly Row[] {
  const bySubject = groups(findings, (finding) => [
    where(finding),
    kind(finding),
    finding.subject.id,
    finding.subject.plan,
    finding.reason,
  ]);
  const rows = bySubject.map((same) => ({ same, labels: [...new Set(same.map(label))] }));
  return groups(rows, ({ same: [first], labels }) => [where(first), kind(first), first.reason, labels]).map(
    ([{ same, labels }, ...others]) => {
      const [first] = same;
      return { at: placeOf(first), says: message(first, others.length), rules: labels, first };
    },
  );
}

type Group<T> = readonly [T, ...T[]];

const groups = <T>(things: readonly T[], key: (thing: T) => readonly unknown[]): readonly Group<T>[] =>
  [...Map.groupBy(things, (thing) => JSON.stringify(key(thing))).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [[first, ...rest] as const],
  );

const where = (finding: Finding): string => {
  const { file, line, column } = placeOf(finding);
  return `${file}:${line}:${column}`;
};

const kind = ({ outcome, strength, waiver, owed }: Finding): string =>
  outcome === "fail" || waiver || owed ? `${outcome} ${strength} ${waiver?.because ?? ""} ${owed?.due ?? ""}` : outcome;

const label = ({ rule, strength }: Finding): string => (strength === "must" ? rule : `${rule} (should)`);
