import type { Assurance } from "./assurance.ts";
import type { Fact } from "./fact.ts";
import type { Place } from "./place.ts";
import type { Change, Check, Plan, Tier, Trigger } from "./plan.ts";
import type { BranchReviews } from "./review.ts";

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
  /** What the servers that may keep its changes say of their review. */
  readonly reviews: readonly Reviews[];
  /** The kinds of change that it holds the material of, whether or not a plan carries them. */
  readonly materials: readonly Material[];
  /** The newest migration of each folder of them. */
  readonly migrations: readonly Migration[];
  /** What environments have of their own, where several of them configure one component. */
  readonly configurations: readonly Configuration[];
  /** What its solutions ask their environments for. */
  readonly variables: readonly EnvironmentVariable[];
  /** The document that says what is to be done about a change of data. */
  readonly dataInstructions: Fact<string>;
  /** Texts that access beyond the routine left in its files. */
  readonly markers: readonly Marker[];
}

/** How a server has the changes to a branch reviewed. */
export interface Reviews {
  readonly platform: string;
  /** `undefined` where nothing was exported of it. `trunk` is the default branch. */
  readonly of: (branch: string, trunk: string) => BranchReviews | undefined;
  /** The commands that would tell of a branch what is not known. */
  readonly settle: (branch: string) => string;
}

/** A value that a solution asks each of its environments for. */
export interface EnvironmentVariable {
  /** Its schema name. */
  readonly name: string;
  /** Its definition, or the value of one environment that the solution itself brings to all. */
  readonly at: Place;
  readonly shipsValue: boolean;
}

/** A text that access beyond the routine leaves: `image-policy.k8s.io/break-glass`. */
export interface Marker {
  readonly text: string;
  readonly at: Place;
}

/** What one environment sets of one component: Helm values, an overlay, a settings file. */
export interface Configuration {
  /** Its path, with `*` where the environment stands. */
  readonly component: string;
  readonly environment: string;
  readonly tier: Fact<Tier>;
  readonly at: Place;
  readonly keys: Fact<readonly ConfigurationKey[]>;
}

export interface ConfigurationKey {
  /** `web.env[CURRENCY].value`. */
  readonly name: string;
  readonly at: Place;
  /** `token`: a mark that something has to replace. */
  readonly state: "set" | "blank" | "token";
}

/** Files by which a kind of change is made. */
export interface Material {
  readonly change: Change;
  /** The first of them. */
  readonly at: Place;
}

/** A change of a database's schema or data. */
export interface Migration {
  readonly name: string;
  readonly at: Place;
  /** What it takes away, in its own words. */
  readonly destroys: Fact<string>;
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
