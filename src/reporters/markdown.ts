import type { Finding } from "#model/finding.ts";
import type { Report } from "#model/report.ts";
import { inert } from "./inert.ts";
import type { Choices, Reporter } from "./reporter.ts";
import { besides, isFailure, isShown, message, placeOf, summaryLine } from "./wording.ts";

/** A report for a pull request's comment or a job's summary: what must be mended first, the rest folded. */
export const markdown: Reporter = (report, choices) => {
  const shown = report.findings.filter((finding) => isShown(finding, choices));
  const must = shown.filter((finding) => finding.strength === "must" && isFailure(finding, choices));
  const rest = shown.filter((finding) => !must.includes(finding));
  return [heading(report, choices, must.length), ...open(must, report), ...folded(rest, report)].join("\n");
};

const heading = (report: Report, choices: Choices, failing: number): string =>
  [
    `## Bakewell: ${failing === 0 ? "every must passes" : `${failing} must ${failing === 1 ? "fails" : "fail"}`}`,
    "",
    safe(summaryLine(report, choices)),
    ...report.notes.map((note) => `\n${safe(note)}`),
    "",
  ].join("\n");

const open = (findings: readonly Finding[], report: Report): readonly string[] =>
  findings.length > 0 ? [table(findings, report)] : [];

function folded(findings: readonly Finding[], report: Report): readonly string[] {
  const groups = [
    ["Owed", findings.filter(({ owed, waiver }) => owed && !waiver)],
    ["Should fail", findings.filter(({ outcome, waiver, owed }) => outcome === "fail" && !waiver && !owed)],
    ["Waived", findings.filter(({ waiver }) => waiver)],
    ["Unknown", findings.filter(({ outcome, waiver, owed }) => outcome === "unknown" && !waiver && !owed)],
    ["Pass", findings.filter(({ outcome }) => outcome === "pass")],
  ] as const;
  return groups
    .filter(([, group]) => group.length > 0)
    .map(
      ([title, group]) =>
        `<details><summary>${title} (${group.length})</summary>\n\n${table(group, report)}\n</details>\n`,
    );
}

const table = (findings: readonly Finding[], { at }: Report): string =>
  ["| place | finding | rule |", "|---|---|---|", ...findings.map((finding) => row(finding, at)), ""].join("\n");

function row(finding: Finding, at: string): string {
  const { file, line, column } = placeOf(finding);
  const says = [
    message(finding),
    ...besides(finding, at),
    ...(finding.outcome !== "pass" && finding.remedy ? [finding.remedy] : []),
  ];
  return `| ${code(`${file}:${line}:${column}`)} | ${says.flatMap(lines).join("<br>")} | ${code(finding.rule)} |`;
}

const lines = (text: string): readonly string[] => text.split("\n").map(safe);

/** Text that stands for itself: what is quoted by backticks stays code, and nothing else is markup, a link or a mention. */
const safe = (text: string): string =>
  text
    .split("`")
    .map((part, index, parts) => (index % 2 === 1 && index < parts.length - 1 ? code(part) : plain(part)))
    .join("");

const plain = (text: string): string =>
  inert(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\*_{}[\]()#+!|~$]/g, (mark) => `\\${mark}`)
    // GitHub looks for mentions, references and addresses in what the markup has become.
    .replaceAll(/[@#]|www(?=\.)|:(?=\/\/)/gi, (mark) => `${mark}\u2060`);

/** A code span, which no backtick inside can end, and no bar its cell: `\\|` would be a backslash and a bar. */
const code = (text: string): string =>
  text === ""
    ? ""
    : `\`${inert(text)
        .replaceAll("`", "'")
        .replaceAll(/\\(?=\|)/g, "\\ ")
        .replaceAll("|", "\\|")}\``;
