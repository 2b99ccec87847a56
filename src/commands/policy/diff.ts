import { existsSync } from "node:fs";
import { string } from "@oclif/core/args";
import { option, string as text } from "@oclif/core/flags";
import { exitCode } from "#check.ts";
import { UsageError } from "#model/usage-error.ts";
import { difference } from "#policy/difference.ts";
import { BaseCommand } from "../base.ts";
import { contentsOf } from "../parts/contents.ts";
import { differenceJson, differenceText } from "../parts/difference-words.ts";
import { judge } from "../parts/judge.ts";
import { findPolicy, type FoundPolicy } from "../parts/policy.ts";
import { type Target, targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";

export default class PolicyDiff extends BaseCommand {
  static override summary = "Say what another policy changes on a repository.";
  static override description =
    "Judges the repository by two policies and says which findings appear, disappear, get stronger or weaker or are judged otherwise, by which clauses, and which clauses change nothing here. A policy is a built-in one, a file, or a file of a git revision (HEAD~1:bakewell.yaml). Waivers and exported settings are those of the working tree. The exit code is 0 whatever changes.";
  static override examples = [
    {
      description: "All of OE:10 in place of the default",
      command: "<%= config.bin %> policy diff essential safe-deployment",
    },
    { description: "What a branch does to the policy", command: "<%= config.bin %> policy diff --from origin/main" },
    {
      description: "What a clause does that is not in force yet",
      command: "<%= config.bin %> policy diff HEAD~1:bakewell.yaml bakewell.yaml --at 2027-01-01",
    },
  ];
  static override strict = false;
  static override args = {
    old: string({ description: "The policy so far. Left out with --from." }),
    new: string({ description: "The policy in its place. Left out with --from." }),
    path: string({ description: "A repository or a folder. Default: the current repository." }),
  };
  static override flags = {
    from: text({
      helpValue: "REF",
      summary: "Compare the repository's own policy at this git revision with that of the working tree.",
    }),
    at: text({ helpValue: "TIME", summary: "Judge as of this time." }),
    format: option({ char: "f", options: ["text", "json"] as const, default: "text", summary: "How to show it." })(),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(PolicyDiff);
    const words = argv.map(String);
    const [old, next] = flags.from === undefined ? words : [];
    const paths = flags.from === undefined ? words.slice(2) : words;
    if (flags.from === undefined && next === undefined)
      throw new UsageError("two policies are needed", {
        hint: "name the old and the new one, or compare with a revision: --from origin/main",
      });
    if (paths.length > 1) throw new UsageError(`found ${paths.length} paths`, { hint: "name one repository" });
    const target = targetOf(paths, undefined);
    const contents = contentsOf(target, "working tree");
    const at = timeOf(flags.at);
    const sides = [await policyOf(old, flags.from, target), await policyOf(next, undefined, target)] as const;
    const { settings } = await findPolicy("tiers", contents, target.root);
    const judged = sides.map((found) => {
      const { findings } = judge(contents, { ...found, settings }, { at });
      return { policy: found.policy, findings, exit: exitCode(findings, "must", "show") };
    });
    for (const note of new Set(sides.flatMap(({ notes }) => notes))) this.note(note);
    const [before, after] = judged;
    if (!before || !after) return;
    const named = {
      ...difference(before, after),
      old: { name: nameOf(before.policy.name, old, flags.from), exit: before.exit },
      next: { name: nameOf(after.policy.name, next, undefined), exit: after.exit },
    };
    this.print(flags.format === "json" ? differenceJson(named) : differenceText(named, this.colored(flags.color)));
  }
}

/** A policy as it is named: at a revision where one is given, or where the name begins with one. */
async function policyOf(named: string | undefined, revision: string | undefined, target: Target): Promise<FoundPolicy> {
  const [, before, path] = /^([^:]+):(.+)$/.exec(named ?? "") ?? [];
  const isStored = before !== undefined && named !== undefined && !existsSync(named);
  const from = isStored ? before : revision;
  const contents = contentsOf(target, from === undefined ? "working tree" : { revision: from });
  return findPolicy(isStored ? path : named, contents, target.root, from);
}

/** Two versions of one policy share its name. */
const nameOf = (name: string, written: string | undefined, revision: string | undefined): string =>
  written?.includes(":") ? `${name} (${written})` : revision === undefined ? name : `${name} (${revision})`;
