import type { Fact } from "#model/fact.ts";
import type { Plan } from "#model/plan.ts";
import type { SourceProblem, Verification } from "#model/repository.ts";
import type { Settings } from "#model/settings.ts";
import type { Node } from "#syntax/node.ts";
import type { Recognition } from "./recognise/recognition.ts";

/** A delivery product that can be read. */
export interface Platform {
  readonly id: string;
  readonly title: string;
  readonly documentation: string;
  /** Globs of the files to look at, relative to the repository's root. */
  readonly files: readonly string[];
  /** Texts of which every file of the platform holds one, so that others need not be parsed; absent where the path decides. */
  readonly hints?: readonly string[];
  /** How the platform itself reads YAML. */
  readonly yaml: { readonly mergeKeys: boolean; readonly duplicates: "first" | "last" | "error" | "kept" };
  /** Whether a document belongs to it. A file is claimed when one of its documents is. */
  readonly claims: (document: Node, path: string) => boolean;
  /** Whether a file that cannot be parsed belongs to it; absent where every file of its paths does. */
  readonly claimsText?: (text: string, path: string) => boolean;
  /** What the platform keeps out of the repository. */
  readonly blind: readonly BlindSpot[];
  /** The commands that export how changes to a branch are reviewed, each for a part; absent where it keeps no changes. */
  readonly exportReviews?: (slug: string | undefined, branch: string) => readonly string[];
  /** `settings` are those of its server that were exported. */
  readonly read: (
    claimed: readonly SourceFile[],
    files: Files,
    recognition: Recognition,
    settings?: Settings,
  ) => Reading;
}

export interface BlindSpot {
  /** "who may approve a deployment". */
  readonly what: string;
  /** "the environment's settings on GitHub". */
  readonly where: string;
  /** The command that exports it, or an empty text where none does. */
  readonly settle: string;
}

/** A file of the repository, parsed. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly documents: readonly Node[];
  readonly problems: readonly SourceProblem[];
}

/** The other files of the repository. Reading never leaves its root. */
export interface Files {
  /** The name of the repository where it is known (`acme/shop`), else `undefined`. */
  readonly slug: string | undefined;
  readonly exists: (path: string) => boolean;
  /** A file as plain text; `undefined` where it is not there or cannot be read. */
  readonly text: (path: string) => string | undefined;
  /** A YAML or JSON file, parsed; `undefined` where it is not there. */
  readonly parsed: (path: string) => SourceFile | undefined;
  /** The paths directly or deeply below a folder (`""` is the root), in order. */
  readonly below: (folder: string) => readonly string[];
}

/** What a platform reads from a repository. */
export interface Reading {
  readonly plans: readonly Plan[];
  readonly verifications: readonly Verification[];
  /** What was found wrong while reading, beyond the syntax, by file. */
  readonly problems: readonly SourceProblem[];
  /** Files that the platform could read although they are no plain YAML: their syntax problems are none. */
  readonly rendered?: ReadonlySet<string>;
  /** Who owns a path, where the platform has a file that says so. */
  readonly owners?: (path: string) => Fact<readonly string[]>;
  /** The file that lists the owners, or where it would stand. */
  readonly ownersFile?: string;
}
