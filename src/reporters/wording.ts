import { printDuration } from "#model/duration.ts";
import type { Finding } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import type { Report } from "#model/report.ts";
import { inert } from "./inert.ts";
import type { Choices } from "./reporter.ts";

/** Where a finding is shown: the foremost place that decided it, or its subject's. */
export const placeOf = ({ places, subject }: Finding): Place => places[0] ?? subject.at;

/** Whether a finding is among those that a person is shown. */
export function isShown(finding: Finding, choices: Choices): boolean {
  switch (finding.outcome) {
    case "fail":
      return true;
    case "unknown":
      return choices.unknown !== "hide";
    case "pass":
      return choices.passes;
    case "not-applicable":
      return false;
  }
}

/** Whether a finding, if it is a `must`, makes the check fail. */
export const isFailure = (finding: Finding, { unknown }: Pick<Choices, "unknown">): boolean =>
  finding.waiver === null &&
  finding.owed === null &&
  (finding.outcome === "fail" || (finding.outcome === "unknown" && unknown === "fail"));

/** A finding in one sentence: the subject's name, where it adds something, and the reason. */
export const message = (finding: Finding, others = 0): string => {
  const name = shortened(nameOf(finding), 300);
  const reason = shortened(finding.reason, 2000);
  if (name === "") return inert(reason);
  const more = others > 0 ? ` and ${others} more` : "";
  // What keeps a finding unknown is a clause by itself; every other reason follows the name as its predicate.
  return inert(`${name}${more}${finding.outcome === "unknown" || others > 0 ? ":" : ""} ${reason}`);
};

/** By whom a failure is accepted, until when and why; an empty text where it is not. */
const waiverWords = ({ waiver }: Finding): string =>
  waiver ? inert(`waived until ${waiver.until} by ${waiver.approvedBy}: ${waiver.because}`) : "";

/** By when what is owed must be done, how much time is left at a time, and under which emergency; else an empty text. */
function owedWords({ owed, subject }: Finding, at: string): string {
  if (!owed) return "";
  const left = printDuration((Date.parse(owed.due) - Date.parse(at)) / 1000);
  const under = subject.kind === "emergency" ? "" : `, by the terms of ${owed.emergency}`;
  return inert(`owed by ${owed.due} (${left} left)${under}`);
}

/** What is said beside a finding: by whom it is accepted, or by when it must be mended. */
export const besides = (finding: Finding, at: string): readonly string[] =>
  [waiverWords(finding), finding.waiver ? "" : owedWords(finding, at)].filter((words) => words !== "");

/** A stage is named with its plan: several plans of a repository have a stage called `deploy`. */
function nameOf({ subject }: Finding): string {
  switch (subject.kind) {
    case "source":
    case "repository":
      return "";
    case "plan":
    case "waiver":
    case "emergency":
      return subject.name;
    case "stage":
      return subject.plan === null ? subject.name : `${subject.plan} ${subject.name}`;
  }
}

/** A name can be as long as a file. */
const shortened = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1).toWellFormed()}…` : text;

/** The largest number, of any number of them. */
export const most = (numbers: readonly number[], least: number): number =>
  numbers.reduce((largest, number) => Math.max(largest, number), least);

/** "3 plans, 5 stages: 2 must fail, 4 should fail, 12 unknown, 31 pass, 8 not applicable (policy essential)". */
export function summaryLine(report: Report, choices: Choices): string {
  const { summary, plans, findings, policy } = report;
  const failing = findings.filter((finding) => isFailure(finding, choices));
  const must = failing.filter(({ strength }) => strength === "must").length;
  const stages = plans.reduce((sum, plan) => sum + plan.stages.length, 0);
  const counts = [
    `${must} must fail`,
    `${failing.length - must} should fail`,
    `${summary.unknown} unknown`,
    ...(summary.waived > 0 ? [`${summary.waived} waived`] : []),
    ...(summary.owed > 0 ? [`${summary.owed} owed`] : []),
    `${summary.pass} pass`,
    `${summary["not-applicable"]} not applicable`,
  ];
  return `${count(plans.length, "plan")}, ${count(stages, "stage")}: ${counts.join(", ")} (policy ${policy.name})`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** What to do about a finding, each thing by itself. */
export const remediesOf = ({ remedy }: Finding): readonly string[] => remedy?.split(/\n\n+/) ?? [];
