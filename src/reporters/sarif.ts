import type { Log, Location, ReportingDescriptor, Result } from "sarif";
import type { Finding } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import type { Report } from "#model/report.ts";
import type { Outcome } from "#model/verdict.ts";
import { inert, inertJson } from "./inert.ts";
import type { Choices, Reporter } from "./reporter.ts";
import { isShown, message, placeOf } from "./wording.ts";

/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). The four outcomes are its kinds of result;
 * a waived failure is a suppressed one.
 */
export const sarif: Reporter = (report, choices) => inertJson(log(report, choices));

const kinds = {
  fail: "fail",
  pass: "pass",
  unknown: "open",
  "not-applicable": "notApplicable",
} as const satisfies Record<Outcome, Result.kind>;

function log(report: Report, choices: Choices): Log {
  const ids = [...new Set(report.findings.map(({ rule }) => rule))];
  const indices = new Map(ids.map((id, index) => [id, index]));
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            informationUri: "https://github.com/bakewell/bakewell",
            rules: ids.map((id) => rule(id, report)),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
        invocations: [{ executionSuccessful: true }],
        results: report.findings
          .filter((finding) => isShown(finding, choices))
          .map((finding) => result(finding, indices.get(finding.rule) ?? -1)),
      },
    ],
  };
}

function rule(id: string, report: Report): ReportingDescriptor {
  const text = report.titles[id] ?? id;
  return {
    id,
    name: id,
    shortDescription: { text },
    help: { text: `${text}. Run \`bakewell explain ${id}\` for why, what passes and how to mend it.` },
  };
}

function result(finding: Finding, ruleIndex: number): Result {
  const kind = kinds[finding.outcome];
  const [first = placeOf(finding), ...others] = finding.places;
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind,
    // Only a failure has a level other than `none`, by section 3.27.10 of the specification.
    level: kind !== "fail" ? "none" : finding.owed ? "note" : finding.strength === "must" ? "error" : "warning",
    message: { text: message(finding) },
    locations: [location(first)],
    ...(others.length > 0 && { relatedLocations: others.map(location) }),
    ...(finding.owed && { properties: { owed: { emergency: inert(finding.owed.emergency), due: finding.owed.due } } }),
    partialFingerprints: { "bakewell/v1": inert(finding.fingerprint) },
    ...(finding.waiver && {
      suppressions: [
        {
          kind: finding.waiver.at.file === first.file ? "inSource" : "external",
          status: "accepted",
          justification: inert(
            `until ${finding.waiver.until} by ${finding.waiver.approvedBy}: ${finding.waiver.because}`,
          ),
        },
      ],
    }),
  };
}

const location = ({ file, line, column }: Place): Location => ({
  physicalLocation: {
    artifactLocation: { uri: file.toWellFormed().split("/").map(encodeURIComponent).join("/"), uriBaseId: "SRCROOT" },
    region: { startLine: line, startColumn: column },
  },
});
