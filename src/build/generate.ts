import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SchemaObject } from "ajv";
import ajv2020 from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import ajvFormats from "ajv-formats";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";

const root = join(import.meta.dirname, "../..");
const header = "// Generated from schemas/ by `npm run build`. Do not edit.\n";

/** Every generated file, by its path below the project: a file of types and a validator for each schema. */
export async function generated(schemas = join(root, "schemas")): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of (await readdir(schemas)).filter((name) => name.endsWith(".schema.json")).toSorted()) {
    const name = basename(file, ".schema.json");
    const schema = JSON.parse(await readFile(join(schemas, file), "utf8")) as SchemaObject;
    files.set(`src/schema/${name}.ts`, await types(schema, name));
    files.set(`src/schema/${name}-validator.ts`, await validator(schema, name));
  }
  return files;
}

/** The generated files that are not what the schemas say, by path. */
export async function drift(): Promise<readonly string[]> {
  const compared = [...(await generated())].map(async ([path, text]) => {
    const tracked = await readFile(join(root, path), "utf8").catch(() => "");
    return tracked === text ? [] : [path];
  });
  return (await Promise.all(compared)).flat();
}

async function types(schema: SchemaObject, name: string): Promise<string> {
  const options = { bannerComment: header, additionalProperties: false, unreachableDefinitions: true };
  return compile(structuredClone(schema), pascal(name), { ...options, format: true, style: { printWidth: 120 } });
}

/** A validator that needs no library and compiles nothing at run time. */
async function validator(schema: SchemaObject, name: string): Promise<string> {
  const ajv = new ajv2020.Ajv2020({
    allErrors: true,
    discriminator: true,
    code: { source: true, esm: true, lines: true },
  });
  ajvFormats.default(ajv);
  const type = typeof schema["title"] === "string" ? pascal(schema["title"]) : pascal(name);
  const { outputFiles } = await build({
    stdin: { contents: standalone.default(ajv, ajv.compile(schema)), resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    target: "es2022",
    write: false,
  });
  const code = (outputFiles[0]?.text ?? "").replaceAll(/^\/\/ .*\n/gm, "").replace(/export \{[^}]*\};\s*$/, "");
  return [
    "// @ts-nocheck",
    header.trimEnd(),
    'import type { ErrorObject } from "ajv";',
    `import type { ${type} } from "./${name}.ts";`,
    "",
    code.trimEnd(),
    "",
    `/** Whether the value is a ${type}; where it is not, \`errors\` says why. */`,
    `export const validate${pascal(name)}: ((value: unknown) => value is ${type}) & { errors?: ErrorObject[] | null } = validate;`,
    "",
  ].join("\n");
}

const pascal = (text: string): string =>
  text.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const drifted = await drift();
    for (const path of drifted) process.stderr.write(`${path} is not what schemas/ says: run npm run build\n`);
    if (drifted.length > 0) process.exitCode = 1;
  } else {
    for (const [path, text] of await generated()) await writeFile(join(root, path), text);
  }
}
