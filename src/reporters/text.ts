import type { Finding } from "#model/finding.ts";
import { byPlace, samePlace, type Place } from "#model/place.ts";
import type { Report } from "#model/report.ts";
import { inert, inertLines } from "./inert.ts";
import type { Choices, Reporter } from "./reporter.ts";
import { type Row, rowsOf } from "./rows.ts";
import { styles, type Styles } from "./styles.ts";
import { besides, isShown, most, placeOf, remediesOf, summaryLine } from "./wording.ts";

/** One block a file, one line a finding (those that say the same share one), what to do, and a last line that counts. */
export const text: Reporter = (report, choices) => {
  const style = styles(choices.color);
  const shown = report.findings.filter((finding) => isShown(finding, choices));
  const blocks = [...Map.groupBy(shown, (finding) => placeOf(finding).file)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, findings]) => block(file, findings, report.at, style));
  return [...blocks, settling(shown, style), ending(report, choices, style)].filter((part) => part !== "").join("\n");
};

/** Longer reasons push the rule's name to the right instead of widening every line. */
const widest = 88;

function block(file: string, findings: readonly Finding[], at: string, style: Styles): string {
  const rows = rowsOf(findings).toSorted((a, b) => byPlace(a.at, b.at));
  const atWidth = most(
    rows.map(({ at }) => position(at).length),
    0,
  );
  const saysWidth = most(
    rows.map(({ says }) => says.length).filter((length) => length <= widest),
    0,
  );
  const margin = " ".repeat(atWidth + 13);
  const lines = rows.flatMap((row) => [
    `  ${style.dim(position(row.at).padEnd(atWidth))}  ${outcome(row.first, style)}  ${row.says.padEnd(saysWidth)}  ${style.dim(row.rules.join(", "))}`,
    ...below(row, file, at).map((line) => style.dim(`${margin}${line}`)),
  ]);
  return `${style.bold(inert(file))}\n${lines.join("\n")}\n`;
}

const position = ({ line, column }: Place): string => `${line}:${column}`;

function outcome({ outcome: found, strength, waiver, owed }: Finding, style: Styles): string {
  if (waiver) return style.dim("waived ");
  if (owed) return style.yellow("owed   ");
  switch (found) {
    case "fail":
      return strength === "must" ? style.red("fail   ") : style.yellow("fail   ");
    case "unknown":
      return style.cyan("unknown");
    case "pass":
      return style.green("pass   ");
    case "not-applicable":
      return style.dim("n/a    ");
  }
}

/** What stands below a finding: its other places, its waiver or its time, and what to do where it must be done. */
function below({ first, at }: Row, file: string, now: string): readonly string[] {
  const others = first.places.filter((place) => !samePlace(place, at));
  const also = [
    ...new Set(others.map((place) => (place.file === file ? position(place) : `${place.file}:${position(place)}`))),
  ];
  const more = also.length > 3 ? [...also.slice(0, 3), `${also.length - 3} more`] : also;
  const isAsked = first.outcome === "fail" && first.strength === "must" && !first.waiver;
  return [
    ...(more.length > 0 && first.outcome !== "unknown" ? [`see ${inert(more.join(", "))}`] : []),
    ...besides(first, now),
    ...(isAsked ? remediesOf(first).flatMap((remedy) => inertLines(remedy).split("\n")) : []),
  ];
}

/** How to settle what is unknown, each way once. */
function settling(shown: readonly Finding[], style: Styles): string {
  const ways = new Map<string, number>();
  for (const finding of shown)
    if (finding.outcome === "unknown") for (const way of remediesOf(finding)) ways.set(way, (ways.get(way) ?? 0) + 1);
  if (ways.size === 0) return "";
  const lines = [...ways]
    .toSorted(([, a], [, b]) => b - a)
    .map(([way, count]) => {
      const [first = "", ...rest] = inertLines(way).split("\n");
      return [`  ${first} ${style.dim(`(${count})`)}`, ...rest.map((line) => `    ${line}`)].join("\n");
    });
  return `${style.bold("To settle what is unknown")} ${style.dim("(and how many findings each would settle)")}\n${lines.join("\n")}\n`;
}

function ending(report: Report, choices: Choices, style: Styles): string {
  const notes = report.notes.map((note) => `${style.dim(inert(note))}\n`).join("");
  return `${notes}${inert(summaryLine(report, choices))}\n`;
}
