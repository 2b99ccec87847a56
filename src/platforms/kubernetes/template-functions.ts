import type { Scalar } from "#syntax/node.ts";
import {
  indented,
  isEmpty,
  markerPieces,
  type Piece,
  scalar,
  scalarOf,
  unknownValue,
  type Value,
  yamlPieces,
} from "./template-values.ts";

/** The functions of Helm and Sprig that charts use around manifests (https://helm.sh/docs/chart_template_guide/function_list/). */
type Function = (parameters: readonly Value[], source: string) => Value;

/** A function of scalars alone: unknown where one of them is. Text around what is unknown can still be put together (`marks`). */
const ofScalars =
  (f: (...values: readonly Scalar[]) => Scalar | undefined, marks: "kept" | "unknown" = "unknown"): Function =>
  (parameters) => {
    const found = parameters.map(scalarOf);
    const values = found.flatMap((one) => (one ? [one.value] : []));
    if (values.length < found.length || (marks === "unknown" && values.some(isMarkedText))) return unknownValue;
    const result = f(...values);
    return result === undefined ? unknownValue : scalar(result, found.findLast((one) => one?.at)?.at);
  };

const isMarkedText = (value: Scalar): boolean => typeof value === "string" && value.includes("\uE000");

const text = (value: Scalar | undefined): string => (value === null || value === undefined ? "" : String(value));
const whole = (value: Scalar | undefined): number => Math.trunc(Number(value)) || 0;

const compared = (f: (order: number) => boolean): Function =>
  ofScalars((a, b) => (typeof a === "number" && typeof b === "number" ? f(a - b) : undefined));

const piecesOf = (value: Value, source: string): readonly Piece[] => {
  if (value.kind === "pieces") return value.pieces;
  const found = scalarOf(value);
  return found ? [{ text: text(found.value), at: found.at }] : markerPieces(source);
};

/** Kleene's: what is unknown decides only where nothing else does. */
const first = (parameters: readonly Value[], wanted: boolean): Value => {
  for (const parameter of parameters) {
    const empty = isEmpty(parameter);
    if (empty === undefined) return unknownValue;
    if (empty === wanted) return parameter;
  }
  return parameters.at(-1) ?? scalar(null);
};

const quoted =
  (mark: string): Function =>
  (parameters, source) => {
    const value = parameters.at(-1) ?? scalar(null);
    const found = scalarOf(value);
    if (!found || value.kind === "unknown") return { kind: "pieces", pieces: markerPieces(source) };
    const written = text(found.value);
    return {
      kind: "pieces",
      pieces: [{ text: mark === '"' ? JSON.stringify(written) : `'${written.replaceAll("'", "''")}'`, at: found.at }],
    };
  };

const functions: ReadonlyMap<string, Function> = new Map<string, Function>([
  [
    "default",
    ([fallback = scalar(null), value = scalar(null)]) => {
      const empty = isEmpty(value);
      return empty === undefined ? unknownValue : empty ? fallback : value;
    },
  ],
  ["coalesce", (parameters) => first(parameters, false)],
  ["or", (parameters) => first(parameters, false)],
  ["and", (parameters) => first(parameters, true)],
  [
    "not",
    ([value = scalar(null)]) => {
      const empty = isEmpty(value);
      return empty === undefined ? unknownValue : scalar(empty);
    },
  ],
  [
    "empty",
    ([value = scalar(null)]) => {
      const empty = isEmpty(value);
      return empty === undefined ? unknownValue : scalar(empty);
    },
  ],
  [
    "ternary",
    ([yes = scalar(null), no = scalar(null), test = scalar(null)]) => {
      const empty = isEmpty(test);
      return empty === undefined ? unknownValue : empty ? no : yes;
    },
  ],
  ["required", ([, value = scalar(null)]) => (isEmpty(value) ? unknownValue : value)],
  ["quote", quoted('"')],
  ["squote", quoted("'")],
  [
    "toYaml",
    ([value = scalar(null)], source) => {
      if (value.kind === "node" && value.node.kind !== "missing")
        return { kind: "pieces", pieces: yamlPieces(value.node) };
      const found = scalarOf(value);
      if (!found) return { kind: "pieces", pieces: markerPieces(source) };
      return {
        kind: "pieces",
        pieces: [
          {
            text: typeof found.value === "string" ? JSON.stringify(found.value) : text(found.value) || "null",
            at: found.at,
          },
        ],
      };
    },
  ],
  [
    "indent",
    ([width = scalar(0), value = scalar(null)], source) => ({
      kind: "pieces",
      pieces: indented(piecesOf(value, source), whole(scalarOf(width)?.value), false),
    }),
  ],
  [
    "nindent",
    ([width = scalar(0), value = scalar(null)], source) => ({
      kind: "pieces",
      pieces: indented(piecesOf(value, source), whole(scalarOf(width)?.value), true),
    }),
  ],
  [
    "hasKey",
    ([value = scalar(null), key = scalar(null)]) =>
      value.kind === "node" ? scalar(value.node.has(text(scalarOf(key)?.value))) : unknownValue,
  ],
  [
    "kindIs",
    ([kind = scalar(null), value = scalar(null)]) => {
      const wanted = scalarOf(kind)?.value;
      if (value.kind !== "node" || typeof wanted !== "string") return unknownValue;
      const node = value.node;
      if (node.kind === "mapping") return scalar(wanted === "map");
      if (node.kind === "sequence") return scalar(wanted === "slice");
      return scalar(wanted === "bool" ? typeof node.value === "boolean" : wanted === typeof node.value);
    },
  ],
  ["eq", ofScalars((a, ...rest) => rest.some((b) => a === b))],
  ["ne", ofScalars((a, b) => a !== b)],
  ["lt", compared((order) => order < 0)],
  ["le", compared((order) => order <= 0)],
  ["gt", compared((order) => order > 0)],
  ["ge", compared((order) => order >= 0)],
  ["int", ofScalars(whole)],
  ["int64", ofScalars(whole)],
  ["float64", ofScalars((value) => Number(value) || 0)],
  ["add", ofScalars((...values) => values.reduce<number>((sum, value) => sum + whole(value), 0))],
  ["sub", ofScalars((a, b) => whole(a) - whole(b))],
  ["mul", ofScalars((...values) => values.reduce<number>((product, value) => product * whole(value), 1))],
  ["toString", ofScalars(text, "kept")],
  ["lower", ofScalars((value) => text(value).toLowerCase())],
  ["upper", ofScalars((value) => text(value).toUpperCase())],
  ["trim", ofScalars((value) => text(value).trim())],
  [
    "trunc",
    ofScalars((length, value) =>
      whole(length) < 0 ? text(value).slice(whole(length)) : text(value).slice(0, whole(length)),
    ),
  ],
  [
    "trimSuffix",
    ofScalars((end, value) =>
      text(value).endsWith(text(end)) ? text(value).slice(0, text(value).length - text(end).length) : text(value),
    ),
  ],
  [
    "trimPrefix",
    ofScalars((start, value) =>
      text(value).startsWith(text(start)) ? text(value).slice(text(start).length) : text(value),
    ),
  ],
  [
    "replace",
    ofScalars((old, by, value) => (text(old) === "" ? undefined : text(value).replaceAll(text(old), () => text(by)))),
  ],
  ["contains", ofScalars((part, value) => text(value).includes(text(part)))],
  ["hasPrefix", ofScalars((start, value) => text(value).startsWith(text(start)))],
  ["hasSuffix", ofScalars((end, value) => text(value).endsWith(text(end)))],
  ["printf", ofScalars((format, ...values) => printed(text(format), values), "kept")],
  ["print", ofScalars((...values) => values.map(text).join(""), "kept")],
]);

/** Texts as Go's `%s`, `%d` and `%v` make them; `undefined` for other verbs. */
function printed(format: string, values: readonly Scalar[]): string | undefined {
  let next = 0;
  if (/%[^sdv%]/.test(format)) return undefined;
  return format.replaceAll(/%(.)/g, (_, verb: string) => (verb === "%" ? "%" : text(values[next++])));
}

export const functionNamed = (name: string): Function | undefined => functions.get(name);
