import type { Finding } from "#model/finding.ts";
import { inert, inertLines } from "./inert.ts";
import type { Reporter } from "./reporter.ts";
import { besides, isShown, message, placeOf, summaryLine } from "./wording.ts";

/**
 * Annotations of a GitHub Actions run
 * (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands). A run shows only the first ten of each level
 * a step, so those that must be mended come first.
 */
export const github: Reporter = (report, choices) => {
  const shown = report.findings.filter((finding) => isShown(finding, choices));
  const annotations = shown
    .toSorted((a, b) => levels.indexOf(level(a)) - levels.indexOf(level(b)))
    .map((finding) => annotation(finding, report.at));
  return `${annotations.join("")}${inert(summaryLine(report, choices))}\n`;
};

const levels = ["error", "warning", "notice"] as const;

function level({ outcome, strength, waiver, owed }: Finding): (typeof levels)[number] {
  if (outcome !== "fail" || waiver) return "notice";
  if (owed) return "warning";
  return strength === "must" ? "error" : "warning";
}

function annotation(finding: Finding, at: string): string {
  const { file, line, column } = placeOf(finding);
  const text = [
    message(finding),
    ...besides(finding, at),
    ...(finding.remedy ? [inertLines(finding.remedy)] : []),
  ].join("\n");
  return `::${level(finding)} file=${property(file)},line=${line},col=${column},title=${property(finding.rule)}::${value(text)}\n`;
}

const value = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => value(inert(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
