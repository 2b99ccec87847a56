import type { ErrorObject } from "ajv";
import type { Node } from "#syntax/node.ts";
import schema from "../../schemas/emergency.schema.json" with { type: "json" };
import { choice, meant, type Mistake } from "./mistakes.ts";
import { found, keyPlace, pathOf } from "./schema-mistakes.ts";

/** The parts of JSON Schema that the schema of declarations is written in. */
interface Part {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly items?: Part;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly examples?: readonly string[];
}

const root: Part & { readonly $defs: Readonly<Record<string, Part>> } = schema;
const time = "#/$defs/time";

/**
 * What the validator found in a declaration, as mistakes with their places. That a part is missing is none, and neither
 * is a text that is no time: the rules say so. Only an entry of a list must be whole.
 */
export const emergencyMistakes = (errors: readonly ErrorObject[], document: Node): readonly Mistake[] =>
  errors.flatMap((error): readonly Mistake[] => {
    const path = pathOf(error.instancePath, document);
    const node = document.get(...path);
    const part = path.reduce<Part>(below, root);
    const name = typeof path.at(-1) === "number" ? `an entry of \`${path.at(-2)}\`` : `\`${path.at(-1) ?? "file"}\``;
    if (error.keyword === "required") return typeof path.at(-1) === "number" ? [missing(error, name, node)] : [];
    if (error.keyword === "additionalProperties")
      return [unknownKey(error, path.length === 0 ? "the file" : name, part, node)];
    if (part.$ref === time && error.keyword === "pattern") return [];
    return [wrongValue(path.length === 0 ? "the file" : name, part, node)];
  });

const below = (part: Part, step: string | number): Part => {
  const next = typeof step === "number" ? part.items : part.properties?.[step];
  return next?.$ref === undefined ? (next ?? {}) : { ...root.$defs[next.$ref.slice("#/$defs/".length)], ...next };
};

function missing({ params }: ErrorObject, name: string, { at }: Node): Mistake {
  const key = String(params["missingProperty"]);
  return { message: `${name} has no \`${key}\``, at, hint: `write \`${key}: …\`` };
}

function unknownKey({ params }: ErrorObject, name: string, { properties = {} }: Part, node: Node): Mistake {
  const key = String(params["additionalProperty"]);
  const keys = Object.keys(properties);
  return {
    message: `${name} has no \`${key}\``,
    at: keyPlace(node, key),
    hint: meant(key, keys, `it can have ${choice(keys)}`),
  };
}

function wrongValue(name: string, { type, enum: words, examples }: Part, node: Node): Mistake {
  const belongs = words
    ? choice(words)
    : examples
      ? `text such as ${choice(examples)}`
      : ({
          object: "a mapping",
          array: "a list",
          boolean: "`true` or `false`",
          integer: "a whole number",
          number: "a number from 0 to 1",
        }[type ?? ""] ?? "text");
  const isQuoted = typeof node.value === "number" && type === "string";
  return {
    message: `${name} is ${found(node)}, where ${belongs} belongs`,
    at: node.at,
    ...(isQuoted && { hint: `put it in quotes: \`"${node.text}"\`` }),
    ...(words && node.kind === "scalar" && { hint: meant(node.text, words, `write ${choice(words)}`) }),
  };
}
