import { unsure } from "#model/assurance.ts";
import type { Unknown } from "#model/fact.ts";
import type { Plan, Stage } from "#model/plan.ts";

/** A plan or stage of which something unread may change every part: nothing that it declares can be held for true. */
export function clouded<T extends Plan | Stage>(thing: T, why: Unknown): T {
  return veiled(thing, why, 0) as T;
}

const isFact = (value: object): value is { readonly state: string; readonly at: unknown } =>
  "state" in value && "at" in value;

/** Names, places and orders stay; facts become unknown, and listings open. */
function veiled(value: unknown, why: Unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > 12) return value;
  if (Array.isArray(value)) return value.map((part) => veiled(part, why, depth + 1));
  if (isFact(value))
    return value.state === "holds" || value.state === "broken" ? unsure(why.cause, why.why, why.at, why.settle) : why;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      key === "at" || key === "signals" ? part : veiled(part, why, depth + 1),
    ]),
  );
}
