import type { Place } from "#model/place.ts";
import type { Node, Scalar } from "#syntax/node.ts";
import { marked } from "./scalars.ts";

/** A rendered text in parts: each stands in a template at an offset, or came from a place in the values. */
export type Piece =
  | { readonly text: string; readonly offset: number; readonly file: string }
  | { readonly text: string; readonly at: Place | undefined };

/** What an expression of a chart comes to. `unknown` is decided at installation. */
export type Value =
  | { readonly kind: "node"; readonly node: Node }
  | { readonly kind: "scalar"; readonly value: Scalar; readonly at?: Place | undefined }
  | { readonly kind: "pieces"; readonly pieces: readonly Piece[] }
  | { readonly kind: "fields"; readonly fields: ReadonlyMap<string, Value> }
  | { readonly kind: "unknown" };

export const unknownValue: Value = { kind: "unknown" };
export const scalar = (value: Scalar, at?: Place): Value => ({ kind: "scalar", value, at });

export function fieldOf(value: Value, field: string): Value {
  if (value.kind === "node") return { kind: "node", node: value.node.get(field) };
  if (value.kind === "fields") return value.fields.get(field) ?? unknownValue;
  return value.kind === "unknown" ? value : scalar(null);
}

/** Whether Go's templates take it for false: nothing, `false`, zero, an empty text or collection. `undefined` where unknown. */
export function isEmpty(value: Value): boolean | undefined {
  switch (value.kind) {
    case "unknown":
      return undefined;
    case "fields":
      return false;
    case "pieces":
      return value.pieces.every(({ text }) => text === "");
    case "scalar":
      return !value.value;
    case "node":
      if (value.node.kind === "mapping") return value.node.entries().length === 0;
      if (value.node.kind === "sequence") return value.node.items().length === 0;
      return !value.node.value;
  }
}

/** A scalar's value and place; `undefined` for collections and what is unknown. */
export function scalarOf(value: Value): { readonly value: Scalar; readonly at: Place | undefined } | undefined {
  if (value.kind === "scalar") return { value: value.value, at: value.at };
  if (value.kind === "node" && (value.node.kind === "scalar" || value.node.kind === "missing"))
    return { value: value.node.value ?? null, at: value.node.at };
  if (value.kind === "pieces") {
    const first = value.pieces.find((piece) => "at" in piece);
    return { value: value.pieces.map(({ text }) => text).join(""), at: first && "at" in first ? first.at : undefined };
  }
  return undefined;
}

/** Pieces with every line moved in by some spaces. A piece is cut at its lines, so that each keeps its place. */
export function indented(pieces: readonly Piece[], width: number, startsLine: boolean): readonly Piece[] {
  const pad: Piece = { text: " ".repeat(Math.min(Math.max(width, 0), 100)), at: undefined };
  const moved = pieces.flatMap((piece) => {
    let from = 0;
    return piece.text.split(/(?<=\n)/).flatMap((text, index): readonly Piece[] => {
      const line = "offset" in piece ? { ...piece, text, offset: piece.offset + from } : { ...piece, text };
      from += text.length;
      return index === 0 ? [line] : [pad, line];
    });
  });
  // A piece that ends a line leaves the next one's spaces to whatever follows it.
  const whole = moved.flatMap((piece, index) => {
    const before = moved[index - 1];
    return before && before !== pad && piece !== pad && before.text.endsWith("\n") ? [pad, piece] : [piece];
  });
  return [...(startsLine ? [{ text: "\n", at: undefined }] : []), pad, ...whole];
}

/** A value as YAML, each part at the place where the values have it. */
export function yamlPieces(node: Node, indent = 0): readonly Piece[] {
  const pad = " ".repeat(indent);
  if (node.kind === "mapping") {
    const entries = node.entries();
    if (entries.length === 0) return [{ text: "{}", at: node.at }];
    return entries.flatMap(({ key, keyAt, node: below }, index) => [
      { text: index === 0 ? "" : `\n${pad}`, at: undefined },
      { text: `${JSON.stringify(key)}:`, at: keyAt },
      ...nested(below, indent, pad),
    ]);
  }
  if (node.kind === "sequence") {
    const items = node.items();
    if (items.length === 0) return [{ text: "[]", at: node.at }];
    return items.flatMap((item, index) => [
      { text: index === 0 ? "- " : `\n${pad}- `, at: undefined },
      ...yamlPieces(item, indent + 2),
    ]);
  }
  return [{ text: typeof node.value === "string" ? JSON.stringify(node.value) : node.text || "null", at: node.at }];
}

function nested(below: Node, indent: number, pad: string): readonly Piece[] {
  const isBlock = below.kind === "mapping" ? below.entries().length > 0 : below.items().length > 0;
  if (!isBlock) return [{ text: " ", at: undefined }, ...yamlPieces(below, indent + 2)];
  return [{ text: `\n${pad}  `, at: undefined }, ...yamlPieces(below, indent + 2)];
}

export const markerPieces = (source: string): readonly Piece[] => [{ text: marked(source), at: undefined }];
