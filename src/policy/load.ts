import { startOf } from "#model/place.ts";
import type { Subject } from "#model/subject.ts";
import type { RuleId } from "#rules/rule.ts";
import { parameterShapes } from "#schema/parameters.ts";
import { validatePolicy } from "#schema/policy-validator.ts";
import type { Policy } from "#schema/policy.ts";
import { goDuration, isoDuration } from "#syntax/duration.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { choice, type Mistake, mistaken } from "./mistakes.ts";
import { schemaMistakes } from "./schema-mistakes.ts";

/** A policy file by itself, without those that it extends. */
export interface PolicyFile {
  /** Its path, or `builtin:essential.yaml`. */
  readonly file: string;
  readonly text: string;
  readonly policy: Policy;
  /** The same as it is written, for the places. */
  readonly node: Node;
}

/** Which kind of subject each rule is asked of. */
export type Kinds = Readonly<Record<RuleId, Subject["kind"]>>;

const largest = 1_000_000;

/** Reads a policy. Throws one `UsageError` with all that is wrong in it. */
export function loadPolicy(file: string, text: string, kinds: Kinds): PolicyFile {
  const { documents, problems } = yaml(file, text, { mergeKeys: true, duplicates: "error", limit: largest });
  const errors = problems.filter(({ weight }) => weight === "error");
  if (errors.length > 0)
    throw mistaken(errors.map(({ at, reason, remedy }) => ({ message: `the policy ${reason}`, at, hint: remedy })));
  const [node, second] = documents;
  if (!node)
    throw mistaken([
      { message: "the policy is empty", at: startOf(file), hint: "write at least `name: …` and `clauses:`" },
    ]);
  if (second)
    throw mistaken([{ message: "the file holds a second document", at: second.at, hint: "keep one policy a file" }]);
  if (size(node) > most)
    throw mistaken([{ message: "the policy's aliases make it too large", at: node.at, hint: "use fewer aliases" }]);
  const policy: unknown = node.toPlain();
  const isValid = validatePolicy(policy);
  const mistakes = [...schemaMistakes(validatePolicy.errors ?? [], node), ...ownMistakes(node, kinds)];
  if (!isValid || mistakes.length > 0) throw mistaken(mistakes);
  return { file, text, policy, node };
}

const most = 200_000;
const deepest = 100;

/** How many values a document has once its aliases are followed, counted up to a few more than are allowed. */
function size(node: Node, counted = 0, depth = 0): number {
  if (depth > deepest) return most + 1;
  let sum = counted + 1;
  for (const below of node.kind === "mapping" ? node.entries().map((entry) => entry.node) : node.items()) {
    if (sum > most) break;
    sum = size(below, sum, depth + 1);
  }
  return sum;
}

/** What the schema cannot say. */
const ownMistakes = (policy: Node, kinds: Kinds): readonly Mistake[] => [
  ...dayMistakes(policy.get("reviewed"), "reviewed"),
  ...tierMistakes(policy.get("tiers")),
  ...policy
    .get("clauses")
    .items()
    .filter(({ kind }) => kind === "mapping")
    .flatMap((clause) => clauseMistakes(clause, kinds)),
];

function dayMistakes({ at, text }: Node, key: string): readonly Mistake[] {
  const [year, month, day] = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split("-").map(Number) : [];
  if (year === undefined || month === undefined || day === undefined) return [];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day) return [];
  return [
    { message: `\`${key}\` is \`${text}\`, which is no day of the calendar`, at, hint: "write it as `2026-12-31`" },
  ];
}

function tierMistakes(tiers: Node): readonly Mistake[] {
  const first = new Map<string, string>();
  return tiers.entries().flatMap(({ key, node }) =>
    node.items().flatMap(({ at, text }) => {
      const pattern = text.toLowerCase();
      const other = first.get(pattern) ?? key;
      first.set(pattern, other);
      if (other === key) return [];
      return [{ message: `\`${text}\` is a pattern of ${other} and of ${key}`, at, hint: "keep it in one of the two" }];
    }),
  );
}

function clauseMistakes(clause: Node, kinds: Kinds): readonly Mistake[] {
  const strengths = ["must", "should", "need-not"] as const;
  const asks = strengths.flatMap((strength) => asksOf(clause.get(strength)).map((ask) => ({ strength, ...ask })));
  const nothing: readonly Mistake[] =
    strengths.some((strength) => clause.has(strength)) &&
    (asks.length > 0 || strengths.some((strength) => isWrong(clause.get(strength))))
      ? []
      : [
          {
            message: "the clause asks nothing",
            at: clause.at,
            hint: "add `must`, `should` or `need-not`, or remove the clause",
          },
        ];
  const seen = new Map<string, string>();
  const twice = asks.flatMap(({ strength, rule, at }) => {
    const other = seen.get(rule);
    seen.set(rule, strength);
    if (other === undefined || other === strength) return [];
    return [
      {
        message: `the clause speaks of \`${rule}\` as \`${other}\` and as \`${strength}\``,
        at,
        hint: "keep one of the two",
      },
    ];
  });
  const durations = asks.flatMap(({ rule, node }) => durationMistakes(rule, node));
  return [
    ...nothing,
    ...twice,
    ...durations,
    ...silentAsks(clause.get("where"), asks, kinds),
    ...dayMistakes(clause.get("from"), "from"),
  ];
}

/** The schema complains of it already. */
const isWrong = ({ kind, value }: Node): boolean => kind === "scalar" && value !== undefined;

interface Written {
  readonly rule: string;
  readonly at: Node["at"];
  readonly node: Node;
}

const asksOf = (strength: Node): readonly Written[] => [
  ...strength.entries().map(({ key, keyAt, node }) => ({ rule: key, at: keyAt, node })),
  ...strength.items().map((node) => ({ rule: node.text, at: node.at, node: node.get("") })),
];

function durationMistakes(rule: string, parameters: Node): readonly Mistake[] {
  return parameters.entries().flatMap(({ key, node }) => {
    if (!isDuration(rule, key) || typeof node.value !== "string" || durationOf(node.text) !== undefined) return [];
    const subject = `\`${key}\` of \`${rule}\` is \`${node.text.slice(0, 60)}\``;
    const isCalendar = /^P\d+[YM]|month|year/i.test(node.text);
    return [
      isCalendar
        ? {
            message: `${subject}: months and years have no fixed length`,
            at: node.at,
            hint: "write it in days: `P30D`",
          }
        : {
            message: `${subject}, where a duration belongs`,
            at: node.at,
            hint: "write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`",
          },
    ];
  });
}

const shapes: Readonly<Record<string, Readonly<Record<string, { readonly kind: string }>>>> = parameterShapes;

const isDuration = (rule: string, parameter: string): boolean =>
  Object.hasOwn(shapes, rule) &&
  Object.hasOwn(shapes[rule] ?? {}, parameter) &&
  shapes[rule]?.[parameter]?.kind === "duration";

/** A duration as policies write it, in seconds; `undefined` where it is none. */
export const durationOf = (text: string): number | undefined =>
  isoDuration(text) ?? (/\d$/.test(text) ? undefined : goDuration(text));

/** Rules of subjects that the clause's `where` never speaks of: they would not be asked at all, without a word. */
function silentAsks(where: Node, asks: readonly Written[], kinds: Kinds): readonly Mistake[] {
  const properties = where.entries().map(({ key }) => key);
  return asks.flatMap(({ rule, at }) => {
    const kind = Object.hasOwn(kinds, rule) ? kinds[rule as RuleId] : undefined;
    const speaks = kind === "source" ? ["platform", "path"] : [];
    const wrong = properties.filter((property) => !speaks.includes(property));
    if (wrong.length === 0 || (kind !== "repository" && kind !== "source")) return [];
    return [
      {
        message: `\`${rule}\` is asked of ${kind === "repository" ? "the repository" : "files"}, of which \`where\` with ${choice(wrong)} never speaks`,
        at,
        hint: "ask it in a clause without `where`",
      },
    ];
  });
}
