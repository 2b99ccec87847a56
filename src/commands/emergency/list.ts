import { option } from "@oclif/core/flags";
import { printDuration } from "#model/duration.ts";
import type { Emergency, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import { dueOf, isDone, mergeDueOf, reviewDueOf } from "#model/obligations.ts";
import { inert, inertJson } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { declaredFlags, declaredIn } from "../parts/declared.ts";

export default class EmergencyList extends BaseCommand {
  static override summary = "List the declared emergencies, with what they owe and how much time is left.";
  static override description =
    "Every declared emergency of the repository, the oldest first: whether it is open, until when its terms hold, and what is owed: checks that were put off, the review, the merge to trunk. `emergency check` says whether they keep to their protocol.";
  static override examples = [
    { description: "The current repository", command: "<%= config.bin %> emergency list" },
    { description: "For a script", command: "<%= config.bin %> emergency list --format json" },
  ];
  static override flags = {
    ...declaredFlags,
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show them." })(),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(EmergencyList);
    const { at, emergencies, governance } = await declaredIn(flags);
    const protocol = valueOf(governance.protocol);
    const rows = emergencies.map((emergency) => rowOf(emergency, protocol));
    if (flags.format === "json")
      return this.print(inertJson({ schema: "bakewell.emergencies/1", at, emergencies: rows }));
    if (rows.length === 0) return this.note("no emergency is declared");
    for (const row of rows) this.print(inWords(row, at));
  }
}

interface Debt {
  readonly what: string;
  readonly due: string | null;
  readonly overdue: boolean;
}

const rowOf = (emergency: Emergency, protocol: Protocol | undefined) => ({
  id: emergency.id,
  file: emergency.at.file,
  status: emergency.problems.length > 0 ? "unreadable" : (valueOf(emergency.status) ?? "open"),
  criterion: valueOf(emergency.criterion) ?? null,
  declared: valueOf(emergency.declared) ?? null,
  expires: valueOf(emergency.expires) ?? null,
  owed: debtsOf(emergency, protocol),
});

/** What it owes: checks that were put off, its review, and its change on trunk. */
function debtsOf(emergency: Emergency, protocol: Protocol | undefined): readonly Debt[] {
  const { gates, review, now } = emergency;
  const debt = (what: string, due: string | undefined): Debt => ({
    what,
    due: due ?? null,
    overdue: due !== undefined && due < now,
  });
  const isPaid = (gate: Emergency["gates"][number]) => isDone(gate, now) || valueOf(gate.result) === "failed";
  return [
    ...gates
      .filter((gate) => gate.disposition === "deferred" && !isPaid(gate))
      .map((gate) => debt(gate.name, dueOf(gate, emergency, protocol))),
    ...(review?.completed.state === "declared" ? [] : [debt("its review", reviewDueOf(emergency, protocol))]),
    ...(review?.merged.state === "declared" ? [] : [debt("its merge to trunk", mergeDueOf(emergency, protocol))]),
  ];
}

function inWords({ id, file, status, criterion, expires, owed }: ReturnType<typeof rowOf>, at: string): string {
  const holds =
    status === "open" && expires !== null && expires >= at
      ? `, its terms hold until ${expires} (${left(expires, at)})`
      : "";
  const lines = [
    `${id}: ${status}${criterion === null ? "" : `, ${criterion}`}${holds}`,
    `  ${file}`,
    ...owed.map(({ what, due, overdue }) =>
      due === null
        ? `  owes ${what}`
        : overdue
          ? `  overdue: ${what}, since ${due}`
          : `  owes ${what} by ${due} (${left(due, at)})`,
    ),
  ];
  return lines.map((line) => `${/^ */.exec(line)?.[0] ?? ""}${inert(line.trimStart())}\n`).join("");
}

const left = (until: string, at: string): string =>
  `${printDuration((Date.parse(until) - Date.parse(at)) / 1000)} left`;
