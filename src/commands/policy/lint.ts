import { string } from "@oclif/core/args";
import { inert } from "#reporters/inert.ts";
import { BaseCommand } from "../base.ts";
import { contentsOf } from "../parts/contents.ts";
import { findPolicy } from "../parts/policy.ts";
import { targetOf } from "../parts/target.ts";

export default class PolicyLint extends BaseCommand {
  static override summary = "Say whether a policy is valid.";
  static override description =
    "Reads a policy with all that it extends. Every mistake is said at once, each with its place, what was expected and what to do; then the exit code is 2.";
  static override examples = [
    { description: "The policy of the current repository", command: "<%= config.bin %> policy lint" },
    { description: "A file", command: "<%= config.bin %> policy lint policies/payments.yaml" },
  ];
  static override args = {
    policy: string({ description: "A policy file, or a built-in policy. Default: the repository's own." }),
  };

  override async run(): Promise<void> {
    const { args } = await this.parse(PolicyLint);
    const target = targetOf([], undefined);
    const { policy, notes } = await findPolicy(args.policy, contentsOf(target, "working tree"), target.root);
    for (const note of notes) this.note(note);
    const clauses = `${policy.clauses.length} clause${policy.clauses.length === 1 ? "" : "s"}`;
    this.print(`${inert(`${policy.name} is valid: ${clauses} (${policy.source}, ${policy.digest.slice(0, 19)})`)}\n`);
  }
}
