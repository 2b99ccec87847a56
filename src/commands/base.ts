import { Command } from "@oclif/core/command";
import type { Config } from "@oclif/core/config";
import { option } from "@oclif/core/flags";
import type { Input, ParserOutput } from "@oclif/core/interfaces";
import { inertLines } from "#reporters/inert.ts";
import { Configuration } from "./configuration.ts";
import { parseMistake } from "./parse-mistake.ts";

type Values = Record<string, unknown>;

/** What every command has: `--color`, and one way to say what the caller got wrong. */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    color: option({
      options: ["auto", "always", "never"] as const,
      default: "auto",
      summary: "Colour the text output; `auto` does on a terminal, unless NO_COLOR is set.",
      helpGroup: "GLOBAL",
    })(),
  };

  /** Runs the command. oclif's own `run` would load the whole configuration first. */
  static async start(this: new (argv: string[], config: Config) => BaseCommand, argv: string[]): Promise<void> {
    await new this(argv, new Configuration())._run();
  }

  /** oclif would look for deprecated aliases and set a global user agent. */
  protected override async init(): Promise<void> {}

  /** Reads the arguments; a mistake in them is a `UsageError`. */
  protected override async parse<F extends Values, B extends Values, A extends Values>(
    input: Input<F, B, A>,
    argv?: string[],
  ): Promise<ParserOutput<F, B, A>> {
    // The parser would wait for standard input to supply a missing argument.
    for (const arg of Object.values(input.args ?? {})) arg.ignoreStdin = true;
    try {
      return await super.parse(input, argv);
    } catch (error) {
      throw parseMistake(error);
    }
  }

  /** Errors are reported in one place, by the caller of the command. */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }

  /** Whether the text for standard output is to be coloured. */
  protected colored(choice: "auto" | "always" | "never"): boolean {
    if (choice !== "auto") return choice === "always";
    return process.stdout.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
  }

  /** Writes a result to standard output, as it is. */
  protected print(text: string): void {
    process.stdout.write(text);
  }

  /** Says something that is no result, on standard error. */
  protected note(text: string): void {
    process.stderr.write(`${inertLines(text)}\n`);
  }
}
