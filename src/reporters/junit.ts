import type { Finding } from "#model/finding.ts";
import { inertLines, inertXml as escape } from "./inert.ts";
import type { Choices, Reporter } from "./reporter.ts";
import { isFailure, message, placeOf } from "./wording.ts";

/**
 * JUnit's XML as test dashboards read it: a suite a file, a case a finding. A `must` that fails is a failure; what is
 * unknown, waived, owed or only a `should` is skipped with its reason, since neither may break a build.
 */
export const junit: Reporter = (report, choices) => {
  const cases = report.findings.filter(({ outcome }) => outcome !== "not-applicable");
  const suites = [...Map.groupBy(cases, (finding) => placeOf(finding).file)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const body = suites.map(([file, findings]) => suite(file, findings, choices)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bakewell"${counts(cases, choices)}>\n${body}</testsuites>\n`;
};

const suite = (file: string, findings: readonly Finding[], choices: Choices): string =>
  `  <testsuite name="${escape(file)}"${counts(findings, choices)}>\n${findings.map((finding) => testcase(finding, choices)).join("")}  </testsuite>\n`;

const counts = (findings: readonly Finding[], choices: Choices): string => {
  const failures = findings.filter((finding) => breaks(finding, choices)).length;
  const skipped = findings.filter((finding) => isSkipped(finding, choices)).length;
  return ` tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
};

const breaks = (finding: Finding, choices: Choices): boolean =>
  finding.strength === "must" && isFailure(finding, choices);
const isSkipped = (finding: Finding, choices: Choices): boolean =>
  finding.outcome !== "pass" && !breaks(finding, choices);

function testcase(finding: Finding, choices: Choices): string {
  const { file, line, column } = placeOf(finding);
  const opening = `    <testcase classname="${escape(file)}" name="${escape(`${finding.rule}: ${finding.subject.name}`)}" file="${escape(file)}" line="${line}"`;
  if (finding.outcome === "pass") return `${opening}/>\n`;
  const says = escape(message(finding));
  const where = escape(`${file}:${line}:${column}${finding.remedy ? `\n${inertLines(finding.remedy)}` : ""}`);
  const inside = breaks(finding, choices)
    ? `<failure type="${escape(finding.rule)}" message="${says}">${where}</failure>`
    : `<skipped message="${escape(`${status(finding)}: `)}${says}"/>`;
  return `${opening}>\n      ${inside}\n    </testcase>\n`;
}

const status = ({ waiver, owed, outcome, strength }: Finding): string =>
  waiver
    ? `waived until ${waiver.until}`
    : owed
      ? `owed by ${owed.due}, ${owed.emergency}`
      : outcome === "fail"
        ? `fails, ${strength}`
        : outcome;
