import type { Finding } from "#model/finding.ts";
import { byPlace, samePlace, type Place } from "#model/place.ts";
import type { Report } from "#model/report.ts";
import { inert, inertLines } from "./inert.ts";
import type { Choices, Reporter } from "./reporter.ts";
import { styles, type Styles } from "./styles.ts";
import { isShown, message, placeOf, summaryLine } from "./wording.ts";

/** One block a file, one line a finding, what to do, and a last line that counts. */
export const text: Reporter = (report, choices) => {
  const style = styles(choices.color);
  const shown = report.findings.filter((finding) => isShown(finding, choices));
  const blocks = [...Map.groupBy(shown, (finding) => placeOf(finding).file)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, findings]) => block(file, findings, style));
  return [...blocks, settling(shown, style), ending(report, choices, style)].filter((part) => part !== "").join("\n");
};

function block(file: string, findings: readonly Finding[], style: Styles): string {
  const ordered = findings.toSorted((a, b) => byPlace(placeOf(a), placeOf(b)));
  const rows = ordered.map((finding) => ({ finding, at: position(placeOf(finding)), says: message(finding) }));
  const widths = {
    at: Math.max(...rows.map(({ at }) => at.length)),
    says: Math.min(88, Math.max(...rows.map(({ says }) => says.length))),
  };
  const lines = rows.flatMap(({ finding, at, says }) => [
    `  ${style.dim(at.padEnd(widths.at))}  ${outcome(finding, style)}  ${says.padEnd(widths.says)}  ${style.dim(label(finding))}`,
    ...below(finding, file).map((line) => `${" ".repeat(widths.at + 4)}         ${style.dim(line)}`),
  ]);
  return `${style.bold(inert(file))}\n${lines.join("\n")}\n`;
}

const position = ({ line, column }: Place): string => `${line}:${column}`;

const label = (finding: Finding): string => (finding.strength === "must" ? finding.rule : `${finding.rule} (should)`);

function outcome(finding: Finding, style: Styles): string {
  if (finding.waiver) return style.dim("waived ");
  switch (finding.outcome) {
    case "fail":
      return finding.strength === "must" ? style.red("fail   ") : style.yellow("fail   ");
    case "unknown":
      return style.cyan("unknown");
    case "pass":
      return style.green("pass   ");
    case "not-applicable":
      return style.dim("n/a    ");
  }
}

/** What stands below a finding: its other places, its waiver, and what to do where it must be done. */
function below(finding: Finding, file: string): readonly string[] {
  const first = placeOf(finding);
  const others = finding.places.filter((place, index) => index > 0 && !samePlace(place, first)).slice(0, 3);
  const also = others.map((place) => (place.file === file ? position(place) : inert(`${place.file}:${position(place)}`)));
  const waived = finding.waiver && `waived until ${finding.waiver.until} by ${finding.waiver.approvedBy}: ${finding.waiver.because}`;
  const isAsked = finding.outcome === "fail" && finding.strength === "must" && !finding.waiver;
  return [
    ...(also.length > 0 ? [`see ${also.join(", ")}`] : []),
    ...(waived ? [inert(waived)] : []),
    ...(isAsked && finding.remedy ? inertLines(finding.remedy).split("\n") : []),
  ];
}

/** How to settle what is unknown, each way once. */
function settling(shown: readonly Finding[], style: Styles): string {
  const ways = new Map<string, number>();
  for (const { outcome, remedy } of shown)
    if (outcome === "unknown" && remedy) for (const way of remedy.split("\n")) ways.set(way, (ways.get(way) ?? 0) + 1);
  if (ways.size === 0) return "";
  const lines = [...ways].toSorted(([, a], [, b]) => b - a).map(([way, count]) => `  ${inert(way)} ${style.dim(`(${count})`)}`);
  return `${style.bold("To settle what is unknown")} ${style.dim("(findings that each would settle)")}\n${lines.join("\n")}\n`;
}

function ending(report: Report, choices: Choices, style: Styles): string {
  const notes = report.notes.map((note) => `${style.dim(inert(note))}\n`).join("");
  return `${notes}${summaryLine(report, choices)}\n`;
}
