import { equalBy } from "../../values/logic.ts";
import type { Dict, Known, List, Scalar, Value } from "../../values/value.ts";
import type { Operator } from "./parse.ts";

/** GitHub's loose comparison: texts without case, everything else by number. */
export const equal = (left: Value, right: Value): Value => equalBy(same, left, right);

function same(a: Known | List | Dict, b: Known | List | Dict): boolean {
  if (a.is !== "known" || b.is !== "known") return a === b;
  if (typeof a.value === "string" && typeof b.value === "string")
    return a.value.toLowerCase() === b.value.toLowerCase();
  if (typeof a.value === typeof b.value && a.value !== null) return a.value === b.value;
  return numberOf(a.value) === numberOf(b.value);
}

export function compare(operator: Operator, a: Known | List | Dict, b: Known | List | Dict): boolean {
  if (a.is !== "known" || b.is !== "known") return false;
  const areTexts = typeof a.value === "string" && typeof b.value === "string";
  const x = areTexts ? String(a.value).toLowerCase() : numberOf(a.value);
  const y = areTexts ? String(b.value).toLowerCase() : numberOf(b.value);
  switch (operator) {
    case "<":
      return x < y;
    case "<=":
      return x <= y;
    case ">":
      return x > y;
    default:
      return x >= y;
  }
}

function numberOf(value: Scalar): number {
  if (typeof value === "string") return value.trim() === "" ? 0 : Number(value);
  return Number(value);
}
