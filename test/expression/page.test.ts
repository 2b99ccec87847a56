import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it, test } from "vitest";
import { plansJson } from "#reporters/json.ts";
import { declared, unknown } from "#model/fact.ts";
import { at, check, plan, production, whole } from "../rules/build.ts";
import { assertionsPage, examplesIn, outputOf } from "../rules/page.ts";

const root = join(import.meta.dirname, "../..");

describe("the page on assertions", () => {
  // The others are commands, and a policy in Rego.
  const examples = examplesIn(readFileSync(assertionsPage, "utf8")).filter(({ files }) => files.size > 0);

  test.each(examples.map((example) => [example.section, example] as const))(
    "prints what it says: %s",
    async (_, example) => {
      expect((await outputOf(example)).trimEnd()).toBe(example.output.trimEnd());
    },
  );

  it("has an example of each outcome", () => {
    const outputs = examples.map(({ output }) => output);
    for (const outcome of ["pass", "fail", "unknown"])
      expect(outputs.some((output) => new RegExp(`^ +\\d+:\\d+ +${outcome} `, "m").test(output))).toBe(true);
  });
});

describe("the schema of the plans", () => {
  const schema: unknown = JSON.parse(readFileSync(join(root, "schemas/plans.schema.json"), "utf8"));
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  const written = (bake: unknown) => ({ ...JSON.parse(plansJson([shop])), ...(bake !== undefined && { more: bake }) });
  const shop = plan([
    production("eu", 7, {
      bake: unknown("settings", "its bake is set on the server", at(8), "export it"),
      exposure: declared({ share: 0.05, by: "weight" }, at(9)),
      checks: whole(check("unit", 3)),
      group: declared({ name: "regions", concurrent: Infinity, stopsTogether: { state: "holds", at: at(4) } }, at(4)),
    }),
  ]);

  it("is what `bakewell plan --format json` prints", () => {
    validate(written(undefined));
    expect(validate.errors).toBe(null);
  });

  it("has nothing that it does not name", () => {
    expect(validate(written(1))).toBe(false);
  });
});
