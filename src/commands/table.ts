import type { Config } from "@oclif/core/config";
import type { BaseCommand } from "./base.ts";

type CommandClass = typeof BaseCommand & (new (argv: string[], config: Config) => BaseCommand);

/** Every command by the words that call it. Only the one that is called is loaded. */
export const table: ReadonlyMap<string, () => Promise<{ readonly default: CommandClass }>> = new Map([]);

/** What the commands that share a first word have in common. */
export const topics: ReadonlyMap<string, string> = new Map([]);
