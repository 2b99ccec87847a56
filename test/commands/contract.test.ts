import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { table, topics } from "#commands/table.ts";

const root = join(import.meta.dirname, "../..");

interface Written {
  readonly char?: string;
  readonly type?: string;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly env?: string;
  readonly multiple?: boolean;
  readonly exclusive?: readonly unknown[];
  readonly required?: boolean;
}

const shapeOf = ({ char, type, options, default: value, env, multiple, exclusive, required }: Written) => ({
  ...(type && { type }),
  ...(char && { char }),
  ...(options && { options }),
  ...(value !== undefined && typeof value !== "function" && { default: value }),
  ...(env && { env }),
  ...(multiple && { multiple }),
  ...(exclusive && { exclusive }),
  ...(required && { required }),
});

/** What scripts rely on: a change of it is a change of the contract, and shows here. */
it("commands, flags, defaults and the report's schema are as contract.json says", async () => {
  const commands: Record<string, object> = {};
  for (const [name, load] of table) {
    const { default: command } = await load();
    const shapes = (all: Readonly<Record<string, Written>>) =>
      Object.fromEntries(
        Object.entries(all)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, shapeOf(each)]),
      );
    commands[name] = {
      args: shapes(command.args as Record<string, Written>),
      flags: shapes({ ...command.baseFlags, ...command.flags } as Record<string, Written>),
      strict: command.strict,
    };
    expect(command.summary, `${name} has a summary`).toMatch(/\.$/);
    expect(command.examples.length, `${name} has an example`).toBeGreaterThan(0);
  }
  const report: unknown = JSON.parse(readFileSync(join(root, "schemas/report.schema.json"), "utf8"));
  const contract = { commands, topics: [...topics.keys()], report: outline(report) };
  await expect(`${JSON.stringify(contract, null, 2)}\n`).toMatchFileSnapshot("contract.json");
});

/** A schema without its words: each property with its type, and whether it must be there. */
function outline(schema: unknown): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  if (Array.isArray(schema)) return schema.map(outline);
  const kept = Object.entries(schema).filter(
    ([key, value]) => !((key === "description" || key === "title") && typeof value === "string"),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, outline(value)]));
}
