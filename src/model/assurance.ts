import type { Cause, Unknown } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Whether something that a safeguard needs in order to be one holds.
 *
 * - `holds`: it does, everywhere.
 * - `broken`: it does not, and `how` is the clause that says so: "`deploy` runs with `if: always()`".
 * - `unknown`: it cannot be told, and why.
 */
export type Assurance =
  | { readonly state: "holds"; readonly at: Place }
  | { readonly state: "broken"; readonly at: Place; readonly how: string }
  | Unknown;

export const holds = (at: Place): Assurance => ({ state: "holds", at });
export const broken = (how: string, at: Place): Assurance => ({ state: "broken", at, how });
export const unsure = (cause: Cause, why: string, at: Place, settle = ""): Assurance => ({
  state: "unknown",
  at,
  cause,
  why,
  settle,
});

/** All must hold: the first broken one decides, then the first unknown one, then the first of all. */
export const together = (first: Assurance, ...rest: readonly Assurance[]): Assurance => {
  const every = [first, ...rest];
  return every.find(({ state }) => state === "broken") ?? every.find(({ state }) => state === "unknown") ?? first;
};

/** The verdict of an assurance. `held` is the reason of a pass; a broken one fails by its own. */
export const judgeAssurance = (assurance: Assurance, held: string, remedy?: string): Verdict => {
  switch (assurance.state) {
    case "holds":
      return { outcome: "pass", reason: held, places: [assurance.at] };
    case "broken":
      return { outcome: "fail", reason: assurance.how, places: [assurance.at], ...(remedy && { remedy }) };
    case "unknown":
      return {
        outcome: "unknown",
        reason: assurance.why,
        places: [assurance.at],
        ...(assurance.settle && { remedy: assurance.settle }),
      };
  }
};
