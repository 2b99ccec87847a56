import { combine, known, unread, type Value } from "../../values/value.ts";
import { evaluate, type Scope, spell } from "./evaluate.ts";
import { type Expression, ExpressionFault, parse } from "./parse.ts";

/** A text in parts: what stands in it as it is, and the expressions of its `${{ }}`. Offsets count from its start. */
export type Part =
  | { readonly kind: "text"; readonly text: string; readonly at: number }
  | { readonly kind: "expression"; readonly source: string; readonly at: number; readonly expression: Expression }
  | { readonly kind: "fault"; readonly source: string; readonly at: number; readonly reason: string };

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let open = text.indexOf("${{"); open !== -1; open = text.indexOf("${{", at)) {
    const close = closing(text, open + 3);
    if (open > at) parts.push({ kind: "text", text: text.slice(at, open), at });
    if (close === -1) {
      parts.push({ kind: "fault", source: text.slice(open), at: open, reason: "is not closed by `}}`" });
      return parts;
    }
    parts.push(expressionAt(text.slice(open + 3, close), open));
    at = close + 2;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at), at });
  return parts;
}

/** Where the `}}` is that closes an expression: one that stands in a quoted text does not. */
function closing(text: string, from: number): number {
  let inside = false;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "'") inside = !inside;
    else if (!inside && text[at] === "}" && text[at + 1] === "}") return at;
  }
  return -1;
}

function expressionAt(source: string, at: number): Part {
  try {
    return { kind: "expression", source: source.trim(), at, expression: parse(source.trim()) };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return { kind: "fault", source: source.trim(), at, reason: error.message };
  }
}

/** A part of a text as a value. */
export function valueOfPart(part: Part, scope: Scope): Value {
  if (part.kind === "text") return known(part.text);
  if (part.kind === "fault") return unread(`the expression \`${part.source}\``);
  const value = evaluate(part.expression, scope);
  return value.is === "unknown" ? { ...value, written: value.written ?? `\${{ ${part.source} }}` } : value;
}

/** Several values as one text. */
export function joined(values: readonly Value[]): Value {
  const [only] = values;
  if (values.length === 1 && only) return only;
  return combine(values, (parts) => known(parts.map(spell).join("")), {
    prefix: leading(values),
    written: values.map(written).join(""),
  });
}

/** A value as it stands in a text, with what cannot be told as it is written. */
export const written = (value: Value): string =>
  value.is === "unknown" ? (value.written ?? `\${{ ${value.what} }}`) : spell(value);

/** The text that values surely start with when they are written one after the other. */
function leading(values: readonly Value[]): string | undefined {
  let text = "";
  for (const value of values) {
    if (value.is === "unknown") return text + (value.prefix ?? "") || undefined;
    text += spell(value);
  }
  return text;
}
