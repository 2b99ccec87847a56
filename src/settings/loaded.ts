import { absent, declared, type Fact, type Listing, listing, unknown } from "#model/fact.ts";
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

/** People and groups as a server names them. Those whom it only numbers cannot be told. */
export function approversOf(written: readonly string[], { keyAt }: Node): Listing<string> {
  const numbered = written.filter((each) => /^[a-z]+-id:/.test(each));
  const others =
    numbered.length === 0
      ? absent(keyAt)
      : unknown("settings", `the exported settings name ${numbered.join(" and ").slice(0, 200)} by number only`, keyAt);
  return listing(
    written.filter((each) => !numbered.includes(each)),
    others,
  );
}
