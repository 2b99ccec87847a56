import { absent, declared, type Fact, type Listing, listing, type Unknown, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Captured } from "#model/settings.ts";
import type { Snapshot } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";

/** A snapshot, where its parts stand, and when it was made. */
export interface Loaded {
  readonly snapshot: Snapshot;
  readonly node: Node;
  readonly source: Captured;
}

export const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** What the answer says; `what` is a clause for where it does not. */
export const said = <T>(value: T | null, { at }: Node, what: string): Fact<T> =>
  value === null ? unknown("settings", `the exported settings do not say ${what}`, at) : declared(value, at);

/** People and groups as a server names them. Those whom it only numbers, or a file computes, cannot be told. */
export function approversOf(written: readonly string[], { keyAt }: Node): Listing<string> {
  const numbered = written.filter((each) => /^[a-z]+-id:/.test(each));
  const open = openIn(written, keyAt);
  const named = written.filter((each) => !numbered.includes(each) && !each.startsWith(computed));
  if (open || numbered.length === 0) return listing(named, open ?? absent(keyAt));
  const who = numbered.join(" and ").slice(0, 200);
  return listing(named, unknown("settings", `the exported settings name ${who} by number only`, keyAt));
}

/** What a list does not say because a file computes it; `undefined` where it is said. */
export function openIn(written: readonly string[], at: Place): Unknown | undefined {
  const found = written.find((each) => each.startsWith(computed));
  return found === undefined
    ? undefined
    : unknown("settings", `the declared settings compute it: \`${found.slice(computed.length)}\``, at);
}

const computed = "expression:";
