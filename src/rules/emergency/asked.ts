import type { Emergency, Protocol } from "#model/emergency.ts";
import type { Governance } from "#model/governance.ts";
import { all, decidedAt, fail, judge, notApplicable, type Verdict } from "#model/verdict.ts";

/** Judges a declaration that can be read by the protocol that there is. */
export function underSome(
  { problems, at }: Emergency,
  { protocol }: Governance,
  judged: (protocol: Protocol) => Verdict,
): Verdict {
  if (problems.length > 0) return notApplicable("cannot be read", at);
  const verdict: Verdict =
    protocol.state === "declared"
      ? judged(protocol.value)
      : judge<never>(protocol, { declared: (never) => never, absent: noProtocol });
  return protocol.state === "absent" ? decidedAt(noProtocol, at, ...verdict.places) : verdict;
}

const noProtocol = fail("is declared under no protocol: the policy has none", "write `emergency:` in the policy");

/** What keeps a file from being a declaration. */
export const readable = ({ problems }: Emergency): Verdict =>
  all(...problems.map(({ reason, remedy, at }) => decidedAt(fail(reason, remedy), at)));
