import { option, string as text } from "@oclif/core/flags";
import { type Fact, valueOf } from "#model/fact.ts";
import { flawsOf, type Waiver } from "#model/waiver.ts";
import { inert, inertJson } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { contentsOf } from "../parts/contents.ts";
import { judge } from "../parts/judge.ts";
import { findPolicy } from "../parts/policy.ts";
import { targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";
import { onDay } from "../parts/waiver-verdict.ts";

export default class WaiverList extends BaseCommand {
  static override summary = "List the waivers, with what is left of them and what they cover.";
  static override description =
    "Every waiver of the repository, in files and in comments: until when it holds and how many days are left, by whom it is approved, how many findings it covers, and why it waives nothing, where it does not.";
  static override examples = [
    { description: "The current repository", command: "<%= config.bin %> waiver list" },
    {
      description: "As of the end of the year, for a script",
      command: "<%= config.bin %> waiver list --at 2026-12-31 --format json",
    },
  ];
  static override flags = {
    repository: text({ helpValue: "DIR", summary: "The repository to read. Default: the current one." }),
    policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
    at: text({ helpValue: "TIME", env: "BAKEWELL_AT", summary: "As of this time." }),
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show them." })(),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(WaiverList);
    const at = timeOf(flags.at);
    const target = targetOf(flags.repository === undefined ? [] : [flags.repository], undefined);
    const contents = contentsOf(target, "working tree");
    const judged = judge(contents, await findPolicy(flags.policy, contents, target.root), { at });
    const waivers = judged.waivers.map((waiver) => onDay(waiver, judged, at));
    if (flags.format === "json")
      return this.print(inertJson({ schema: "bakewell.waivers/1", at, waivers: waivers.map(inJson) }));
    if (waivers.length === 0) return this.note("there are no waivers");
    for (const waiver of waivers) this.print(inWords(waiver));
  }
}

const inJson = (waiver: Waiver) => ({
  rule: orNull(waiver.rule),
  where: Object.fromEntries(waiver.scope.names.map(({ of, text }) => [of, text])),
  line: waiver.scope.line?.line ?? null,
  until: orNull(waiver.until),
  "days-left": daysLeft(waiver) ?? null,
  because: orNull(waiver.because),
  requested: orNull(waiver.requested),
  "requested-by": orNull(waiver.requestedBy),
  "approved-by": orNull(waiver.approvedBy),
  ticket: orNull(waiver.ticket),
  covers: waiver.covers,
  flaws: flawsOf(waiver).map(({ reason, at, remedy }) => ({ reason, at, remedy })),
  at: waiver.at,
});

const orNull = (fact: Fact<string>): string | null => valueOf(fact) ?? null;

function inWords(waiver: Waiver): string {
  const { at, scope, covers } = waiver;
  const names = scope.names.map(({ of, text }) => `${of} ${text}`).join(", ");
  const where = scope.line ? `what begins on line ${scope.line.line}` : names || "everything";
  const flaws = flawsOf(waiver).map(({ reason }) => reason);
  const lines = [
    `${at.file}:${at.line}  ${valueOf(waiver.rule) ?? "no rule"}: ${where}`,
    `  until ${valueOf(waiver.until) ?? "no day"}${left(daysLeft(waiver))}, approved by ${valueOf(waiver.approvedBy) ?? "nobody"}, covers ${counted(covers, "finding")}`,
    `  because ${valueOf(waiver.because) ?? "of nothing that is written"} (${valueOf(waiver.ticket) ?? "no ticket"})`,
    ...(flaws.length > 0 ? [`  waives nothing: ${flaws.join("; ")}`] : []),
  ];
  return lines.map((line) => `${/^ */.exec(line)?.[0] ?? ""}${inert(line.trimStart())}\n`).join("");
}

/** How many days follow the day of the check until the last one; below zero where that has passed. */
function daysLeft({ until, day }: Waiver): number | undefined {
  const last = valueOf(until);
  return last === undefined ? undefined : (Date.parse(last) - Date.parse(day)) / 86_400_000;
}

function left(days: number | undefined): string {
  if (days === undefined) return "";
  if (days < 0) return ` (ended ${counted(-days, "day")} ago)`;
  return days === 0 ? " (today)" : ` (${counted(days, "day")} left)`;
}

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
