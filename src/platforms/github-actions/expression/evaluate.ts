import { call } from "./functions.ts";
import { and, not, or } from "../../values/logic.ts";
import { compare, equal } from "./operators.ts";
import type { Expression, Operator } from "./parse.ts";
import { blend, combine, known, type List, list, NULL, TRUE, type Value } from "../../values/value.ts";

/** What the names in an expression stand for. */
export interface Scope {
  readonly context: (name: string) => Value;
  readonly status: (name: "success" | "failure" | "cancelled") => Value;
}

/** What an expression comes to, as far as it can be told. Total and bounded: every part is looked at once. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "context":
      return scope.context(expression.name);
    case "index":
      return index(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case "star":
      return star(evaluate(expression.of, scope));
    case "not":
      return not(evaluate(expression.of, scope));
    case "call": {
      const { name } = expression;
      if (name === "always") return TRUE;
      if (name === "success" || name === "failure" || name === "cancelled") return scope.status(name);
      return call(
        name,
        expression.args.map((arg) => evaluate(arg, scope)),
      );
    }
    case "binary":
      return binary(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope));
  }
}

function index(of: Value, key: Value): Value {
  if (of.is === "unknown") return { ...blend([of]), variable: undefined };
  if (key.is === "unknown") {
    if (!key.domain) return blend([key]);
    return combine([key], ([option]) => (option ? index(of, option) : NULL));
  }
  if (key.is !== "known" || of.is === "known") return NULL;
  if (of.is === "list") {
    const spread = starred.has(of) && typeof key.value === "string";
    if (spread) return asStarred(list(of.items.map((part) => index(part, key)).filter(isSomething)));
    return of.items[Number(key.value)] ?? NULL;
  }
  return of.entries.get(String(key.value).toLowerCase())?.value ?? of.others;
}

const isSomething = (value: Value): boolean => !(value.is === "known" && value.value === null);

/** Lists that `*` made: an access to one is an access to each of its parts. */
const starred = new WeakSet<List>();
const asStarred = (made: List): List => {
  starred.add(made);
  return made;
};

function star(of: Value): Value {
  if (of.is === "list") return asStarred(list(of.items));
  if (of.is === "dict") {
    const values = [...of.entries.values()].map(({ value }) => value);
    return of.others.is === "unknown" ? of.others : asStarred(list(values));
  }
  return of.is === "unknown" ? blend([of]) : asStarred(list([]));
}

function binary(operator: Operator, left: Value, right: Value): Value {
  switch (operator) {
    case "&&":
      return and(left, right);
    case "||":
      return or(left, right);
    case "==":
      return equal(left, right);
    case "!=":
      return not(equal(left, right));
    default:
      return combine([left, right], ([a, b]) => known(a && b ? compare(operator, a, b) : false), {
        domain: [true, false],
      });
  }
}
