import { UsageError } from "#model/usage-error.ts";
import { loadWaivers } from "#policy/waivers.ts";
import type { WaiverEntry } from "#schema/waivers.ts";
import { stringify } from "yaml";

const heading = "# yaml-language-server: $schema=https://bakewell.dev/schemas/waivers.schema.json\n";

/** An entry as a file of waivers has it. */
export const entryText = (entry: WaiverEntry): string => stringify([entry], { lineWidth: 0 });

/**
 * The text of a file of waivers with one more entry behind the last line, and nothing else touched. Throws a
 * `UsageError` where its list is written in brackets, or otherwise so that nothing can be put behind it.
 */
export function withEntry(file: string, text: string | undefined, entry: WaiverEntry): string {
  requireForm(entry);
  const written = text === undefined ? [] : loadWaivers(file, text);
  if (text === undefined || text.trim() === "") return heading + entryText(entry);
  const first = text.split("\n")[(written[0]?.at.line ?? 1) - 1] ?? "";
  const indent = written.length > 0 ? (/^ */.exec(first) ?? [""])[0] : "";
  const lines = entryText(entry).trimEnd().split("\n");
  const whole = `${text.replace(/\n*$/, "\n")}${lines.map((line) => `${indent}${line}\n`).join("")}`;
  if (count(file, whole) === written.length + 1) return whole;
  throw new UsageError(`nothing can be put behind the list of ${file} as it is written`, {
    hint: `write each waiver below the other, or name another file: --file`,
  });
}

/** What is not written as a waiver is said of the entry, which stands nowhere yet. */
function requireForm(entry: WaiverEntry): void {
  try {
    loadWaivers("", entryText(entry));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message, error.hint === undefined ? {} : { hint: error.hint });
  }
}

function count(file: string, text: string): number {
  try {
    return loadWaivers(file, text).length;
  } catch {
    return -1;
  }
}
