import type { Assumptions } from "./explore.ts";
import { byPerson, known, NULL, type Split, unread, type Value } from "./value.ts";

/** Full refs; those that end in `*` start with what is before it. */
export interface Refs {
  readonly any: readonly string[];
  readonly not: readonly string[];
}

const heads = "refs/heads/";
const tags = "refs/tags/";

/** The refs of one kind (`refs/heads/`) that filter patterns let by. */
export function refsOf(
  kind: string,
  wanted: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): Refs {
  const all = wanted ?? ["**"];
  const negative = all.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const any = all.filter((pattern) => !pattern.startsWith("!")).map((pattern) => kind + stem(pattern));
  return {
    any: [...new Set(any)].slice(0, 32),
    not: [...negative, ...(ignored ?? [])]
      .filter((pattern) => !stem(pattern).includes("*"))
      .map((pattern) => kind + pattern),
  };
}

/** A filter pattern as a literal text, or its literal start with a `*` behind it. */
function stem(pattern: string): string {
  const special = /[*?+[\]\\]/.exec(pattern);
  if (!special) return pattern;
  const end = special[0] === "?" || special[0] === "+" ? special.index - 1 : special.index;
  return `${pattern.slice(0, Math.max(0, end))}*`;
}

/** The ref that starts it, or of a change request, the one that it goes into. */
export function refWithin({ any, not }: Refs, what: string, assumed: Assumptions): Value {
  const found = assumed.get("ref");
  if (typeof found?.value === "string") return withinRef(found.value, what, found.not);
  const [only] = any;
  if (any.length === 1 && only !== undefined) return withinRef(only, what, [...not, ...(found?.not ?? [])]);
  const split: Split = { key: "ref", values: any, rest: false, switch: false };
  const isFinite = !any.some((ref) => ref.endsWith("*"));
  return unread(what, {
    by: "person",
    varies: "ref",
    splits: [split],
    prefix: "refs/",
    not: [...not, ...(found?.not ?? [])],
    ...(isFinite && { domain: any }),
  });
}

function withinRef(ref: string, what: string, not: readonly string[]): Value {
  if (!ref.endsWith("*")) return known(ref);
  if (ref === "refs/*" && not.includes(`${tags}*`)) return withinRef(`${heads}*`, what, not);
  return byPerson(what, {
    varies: "ref",
    prefix: ref.slice(0, -1),
    not,
    variable: { key: "ref", before: "" },
  });
}

/** The name of a branch or tag. */
export function refName(ref: Value): Value {
  if (ref.is === "known") return known(shortName(String(ref.value)));
  if (ref.is !== "unknown") return NULL;
  const before = ref.prefix?.startsWith(tags) ? tags : heads;
  const { prefix, domain, variable, splits } = ref;
  return {
    ...ref,
    prefix: prefix?.startsWith(before) ? prefix.slice(before.length) || undefined : undefined,
    domain: domain?.map((value) => shortName(String(value))),
    variable: variable && { key: variable.key, before },
    not: ref.not?.filter((other) => other.startsWith(before)).map((other) => other.slice(before.length)),
    splits,
  };
}

export const shortName = (ref: string): string => ref.replace(/^refs\/(?:heads|tags)\//, "");

/** `branch` or `tag`. */
export function refType(ref: Value): Value {
  if (ref.is === "known") return known(String(ref.value).startsWith(tags) ? "tag" : "branch");
  if (ref.is !== "unknown") return NULL;
  if (ref.prefix?.startsWith(tags)) return known("tag");
  if (ref.prefix?.startsWith(heads)) return known("branch");
  const split: Split = { key: "ref", values: [`${tags}*`], rest: true, switch: false };
  return {
    ...ref,
    prefix: undefined,
    domain: ["branch", "tag"],
    splits: ref.splits.length > 0 ? ref.splits : [split],
    variable: undefined,
  };
}
