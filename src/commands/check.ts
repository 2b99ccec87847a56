import { string } from "@oclif/core/args";
import { boolean, option, string as text } from "@oclif/core/flags";
import { exitCode } from "#check.ts";
import { UsageError } from "#model/usage-error.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { readRuleIds } from "#policy/rule-ids.ts";
import type { Contents } from "#read.ts";
import { reporters } from "#reporters/index.ts";
import { changedSince, type Revision, stagedPaths } from "#repository.ts";
import { BaseCommand } from "./base.ts";
import { contentsOf } from "./parts/contents.ts";
import { emergencyFlags, namedBy } from "./parts/grant.ts";
import { concerns, judge, reportOf } from "./parts/judge.ts";
import { readOutputs, writeWhole } from "./parts/output.ts";
import { findPolicy } from "./parts/policy.ts";
import { ratchet } from "./parts/ratchet.ts";
import { settingsFlag, withSettings } from "./parts/settings.ts";
import { type Target, targetOf } from "./parts/target.ts";
import { timeOf } from "./parts/time.ts";

export default class Check extends BaseCommand {
  static override summary = "Hold how software reaches production against the policy.";
  static override description =
    "Reads the deployment configuration of a repository, builds its plans, and asks the policy of them. Without a policy file the built-in policy essential applies. Exit code 0: every must passes; 1: a must fails; 2: a mistake in the call or the policy; 3: a bug.";
  static override examples = [
    { description: "The current repository", command: "<%= config.bin %> check" },
    { description: "What is staged, before a commit", command: "<%= config.bin %> check --staged" },
    { description: "Only what a branch made worse", command: "<%= config.bin %> check --new-since origin/main" },
    {
      description: "Text here, SARIF in a file, by the policy of the main branch",
      command: "<%= config.bin %> check --policy-from origin/main --format text --format sarif=bakewell.sarif",
    },
    {
      description: "A hotfix, by the terms of its declared emergency",
      command:
        "<%= config.bin %> check --policy-from origin/main --emergency EMG-2026-11-02-checkout-errors --artifact sha256:…",
    },
    { description: "All of OE:10", command: "<%= config.bin %> check --policy safe-deployment" },
  ];
  static override strict = false;
  static override args = {
    path: string({
      description: "A repository, a folder or files; `-` reads standard input. Default: the current repository.",
    }),
  };
  static override flags = {
    policy: text({
      helpValue: "FILE|NAME",
      env: "BAKEWELL_POLICY",
      summary: "A policy file, or a built-in policy. Default: bakewell.yaml, else essential.",
    }),
    "policy-from": text({
      helpValue: "REF",
      env: "BAKEWELL_POLICY_FROM",
      summary: "Read policy, waivers and emergencies from this git revision: a change cannot weaken what judges it.",
    }),
    format: text({
      char: "f",
      multiple: true,
      multipleNonGreedy: true,
      default: ["text"],
      env: "BAKEWELL_FORMAT",
      helpValue: "FORMAT[=FILE]",
      summary: "text, json, sarif, junit, github, gitlab or markdown; repeatable.",
    }),
    staged: boolean({
      summary: "Judge the staged content, and report only what concerns staged files.",
      exclusive: ["changed-since"],
    }),
    "changed-since": text({
      helpValue: "REV",
      summary: "Report only what concerns files that changed since this revision.",
    }),
    "new-since": text({
      helpValue: "REV",
      env: "BAKEWELL_NEW_SINCE",
      summary: "Fail only on what this revision does not have.",
    }),
    unknown: option({
      options: ["show", "fail", "hide"] as const,
      default: "show",
      env: "BAKEWELL_UNKNOWN",
      summary: "What to do with what cannot be decided.",
    })(),
    "fail-on": option({
      options: ["must", "should", "never"] as const,
      default: "must",
      env: "BAKEWELL_FAIL_ON",
      summary: "Which failures give exit code 1.",
    })(),
    only: text({ helpValue: "RULE,…", summary: "Ask only these rules." }),
    skip: text({ helpValue: "RULE,…", summary: "Leave these rules out." }),
    at: text({
      helpValue: "TIME",
      env: "BAKEWELL_AT",
      summary: "Judge as of this time: 2027-01-01 or 2027-01-01T09:00:00Z.",
    }),
    "no-waivers": boolean({ summary: "Ignore every waiver, as an audit does." }),
    ...emergencyFlags,
    settings: settingsFlag,
    passes: boolean({ summary: "List passes in text output, too." }),
    "stdin-filename": text({ helpValue: "FILE", summary: "Where the text on standard input would stand." }),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(Check);
    // From the environment it comes as one text.
    const outputs = readOutputs([flags.format].flat());
    const at = timeOf(flags.at);
    const target = targetOf(argv.map(String), flags["stdin-filename"]);
    const contents = contentsOf(target, flags.staged ? "staged" : "working tree");
    const judging =
      flags["policy-from"] === undefined
        ? contents
        : contentsOf({ ...target, given: undefined }, revision(flags["policy-from"]));
    const found = withSettings(
      await findPolicy(flags.policy, judging, target.root, flags["policy-from"]),
      flags.settings,
    );
    const options = {
      at,
      ...(flags.only !== undefined && { only: someRules("--only", flags.only, found.policy) }),
      ...(flags.skip !== undefined && { skip: someRules("--skip", flags.skip, found.policy) }),
    };
    const records = (from: Contents) => ({ waivers: flags["no-waivers"] ? undefined : from, emergencies: from });
    const judged = judge(contents, found, options, records(judging), namedBy(flags, target.root));
    const only = narrowing(target, flags);
    const since = flags["new-since"];
    const earlier = since === undefined ? undefined : contentsOf({ ...target, given: undefined }, revision(since));
    const before = earlier ? judge(earlier, found, options, records(earlier)).findings : [];
    const { fresh, notes } =
      since === undefined ? { fresh: judged.findings, notes: [] } : ratchet(judged.findings, before, since, flags);
    const findings = only ? fresh.filter((finding) => concerns(finding, only, judged.repository)) : fresh;

    const report = reportOf(judged, findings, { ...found, notes: [...found.notes, ...judged.notes, ...notes] }, at);
    const choices = { unknown: flags.unknown, passes: flags.passes };
    for (const { format, file } of outputs) {
      const reporter = await reporters[format]();
      if (file === undefined) this.print(reporter(report, { ...choices, color: this.colored(flags.color) }));
      else writeWhole(file, reporter(report, { ...choices, color: false }));
    }
    for (const refusal of judged.refusals) this.note(refusal);
    if (judged.sources.length === 0)
      this.note("nothing to check: no deployment configuration that Bakewell reads was found");
    process.exitCode = exitCode(findings, flags["fail-on"], flags.unknown);
  }
}

/** An empty list is a slip: to ask nothing would pass. */
function someRules(flag: string, text: string, policy: ResolvedPolicy): ReadonlySet<string> {
  const ids = readRuleIds(text, policy);
  if (ids.size === 0) throw new UsageError(`${flag} names no rule`, { hint: "`bakewell rules` lists the rules" });
  return ids;
}

const revision = (name: string): Revision => ({ revision: name });

/** The files that the report is narrowed to, if it is. */
function narrowing(
  { root, only }: Target,
  flags: { readonly staged: boolean; readonly "changed-since"?: string | undefined },
): ReadonlySet<string> | undefined {
  const since = flags["changed-since"];
  const changed = flags.staged ? stagedPaths(root) : since === undefined ? undefined : changedSince(root, since);
  if (!changed || !only) return changed ?? only;
  return new Set([...only].filter((path) => changed.has(path)));
}
