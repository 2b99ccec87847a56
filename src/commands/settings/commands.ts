import { string } from "@oclif/core/args";
import { option, string as text } from "@oclif/core/flags";
import type { Finding } from "#model/finding.ts";
import type { Plan } from "#model/plan.ts";
import { inert, inertJson } from "#reporters/inert.ts";
import { remediesOf } from "#reporters/wording.ts";
import { BaseCommand } from "../base.ts";
import { contentsOf } from "../parts/contents.ts";
import { judge } from "../parts/judge.ts";
import { findPolicy } from "../parts/policy.ts";
import { settingsFlag, withSettings } from "../parts/settings.ts";
import { targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";

export default class SettingsCommands extends BaseCommand {
  static override summary = "Show the commands that export what servers know and files do not.";
  static override description =
    "Reads the repository, and prints a command for each setting that is not known or no longer believed: what it settles, and how many findings. Bakewell runs none of them: it opens no network connection.";
  static override examples = [
    { description: "The current repository", command: "<%= config.bin %> settings commands" },
    { description: "For a script", command: "<%= config.bin %> settings commands --format json" },
  ];
  static override args = { path: string({ description: "A repository. Default: the current one." }) };
  static override flags = {
    policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
    settings: settingsFlag,
    at: text({ helpValue: "TIME", env: "BAKEWELL_AT", summary: "Believe exported settings as of this time." }),
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show it." })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsCommands);
    const target = targetOf(args.path === undefined ? [] : [args.path], undefined);
    const contents = contentsOf(target, "working tree");
    const found = withSettings(await findPolicy(flags.policy, contents, target.root), flags.settings);
    const { repository, findings } = judge(contents, found, { at: timeOf(flags.at) });
    const commands = commandsFor(repository.plans, findings);
    if (flags.format === "json") return this.print(inertJson({ schema: "bakewell.settings-commands/1", commands }));
    if (commands.length === 0) return this.note("nothing to export: no fact waits for the settings of a server");
    this.print(commands.map(inWords).join("\n"));
  }
}

interface Command {
  readonly command: string;
  /** What is not known without it, as clauses. */
  readonly settles: readonly string[];
  /** How many findings are unknown without it. */
  readonly findings: number;
}

function commandsFor(plans: readonly Plan[], findings: readonly Finding[]): readonly Command[] {
  const reasons = new Map<string, Set<string>>();
  for (const { settle, why } of openIn(plans))
    if (isExport(settle)) reasons.set(settle, (reasons.get(settle) ?? new Set()).add(why));
  return [...reasons]
    .map(([command, settles]) => ({
      command,
      settles: [...settles].toSorted(),
      findings: findings.filter((each) => each.outcome === "unknown" && remediesOf(each).includes(command)).length,
    }))
    .toSorted((a, b) => b.findings - a.findings || (a.command < b.command ? -1 : 1));
}

const isExport = (settle: string): boolean => settle.includes("bakewell settings import");

interface Open {
  readonly settle: string;
  readonly why: string;
}

/** Every fact of the plans that is not known. */
function openIn(value: unknown, found: Open[] = []): readonly Open[] {
  if (typeof value !== "object" || value === null) return found;
  const { settle, why } = value as Partial<Open>;
  if (typeof settle === "string" && typeof why === "string") found.push({ settle, why });
  for (const part of Object.values(value)) openIn(part, found);
  return found;
}

const inWords = ({ command, settles, findings }: Command): string =>
  `${inert(command)}\n  ${effect(findings)}\n${settles.map((why) => `  - ${inert(why)}\n`).join("")}`;

const effect = (findings: number): string =>
  findings === 0
    ? "changes no verdict of this policy, and tells"
    : `settles ${findings} finding${findings === 1 ? "" : "s"}`;
