import type { Emergency, Protocol } from "./emergency.ts";
import type { Fact } from "./fact.ts";
import type { Duration } from "./duration.ts";
import type { Place } from "./place.ts";
import type { CheckKind } from "./plan.ts";

/** What an organisation says of its own policy, and the records that it keeps under it. */
export interface Governance {
  /** As of when it is judged, in ISO 8601 with a `Z`. */
  readonly now: string;
  /** The policy's name, and where it is written: the file, or `builtin:essential.yaml`. */
  readonly policy: string;
  readonly at: Place;
  readonly owner: Fact<string>;
  readonly version: Fact<string>;
  /** The day on which it was last reviewed, `2026-09-01`. */
  readonly reviewed: Fact<string>;
  readonly groups: readonly Group[];
  /** Every mention of a group in the policy: where approvals come from, other groups, the protocol. */
  readonly mentions: readonly Mention[];
  readonly routine: Routine;
  /** How emergencies are handled; absent where the policy does not say. */
  readonly protocol: Fact<Protocol>;
  /** The declared emergencies, the oldest first. */
  readonly emergencies: readonly Emergency[];
}

/** What a policy asks of deployments to production where nothing is an emergency. */
export interface Routine {
  /** The kinds of check that it asks. */
  readonly checks: readonly { readonly name: CheckKind; readonly at: Place }[];
  /** The rules that it asks as a must. */
  readonly rules: readonly { readonly name: string; readonly at: Place }[];
  /** The shortest bake that it asks of any of them. */
  readonly bake: Fact<Duration>;
  /** The fewest approvals that it asks of any of them. */
  readonly approvals: Fact<number>;
}

/** Named people, as the policy lists them. */
export interface Group {
  readonly name: string;
  readonly at: Place;
  /** `user:mina`, `team:acme/ops`, `group:on-call`. */
  readonly members: readonly string[];
}

export interface Mention {
  readonly group: string;
  readonly at: Place;
  /** How many must say yes; absent where it is only named. */
  readonly count: Fact<number>;
  /** Those any of whose members count for that, itself among them; none where it is only named. */
  readonly among: readonly string[];
  /** Whether the author of the change may be one of those who say yes. */
  readonly byAuthor: boolean;
}
