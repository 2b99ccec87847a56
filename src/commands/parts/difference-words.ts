import type { Finding } from "#model/finding.ts";
import { namesOf } from "#policy/compare.ts";
import type { Change, ClauseChange, PartChange, PolicyDifference, Told } from "#policy/difference.ts";
import { ruleIds } from "#policy/rule-ids.ts";
import { inert, inertJson } from "#reporters/inert.ts";
import { styles } from "#reporters/styles.ts";
import { valueWords, whereWords } from "./clause-words.ts";

/** A difference with the names of the two policies and what `check` would end with by each. */
export interface NamedDifference extends PolicyDifference {
  readonly old: { readonly name: string; readonly exit: number };
  readonly next: { readonly name: string; readonly exit: number };
}

const kinds = ["appears", "disappears", "stronger", "weaker", "otherwise"] as const;

const titles = {
  appears: "Appear",
  disappears: "Disappear",
  stronger: "Get stronger",
  weaker: "Get weaker",
  otherwise: "Are judged otherwise",
} as const satisfies Record<Change["kind"], string>;

/** What changes, a block a kind and a line for subjects of which the same is said. */
export function differenceText({ old, next, changes, clauses, parts, same }: NamedDifference, color: boolean): string {
  const style = styles(color);
  const shown = changes.filter(applies);
  const blocks = kinds.flatMap((kind) => {
    const found = shown.filter((change) => change.kind === kind);
    const lines = [...Map.groupBy(found, likeness).values()].flatMap(wordsOf);
    return lines.length === 0 ? [] : [style.bold(`${titles[kind]} (${found.length})`), ...lines, ""];
  });
  const idle = clauses.filter(({ isFelt }) => !isFelt).map(clauseWords);
  const silent = changes.length - shown.length;
  return [
    ...blocks,
    ...(idle.length === 0 ? [] : [style.bold(`Clauses that change nothing here (${idle.length})`), ...idle, ""]),
    ...(parts.length === 0 ? [] : [style.bold(`Beside the clauses (${parts.length})`), ...parts.map(partWords), ""]),
    inert(
      `${old.name} → ${next.name}: ${kinds.map((kind) => `${shown.filter((change) => change.kind === kind).length} ${counted[kind]}`).join(", ")}, ${same} stay the same${silent > 0 ? `, ${silent} do not apply here` : ""}`,
    ),
    old.exit === next.exit
      ? `check ends with ${old.exit} by both`
      : `check ends with ${next.exit} instead of ${old.exit}`,
    "",
  ].join("\n");
}

const counted = {
  appears: "appear",
  disappears: "disappear",
  stronger: "get stronger",
  weaker: "get weaker",
  otherwise: "are judged otherwise",
} as const satisfies Record<Change["kind"], string>;

/** Whether a change says anything of the repository: what applies to nothing by both policies does not. */
const applies = ({ before, after }: Change): boolean =>
  [before, after].some((told) => told && told.finding.outcome !== "not-applicable");

const outcomeOf = ({ outcome, waiver }: Finding): string => (waiver ? "waived" : outcome);
const placeOf = ({ finding: { askedBy } }: Told): string => `${askedBy.file}:${askedBy.line}`;
const nameOf = ({ finding: { subject } }: Told): string =>
  namesOf(subject, subject.plan ?? undefined).at(-1) ?? subject.name;

/** Both where they differ, one where they do not. */
const step = (before: string | undefined, after: string | undefined): string =>
  [...new Set([before, after].filter((word) => word !== undefined && word !== ""))].join(" → ");

const outcomes = ({ before, after }: Change): string =>
  step(before && outcomeOf(before.finding), after && outcomeOf(after.finding));
const strengths = ({ before, after }: Change): string => step(before?.finding.strength, after?.finding.strength);
const places = ({ before, after }: Change): string => step(before && placeOf(before), after && placeOf(after));
const ruleOf = ({ before, after }: Change): string => (after ?? before)?.finding.rule ?? "";

const likeness = (change: Change): string =>
  JSON.stringify([ruleOf(change), strengths(change), outcomes(change), places(change)]);

/** The line of a group of changes of which the same is said, and what asks for it below. */
function wordsOf(group: readonly Change[]): readonly string[] {
  const [first] = group;
  if (!first) return [];
  const names = group.map(({ before, after }) => nameOf((after ?? before)!));
  const more = names.length > 3 ? ` and ${names.length - 2} more` : "";
  const listed = `${(more ? names.slice(0, 2) : names).join(", ")}${more}`;
  const reasons = new Set(group.map(({ before, after }) => (after ?? before)?.finding.reason));
  const why = reasons.size === 1 ? `: ${[...reasons].join("")}` : "";
  const parameters = parameterSteps(first);
  return [
    inert(`  ${strengths(first)} ${ruleOf(first)}  ${listed}  ${outcomes(first)}${why}`),
    inert(`    ${places(first)}${parameters ? `, ${parameters}` : ""}`),
  ];
}

/** "minimum 1 h → 2 h": the parameters that differ. */
function parameterSteps({ before, after }: Change): string {
  if (!before || !after) return "";
  const rule = ruleIds.find((id) => id === after.finding.rule);
  if (!rule) return "";
  const words = (told: Told, name: string): string =>
    told.parameters[name] === undefined ? "none" : valueWords(rule, name, told.parameters[name]);
  return Object.keys({ ...before.parameters, ...after.parameters })
    .map((name) => [name, words(before, name), words(after, name)] as const)
    .filter(([, old, next]) => old !== next)
    .map(([name, old, next]) => `${name} ${old} → ${next}`)
    .join(", ");
}

const clauseWords = ({ in: side, rule, ask, clause }: ClauseChange): string =>
  inert(
    `  ${side}  ${ask.strength} ${rule}, ${whereWords(clause.where)}${clause.during ? ` during ${clause.during}` : ""}${clause.from ? ` from ${clause.from} on` : ""}  ${clause.file}:${ask.at.line}`,
  );

const partWords = ({ name, old = "nothing", new: next = "nothing" }: PartChange): string =>
  inert(`  ${name}  ${short(old)} → ${short(next)}`);

const longest = 200;
const short = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

export const differenceJson = ({ old, next, changes, clauses, parts, same }: NamedDifference): string =>
  inertJson({
    schema: "bakewell.policy-diff/1",
    old,
    new: next,
    summary: {
      ...Object.fromEntries(kinds.map((kind) => [kind, changes.filter((change) => change.kind === kind).length])),
      same,
    },
    changes: changes.map(({ kind, before, after }) => ({ kind, old: before ?? null, new: after ?? null })),
    clauses: clauses.map(({ in: side, rule, ask, clause, isFelt }) => ({
      in: side,
      rule,
      strength: ask.strength,
      parameters: Object.values(ask.parameters)[0] ?? {},
      where: clause.where ?? null,
      during: clause.during ?? null,
      from: clause.from ?? null,
      place: `${clause.file}:${ask.at.line}`,
      changes: isFelt,
    })),
    parts: parts.map(({ name, old: before, new: after }) => ({ name, old: before ?? null, new: after ?? null })),
  });
