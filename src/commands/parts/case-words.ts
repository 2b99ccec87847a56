import type { Difference } from "#policy/compare.ts";
import { inert, inertJson, inertXml as escape } from "#reporters/inert.ts";
import { styles } from "#reporters/styles.ts";
import { whereWords } from "./clause-words.ts";
import type { CaseResult, TestResults } from "./cases.ts";

/** A line a case, what is different in it, and what no case reaches. */
export function caseText({ cases, askings }: TestResults, color: boolean): string {
  const style = styles(color);
  const lines = cases.flatMap((each) => [
    `${each.differences.length === 0 ? style.green("PASS") : style.red("FAIL")}  ${inert(each.name)}  ${style.dim(count(each.expectations, "expectation"))}`,
    ...each.differences.flatMap((difference) => wordsOf(difference).map((line) => `      ${line}`)),
  ]);
  const missed = askings.filter(({ isReached }) => !isReached);
  const unreached = missed.map(
    ({ rule, ask, clause }) =>
      `  ${inert(`${clause.file}:${ask.at.line}`)}  ${ask.strength} ${rule}, ${inert(whereWords(clause.where))}${clause.during ? ` during ${clause.during}` : ""}`,
  );
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  return [
    ...lines,
    ...(missed.length > 0 ? ["", style.bold("Clauses that no case reaches"), ...unreached] : []),
    "",
    `${count(cases.length, "case")}: ${cases.length - failed} pass, ${failed} fail; ${askings.length - missed.length} of ${askings.length} clauses reached (${coverage({ askings })} %)`,
    "",
  ].join("\n");
}

/** The difference in a line, and where to look in the next. */
const wordsOf = ({ rule, subject, at, says, finding }: Difference): readonly string[] => {
  const places = [
    ...(at ? [`expected at ${at.file}:${at.line}`] : []),
    ...(finding ? [`asked by ${finding.askedBy.file}:${finding.askedBy.line}`] : []),
  ];
  return [inert(`${rule}, ${subject}: ${says}`), ...(places.length > 0 ? [inert(`  ${places.join(", ")}`)] : [])];
};

/** How much of what the policies ask is reached, in whole percent, rounded down. */
export const coverage = ({ askings }: Pick<TestResults, "askings">): number =>
  askings.length === 0 ? 100 : Math.floor((100 * askings.filter(({ isReached }) => isReached).length) / askings.length);

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

export const caseJson = ({ cases, askings }: TestResults): string =>
  inertJson({
    schema: "bakewell.policy-test/1",
    cases: cases.map(({ name, file, expectations, differences }) => ({
      name,
      file,
      outcome: differences.length === 0 ? "pass" : "fail",
      expectations,
      differences: differences.map(({ rule, subject, at, says, finding }) => ({
        rule,
        subject,
        says,
        at: at ?? null,
        finding: finding ?? null,
      })),
    })),
    coverage: {
      percent: coverage({ askings }),
      clauses: askings.map(({ rule, ask, clause, isReached }) => ({
        policy: clause.policy,
        place: `${clause.file}:${ask.at.line}`,
        strength: ask.strength,
        rule,
        where: clause.where ?? null,
        reached: isReached,
      })),
    },
  });

/** JUnit's XML: a case a test, in one suite. */
export function caseJunit({ cases }: TestResults): string {
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  const counts = ` tests="${cases.length}" failures="${failed}" errors="0" skipped="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="bakewell policy test"${counts}>\n  <testsuite name="policy"${counts}>\n${cases.map(testcase).join("")}  </testsuite>\n</testsuites>\n`;
}

function testcase({ name, file, differences }: CaseResult): string {
  const opening = `    <testcase classname="policy" name="${escape(name)}" file="${escape(file)}"`;
  const [first] = differences;
  if (!first) return `${opening}/>\n`;
  const says = differences.flatMap(wordsOf).join("\n");
  return `${opening}>\n      <failure type="difference" message="${escape(`${first.rule}, ${first.subject}: ${first.says}`)}">${escape(says)}</failure>\n    </testcase>\n`;
}
