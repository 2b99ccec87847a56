import { string } from "@oclif/core/args";
import { option } from "@oclif/core/flags";
import { printDuration } from "#model/duration.ts";
import type { Verdict } from "#model/verdict.ts";
import { inert, inertJson, inertLines } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { declaredFlags, declaredIn, isBroken, verdictsOf } from "../parts/declared.ts";
import { emergencyNamed } from "../parts/grant.ts";

export default class EmergencyCheck extends BaseCommand {
  static override summary = "Hold declared emergencies against their protocol.";
  static override description =
    "Asks the rules emergency-declaration, owed-checks and emergency-review of one declared emergency, or of all, whatever the policy asks. Exit code 1 where one of them fails; what is owed and still in time does not.";
  static override examples = [
    { description: "All of them", command: "<%= config.bin %> emergency check" },
    { description: "One of them", command: "<%= config.bin %> emergency check EMG-2026-11-02-checkout-errors" },
  ];
  static override args = { id: string({ description: "The name of one." }) };
  static override flags = {
    ...declaredFlags,
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show them." })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(EmergencyCheck);
    const declared = await declaredIn(flags);
    const { at, emergencies } = declared;
    const asked = args.id === undefined ? emergencies : [emergencyNamed(args.id, emergencies)];
    const judged = asked.map((emergency) => ({ emergency, verdicts: verdictsOf(emergency, declared) }));
    if (flags.format === "json")
      this.print(
        inertJson({
          schema: "bakewell.emergency-check/1",
          at,
          emergencies: judged.map(({ emergency: { id }, verdicts }) => ({ id, verdicts })),
        }),
      );
    else if (asked.length === 0) this.note("no emergency is declared");
    else
      for (const { emergency, verdicts } of judged)
        this.print(`${inert(`${emergency.at.file}`)}\n${verdicts.map((verdict) => inWords(verdict, at)).join("")}`);
    const isFailing = judged.some(({ verdicts }) => verdicts.some((verdict) => isBroken(verdict, at)));
    process.exitCode = isFailing ? 1 : 0;
  }
}

function inWords(verdict: Verdict & { readonly rule: string }, at: string): string {
  const { outcome, due, rule, reason, remedy, places } = verdict;
  const isOwed = outcome === "fail" && due !== undefined && due >= at;
  const word = isOwed ? "owed" : outcome === "not-applicable" ? "n/a" : outcome;
  const left = isOwed ? ` (${printDuration((Date.parse(due) - Date.parse(at)) / 1000)} left)` : "";
  const [place] = places;
  const lines = [
    `  ${word.padEnd(7)}  ${rule}: ${inert(reason)}${left}${place ? ` (${place.line}:${place.column})` : ""}`,
    ...(remedy && outcome !== "pass"
      ? inertLines(remedy)
          .split("\n")
          .filter(Boolean)
          .map((line) => `           ${line}`)
      : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
