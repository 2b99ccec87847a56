import { rules } from "#rules/index.ts";
import { parameterShapes, ruleIds } from "#schema/parameters.ts";
import type { Node } from "#syntax/node.ts";
import { choice, type Mistake } from "./mistakes.ts";
import { protocolMistakes } from "./protocol-mistakes.ts";
import { dayMistakes, durationMistake } from "./value-mistakes.ts";
import { windowMistakes } from "./window-mistakes.ts";

/** What the schema cannot say. */
export const ownMistakes = (policy: Node): readonly Mistake[] => [
  ...dayMistakes(policy.get("reviewed"), "reviewed"),
  ...tierMistakes(policy.get("tiers")),
  ...durationMistake(policy.get("settings", "fresh"), "`fresh` of `settings`"),
  ...protocolMistakes(policy.get("emergency")),
  ...policy
    .get("clauses")
    .items()
    .filter(({ kind }) => kind === "mapping")
    .flatMap((clause) => clauseMistakes(clause)),
];

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

const strengths = ["must", "should", "need-not"] as const;

function clauseMistakes(clause: Node): readonly Mistake[] {
  const asserts = assertsOf(clause.get("assert"));
  const asks = [
    ...strengths.flatMap((strength) => asksOf(clause.get(strength)).map((ask) => ({ strength, ...ask }))),
    ...asserts.map((ask) => ({ strength: "assert", ...ask })),
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
  const windows = asks.flatMap(({ rule, node }) =>
    rule === "deployment-window" ? windowMistakes(node.get("windows")) : [],
  );
  return [
    ...nothingAsked(clause),
    ...twice,
    ...asserts.flatMap(taken),
    ...durations,
    ...windows,
    ...silentAsks(clause.get("where"), asks),
    ...dayMistakes(clause.get("from"), "from"),
  ];
}

function nothingAsked(clause: Node): readonly Mistake[] {
  const isEmpty = (node: Node) => node.kind === "missing" || (node.kind === "mapping" && node.entries().length === 0);
  if (!strengths.every((strength) => isEmpty(clause.get(strength))) || !isEmpty(clause.get("assert"))) return [];
  const hint = "add `must`, `should`, `need-not` or `assert`, or remove the clause";
  return [{ message: "the clause asks nothing", at: clause.at, hint }];
}

interface Written {
  readonly rule: string;
  readonly at: Node["at"];
  readonly node: Node;
}

const asksOf = (strength: Node): readonly Written[] => [
  ...strength.entries().map(({ key, keyAt, node }) => ({ rule: key, at: keyAt, node })),
  ...strength.items().map((node) => ({ rule: node.text, at: node.at, node: node.get("") })),
];

interface Asserted extends Written {
  readonly each: string;
}

const assertsOf = (assert: Node): readonly Asserted[] =>
  assert.items().map((entry) => ({
    rule: entry.get("id").text,
    at: entry.get("id").at,
    node: entry.get(""),
    each: entry.get("each").text,
  }));

/** `bakewell explain` tells rules by their names, and has a page on assertions. */
const taken = ({ rule, at }: Asserted): readonly Mistake[] =>
  rule === "assertions" || ruleIds.some((id) => id === rule)
    ? [{ message: `\`${rule}\` is the id of a page of Bakewell`, at, hint: "give the assertion another `id`" }]
    : [];

function durationMistakes(rule: string, parameters: Node): readonly Mistake[] {
  return parameters
    .entries()
    .flatMap(({ key, node }) => (isDuration(rule, key) ? durationMistake(node, `\`${key}\` of \`${rule}\``) : []));
}

const shapes: Readonly<Record<string, Readonly<Record<string, { readonly kind: string }>>>> = parameterShapes;

const isDuration = (rule: string, parameter: string): boolean =>
  Object.hasOwn(shapes, rule) &&
  Object.hasOwn(shapes[rule] ?? {}, parameter) &&
  shapes[rule]?.[parameter]?.kind === "duration";

/** The kinds of subject that `where` hardly tells apart, and its properties that speak of them. */
const narrowKinds: ReadonlyMap<string, { readonly named: string; readonly speaks: readonly string[] }> = new Map([
  ["repository", { named: "the repository", speaks: [] }],
  ["source", { named: "files", speaks: ["platform", "path"] }],
  ["waiver", { named: "waivers", speaks: ["path"] }],
  ["emergency", { named: "emergencies", speaks: ["path"] }],
]);

/** Rules of subjects that the clause's `where` never speaks of: they would not be asked at all, without a word. */
function silentAsks(where: Node, asks: readonly (Written & { readonly each?: string })[]): readonly Mistake[] {
  const properties = where.entries().map(({ key }) => key);
  return asks.flatMap(({ rule, at, each }) => {
    const id = ruleIds.find((candidate) => candidate === rule);
    const kind = each ?? (id && rules[id].each);
    const narrow = narrowKinds.get(kind ?? "");
    const wrong = properties.filter((property) => !narrow?.speaks.includes(property));
    if (wrong.length === 0 || !narrow) return [];
    return [
      {
        message: `\`${rule}\` is asked of ${narrow.named}, of which \`where\` with ${choice(wrong)} never speaks`,
        at,
        hint: "ask it in a clause without `where`",
      },
    ];
  });
}
