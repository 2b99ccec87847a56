import type { Finding } from "#model/finding.ts";
import { inert, inertJson } from "./inert.ts";
import type { Reporter } from "./reporter.ts";
import { besides, isShown, message, placeOf } from "./wording.ts";

/** GitLab's code quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
export const gitlab: Reporter = (report, choices) => {
  const issues = report.findings
    .filter((finding) => isShown(finding, choices) && !finding.waiver)
    .map((finding) => ({
      type: "issue",
      description: [message(finding), ...besides(finding, report.at)].join("; "),
      check_name: finding.rule,
      categories: ["Security"],
      fingerprint: inert(finding.fingerprint),
      severity: severity(finding),
      location: { path: inert(placeOf(finding).file), lines: { begin: placeOf(finding).line } },
    }));
  return inertJson(issues);
};

const severity = ({ outcome, strength, owed }: Finding): "info" | "minor" | "major" =>
  outcome !== "fail" ? "info" : strength === "must" && !owed ? "major" : "minor";
