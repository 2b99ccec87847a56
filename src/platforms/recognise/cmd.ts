import { brief, counts, readsOf, swallowed, type Command, type Condition, type Failure, type Word } from "./script.ts";

// cmd.exe goes on after a failing program: https://learn.microsoft.com/windows-server/administration/windows-commands/cmd

const LOST = swallowed("is followed by other commands, and a batch file goes on after a program that fails");
const CHECK = /^if\s+(?:not\s+)?(?:%ERRORLEVEL%|errorlevel)[^\n]{0,60}\bexit\b/i;
const FAILS = /^exit(?:\s+\/b)?\s+(?!0\b)/i;
const STEP = /("[^"\n]*"?|\^[\s\S]|[^"&|^])+|&&|\|\||[&|]/g;

export function readCmd(text: string): readonly Command[] {
  const lines = logicalLines(text);
  return lines.flatMap(({ line, offset }, position) => {
    if (/^(?:@?rem\b|::|:\w|@?echo\s+(?:on|off)\s*$)/i.test(line)) return [];
    const next = lines[position + 1]?.line;
    const last = next === undefined;
    const checked = next !== undefined && (CHECK.test(next) || /^exit(?:\s+\/b)?\s+%ERRORLEVEL%/i.test(next));
    return steps(line, offset, last || checked ? counts : LOST);
  });
}

function steps(line: string, offset: number, fate: Failure): readonly Command[] {
  const pieces = Array.from(line.matchAll(STEP), (found) => ({ text: found[0], at: found.index }));
  const commands: Command[] = [];
  let conditions: readonly Condition[] = [];
  for (const [position, piece] of pieces.entries()) {
    if (/^(?:&&?|\|\|?)$/.test(piece.text)) continue;
    const operator = pieces[position + 1]?.text;
    const after = pieces[position + 2]?.text.trim() ?? "";
    const failure: Failure =
      operator === "||"
        ? FAILS.test(after)
          ? counts
          : swallowed(`is followed by \`|| ${brief(after)}\`, which swallows its failure`)
        : operator === "&"
          ? LOST
          : operator === "|"
            ? swallowed(`is piped into \`${brief(after)}\`, whose result is the only one that counts`)
            : fate;
    const test =
      /^\s*@?if\s+((?:not\s+)?(?:\S+\s*==\s*\S+|exist\s+\S+|defined\s+\S+|errorlevel\s+\S+|\S+\s+(?:EQU|NEQ|GTR|GEQ|LSS|LEQ)\s+\S+))\s*\(?/i.exec(
        piece.text,
      );
    if (test?.[1])
      conditions = [
        ...conditions,
        { kind: "if", text: brief(test[1]), reads: readsOf(test[1].replaceAll(/%(\w+)%/g, "$$$1")) },
      ];
    const words = wordsOf(piece.text, offset + piece.at, test?.[0].length ?? 0);
    if (words.length > 0)
      commands.push({
        words,
        assignments: [],
        redirects: [],
        offset: words[0]?.offset ?? offset,
        conditions,
        failure,
        output: "shown",
        aside: false,
        looped: /^\s*@?for\b/i.test(line),
      });
  }
  return commands;
}

function wordsOf(text: string, offset: number, from: number): readonly Word[] {
  const words = Array.from(text.slice(from).matchAll(/(?:"[^"\n]*"?|\^[\s\S]|[^\s"^()])+/g), (found): Word => {
    const clean = found[0].replaceAll(/"|\^/g, "");
    const constant = !/%[^%\s]{1,60}%|\$\{\{|\$\(/.test(clean);
    return {
      text: clean,
      constant,
      splits: !constant && !found[0].includes('"'),
      parts: [{ text: clean, expansion: !constant }],
      offset: offset + from + found.index,
    };
  });
  const first = words[0];
  const named = first?.text.startsWith("@") ? [{ ...first, text: first.text.slice(1) }, ...words.slice(1)] : words;
  return named[0]?.text.toLowerCase() === "call" ? named.slice(1) : named;
}

function logicalLines(text: string): readonly { readonly line: string; readonly offset: number }[] {
  const lines: { line: string; offset: number }[] = [];
  let offset = 0;
  let open: { line: string; offset: number } | undefined;
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\r$/, "");
    if (open) open.line += ` ${line}`;
    else open = { line, offset };
    if (open.line.endsWith("^")) open.line = `${open.line.slice(0, -1)} `;
    else {
      const start = open.line.length - open.line.trimStart().length;
      if (open.line.trim()) lines.push({ line: open.line.trim(), offset: open.offset + start });
      open = undefined;
    }
    offset += raw.length + 1;
  }
  if (open?.line.trim()) lines.push({ line: open.line.trim(), offset: open.offset });
  return lines;
}
