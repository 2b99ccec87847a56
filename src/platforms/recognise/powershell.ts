import {
  brief,
  counts,
  readsOf,
  swallowed,
  type Command,
  type Condition,
  type Failure,
  type Part,
  type Word,
} from "./script.ts";

// PowerShell does not stop at a failing program: the exit status of a script is that of its last one.
// https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#psnativecommanderroractionpreference

interface Statement {
  readonly words: readonly Word[];
  readonly offset: number;
  readonly end: number;
  readonly depth: number;
  /** What opens the block that it stands in, outermost first. */
  readonly heads: readonly string[];
  readonly piped: boolean;
}

const LOST = swallowed("is followed by other commands, and PowerShell goes on after a program that fails");
const STOPS = /^(?:exit\s+(?!0\b)|exit\s*$|throw\b)/i;
const CMDLET = /^[A-Za-z]+-[A-Za-z]+$/;

export function readPowerShell(text: string): readonly Command[] {
  const statements = split(text);
  const strict = /\$PSNativeCommandUseErrorActionPreference\s*=\s*\$true/i.test(text);
  const lax = /\$ErrorActionPreference\s*=\s*['"]?(?:SilentlyContinue|Continue|Ignore)/i.test(text);
  const checks = statements.filter(({ offset, end }) => STOPS.test(text.slice(offset, end)));
  const failing = statements.map(({ heads }) => heads.some((head) => /LASTEXITCODE|\$\?/i.test(head)));
  return statements.map(({ words, offset, heads, piped }, position): Command => {
    const next = statements[position + 1];
    const cmdlet = CMDLET.test(words[0]?.text ?? "");
    const last = next === undefined;
    const checked =
      (failing[position + 1] === true &&
        checks.some((stop) => stop.offset >= (next?.offset ?? 0) && stop.heads.length === next?.heads.length)) ||
      /^exit\s+\$LASTEXITCODE/i.test(text.slice(next?.offset ?? 0, next?.end));
    const caught =
      heads.includes("try") &&
      !statements.some(
        (one) => one.heads.some((head) => head.startsWith("catch")) && STOPS.test(text.slice(one.offset, one.end)),
      );
    const ignored = words.some(
      (word, at) =>
        /^-ErrorAction$|^-EA$/i.test(word.text) &&
        /^(?:SilentlyContinue|Continue|Ignore|0)$/i.test(words[at + 1]?.text ?? ""),
    );
    const failure: Failure = ignored
      ? swallowed("has `-ErrorAction` that goes on after a failure")
      : caught && cmdlet
        ? swallowed("stands in `try`, and its `catch` goes on")
        : (cmdlet && !lax) || strict || checked || (last && !piped)
          ? counts
          : LOST;
    const conditions = heads.filter((head) => !/^(?:try|finally|foreach|for|do)\b/i.test(head)).map(condition);
    return {
      words,
      assignments: [],
      redirects: [],
      offset,
      conditions,
      failure,
      output: "shown",
      aside: false,
      looped: heads.some((head) => /^(?:while|for|foreach|do)\b/i.test(head)),
    };
  });
}

const condition = (head: string): Condition => ({
  kind:
    /^catch/i.test(head) || /LASTEXITCODE|\$\?/i.test(head)
      ? "failure"
      : /^switch/i.test(head)
        ? "case"
        : /^while/i.test(head)
          ? "loop"
          : "if",
  text: brief(head),
  reads: readsOf(head.replaceAll(/\$env:/gi, "$")),
});

/** The statements of a script; blocks open and close around them. */
function split(source: string): readonly Statement[] {
  const statements: Statement[] = [];
  const heads: string[] = [];
  let words: Word[] = [];
  let start = 0;
  let at = 0;
  const finish = (piped = false): void => {
    if (words.length > 0)
      statements.push({
        words,
        offset: words[0]?.offset ?? start,
        end: at,
        depth: heads.length,
        heads: [...heads],
        piped,
      });
    words = [];
    start = at + 1;
  };
  while (at < source.length) {
    const character = source[at] ?? "";
    if (character === "\n" || character === ";") {
      finish();
      at += 1;
    } else if (character === "`" && /^\r?\n/.test(source.slice(at + 1, at + 3))) at += source[at + 1] === "\r" ? 3 : 2;
    else if (/\s/.test(character)) at += 1;
    else if (character === "#") at = indexOr(source, "\n", at);
    else if (source.startsWith("<#", at)) at = indexOr(source, "#>", at) + 2;
    else if (character === "|" || (character === "&" && source[at + 1] === "&")) {
      const double = source[at + 1] === character;
      finish(!double);
      at += double ? 2 : 1;
    } else if (character === "{") {
      const head = source.slice(words[0]?.offset ?? start, Math.min(at, (words[0]?.offset ?? start) + 200)).trim();
      words = [];
      heads.push(heads.length < 60 ? (head.toLowerCase().startsWith("try") ? "try" : head) : "");
      at += 1;
      start = at;
    } else if (character === "}") {
      finish();
      heads.pop();
      at += 1;
      start = at;
    } else if (character === "&" || character === "(" || character === ")") at += 1;
    else {
      const [word, end] = readWord(source, at);
      // `$url = vercel deploy` runs the command behind the sign.
      if (word.text === "=" && words.length === 1) words = [];
      else words.push(word);
      at = Math.max(end, at + 1);
    }
  }
  finish();
  return statements;
}

function readWord(source: string, from: number): readonly [Word, number] {
  const parts: Part[] = [];
  let text = "";
  let at = from;
  const expansion = (end: number): void => {
    if (text) parts.push({ text, expansion: false });
    text = "";
    parts.push({ text: source.slice(at, end), expansion: true });
    at = end;
  };
  const here = /^@(['"])\r?\n/.exec(source.slice(at, at + 4));
  if (here) {
    const end = indexOr(source, `\n${here[1]}@`, at);
    text = source.slice(at + here[0].length, end);
    at = end + 3;
  }
  let quote = "";
  while (!here && at < source.length) {
    const character = source[at] ?? "";
    if (quote === "" && /[\s;|(){}]/.test(character)) break;
    if (quote !== "'" && source.startsWith("${{", at)) expansion(indexOr(source, "}}", at) + 2);
    else if (quote !== "'" && character === "$" && source[at + 1] === "(") expansion(indexOr(source, ")", at) + 1);
    else if (quote !== "'" && /^\$[A-Za-z_{]/.test(source.slice(at, at + 2)))
      expansion(at + (/^\$(?:\{[^}]{0,200}\}|(?:\w+:)?\w[\w.]*)/.exec(source.slice(at, at + 250))?.[0].length ?? 1));
    else if (quote === "" && (character === "'" || character === '"')) {
      quote = character;
      at += 1;
    } else if (character === quote) {
      quote = "";
      at += 1;
    } else if (character === "`" && quote !== "'") {
      text += source[at + 1] ?? "";
      at += 2;
    } else {
      text += character;
      at += 1;
    }
  }
  if (text || parts.length === 0) parts.push({ text, expansion: false });
  const constant = parts.every((part) => !part.expansion);
  return [
    { text: parts.map((part) => part.text).join(""), constant, splits: false, parts, offset: from },
    Math.min(at, source.length),
  ];
}

function indexOr(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found === -1 ? source.length : found;
}
