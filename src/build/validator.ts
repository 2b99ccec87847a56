import type { SchemaObject } from "ajv";
import ajv2020 from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import ajvFormats from "ajv-formats";
import { build } from "esbuild";

/** The text of a validator that needs no library and compiles nothing at run time. */
export async function validator(schema: SchemaObject, name: string): Promise<string> {
  const code = { source: true, esm: true, lines: true };
  const ajv = new ajv2020.Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    discriminator: true,
    inlineRefs: false,
    code,
  });
  ajvFormats.default(ajv);
  const { outputFiles } = await build({
    stdin: { contents: standalone.default(ajv, ajv.compile(schema)), resolveDir: import.meta.dirname },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
  });
  const bundled = (outputFiles[0]?.text ?? "").replace(/export ?\{[^}]*\};\s*$/, "");
  const type = String(schema["title"]);
  return [
    'import type { ErrorObject } from "ajv";',
    `import type { ${type} } from "./${name}.ts";`,
    "",
    bundled.trim(),
    "",
    `/** Whether the value is a ${type}; where it is not, \`errors\` says why. */`,
    `export const validate${type}: ((value: unknown) => value is ${type}) & { errors?: ErrorObject[] | null } = validate;`,
    "",
  ].join("\n");
}
