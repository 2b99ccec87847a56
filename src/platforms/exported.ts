import type { Place } from "#model/place.ts";
import type { Snapshot } from "#schema/settings.ts";

/** What is kept of an answer of a platform's server. */
export type Exported = Omit<Snapshot, "schema" | "platform" | "captured" | "digest">;

/** A snapshot that an answer makes, and what must be said of it. */
export interface Export {
  readonly content: Exported;
  /** What tells it from others of its kind. */
  readonly key: string;
  readonly notes: readonly string[];
  /** Commands that export what this answer leaves open. */
  readonly next: readonly string[];
}

/** Why an answer is not taken: a predicate of the file, and where it is seen. */
export class Refused extends Error {
  readonly at: Place;
  readonly hint: string | undefined;
  constructor(reason: string, at: Place, hint?: string) {
    super(reason);
    this.at = at;
    this.hint = hint;
  }
}
