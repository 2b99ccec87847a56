import type { Assurance } from "./assurance.ts";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Check, Plan, Trigger } from "./plan.ts";

/** A repository as Bakewell understands it: the subject of questions about the whole. */
export interface Repository {
  readonly kind: "repository";
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly plans: readonly Plan[];
  readonly sources: readonly Source[];
  readonly verifications: readonly Verification[];
  readonly ownership: Fact<Ownership>;
}

/** A file that claims to be a deployment configuration. */
export interface Source {
  readonly kind: "source";
  readonly id: string;
  readonly name: string;
  readonly at: Place;
  readonly platform: string;
  readonly problems: readonly SourceProblem[];
}

/** What keeps a source, or a part of it, from being read as its platform reads it. */
export interface SourceProblem {
  readonly at: Place;
  /** A predicate of the file: "has a tab where only spaces may indent". */
  readonly reason: string;
  readonly remedy: string;
  /** `error`: the platform refuses the file, too; `remark`: it reads on; `unknown`: it cannot be told from here. */
  readonly weight: "error" | "remark" | "unknown";
}

/** Work that checks a change without deploying it: what others call continuous integration. */
export interface Verification {
  readonly platform: string;
  readonly name: string;
  readonly at: Place;
  readonly triggers: readonly Trigger[];
  readonly checks: readonly Check[];
  /** It runs on every change: no path or branch filter leaves one out. */
  readonly everyChange: Assurance;
}

/** Who owns which paths, as the file that lists the owners says. */
export interface Ownership {
  readonly file: string;
  readonly paths: readonly OwnedPath[];
}

export interface OwnedPath {
  readonly path: string;
  /** Absent where no line owns the path, or the last matching line names nobody. */
  readonly owners: Fact<readonly string[]>;
}
