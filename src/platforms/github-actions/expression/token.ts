/** What keeps an expression from being one; `at` counts from its start. */
export class SyntaxFault extends Error {
  readonly at: number;
  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

export interface Token {
  readonly kind: "mark" | "name" | "string" | "number" | "end";
  readonly text: string;
  readonly at: number;
  readonly value?: string | number;
}

const pattern =
  /\s+|(?<string>'(?:[^']|'')*')|(?<number>[-+]?(?:0x[0-9a-f]+|0o[0-7]+|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)(?![\w.]))|(?<name>[A-Z_a-z][\w-]*)|(?<mark>&&|\|\||==|!=|<=|>=|[!<>()[\].,*])/iy;

/** The words and marks of an expression, with an `end` behind them. */
export function tokens(source: string): readonly Token[] {
  const list: Token[] = [];
  let at = 0;
  while (at < source.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) throw new SyntaxFault(explain(source, at), at);
    const [text] = match;
    const { string, number, name, mark } = match.groups ?? {};
    if (string !== undefined) list.push({ kind: "string", text, at, value: string.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) list.push({ kind: "number", text, at, value: numberOf(number) });
    else if (name !== undefined) list.push({ kind: "name", text, at });
    else if (mark !== undefined) list.push({ kind: "mark", text, at });
    at += text.length;
  }
  list.push({ kind: "end", text: "", at });
  return list;
}

function numberOf(text: string): number {
  const signed = /^([-+]?)(0[xo].*)$/i.exec(text);
  return signed ? (signed[1] === "-" ? -1 : 1) * Number(signed[2]) : Number(text);
}

function explain(source: string, at: number): string {
  const mark = source[at] ?? "";
  if (mark === "'") return "has a text without its closing `'`";
  if (mark === '"') return "has a `\"`: texts stand between `'`";
  if (mark === "=") return "has a single `=`: `==` compares";
  if (mark === "&" || mark === "|") return `has a single \`${mark}\`: \`${mark}${mark}\` combines`;
  return `has \`${mark}\` where it does not belong`;
}
