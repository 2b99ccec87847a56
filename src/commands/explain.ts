import { string } from "@oclif/core/args";
import { option, string as text } from "@oclif/core/flags";
import type { Finding } from "#model/finding.ts";
import { UsageError } from "#model/usage-error.ts";
import { explained } from "#policy/explain.ts";
import { holdsFor } from "#policy/grants.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { isRuleId, ruleIdOf } from "#policy/rule-ids.ts";
import { termsIn } from "#policy/terms.ts";
import { inert, inertJson, inertLines } from "#reporters/inert.ts";
import { message, placeOf } from "#reporters/wording.ts";
import { assertionsPage, rulePage } from "#shipped.ts";
import { BaseCommand } from "./base.ts";
import { contentsOf } from "./parts/contents.ts";
import { assertionPage } from "./parts/assertion.ts";
import { emergencyFlags, namedBy } from "./parts/grant.ts";
import { judge, type Judged } from "./parts/judge.ts";
import { findPolicy } from "./parts/policy.ts";
import { settingsFlag, withSettings } from "./parts/settings.ts";
import { scopeOf } from "./parts/subject.ts";
import { targetOf } from "./parts/target.ts";
import { timeOf } from "./parts/time.ts";

export default class Explain extends BaseCommand {
  static override summary = "Explain a rule, or why a finding is what it is.";
  static override description =
    "With a rule's name: its page, with why it is asked, what passes and fails, and how to mend it. With --finding: for every finding at that line, the clauses of the policy that spoke of it, which one decided, and the places.";
  static override examples = [
    { description: "The page of a rule", command: "<%= config.bin %> explain bake-time" },
    {
      description: "The findings at a line",
      command: "<%= config.bin %> explain --finding .github/workflows/deploy.yml:42",
    },
  ];
  static override args = { rule: string({ description: "A rule's name, as `bakewell rules` lists it." }) };
  static override flags = {
    finding: text({ helpValue: "FILE:LINE", summary: "Explain the findings at this line." }),
    policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
    at: text({ helpValue: "TIME", summary: "Judge as of this time." }),
    ...emergencyFlags,
    settings: settingsFlag,
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show it." })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(Explain);
    if (flags.finding === undefined && args.rule === undefined)
      throw new UsageError("nothing to explain is named", { hint: "name a rule, or a finding: --finding FILE:LINE" });
    if (flags.finding === undefined) {
      const id = args.rule ?? "";
      const page = isRuleId(id)
        ? rulePage(id)
        : id === "assertions"
          ? assertionsPage()
          : await ownPage(id, flags.policy);
      return this.print(flags.format === "json" ? inertJson({ schema: "bakewell.explain/1", rule: id, page }) : page);
    }
    const [file, line] = placeIn(flags.finding);
    const target = targetOf([], undefined);
    const contents = contentsOf(target, "working tree");
    const found = withSettings(await findPolicy(flags.policy, contents, target.root), flags.settings);
    const options = {
      at: timeOf(flags.at),
      ...(args.rule !== undefined && { only: new Set([ruleIdOf(args.rule, found.policy)]) }),
    };
    const named = namedBy(flags, target.root);
    const judged = judge(contents, found, options, { waivers: contents, emergencies: contents }, named);
    const here = judged.findings.filter((finding) =>
      [placeOf(finding), ...finding.places].some((at) => at.file === file && at.line === line),
    );
    if (here.length === 0)
      throw new UsageError(`there is no finding at ${file}:${line}`, {
        hint: "take a line of `bakewell check --passes`, with the path from the root of the repository",
      });
    const explanations = here.map((finding) => explanation(finding, judged, found.policy, options.at));
    this.print(
      flags.format === "json"
        ? inertJson({ schema: "bakewell.explain/1", findings: explanations })
        : explanations.map(inWords).join("\n"),
    );
  }
}

/** The page of an assertion of the policy: there is no other text of it than its own. */
async function ownPage(word: string, named: string | undefined): Promise<string> {
  const target = targetOf([], undefined);
  const { policy } = await findPolicy(named, contentsOf(target, "working tree"), target.root);
  const assertion = policy.assertions.get(ruleIdOf(word, policy));
  return assertion ? assertionPage(assertion, policy) : rulePage(word);
}

function placeIn(text: string): readonly [string, number] {
  const [, file, line] = /^(.+?):(\d+)(?::\d+)?$/.exec(text) ?? [];
  if (file === undefined)
    throw new UsageError(`\`${text}\` is not a place`, {
      hint: "write --finding FILE:LINE, as in .github/workflows/deploy.yml:42",
    });
  return [file.replace(/^\.\//, ""), Number(line)];
}

type Explanation = ReturnType<typeof explanation>;

function explanation(finding: Finding, judged: Judged, policy: ResolvedPolicy, at: string) {
  const { subject, scope } = scopeOf(finding, judged);
  const { rule } = finding;
  const { grant } = judged;
  const terms = grant && subject.kind !== "waiver" && holdsFor(grant, subject) ? grant : undefined;
  const said = explained(policy, rule, subject, scope, { at, situation: terms && "emergency" });
  const decided = said.find(({ decides }) => decides);
  return {
    finding,
    terms:
      terms && subject.kind !== "waiver" && decided && isRuleId(rule)
        ? termsIn(rule, decided.ask.parameters, subject, terms)
        : [],
    clauses: said.map(({ clause, ask, speaks, decides }) => ({
      policy: clause.policy,
      place: `${clause.file}:${ask.at.line}`,
      strength: ask.strength,
      cites: clause.cites,
      speaks: typeof speaks === "string" ? speaks : speaks.why,
      decides,
    })),
  };
}

function inWords({ finding, terms, clauses }: Explanation): string {
  const lines = [
    `${finding.rule}: ${finding.outcome}`,
    `  ${message(finding)}`,
    ...finding.places.map(({ file, line, column }) => `  decided at ${inert(file)}:${line}:${column}`),
    ...(finding.remedy
      ? inertLines(finding.remedy)
          .split("\n")
          .map((line) => `  ${line}`)
      : []),
    ...terms.map((term) => `  ${inert(term)}`),
    "  The policy's clauses on it, in order:",
    ...clauses.map(({ place, strength, speaks, decides, cites }) =>
      inert(
        `  ${decides ? "→" : " "} ${strength} at ${place}: ${speech(speaks)}${decides ? ", and decides" : ""}${cites ? ` (${cites})` : ""}`,
      ),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const speech = (speaks: string): string =>
  ({
    yes: "speaks of it",
    no: "speaks of others",
    later: "is not in force yet",
    emergency: "speaks in emergencies only",
  })[speaks] ?? `may speak of it: ${speaks}`;
