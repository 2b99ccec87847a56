import type { Place } from "#model/place.ts";
import type { HclBlock, HclBody, HclExpression } from "#syntax/hcl.ts";
import type { Value } from "./value.ts";

/** What expressions can stand on. */
export interface Scope {
  /** Defaults of variables. */
  readonly variables: ReadonlyMap<string, HclExpression>;
  readonly locals: ReadonlyMap<string, HclExpression>;
  /** Resources and data by their address: `github_team.ops`, `data.github_team.ops`. */
  readonly blocks: ReadonlyMap<string, HclBlock>;
  /** What was settled before, and what is being settled. */
  readonly known: Map<string, Value | undefined>;
  /** How many names stand on one another. */
  readonly depth: number;
  readonly each?: { readonly key: Value; readonly value: Value };
}

const longest = 1000;
const deepest = 50;

const open = (text: string, at: Place): Value => ({ kind: "open", text: text.slice(0, 200), at });

/** The value of an expression, as far as it is constant in these files. */
export function evaluate(expression: HclExpression, scope: Scope): Value {
  const { at } = expression;
  switch (expression.kind) {
    case "literal":
      return { kind: "constant", value: expression.value, at };
    case "list":
      return { kind: "list", items: expression.items.map((item) => evaluate(item, scope)), at };
    case "object":
      return {
        kind: "object",
        entries: new Map(expression.entries.map(({ key, value }) => [key, evaluate(value, scope)])),
        at,
      };
    case "template":
      return joined(
        expression.parts.map((part) => evaluate(part, scope)),
        at,
      );
    case "call":
      return called(
        expression.name,
        expression.given.map((each) => evaluate(each, scope)),
        at,
      );
    case "reference":
      return referred(expression.path, scope, at);
    case "other":
      return open(expression.text, at);
  }
}

function joined(parts: readonly Value[], at: Place): Value {
  const texts = parts.map((part) => (part.kind === "constant" ? String(part.value) : `\${${nameOf(part)}}`));
  const text = texts.join("");
  if (text.length > longest) return open(text, at);
  return parts.every(({ kind }) => kind === "constant") ? { kind: "constant", value: text, at } : open(text, at);
}

const nameOf = (value: Value): string => ("text" in value ? value.text : "…");

const unchanged = new Set(["toset", "tolist", "tostring", "tonumber", "tobool", "distinct", "nonsensitive"]);

function called(name: string, given: readonly Value[], at: Place): Value {
  const [first] = given;
  if (first && given.length === 1 && unchanged.has(name)) return first;
  const items = given.flatMap((each) => (each.kind === "list" ? each.items : []));
  if (name === "concat" && given.every(({ kind }) => kind === "list") && items.length <= longest)
    return { kind: "list", items, at };
  return open(`${name}(${given.map(nameOf).join(", ")})`, at);
}

function referred(path: readonly string[], scope: Scope, at: Place): Value {
  const [root, name = "", ...rest] = path;
  const text = path.join(".");
  if (root === "var" || root === "local") {
    const source = (root === "var" ? scope.variables : scope.locals).get(name);
    const value = source && settled(`${root}.${name}`, source, scope);
    return value ? below(value, rest, text, at) : open(text, at);
  }
  if (root === "each" && scope.each && (name === "key" || name === "value"))
    return below(scope.each[name], rest, text, at);
  const [address, steps] = root === "data" ? [path.slice(0, 3), path.slice(3)] : [path.slice(0, 2), rest];
  const block = scope.blocks.get(address.join("."));
  return block ? ofBlock(block, address.join("."), steps, scope, at) : open(text, at);
}

/** What a name stands for, once; `undefined` where it stands for itself. */
function settled(name: string, source: HclExpression, scope: Scope): Value | undefined {
  if (!scope.known.has(name)) {
    scope.known.set(name, undefined);
    const { each: _, depth, ...outside } = scope;
    if (depth < deepest) scope.known.set(name, evaluate(source, { ...outside, depth: depth + 1 }));
  }
  return scope.known.get(name);
}

function below(from: Value, steps: readonly string[], text: string, at: Place): Value {
  let value = from;
  for (const step of steps) {
    const next: Value | undefined =
      value.kind === "list" ? value.items[Number(step)] : value.kind === "object" ? value.entries.get(step) : undefined;
    if (!next) return open(text, at);
    value = next;
  }
  return value;
}

/** An attribute of a resource, which is a link to it where the provider gives it. One of several is not followed. */
function ofBlock(block: HclBlock, address: string, steps: readonly string[], scope: Scope, at: Place): Value {
  const text = [address, ...steps].join(".");
  const [attribute, ...rest] = steps;
  const isOne = !block.body.attributes.some(({ name }) => name === "for_each" || name === "count");
  if (!isOne || attribute === undefined || rest.length > 0) return open(text, at);
  const written = block.body.attributes.find(({ name }) => name === attribute);
  const to = { type: block.labels[0] ?? "", address, at: block.at };
  if (!written) return { kind: "link", text, to: { ...to, values: plainValues(block.body, scope) }, at };
  return settled(text, written.value, scope) ?? open(text, at);
}

/** The attributes of a body, without its blocks: enough to know a resource by its name. */
function plainValues(body: HclBody, scope: Scope): Value {
  const [first] = body.attributes;
  const at = first?.at ?? { file: "", line: 1, column: 1 };
  const { each: _, ...outside } = scope;
  const constant = body.attributes.filter(({ value: { kind } }) => kind === "literal" || kind === "template");
  return {
    kind: "object",
    entries: new Map(constant.map(({ name, value }) => [name, evaluate(value, outside)])),
    at,
  };
}

/** The values of a block: its attributes, and its blocks as lists of objects. */
export function valuesOf({ body, at }: HclBlock, scope: Scope): Value {
  const entries = new Map(body.attributes.map(({ name, value }) => [name, evaluate(value, scope)]));
  for (const [type, blocks] of Map.groupBy(body.blocks, blockType)) {
    const items = blocks.map((block): Value => {
      return block.type === "dynamic" ? open(`dynamic "${type}"`, block.at) : valuesOf(block, scope);
    });
    entries.set(type, { kind: "list", items, at: blocks[0]?.at ?? at });
  }
  return { kind: "object", entries, at };
}

const blockType = ({ type, labels }: HclBlock): string => (type === "dynamic" ? (labels[0] ?? "") : type);
