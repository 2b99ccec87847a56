import type { Plan, Stage } from "./plan.ts";
import type { Repository, Source } from "./repository.ts";
import type { Waiver } from "./waiver.ts";

/** What a rule can be asked of. */
export type Subject = Repository | Source | Plan | Stage | Waiver;

/** What surrounds a subject: the plan of a stage, the repository of all. */
export interface Scope {
  readonly repository: Repository;
  readonly plan: Plan | undefined;
}
