import { holds } from "#model/assurance.ts";
import { absent } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Act } from "./graph.ts";

/** An act without the deed: it always runs, its failure counts, and it changes nothing. */
export const nothingDone = (name: string, at: Place): Omit<Act, "known"> => ({
  name,
  at,
  runs: { state: "always" },
  when: "success",
  blocking: holds(at),
  target: absent(at),
  artifacts: [],
  share: absent(at),
  duration: absent(at),
  approvers: absent(at),
  approvals: absent(at),
  byStarter: absent(at),
  unanswered: absent(at),
  identities: [],
  rollsBack: absent(at),
  removes: absent(at),
  settings: absent(at),
  signals: [],
  makes: absent(at),
  stamps: absent(at),
});
