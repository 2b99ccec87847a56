import { createInterface } from "node:readline/promises";
import { boolean, string as text } from "@oclif/core/flags";
import { inert, inertLines } from "#reporters/inert.ts";
import { decode } from "#syntax/decode.ts";
import { BaseCommand } from "./base.ts";
import { contentsOf } from "./parts/contents.ts";
import { understand } from "./parts/judge.ts";
import { writeBelow } from "./parts/output.ts";
import { findPolicy } from "./parts/policy.ts";
import { type Starter, starters } from "./parts/starter.ts";
import { targetOf } from "./parts/target.ts";
import { timeOf } from "./parts/time.ts";

export default class Init extends BaseCommand {
  static override summary = "Begin: write a policy, a pre-commit entry and a CI job.";
  static override description =
    "Looks at what the repository deploys with, shows the files that it would write, asks, and writes them. What is there already stays.";
  static override examples = [
    { description: "See the files, then decide", command: "<%= config.bin %> init" },
    { description: "Without being asked", command: "<%= config.bin %> init --yes" },
  ];
  static override flags = {
    repository: text({ helpValue: "DIR", summary: "The repository to write to. Default: the current one." }),
    yes: boolean({ char: "y", summary: "Write without asking." }),
  };

  override async run(): Promise<void> {
    const { flags } = await this.parse(Init);
    const target = targetOf(flags.repository === undefined ? [] : [flags.repository], undefined);
    const contents = contentsOf(target, "working tree");
    const { repository } = understand(
      contents,
      await findPolicy("essential", contents, target.root),
      timeOf(undefined),
    );
    const files = starters(repository, (path) => {
      const bytes = contents.bytes([path]).get(path);
      return bytes instanceof Uint8Array ? decode(path, bytes).text : undefined;
    });
    const platforms = [...new Set(repository.sources.map(({ platform }) => platform))];
    this.print(
      `Found ${platforms.length > 0 ? platforms.join(", ") : "no deployment configuration that Bakewell reads"} in ${inert(target.root)}.\n`,
    );
    if (files.length === 0)
      return this.print("Nothing to write: a policy, a pre-commit entry and a CI job are there.\n");
    for (const file of files) this.print(shown(file));
    if (!flags.yes && !(await this.agreed())) return;
    for (const { path, text: content } of files) {
      writeBelow(target.root, path, content);
      this.print(`wrote ${path}\n`);
    }
  }

  private async agreed(): Promise<boolean> {
    if (!process.stdin.isTTY) {
      this.note("nothing was written: there is no terminal to ask at; run `bakewell init --yes` to write these files");
      return false;
    }
    const dialogue = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(?:es)?$/i.test((await dialogue.question("Write these files? [y/N] ")).trim());
    } finally {
      dialogue.close();
    }
  }
}

const shown = ({ path, text: content, isNew }: Starter): string =>
  `\n${isNew ? "new" : "changed"}: ${path}\n${inertLines(content)
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n")}`;
