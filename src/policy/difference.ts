import type { Finding } from "#model/finding.ts";
import type { Ask, ResolvedClause, ResolvedPolicy } from "./resolve.ts";
import { isRuleId } from "./rule-ids.ts";

/** What another policy changes in what is said of one subject by one rule. */
export interface Change {
  readonly kind: "appears" | "disappears" | "stronger" | "weaker" | "otherwise";
  readonly before: Told | undefined;
  readonly after: Told | undefined;
}

/** A finding with what asked for it. */
export interface Told {
  readonly finding: Finding;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A clause that stands in one of the two policies only. */
export interface ClauseChange {
  readonly in: "old" | "new";
  readonly rule: string;
  readonly ask: Ask;
  readonly clause: ResolvedClause;
  /** Whether what is said of a subject changes by it. */
  readonly isFelt: boolean;
}

export interface PolicyDifference {
  readonly changes: readonly Change[];
  readonly clauses: readonly ClauseChange[];
  /** How many findings are the same. */
  readonly same: number;
}

interface Side {
  readonly policy: ResolvedPolicy;
  readonly findings: readonly Finding[];
}

/** What changes on a repository when it is judged by another policy. Findings are told apart by their fingerprints. */
export function difference(old: Side, next: Side): PolicyDifference {
  const before = new Map(told(old).map((each) => [each.finding.fingerprint, each]));
  const after = new Map(told(next).map((each) => [each.finding.fingerprint, each]));
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((fingerprint): readonly Change[] => {
    const change = changeOf(before.get(fingerprint), after.get(fingerprint));
    return change ? [change] : [];
  });
  const felt = new Set(changes.flatMap((change) => [keyOfTold("old", change.before), keyOfTold("new", change.after)]));
  const clauses = [...onlyIn("old", old.policy, next.policy), ...onlyIn("new", next.policy, old.policy)].map(
    (each) => ({
      ...each,
      isFelt: felt.has(key(each.in, each.rule, each.clause.file, each.ask.at.line)),
    }),
  );
  return { changes, clauses, same: new Set([...before.keys(), ...after.keys()]).size - changes.length };
}

function told({ policy, findings }: Side): readonly Told[] {
  const asks = new Map(
    policy.clauses.flatMap(({ file, asks }) =>
      [...asks].map(
        ([rule, ask]) => [key("new", rule, file, ask.at.line), isRuleId(rule) ? ask.parameters[rule] : {}] as const,
      ),
    ),
  );
  return findings.map((finding) => {
    const { file, line } = finding.askedBy;
    return { finding, parameters: { ...asks.get(key("new", finding.rule, file, line)) } };
  });
}

function changeOf(before: Told | undefined, after: Told | undefined): Change | undefined {
  if (!before || !after) return { kind: before ? "disappears" : "appears", before, after };
  const strengths = [before.finding.strength, after.finding.strength];
  if (strengths[0] !== strengths[1]) return { kind: strengths[1] === "must" ? "stronger" : "weaker", before, after };
  return saidBy(before) === saidBy(after) ? undefined : { kind: "otherwise", before, after };
}

const saidBy = ({ finding: { outcome, reason, waiver }, parameters }: Told): string =>
  JSON.stringify([outcome, reason, waiver, parameters]);

type In = ClauseChange["in"];

const key = (side: In, rule: string, file: string, line: number): string => `${side} ${file}:${line} ${rule}`;

const keyOfTold = (side: In, each: Told | undefined): string =>
  each ? key(side, each.finding.rule, each.finding.askedBy.file, each.finding.askedBy.line) : "";

/** What one policy asks and the other does not, wherever it is written. */
function onlyIn(side: In, policy: ResolvedPolicy, other: ResolvedPolicy): readonly Omit<ClauseChange, "isFelt">[] {
  const known = new Set(askings(other).map(contentOf));
  return askings(policy)
    .filter((each) => !known.has(contentOf(each)))
    .map((each) => ({ in: side, ...each }));
}

type Asking = Pick<ClauseChange, "rule" | "ask" | "clause">;

const askings = ({ clauses }: ResolvedPolicy): readonly Asking[] =>
  clauses.flatMap((clause) => [...clause.asks].map(([rule, ask]) => ({ rule, ask, clause })));

const contentOf = ({ rule, ask: { strength, parameters }, clause: { where, during, from } }: Asking): string =>
  JSON.stringify([rule, strength, parameters, where, during, from]);
