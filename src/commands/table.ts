import type { Config } from "@oclif/core/config";
import type { BaseCommand } from "./base.ts";

type CommandClass = typeof BaseCommand & (new (argv: string[], config: Config) => BaseCommand);
type Load = () => Promise<{ readonly default: CommandClass }>;

/** Every command by the words that call it: `["policy show", () => import("./policy/show.ts")]`. Only the one that is called is loaded. */
export const table: ReadonlyMap<string, Load> = new Map<string, Load>([
  ["check", () => import("./check.ts")],
  ["plan", () => import("./plan.ts")],
  ["explain", () => import("./explain.ts")],
  ["rules", () => import("./rules.ts")],
  ["policy show", () => import("./policy/show.ts")],
  ["policy lint", () => import("./policy/lint.ts")],
  ["policy test", () => import("./policy/test.ts")],
  ["policy diff", () => import("./policy/diff.ts")],
  ["waiver add", () => import("./waiver/add.ts")],
  ["waiver list", () => import("./waiver/list.ts")],
  ["emergency declare", () => import("./emergency/declare.ts")],
  ["emergency list", () => import("./emergency/list.ts")],
  ["emergency check", () => import("./emergency/check.ts")],
  ["settings import", () => import("./settings/import.ts")],
  ["settings commands", () => import("./settings/commands.ts")],
  ["init", () => import("./init.ts")],
]);

/** What the commands that share a first word have in common. */
export const topics: ReadonlyMap<string, string> = new Map<string, string>([
  ["policy", "Look at, test and compare policies."],
  ["waiver", "Write and look at waivers."],
  ["emergency", "Declare emergencies, and look at what they owe."],
  ["settings", "Tell what servers know and files do not."],
]);
