import type { Entry } from "./entry.ts";
import { Arguments, type Surroundings } from "./given.ts";
import { identitiesOf, identityOfFlags } from "./identities.ts";
import { describe, ships, type Recognised } from "./recognise.ts";
import type { Recognition } from "./recognition.ts";
import type { Command, Word } from "./script.ts";
import { commandEntries } from "./tables.ts";
import { takingOf } from "./tables/flags.ts";
import { unwrap } from "./unwrap.ts";

/** What a command does; `undefined` where no table and no policy knows it. Whether its failure counts is not in it yet. */
export function recogniseCommand(
  command: Command,
  around: Surroundings,
  recognition: Recognition,
  by: "policy" | "all" = "all",
): Recognised | undefined {
  for (const words of unwrap(command.words)) {
    const match = added(words, recognition) ?? (by === "all" ? find(words) : undefined);
    if (!match) continue;
    const { entry, rest } = match;
    if (rest.length === 1 && /^(?:--version|--help|version|help)$/.test(rest[0]?.text ?? "")) return undefined;
    if (entry.asks && command.failure.state !== "counts") return undefined;
    const given = new Arguments(rest, around, { taking: takingOf(entry.key), bundles: entry.key === "curl" });
    const spell = (text: string): string => around.variables.spell(text);
    const recognised = describe(entry, { name: nameOf(entry, given), given, spell, identities: [] });
    const { does, identity } = recognised.known;
    if (ships(recognised.known))
      return {
        ...recognised,
        identities: [
          ...identitiesOf(around.variables, new Map(), `${entry.key} `),
          ...identityOfFlags(entry.key, given, spell, false),
        ],
      };
    return does === "sign-in" && !identity
      ? { ...recognised, identities: identityOfFlags(entry.key, given, spell, true) }
      : recognised;
  }
  return undefined;
}

/** The key, with the words behind it that belong to the name; never the value of a variable. */
function nameOf({ key, named = 0 }: Entry, given: Arguments): string {
  const words = Array.from({ length: named }, (_, position) => given.writtenAt(position + 1));
  return [key, ...words.filter((word) => word !== undefined && /^[\w.:/-]{1,40}$/.test(word))].join(" ");
}

interface Match {
  readonly entry: Entry;
  /** The words that are not part of its key. */
  readonly rest: readonly Word[];
}

/** What the policy adds. */
function added(words: readonly Word[], recognition: Recognition): Match | undefined {
  for (const [key, known] of recognition.commands) {
    const parts = key.split(/\s+/);
    if (parts.every((part, position) => words[position]?.text === part))
      return { entry: { ...known, key }, rest: words.slice(parts.length) };
  }
  return undefined;
}

function find(written: readonly Word[]): Match | undefined {
  const words = released(written);
  const first = words[0];
  if (!first?.constant) return undefined;
  const program = first.text
    .replace(/^.*[\\/]/, "")
    .replace(/\.(?:exe|cmd|bat)$/i, "")
    .replace(/(?<=.)@[^/@]*$/, "")
    .toLowerCase();
  const scoped = first.text.startsWith("@") ? first.text.replace(/(?<=.)@[^/@]*$/, "").toLowerCase() : program;
  for (const name of new Set([scoped, program])) {
    const longest = commandEntries.longest.get(name);
    if (longest === undefined) continue;
    const leading = leadingWords(words, longest, takingOf(name));
    for (let length = leading.length; length >= 0; length -= 1) {
      const used = leading.slice(0, length);
      const entry = commandEntries.entries.get(
        [name, ...used.map((position) => withoutArguments(name, words[position]?.text ?? "").toLowerCase())].join(" "),
      );
      if (entry) return { entry, rest: words.filter((_, position) => position > 0 && !used.includes(position)) };
    }
  }
  return undefined;
}

/** `gcloud beta functions deploy` does what the same does without the release track: https://cloud.google.com/sdk/gcloud */
function released(words: readonly Word[]): readonly Word[] {
  const [program, track, ...rest] = words;
  return program?.text === "gcloud" && /^(?:alpha|beta)$/.test(track?.text ?? "") ? [program, ...rest] : words;
}

/** Rake writes a task's arguments into its word: `knapsack:rspec[--tag slow]`. */
const withoutArguments = (program: string, word: string): string =>
  program === "rake" || program === "rails" ? word.replace(/\[.*\]$/s, "") : word;

/** The positions of the words behind the program that are no flags and no values of flags. */
function leadingWords(words: readonly Word[], most: number, taking: ReadonlySet<string>): readonly number[] {
  const found: number[] = [];
  for (let at = 1; at < words.length && found.length < most - 1; at += 1) {
    const word = words[at];
    if (!word || (!word.constant && !word.text.startsWith("-") && !/^[\w:-]+\[/.test(word.text))) break;
    if (word.text.startsWith("-") && word.text.length > 1) at += taking.has(word.text) ? 1 : 0;
    else found.push(at);
  }
  return found;
}
