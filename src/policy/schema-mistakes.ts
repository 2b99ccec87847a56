import type { ErrorObject } from "ajv";
import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import schema from "../../schemas/policy.schema.json" with { type: "json" };
import { choice, meant, type Mistake } from "./mistakes.ts";

/** The parts of JSON Schema that the policy's schema is written in. */
export interface Part {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Part[];
  readonly items?: Part;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part | boolean;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly examples?: readonly string[];
  readonly default?: unknown;
  readonly description?: string;
}

const root: Part & { readonly $defs: Readonly<Record<string, Part>> } = schema;

/** What the validator found, as mistakes with their places: one for each thing that is wrong. */
export function schemaMistakes(errors: readonly ErrorObject[], document: Node): readonly Mistake[] {
  const values = new Map<string, ErrorObject>();
  const mistakes: Mistake[] = [];
  for (const error of errors) {
    if (error.keyword === "propertyNames" || error.keyword === "anyOf") continue;
    const path = pathOf(error.instancePath, document);
    if (isOtherForm(error, document.get(...path))) continue;
    const ofKey = keyMistake(error, path, document);
    if (ofKey) mistakes.push(ofKey);
    else if (!values.has(error.instancePath) || error.keyword.endsWith("Items")) values.set(error.instancePath, error);
  }
  for (const error of values.values())
    mistakes.push(valueMistake(error, pathOf(error.instancePath, document), document));
  return mistakes;
}

/** A complaint about the form that was not chosen, where a value may stand alone or in a list. */
const isOtherForm = ({ schemaPath }: ErrorObject, { kind }: Node): boolean =>
  kind === "sequence" ? schemaPath.includes("/anyOf/0/") : schemaPath.endsWith("/anyOf/1/type");

type Path = readonly (string | number)[];

/** A JSON pointer as the steps that lead to its node. */
export function pathOf(pointer: string, document: Node): Path {
  const path: (string | number)[] = [];
  let node = document;
  for (const written of pointer.split("/").slice(1)) {
    const step = written.replaceAll("~1", "/").replaceAll("~0", "~");
    const key = node.kind === "sequence" ? Number(step) : step;
    path.push(key);
    node = node.get(key);
  }
  return path;
}

/** The schema of what stands at a path, its references followed. */
export const partAt = (path: Path): Part => path.reduce<Part>(belowIn, root);

/** The schema of what stands a step below a part. */
export function belowIn(part: Part, step: string | number): Part {
  const below =
    typeof step === "number"
      ? (part.items ?? part.anyOf?.find(({ items }) => items)?.items)
      : (own(part.properties, step) ?? part.additionalProperties);
  return typeof below === "object" ? followed(below) : {};
}

const own = (parts: Part["properties"] = {}, key: string): Part | undefined =>
  Object.hasOwn(parts, key) ? parts[key] : undefined;

const followed = (part: Part): Part =>
  part.$ref === undefined ? part : { ...root.$defs[part.$ref.slice("#/$defs/".length)], ...part };

/** A key that should not be there, should be there, or is not written as it must be. */
function keyMistake({ keyword, params, propertyName }: ErrorObject, path: Path, document: Node): Mistake | undefined {
  const node = document.get(...path);
  if (keyword === "additionalProperties") {
    const key = String(params["additionalProperty"]);
    return unknownKey(key, path, keyPlace(node, key));
  }
  if (keyword === "required") {
    const key = String(params["missingProperty"]);
    const message = `${subjectAt(path)} has no \`${key}\``;
    return { message, at: node.keyAt, hint: `write \`${key}: …\`; ${described(partAt([...path, key]))}` };
  }
  if (propertyName === undefined) return undefined;
  return {
    message: `\`${propertyName}\` is no name for a group`,
    at: keyPlace(node, propertyName),
    hint: "write it in lower-case letters, digits and `-`: `release-managers`",
  };
}

/** Where a key of a mapping is written. */
export const keyPlace = (mapping: Node, key: string): Place =>
  mapping.entries().find((entry) => entry.key === key)?.keyAt ?? mapping.at;

function unknownKey(key: string, path: Path, at: Place): Mistake {
  const keys = Object.keys(partAt(path).properties ?? {});
  if (isRules(path))
    return { message: `there is no rule \`${key}\``, at, hint: meant(key, keys, "`bakewell rules` lists the rules") };
  const message =
    path[0] === "tiers"
      ? `there is no tier \`${key}\``
      : `${subjectAt(path)} has no ${isRules(path.slice(0, -1)) ? "parameter " : ""}\`${key}\``;
  return {
    message,
    at,
    hint: meant(key, keys, keys.length > 0 ? `it can have ${choice(keys)}` : "it takes no parameters: write `{}`"),
  };
}

const isRules = (path: Path): boolean =>
  path.length === 3 && path[0] === "clauses" && path[2] !== "where" && path[2] !== "assert";

/** How a message names what stands at a path. */
function subjectAt(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the policy";
  if (typeof last === "number")
    return path.at(-2) === "assert"
      ? "the assertion"
      : path.length === 2 && path[0] === "clauses"
        ? "the clause"
        : `a part of ${subjectAt(path.slice(0, -1))}`;
  const rule = path.at(-2);
  return path.length > 4 && isRules(path.slice(0, 3)) ? `\`${last}\` of \`${rule}\`` : `\`${last}\``;
}

function valueMistake({ keyword, params }: ErrorObject, path: Path, document: Node): Mistake {
  const node = document.get(...path);
  const subject = subjectAt(path);
  const { at } = node;
  if (keyword === "minItems")
    return { message: `${subject} is an empty list`, at, hint: "list at least one, or leave it out" };
  if (keyword === "minProperties")
    return { message: `${subject} is empty`, at, hint: "leave it out to speak of everything" };
  if (keyword === "maxProperties")
    return {
      message: `${subject} says two things at once`,
      at,
      hint: `keep ${choice(node.entries().map(({ key }) => key))}`,
    };
  if (keyword === "uniqueItems") {
    const again = node.get(Math.max(Number(params["i"]), Number(params["j"])));
    return { message: `${subject} lists ${found(again)} twice`, at: again.at, hint: "remove one of the two" };
  }
  const part = partAt(path);
  const words = part.enum ?? part.anyOf?.find((choices) => choices.enum)?.enum;
  if (words && node.kind === "scalar" && isRules(path.slice(0, -1)))
    return {
      message: `there is no rule ${found(node)}`,
      at,
      hint: meant(node.text, words, "`bakewell rules` lists the rules"),
    };
  const message = `${subject} is ${found(node)}, where ${belonging(part)} belongs`;
  const how = advice(part, node);
  const hint = words && node.kind === "scalar" ? meant(node.text, words, how) : how;
  return { message, at, ...(hint && { hint }) };
}

/** What stands in a place, in words. */
export function found(node: Node): string {
  if (node.kind === "mapping") return "a mapping";
  if (node.kind === "sequence") return "a list";
  if (node.text === "") return "empty";
  const [line = ""] = node.text.split("\n", 1);
  return `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``;
}

/** What belongs in a place, in words. */
function belonging({ $ref, type, enum: words, anyOf, items, examples, minimum, exclusiveMinimum }: Part): string {
  if ($ref === "#/$defs/duration") return "a duration";
  if ($ref === "#/$defs/share") return "a percentage";
  if ($ref === "#/$defs/date") return "a day";
  if (words) return choice(words);
  if (anyOf) return `${belonging(anyOf[0] ?? {})}, or a list of them,`;
  if (Array.isArray(type)) return type.map((one) => belonging({ type: one })).join(" or ");
  switch (type) {
    case "integer":
      return minimum === undefined ? "a whole number" : `a whole number of ${minimum} or more`;
    case "number":
      return exclusiveMinimum === undefined ? "a number" : `a number above ${exclusiveMinimum}`;
    case "boolean":
      return "`true` or `false`";
    case "array":
      return items?.enum && items.enum.length < 10 ? `a list of ${choice(items.enum)}` : "a list";
    case "object":
      return "a mapping";
    default:
      return examples ? `text such as ${choice(examples)}` : "text";
  }
}

/** How to write what belongs in a place. */
function advice(part: Part, node: Node): string {
  if (part.$ref === "#/$defs/duration") return "write it as `PT1H`, `P1D` (24 h), `10m` or `1h30m`";
  if (part.$ref === "#/$defs/share") return "write it as `10%`, up to `100%`";
  if (part.$ref === "#/$defs/date") return "write it as `2026-12-31`";
  if (part.$ref === "#/$defs/rules") return "write `{ bake-time: {} }`";
  if (part.type === "object" && node.text === "" && node.kind === "scalar")
    return "write `{}` where there is nothing to say";
  if (part.type === "array" && node.kind === "scalar" && node.text !== "")
    return `write it as a list: \`[${node.text.split("\n", 1)[0]}]\``;
  if (part.type === "string" && typeof node.value === "number") return `put it in quotes: \`"${node.text}"\``;
  return described(part);
}

/** A part's description as the rest of a sentence, with its default. */
function described({ description = "", default: otherwise }: Part): string {
  const words = description.replace(/\.$/, "");
  const said = words.charAt(0).toLowerCase() + words.slice(1);
  return otherwise === undefined ? said : `${said}; \`${String(otherwise)}\` where it is left out`;
}
