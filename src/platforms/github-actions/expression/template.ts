import { evaluate, type Scope } from "./evaluate.ts";
import { type Expression, parse } from "./parse.ts";
import { SyntaxFault } from "./token.ts";
import { combine, known, textOf, type Unknown, unread, type Value } from "../../values/value.ts";

/** A text in parts: what stands in it as it is, and the expressions of its `${{ }}`. Offsets count from its start. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly source: string; readonly at: number; readonly expression: Expression }
  | { readonly kind: "fault"; readonly source: string; readonly at: number; readonly reason: string };

/** Parses are kept while they are few: the same texts are looked at once for each way to start. */
const remembered = new Map<string, readonly Part[]>();

export function partsOf(text: string): readonly Part[] {
  const before = remembered.get(text);
  if (before) return before;
  const made = split(text);
  if (remembered.size > 2000) remembered.clear();
  remembered.set(text, made);
  return made;
}

function split(text: string): readonly Part[] {
  const list: Part[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf("${{", at);
    if (open === -1) break;
    if (open > at) list.push({ kind: "text", text: text.slice(at, open) });
    const close = closing(text, open + 3);
    if (close === -1) {
      list.push({ kind: "fault", source: text.slice(open), at: open, reason: "is not closed by `}}`" });
      return list;
    }
    list.push(expressionAt(text.slice(open + 3, close), open + 3));
    at = close + 2;
  }
  if (at < text.length) list.push({ kind: "text", text: text.slice(at) });
  return list;
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
    return { kind: "expression", source: source.trim(), at, expression: parse(source) };
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return { kind: "fault", source: source.trim(), at: at + error.at, reason: error.message };
  }
}

/** A condition as its expression, with or without the `${{ }}` that it may stand in. */
export function conditionOf(text: string): Part {
  const list = partsOf(text.trim());
  const [only] = list;
  if (list.length === 1 && only && only.kind !== "text") return only;
  if (list.some(({ kind }) => kind !== "text")) return { kind: "text", text };
  return expressionAt(text, 0);
}

/** A text with its expressions evaluated. A text that is one expression keeps the expression's own kind. */
export function render(text: string, scope: Scope): Value {
  const list = partsOf(text);
  const [only] = list;
  if (!only) return known("");
  if (list.length === 1 && only.kind !== "text") {
    const value = valueOf(only, scope);
    return value.is === "unknown" ? { ...value, written: writtenAs(only, value) } : value;
  }
  const values = list.map((part) => valueOf(part, scope));
  return combine(values, (parts) => known(parts.map(textOf).join("")), {
    prefix: leading(values),
    written: show(text, scope),
  });
}

/** An argument is written as its caller wrote it, not as the name that it goes by inside. */
const writtenAs = (part: Exclude<Part, { readonly kind: "text" }>, value: Unknown): string =>
  value.written ?? `\${{ ${part.source} }}`;

const valueOf = (part: Part, scope: Scope): Value => {
  if (part.kind === "text") return known(part.text);
  return part.kind === "expression" ? evaluate(part.expression, scope) : unread(`the expression \`${part.source}\``);
};

/** The text that values surely start with when they are written one after the other. */
export function leading(values: readonly Value[]): string | undefined {
  let text = "";
  for (const value of values) {
    if (value.is === "unknown") return text + (value.prefix ?? "") || undefined;
    text += textOf(value);
  }
  return text;
}

/** A text as it will read, with what cannot be told left as it is written. */
export function show(text: string, scope: Scope): string {
  return partsOf(text)
    .map((part) => {
      if (part.kind === "text") return part.text;
      const value = valueOf(part, scope);
      return value.is === "unknown" ? writtenAs(part, value) : textOf(value);
    })
    .join("");
}

/** Everything unknown in a text. */
export function unknowns(text: string, scope: Scope): readonly Unknown[] {
  return partsOf(text)
    .map((part) => valueOf(part, scope))
    .filter((value) => value.is === "unknown");
}
