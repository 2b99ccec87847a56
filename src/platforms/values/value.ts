/** A value that stands alone in a CI platform's expression language. */
export type Scalar = null | boolean | number | string;

/**
 * What an expression comes to, as far as the repository can tell.
 *
 * `dict` keys are compared without case; `others` is the value of keys that are not in it.
 */
export type Value = Known | List | Dict | Unknown;

export interface Known {
  readonly is: "known";
  readonly value: Scalar;
}

export interface List {
  readonly is: "list";
  readonly items: readonly Value[];
}

export interface Dict {
  readonly is: "dict";
  readonly entries: ReadonlyMap<string, { readonly key: string; readonly value: Value }>;
  readonly others: Value;
}

/** Something that cannot be told from the repository. */
export interface Unknown {
  readonly is: "unknown";
  /** Who or what decides it: a person who starts or labels, the files of the change, or something that is not here. */
  readonly by: "person" | "change" | "unread";
  /** A noun phrase: "the input `skip_tests`". */
  readonly what: string;
  /** Of what people decide: the other things by which they do. */
  readonly also?: readonly string[] | undefined;
  /** From what to what it differs. `fixed`: it is the same for every run until a setting changes. */
  readonly varies: "run" | "ref" | "choice" | "fixed";
  /** The values that it can have, where there are few. */
  readonly domain?: readonly Scalar[] | undefined;
  /** What it starts with, and what it is not, where that much is known. */
  readonly prefix?: string | undefined;
  readonly not?: readonly string[] | undefined;
  /** Whether it counts as true, where that much is known. */
  readonly truth?: boolean | undefined;
  /** What it compares equal to is presumed to be it: the repository's own name. */
  readonly presumed?: boolean | undefined;
  /** How it is written where it comes from, with what cannot be told left as it is: `ghcr.io/acme/shop:${{ github.sha }}`. */
  readonly written?: string | undefined;
  /** What would have to be assumed to know more. */
  readonly splits: readonly Split[];
  /** The variable that it is, for comparisons: `candidate` makes the variable's value from the text compared with. */
  readonly variable?: { readonly key: string; readonly before: string } | undefined;
}

/** An assumption about a variable: it has one of these values, or (`rest`) another one. */
export interface Split {
  readonly key: string;
  readonly values: readonly Scalar[];
  /** Whether the variable can have values beside these. */
  readonly rest: boolean;
  /** Whether it is worth to look at each value apart; a plain switch can stay undecided. */
  readonly switch: boolean;
}

export const known = (value: Scalar): Known => ({ is: "known", value });
export const list = (items: readonly Value[]): List => ({ is: "list", items });
export const NULL = known(null);
export const TRUE = known(true);
export const FALSE = known(false);

export function dict(entries: Iterable<readonly [string, Value]>, others: Value = NULL): Dict {
  const map = new Map<string, { key: string; value: Value }>();
  for (const [key, value] of entries) map.set(key.toLowerCase(), { key, value });
  return { is: "dict", entries: map, others };
}

export const unread = (what: string, more: Partial<Unknown> = {}): Unknown => ({
  is: "unknown",
  by: "unread",
  what,
  varies: "choice",
  splits: [],
  ...more,
});
export const byPerson = (what: string, more: Partial<Unknown> = {}): Unknown => unread(what, { by: "person", ...more });
export const byChange = (what: string, more: Partial<Unknown> = {}): Unknown =>
  unread(what, { by: "change", varies: "ref", ...more });

/** A variable with few values. */
export const oneOf = (
  what: string,
  key: string,
  values: readonly Scalar[],
  more: Partial<Unknown> & { readonly isSwitch?: boolean } = {},
): Value => {
  const { isSwitch = false, ...rest } = more;
  if (values.length === 1) return known(values[0] ?? null);
  return byPerson(what, {
    domain: values,
    splits: [{ key, values, rest: false, switch: isSwitch }],
    ...rest,
  });
};

/** Plain parsed JSON or YAML as a value. */
export function fromPlain(plain: unknown, depth = 0): Value {
  if (plain === null || plain === undefined || depth > 50) return NULL;
  if (typeof plain === "string" || typeof plain === "number" || typeof plain === "boolean") return known(plain);
  if (Array.isArray(plain)) return list(plain.map((part) => fromPlain(part, depth + 1)));
  return dict(Object.entries(plain).map(([key, part]) => [key, fromPlain(part, depth + 1)] as const));
}

/** Whether it counts as true; `undefined` where that cannot be told. */
export function truth(value: Value): boolean | undefined {
  switch (value.is) {
    case "known":
      return isTruthy(value.value);
    case "list":
    case "dict":
      return true;
    case "unknown": {
      if (value.truth !== undefined) return value.truth;
      if (value.prefix) return true;
      const truths = new Set(value.domain?.map(isTruthy));
      return truths.size === 1 ? [...truths][0] : undefined;
    }
  }
}

export const isTruthy = (value: Scalar): boolean => Boolean(value);

/** The text of a value in a string; lists and mappings become the word that the platforms write. */
export function textOf(value: Known | List | Dict): string {
  if (value.is === "list") return "Array";
  if (value.is === "dict") return "Object";
  return value.value === null ? "" : String(value.value);
}

/** A value as what can only hold texts keeps it: an output, an environment variable. */
export const asText = (value: Value): Value =>
  value.is === "known"
    ? known(textOf(value))
    : value.is === "unknown"
      ? { ...value, domain: value.domain?.map((one) => textOf(known(one))), truth: undefined }
      : value;

const strength = { person: 2, change: 1, unread: 0 } as const;
const spread = { run: 3, ref: 2, choice: 1, fixed: 0 } as const;

/** One unknown for several: the one that people decide speaks for all. */
export function blend(unknowns: readonly Unknown[], more: Partial<Unknown> = {}): Unknown {
  let first = unknowns[0] ?? unread("an expression");
  let varies = first.varies;
  const splits = new Map<string, Split>();
  for (const unknown of unknowns) {
    if (strength[unknown.by] > strength[first.by]) first = unknown;
    if (spread[unknown.varies] > spread[varies]) varies = unknown.varies;
    for (const split of unknown.splits) merge(splits, split);
  }
  const also = [...new Set(unknowns.flatMap((one) => (one.by === "person" ? whatsOf(one) : [])))]
    .filter((what) => what !== first.what)
    .slice(0, 64);
  return { is: "unknown", by: first.by, what: first.what, also, varies, splits: [...splits.values()], ...more };
}

/** What decides, in words, with each thing by which people do: one of them may be allowed to and another not. */
export function decider(value: Unknown): string {
  const [first = "", ...others] = whatsOf(value);
  return others.length > 0 ? `${first} (or ${others.join(", or ")})` : first;
}

const whatsOf = ({ by, what, also = [] }: Unknown): readonly string[] => (by === "person" ? [what, ...also] : [what]);

function merge(splits: Map<string, Split>, split: Split): void {
  const before = splits.get(split.key);
  if (!before) {
    if (splits.size < 8) splits.set(split.key, split);
    return;
  }
  if (before === split) return;
  const values = [...new Set([...before.values, ...split.values])].slice(0, 64);
  splits.set(split.key, { ...before, values, rest: before.rest || split.rest, switch: before.switch && split.switch });
}

const MOST_COMBINATIONS = 64;

/** What `f` comes to for every value that the arguments can have; unknown where one of them has no known domain. */
export function combine(
  values: readonly Value[],
  f: (values: readonly Exclude<Value, Unknown>[]) => Value,
  more: Partial<Unknown> = {},
): Value {
  const unknowns = values.filter((value) => value.is === "unknown");
  if (unknowns.length === 0) return f(values as readonly Exclude<Value, Unknown>[]);
  let rows: Exclude<Value, Unknown>[][] = [[]];
  for (const value of values) {
    const options = value.is === "unknown" ? value.domain?.map(known) : [value];
    if (!options || rows.length * options.length > MOST_COMBINATIONS) return blend(unknowns, more);
    rows = rows.flatMap((row) => options.map((option) => [...row, option]));
  }
  const results: Scalar[] = [];
  for (const row of rows) {
    const result = f(row);
    if (result.is !== "known") return blend(unknowns, more);
    if (!results.includes(result.value)) results.push(result.value);
  }
  return results.length === 1 ? known(results[0] ?? null) : blend(unknowns, { ...more, domain: results });
}
