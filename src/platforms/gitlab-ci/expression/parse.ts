/**
 * The language of `rules:if`: variables, texts, patterns and `null`, compared, joined and put in parentheses.
 * https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
 */
export type Expression =
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "pattern"; readonly source: string; readonly flags: string }
  | { readonly kind: "null" }
  | {
      readonly kind: "compare";
      readonly operator: "==" | "!=" | "=~" | "!~";
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] };

/** Why a text is no expression, and where in it that is seen, counted from 0. */
export interface Mistake {
  readonly reason: string;
  readonly offset: number;
}

type Token =
  | { readonly kind: "operand"; readonly value: Expression; readonly offset: number }
  | { readonly kind: "mark"; readonly text: string; readonly offset: number };

const MARK = /(==|!=|=~|!~|&&|\|\||\(|\))/y;
const VARIABLE = /\$(\w+)/y;
const NULL = /null\b/y;
const TEXT = /"([^"]*)"|'([^']*)'/y;
const PATTERN = /\/((?:[^/\\]|\\.)+)\/([ismU]*)/y;
const LONGEST = 5_000;
const DEEPEST = 40;

export function parse(source: string): Expression | Mistake {
  if (source.length > LONGEST) return { reason: "is too long to be read", offset: 0 };
  const tokens = tokensOf(source);
  if (!Array.isArray(tokens)) return tokens as Mistake;
  const reader = new Reader(tokens as readonly Token[], source.length);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof Wrong) return { reason: error.message, offset: error.offset };
    throw error;
  }
}

export const isMistake = (parsed: Expression | Mistake): parsed is Mistake => "reason" in parsed;

class Wrong extends Error {
  readonly offset: number;
  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

function tokensOf(source: string): readonly Token[] | Mistake {
  const tokens: Token[] = [];
  let at = 0;
  const take = (form: RegExp): RegExpExecArray | undefined => {
    form.lastIndex = at;
    const found = form.exec(source);
    if (!found) return undefined;
    at = form.lastIndex;
    return found;
  };
  while (at < source.length) {
    const offset = at;
    if (/\s/.test(source[at] ?? "")) {
      at++;
      continue;
    }
    const mark = take(MARK);
    if (mark) {
      tokens.push({ kind: "mark", text: mark[0], offset });
      continue;
    }
    const value = operand(take);
    if (!value) return { reason: `has \`${source.slice(at, at + 20)}\`, which is no part of an expression`, offset };
    tokens.push({ kind: "operand", value, offset });
  }
  return tokens;
}

function operand(take: (form: RegExp) => RegExpExecArray | undefined): Expression | undefined {
  const variable = take(VARIABLE);
  if (variable) return { kind: "variable", name: variable[1] ?? "" };
  const text = take(TEXT);
  if (text) return { kind: "text", text: text[1] ?? text[2] ?? "" };
  const pattern = take(PATTERN);
  if (pattern) return { kind: "pattern", source: pattern[1] ?? "", flags: pattern[2] ?? "" };
  return take(NULL) ? { kind: "null" } : undefined;
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Expression {
    const found = this.#or(0);
    const rest = this.#tokens[this.#at];
    if (rest) throw new Wrong("goes on where it should end", rest.offset);
    return found;
  }

  #mark(...texts: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "mark" || !texts.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #or(depth: number): Expression {
    if (depth > DEEPEST) throw new Wrong("is nested too deeply", this.#tokens[this.#at]?.offset ?? this.#end);
    const parts = [this.#and(depth)];
    while (this.#mark("||")) parts.push(this.#and(depth));
    return parts.length === 1 ? parts[0]! : { kind: "or", parts };
  }

  #and(depth: number): Expression {
    const parts = [this.#comparison(depth)];
    while (this.#mark("&&")) parts.push(this.#comparison(depth));
    return parts.length === 1 ? parts[0]! : { kind: "and", parts };
  }

  #comparison(depth: number): Expression {
    let left = this.#single(depth);
    for (let operator = this.#mark("==", "!=", "=~", "!~"); operator; operator = this.#mark("==", "!=", "=~", "!~"))
      left = { kind: "compare", operator: operator as "==", left, right: this.#single(depth) };
    return left;
  }

  #single(depth: number): Expression {
    const token = this.#tokens[this.#at];
    if (!token) throw new Wrong("ends where a value belongs", this.#end);
    if (token.kind === "operand") {
      this.#at++;
      return token.value;
    }
    if (!this.#mark("(")) throw new Wrong(`has \`${token.text}\` where a value belongs`, token.offset);
    const inner = this.#or(depth + 1);
    if (!this.#mark(")")) throw new Wrong("has a parenthesis that is not closed", token.offset);
    return inner;
  }
}
