import { and, equalBy, not, or } from "../../values/logic.ts";
import { startsWith } from "../../values/texts.ts";
import { FALSE, known, NULL, textOf, TRUE, unread, type Unknown, type Value, combine } from "../../values/value.ts";
import { parse, isMistake, type Expression } from "./parse.ts";
import { isPrefixOnly, pattern, type Pattern } from "./regex.ts";

/** What an expression's variables are. */
export interface Scope {
  /** A variable's value; `null` where it is not set. */
  readonly variable: (name: string) => Value;
  /** Whether a text that is not known matches a pattern, as far as that is assumed. */
  readonly atom: (subject: Unknown, pattern: string) => Value;
  /** Whether a text that is not known cannot be this one, by what is assumed about it. */
  readonly excludes: (subject: Unknown, text: string) => boolean;
}

const parsed = new Map<string, Expression | undefined>();

/** What a condition comes to. Texts that are no expression come to something that cannot be read. */
export function evaluate(source: string, scope: Scope): Value {
  if (!parsed.has(source)) {
    if (parsed.size > 5_000) parsed.clear();
    const found = parse(source);
    parsed.set(source, isMistake(found) ? undefined : found);
  }
  const expression = parsed.get(source);
  return expression ? valueOf(expression, scope) : unread("a condition that cannot be read", { domain: [true, false] });
}

function valueOf(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "variable":
      return scope.variable(expression.name);
    case "text":
      return known(expression.text);
    case "pattern":
      return known(`/${expression.source}/${expression.flags}`);
    case "null":
      return NULL;
    case "and":
      return inTurn(expression.parts, scope, and, false);
    case "or":
      return inTurn(expression.parts, scope, or, true);
    case "compare":
      return compared(expression, scope);
  }
}

function inTurn(
  parts: readonly Expression[],
  scope: Scope,
  join: (left: Value, right: Value) => Value,
  decides: boolean,
): Value {
  let value: Value | undefined;
  for (const part of parts) {
    value = value === undefined ? valueOf(part, scope) : join(value, valueOf(part, scope));
    if (value.is === "known" && Boolean(value.value) === decides) return value;
  }
  return value ?? NULL;
}

function compared({ operator, left, right }: Extract<Expression, { kind: "compare" }>, scope: Scope): Value {
  const subject = valueOf(left, scope);
  const other = valueOf(right, scope);
  switch (operator) {
    case "==":
      return equal(subject, other, scope);
    case "!=":
      return not(equal(subject, other, scope));
    case "=~":
      return matches(subject, other, scope);
    case "!~":
      return not(matches(subject, other, scope));
  }
}

/** A variable that is not set equals nothing but `null`. */
export function equal(left: Value, right: Value, { excludes }: Pick<Scope, "excludes">): Value {
  const [unknown, other] = left.is === "unknown" ? [left, right] : [right, left];
  if (unknown.is === "unknown" && other.is === "known" && !unknown.domain) {
    const isSet = unknown.truth === true || unknown.prefix !== undefined;
    if (isSet && !other.value) return FALSE;
    if (typeof other.value === "string" && excludes(unknown, other.value)) return FALSE;
  }
  return equalBy(same, left, right);
}

const same = (a: Exclude<Value, Unknown>, b: Exclude<Value, Unknown>): boolean =>
  a.is === "known" && b.is === "known" && a.value === b.value;

const patterns = new Map<string, Pattern | undefined>();

/** A pattern as it is written, `/^v\d+/i`; `undefined` for what is none. */
export function patternIn(written: string): Pattern | undefined {
  if (!patterns.has(written)) {
    if (patterns.size > 2_000) patterns.clear();
    const [, source, flags] = /^\/(.+)\/([ismU]*)$/s.exec(written) ?? [];
    patterns.set(written, source === undefined ? undefined : pattern(source, flags));
  }
  return patterns.get(written);
}

function matches(subject: Value, written: Value, scope: Scope): Value {
  if (written.is === "unknown") return { ...written, domain: [true, false], truth: undefined, prefix: undefined };
  const text = textOf(written);
  if (text === "") return FALSE;
  const found = patternIn(text);
  if (!found) return unread(`the pattern \`${text.slice(0, 60)}\``, { domain: [true, false] });
  return matchesPattern(subject, text, found, scope);
}

export function matchesPattern(
  subject: Value,
  written: string,
  found: Pattern,
  scope: Pick<Scope, "atom" | "excludes">,
): Value {
  const test = (value: Exclude<Value, Unknown>): Value => known(found.matches(textOf(value)));
  if (subject.is !== "unknown") return test(subject);
  if (subject.domain) return combine([subject], ([value]) => (value ? test(value) : FALSE));
  if (subject.presumed) return TRUE;
  if (found.literal !== undefined) return equal(subject, known(found.literal), scope);
  const { prefix } = found;
  if (prefix !== undefined) {
    const start = subject.prefix;
    if (start && !start.startsWith(prefix) && !prefix.startsWith(start)) return FALSE;
    if (isPrefixOnly(found, written.replace(/^\/|\/\w*$/g, ""))) return startsWith(subject, known(prefix));
  }
  return scope.atom(subject, written);
}
