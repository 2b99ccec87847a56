import { known, oneOf, type Scalar, type Split, type Unknown, type Value } from "./value.ts";

/** What is assumed about variables in one way to start: their value, or what they are not. */
export type Assumptions = ReadonlyMap<string, { readonly value?: Scalar; readonly not: readonly string[] }>;

interface Assuming {
  readonly assumed: Assumptions;
}

/** A variable, as far as the assumptions say what it is. */
export function assume({ assumed }: Assuming, key: string, free: Unknown): Value {
  const found = assumed.get(key);
  if (found?.value !== undefined) {
    const { value } = found;
    if (typeof value !== "string" || !value.endsWith("*")) return known(value);
    return { ...free, prefix: value.slice(0, -1), variable: { key, before: "" } };
  }
  return { ...free, variable: { key, before: "" }, ...(found && { not: found.not }) };
}

/** A variable with few values, as far as the assumptions say which. */
export function choose(
  { assumed }: Assuming,
  key: string,
  what: string,
  values: readonly Scalar[],
  more: Partial<Unknown> & { readonly isSwitch?: boolean } = {},
): Value {
  const found = assumed.get(key);
  return found?.value !== undefined ? known(found.value) : oneOf(what, key, values, more);
}

/** What the variables of jobs' outputs are called, so that they can be told from those of events. */
export const outputKey = "the output ";

const isOfEvent = ({ key }: Split): boolean => !key.startsWith(outputKey);

/** What a layout found that an assumption would decide. The first wish is granted first, those about outputs last. */
export class Wishes {
  #first: Split | undefined;
  #later: Split | undefined;

  add(splits: readonly Split[]): void {
    this.#first ??= splits.find(isOfEvent);
  }

  /** The same for a job that does not simply stand on the success of others: what skips them need not skip it. */
  addAll(splits: readonly Split[]): void {
    this.add(splits);
    this.#later ??= splits.find((split) => !isOfEvent(split));
  }

  get first(): Split | undefined {
    return this.#first ?? this.#later;
  }
}

/** As many ways are told apart for the sake of outputs: each doubles them. */
const MOST_BY_OUTPUTS = 16;

/** One way to start, as far as it is told apart. */
export interface Leaf<T> {
  readonly assumed: Assumptions;
  readonly laid: T;
}

/**
 * Tells the ways apart in which work can be started: lays it out, and where a variable would decide something, lays it
 * out again under each assumption about it. At most `most` ways; what is left undecided then stays unknown.
 */
export function explore<T>(lay: (assumed: Assumptions, wishes: Wishes) => T, most: number): readonly Leaf<T>[] {
  const leaves: Leaf<T>[] = [];
  const open: Assumptions[] = [new Map()];
  for (let assumed = open.pop(); assumed; assumed = open.pop()) {
    const wishes = new Wishes();
    const laid = lay(assumed, wishes);
    const split = wishes.first;
    const branches = split ? assumptionsOf(split, assumed) : [];
    const bound = split && !isOfEvent(split) ? Math.min(most, MOST_BY_OUTPUTS) : most;
    if (branches.length > 1 && leaves.length + open.length + branches.length <= bound)
      open.push(...branches.toReversed());
    else if (branches.length === 1 && branches[0] && most > leaves.length) open.push(branches[0]);
    else leaves.push({ assumed, laid });
  }
  return leaves;
}

function assumptionsOf({ key, values, rest }: Split, assumed: Assumptions): readonly Assumptions[] {
  const before = assumed.get(key);
  const not = before?.not ?? [];
  // An assumption that was made already decides no more when it is made again.
  const isMade =
    before?.value === undefined
      ? values.every((value) => not.includes(String(value)))
      : values.every((value) => value === before.value);
  if (before && isMade) return [];
  const branches = values.map((value): Assumptions => new Map(assumed).set(key, { value, not }));
  if (!rest) return branches;
  const others = { ...before, not: [...not, ...values.map(String)] };
  return [...branches, new Map(assumed).set(key, others)];
}
