import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SchemaObject } from "ajv";
import { compile } from "json-schema-to-typescript";
import { withFields } from "./fields.ts";
import { pages } from "./pages.ts";
import { parameters } from "./parameters.ts";
import { plansSchema } from "./plans-schema.ts";
import { validator } from "./validator.ts";

const root = join(import.meta.dirname, "../..");

/** Every generated file, by its path below the project: types and a validator for each schema, and the rules' parameters. */
export async function generated(schemas = join(root, "schemas")): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of (await readdir(schemas))
    .filter((name) => name.endsWith(".schema.json") && name !== "plans.schema.json")
    .toSorted()) {
    const header = `// Generated from schemas/${file}. Change that file and run \`npm run build\`.`;
    const name = basename(file, ".schema.json");
    const schema = JSON.parse(await readFile(join(schemas, file), "utf8")) as SchemaObject;
    files.set(`src/schema/${name}.ts`, `${header}\n\n${await types(schema)}`);
    files.set(`src/schema/${name}-validator.ts`, `// @ts-nocheck\n${header}\n\n${await validator(schema, name)}`);
    const rules = schema["$defs"]?.["rules"] as SchemaObject | undefined;
    if (rules) files.set("src/schema/parameters.ts", `${header}\n\n${await parameters(schema, types)}`);
  }
  return files;
}

/** The built-in policies. They are read by the program itself, so what it is generated from comes first. */
async function builtins(): Promise<ReadonlyMap<string, string>> {
  const { policies } = await import("./policies.ts");
  return new Map([["src/policy/builtins.ts", await policies(root)]]);
}

/** What an assertion can look at, in the page on them. */
async function fields(): Promise<ReadonlyMap<string, string>> {
  const path = "src/expression/assertions.md";
  return new Map([[path, withFields(await readFile(join(root, path), "utf8"))]]);
}

const parts = [() => generated(), () => plansSchema(root), () => pages(root), fields, builtins] as const;

/** The generated files that are not what the schemas say, by path. */
export async function drift(): Promise<readonly string[]> {
  const everything = (await Promise.all(parts.map((part) => part()))).flatMap((files) => [...files]);
  const compared = everything.map(async ([path, text]) => {
    const tracked = await readFile(join(root, path), "utf8").catch(() => "");
    return tracked === text ? [] : [path];
  });
  return (await Promise.all(compared)).flat();
}

async function types(schema: SchemaObject): Promise<string> {
  const text = await compile(structuredClone(schema), "", {
    bannerComment: "",
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
  return text
    .replaceAll(/^ \*\n \* This interface was referenced by .*\n \* via the `\w+` "[^"]*"\.\n(?= \*\/)/gm, "")
    .replaceAll(/^\/\*\*\n \* This interface was referenced by .*\n \* via the `\w+` "[^"]*"\.\n \*\/\n/gm, "")
    .trimStart();
}

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const drifted = await drift();
    for (const path of drifted) process.stderr.write(`${path} is not what schemas/ says: run npm run build\n`);
    if (drifted.length > 0) process.exitCode = 1;
  } else {
    for (const part of parts) for (const [path, text] of await part()) await writeFile(join(root, path), text);
  }
}
