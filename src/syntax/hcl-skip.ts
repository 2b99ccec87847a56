/**
 * Where an expression of HCL ends, without reading it: at a comma or closing bracket that is none of its own, or at the
 * end of the line unless it stands `inBrackets`.
 */
export function hclSkip(source: string, from: number, inBrackets: boolean): number {
  /** What is open, the last one innermost: a bracket, `"` for a text, `$` for what is inserted in one. */
  const open: string[] = [];
  for (let at = from; at < source.length; at++) {
    const next = source[at] ?? "";
    if (open.at(-1) === '"') {
      if (next === "\\") at++;
      else if (next === '"') open.pop();
      else if ((next === "$" || next === "%") && source[at + 1] === "{") {
        if (source[at - 1] !== next) open.push("$");
        at++;
      }
    } else if (next === '"' || next === "(" || next === "[" || next === "{") open.push(next);
    else if (next === ")" || next === "]" || next === "}") {
      if (open.length === 0) return at;
      open.pop();
    } else if (next === "," && open.length === 0) return at;
    else if (next === "\n" && open.length === 0 && !inBrackets) return at;
    else if (next === "<" && source[at + 1] === "<") at = endOfText(source, at);
    else if (next === "#" || (next === "/" && source[at + 1] === "/")) at = endOfLine(source, at) - 1;
    else if (next === "/" && source[at + 1] === "*") at = endOfComment(source, at);
  }
  return source.length;
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end === -1 ? source.length : end;
}

function endOfComment(source: string, from: number): number {
  const end = source.indexOf("*/", from + 2);
  return end === -1 ? source.length : end + 1;
}

/** Opens a text that goes on to a line with the same word. */
export const HEREDOC: RegExp = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;

function endOfText(source: string, from: number): number {
  HEREDOC.lastIndex = from;
  const word = HEREDOC.exec(source)?.[2];
  return word === undefined ? from + 1 : (endOfHeredoc(source, HEREDOC.lastIndex, word)?.after ?? source.length) - 1;
}

/** Where the content of a heredoc ends, and what follows its closing word; `undefined` where it does not end. */
export function endOfHeredoc(source: string, from: number, word: string): { from: number; after: number } | undefined {
  for (let start = from; start <= source.length;) {
    const newline = source.indexOf("\n", start);
    const end = newline === -1 ? source.length : newline;
    if (source.slice(start, end).trim() === word) return { from: start, after: end };
    if (newline === -1) return undefined;
    start = newline + 1;
  }
  return undefined;
}
