import type { Place } from "#model/place.ts";

/** A value that stands alone, as its format resolves it. */
export type Scalar = string | number | boolean | null;

/**
 * A positioned part of a document. Asking for what is not there gives a node that is not there,
 * at the place where it would have been: nothing here throws, and nothing is `undefined` to be guarded.
 *
 * Aliases and merge keys are already followed: a node that was reached through an alias has the place
 * where its value is written.
 */
export interface Node {
  readonly at: Place;
  readonly kind: "scalar" | "mapping" | "sequence" | "missing";
  /** The scalar's value; `undefined` for every other kind. An empty value is `null`. */
  readonly value: Scalar | undefined;
  /** The scalar's text as it is written, without its quotes (block scalars: their content); empty for every other kind. */
  readonly text: string;
  /** The place of the key that leads to this node in its mapping; `at` where there is none. */
  readonly keyAt: Place;
  /** The node's tag as it is written (`!Ref`, `!reference`), or an empty string. */
  readonly tag: string;
  /** Comments that stand directly above this node (or its key), and behind it on its line. */
  readonly comments: readonly Comment[];
  /** The part below, by keys and positions. */
  get(...path: readonly (string | number)[]): Node;
  /** Whether a key or position leads to something written (an explicit `null` counts). */
  has(key: string | number): boolean;
  /** A mapping's entries in the order of the file; keys are always text. Empty for every other kind. */
  entries(): readonly Entry[];
  /** A sequence's parts. Empty for every other kind. */
  items(): readonly Node[];
  /**
   * The place of one character of a scalar's text, counted from 0. Exact for plain and block scalars
   * (scripts), the scalar's own place where escapes make it unsure.
   */
  placeOf(offset: number): Place;
  /** The plain value below, for messages and hashes; mappings become objects without a prototype. */
  toPlain(): unknown;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Place;
  readonly node: Node;
}

export interface Comment {
  readonly text: string;
  readonly at: Place;
}

/** Something that keeps a file, or a part of it, from being read as its platform reads it. */
export interface Problem {
  readonly at: Place;
  /** A predicate of the file: "has a tab where only spaces may indent". */
  readonly reason: string;
  /** What was expected, or what to do. */
  readonly remedy: string;
  /** Whether the platform itself would refuse the file (`error`), or reads on (`remark`). */
  readonly weight: "error" | "remark";
}

/** A text as documents, and what was wrong with it. */
export interface Parsed {
  readonly documents: readonly Node[];
  readonly problems: readonly Problem[];
}
