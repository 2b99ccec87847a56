import type { Place } from "#model/place.ts";
import type { Snapshot } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";

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

/** What an answer does not say of itself, and who exports it does. */
export interface About {
  /** The file that it stands in. */
  readonly file: string;
  /** `acme/shop`, where it is known. */
  readonly repository: string | undefined;
  readonly environment: string | undefined;
  /** Of which kind an empty list is. */
  readonly kind: Snapshot["kind"] | undefined;
}

/** One form of answer that a server gives. */
export interface Form {
  readonly is: (answer: Node, about: About) => boolean;
  readonly read: (answer: Node, about: About) => readonly Export[];
}

/** How answers of one platform's server are told and read. */
export interface Exporter {
  /** The platform's id. */
  readonly id: string;
  /** "GitHub about environments, rulesets or branches". */
  readonly answers: string;
  /** The first that an answer is of reads it. */
  readonly forms: readonly Form[];
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

export function refuse({ at }: Node, reason: string, hint?: string): never {
  throw new Refused(reason, at, hint);
}

/** A form that is told and not taken. */
export const refused = (is: Form["is"], reason: (answer: Node) => string, hint?: string): Form => ({
  is,
  read: (answer) => refuse(answer, reason(answer), hint),
});

export const has = (node: Node, ...keys: readonly string[]): boolean =>
  node.kind === "mapping" && keys.every((key) => node.has(key));

/** Whether a node is a list with something in it, all of which is so. */
export const everyItem = (node: Node, is: (item: Node) => boolean): boolean =>
  node.kind === "sequence" && node.items().length > 0 && node.items().every(is);

const longest = 300;

export function text(node: Node, what: string): string {
  const { value } = node;
  return typeof value === "string" && value !== "" && value.length <= longest
    ? value
    : refuse(node, `has no ${what} where one belongs`);
}

/** What a text says, and nothing where there is none. */
export const words = ({ value }: Node): string => (typeof value === "string" ? value.slice(0, longest) : "");

export function whole(node: Node, what: string): number {
  const { value } = node;
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(node, `has no ${what} where one belongs`);
}

/** The snapshot of a file that declares settings, with what must be said of it. */
export const declaredIn = (file: string, says: Partial<Exported>, notes: readonly string[]): Export => ({
  content: { kind: "configuration", name: file, repository: null, ...says },
  key: file,
  notes,
  next: [],
});

export const truth = ({ value }: Node): boolean | null => (typeof value === "boolean" ? value : null);

export function oneOf<T extends string>(node: Node, values: readonly T[]): T {
  return (
    values.find((value) => value === node.value) ??
    refuse(node, `has \`${node.text.slice(0, 40)}\` where one of ${values.join(", ")} belongs`)
  );
}

/** A number that need not be there. */
export const wholeOrNull = ({ value }: Node): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** What a list that belongs there holds. */
export const list = (node: Node, what: string): readonly Node[] =>
  node.kind === "sequence" ? node.items() : refuse(node, `has no ${what} where they belong`);
