import { absent, declared, type Fact, map, unknown } from "#model/fact.ts";
import type { Duration } from "#model/duration.ts";
import { type Bare, bareDuration, writtenDuration } from "./duration.ts";
import type { Node } from "./node.ts";

export type Reader<T> = (node: Node) => Fact<T>;

/** Why a text is an expression whose value only a run can tell, as a clause; `undefined` where it is none. */
export type ExpressionTest = (text: string) => string | undefined;

export interface Readers {
  readonly text: Reader<string>;
  readonly number: Reader<number>;
  readonly boolean: Reader<boolean>;
  /** A duration with its unit, in any notation; or a number whose unit the field decides. Without `bare`, a number is refused. */
  readonly duration: (options?: { readonly bare?: Bare }) => Reader<Duration>;
  /** A list of texts; a single text is a list of one. */
  readonly texts: Reader<readonly string[]>;
}

/**
 * The readers of a language whose scalars may hold expressions. What is not there, or `null`, is absent at its place;
 * an expression is unknown until it runs; anything else of the wrong kind is unknown because it is invalid.
 */
export function readers(isExpression: ExpressionTest): Readers {
  const scalar =
    <T>(expected: string, parse: (node: Node) => T | undefined): Reader<T> =>
    (node) => {
      const { at } = node;
      if (node.kind === "missing" || node.value === null) return absent(at);
      if (node.kind !== "scalar") return invalid(node, expected);
      const why = typeof node.value === "string" ? isExpression(node.value) : undefined;
      if (why !== undefined) return unknown("run-time", why, at);
      const value = parse(node);
      return value === undefined ? invalid(node, expected) : declared(value, at);
    };
  const text = scalar("text", textOf);
  return {
    text,
    number: scalar("a number", numberOf),
    boolean: scalar("`true` or `false`", booleanOf),
    duration: ({ bare } = {}) =>
      scalar(bare ? `a duration (a number counts ${bare})` : "a duration with its unit", durationOf(bare)),
    texts: (node) => {
      if (node.kind !== "sequence") return map(text(node), (value) => [value]);
      const values: string[] = [];
      for (const part of node.items()) {
        const fact = text(part);
        if (fact.state === "unknown") return fact;
        if (fact.state === "declared") values.push(fact.value);
      }
      return declared(values, node.at);
    },
  };
}

const invalid = (node: Node, expected: string): Fact<never> =>
  unknown("invalid", `${foundIn(node)} stands where ${expected} belongs`, node.at);

/** What a node holds, in words that can start a sentence in a message. */
function foundIn(node: Node): string {
  if (node.kind === "mapping") return "a mapping";
  if (node.kind === "sequence") return "a list";
  const line = node.text.split(/\r?\n/, 1)[0] ?? "";
  return `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``;
}

/** Numbers and booleans count as the text that is written: a version `1.10` must not become `1.1`. */
const textOf = (node: Node): string => (typeof node.value === "string" ? node.value : node.text);

const numberOf = ({ value, text }: Node): number | undefined => {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" && /^\s*-?\d{1,15}(?:\.\d{1,9})?\s*$/.test(text) ? Number(text) : undefined;
};

const booleanOf = ({ value }: Node): boolean | undefined => {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : undefined;
};

const durationOf =
  (bare: Bare | undefined) =>
  ({ value, text }: Node): Duration | undefined => {
    const counted =
      bare && (typeof value === "number" || typeof value === "string") ? bareDuration(value, bare) : undefined;
    return counted ?? (typeof value === "string" ? writtenDuration(text) : undefined);
  };
