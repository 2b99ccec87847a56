import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { string } from "@oclif/core/args";
import { option, string as text } from "@oclif/core/flags";
import { UsageError } from "#model/usage-error.ts";
import { inert } from "#reporters/inert.ts";
import { openRepository, pathIn } from "#repository.ts";
import { BaseCommand } from "../base.ts";
import { prepare, type Prepared } from "../parts/import.ts";
import { writeWhole } from "../parts/output.ts";
import { targetOf } from "../parts/target.ts";
import { timeOf } from "../parts/time.ts";

/** Kinds of lists that can be empty. */
const kinds = [
  "rulesets",
  "environments",
  "checks",
  "service-connections",
  "policies",
  "protected-environments",
  "approval-rules",
  "freeze-periods",
  "protected-branches",
  "protected-tags",
] as const;

export default class SettingsImport extends BaseCommand {
  static override summary = "Keep exported settings of a server beside the code, so that they are known.";
  static override description =
    "Reads raw answers of the API of GitHub (environments, rulesets, branches), Azure DevOps (checks, environments, service connections, branch policies) or GitLab (protected environments, branches and tags, approval rules and settings, freeze periods, environments, a project), and files that declare such settings: those of safe-settings, and resources of Terraform or OpenTofu (also as `show -json` prints them). Writes what is judged by them to .bakewell/settings, with the time of the export and its digest. Nothing else of an answer is kept. Run it again to renew what is there; `check` believes an export for 30 days, or as long as the policy says.";
  static override examples = [
    {
      description: "All environments",
      command:
        "gh api 'repos/acme/shop/environments?per_page=100' > environments.json && <%= config.bin %> settings import environments.json",
    },
    {
      description: "An export that is older than its file",
      command: "<%= config.bin %> settings import ruleset-42.json --captured 2026-11-20T09:00:00Z",
    },
    {
      description: "What a file declares, which the server need not have been told",
      command: "<%= config.bin %> settings import .github/settings.yml",
    },
    {
      description: "What Terraform declares, of all files of a folder",
      command: "<%= config.bin %> settings import infrastructure/*.tf",
    },
    {
      description: "The branches that may deploy, whose answer does not name the environment",
      command: "<%= config.bin %> settings import branches.json --environment production",
    },
  ];
  static override strict = false;
  static override args = {
    file: string({
      description: "Answers of the server, each in a JSON file, or files that declare settings (.yml, .tf, .tofu).",
      required: true,
    }),
  };
  static override flags = {
    repository: text({ helpValue: "DIR", summary: "The repository to write to. Default: the current one." }),
    captured: text({ helpValue: "TIME", summary: "When it was exported. Default: when the file was last changed." }),
    environment: text({
      helpValue: "NAME",
      summary: "The environment that an answer is of which does not name it: deployment branch policies, no checks.",
    }),
    kind: option({ options: kinds, summary: "Of which kind an empty list is." })(),
  };

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(SettingsImport);
    const { root } = targetOf(flags.repository === undefined ? [] : [flags.repository], undefined);
    const captured = flags.captured === undefined ? undefined : timeOf(flags.captured);
    const { environment, kind } = flags;
    const { slug } = openRepository(root);
    const about = { repository: slug, environment, kind };
    const all = prepare(argv.map(String), about, captured);
    for (const { repository } of all) refuseOther(repository, slug);
    for (const snapshot of all)
      this.write(root, snapshot, captured === undefined ? "when the file was last changed" : "--captured");
    const next = [...new Set(all.flatMap((snapshot) => snapshot.next))];
    if (next.length > 0) this.print(`\nStill needed:\n${next.map((line) => `  ${inert(line)}\n`).join("")}`);
  }

  private write(root: string, { path, text: content, captured, notes }: Prepared, basis: string): void {
    const file = join(root, path);
    if (pathIn(root, file) !== path)
      throw new UsageError(`${dirname(path)} is a link that leads out of ${root}`, {
        hint: "nothing is written through it: put a folder in its place",
      });
    mkdirSync(dirname(file), { recursive: true });
    writeWhole(file, content);
    this.print(`wrote ${inert(path)}, captured ${captured} (${basis})\n`);
    for (const note of notes) this.print(`  ${inert(note)}\n`);
  }
}

/** Settings of another repository would protect nothing here. */
function refuseOther(named: string | null, slug: string | undefined): void {
  if (named === null || slug === undefined || named.toLowerCase() === slug.toLowerCase()) return;
  throw new UsageError(`the answer is of ${named}, and this repository is ${slug}`, {
    hint: "export the settings of this repository, or name the other one: --repository DIR",
  });
}
