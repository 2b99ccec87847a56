import { or, pick } from "../../values/logic.ts";
import { containsText, startsWith, texts } from "../../values/texts.ts";
import {
  blend,
  byChange,
  combine,
  FALSE,
  fromPlain,
  known,
  NULL,
  textOf,
  truth,
  type Unknown,
  unread,
  type Value,
} from "../../values/value.ts";
import { equal } from "./operators.ts";

/** The functions of GitHub's expressions that do not ask for a status. */
export function call(name: string, args: readonly Value[]): Value {
  const [first = NULL, second = NULL] = args;
  switch (name) {
    case "contains":
      return contains(first, second);
    case "startswith":
      return startsWith(first, second);
    case "endswith":
      return texts([first, second], (a, b) => a.endsWith(b));
    case "format":
      return format(args);
    case "join":
      return join(first, args.length > 1 ? second : known(","));
    case "tojson":
      return combine([first], ([value]) => (value?.is === "known" ? known(JSON.stringify(value.value)) : NULL));
    case "fromjson":
      return fromJson(first);
    case "hashfiles":
      return byChange("a filter over the files of the change");
    case "case":
      return choose(args);
    default:
      return unread(`the function \`${name}\``);
  }
}

function contains(search: Value, item: Value): Value {
  if (search.is !== "list") return search.is === "dict" ? FALSE : containsText(search, item);
  if (item.is === "unknown" && item.domain) return combine([item], ([one]) => contains(search, one ?? NULL));
  return search.items.map((part) => equal(part, item)).reduce<Value>((found, next) => or(found, next), FALSE);
}

const MOST_LONG = 100_000;

function format(args: readonly Value[]): Value {
  return combine(args, ([pattern, ...values]) => {
    if (!pattern) return NULL;
    const text = textOf(pattern).replace(/\{\{|\}\}|\{(\d+)\}/g, (found, position: string | undefined) => {
      if (position === undefined) return found.slice(1);
      const value = values[Number(position)];
      return value ? textOf(value) : found;
    });
    return text.length > MOST_LONG ? unread("a text that is too long") : known(text);
  });
}

function join(of: Value, separator: Value): Value {
  if (of.is === "known" || of.is === "unknown") return of;
  if (of.is === "dict") return known("Object");
  const isMoreThanText = (value: Value): value is Unknown => value.is === "unknown" && !value.domain;
  const unknown = of.items.filter(isMoreThanText);
  if (unknown.length > 0) return joined(of.items, unknown);
  return combine([separator, ...of.items], ([mark, ...parts]) =>
    known(parts.map(textOf).join(mark ? textOf(mark) : ",")),
  );
}

/** A join of which parts are unknown: it holds at least the texts of those that are known. */
function joined(items: readonly Value[], unknown: readonly Unknown[]): Value {
  const first = items[0];
  return blend(unknown, { prefix: first?.is === "known" ? textOf(first) : undefined });
}

function fromJson(text: Value): Value {
  if (text.is === "unknown" && text.domain) return combine([text], ([value]) => (value ? parsed(textOf(value)) : NULL));
  if (text.is === "unknown") return blend([text]);
  return text.is === "known" ? parsed(textOf(text)) : NULL;
}

function parsed(text: string): Value {
  if (text.length > MOST_LONG) return unread("a text that is too long");
  try {
    return fromPlain(JSON.parse(text));
  } catch {
    return unread("a text that is no JSON");
  }
}

/** `case(condition, value, …, otherwise)`: the value of the first condition that holds. */
function choose(args: readonly Value[]): Value {
  const [condition, value, ...rest] = args;
  if (!condition) return NULL;
  if (!value) return condition;
  const isTrue = truth(condition);
  if (isTrue !== undefined) return isTrue ? value : choose(rest);
  return pick(condition, value, choose(rest));
}
