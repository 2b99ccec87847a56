import type { Node } from "#syntax/node.ts";

/** All that a node says about itself and what is below it, for comparing two readings of one text. */
export function shape(node: Node): unknown {
  const { kind, value, text, tag, at, keyAt } = node;
  return {
    kind,
    value,
    text,
    tag,
    at: [at.line, at.column],
    keyAt: [keyAt.line, keyAt.column],
    middle:
      kind === "scalar" ? [node.placeOf(text.length >> 1).line, node.placeOf(text.length >> 1).column] : undefined,
    entries: node.entries().map(({ key, keyAt: place, node: below }) => [key, place.line, place.column, shape(below)]),
    items: node.items().map(shape),
  };
}
