import { posix, resolve } from "node:path";
import { exitCode } from "#check.ts";
import { UsageError } from "#model/usage-error.ts";
import { compared, type Difference, isNamed, namesOf, type Placed } from "#policy/compare.ts";
import { askingKey, type Asking, askings } from "#policy/coverage.ts";
import { type Expectation, loadCase, type PolicyCase } from "#policy/expected.ts";
import { explained } from "#policy/explain.ts";
import { meant, mistaken } from "#policy/mistakes.ts";
import { ruleIds } from "#policy/rule-ids.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import type { Contents } from "#read.ts";
import { openRepository, pathIn, rootOf } from "#repository.ts";
import { decode } from "#syntax/decode.ts";
import { casesFolder, contentsOf } from "./contents.ts";
import { type Judged, judge } from "./judge.ts";
import { findPolicy, type FoundPolicy } from "./policy.ts";
import { settingsIn } from "./settings.ts";
import { timeOf } from "./time.ts";

/** What is expected stands in `expected.yaml`, or in several files such as `essential.expected.yaml`. */
const isExpected = (path: string): boolean => /^(?:.+\.)?expected\.ya?ml$/.test(posix.basename(path));

/** What became of a case. */
export interface CaseResult {
  readonly name: string;
  /** The file that says what is expected. */
  readonly file: string;
  readonly expectations: number;
  readonly differences: readonly Difference[];
}

export interface TestResults {
  readonly cases: readonly CaseResult[];
  /** What is asked by the policies that the cases test, and which of it decided about what a case expects. */
  readonly askings: readonly (Asking & { readonly isReached: boolean })[];
}

/** Runs every case of a folder. Throws a `UsageError` where one cannot be run, or there is none. */
export async function runCases(folder: string, now: string): Promise<TestResults> {
  const { paths, bytes } = openRepository(folder);
  const here = rootOf(".");
  const outer = outerOf(pathIn(here, folder) === undefined ? rootOf(folder) : here);
  const described = paths.filter(isExpected);
  const folders = new Set(described.map((path) => posix.dirname(path)));
  const isInside = (path: string): boolean => [...folders].some((other) => isBelow(posix.dirname(path), other));
  const outermost = described.filter((path) => !isInside(path));
  const lost = described.find((path) => isInside(path) && !path.includes(`${casesFolder}/`));
  if (lost !== undefined)
    throw new UsageError(
      `${posix.join(folder.replaceAll("\\", "/"), lost)} stands inside another case, and would not be run`,
      {
        hint: "give each case a folder beside the others",
      },
    );
  if (outermost.length === 0)
    throw new UsageError(`there is no expected.yaml in ${folder}`, {
      hint: "a case is a folder with a small repository and what is expected of it; `bakewell policy test --help` shows one",
    });
  const known = new Map<string, Asking>();
  const reached = new Set<string>();
  const cases: CaseResult[] = [];
  for (const path of outermost) {
    const base = posix.dirname(path);
    const below = base === "." ? "" : `${base}/`;
    const file = posix.join(folder.replaceAll("\\", "/"), path);
    const written = loadCase(file, textIn(bytes, path, file));
    const contents = within({ paths, bytes }, below, written.repository);
    const found = await policyOf(written, outer, resolve(folder, below), contents);
    checkRules(written.expected, found.policy);
    const at = timeOfCase(written, now);
    const judged = judge(contents, found, { at });
    const subjects = subjectsOf(judged);
    for (const each of askings(found.policy)) known.set(keyOf(each), each);
    for (const key of written.expected.flatMap((each) => reachedBy(each, judged, subjects, found.policy, at)))
      reached.add(key);
    const code = exitCode(judged.findings, "must", "show");
    cases.push({
      name: path.replace(/[./]?expected\.ya?ml$/, "") || posix.basename(resolve(folder)),
      file,
      expectations: written.expected.length,
      differences: [
        ...compared(written.expected, judged.findings, subjects),
        ...(written.exit === undefined || written.exit === code ? [] : [wrongExit(written.exit, code)]),
      ],
    });
  }
  return { cases, askings: [...known].map(([key, each]) => ({ ...each, isReached: reached.has(key) })) };
}

const isBelow = (folder: string, other: string): boolean =>
  folder !== other && (other === "." || folder.startsWith(`${other}/`));

/** The repository that the cases stand in, whose policy they test. */
interface Outer {
  readonly root: string;
  readonly policy: (named: string | undefined) => Promise<FoundPolicy>;
}

function outerOf(root: string): Outer {
  const contents = contentsOf({ root, only: undefined, given: undefined }, "working tree");
  return { root, policy: (named) => findPolicy(named, contents, root) };
}

function textIn(bytes: Contents["bytes"], path: string, file: string): string {
  const found = bytes([path]).get(path);
  if (found instanceof Uint8Array) return decode(file, found).text;
  throw new UsageError(`${file} ${found?.reason ?? "cannot be read"}`, found && { hint: found.remedy });
}

/** The small repository of a case. What is expected of it is no part of it. */
function within(
  { paths, bytes }: Pick<Contents, "paths" | "bytes">,
  below: string,
  slug: string | undefined,
): Contents {
  const inside = paths.filter((path) => path.startsWith(below) && !isExpected(path));
  return {
    name: slug ?? posix.basename(below),
    slug,
    paths: inside.map((path) => path.slice(below.length)),
    bytes: (wanted) =>
      new Map(
        [...bytes(wanted.map((path) => `${below}${path}`))].map(([path, found]) => [path.slice(below.length), found]),
      ),
  };
}

/** The policy that a case tests, with the settings that the case has. */
async function policyOf(
  { policy }: PolicyCase,
  outer: Outer,
  folder: string,
  contents: Contents,
): Promise<FoundPolicy> {
  const settings = settingsIn(contents);
  if (policy === undefined) return { ...(await outer.policy(undefined)), path: undefined, settings };
  const { text, at } = policy;
  const file = resolve(folder, text);
  const isFile = /[/\\.]/.test(text);
  if (isFile && pathIn(outer.root, file) === undefined)
    throw mistaken([{ message: `\`policy\` names \`${text}\`, which is outside the repository`, at }]);
  try {
    return { ...(await outer.policy(isFile ? file : text)), path: isFile ? pathIn(folder, file) : undefined, settings };
  } catch (error) {
    if (!(error instanceof UsageError) || error.at) throw error;
    throw new UsageError(error.message, { at, ...(error.hint !== undefined && { hint: error.hint }) });
  }
}

function timeOfCase({ time }: PolicyCase, now: string): string {
  if (time === undefined) return now;
  try {
    return timeOf(time.text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, { at: time.at, ...(error.hint !== undefined && { hint: error.hint }) });
  }
}

/** Rules that there are not would be expected in vain, whatever is expected of them. */
function checkRules(expected: readonly Expectation[], { clauses }: ResolvedPolicy): void {
  const known = new Set<string>([...ruleIds, ...clauses.flatMap(({ asks }) => [...asks.keys()])]);
  const wrong = new Map(expected.filter(({ rule }) => !known.has(rule)).map(({ rule, ruleAt }) => [rule, ruleAt]));
  if (wrong.size === 0) return;
  throw mistaken(
    [...wrong].map(([rule, at]) => ({
      message: `there is no rule \`${rule}\``,
      at,
      hint: meant(rule, known, "`bakewell rules` lists the rules"),
    })),
  );
}

const subjectsOf = ({ repository, waivers, emergencies }: Judged): readonly Placed[] => [
  { subject: repository, plan: undefined },
  ...repository.sources.map((subject) => ({ subject, plan: undefined })),
  ...repository.plans.flatMap((plan) => [
    { subject: plan, plan: undefined },
    ...plan.stages.map((subject) => ({ subject, plan: plan.name })),
  ]),
  ...[...waivers, ...emergencies].map((subject) => ({ subject, plan: undefined })),
];

const keyOf = ({ rule, ask, clause }: Asking): string => askingKey(rule, clause.file, ask.at.line);

/** What decided about what is expected: the clause that a finding was asked by, or that said not to ask. */
function reachedBy(
  { rule, subject, outcome }: Expectation,
  { findings, repository }: Judged,
  subjects: readonly Placed[],
  policy: ResolvedPolicy,
  at: string,
): readonly string[] {
  if (outcome !== "not-asked")
    return findings
      .filter((finding) => finding.rule === rule && isNamed(finding, subject))
      .map(({ askedBy: { file, line } }) => askingKey(rule, file, line));
  const id = ruleIds.find((each) => each === rule);
  if (id === undefined) return [];
  return subjects
    .filter((each) => namesOf(each.subject, each.plan).includes(subject))
    .flatMap((each) => {
      const plan = repository.plans.find(({ stages }) => stages.some((stage) => stage === each.subject));
      return explained(policy, id, each.subject, { repository, plan }, { at });
    })
    .filter(({ decides, ask }) => decides && ask.strength === "need-not")
    .map(({ clause, ask }) => askingKey(rule, clause.file, ask.at.line));
}

const wrongExit = (expected: number, found: number): Difference => ({
  rule: "exit",
  subject: "bakewell check",
  at: undefined,
  says: `expected exit code ${expected}, and it is ${found}`,
  finding: undefined,
});
