import type { Scalar } from "../../values/value.ts";

/** An expression of Azure Pipelines. https://learn.microsoft.com/azure/devops/pipelines/process/expressions */
export type Expression =
  | { readonly kind: "literal"; readonly value: Scalar }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "star"; readonly of: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly at: number };

/** Why a text is no expression: a predicate of it, and the offset where that is seen. */
export class ExpressionFault extends Error {
  readonly at: number;
  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/expressions#functions */
const functions = new Map<string, readonly [least: number, most: number]>([
  ["and", [2, 255]],
  ["coalesce", [2, 255]],
  ["contains", [2, 2]],
  ["containsvalue", [2, 2]],
  ["converttojson", [1, 1]],
  ["counter", [0, 2]],
  ["endswith", [2, 2]],
  ["eq", [2, 2]],
  ["format", [1, 255]],
  ["ge", [2, 2]],
  ["gt", [2, 2]],
  ["iif", [3, 3]],
  ["in", [1, 255]],
  ["join", [2, 2]],
  ["le", [2, 2]],
  ["length", [1, 1]],
  ["lower", [1, 1]],
  ["lt", [2, 2]],
  ["ne", [2, 2]],
  ["not", [1, 1]],
  ["notin", [1, 255]],
  ["or", [2, 255]],
  ["replace", [3, 3]],
  ["split", [2, 2]],
  ["startswith", [2, 2]],
  ["trim", [1, 1]],
  ["upper", [1, 1]],
  ["xor", [2, 2]],
  ["always", [0, 0]],
  ["canceled", [0, 0]],
  ["failed", [0, 255]],
  ["succeeded", [0, 255]],
  ["succeededorfailed", [0, 255]],
]);

/** The functions that ask how what comes before has ended. */
const statusFunctions = new Set(["always", "canceled", "failed", "succeeded", "succeededorfailed"]);

/** Azure Pipelines refuses expressions that are nested deeper or longer. */
const MOST_DEEP = 50;
const MOST_LONG = 21_000;

const TOKEN = /\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w-]*)|(-?\.?\d[\w.]*)|([()[\],.*]))/y;

interface Token {
  readonly kind: "text" | "name" | "number" | "mark" | "end";
  readonly text: string;
  readonly at: number;
}

/** Kept while they are few: the same texts are looked at once for each way to start. */
const remembered = new Map<string, Expression | ExpressionFault>();

/** Reads an expression without what it stands in. Throws an `ExpressionFault` where Azure Pipelines would refuse it. */
export function parse(source: string): Expression {
  const before = remembered.get(source);
  const made = before ?? read(source);
  if (remembered.size > 2000) remembered.clear();
  remembered.set(source, made);
  if (made instanceof ExpressionFault) throw made;
  return made;
}

function read(source: string): Expression | ExpressionFault {
  try {
    if (source.length > MOST_LONG) throw new ExpressionFault(`is longer than ${MOST_LONG} characters`, 0);
    const reader = new Reader(tokens(source));
    const expression = reader.value(0);
    reader.end();
    return expression;
  } catch (error) {
    if (error instanceof ExpressionFault) return error;
    throw error;
  }
}

function tokens(source: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== "") {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) {
      const place = at + (source.slice(at).length - source.slice(at).trimStart().length);
      throw new ExpressionFault(`has \`${source[place] ?? ""}\` where it does not belong`, place);
    }
    const [whole, text, name, number, mark] = match;
    const kind = text !== undefined ? "text" : name !== undefined ? "name" : number !== undefined ? "number" : "mark";
    const written = text ?? name ?? number ?? mark ?? "";
    found.push({ kind, text: written, at: at + whole.length - written.length });
    at = TOKEN.lastIndex;
  }
  return [...found, { kind: "end", text: "", at: source.length }];
}

class Reader {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  get #next(): Token {
    return this.#tokens[this.#position] ?? { kind: "end", text: "", at: 0 };
  }

  #take(mark: string): boolean {
    if (this.#next.kind !== "mark" || this.#next.text !== mark) return false;
    this.#position++;
    return true;
  }

  #fail(): never {
    const { kind, text, at } = this.#next;
    throw new ExpressionFault(kind === "end" ? "ends too early" : `has \`${text}\` where it does not belong`, at);
  }

  end(): void {
    if (this.#next.kind !== "end") this.#fail();
  }

  value(depth: number): Expression {
    const { at } = this.#next;
    if (depth > MOST_DEEP) throw new ExpressionFault(`is nested deeper than ${MOST_DEEP}`, at);
    let of = this.#primary(depth);
    for (;;) {
      if (this.#take("[")) {
        if (this.#take("*")) of = { kind: "star", of };
        else of = { kind: "index", of, key: this.value(depth + 1) };
        if (!this.#take("]")) this.#fail();
      } else if (this.#take(".")) {
        if (this.#take("*")) of = { kind: "star", of };
        else {
          const { kind, text } = this.#next;
          if (kind !== "name" && kind !== "number") this.#fail();
          this.#position++;
          of = { kind: "index", of, key: { kind: "literal", value: text } };
        }
      } else return of;
    }
  }

  #primary(depth: number): Expression {
    const { kind, text, at } = this.#next;
    if (kind === "mark" || kind === "end") this.#fail();
    this.#position++;
    if (kind === "text") return { kind: "literal", value: text.slice(1, -1).replaceAll("''", "'") };
    if (kind === "number")
      return { kind: "literal", value: /^-?(?:0x[\da-f]+|\d*\.?\d+)$/i.test(text) ? Number(text) : text };
    if (this.#take("(")) return this.#call(text, at, depth);
    if (/^true$/i.test(text)) return { kind: "literal", value: true };
    if (/^false$/i.test(text)) return { kind: "literal", value: false };
    if (/^null$/i.test(text)) return { kind: "literal", value: null };
    return { kind: "name", name: text };
  }

  #call(name: string, at: number, depth: number): Expression {
    const args: Expression[] = [];
    if (!this.#take(")")) {
      do args.push(this.value(depth + 1));
      while (this.#take(","));
      if (!this.#take(")")) this.#fail();
    }
    const counts = functions.get(name.toLowerCase());
    if (!counts) throw new ExpressionFault(`calls \`${name}\`, which is no function`, at);
    if (args.length < counts[0] || args.length > counts[1])
      throw new ExpressionFault(`calls \`${name}\` with ${args.length} arguments`, at);
    return { kind: "call", name: name.toLowerCase(), args, at };
  }
}

/** Whether an expression asks how what comes before has ended, be it by a function or by a result. */
export function asksStatus(expression: Expression): boolean {
  switch (expression.kind) {
    case "call":
      return statusFunctions.has(expression.name) || expression.args.some(asksStatus);
    case "index":
      return asksStatus(expression.of) || asksStatus(expression.key);
    case "star":
      return asksStatus(expression.of);
    default:
      return false;
  }
}
