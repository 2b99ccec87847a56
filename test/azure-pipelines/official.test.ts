import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  deploymentKeys,
  jobKeys,
  pipelineKeys,
  stageKeys,
  stepKeys,
} from "#platforms/azure-pipelines/validate/keys.ts";

/** The folder that holds the vendor's own schema, `azure-pipelines.json`; the tests are left out where it is not set. */
const folder = process.env["BAKEWELL_OFFICIAL_SCHEMAS"];

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

describe.skipIf(!folder)("the keys that are known", () => {
  const root = (): Schema => JSON.parse(readFileSync(join(folder ?? "", "azure-pipelines.json"), "utf8")) as Schema;
  const keysOf = (schema: Schema, all: Schema, depth = 0): readonly string[] => {
    const name = schema.$ref?.split("/").at(-1);
    const found = name === undefined ? schema : all.definitions?.[name];
    if (!found || depth > 8) return [];
    return [
      ...Object.keys(found.properties ?? {}),
      ...(found.anyOf ?? []).flatMap((one) => keysOf(one, all, depth + 1)),
    ];
  };
  test.each([
    ["pipeline", pipelineKeys, []],
    ["stage", stageKeys, ["parameters", "template"]],
    ["job", new Set([...jobKeys, ...deploymentKeys]), ["template"]],
    ["step", stepKeys, ["parameters", "template"]],
  ] as const)("have all of those of the vendor's schema of a %s", (name, known, others) => {
    const all = root();
    const official = new Set(keysOf({ $ref: `#/definitions/${name}` }, all));
    expect(official.size).toBeGreaterThan(5);
    expect([...official].filter((key) => !known.has(key) && !others.some((other) => other === key))).toStrictEqual([]);
  });
});
