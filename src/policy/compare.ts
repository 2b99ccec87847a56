import type { Finding } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import type { Subject } from "#model/subject.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import type { Expectation } from "./expected.ts";
import { choice, meant } from "./mistakes.ts";

/** Something that a case did not expect, or expected in vain. */
export interface Difference {
  readonly rule: string;
  readonly subject: string;
  /** Where it is expected; `undefined` where nothing expects it. */
  readonly at: Place | undefined;
  /** What was expected and found, as a sentence. */
  readonly says: string;
  /** What was found instead, if anything. */
  readonly finding: Finding | undefined;
}

/** A subject of a case, with the name of its plan. */
export interface Placed {
  readonly subject: Subject | WrittenWaiver;
  readonly plan: string | undefined;
}

/** What the findings of a check have against what was expected of it, in the order of the expectations. */
export function compared(
  expected: readonly Expectation[],
  findings: readonly Finding[],
  subjects: readonly Placed[],
): readonly Difference[] {
  const known = [...new Set(subjects.flatMap(({ subject, plan }) => namesOf(subject, plan)))];
  const met = new Set<Finding>();
  const differences = expected.flatMap((expectation): readonly Difference[] => {
    const { rule, subject, at, outcome } = expectation;
    const different = (says: string, finding?: Finding): Difference => ({ rule, subject, at, says, finding });
    if (!known.includes(subject))
      return [different(`there is no such subject; ${meant(subject, known, `there are ${choice(known)}`)}`)];
    const ours = findings.filter((finding) => finding.rule === rule && isNamed(finding, subject));
    for (const finding of ours) met.add(finding);
    if (ours.length === 0)
      return outcome === "not-asked" ? [] : [different(`expected ${outcome}, and it is not asked`)];
    return ours.flatMap((finding) => {
      const says = against(expectation, finding);
      return says === undefined ? [] : [different(says, finding)];
    });
  });
  const listed = new Set(expected.map(({ rule }) => rule));
  const surprises = findings.filter(
    (finding) => listed.has(finding.rule) && !met.has(finding) && outcomeOf(finding) === "fail",
  );
  return [
    ...differences,
    ...surprises.map((finding) => ({
      rule: finding.rule,
      subject: nameOf(finding),
      at: undefined,
      says: `expected nothing, and it ${does(finding)}: ${finding.reason}`,
      finding,
    })),
  ];
}

/** What an expectation has against a finding. */
function against({ outcome, strength, reason, place }: Expectation, finding: Finding): string | undefined {
  const found = outcomeOf(finding);
  if (found !== outcome) return `expected ${outcome}, and it ${does(finding)}: ${finding.reason}`;
  if (strength !== undefined && strength !== finding.strength)
    return `expected as ${strength}, and it is asked as ${finding.strength}`;
  if (reason !== undefined && reason !== finding.reason)
    return `expected the reason \`${reason}\`, and it is \`${finding.reason}\``;
  const at = finding.places[0] ?? finding.subject.at;
  const lines = [`${at.file}:${at.line}`, `${at.file}:${at.line}:${at.column}`];
  return place === undefined || lines.includes(place) ? undefined : `expected at ${place}, and it is at ${lines[1]}`;
}

/** The outcome as a verb. */
const does = (finding: Finding): string =>
  finding.waiver || !(finding.outcome === "pass" || finding.outcome === "fail")
    ? `is ${outcomeOf(finding).replace("-", " ")}`
    : finding.outcome === "pass"
      ? "passes"
      : "fails";

const outcomeOf = ({ outcome, waiver }: Finding): string => (waiver ? "waived" : outcome);

/** Whether a finding speaks of a subject of this name. */
export const isNamed = ({ subject }: Finding, wanted: string): boolean =>
  namesOf(subject, subject.plan ?? undefined).includes(wanted);

/** How a case may name a subject, the fullest name last. */
export const namesOf = (
  { kind, name }: Pick<Finding["subject"], "kind" | "name">,
  plan: string | undefined,
): readonly string[] =>
  kind === "repository" ? ["."] : kind === "stage" && plan !== undefined ? [name, `${plan} ${name}`] : [name];

const nameOf = ({ subject }: Finding): string => namesOf(subject, subject.plan ?? undefined).at(-1) ?? subject.name;
