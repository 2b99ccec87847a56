import type { Strength } from "#model/finding.ts";
import type { Unknown } from "#model/fact.ts";
import type { Subject, Within } from "#model/subject.ts";
import { rules } from "#rules/index.ts";
import { ruleIds } from "#schema/parameters.ts";
import type { Ask, ResolvedClause, ResolvedPolicy } from "./resolve.ts";
import { speaks } from "./where.ts";

/** When and under what the policy is asked. */
export interface Occasion {
  /** In ISO 8601 with a `Z`. */
  readonly at: string;
  readonly situation?: "emergency" | undefined;
}

/** What a policy may ask by one rule of one subject. */
export interface Asked {
  /**
   * One where the policy is certain. Where it is not, every possibility, that of the latest clause first;
   * `undefined` among them where the rule may not be asked at all.
   */
  readonly possible: readonly (Question | undefined)[];
  /** What keeps it from being certain. */
  readonly doubts: readonly Unknown[];
}

export interface Question {
  readonly strength: Strength;
  readonly ask: Ask;
  readonly clause: ResolvedClause;
}

/** More possibilities are not looked at: beyond these the rule may as well not be asked. */
const most = 8;

/** What a policy asks of a subject, by rule; in an emergency, with the clauses that speak then. */
export type Asking = (subject: Subject, scope: Within, situation?: "emergency") => ReadonlyMap<string, Asked>;

/**
 * What a policy asks at a time. Rules of other kinds of subject, and those that it certainly does not ask, are left
 * out. What is in force, and what is asked of a kind of subject, is looked up once: there may be thousands of subjects.
 */
export function asking(policy: ResolvedPolicy, { at }: Pick<Occasion, "at">): Asking {
  const latestFirst = policy.clauses.toReversed();
  const kinds = new Map<string, Subject["kind"]>([
    ...ruleIds.map((id) => [id, rules[id].each] as const),
    ...[...policy.assertions].map(([id, { each }]) => [id, each] as const),
  ]);
  const speaking = new Map<string, readonly Speaking[]>();
  return (subject, scope, situation) => {
    const key = `${subject.kind} ${situation ?? ""}`;
    const clauses =
      speaking.get(key) ??
      speakingOf(
        subject.kind,
        latestFirst.filter((clause) => isInForce(clause, { at, situation })),
        kinds,
      );
    speaking.set(key, clauses);
    return askedOf(clauses, subject, scope);
  };
}

/** A clause with what it says of the rules for one kind of subject. */
interface Speaking {
  readonly clause: ResolvedClause;
  readonly asks: readonly (readonly [string, Ask])[];
}

const speakingOf = (
  kind: Subject["kind"],
  clauses: readonly ResolvedClause[],
  kinds: ReadonlyMap<string, Subject["kind"]>,
): readonly Speaking[] =>
  clauses
    .map((clause) => ({ clause, asks: [...clause.asks].filter(([rule]) => kinds.get(rule) === kind) }))
    .filter(({ asks }) => asks.length > 0);

function askedOf(latestFirst: readonly Speaking[], subject: Subject, scope: Within): ReadonlyMap<string, Asked> {
  const open = new Map<string, { possible: (Question | undefined)[]; doubts: Unknown[] }>();
  const decided = new Set<string>();
  for (const { clause, asks } of latestFirst) {
    if (asks.every(([rule]) => decided.has(rule))) continue;
    const spoken = speaks(clause.where, subject, scope);
    if (spoken === "no") continue;
    for (const [rule, ask] of asks) {
      if (decided.has(rule)) continue;
      const found = open.get(rule) ?? { possible: [], doubts: [] };
      open.set(rule, found);
      found.possible.push(ask.strength === "need-not" ? undefined : { strength: ask.strength, ask, clause });
      if (spoken !== "yes") found.doubts.push(spoken);
      if (found.possible.length >= most) found.possible.push(undefined);
      if (spoken === "yes" || found.possible.length > most) decided.add(rule);
    }
  }
  for (const [rule, { possible }] of open) {
    if (!decided.has(rule)) possible.push(undefined);
    if (possible.every((question) => question === undefined)) open.delete(rule);
  }
  return open;
}

/** Whether a clause's time has come, and its situation. */
export const isInForce = ({ from, during }: ResolvedClause, { at, situation }: Occasion): boolean =>
  (from === undefined || from <= at.slice(0, 10)) && (during === undefined || during === situation);
