import { YAMLException } from "js-yaml";
import { Lines } from "./lines.ts";
import type { Problem } from "./node.ts";
import { TooDeep } from "./tape.ts";
import { fastTape } from "./yaml-fast.ts";

/** A line that starts with a template action, or a value that is one. */
const MARK = /^[ \t]*(?:[^\s#'"][^\r\n#'"]*?[:-][ \t]+|-[ \t]+)?\{\{/m;

/** Whether a text holds `{{` where Go and Helm templates have it. It may still stand in a block scalar. */
export const isMarked = (text: string): boolean => text.includes("{{") && MARK.test(text);

/** Whether a text is a Go or Helm template, and so not YAML before it is rendered. Templates in strings are no matter. */
export function isTemplated(text: string): boolean {
  if (!isMarked(text)) return false;
  try {
    return fastTape(text, new Lines("", text)).templateAt !== -1;
  } catch (error) {
    if (error instanceof YAMLException || error instanceof TooDeep) return true;
    throw error;
  }
}

/** The problem of a template that a parser stumbled over at an offset, on or behind its braces. */
export const templateProblem = (lines: Lines, source: string, offset: number): Problem => ({
  at: lines.place(Math.max(source.lastIndexOf("{{", offset), 0)),
  reason: "is a Helm or Go template (`{{ … }}` outside of quotes) and not plain YAML",
  remedy: "render the template, and check what comes out (`helm template`)",
  weight: "error",
});
