import { string } from "@oclif/core/args";
import { integer, option, string as text } from "@oclif/core/flags";
import { BaseCommand } from "../base.ts";
import { caseJson, caseJunit, caseText, coverage } from "../parts/case-words.ts";
import { runCases } from "../parts/cases.ts";
import { casesFolder } from "../parts/contents.ts";
import { timeOf } from "../parts/time.ts";

const example = `policy: ../../../bakewell.yaml
at: 2027-01-01
exit: 1
expect:
  bake-time:
    production: { outcome: fail, strength: must, reason: begins 10 min after canary }
    canary: pass
  approval:
    deploy canary: not-asked`;

export default class PolicyTest extends BaseCommand {
  static override summary = "Test a policy on small repositories with expected outcomes.";
  static override description = `Every expected.yaml is a case: the other files in its folder are a small repository, which is judged by the policy, and what it finds is held against what is expected. Whatever else fails by a rule that is listed is a difference, too. Exit code 0: every case passes; 1: one does not, or too few clauses are reached; 2: a case is broken, or there is none. \`check\` does not read ${casesFolder} as a part of the repository.

One folder can have several, such as before.expected.yaml and after.expected.yaml. A file:

${example.replaceAll(/^/gm, "  ")}`;
  static override examples = [
    { description: `The cases in ${casesFolder}`, command: "<%= config.bin %> policy test" },
    {
      description: "Other ones, all of whose policy's clauses must be reached, for a test dashboard",
      command: "<%= config.bin %> policy test policies/tests --coverage 100 --format junit",
    },
  ];
  static override args = {
    folder: string({ description: "A folder with cases, or one case.", default: casesFolder }),
  };
  static override flags = {
    coverage: integer({
      helpValue: "PERCENT",
      min: 0,
      max: 100,
      default: 0,
      summary: "Fail where the cases reach less of what the policies ask.",
    }),
    at: text({ helpValue: "TIME", summary: "As of when to judge, where a case does not say." }),
    format: option({
      char: "f",
      options: ["text", "json", "junit"] as const,
      default: "text",
      summary: "How to show the results.",
    })(),
  };

  override async run(): Promise<void> {
    const { args, flags } = await this.parse(PolicyTest);
    const results = await runCases(args.folder, timeOf(flags.at));
    const shown = {
      text: () => caseText(results, this.colored(flags.color)),
      json: () => caseJson(results),
      junit: () => caseJunit(results),
    };
    this.print(shown[flags.format]());
    const isShort = coverage(results) < flags.coverage;
    if (isShort) this.note(`the cases reach ${coverage(results)} % of the clauses: less than ${flags.coverage} %`);
    if (isShort || results.cases.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
  }
}
