import {
  blend,
  combine,
  type Dict,
  FALSE,
  isTruthy,
  known,
  type Known,
  type List,
  type Scalar,
  truth,
  TRUE,
  type Unknown,
  type Value,
} from "./value.ts";

export function not(value: Value): Value {
  const isTrue = truth(value);
  if (isTrue !== undefined) return known(!isTrue);
  const unknown = value as Unknown;
  return blend([unknown], { domain: [true, false] });
}

export function and(left: Value, right: Value): Value {
  const isTrue = truth(left);
  if (isTrue !== undefined) return isTrue ? right : left.is === "unknown" ? { ...left, truth: false } : left;
  const unknown = left as Unknown;
  if (right.is === "unknown")
    return blend([unknown, right], {
      domain: either(unknown, right),
      truth: truth(right) === false ? false : undefined,
    });
  const falsy = unknown.domain?.filter((value) => !isTruthy(value)) ?? [false];
  if (right.is === "known" && falsy.every((value) => value === right.value)) return right;
  if (truth(right) === false) return { ...unknown, truth: false, domain: undefined, variable: undefined };
  return right.is === "known" ? blend([unknown], { domain: [...falsy, right.value] }) : blend([unknown]);
}

/** What `left && right` can be where both are unknown. */
function either(left: Unknown, right: Unknown): readonly Scalar[] | undefined {
  if (!right.domain) return undefined;
  const falsy = left.domain?.filter((value) => !isTruthy(value)) ?? [false];
  return [...new Set([...falsy, ...right.domain])];
}

export function or(left: Value, right: Value): Value {
  const isTrue = truth(left);
  if (isTrue !== undefined) return isTrue ? left : right;
  const unknown = left as Unknown;
  const truthy = unknown.domain?.filter(isTruthy);
  const isCertain = truth(right) === true ? true : undefined;
  if (right.is === "unknown") {
    const domain = truthy && right.domain ? [...new Set([...truthy, ...right.domain])] : undefined;
    return blend([unknown, right], { domain, truth: isCertain });
  }
  const domain = truthy && right.is === "known" ? [...new Set([...truthy, right.value])] : undefined;
  return domain?.length === 1 ? known(domain[0] ?? null) : blend([unknown], { domain, truth: isCertain });
}

/** How a language compares two values that are known. */
export type Same = (left: Certain, right: Certain) => boolean;

type Certain = Known | List | Dict;

/** Whether two values are equal, as far as can be told. */
export function equalBy(same: Same, left: Value, right: Value): Value {
  if (left.is === "unknown" && right.is === "known") return equalsText(left, (value) => same(value, right), right);
  if (right.is === "unknown" && left.is === "known") return equalsText(right, (value) => same(left, value), left);
  return combine([left, right], ([a, b]) => known(a && b ? same(a, b) : false), { domain: [true, false] });
}

function equalsText(unknown: Unknown, isSame: (value: Certain) => boolean, { value }: Known): Value {
  if (unknown.domain) return combine([unknown], ([a]) => known(a ? isSame(a) : false));
  if (unknown.presumed) return TRUE;
  if (typeof value !== "string") return blend([unknown], { domain: [true, false] });
  const text = value.toLowerCase();
  if (unknown.prefix && !text.startsWith(unknown.prefix.toLowerCase())) return FALSE;
  if (unknown.not?.some((other) => covers(other, text))) return FALSE;
  const { variable } = unknown;
  if (!variable) return blend([unknown], { domain: [true, false] });
  const split = { key: variable.key, values: [variable.before + value], rest: true, switch: false };
  return blend([{ ...unknown, splits: [split] }], { domain: [true, false] });
}

/** Whether an exclusion, or the start of one that ends in `*`, speaks of a text. */
const covers = (excluded: string, text: string): boolean =>
  excluded.endsWith("*") ? text.startsWith(excluded.slice(0, -1).toLowerCase()) : excluded.toLowerCase() === text;

/** The value of the one branch or the other. */
export function pick(condition: Value, yes: Value, no: Value): Value {
  const isTrue = truth(condition);
  if (isTrue !== undefined) return isTrue ? yes : no;
  if (yes.is === "known" && no.is === "known" && yes.value === no.value) return yes;
  const domains = [yes, no].map(domainOf);
  const [a, b] = domains;
  const unknowns = [condition, yes, no].filter((part) => part.is === "unknown");
  return blend(unknowns, { domain: a && b ? [...new Set([...a, ...b])].slice(0, 64) : undefined });
}

const domainOf = (value: Value): readonly Scalar[] | undefined =>
  value.is === "known" ? [value.value] : value.is === "unknown" ? value.domain : undefined;
