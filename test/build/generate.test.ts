import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generated } from "../../src/build/generate.ts";

const schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Policy",
  type: "object",
  additionalProperties: false,
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1 },
    reviewed: { type: "string", format: "date" },
    must: { $ref: "#/$defs/rules" },
  },
  $defs: {
    duration: { type: "string" },
    share: { type: "string" },
    rules: {
      title: "RuleParameters",
      type: "object",
      additionalProperties: false,
      properties: { "bake-time": { $ref: "#/$defs/bake-time" } },
    },
    "bake-time": {
      title: "BakeTimeParameters",
      description: "A stage bakes.",
      type: "object",
      additionalProperties: false,
      properties: {
        minimum: { $ref: "#/$defs/duration", default: "PT1H", description: "The shortest bake." },
        first: { $ref: "#/$defs/share", description: "The first share." },
      },
    },
  },
};

describe("what is generated from a schema", () => {
  let folder: string;
  let files: ReadonlyMap<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bakewell-schema-"));
    await writeFile(join(folder, "policy.schema.json"), JSON.stringify(schema));
    files = await generated(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is the same every time", async () => {
    expect([...(await generated(folder))]).toEqual([...files]);
    expect([...files.keys()]).toEqual([
      "src/schema/policy.ts",
      "src/schema/policy-validator.ts",
      "src/schema/parameters.ts",
    ]);
  });

  it("has types as policies are written", () => {
    expect(files.get("src/schema/policy.ts")).toContain("  minimum?: string;\n");
  });

  it("has parameters as rules see them: what has a default is there, durations and shares are numbers", () => {
    const text = files.get("src/schema/parameters.ts");
    expect(text).toContain("   * The shortest bake. In seconds.\n   */\n  minimum: number;\n");
    expect(text).toContain("   * The first share. From 0 to 1.\n   */\n  first?: number;\n");
    expect(text).toContain('export const ruleIds = [\n  "bake-time"\n] as const;');
  });

  it("has a validator that needs no library, and says everything that is wrong", async () => {
    const text = files.get("src/schema/policy-validator.ts") ?? "";
    expect(/^import (?!type )/m.test(text)).toBe(false);
    const path = join(folder, "validator.ts");
    await writeFile(path, text);
    const { validatePolicy } = (await import(path)) as {
      validatePolicy: ((value: unknown) => boolean) & { errors?: { instancePath: string; keyword: string }[] };
    };
    expect(validatePolicy({ name: "storefront", reviewed: "2026-09-01", must: { "bake-time": {} } })).toBe(true);
    expect(validatePolicy({ name: "", reviewed: "2026-13-01", must: { approval: {} } })).toBe(false);
    expect(validatePolicy.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)).toEqual([
      "/name minLength",
      "/reviewed format",
      "/must additionalProperties",
    ]);
  });
});
