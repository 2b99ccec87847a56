import { nearest } from "#model/nearest.ts";
import { byPlace, type Place } from "#model/place.ts";
import { UsageError } from "#model/usage-error.ts";

/** Something wrong in a policy: what was found and expected, where, and what to do. */
export interface Mistake {
  readonly message: string;
  readonly at: Place;
  readonly hint?: string;
}

const most = 20;

/** One error for all mistakes of a policy, in the order of reading. */
export function mistaken(mistakes: readonly Mistake[]): UsageError {
  const sorted = mistakes.toSorted((a, b) => byPlace(a.at, b.at));
  const [first, ...others] = sorted
    .slice(0, most)
    .map(({ message, at, hint }) => ({ message, at, ...(hint && { hint }) }));
  const rest = sorted.length - most;
  const also = others.map(({ message, ...where }) => new UsageError(message, where));
  if (rest > 0) also.push(new UsageError(`${rest} more mistakes of the policy are not listed`));
  return new UsageError(first?.message ?? "the policy is not valid", { ...first, also });
}

/** "did you mean `bake-time`?", or what else to do where no candidate is like the word. */
export function meant(word: string, candidates: Iterable<string>, otherwise: string): string {
  const known = [...candidates];
  const candidate = nearest(word, known) ?? (word.length > 2 ? known.find((each) => each.startsWith(word)) : undefined);
  return candidate ? `did you mean \`${candidate}\`?` : otherwise;
}

/** "`a`, `b` or `c`". */
export function choice(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
