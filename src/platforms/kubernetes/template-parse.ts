/** An expression of Go's template language (https://pkg.go.dev/text/template), as far as charts use it. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** `.Values.image.tag`, `$.Values.x`, `$name.x`: where it starts, and the fields from there. */
  | { readonly kind: "path"; readonly root: "." | "$" | `$${string}`; readonly fields: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: "field"; readonly of: Expression; readonly fields: readonly string[] };

export type Part =
  | { readonly kind: "text"; readonly from: number; readonly to: number }
  | {
      readonly kind: "output";
      readonly at: number;
      readonly source: string;
      readonly expression: Expression | undefined;
    }
  | { readonly kind: "assign"; readonly name: string; readonly expression: Expression | undefined }
  | {
      readonly kind: "if" | "with" | "range";
      readonly at: number;
      readonly source: string;
      readonly names: readonly string[];
      readonly expression: Expression | undefined;
      readonly body: readonly Part[];
      readonly otherwise: readonly Part[];
    };

export interface Template {
  readonly parts: readonly Part[];
  readonly defined: ReadonlyMap<string, readonly Part[]>;
}

export class Unreadable extends Error {
  readonly offset: number;
  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
  }
}

interface Action {
  readonly at: number;
  readonly source: string;
}

const deepest = 50;

/** Reads a template. Throws `Unreadable` where its actions do not nest. */
export function parseTemplate(text: string): Template {
  const pieces = piecesOf(text);
  const defined = new Map<string, readonly Part[]>();
  let next = 0;
  const block = (depth: number): { readonly parts: readonly Part[]; readonly end: Action | undefined } => {
    const parts: Part[] = [];
    if (depth > deepest) throw new Unreadable(0, `nests deeper than ${deepest} levels`);
    while (next < pieces.length) {
      const piece = pieces[next++]!;
      if ("from" in piece) {
        if (piece.to > piece.from) parts.push({ kind: "text", from: piece.from, to: piece.to });
        continue;
      }
      const word = /^[a-z]+/.exec(piece.source)?.[0];
      if (word === "end" || word === "else") return { parts, end: piece };
      const part = partOf(piece, word, depth);
      if (part) parts.push(part);
    }
    return { parts, end: undefined };
  };
  const partOf = (action: Action, word: string | undefined, depth: number): Part | undefined => {
    const { source, at } = action;
    switch (word) {
      case "if":
      case "with":
      case "range":
        return branch(action, word, source.slice(word.length), depth);
      case "define":
      case "block": {
        const name = /^(?:define|block)\s+"([^"]*)"/.exec(source)?.[1] ?? "";
        const { parts, end } = block(depth + 1);
        if (!end) throw new Unreadable(at, `\`${word}\` has no \`end\``);
        defined.set(name, parts);
        return word === "block" ? { kind: "output", at, source, expression: undefined } : undefined;
      }
      case "template":
        return { kind: "output", at, source, expression: parseExpression(source.replace(/^template/, "include")) };
      case "break":
      case "continue":
        throw new Unreadable(at, `\`${word}\` is not followed`);
      default: {
        if (source === "" || source.startsWith("/*")) return undefined;
        const assigned = /^(\$\w+)\s*:?=\s*([^=][^]*)$/.exec(source);
        return assigned
          ? { kind: "assign", name: assigned[1]!, expression: parseExpression(assigned[2]!) }
          : { kind: "output", at, source, expression: parseExpression(source) };
      }
    }
  };
  const branch = (action: Action, kind: "if" | "with" | "range", rest: string, depth: number): Part => {
    const [, declaredNames = "", source = ""] = /^\s*((?:\$\w+\s*(?:,\s*\$\w+\s*)?:=)?)([^]*)$/.exec(rest) ?? [];
    const names = [...declaredNames.matchAll(/\$\w+/g)].map(([name]) => name);
    const { parts: body, end } = block(depth + 1);
    if (!end) throw new Unreadable(action.at, `\`${kind}\` has no \`end\``);
    let otherwise: readonly Part[] = [];
    if (end.source.startsWith("else")) {
      const inner = /^else\s+(if|with)\b([^]*)$/.exec(end.source);
      if (inner) otherwise = [branch(end, inner[1] as "if" | "with", inner[2] ?? "", depth + 1)];
      else {
        const last = block(depth + 1);
        if (!last.end || last.end.source !== "end") throw new Unreadable(action.at, `\`${kind}\` has no \`end\``);
        otherwise = last.parts;
      }
    }
    return { kind, at: action.at, source: action.source, names, expression: parseExpression(source), body, otherwise };
  };
  const { parts, end } = block(0);
  if (end) throw new Unreadable(end.at, `\`${end.source}\` ends nothing`);
  return { parts, defined };
}

/** Texts and actions in turn; `{{-` and `-}}` take the white space beside them. */
function piecesOf(text: string): readonly (Action | { readonly from: number; readonly to: number })[] {
  const pieces: (Action | { readonly from: number; readonly to: number })[] = [];
  let from = 0;
  for (let open = text.indexOf("{{"); open !== -1; open = text.indexOf("{{", from)) {
    const close = closing(text, open + 2);
    if (close === -1) throw new Unreadable(open, "an action has no `}}`");
    const trimsLeft = /^\{\{-\s/.test(text.slice(open, open + 4));
    const trimsRight = /\s-$/.test(text.slice(close - 2, close)) || text.slice(open + 2, close) === "-";
    let to = open;
    if (trimsLeft) while (to > from && isSpace(text, to - 1)) to--;
    pieces.push({ from, to });
    const source = text.slice(open + (trimsLeft ? 3 : 2), trimsRight ? close - 1 : close).trim();
    pieces.push({ at: open, source });
    from = close + 2;
    if (trimsRight) while (from < text.length && isSpace(text, from)) from++;
  }
  pieces.push({ from, to: text.length });
  return pieces;
}

const isSpace = (text: string, at: number): boolean => /\s/.test(text[at] ?? "");

/** Where the action that begins at an offset ends: not inside of its strings or comments. */
function closing(text: string, from: number): number {
  const comment = /^-?\s*\/\*/.exec(text.slice(from, from + 10));
  let at = comment ? text.indexOf("*/", from) : from;
  if (at === -1) return -1;
  for (; at < text.length; at++) {
    const mark = text[at];
    if (mark === "}" && text[at + 1] === "}") return at;
    if (comment) continue;
    if (mark === "`" || mark === '"') {
      at++;
      while (at < text.length && text[at] !== mark) at += mark === '"' && text[at] === "\\" ? 2 : 1;
    }
  }
  return -1;
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|-?\d+(?:\.\d+)?|\$?(?:\.[A-Za-z_]\w*)+|\$\w*|\.|[A-Za-z_]\w*|[()|]/y;

/** An expression with its pipeline turned inside out; `undefined` where it is not understood. */
function parseExpression(source: string): Expression | undefined {
  const tokens: string[] = [];
  /** Tokens that follow the one before without white space: `(x).y` is a field, `(x) .y` are two operands. */
  const joined = new Set<number>();
  const token = new RegExp(TOKEN);
  let isSpaced = true;
  while (token.lastIndex < source.length) {
    const found = token.exec(source);
    if (!found || tokens.length > 500) return undefined;
    const isSpace = found[0].trim() === "";
    if (!isSpace && !isSpaced) joined.add(tokens.length);
    if (!isSpace) tokens.push(found[0]);
    isSpaced = isSpace;
  }
  const fieldsNext = (): readonly string[] => {
    const fields = tokens[next];
    if (fields === undefined || !joined.has(next) || !/^\.[A-Za-z_]/.test(fields)) return [];
    next++;
    return fields.slice(1).split(".");
  };
  let next = 0;
  const pipeline = (depth: number): Expression | undefined => {
    let value = command(depth, undefined);
    while (value && tokens[next] === "|") {
      next++;
      value = command(depth, value);
    }
    return value;
  };
  const command = (depth: number, piped: Expression | undefined): Expression | undefined => {
    if (depth > deepest) return undefined;
    const name = tokens[next];
    if (name !== undefined && /^[A-Za-z_]/.test(name) && !["true", "false", "nil"].includes(name)) {
      next++;
      const parameters: Expression[] = [];
      while (next < tokens.length && tokens[next] !== "|" && tokens[next] !== ")") {
        const parameter = operand(depth);
        if (!parameter) return undefined;
        parameters.push(parameter);
      }
      if (piped) parameters.push(piped);
      return { kind: "call", name, parameters };
    }
    return piped ? undefined : operand(depth);
  };
  const operand = (depth: number): Expression | undefined => {
    const found = tokens[next++];
    if (found === undefined) return undefined;
    if (found === "(") {
      const inner = pipeline(depth + 1);
      if (!inner || tokens[next++] !== ")") return undefined;
      const fields = fieldsNext();
      return fields.length > 0 ? { kind: "field", of: inner, fields } : inner;
    }
    if (found.startsWith('"')) return { kind: "literal", value: unquoted(found) };
    if (found.startsWith("`")) return { kind: "literal", value: found.slice(1, -1) };
    if (/^-?\d/.test(found)) return { kind: "literal", value: Number(found) };
    if (found === "true" || found === "false") return { kind: "literal", value: found === "true" };
    if (found === "nil") return { kind: "literal", value: null };
    if (found === ".") return { kind: "path", root: ".", fields: [] };
    if (found.startsWith(".")) return { kind: "path", root: ".", fields: found.slice(1).split(".") };
    if (found.startsWith("$.")) return { kind: "path", root: "$", fields: found.slice(2).split(".") };
    if (found.startsWith("$")) return { kind: "path", root: found as `$${string}`, fields: fieldsNext() };
    if (/^[A-Za-z_]/.test(found)) return { kind: "call", name: found, parameters: [] };
    return undefined;
  };
  const value = pipeline(0);
  return next === tokens.length ? value : undefined;
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token.slice(1, -1);
  }
}
