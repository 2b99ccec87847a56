import { option, string as text } from "@oclif/core/flags";
import { valueOf } from "#model/fact.ts";
import { governanceOf } from "#policy/governance.ts";
import type { Ask, ResolvedClause, ResolvedPolicy } from "#policy/resolve.ts";
import { isInForce } from "#policy/asked.ts";
import { idsUnder, isRuleId } from "#policy/rule-ids.ts";
import { inertJson, inertLines } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { parameterWords, whereWords } from "../parts/clause-words.ts";
import { contentsOf } from "../parts/contents.ts";
import { findPolicy } from "../parts/policy.ts";
import { protocolLines } from "../parts/protocol.ts";
import { targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";

export default class PolicyShow extends BaseCommand {
  static override summary = "Show the resolved policy, with the clause behind each rule.";
  static override description =
    "Every rule with the clauses that ask it, in order: the last one that speaks of a subject decides. Bases that the policy extends come first. After the rules stands how it handles emergencies, if it says so.";
  static override examples = [
    { description: "The policy of the current repository", command: "<%= config.bin %> policy show" },
    {
      description: "A built-in one, as of a day",
      command: "<%= config.bin %> policy show --policy safe-deployment --at 2027-01-01",
    },
  ];
  static override flags = {
    policy: text({ helpValue: "FILE|NAME", env: "BAKEWELL_POLICY", summary: "A policy file, or a built-in policy." }),
    at: text({ helpValue: "TIME", summary: "Show what is in force at this time." }),
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show it." })(),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(PolicyShow);
    const target = targetOf([], undefined);
    const { policy, notes } = await findPolicy(flags.policy, contentsOf(target, "working tree"), target.root);
    const at = timeOf(flags.at);
    const rules = idsUnder(policy).map((rule) => ({
      rule,
      clauses: policy.clauses.flatMap((clause) => saidOf(rule, clause, at)),
    }));
    for (const note of notes) this.note(note);
    this.print(flags.format === "json" ? jsonOf(policy, rules) : textOf(policy, rules, at));
  }
}

interface Said {
  readonly strength: Ask["strength"];
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly where: ResolvedClause["where"] | null;
  readonly place: string;
  readonly cites: string | null;
  /** `null` where it is in force. */
  readonly begins: string | null;
}

type Shown = readonly { readonly rule: string; readonly clauses: readonly Said[] }[];

function saidOf(rule: string, clause: ResolvedClause, at: string): readonly Said[] {
  const ask = clause.asks.get(rule);
  if (!ask) return [];
  const begins = isInForce(clause, { at }) ? null : (clause.during ?? clause.from ?? null);
  return [
    {
      strength: ask.strength,
      parameters: isRuleId(rule) ? { ...ask.parameters[rule] } : {},
      where: clause.where ?? null,
      place: `${clause.file}:${ask.at.line}`,
      cites: clause.cites,
      begins,
    },
  ];
}

const jsonOf = ({ name, source, digest, tiers, files, assertions }: ResolvedPolicy, rules: Shown): string =>
  inertJson({
    schema: "bakewell.policy/1",
    name,
    source,
    digest,
    files: files.map(({ file, digest }) => ({ file, digest })),
    tiers,
    rules,
    assertions: [...assertions.values()].map(({ id, each, that, says, remedy, written }) => ({
      id,
      each,
      that,
      says,
      remedy: remedy ?? null,
      place: `${written.that.file}:${written.that.line}`,
    })),
    emergency: files.findLast(({ policy }) => policy.emergency)?.policy.emergency ?? null,
  });

function textOf(policy: ResolvedPolicy, rules: Shown, at: string): string {
  const { name, source, digest, files } = policy;
  const made = files.length > 1 ? files.map((each) => `  ${each.digest.slice(0, 19)}  ${each.file}\n`) : [];
  const head = [`${name} (${source}, ${digest.slice(0, 19)})\n`, ...made].join("");
  const blocks = rules.map(({ rule, clauses }) => {
    const lines = clauses.map(
      ({ strength, parameters, where, place, begins }) =>
        `  ${strength.padEnd(8)} ${whereWords(where)}${parameterWords(rule, parameters)}${beginsWords(begins)}  ${place}`,
    );
    const assertion = policy.assertions.get(rule);
    const that = assertion ? [`  each ${assertion.each}: ${assertion.that.trim().replaceAll("\n", "\n    ")}`] : [];
    return `${rule}\n${[...that, ...(lines.length > 0 ? lines : ["  not asked"])].join("\n")}\n`;
  });
  const protocol = valueOf(governanceOf(policy, at).protocol);
  if (protocol) blocks.push(`${protocolLines(protocol).join("\n")}\n`);
  return `${inertLines(head)}\n${blocks.map(inertLines).join("\n")}`;
}

const beginsWords = (begins: Said["begins"]): string =>
  begins === null ? "" : begins === "emergency" ? ", in emergencies" : `, from ${begins} on`;
