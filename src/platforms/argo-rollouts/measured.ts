/**
 * A value in a metric's condition. `undefined` is one that cannot be told; `fault` is one that the controller would
 * record as an error.
 */
export type Measured =
  | number
  | boolean
  | string
  | null
  | readonly Measured[]
  | ReadonlyMap<string, Measured>
  | undefined
  | Fault;
export interface Fault {
  readonly fault: true;
}
export const fault: Fault = { fault: true };

export const isFault = (value: Measured): value is Fault =>
  typeof value === "object" && value !== null && "fault" in value;
const isList = (value: Measured): value is readonly Measured[] => Array.isArray(value);

/** A part of a condition, looked at for a result; `element` is what a predicate stands at. */
export type Look = (scope: { readonly result: Measured; readonly element: Measured }) => Measured;

/** What a function comes to; `undefined` for those that are not read. */
export function called(name: string, parameters: readonly Look[], scope: Parameters<Look>[0]): Measured {
  const [first, second] = parameters;
  const value = first?.(scope);
  // Of `isNil` and `default` the controller looks at the result itself, whatever is given to them.
  if (name === "isNil") return scope.result === undefined ? undefined : scope.result === null;
  if (name === "default") return scope.result === null ? second?.(scope) : scope.result;
  if (value === undefined || isFault(value)) return value;
  switch (name) {
    case "len":
    case "count":
      return isList(value) && parameters.length === 1 ? value.length : typeof value === "string" ? value.length : fault;
    case "isNaN":
      return typeof value === "number" ? Number.isNaN(value) : fault;
    case "isInf":
      return typeof value === "number" ? Math.abs(value) === Infinity : fault;
    case "asInt":
    case "asFloat":
    case "float":
    case "int":
      return typeof value === "number"
        ? value
        : typeof value === "string" && value.trim() !== ""
          ? Number(value)
          : fault;
    case "all":
    case "none":
    case "any":
      return isList(value) && second ? quantified(name, value, second, scope) : fault;
    default:
      return undefined;
  }
}

function quantified(
  name: "all" | "none" | "any",
  list: readonly Measured[],
  predicate: Look,
  scope: Parameters<Look>[0],
): Measured {
  const wanted = name === "all";
  let isUnsure = false;
  for (const current of list) {
    const value = predicate({ ...scope, element: current });
    if (value === undefined) isUnsure = true;
    else if (typeof value !== "boolean") return fault;
    else if (value !== wanted) return name === "any";
  }
  return isUnsure ? undefined : name !== "any";
}

/** A part of a list, by its position, or of a mapping, by its key. */
export function element(value: Measured, step: Measured): Measured {
  if (value === undefined || step === undefined || isFault(value))
    return value === undefined ? undefined : isFault(value) ? value : undefined;
  if (isList(value)) return typeof step === "number" && step < value.length && step >= 0 ? value[step] : fault;
  if (value instanceof Map) return typeof step === "string" && value.has(step) ? value.get(step) : null;
  return fault;
}

/** `==`, `!=` of anything, `<`, `<=`, `>`, `>=` of numbers: a list is none. */
export function compared(mark: string, left: Measured, right: Measured): Measured {
  if (isFault(left) || isFault(right)) return fault;
  if (left === undefined || right === undefined) return undefined;
  if (mark === "==" || mark === "!=") {
    const isSame = isList(left) && isList(right) ? left.length === 0 && right.length === 0 : left === right;
    return mark === "==" ? isSame : !isSame;
  }
  if (typeof left !== "number" || typeof right !== "number") return fault;
  return mark === "<" ? left < right : mark === "<=" ? left <= right : mark === ">" ? left > right : left >= right;
}

/** `+`, `-`, `*`, `/` and `%` of numbers. */
export function calculated(mark: string, left: Measured, right: Measured): Measured {
  if (isFault(left) || isFault(right)) return fault;
  if (left === undefined || right === undefined) return undefined;
  if (typeof left !== "number" || typeof right !== "number") return fault;
  return mark === "+"
    ? left + right
    : mark === "-"
      ? left - right
      : mark === "*"
        ? left * right
        : mark === "/"
          ? left / right
          : left % right;
}

export const negated = (value: Measured): Measured =>
  typeof value === "boolean" ? !value : value === undefined ? undefined : fault;
