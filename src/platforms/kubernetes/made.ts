import type { Place } from "#model/place.ts";
import type { Comment, Entry, Node, Scalar } from "#syntax/node.ts";
import { MissingNode } from "#syntax/tree.ts";

interface Parts {
  readonly at: Place;
  readonly keyAt?: Place;
  readonly value?: Scalar;
  readonly text?: string;
  readonly entries?: ReadonlyMap<string, Entry>;
  readonly items?: readonly Node[];
  readonly via?: readonly Place[];
}

/** A node that stands in no file as it is: a patched mapping, a rendered value, a replaced image. */
export class MadeNode implements Node {
  readonly at: Place;
  readonly keyAt: Place;
  readonly kind: Node["kind"];
  readonly value: Scalar | undefined;
  readonly text: string;
  readonly tag = "";
  readonly comments: readonly Comment[] = [];
  /** The places that it came through: what it was patched over, the template that it was put into. */
  readonly via: readonly Place[];
  readonly #entries: ReadonlyMap<string, Entry>;
  readonly #items: readonly Node[];

  constructor({ at, keyAt, value, text, entries, items, via }: Parts) {
    this.at = at;
    this.keyAt = keyAt ?? at;
    this.kind = entries ? "mapping" : items ? "sequence" : "scalar";
    this.value = this.kind === "scalar" ? (value ?? null) : undefined;
    this.text = this.kind === "scalar" ? (text ?? String(value ?? "")) : "";
    this.#entries = entries ?? new Map();
    this.#items = items ?? [];
    this.via = via ?? [];
  }

  get(...path: readonly (string | number)[]): Node {
    const [step, ...rest] = path;
    if (step === undefined) return this;
    const below = this.#below(step);
    return below ? below.get(...rest) : new MissingNode(this.keyAt);
  }

  has(key: string | number): boolean {
    return this.#below(key) !== undefined;
  }

  #below(step: string | number): Node | undefined {
    if (this.kind === "mapping") return this.#entries.get(String(step))?.node;
    return typeof step === "number" ? this.#items[step] : undefined;
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  items(): readonly Node[] {
    return this.#items;
  }

  placeOf(): Place {
    return this.at;
  }

  toPlain(): unknown {
    if (this.kind === "scalar") return this.value;
    if (this.kind === "sequence") return this.#items.map((node) => node.toPlain());
    const plain: Record<string, unknown> = Object.create(null);
    for (const { key, node } of this.#entries.values()) plain[key] = node.toPlain();
    return plain;
  }
}

/** The places that a node came through. Empty for what is read where it is written. */
export const viaOf = (node: Node): readonly Place[] => (node instanceof MadeNode ? node.via : []);

export const entriesOf = (node: Node): Map<string, Entry> => new Map(node.entries().map((entry) => [entry.key, entry]));

/** A mapping with other entries, at the place of the one that it is made of. */
export const withEntries = (node: Node, entries: ReadonlyMap<string, Entry>): Node =>
  new MadeNode({ at: node.at, keyAt: node.keyAt, entries, via: viaOf(node) });

export const withItems = (node: Node, items: readonly Node[]): Node =>
  new MadeNode({ at: node.at, keyAt: node.keyAt, items, via: viaOf(node) });

export const madeText = (value: string, at: Place, via: readonly Place[] = []): Node =>
  new MadeNode({ at, value, text: value, via });

/** A node as it is, that also came through other places. */
export function routed(node: Node, via: readonly Place[]): Node {
  if (node.kind === "missing" || via.length === 0) return node;
  const { at, keyAt, kind, value, text } = node;
  const parts = { at, keyAt, via: [...viaOf(node), ...via] };
  if (kind === "mapping") return new MadeNode({ ...parts, entries: entriesOf(node) });
  if (kind === "sequence") return new MadeNode({ ...parts, items: node.items() });
  return new MadeNode({ ...parts, value: value ?? null, text });
}

/** Where a place of a text that was made leads to, and what it came through. */
export type Relocation = (place: Place) => { readonly at: Place; readonly via: readonly Place[] };

/** A node and all below it, at the places that their text was made of. */
export function relocated(node: Node, relocation: Relocation): Node {
  const { at, via } = relocation(node.at);
  const keyAt = relocation(node.keyAt).at;
  if (node.kind === "missing") return new MissingNode(at);
  if (node.kind === "scalar") return new MadeNode({ at, keyAt, via, value: node.value ?? null, text: node.text });
  if (node.kind === "sequence")
    return new MadeNode({ at, keyAt, via, items: node.items().map((item) => relocated(item, relocation)) });
  const entries = new Map<string, Entry>();
  for (const { key, keyAt: written, node: below } of node.entries())
    entries.set(key, { key, keyAt: relocation(written).at, node: relocated(below, relocation) });
  return new MadeNode({ at, keyAt, via, entries });
}
