import type { Entry, Node } from "#syntax/node.ts";
import { MadeNode, viaOf } from "../../kubernetes/made.ts";

export const isReference = (node: Node): boolean => node.tag === "!reference";

/** What a `!reference` names, as it is written: `[.setup, script]`. */
export const referenceText = (node: Node): string =>
  `!reference [${node
    .items()
    .map(({ text }) => text)
    .join(", ")}]`;

const DEEPEST = 10;
const MOST = 50_000;

/** Follows references. https://docs.gitlab.com/ci/yaml/yaml_optimization/#reference-tags */
export class References {
  readonly #root: Node;
  /** References that lead nowhere, or go on too long. */
  readonly lost = new Map<string, Node>();
  #count = 0;

  constructor(root: Node) {
    this.#root = root;
  }

  /** A node in which every reference stands for what it names; those that lead nowhere stay as they are. */
  resolved(node: Node, depth = 0): Node {
    if (this.#count > MOST || depth > 60) return node;
    this.#count++;
    if (isReference(node)) return this.#named(node, depth);
    if (!holdsReference(node)) return node;
    const parts = { at: node.at, keyAt: node.keyAt, via: viaOf(node) };
    if (node.kind === "sequence")
      return new MadeNode({ ...parts, items: node.items().map((item) => this.resolved(item, depth + 1)) });
    const entries = new Map<string, Entry>();
    for (const { key, keyAt, node: below } of node.entries())
      entries.set(key, { key, keyAt, node: this.resolved(below, depth + 1) });
    return new MadeNode({ ...parts, entries });
  }

  readonly #open: string[] = [];

  #named(node: Node, depth: number): Node {
    const path = node.items().map(({ text }) => text);
    const key = JSON.stringify(path);
    const target = path.length > 0 ? this.#root.get(...path) : undefined;
    const isRound = this.#open.includes(key) || this.#open.length >= DEEPEST;
    if (!target || target.kind === "missing" || isRound) {
      this.lost.set(JSON.stringify(node.at), node);
      return node;
    }
    this.#open.push(key);
    const found = this.resolved(target, depth + 1);
    this.#open.pop();
    return found;
  }
}

const holding = new WeakMap<Node, boolean>();

function holdsReference(node: Node, depth = 0): boolean {
  if (node.kind === "scalar" || node.kind === "missing" || depth > 60) return false;
  const known = holding.get(node);
  if (known !== undefined) return known;
  const parts = node.kind === "sequence" ? node.items() : node.entries().map((entry) => entry.node);
  const holds = isReference(node) || parts.some((part) => holdsReference(part, depth + 1));
  holding.set(node, holds);
  return holds;
}
