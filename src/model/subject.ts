import type { Emergency } from "./emergency.ts";
import type { Governance } from "./governance.ts";
import type { Plan, Stage } from "./plan.ts";
import type { Repository, Source } from "./repository.ts";
import type { Waiver } from "./waiver.ts";

/** What a rule can be asked of. */
export type Subject = Repository | Source | Plan | Stage | Waiver | Emergency;

/** Where a subject stands: the plan of a stage, the repository of all. */
export interface Within {
  readonly repository: Repository;
  readonly plan: Plan | undefined;
}

/** What surrounds a subject, and what the policy says of itself. */
export interface Scope extends Within {
  readonly governance: Governance;
}
