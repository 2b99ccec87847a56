import { type Doubt, doubt, joined, type Known, known, type Open, open, type Plain, type Value } from "./value.ts";

type Number = bigint | number;
type Order = "<" | "<=" | ">" | ">=";

const isNumber = (value: Plain): value is Number => typeof value === "bigint" || typeof value === "number";

/** Why a value is none that stands alone; empty where it is one. */
export const comparable = (value: Value): readonly Doubt[] => {
  if (value.state === "open") return value.doubts;
  return value.state === "known"
    ? []
    : [doubt("a list, or a thing with parts, is compared as a whole", "compare its parts")];
};

const doubted = (...values: readonly Value[]): Open => open(values.flatMap(comparable));

/** Whether two values are the same; numbers are by what they stand for. */
export function equal(one: Value, other: Value): Known | Open {
  const excluded = above(one, other) ?? above(other, one);
  if (excluded) return excluded;
  if (one.state !== "known" || other.state !== "known") return doubted(one, other);
  const same =
    isNumber(one.value) && isNumber(other.value)
      ? !(one.value < other.value) && !(one.value > other.value)
      : one.value === other.value;
  return known(same, joined([one.places, other.places]));
}

/** That two numbers differ, of which one is surely above the other. */
const above = (one: Value, other: Value): Known | undefined =>
  one.state === "open" &&
  one.atLeast !== undefined &&
  other.state === "known" &&
  isNumber(other.value) &&
  one.atLeast > other.value
    ? known(false, other.places)
    : undefined;

const mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

export function compared(order: Order, one: Value, other: Value): Known | Open {
  const bounded = byBound(order, one, other) ?? byBound(mirrored[order], other, one);
  if (bounded) return bounded;
  if (one.state !== "known" || other.state !== "known") return doubted(one, other);
  const places = joined([one.places, other.places]);
  if (isNumber(one.value) && isNumber(other.value)) return known(ordered(order, one.value, other.value), places);
  if (typeof one.value === "string" && typeof other.value === "string")
    return known(ordered(order, one.value, other.value), places);
  return open([doubt("what is compared has no order")]);
}

function ordered<T extends Number | string>(order: Order, one: T, other: T): boolean {
  switch (order) {
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    case ">=":
      return one >= other;
  }
}

/** What holds of every number that is not below a bound. */
function byBound(order: Order, one: Value, other: Value): Known | undefined {
  if (one.state !== "open" || one.atLeast === undefined) return undefined;
  if (other.state !== "known" || !isNumber(other.value)) return undefined;
  const { places, value } = other;
  if (order === ">=" || order === "<") return one.atLeast >= value ? known(order === ">=", places) : undefined;
  return one.atLeast > value ? known(order === ">", places) : undefined;
}

const largest = 2n ** 63n - 1n;
const longest = 10_000;

/** Arithmetic, and `+` of texts. What leaves 64 bits, or divides by zero, is open. */
export function computed(sign: "+" | "-" | "*" | "/" | "%", one: Value, other: Value): Known | Open {
  if (one.state !== "known" || other.state !== "known") return doubted(one, other);
  const places = joined([one.places, other.places]);
  const [a, b] = [one.value, other.value];
  if (typeof a === "string" && typeof b === "string" && sign === "+")
    return a.length + b.length > longest ? open([doubt("a text becomes too long")]) : known(a + b, places);
  if (!isNumber(a) || !isNumber(b)) return open([doubt(`\`${sign}\` is asked of what is no number`)]);
  if ((sign === "/" || sign === "%") && Number(b) === 0) return open([doubt("it divides by zero")]);
  const whole = typeof a === "bigint" && typeof b === "bigint";
  const value = whole ? ofWhole(sign, a, b) : ofShares(sign, Number(a), Number(b));
  if (typeof value === "bigint" && (value > largest || value < -largest - 1n))
    return open([doubt("a number becomes too large")]);
  if (Number.isNaN(value)) return open([doubt("what is endless is taken from what is endless")]);
  return known(value, places);
}

const ofWhole = (sign: string, a: bigint, b: bigint): bigint => {
  switch (sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      return a % b;
  }
};

const ofShares = (sign: string, a: number, b: number): number => {
  switch (sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      return a % b;
  }
};
