import {
  calculated,
  called,
  compared,
  element,
  fault,
  isFault,
  type Look,
  type Measured,
  negated,
} from "./measured.ts";

const TOKEN =
  /\s+|\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|&&|\|\||==|!=|<=|>=|\?\.|\?\?|[A-Za-z_]\w*|[-+*/%<>!()[\]{}.,#?:]/y;
const deepest = 60;

/**
 * What a metric's condition says of a result. Conditions are written in the language of expr
 * (https://expr-lang.org/docs/language-definition); what is read of it is what conditions use.
 */
export function evaluated(condition: string, result: Measured): boolean | "error" | undefined {
  const look = parse(condition);
  if (!look) return undefined;
  const value = look({ result, element: undefined });
  if (isFault(value)) return "error";
  return typeof value === "boolean" ? value : value === undefined ? undefined : "error";
}

function parse(condition: string): Look | undefined {
  const tokens: string[] = [];
  const token = new RegExp(TOKEN);
  while (token.lastIndex < condition.length) {
    const found = token.exec(condition);
    if (!found || tokens.length > 400) return undefined;
    if (found[0].trim() !== "") tokens.push(found[0]);
  }
  const reader = new Reader(tokens);
  const look = reader.ternary(0);
  return reader.isDone ? look : undefined;
}

class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isDone(): boolean {
    return this.#next === this.#tokens.length;
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#next++;
    return token;
  }

  ternary(depth: number): Look | undefined {
    if (depth > deepest) return undefined;
    const test = this.#or(depth);
    if (!test || !this.#take("?")) return test;
    const yes = this.ternary(depth + 1);
    if (!yes || !this.#take(":")) return undefined;
    const no = this.ternary(depth + 1);
    return (
      no &&
      ((scope) => {
        const value = test(scope);
        return typeof value === "boolean" ? (value ? yes(scope) : no(scope)) : value === undefined ? undefined : fault;
      })
    );
  }

  #or(depth: number): Look | undefined {
    return this.#joined(depth, ["||", "or"], true, (inner) => this.#and(inner));
  }

  #and(depth: number): Look | undefined {
    return this.#joined(depth, ["&&", "and"], false, (inner) => this.#comparison(inner));
  }

  /** `||` and `&&` look at their right side only where the left one does not decide. */
  #joined(
    depth: number,
    marks: readonly string[],
    deciding: boolean,
    read: (depth: number) => Look | undefined,
  ): Look | undefined {
    let left = read(depth);
    while (left && this.#take(...marks)) {
      const before: Look = left;
      const right = read(depth);
      if (!right) return undefined;
      left = (scope) => {
        const value = before(scope);
        if (value === undefined) return undefined;
        if (typeof value !== "boolean") return fault;
        return value === deciding ? value : right(scope);
      };
    }
    return left;
  }

  #comparison(depth: number): Look | undefined {
    const left = this.#binary(depth, 0);
    const mark = this.#take("==", "!=", "<", "<=", ">", ">=");
    if (!left || !mark) return left;
    const right = this.#binary(depth, 0);
    return right && ((scope) => compared(mark, left(scope), right(scope)));
  }

  #binary(depth: number, level: 0 | 1): Look | undefined {
    const read = () => (level === 0 ? this.#binary(depth, 1) : this.#unary(depth));
    let left = read();
    for (;;) {
      const mark = left && (level === 0 ? this.#take("+", "-") : this.#take("*", "/", "%"));
      if (!left || !mark) return left;
      const before: Look = left;
      const right = read();
      if (!right) return undefined;
      left = (scope) => calculated(mark, before(scope), right(scope));
    }
  }

  #unary(depth: number): Look | undefined {
    if (depth > deepest) return undefined;
    if (this.#take("!", "not")) {
      const inner = this.#unary(depth + 1);
      return inner && ((scope) => negated(inner(scope)));
    }
    if (this.#take("-")) {
      const inner = this.#unary(depth + 1);
      return inner && ((scope) => calculated("-", 0, inner(scope)));
    }
    return this.#postfix(depth);
  }

  #postfix(depth: number): Look | undefined {
    let value = this.#primary(depth);
    for (;;) {
      if (!value) return undefined;
      const before: Look = value;
      if (this.#take("[")) {
        const index = this.ternary(depth + 1);
        if (!index || !this.#take("]")) return undefined;
        value = (scope) => element(before(scope), index(scope));
      } else if (this.#take(".", "?.")) {
        const name = this.#tokens[this.#next++] ?? "";
        value = (scope) => element(before(scope), name);
      } else return value;
    }
  }

  #primary(depth: number): Look | undefined {
    const token = this.#tokens[this.#next++];
    if (token === undefined) return undefined;
    if (token === "(") {
      const inner = this.ternary(depth + 1);
      return this.#take(")") ? inner : undefined;
    }
    if (token === "#") return ({ element: current }) => current;
    if (token === ".") {
      const name = this.#tokens[this.#next++] ?? "";
      return ({ element: current }) => element(current, name);
    }
    if (/^\d/.test(token)) return () => Number(token);
    if (/^["']/.test(token)) return () => token.slice(1, -1);
    if (token === "true" || token === "false") return () => token === "true";
    if (token === "nil") return () => null;
    if (token === "result") return ({ result }) => result;
    if (!/^[A-Za-z_]/.test(token) || !this.#take("(")) return () => undefined;
    return this.#call(token, depth);
  }

  #call(name: string, depth: number): Look | undefined {
    const parameters: Look[] = [];
    while (!this.#take(")")) {
      if (parameters.length > 0 && !this.#take(",")) return undefined;
      const isBraced = this.#take("{") !== undefined;
      const parameter = this.ternary(depth + 1);
      if (!parameter || (isBraced && !this.#take("}"))) return undefined;
      parameters.push(parameter);
    }
    return (scope) => called(name, parameters, scope);
  }
}
