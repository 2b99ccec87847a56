import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SchemaObject } from "ajv";

const begin = "<!-- parameters -->";
const end = "<!-- /parameters -->";

/** The pages of the rules with their parameters as the policy's schema has them, by their paths below the project. */
export async function pages(root: string): Promise<ReadonlyMap<string, string>> {
  const schema = JSON.parse(await readFile(join(root, "schemas/policy.schema.json"), "utf8")) as SchemaObject;
  const folder = "src/rules";
  const found = (await readdir(join(root, folder), { recursive: true }))
    .filter((file) => file.endsWith(".md"))
    .toSorted();
  const written = found.map(async (file) => {
    const path = `${folder}/${file.replaceAll("\\", "/")}`;
    const text = await readFile(join(root, path), "utf8");
    return [path, withParameters(text, schema, basename(file, ".md"))] as const;
  });
  return new Map(await Promise.all(written));
}

/** A page with the parameters of its rule between the marks. Throws where the page has none. */
export function withParameters(page: string, schema: SchemaObject, id: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page of ${id} has no place for its parameters: ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${table(schema, id)}\n${page.slice(to)}`;
}

function table(schema: SchemaObject, id: string): string {
  const defs = schema["$defs"] as Readonly<Record<string, SchemaObject>>;
  const parameters = Object.entries((defs[id]?.["properties"] ?? {}) as Readonly<Record<string, SchemaObject>>);
  if (parameters.length === 0) return "None.";
  const rows = parameters.map(([name, parameter]) => {
    const standard = parameter["default"] === undefined ? "" : `\`${plain(parameter["default"])}\``;
    return `| \`${name}\` | ${cell(String(parameter["description"] ?? ""))} | ${cell(values(parameter, defs))} | ${standard} |`;
  });
  return ["| parameter | what it says | values | default |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function values(parameter: SchemaObject, defs: Readonly<Record<string, SchemaObject>>): string {
  const name = typeof parameter["$ref"] === "string" ? basename(parameter["$ref"]) : undefined;
  if (name) return String(defs[name]?.["description"] ?? name);
  if (Array.isArray(parameter["enum"])) return parameter["enum"].map((value) => `\`${value}\``).join(", ");
  switch ([parameter["type"]].flat().join(" or ")) {
    case "array or object": {
      const forms = Object.keys(parameter["properties"] as object).map((key) => `\`${key}: […]\``);
      return `${values({ ...parameter, type: "array" }, defs)}, or ${forms.join(" or ")}`;
    }
    case "array":
      return `a list of ${values(parameter["items"] as SchemaObject, defs)}`;
    case "boolean":
      return "`true`, `false`";
    case "integer":
      return `a whole number${bound(parameter)}`;
    case "number":
      return `a number${bound(parameter)}`;
    default:
      return "text";
  }
}

const bound = ({ minimum, exclusiveMinimum }: SchemaObject): string =>
  minimum === undefined
    ? exclusiveMinimum === undefined
      ? ""
      : `, more than ${exclusiveMinimum}`
    : `, ${minimum} or more`;

const plain = (value: unknown): string => (Array.isArray(value) ? `[${value.join(", ")}]` : String(value));

const cell = (text: string): string => text.replaceAll("|", "\\|");
