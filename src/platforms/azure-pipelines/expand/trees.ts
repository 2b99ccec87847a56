import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { dict, known, list, NULL, type Value } from "../../values/value.ts";
import { spell } from "../expression/evaluate.ts";
import { written } from "../expression/template.ts";
import { Grown, openOf } from "./grown.ts";

const values = new WeakMap<Node, Value>();
const origins = new WeakMap<Value, Node>();

/** What a node is worth in an expression. Every scalar of a template is a text; parameters may make more of it. */
export function valueOf(node: Node): Value {
  const before = values.get(node);
  if (before) return before;
  const made = make(node);
  values.set(node, made);
  if (made.is === "list" || made.is === "dict") origins.set(made, node);
  return made;
}

function make(node: Node): Value {
  switch (node.kind) {
    case "missing":
      return NULL;
    case "scalar":
      return openOf(node) ?? (node instanceof Grown ? known(node.value ?? null) : known(node.text));
    case "sequence":
      return list(node.items().map(valueOf));
    case "mapping":
      return dict(
        node.entries().map(({ key, node: value }) => [key, valueOf(value)] as const),
        NULL,
      );
  }
}

/** A value as a part of the pipeline: the node that it was made from, or one that is made of it. */
export function nodeOf(value: Value, at: Place, keyAt: Place): Node {
  if (value.is === "known") return new Grown({ at, keyAt, kind: "scalar", value: value.value, text: spell(value) });
  if (value.is === "unknown")
    return new Grown({ at, keyAt, kind: "scalar", value: written(value), text: written(value), open: value });
  const origin = origins.get(value);
  if (origin) return origin;
  if (value.is === "list")
    return new Grown({ at, keyAt, kind: "sequence", items: value.items.map((item) => nodeOf(item, at, at)) });
  const entries = [...value.entries.values()].map(({ key, value: part }) => ({
    key,
    keyAt: at,
    node: nodeOf(part, at, at),
  }));
  return new Grown({ at, keyAt, kind: "mapping", entries });
}

/** A pair as `${{ each }}` hands it out. */
export const pairOf = (key: string, value: Value): Value =>
  dict([
    ["key", known(key)],
    ["value", value],
  ]);
