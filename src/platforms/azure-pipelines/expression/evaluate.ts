import { and, equalBy, not, or, pick } from "../../values/logic.ts";
import { containsText, startsWith, texts } from "../../values/texts.ts";
import {
  blend,
  combine,
  type Dict,
  FALSE,
  known,
  type Known,
  type List,
  list,
  NULL,
  truth,
  unread,
  type Value,
} from "../../values/value.ts";
import type { Expression } from "./parse.ts";

/** What the names in an expression stand for, and what the functions that ask how others have ended answer. */
export interface Scope {
  readonly name: (name: string) => Value;
  readonly variable: (name: string) => Value;
  /** A variable that another job or stage has set: `dependencies.build.outputs['version.tag']`. */
  readonly output?: (path: string) => Value;
  readonly status?: (name: string, of: readonly Value[]) => Value | undefined;
}

/** What an expression comes to, as far as it can be told. Total and bounded: every part is looked at once. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "literal":
      return known(expression.value);
    case "name":
      return scope.name(expression.name);
    case "index": {
      const { of } = expression;
      const key = evaluate(expression.key, scope);
      const isVariable = of.kind === "name" && of.name.toLowerCase() === "variables" && key.is === "known";
      if (isVariable) return scope.variable(spell(key));
      const path = key.is === "known" ? outputPath(of, spell(key)) : undefined;
      return (path === undefined ? undefined : scope.output?.(path)) ?? index(evaluate(of, scope), key);
    }
    case "star":
      return star(evaluate(expression.of, scope));
    case "call": {
      const args = expression.args.map((arg) => evaluate(arg, scope));
      return scope.status?.(expression.name, args) ?? call(expression.name, args);
    }
  }
}

/** What an output is called where it is read: whose it is, and its name. */
function outputPath(of: Expression, name: string): string | undefined {
  if (of.kind !== "index" || of.key.kind !== "literal" || String(of.key.value).toLowerCase() !== "outputs")
    return undefined;
  const owner: string[] = [];
  for (let part: Expression = of.of; part.kind === "index"; part = part.of)
    owner.unshift(part.key.kind === "literal" ? String(part.key.value) : "?");
  return [...owner, name].join(".");
}

function index(of: Value, key: Value): Value {
  if (of.is === "unknown") return { ...blend([of]), variable: undefined, domain: undefined };
  if (key.is === "unknown") return key.domain ? combine([key], ([one]) => (one ? index(of, one) : NULL)) : blend([key]);
  if (key.is !== "known" || of.is === "known") return NULL;
  if (of.is === "list") return of.items[Number(key.value)] ?? NULL;
  return of.entries.get(String(key.value).toLowerCase())?.value ?? of.others;
}

function star(of: Value): Value {
  if (of.is === "dict")
    return of.others.is === "unknown" ? of.others : list([...of.entries.values()].map(({ value }) => value));
  return of.is === "unknown" ? blend([of]) : of.is === "list" ? of : list([]);
}

const MOST_LONG = 100_000;

/** The text that a value has in a string: booleans are capitalised. */
export function spell(value: Known | List | Dict): string {
  if (value.is !== "known") return "";
  if (typeof value.value === "boolean") return value.value ? "True" : "False";
  return value.value === null ? "" : String(value.value);
}

/**
 * Compares by the kind of the left one, texts without case. A boolean and a text are compared by how they are written:
 * parameters without a type are texts, whatever they look like.
 */
function same(left: Known | List | Dict, right: Known | List | Dict): boolean {
  if (left.is !== "known" || right.is !== "known") return left === right;
  if (typeof left.value === "number") return spell(right).trim() !== "" && left.value === Number(spell(right));
  return spell(left).toLowerCase() === spell(right).toLowerCase();
}

const equal = (left: Value, right: Value): Value => equalBy(same, left, right);

const among = (needle: Value, values: readonly Value[]): Value =>
  values.map((value) => equal(needle, value)).reduce<Value>(or, FALSE);

const textual = (args: readonly Value[], f: (...parts: readonly string[]) => string): Value =>
  combine(args, (parts) => {
    const text = f(...parts.map(spell));
    return text.length > MOST_LONG ? unread("a text that is too long") : known(text);
  });

/** The functions that do not ask how others have ended. */
function call(name: string, args: readonly Value[]): Value {
  const [first = NULL, second = NULL, third = NULL] = args;
  switch (name) {
    case "and":
      return args.reduce(and);
    case "or":
      return args.reduce(or);
    case "not":
      return not(first);
    case "xor":
      return combine([first, second], ([a, b]) => known(truthOf(a) !== truthOf(b)), { domain: [true, false] });
    case "eq":
      return equal(first, second);
    case "ne":
      return not(equal(first, second));
    case "in":
      return among(first, args.slice(1));
    case "notin":
      return not(among(first, args.slice(1)));
    case "gt":
    case "ge":
    case "lt":
    case "le":
      return combine([first, second], ([a, b]) => known(a && b ? compare(name, a, b) : false), {
        domain: [true, false],
      });
    case "contains":
      return containsText(first, second);
    case "containsvalue":
      return containsValue(first, second);
    case "startswith":
      return startsWith(first, second);
    case "endswith":
      return texts([first, second], (a, b) => a.endsWith(b));
    case "coalesce":
      return args.reduceRight((rest, value) => pick(not(equal(value, known(""))), value, rest), NULL);
    case "iif":
      return pick(first, second, third);
    case "format":
      return format(args);
    case "join":
      return join(first, second);
    case "split":
      return split(first, second);
    case "replace":
      return textual([first, second, third], (text = "", from = "", to = "") =>
        from === "" ? text : text.replaceAll(from, to),
      );
    case "lower":
      return textual([first], (text = "") => text.toLowerCase());
    case "upper":
      return textual([first], (text = "") => text.toUpperCase());
    case "trim":
      return textual([first], (text = "") => text.trim());
    case "length":
      return length(first);
    case "converttojson":
      return first.is === "known" ? known(JSON.stringify(first.value)) : unread("a text that is made of an object");
    case "counter":
      return unread("a counter", { varies: "run" });
    default:
      return unread(`the function \`${name}\``);
  }
}

const truthOf = (value: Value | undefined): boolean => value !== undefined && truth(value) === true;

function compare(name: "gt" | "ge" | "lt" | "le", left: Known | List | Dict, right: Known | List | Dict): boolean {
  const areTexts = left.is === "known" && typeof left.value === "string";
  const a = areTexts ? spell(left).toLowerCase() : Number(spell(left));
  const b = areTexts ? spell(right).toLowerCase() : Number(spell(right));
  if (name === "gt") return a > b;
  if (name === "ge") return a >= b;
  return name === "lt" ? a < b : a <= b;
}

function containsValue(of: Value, wanted: Value): Value {
  if (of.is === "unknown") return blend([of], { domain: [true, false] });
  if (of.is === "list") return among(wanted, of.items);
  return of.is === "dict"
    ? among(
        wanted,
        [...of.entries.values()].map(({ value }) => value),
      )
    : FALSE;
}

function length(of: Value): Value {
  if (of.is === "list") return known(of.items.length);
  if (of.is === "dict") return known(of.entries.size);
  return combine([of], ([text]) => known(text ? spell(text).length : 0));
}

const format = (args: readonly Value[]): Value =>
  textual(args, (pattern = "", ...values) =>
    pattern.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (found, position: string | undefined) =>
      position === undefined ? found.slice(1) : (values[Number(position)] ?? found),
    ),
  );

const join = (mark: Value, of: Value): Value =>
  of.is === "list" ? textual([mark, ...of.items], (by = "", ...parts) => parts.join(by)) : of;

function split(text: Value, mark: Value): Value {
  if (text.is === "unknown" || mark.is === "unknown") return blend([text, mark].filter((one) => one.is === "unknown"));
  const by = spell(mark);
  return list((by === "" ? [spell(text)] : spell(text).split(by)).slice(0, 10_000).map((part) => known(part)));
}
