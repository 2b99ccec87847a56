import type { Place } from "./place.ts";

/** A mistake of the caller: a bad flag, an invalid policy, an unreadable path. Ends the program with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** Where the mistake is written, when it is in a file. */
  readonly at: Place | undefined;
  /** What was expected, or what to do. */
  readonly hint: string | undefined;
  /** Further mistakes that were found with it. */
  readonly also: readonly UsageError[];

  constructor(
    message: string,
    where: { readonly at?: Place; readonly hint?: string; readonly also?: readonly UsageError[] } = {},
  ) {
    super(message);
    this.at = where.at;
    this.hint = where.hint;
    this.also = where.also ?? [];
  }
}
