import type { Place } from "#model/place.ts";
import { functionNamed } from "./template-functions.ts";
import { type Expression, type Part, parseTemplate, type Template, Unreadable } from "./template-parse.ts";
import {
  fieldOf,
  isEmpty,
  markerPieces,
  type Piece,
  scalar,
  scalarOf,
  unknownValue,
  type Value,
} from "./template-values.ts";

export interface Source extends Template {
  readonly file: string;
  readonly text: string;
}

const mostParts = 50_000;
const mostText = 1_000_000;
const deepest = 30;

/** Reads a file of a chart. Throws `Unreadable`. */
export const sourceOf = (file: string, text: string): Source => ({ file, text, ...parseTemplate(text) });

interface Scope {
  readonly dot: Value;
  readonly variables: Map<string, Value>;
}

/**
 * Renders a chart's template with constants, as far as that goes: an expression that installation decides leaves a mark
 * that stands for a scalar. Throws `Unreadable` where a whole block depends on one.
 */
export class Renderer {
  readonly #root: Value;
  readonly #named: ReadonlyMap<string, { readonly parts: readonly Part[]; readonly source: Source }>;
  #parts = 0;
  #length = 0;

  constructor(root: Value, sources: readonly Source[]) {
    this.#root = root;
    this.#named = new Map(
      sources.flatMap((source) => [...source.defined].map(([name, parts]) => [name, { parts, source }] as const)),
    );
  }

  render(source: Source): readonly Piece[] {
    this.#parts = 0;
    this.#length = 0;
    return this.#run(source.parts, source, { dot: this.#root, variables: new Map([["$", this.#root]]) }, 0);
  }

  #run(parts: readonly Part[], source: Source, scope: Scope, depth: number): readonly Piece[] {
    const out: Piece[] = [];
    for (const part of parts) {
      if (++this.#parts > mostParts || this.#length > mostText)
        throw new Unreadable(0, "renders to too much to be read");
      switch (part.kind) {
        case "text":
          this.#length += part.to - part.from;
          out.push({ text: source.text.slice(part.from, part.to), offset: part.from, file: source.file });
          break;
        case "assign":
          scope.variables.set(part.name, this.#value(part.expression, scope, source, depth));
          break;
        case "output":
          // An empty piece leaves the action's place to what comes out of it.
          out.push({ text: "", offset: part.at, file: source.file });
          for (const piece of this.#output(part, source, scope, depth)) {
            this.#length += piece.text.length;
            out.push(piece);
          }
          break;
        default:
          out.push(...this.#branch(part, source, scope, depth));
      }
    }
    return out;
  }

  #output(part: Part & { readonly kind: "output" }, source: Source, scope: Scope, depth: number): readonly Piece[] {
    const value = this.#value(part.expression, scope, source, depth);
    if (value.kind === "pieces") return value.pieces;
    const found = scalarOf(value);
    const isGiven = found && !(value.kind === "node" && value.node.kind === "missing");
    return isGiven
      ? [{ text: found.value === null ? "" : String(found.value), at: found.at }]
      : markerPieces(part.source);
  }

  #branch(
    part: Part & { readonly kind: "if" | "with" | "range" },
    source: Source,
    scope: Scope,
    depth: number,
  ): readonly Piece[] {
    const value = this.#value(part.expression, scope, source, depth);
    const empty = isEmpty(value);
    if (empty === undefined) {
      // What a branch would only output, without structure around it, is one value that is not known.
      throw new Unreadable(part.at, `\`{{ ${part.source} }}\` is decided when the chart is installed`);
    }
    if (empty) return this.#run(part.otherwise, source, scope, depth);
    if (part.kind === "if") return this.#run(part.body, source, scope, depth);
    if (part.kind === "with") return this.#run(part.body, source, named(scope, part.names, [value], value), depth);
    if (value.kind !== "node" || value.node.kind === "scalar")
      throw new Unreadable(part.at, `\`{{ ${part.source} }}\` is not followed`);
    const rounds =
      value.node.kind === "sequence"
        ? value.node.items().map((node, index) => [scalar(index), { kind: "node", node } as Value] as const)
        : value.node
            .entries()
            .map(({ key, keyAt, node }) => [scalar(key, keyAt), { kind: "node", node } as Value] as const);
    return rounds.flatMap(([key, item]) =>
      this.#run(part.body, source, named(scope, part.names, part.names.length > 1 ? [key, item] : [item], item), depth),
    );
  }

  #value(expression: Expression | undefined, scope: Scope, source: Source, depth: number): Value {
    if (!expression) return unknownValue;
    switch (expression.kind) {
      case "literal":
        return scalar(expression.value);
      case "field":
        return expression.fields.reduce(fieldOf, this.#value(expression.of, scope, source, depth));
      case "path": {
        const start = expression.root === "." ? scope.dot : (scope.variables.get(expression.root) ?? unknownValue);
        return expression.fields.reduce(fieldOf, start);
      }
      case "call":
        return this.#call(expression.name, expression.parameters, scope, source, depth);
    }
  }

  #call(name: string, parameters: readonly Expression[], scope: Scope, source: Source, depth: number): Value {
    if (++this.#parts > mostParts || depth > deepest) throw new Unreadable(0, "renders to too much to be read");
    const values = parameters.map((parameter) => this.#value(parameter, scope, source, depth + 1));
    if (name === "tpl") return tpl(values[0]);
    if (name !== "include") return functionNamed(name)?.(values, described(name, parameters)) ?? unknownValue;
    const template = this.#named.get(String(scalarOf(values[0] ?? scalar(null))?.value ?? ""));
    if (!template) return unknownValue;
    const dot = values[1] ?? scalar(null);
    try {
      const pieces = this.#run(template.parts, template.source, { dot, variables: new Map([["$", dot]]) }, depth + 1);
      return { kind: "pieces", pieces };
    } catch (error) {
      if (error instanceof Unreadable) return { kind: "pieces", pieces: markerPieces(described(name, parameters)) };
      throw error;
    }
  }
}

/** A text that is a template itself stays as it is where it has no actions. */
function tpl(value: Value | undefined): Value {
  const found = value && scalarOf(value);
  return value && found && !String(found.value).includes("{{") ? value : unknownValue;
}

function named(scope: Scope, names: readonly string[], values: readonly Value[], dot: Value): Scope {
  const variables = new Map(scope.variables);
  for (const [index, name] of names.entries()) variables.set(name, values[index] ?? unknownValue);
  return { dot, variables };
}

/** A call as it could be written, for messages. */
function described(name: string, parameters: readonly Expression[]): string {
  const part = (expression: Expression): string => {
    if (expression.kind === "literal") return JSON.stringify(expression.value);
    if (expression.kind === "path")
      return (
        `${expression.root === "." ? "" : expression.root}${expression.fields.map((field) => `.${field}`).join("")}` ||
        "."
      );
    return expression.kind === "call" ? described(expression.name, expression.parameters) : part(expression.of);
  };
  return [name, ...parameters.map(part)].join(" ");
}

/**
 * Pieces as one text, and where each of its offsets came from: a place in the template itself, or in the values or another
 * template by way of the template. `template` is the place of an offset in a file of the chart.
 */
export function assembled(
  pieces: readonly Piece[],
  main: string,
  template: (file: string, offset: number) => Place,
): {
  readonly text: string;
  readonly origin: (offset: number) => { readonly at: Place; readonly via: readonly Place[] };
} {
  const starts: number[] = [];
  let length = 0;
  let last: Place | undefined;
  const before: (Place | undefined)[] = [];
  for (const piece of pieces) {
    starts.push(length);
    before.push(last);
    length += piece.text.length;
    if ("offset" in piece && piece.file === main) last = template(piece.file, piece.offset + piece.text.length);
  }
  const origin = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const piece = pieces[low];
    const written = before[low];
    if (piece && "offset" in piece)
      return {
        at: template(piece.file, piece.offset + offset - (starts[low] ?? 0)),
        via: written && piece.file !== main ? [written] : [],
      };
    if (piece?.at) return { at: piece.at, via: written ? [written] : [] };
    return { at: written ?? { file: "", line: 1, column: 1 }, via: [] };
  };
  return { text: pieces.map(({ text }) => text).join(""), origin };
}
