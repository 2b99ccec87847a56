import { option } from "@oclif/core/flags";
import { rules } from "#rules/index.ts";
import { parameterShapes } from "#schema/parameters.ts";
import { inertJson } from "#reporters/inert.ts";
import { BaseCommand } from "./base.ts";

export default class Rules extends BaseCommand {
  static override summary = "List the rules: id, title, subject, parameters and sources.";
  static override examples = [
    { description: "Every rule", command: "<%= config.bin %> rules" },
    { description: "For a script", command: "<%= config.bin %> rules --format json" },
  ];
  static override flags = {
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show them." })(),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Rules);
    const entries = Object.values(rules).map(({ id, title, each, evidence, statements }) => ({
      id,
      title,
      each,
      evidence,
      statements,
      parameters: Object.entries(parameterShapes[id]).map(([name, shape]) => ({
        name,
        kind: shape.kind,
        default: "default" in shape ? shape.default : null,
      })),
    }));
    if (flags.format === "json") return this.print(inertJson({ schema: "bakewell.rules/1", rules: entries }));
    const width = Math.max(...entries.map(({ id }) => id.length));
    for (const { id, title, each, statements, parameters } of entries) {
      this.print(`${id.padEnd(width)}  ${title}\n`);
      const asked = parameters.map(({ name, default: value }) =>
        value === null ? name : `${name} ${JSON.stringify(value)}`,
      );
      this.print(
        `${" ".repeat(width)}  asked of each ${each}; OE:10 ${statements.join(" ")}${asked.length > 0 ? `; ${asked.join(", ")}` : ""}\n`,
      );
    }
  }
}
