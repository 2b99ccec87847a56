import type { Lines } from "./lines.ts";
import type { Parsed, Problem } from "./node.ts";

const MAXIMUM = 5_000_000;

/** A text that is not read at all, and why. */
export const refused = (problem: Problem): Parsed => ({ documents: [], problems: [problem] });

export const notYaml = (lines: Lines, offset: number, found: string): Problem => ({
  at: lines.place(offset),
  reason: `is not YAML (${found})`,
  remedy: "look at the line and the one above it",
  weight: "error",
});

export const tooDeep = (lines: Lines, offset: number): Problem => ({
  at: lines.place(offset),
  reason: "nests deeper than 100 levels, and was not read",
  remedy: "nest less deeply",
  weight: "error",
});

/** The problem of a text that is longer than a limit, in characters (5 million unless told). */
export function tooLarge(lines: Lines, text: string, limit = MAXIMUM): Problem | undefined {
  if (text.length <= limit) return undefined;
  const size = limit >= 1_000_000 ? `${limit / 1_000_000} MB` : `${limit} characters`;
  return {
    at: { file: lines.file, line: 1, column: 1 },
    reason: `is larger than ${size}, and was not read`,
    remedy: "split the file, or leave it out of the check",
    weight: "error",
  };
}

/** A text without the byte order mark that may lead it; places do not count the mark. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
