import type { Command } from "@oclif/core/command";
import { Help } from "@oclif/core/help";
import type { Topic } from "@oclif/core/interfaces";
import { Configuration } from "./configuration.ts";
import { table, topics } from "./table.ts";

/** Shows the help of a command or a topic, or of the whole program where the name is empty. */
export async function showHelp(name: string): Promise<void> {
  const contents = new Contents(await Promise.all([...table.keys()].map(described)));
  const help = new Help(contents, { respectNoCacheDefault: true });
  await help.showHelp(name ? [idOf(name)] : []);
}

/** The configuration with every command and topic: only help needs them all. */
class Contents extends Configuration {
  readonly #commands: readonly Command.Loadable[];

  constructor(commands: readonly Command.Loadable[]) {
    super();
    this.#commands = commands;
  }

  override get commands(): Command.Loadable[] {
    return [...this.#commands];
  }

  override get topics(): Topic[] {
    return [
      ...[...topics].map(([name, description]) => ({ name, description })),
      ...this.#commands.map(({ id, summary }) => ({ name: id, ...(summary && { description: summary }) })),
    ];
  }

  override findCommand(id: string, opts: { must: true }): Command.Loadable;
  override findCommand(id: string, opts?: { must: boolean }): Command.Loadable | undefined;
  override findCommand(id: string): Command.Loadable | undefined {
    return this.#commands.find((command) => command.id === id);
  }

  override findTopic(id: string, opts: { must: true }): Topic;
  override findTopic(id: string, opts?: { must: boolean }): Topic | undefined;
  override findTopic(id: string): Topic | undefined {
    return this.topics.find((topic) => topic.name === id);
  }
}

async function described(name: string): Promise<Command.Loadable> {
  const { default: Described } = await table.get(name)!();
  const { summary, description, examples, args, flags, baseFlags, strict, usage } = Described;
  return {
    id: idOf(name),
    ...(summary && { summary }),
    ...(description && { description }),
    ...(usage && { usage }),
    examples,
    args: named(args),
    flags: named({ ...flags, ...baseFlags }),
    strict,
    aliases: [],
    hiddenAliases: [],
    hidden: false,
    hasDynamicHelp: false,
    load: async () => Described,
  };
}

const idOf = (name: string): string => name.replaceAll(" ", ":");

/** Flags and arguments know their names only once they were parsed. */
const named = <T extends object>(all: Readonly<Record<string, T>>): Record<string, T & { readonly name: string }> =>
  Object.fromEntries(Object.entries(all).map(([name, each]) => [name, { ...each, name }]));
