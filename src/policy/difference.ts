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

/** A part beside the clauses, by its keys (`emergency.approvals`), with what each policy says as JSON. */
export interface PartChange {
  readonly name: string;
  readonly old: string | undefined;
  readonly new: string | undefined;
}

export interface PolicyDifference {
  readonly changes: readonly Change[];
  readonly clauses: readonly ClauseChange[];
  /** What else differs: whom the policies name, what they recognise, their protocols. */
  readonly parts: readonly PartChange[];
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
  const parts = partChanges(partsOf(old.policy), partsOf(next.policy));
  return { changes, clauses, parts, same: new Set([...before.keys(), ...after.keys()]).size - changes.length };
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

const partChanges = (old: ReadonlyMap<string, string>, next: ReadonlyMap<string, string>): readonly PartChange[] =>
  [...new Set([...old.keys(), ...next.keys()])]
    .filter((name) => old.get(name) !== next.get(name))
    .map((name) => ({ name, old: old.get(name), new: next.get(name) }));

/** Everything that a policy says beside its clauses. */
function partsOf({
  tiers,
  groups,
  recognition,
  waivers,
  settings,
  files,
}: ResolvedPolicy): ReadonlyMap<string, string> {
  const protocol = files.findLast(({ policy }) => policy.emergency)?.policy.emergency ?? {};
  const parts: Readonly<Record<string, Iterable<readonly [string, unknown]>>> = {
    tiers: Object.entries(tiers).filter(([, patterns]) => patterns.length > 0),
    groups,
    "recognise.actions": withoutSources(recognition.actions),
    "recognise.commands": withoutSources(recognition.commands),
    waivers: Object.entries(waivers),
    settings: Object.entries(settings),
    emergency: Object.entries(protocol),
  };
  return new Map(
    Object.entries(parts).flatMap(([part, entries]) =>
      [...entries].map(([name, value]) => [`${part}.${name}`, JSON.stringify(value)] as const),
    ),
  );
}

/** Where an entry is written says nothing of what it is. */
const withoutSources = (entries: ResolvedPolicy["recognition"]["actions"]): readonly (readonly [string, unknown])[] =>
  [...entries].map(([name, entry]) => [name, { ...entry, source: undefined }]);
