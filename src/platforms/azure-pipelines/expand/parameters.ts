import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import { tierIn } from "../../routes/tier-words.ts";
import { assume, type Assumptions, choose } from "../../values/explore.ts";
import { byPerson, dict, known, type Split, unread, type Value } from "../../values/value.ts";
import { spell } from "../expression/evaluate.ts";
import { openOf } from "./grown.ts";
import { nodeOf, valueOf } from "./trees.ts";

/** A parameter as a template or pipeline declares it. https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/parameters-parameter */
export interface Declared {
  readonly name: string;
  readonly type: string;
  /** Missing where there is none. */
  readonly otherwise: Node;
  readonly values: readonly Node[];
  readonly at: Place;
}

export function parametersOf(root: Node): readonly Declared[] {
  const node = root.get("parameters");
  const older = node
    .entries()
    .map(({ key, keyAt, node: otherwise }) => ({ name: key, type: "", otherwise, values: [], at: keyAt }));
  const newer = node.items().map((item) => ({
    name: item.get("name").text,
    type: item.get("type").text.toLowerCase(),
    otherwise: item.get("default"),
    values: item.get("values").items(),
    at: item.at,
  }));
  return [...older, ...newer].filter(({ name }) => name !== "");
}

/** The parameters in force, by their names in small letters. */
export type Bound = ReadonlyMap<string, { readonly name: string; readonly node: Node }>;

const contexts = new WeakMap<Bound, Value>();

/** What `parameters` stands for. */
export function contextOf(bound: Bound): Value {
  const before = contexts.get(bound);
  if (before) return before;
  const made = dict([...bound.values()].map(({ name, node }) => [name, valueOf(node)] as const));
  contexts.set(bound, made);
  return made;
}

/** A node as a parameter of a type holds it. */
function typed(node: Node, type: string): Node {
  const value = valueOf(node);
  if (value.is === "unknown" && type === "boolean" && !value.domain)
    return nodeOf({ ...value, domain: [true, false] }, node.at, node.keyAt);
  if (value.is !== "known") return node;
  const text = spell(value).trim();
  if (type === "boolean") return nodeOf(known(/^true$/i.test(text)), node.at, node.keyAt);
  return type === "number" && text !== "" && Number.isFinite(Number(text))
    ? nodeOf(known(Number(text)), node.at, node.keyAt)
    : node;
}

/** What a template is handed, over its defaults. Arguments that it does not ask for are kept: older templates take them. */
export function bind(declared: readonly Declared[], given: Node, fallback: (node: Node) => Node): Bound {
  const bound = new Map<string, { name: string; node: Node }>();
  const handed = new Map(given.entries().map(({ key, node }) => [key.toLowerCase(), { name: key, node }]));
  for (const { name, type, otherwise, values, at } of declared) {
    const argument = handed.get(name.toLowerCase())?.node;
    const node = argument ?? (otherwise.kind === "missing" ? nothing(name, type, values, at) : fallback(otherwise));
    bound.set(name.toLowerCase(), { name, node: typed(node, type) });
  }
  for (const [key, argument] of handed) if (!bound.has(key)) bound.set(key, argument);
  return bound;
}

const listTypes = /list$|^(?:step|job|stage|deployment|object)$/;

/** Where nothing is handed over: the first of the values that it may have, or nothing that can be told. */
function nothing(name: string, type: string, values: readonly Node[], at: Place): Node {
  const [first] = values;
  if (first) return first;
  return nodeOf(listTypes.test(type) ? { is: "list", items: [] } : unread(`the parameter \`${name}\``), at, at);
}

/**
 * What a pipeline's own parameters are in one way to start: whoever starts it by hand may choose, and everything else
 * takes the defaults.
 */
export function chosen(declared: readonly Declared[], assumed: Assumptions, isByHand: boolean): Bound {
  return new Map(
    declared.map((parameter) => {
      const { name, type } = parameter;
      const node = isByHand ? byHand(parameter, assumed) : defaulted(parameter, assumed);
      return [name.toLowerCase(), { name, node: typed(node, type) }] as const;
    }),
  );
}

const keyOf = (name: string): string => `parameters.${name.toLowerCase()}`;

function defaulted({ name, type, otherwise, values, at }: Declared, assumed: Assumptions): Node {
  if (otherwise.kind !== "missing") return otherwise;
  const [first] = values;
  if (first) return first;
  return nodeOf(
    listTypes.test(type)
      ? { is: "list", items: [] }
      : assume({ assumed }, keyOf(name), unread(`the parameter \`${name}\``)),
    at,
    at,
  );
}

function byHand(parameter: Declared, assumed: Assumptions): Node {
  const { name, type, otherwise, values, at } = parameter;
  const what = `the parameter \`${name}\``;
  const key = keyOf(name);
  if (type === "boolean") return nodeOf(choose({ assumed }, key, what, [true, false], { isSwitch: true }), at, at);
  if (values.length > 0) {
    const options = [...new Set(values.map(({ text }) => text))].slice(0, 64);
    return nodeOf(choose({ assumed }, key, what, options), at, at);
  }
  // Objects can be rewritten by whoever starts it, too: what is written is what there is to judge.
  if (otherwise.kind === "sequence" || otherwise.kind === "mapping" || listTypes.test(type))
    return defaulted(parameter, assumed);
  const free = assume({ assumed }, key, byPerson(what));
  return nodeOf(free, otherwise.kind === "missing" ? at : otherwise.at, at);
}

/** A pipeline's parameter with what it is in one way to start. */
export interface Parameter extends Declared {
  readonly node: Node;
  /** Whether it names where something is deployed to. */
  readonly isPlace: boolean;
}

const aboutPlace = /env|stage|tier|target|cluster|region|ring|slot/i;

export const withValues = (declared: readonly Declared[], bound: Bound): readonly Parameter[] =>
  declared.flatMap((parameter) => {
    const found = bound.get(parameter.name.toLowerCase());
    if (!found || parameter.type === "boolean" || found.node.kind !== "scalar") return [];
    const isPlace = aboutPlace.test(parameter.name) || parameter.values.some(({ text }) => tierIn(text) !== undefined);
    return [{ ...parameter, node: found.node, isPlace }];
  });

/** What to assume of a free text so that what is made of it can be read: what it is where nobody changes it. */
export function defaultSplit(declared: readonly Declared[], node: Node): Split | undefined {
  const key = openOf(node)?.variable?.key;
  const parameter = declared.find(({ name }) => keyOf(name) === key);
  return key === undefined || parameter?.otherwise.kind !== "scalar"
    ? undefined
    : { key, values: [parameter.otherwise.text], rest: false, switch: false };
}
