import type { Place } from "#model/place.ts";
import type { Comment, Entry, Node, Scalar } from "#syntax/node.ts";
import { MissingNode } from "#syntax/tree.ts";
import type { Runs } from "../../routes/graph.ts";
import type { Unknown } from "../../values/value.ts";

/** What a part of a pipeline carries that stands in it by way of templates. */
export interface Mark {
  /** Where the templates are used that it comes from, the outermost first. */
  readonly via: readonly Place[];
  /** Whether it is there at all, where a template's condition cannot be told. */
  readonly runs: Runs;
  /** The file of another repository that it was handed to; what becomes of it there cannot be read. */
  readonly within: string | undefined;
}

export const unmarked: Mark = { via: [], runs: { state: "always" }, within: undefined };

interface Shape {
  readonly at: Place;
  readonly keyAt: Place;
  readonly kind: Node["kind"];
  readonly value?: Scalar | undefined;
  readonly text?: string;
  readonly entries?: readonly Entry[];
  readonly items?: readonly Node[];
  readonly open?: Unknown | undefined;
  readonly mark?: Mark;
  readonly placeOf?: (offset: number) => Place;
  readonly comments?: readonly Comment[];
}

/** A node that expanding a template has made. Its places are those of what it was made from. */
export class Grown implements Node {
  readonly at: Place;
  readonly keyAt: Place;
  readonly kind: Node["kind"];
  readonly value: Scalar | undefined;
  readonly text: string;
  readonly tag = "";
  readonly mark: Mark;
  /** Why its value cannot be told before it runs. */
  readonly open: Unknown | undefined;
  readonly #shape: Shape;
  #byKey: ReadonlyMap<string, Node> | undefined;

  constructor(shape: Shape) {
    this.#shape = shape;
    this.at = shape.at;
    this.keyAt = shape.keyAt;
    this.kind = shape.kind;
    this.value = shape.value;
    this.text = shape.text ?? "";
    this.mark = shape.mark ?? unmarked;
    this.open = shape.open;
  }

  get comments(): readonly Comment[] {
    return this.#shape.comments ?? [];
  }

  get(...path: readonly (string | number)[]): Node {
    const [step, ...rest] = path;
    if (step === undefined) return this;
    const found = this.#below(step);
    if (!found) return new MissingNode(this.keyAt);
    return rest.length === 0 ? found : found.get(...rest);
  }

  has(key: string | number): boolean {
    return this.#below(key) !== undefined;
  }

  #below(step: string | number): Node | undefined {
    if (this.kind === "sequence") return typeof step === "number" ? this.items()[step] : undefined;
    this.#byKey ??= new Map(this.entries().map(({ key, node }) => [key, node]));
    return this.#byKey.get(String(step));
  }

  entries(): readonly Entry[] {
    return this.#shape.entries ?? [];
  }

  items(): readonly Node[] {
    return this.#shape.items ?? [];
  }

  placeOf(offset: number): Place {
    return this.#shape.placeOf?.(offset) ?? this.at;
  }

  toPlain(): unknown {
    if (this.kind === "sequence") return this.items().map((node) => node.toPlain());
    if (this.kind !== "mapping") return this.value;
    const plain: Record<string, unknown> = Object.create(null);
    for (const { key, node } of this.entries()) plain[key] = node.toPlain();
    return plain;
  }
}

export const markOf = (node: Node): Mark => (node instanceof Grown ? node.mark : unmarked);

export const openOf = (node: Node): Unknown | undefined => (node instanceof Grown ? node.open : undefined);

/** The same node with another mark over its own. */
export function marked(node: Node, outer: Mark): Node {
  if (outer.via.length === 0 && outer.runs.state === "always" && outer.within === undefined) return node;
  const own = markOf(node);
  const mark: Mark = {
    via: [...outer.via, ...own.via],
    runs: own.runs.state === "maybe" ? own.runs : outer.runs,
    within: own.within ?? outer.within,
  };
  return new Grown({
    at: node.at,
    keyAt: node.keyAt,
    kind: node.kind,
    value: node.value,
    text: node.text,
    entries: node.entries(),
    items: node.items(),
    open: openOf(node),
    mark,
    placeOf: (offset) => node.placeOf(offset),
    comments: node.comments,
  });
}

/** A mapping with other entries, and the mark of the one that it was made from. */
export const mapping = (node: Node, entries: readonly Entry[]): Node =>
  new Grown({ at: node.at, keyAt: node.keyAt, kind: "mapping", entries, mark: markOf(node), comments: node.comments });

/** The parts of a list under a mark. */
export function within(entry: Entry, mark: Mark): Entry {
  const { node } = entry;
  if (node.kind !== "sequence") return entry;
  const items = node.items().map((item) => marked(item, mark));
  return { ...entry, node: new Grown({ at: node.at, keyAt: node.keyAt, kind: "sequence", items }) };
}
