import type { Subject, Within } from "#model/subject.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import { isInForce, type Occasion } from "./asked.ts";
import type { Ask, ResolvedClause, ResolvedPolicy } from "./resolve.ts";
import { type Speaks, speaks } from "./where.ts";

/** A clause that speaks of a rule, and what it has to say of a subject. */
export interface Said {
  readonly clause: ResolvedClause;
  readonly ask: Ask;
  /** `later`: it is not in force yet; `emergency`: it speaks in emergencies only. */
  readonly speaks: Speaks | "later" | "emergency";
  /** Whether it is the one that decides, or one of those that may. */
  readonly decides: boolean;
}

/** Every clause that speaks of a rule, in the policy's order, and which of them decide for a subject. */
export function explained(
  policy: ResolvedPolicy,
  rule: string,
  subject: Subject | WrittenWaiver,
  scope: Within,
  occasion: Occasion,
): readonly Said[] {
  let isDecided = false;
  const said: Said[] = [];
  for (const clause of policy.clauses.toReversed()) {
    const ask = clause.asks.get(rule);
    if (!ask) continue;
    const spoken = speaks(clause.where, subject, scope);
    const outside = isInForce(clause, occasion)
      ? undefined
      : isInForce({ ...clause, during: undefined }, occasion)
        ? "emergency"
        : "later";
    const decides = outside === undefined && spoken !== "no" && !isDecided;
    said.unshift({ clause, ask, speaks: outside ?? spoken, decides });
    if (decides && spoken === "yes") isDecided = true;
  }
  return said;
}
