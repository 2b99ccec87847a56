import type { Entry, Node } from "#syntax/node.ts";
import { MissingNode } from "#syntax/tree.ts";
import { entriesOf, MadeNode, withEntries } from "../../kubernetes/made.ts";

/**
 * One mapping laid over another: mappings are merged, everything else is replaced.
 * https://docs.gitlab.com/ci/yaml/yaml_optimization/#merge-details
 */
export function merged(base: Node, over: Node, depth = 0): Node {
  if (base.kind !== "mapping" || over.kind !== "mapping" || depth > 50) return over;
  const entries = entriesOf(base);
  for (const { key, keyAt, node } of over.entries()) {
    const old = entries.get(key);
    entries.set(key, { key, keyAt, node: old ? merged(old.node, node, depth + 1) : node });
  }
  return withEntries(over, entries);
}

/** Without some of its keys. */
export function without(node: Node, ...keys: readonly string[]): Node {
  if (!keys.some((key) => node.has(key))) return node;
  const entries = entriesOf(node);
  for (const key of keys) entries.delete(key);
  return withEntries(node, entries);
}

/** A mapping that stands nowhere as it is. */
export const mapping = (entries: ReadonlyMap<string, Entry>, at: Node["at"]): Node => new MadeNode({ at, entries });

export const nowhere = (at: Node["at"]): Node => new MissingNode(at);
