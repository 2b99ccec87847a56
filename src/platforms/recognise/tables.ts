import type { Entry, Table } from "./entry.ts";
import { kubernetes } from "./tables/kubernetes.ts";

interface Lookup {
  /** By their words, joined by one space. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The most words that a key of each program has. */
  readonly longest: ReadonlyMap<string, number>;
}

const lookup = (...tables: readonly Table[]): Lookup => {
  const found = new Map<string, Entry>();
  const longest = new Map<string, number>();
  for (const entry of tables.flat()) {
    const words = entry.key.toLowerCase().split(" ");
    const program = words[0] ?? "";
    found.set(words.join(" "), entry);
    longest.set(program, Math.max(words.length, longest.get(program) ?? 0));
  }
  return { entries: found, longest };
};

export const commandEntries = lookup(kubernetes.commands);
export const actionEntries = lookup(kubernetes.actions);
