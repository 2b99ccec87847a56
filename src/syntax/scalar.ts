import type { Scalar } from "./node.ts";

const NUMBER =
  /^(?:[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["", null],
  ["~", null],
  ["null", null],
  ["Null", null],
  ["NULL", null],
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
  [".nan", Number.NaN],
  [".NaN", Number.NaN],
  [".NAN", Number.NaN],
]);

/** What a plain scalar stands for in YAML's core schema (https://yaml.org/spec/1.2.2/#103-core-schema): `on`, `yes` and dates are text. */
export function resolvePlain(text: string): Scalar {
  if (text.length <= 5) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  const first = text.charCodeAt(0);
  const mayBeNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!mayBeNumber) return text;
  if (INFINITE.test(text)) return first === 45 ? -Infinity : Infinity;
  if (!NUMBER.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

/** What a scalar with a tag stands for. Tags that are not YAML's own say nothing about the value, which stays text. */
export function resolveTagged(text: string, tag: string): Scalar {
  const own = tag.startsWith("!!") || tag.startsWith("!<tag:yaml.org,2002:");
  return own && !/str>?$|binary>?$/.test(tag) ? resolvePlain(text) : text;
}
