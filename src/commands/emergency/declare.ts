import { boolean, string as text } from "@oclif/core/flags";
import { isoOf } from "#model/business-days.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import { glob } from "#model/pattern.ts";
import { UsageError } from "#model/usage-error.ts";
import { loadEmergency } from "#policy/emergencies.ts";
import { durationOf } from "#policy/parameters.ts";
import { inert, inertLines } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { ask } from "../parts/ask.ts";
import { type Declared, declaredFlags, declaredIn, isBroken, verdictsOf } from "../parts/declared.ts";
import { declarationText } from "../parts/declaration-text.ts";
import { writeBelow } from "../parts/output.ts";

/** What a declaration needs, as it is asked for at a terminal. */
const questions = {
  slug: "In a word or two, for its name? Such as checkout-errors.",
  criterion: "Which criterion of the protocol?",
  severity: "How severe? sev1 to sev5; empty where the criterion does not ask.",
  evidence: "What shows it? KIND=REFERENCE, such as incident=INC-4471.",
  "requested-by": "Who asks for it? user:…",
  author: "Who wrote the change? user:…",
  incident: "To which incident does it belong?",
  summary: "What is wrong, and what does the change do about it?",
  environment: "To which environment is it deployed?",
  artifact: "Which artifact? sha256:…; empty where a commit is declared.",
  "rollback-to": "What is gone back to if it does not help? A version that was deployed before.",
  "rollback-evidence": "Which run deployed that?",
} as const;

type Field = keyof typeof questions;

const needed = ["slug", "criterion", "requested-by", "incident", "summary", "environment", "rollback-to"] as const;
const lists: ReadonlySet<string> = new Set(["evidence", "environment"]);

export default class EmergencyDeclare extends BaseCommand {
  static override summary = "Declare an emergency under the policy's protocol.";
  static override description =
    "Writes a declaration, and prints it and what must still be approved. Asks for what is missing, if there is a terminal. Refuses what the protocol refuses: a criterion that it does not have, evidence that is missing, a check that may not wait, bakes that are too short, an end that is too far away.";
  static override examples = [
    {
      description: "With everything said",
      command:
        '<%= config.bin %> emergency declare --slug checkout-errors --criterion active-incident --severity sev1 --evidence incident=INC-4471 --requested-by user:amir --author user:amir --incident INC-4471 --summary "Checkout answers with errors; the change switches the new tax client off." --environment production --artifact sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 --rollback-to shop-1.4.1 --rollback-evidence https://ci.example/runs/4101 --bake-factor 0.1 --defer "integration-test=It takes 55 minutes."',
    },
    { description: "Asking for what it needs", command: "<%= config.bin %> emergency declare" },
  ];
  static override flags = {
    slug: text({ helpValue: "WORDS", summary: "What its name ends with: EMG-2026-11-02-WORDS." }),
    criterion: text({ helpValue: "ID", summary: "The criterion of the protocol that it meets." }),
    severity: text({ helpValue: "sev1…sev5", summary: "How severe it is." }),
    evidence: text({
      helpValue: "KIND=REFERENCE",
      multiple: true,
      multipleNonGreedy: true,
      summary: "What shows that the criterion is met; repeatable.",
    }),
    "requested-by": text({ helpValue: "user:NAME", summary: "Who asks for it." }),
    author: text({ helpValue: "user:NAME", summary: "Who wrote the change." }),
    incident: text({ helpValue: "ID", summary: "The incident that it belongs to." }),
    summary: text({ helpValue: "TEXT", summary: "What is wrong, and what the change does about it." }),
    environment: text({
      helpValue: "NAME",
      multiple: true,
      multipleNonGreedy: true,
      summary: "An environment that it is deployed to; repeatable.",
    }),
    artifact: text({ helpValue: "DIGEST", summary: "The digest of what is deployed." }),
    commit: text({ helpValue: "SHA", summary: "The commit that is deployed." }),
    "rollback-to": text({ helpValue: "VERSION", summary: "What is gone back to if it does not help." }),
    "rollback-evidence": text({ helpValue: "RUN", summary: "What shows that this was deployed before." }),
    "bake-factor": text({ helpValue: "PART", summary: "The part of the routine's bakes that is left: 0.1." }),
    approvals: text({ helpValue: "COUNT", summary: "How many approve a deployment." }),
    merge: text({
      helpValue: "STAGE",
      multiple: true,
      multipleNonGreedy: true,
      summary: "A stage that is taken together with the one before it; repeatable.",
    }),
    window: boolean({ summary: "Deploy outside of the deployment window." }),
    defer: text({
      helpValue: "CHECK=REASON",
      multiple: true,
      multipleNonGreedy: true,
      summary: "A check that runs afterwards, and why; repeatable.",
    }),
    "approved-by": text({
      helpValue: "user:NAME",
      multiple: true,
      multipleNonGreedy: true,
      summary: "Who has approved it by now; repeatable.",
    }),
    for: text({
      helpValue: "DURATION",
      summary: "How long its terms hold. Default: as long as the protocol gives more rights, else 4h.",
    }),
    ...declaredFlags,
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(EmergencyDeclare);
    const declared = await declaredIn(flags);
    const { at, root, paths, files, governance } = declared;
    const protocol = valueOf(governance.protocol);
    if (!protocol)
      throw new UsageError("the policy has no protocol for emergencies", {
        hint: "write `emergency:` in the policy first",
      });
    const said = await completed(flags);
    const id = `EMG-${at.slice(0, 10)}-${said.slug}`;
    if (!/^EMG-[0-9-]{10}-[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || id.length > 100)
      throw new UsageError(`\`${(said.slug ?? "").slice(0, 60)}\` cannot end a name`, {
        hint: "write lower-case letters, digits and `-`: checkout-errors",
      });
    const file = files.replaceAll("**/", "").replaceAll(/[*?]+/g, id);
    if (!glob(files)(file) || !file.endsWith(`/${id}.yaml`))
      throw new UsageError(`the pattern \`${files}\` has no place for ${id}.yaml`, {
        hint: "let `files` of the protocol end with `/*.yaml`",
      });
    if (paths.includes(file))
      throw new UsageError(`${file} is there already`, { hint: "give this one another --slug" });
    const term = flags.for === undefined ? (valueOf(protocol.elevation.longest) ?? 4 * 3600) : durationOf(flags.for);
    if (term === undefined)
      throw new UsageError(`\`${flags.for ?? ""}\` is no duration`, { hint: "write it as 4h or PT4H" });
    const whole = declarationText(
      { ...flags, ...said },
      { id, at, expires: isoOf(Date.parse(at) + term * 1000), protocol, routine: governance.routine },
    );
    const missing = acceptable(file, whole, declared);
    writeBelow(root, file, whole);
    this.print(`${inert(`wrote ${file}`)}\n${inertLines(whole).replaceAll(/^(?=.)/gm, "    ")}`);
    for (const line of missing) this.print(`${inert(line)}\n`);
  }
}

/** Refuses what the protocol refuses, and says what is left to do. Only approvals may still be missing. */
function acceptable(file: string, whole: string, declared: Declared): readonly string[] {
  const { at, governance, emergencies, repository } = declared;
  const emergency = loadEmergency(file, whole, at);
  const around: Governance = { ...governance, emergencies: [...emergencies, emergency] };
  const approved = verdictsOf(emergency, { repository, governance: withoutApprovals(around) });
  const broken = approved.find((verdict) => isBroken(verdict, at));
  if (broken)
    throw new UsageError(`nothing was written: ${emergency.name} ${broken.reason}`, {
      hint: broken.remedy?.replaceAll(/\n+/g, "\n") ?? "write it otherwise",
    });
  return verdictsOf(emergency, { repository, governance: around })
    .filter(({ outcome }) => outcome === "fail" || outcome === "unknown")
    .map(({ reason, remedy }) => `it ${reason}${remedy === undefined ? "" : `: ${remedy.split("\n")[0]}`}`);
}

/** The same with a protocol that asks for nobody's approval. */
function withoutApprovals(governance: Governance): Governance {
  const { protocol } = governance;
  if (protocol.state !== "declared") return governance;
  const approvals = protocol.value.approvals.map((rule) => ({ ...rule, count: 0 }));
  return { ...governance, protocol: { ...protocol, value: { ...protocol.value, approvals } } };
}

type Said = { readonly [Name in Field]?: string | readonly string[] | undefined };

/** What was said, and at a terminal the answers for the rest. Throws a `UsageError` where something stays missing. */
async function completed<T extends Said>(said: T): Promise<T> {
  const isSaid = (field: Field) => said[field] !== undefined && said[field]?.length !== 0;
  const open = (Object.keys(questions) as readonly Field[]).filter((field) => !isSaid(field));
  const answers = open.length > 0 && process.stdin.isTTY ? await ask(open, questions) : {};
  const listed = Object.entries(answers).map(([field, answer]) => [field, lists.has(field) ? [answer] : answer]);
  const whole: T = { ...said, ...Object.fromEntries(listed) };
  const missing = needed.filter((field) => whole[field] === undefined || whole[field]?.length === 0);
  if (missing.length === 0) return whole;
  throw new UsageError(`a declaration needs ${missing.map((field) => `--${field}`).join(", ")}`, {
    hint: "add --help to see what each of them says",
  });
}
