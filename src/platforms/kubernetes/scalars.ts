import { absent, declared, type Fact, unknown, type Unknown } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { viaOf } from "./made.ts";

/** What stands for an expression that could not be resolved, in a rendered text: the expression between two private marks. */
const OPEN = "\uE000";
const CLOSE = "\uE001";

/** Characters that would end the scalar around it are written as private ones. */
const PRIVATE = 0xe010;
const SPECIAL = "\"':,{}[]#&*!%@`\\\n\r\t";

/** A scalar that stands for a template expression, so that its readers know that they cannot know. */
export const marked = (expression: string): string =>
  OPEN +
  Array.from(expression.slice(0, 120), (mark) =>
    SPECIAL.includes(mark) ? String.fromCharCode(PRIVATE + SPECIAL.indexOf(mark)) : mark,
  ).join("") +
  CLOSE;

const MARK = /\uE000[^\uE001]*\uE001/;

/** A text with each of its expressions replaced. */
export const withoutMarks = (text: string, by: string): string => text.replaceAll(new RegExp(MARK, "g"), by);

/** The text as its author wrote it. */
export const unmarked = (text: string): string =>
  text
    .replaceAll(OPEN, "{{ ")
    .replaceAll(CLOSE, " }}")
    .replaceAll(/[\uE010-\uE02F]/g, (mark) => SPECIAL[mark.charCodeAt(0) - PRIVATE] ?? "");

/** Why a scalar is not known: a template expression, a Flux or Kustomize variable; `undefined` where it is a constant. */
export function expressionIn(node: Node): Unknown | undefined {
  const { text, at } = node;
  const mark = MARK.exec(text)?.[0];
  if (mark !== undefined)
    return unknown(
      "run-time",
      `\`${unmarked(mark)}\` is decided when the chart is installed`,
      at,
      "helm template RELEASE CHART --values FILE",
    );
  if (/\$\{[\w:=.-]+\}|\$\(\w+\)/.test(text))
    return unknown("run-time", `\`${text}\` is substituted when the manifest is applied`, at, "kustomize build FOLDER");
  return undefined;
}

/** A scalar read by `parse`; `expected` names what belongs there. */
export function constant<T>(node: Node, expected: string, parse: (node: Node) => T | undefined): Fact<T> {
  if (node.kind === "missing" || node.value === null) return absent(node.at);
  const expression = node.kind === "scalar" ? expressionIn(node) : undefined;
  if (expression) return expression;
  const value = node.kind === "scalar" ? parse(node) : undefined;
  if (value !== undefined) return declared(value, node.at, viaOf(node));
  const found =
    node.kind === "scalar" ? `\`${node.text.slice(0, 60)}\`` : `a ${node.kind === "mapping" ? "mapping" : "list"}`;
  return unknown("invalid", `${found} stands where ${expected} belongs`, node.at);
}

export const constantText = (node: Node): Fact<string> =>
  constant(node, "text", ({ value, text }) => (typeof value === "string" ? value : text));

export const constantBoolean = (node: Node): Fact<boolean> =>
  constant(node, "`true` or `false`", ({ value }) => (typeof value === "boolean" ? value : undefined));

export const constantInteger = (node: Node): Fact<number> =>
  constant(node, "a whole number", ({ value }) =>
    typeof value === "number" && Number.isSafeInteger(value) ? value : undefined,
  );
