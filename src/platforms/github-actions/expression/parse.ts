import { SyntaxFault, type Token, tokens } from "./token.ts";
import type { Scalar } from "../../values/value.ts";

/** An expression of GitHub Actions. https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
export type Expression =
  | { readonly kind: "literal"; readonly value: Scalar }
  | { readonly kind: "context"; readonly name: string; readonly from: number }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "star"; readonly of: Expression }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly from: number }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = "==" | "!=" | "<" | "<=" | ">" | ">=" | "&&" | "||";

/** GitHub refuses expressions that are nested deeper or longer. */
const MOST_DEEP = 50;
const MOST_LONG = 21_000;

const functions = new Map<string, readonly [least: number, most: number]>([
  ["contains", [2, 2]],
  ["startswith", [2, 2]],
  ["endswith", [2, 2]],
  ["format", [1, 255]],
  ["join", [1, 2]],
  ["tojson", [1, 1]],
  ["fromjson", [1, 1]],
  ["hashfiles", [1, 255]],
  ["case", [3, 255]],
  ["success", [0, 255]],
  ["failure", [0, 255]],
  ["always", [0, 0]],
  ["cancelled", [0, 0]],
]);

/** Reads an expression without its `${{ }}`. Throws a `SyntaxFault` where GitHub would refuse it. */
export function parse(source: string): Expression {
  if (source.length > MOST_LONG) throw new SyntaxFault(`is longer than ${MOST_LONG} characters`, 0);
  const parser = new Parser(tokens(source));
  const expression = parser.or(0);
  parser.end();
  return expression;
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(list: readonly Token[]) {
    this.#tokens = list;
  }

  get #next(): Token {
    return this.#tokens[this.#position] ?? { kind: "end", text: "", at: 0 };
  }

  #take(text: string): boolean {
    if (this.#next.kind !== "mark" || this.#next.text !== text) return false;
    this.#position++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail(`\`${text}\` is missing`);
  }

  #fail(reason?: string): never {
    const { kind, text, at } = this.#next;
    throw new SyntaxFault(
      reason ?? (kind === "end" ? "ends too early" : `has \`${text}\` where it does not belong`),
      at,
    );
  }

  end(): void {
    if (this.#next.kind !== "end") this.#fail();
  }

  or(depth: number): Expression {
    return this.#chain(["||"], () => this.#and(depth));
  }

  #and(depth: number): Expression {
    return this.#chain(["&&"], () => this.#equality(depth));
  }

  #equality(depth: number): Expression {
    return this.#chain(["==", "!="], () => this.#comparison(depth));
  }

  #comparison(depth: number): Expression {
    return this.#chain(["<=", ">=", "<", ">"], () => this.#unary(depth));
  }

  #chain(operators: readonly Operator[], part: () => Expression): Expression {
    let left = part();
    for (;;) {
      const operator = operators.find((candidate) => this.#take(candidate));
      if (!operator) return left;
      left = { kind: "binary", operator, left, right: part() };
    }
  }

  #unary(depth: number): Expression {
    if (depth > MOST_DEEP) this.#fail(`is nested deeper than ${MOST_DEEP}`);
    if (this.#take("!")) return { kind: "not", of: this.#unary(depth + 1) };
    return this.#access(this.#primary(depth), depth);
  }

  #primary(depth: number): Expression {
    const token = this.#next;
    if (this.#take("(")) {
      const inner = this.or(depth + 1);
      this.#expect(")");
      return inner;
    }
    if (token.kind === "string" || token.kind === "number") {
      this.#position++;
      return { kind: "literal", value: token.value ?? null };
    }
    if (token.kind !== "name") this.#fail();
    this.#position++;
    if (this.#take("(")) return this.#call(token, depth);
    switch (token.text) {
      case "true":
        return { kind: "literal", value: true };
      case "false":
        return { kind: "literal", value: false };
      case "null":
        return { kind: "literal", value: null };
      case "NaN":
        return { kind: "literal", value: NaN };
      case "Infinity":
        return { kind: "literal", value: Infinity };
    }
    return { kind: "context", name: token.text.toLowerCase(), from: token.at };
  }

  #call(token: Token, depth: number): Expression {
    const args: Expression[] = [];
    if (!this.#take(")")) {
      do args.push(this.or(depth + 1));
      while (this.#take(","));
      this.#expect(")");
    }
    const name = token.text.toLowerCase();
    const bounds = functions.get(name);
    if (!bounds) throw new SyntaxFault(`calls \`${token.text}\`, which is no function`, token.at);
    if (args.length < bounds[0] || args.length > bounds[1])
      throw new SyntaxFault(`calls \`${token.text}\` with ${args.length} arguments`, token.at);
    return { kind: "call", name, args, from: token.at };
  }

  #access(start: Expression, depth: number): Expression {
    let of = start;
    for (let length = 0; ; length++) {
      if (length > MOST_DEEP) this.#fail(`is nested deeper than ${MOST_DEEP}`);
      if (this.#take(".")) {
        if (this.#take("*")) of = { kind: "star", of };
        else if (this.#next.kind === "name") {
          of = { kind: "index", of, key: { kind: "literal", value: this.#next.text } };
          this.#position++;
        } else this.#fail();
      } else if (this.#take("[")) {
        if (this.#take("*")) of = { kind: "star", of };
        else of = { kind: "index", of, key: this.or(depth + 1) };
        this.#expect("]");
      } else return of;
    }
  }
}

/** Every part of an expression, itself included. */
export function* parts(expression: Expression): Generator<Expression> {
  yield expression;
  switch (expression.kind) {
    case "index":
      yield* parts(expression.of);
      yield* parts(expression.key);
      break;
    case "star":
    case "not":
      yield* parts(expression.of);
      break;
    case "call":
      for (const arg of expression.args) yield* parts(arg);
      break;
    case "binary":
      yield* parts(expression.left);
      yield* parts(expression.right);
  }
}

const statusFunctions = new Set(["success", "failure", "always", "cancelled"]);

/** Whether it asks for the status of what ran before; where not, GitHub puts `success() &&` before a condition. */
export const asksStatus = (expression: Expression): boolean => {
  for (const part of parts(expression)) if (part.kind === "call" && statusFunctions.has(part.name)) return true;
  return false;
};
