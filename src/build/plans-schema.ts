import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SchemaObject } from "ajv";

/** The schema of `bakewell plan --format json`: the plans as the report's schema has them, with what they refer to. */
export async function plansSchema(root: string): Promise<ReadonlyMap<string, string>> {
  const report = JSON.parse(await readFile(join(root, "schemas/report.schema.json"), "utf8")) as SchemaObject;
  const defs = report["$defs"] as Readonly<Record<string, unknown>>;
  const plans: unknown = report["properties"]["plans"];
  const names = new Set(referredIn(plans));
  for (const name of names) for (const further of referredIn(defs[name])) names.add(further);
  const schema = {
    $schema: report.$schema,
    $id: "https://bakewell.dev/schemas/plans.schema.json",
    title: "Plans",
    $comment: "Generated from schemas/report.schema.json. Change that file and run `npm run build`.",
    description:
      "How things reach production, as `bakewell plan --format json` prints it: for policies kept elsewhere.",
    type: "object",
    additionalProperties: false,
    required: ["schema", "plans"],
    properties: { schema: { const: "bakewell.plans/1" }, plans },
    $defs: Object.fromEntries(Object.entries(defs).filter(([name]) => names.has(name))),
  };
  return new Map([["schemas/plans.schema.json", `${JSON.stringify(schema, null, 2)}\n`]]);
}

const referredIn = (part: unknown): readonly string[] =>
  [...JSON.stringify(part).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name ?? "");
