import { string as text } from "@oclif/core/flags";
import { glob } from "#model/pattern.ts";
import { UsageError } from "#model/usage-error.ts";
import type { ResolvedPolicy } from "#policy/resolve.ts";
import { ruleIdOf } from "#policy/rule-ids.ts";
import { dayOf } from "#policy/waive.ts";
import { inert, inertLines } from "#reporters/inert.ts";
import type { WaiverEntry } from "#schema/waivers.ts";
import { decode } from "#syntax/decode.ts";
import { BaseCommand } from "../base.ts";
import { ask } from "../parts/ask.ts";
import { contentsOf } from "../parts/contents.ts";
import { judge } from "../parts/judge.ts";
import { writeBelow } from "../parts/output.ts";
import { findPolicy } from "../parts/policy.ts";
import { targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";
import { entryText, withEntry } from "../parts/waiver-entry.ts";
import { onDay, verdictOn } from "../parts/waiver-verdict.ts";

type Answers = { readonly [Name in Field]?: string | undefined };
type Field = keyof typeof questions;

/** What a waiver needs, as it is asked for at a terminal. */
const questions = {
  rule: "Which rule?",
  path: "Which file, from the root of the repository? `.` is the repository as a whole; empty where it does not matter.",
  plan: "Which plan? Empty where it does not matter.",
  stage: "Which stage? Empty where it does not matter.",
  environment: "Which environment? Empty where it does not matter.",
  until: "Until which day? Such as 2026-12-31; the last day counts.",
  because: "Why?",
  "requested-by": "Who asks for it? user:… or team:…",
  "approved-by": "Who approves it? user:… or team:…",
  ticket: "Under which ticket is the failure being mended?",
} as const;

const scopes = ["path", "plan", "stage", "environment"] as const;
const needed = ["rule", "until", "because", "requested-by", "approved-by", "ticket"] as const;

export default class WaiverAdd extends BaseCommand {
  static override summary = "Accept a failure until a day, by a name.";
  static override description =
    "Appends a waiver to the file of its rule, or to --file, and prints what it wrote. Asks for what is missing, if there is a terminal. Writes nothing that the rule sound-waiver would fail: the scope is exact, another than the requester approves, it covers a failure that is there, and it ends in time.";
  static override examples = [
    {
      description: "With everything said",
      command:
        '<%= config.bin %> waiver add --rule bake-time --path .github/workflows/deploy.yml --stage production --until 2026-12-31 --because "the bake moves to the controller" --requested-by user:tobias --approved-by user:mina --ticket SHOP-4711',
    },
    { description: "Asking for the rest", command: "<%= config.bin %> waiver add --rule bake-time" },
  ];
  static override flags = {
    rule: text({ helpValue: "RULE", summary: "The rule that is waived." }),
    path: text({ helpValue: "FILE", summary: "Of what stands in this file; `.` is the repository as a whole." }),
    plan: text({ helpValue: "NAME", summary: "Of this plan." }),
    stage: text({ helpValue: "NAME", summary: "Of this stage." }),
    environment: text({ helpValue: "NAME", summary: "Of stages in this environment." }),
    until: text({ helpValue: "DAY", summary: "The last day on which it holds, to its end in UTC." }),
    because: text({ helpValue: "REASON", summary: "Why the failure is accepted." }),
    "requested-by": text({ helpValue: "user:NAME|team:NAME", summary: "Who asks for it." }),
    "approved-by": text({ helpValue: "user:NAME|team:NAME", summary: "Who approves it: another." }),
    ticket: text({ helpValue: "TICKET", summary: "Under which the failure is being mended." }),
    file: text({ helpValue: "FILE", summary: "The file to append to, from the root. Default: one for each rule." }),
    repository: text({ helpValue: "DIR", summary: "The repository to write to. Default: the current one." }),
    policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
    at: text({ helpValue: "TIME", env: "BAKEWELL_AT", summary: "Judge as of this time." }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(WaiverAdd);
    const at = timeOf(flags.at);
    const target = targetOf(flags.repository === undefined ? [] : [flags.repository], undefined);
    const contents = contentsOf(target, "working tree");
    const found = await findPolicy(flags.policy, contents, target.root);
    const entry = entryOf(await completed(flags), dayOf(at), found.policy);
    const { files } = found.policy.waivers;
    const file = flags.file?.replace(/^\.\//, "") ?? fileOf(files, entry.rule);
    if (!glob(files)(file))
      throw new UsageError(`${file} would not be read: the waivers of the policy stand in \`${files}\``, {
        hint: "name a file that the pattern matches",
      });

    const bytes = contents.paths.includes(file) ? contents.bytes([file]).get(file) : undefined;
    if (bytes && !(bytes instanceof Uint8Array))
      throw new UsageError(`${file} ${bytes.reason}`, { hint: bytes.remedy });
    const whole = withEntry(file, bytes && decode(file, bytes).text, entry);
    const given = { path: file, bytes: new TextEncoder().encode(whole) };
    const judged = judge(contentsOf({ ...target, given }, "working tree"), found, { at });
    const last = judged.waivers.findLast((waiver) => waiver.at.file === file && !waiver.scope.line);
    if (!last) throw new UsageError(`${file} was read without the new waiver`, { hint: "name another file: --file" });
    const waiver = onDay(last, judged, at);
    const { outcome, reason, remedy } = verdictOn(waiver, judged, found.policy, at);
    if (outcome === "fail")
      throw new UsageError(`nothing was written: ${waiver.name} ${reason}`, { hint: remedy ?? "write it otherwise" });
    writeBelow(target.root, file, whole);
    this.print(`${inert(`wrote ${file}: ${waiver.name} ${reason}`)}\n`);
    this.print(inertLines(entryText(entry)).replaceAll(/^(?=.)/gm, "    "));
  }
}

/** What was said, and at a terminal the answers for the rest. Throws a `UsageError` where something stays missing. */
async function completed(said: Answers): Promise<Answers> {
  const isScoped = scopes.some((scope) => said[scope] !== undefined);
  const asked = (Object.keys(questions) as readonly Field[]).filter(
    (field) => said[field] === undefined && !(isScoped && scopes.some((scope) => scope === field)),
  );
  const answers = asked.length > 0 && process.stdin.isTTY ? { ...said, ...(await ask(asked, questions)) } : said;
  const missing = needed.filter((field) => !answers[field]).map((field) => `--${field}`);
  if (!scopes.some((scope) => answers[scope])) missing.push("--path, --plan, --stage or --environment");
  if (missing.length === 0) return answers;
  throw new UsageError(`a waiver needs ${missing.join(", ")}`, { hint: "add --help to see what each of them says" });
}

const entryOf = (answers: Answers, requested: string, policy: ResolvedPolicy): WaiverEntry => ({
  rule: ruleIdOf(answers.rule ?? "", policy),
  where: Object.fromEntries(scopes.flatMap((scope) => (answers[scope] ? [[scope, answers[scope]]] : []))),
  until: answers.until ?? "",
  because: answers.because ?? "",
  requested,
  "requested-by": answers["requested-by"] ?? "",
  "approved-by": answers["approved-by"] ?? "",
  ticket: answers.ticket ?? "",
});

/** The file of a rule under a pattern: `*` is the rule's name. */
const fileOf = (pattern: string, rule: string): string => pattern.replaceAll("**/", "").replaceAll(/[*?]+/g, rule);
