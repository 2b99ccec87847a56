import type { ErrorObject } from "ajv";
import type { Node } from "#syntax/node.ts";
import schema from "../../schemas/waivers.schema.json" with { type: "json" };
import { choice, meant, type Mistake } from "./mistakes.ts";
import { found, keyPlace, pathOf } from "./schema-mistakes.ts";

const { properties } = schema.items;
const days: ReadonlySet<string> = new Set(["until", "requested"]);
const people: ReadonlySet<string> = new Set(["requested-by", "approved-by"]);

/**
 * What the validator found in a file of waivers, as mistakes with their places. That a part is missing is none: the
 * rule `sound-waiver` says so, as of all that is unsound in a waiver.
 */
export const waiverMistakes = (errors: readonly ErrorObject[], document: Node): readonly Mistake[] => {
  const told = new Set<string>();
  return errors.flatMap((error): readonly Mistake[] => {
    if (error.keyword === "required" || error.keyword === "minProperties") return [];
    const isKey = error.keyword === "additionalProperties";
    if (!isKey && told.has(error.instancePath)) return [];
    if (!isKey) told.add(error.instancePath);
    const path = pathOf(error.instancePath, document);
    const node = document.get(...path);
    return [isKey ? unknownKey(String(error.params["additionalProperty"]), path, node) : wrongValue(path, node)];
  });
};

function unknownKey(key: string, path: readonly unknown[], node: Node): Mistake {
  const isScope = path.at(-1) === "where";
  const keys = Object.keys(isScope ? properties.where.properties : properties);
  return {
    message: `${isScope ? "`where`" : "the waiver"} has no \`${key}\``,
    at: keyPlace(node, key),
    hint: meant(key, keys, `it can have ${choice(keys)}`),
  };
}

function wrongValue(path: readonly unknown[], node: Node): Mistake {
  const { at } = node;
  const key = String(path.at(-1));
  if (path.length === 0)
    return { message: `the file is ${found(node)}, where a list of waivers belongs`, at, hint: "write `- rule: …`" };
  if (path.length === 1)
    return { message: `an entry is ${found(node)}, where a waiver belongs`, at, hint: "write `- rule: …`" };
  if (key === "where")
    return {
      message: `\`where\` is ${found(node)}, where a mapping belongs`,
      at,
      hint: "write `where: { path: … }`",
    };
  if (days.has(key))
    return { message: `\`${key}\` is ${found(node)}, where a day belongs`, at, hint: "write it as `2026-12-31`" };
  if (people.has(key) && typeof node.value === "string")
    return {
      message: `\`${key}\` is ${found(node)}, where a user or a team belongs`,
      at,
      hint: "write it as `user:mina` or `team:acme/release-managers`",
    };
  const isNumber = typeof node.value === "number";
  return {
    message: `\`${key}\` is ${found(node)}, where text belongs`,
    at,
    hint: isNumber ? `put it in quotes: \`"${node.text}"\`` : "write it in one line",
  };
}
