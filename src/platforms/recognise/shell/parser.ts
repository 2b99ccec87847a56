import { constantWord, type Assignment, type Part, type Redirect, type Word } from "../script.ts";
import type { Case, Chain, Group, If, Loop, Pipe, Sequence, Simple, Tree } from "./tree.ts";

// The grammar is that of https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html with Bash's
// additions, read so that nothing is refused: what does not fit is stepped over.

const DEEPEST = 60;
const BLANK = /[ \t\r]/;
const ENDS_WORD = /[\s;&|<>()]/;
const OPERATOR = /&>>|&>|<<<|<<-|<<|<>|<&|>>|>\||>&|<|>/y;
const ASSIGNMENT = /([A-Za-z_]\w*)(?:\[[^\]\s]{0,80}\])?\+?=/y;
const RESERVED =
  /(?:if|then|elif|else|fi|for|select|while|until|do|done|case|esac|in|function|time|!|\{|\}|\[\[|\(\()(?=[\s;&|<>()]|$)/y;

/** Reads a script. Linear in its length; what is nested too deeply is kept as text. */
export const parse = (source: string): Sequence => new Parser(source).script();

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #pending: { delimiter: string; strip: boolean; redirect: { body: string | undefined } }[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  script(): Sequence {
    const items: Sequence["items"][number][] = [];
    while (this.#at < this.#source.length) {
      const before = this.#at;
      items.push(...this.#sequence().items);
      // A `fi`, `)` or `;;` that nothing opened.
      if (this.#at < this.#source.length) this.#at = Math.max(this.#at + 1, before + 1);
    }
    return { kind: "sequence", items, offset: 0, end: this.#source.length };
  }

  #sequence(...closers: readonly string[]): Sequence {
    const offset = this.#at;
    const items: Sequence["items"][number][] = [];
    for (;;) {
      this.#blanks(true);
      if (this.#at >= this.#source.length || this.#closes(closers)) break;
      const before = this.#at;
      const tree = this.#chain();
      this.#blanks(false);
      const next = this.#source[this.#at];
      const background = next === "&";
      if (tree) items.push({ tree, background });
      if (background || (next === ";" && this.#source[this.#at + 1] !== ";")) this.#at += 1;
      else if (this.#at === before) this.#at += 1;
    }
    return { kind: "sequence", items, offset, end: this.#at };
  }

  #closes(closers: readonly string[]): boolean {
    const character = this.#source[this.#at];
    if (character === ")") return true;
    if (character === ";" && this.#source[this.#at + 1] === ";") return true;
    const word = this.#reserved();
    return word !== undefined && (closers.includes(word) || CLOSING.has(word));
  }

  #reserved(): string | undefined {
    RESERVED.lastIndex = this.#at;
    return RESERVED.exec(this.#source)?.[0];
  }

  #take(word: string): boolean {
    this.#blanks(true);
    if (this.#reserved() !== word) return false;
    this.#at += word.length;
    return true;
  }

  #chain(): Tree | undefined {
    const offset = this.#at;
    const parts: Chain["parts"][number][] = [];
    let operator: "&&" | "||" | undefined;
    for (;;) {
      const tree = this.#pipe();
      if (tree) parts.push({ operator, tree });
      this.#blanks(false);
      const next = this.#source.slice(this.#at, this.#at + 2);
      if (next !== "&&" && next !== "||") break;
      operator = next;
      this.#at += 2;
      this.#blanks(true);
    }
    const [first] = parts;
    return parts.length > 1 ? { kind: "chain", parts, offset, end: this.#at } : first?.tree;
  }

  #pipe(): Tree | undefined {
    this.#blanks(false);
    const offset = this.#at;
    let negated = false;
    for (let word = this.#reserved(); word === "!" || word === "time"; word = this.#reserved()) {
      if (word === "!") negated = !negated;
      this.#at += word.length;
      this.#blanks(false);
      if (word === "time" && this.#source.startsWith("-p ", this.#at)) this.#at += 3;
    }
    const parts: Tree[] = [];
    for (;;) {
      const tree = this.#command();
      if (tree) parts.push(tree);
      this.#blanks(false);
      if (this.#source[this.#at] !== "|" || this.#source[this.#at + 1] === "|") break;
      this.#at += this.#source[this.#at + 1] === "&" ? 2 : 1;
      this.#blanks(true);
    }
    const [first] = parts;
    if (!first) return undefined;
    return parts.length > 1 || negated
      ? ({ kind: "pipe", parts, negated, offset, end: this.#at } satisfies Pipe)
      : first;
  }

  #command(): Tree | undefined {
    this.#blanks(false);
    if (this.#depth >= DEEPEST) return this.#simple();
    this.#depth += 1;
    const tree = this.#compound() ?? this.#simple();
    this.#depth -= 1;
    return tree;
  }

  #compound(): Tree | undefined {
    const offset = this.#at;
    const word = this.#reserved();
    if (word === "((") return this.#arithmetic();
    if (this.#source[this.#at] === "(") {
      this.#at += 1;
      return this.#group(offset, true, ")");
    }
    switch (word) {
      case "{":
        this.#at += 1;
        return this.#group(offset, false, "}");
      case "if":
        return this.#if();
      case "while":
      case "until":
      case "for":
      case "select":
        return this.#loop(word);
      case "case":
        return this.#case();
      case "function": {
        this.#at += word.length;
        this.#blanks(false);
        const name = this.#word([])?.text ?? "";
        return this.#definition(name, offset);
      }
      case "[[":
        return this.#simple("]]");
      default:
        return undefined;
    }
  }

  #group(offset: number, subshell: boolean, closer: string): Group {
    const body = this.#sequence(closer);
    if (this.#source[this.#at] === closer) this.#at += 1;
    this.#redirects([]);
    return { kind: "group", subshell, body, offset, end: this.#at };
  }

  #arithmetic(): Simple {
    const offset = this.#at;
    this.#at = this.#closing(this.#at + 2, "(", ")", 2);
    return { kind: "simple", words: [], assignments: [], redirects: [], substitutions: [], offset, end: this.#at };
  }

  #if(): If {
    const offset = this.#at;
    const branches: If["branches"][number][] = [];
    let otherwise: Sequence | undefined;
    this.#at += 2;
    do {
      const test = this.#sequence("then");
      this.#take("then");
      branches.push({ test, body: this.#sequence("elif", "else", "fi") });
    } while (this.#take("elif"));
    if (this.#take("else")) otherwise = this.#sequence("fi");
    this.#take("fi");
    this.#redirects([]);
    return { kind: "if", branches, otherwise, offset, end: this.#at };
  }

  #loop(word: "while" | "until" | "for" | "select"): Loop {
    const offset = this.#at;
    this.#at += word.length;
    let test: Sequence | undefined;
    if (word === "while" || word === "until") test = this.#sequence("do");
    else {
      this.#blanks(false);
      if (this.#source.startsWith("((", this.#at)) this.#arithmetic();
      else while (this.#word([]) !== undefined) this.#blanks(false);
      this.#blanks(true);
      if (this.#source[this.#at] === ";") this.#at += 1;
    }
    const head = this.#source.slice(offset, this.#at);
    this.#take("do");
    const body = this.#sequence("done");
    this.#take("done");
    this.#redirects([]);
    return {
      kind: "loop",
      type: word === "select" ? "for" : word,
      head: head.replace(/[;\s]+$/, ""),
      test,
      body,
      offset,
      end: this.#at,
    };
  }

  #case(): Case {
    const offset = this.#at;
    this.#at += 4;
    this.#blanks(false);
    this.#word([]);
    const head = this.#source.slice(offset, this.#at);
    this.#take("in");
    const bodies: Sequence[] = [];
    for (;;) {
      this.#blanks(true);
      if (this.#at >= this.#source.length || this.#take("esac")) break;
      if (this.#source[this.#at] === "(") this.#at += 1;
      while (this.#at < this.#source.length && this.#source[this.#at] !== ")") {
        if (this.#word([]) === undefined) this.#at += 1;
      }
      this.#at += 1;
      bodies.push(this.#sequence("esac"));
      while (this.#source[this.#at] === ";" || this.#source[this.#at] === "&") this.#at += 1;
      if (this.#source[this.#at] === ")") this.#at += 1;
    }
    this.#redirects([]);
    return { kind: "case", head, bodies, offset, end: this.#at };
  }

  #definition(name: string, offset: number): Tree | undefined {
    this.#blanks(false);
    if (this.#source[this.#at] === "(") {
      this.#at += 1;
      this.#blanks(false);
      if (this.#source[this.#at] === ")") this.#at += 1;
    }
    this.#blanks(true);
    const body = this.#command();
    return body && { kind: "definition", name, body, offset, end: this.#at };
  }

  #simple(closer?: string): Tree | undefined {
    const offset = this.#at;
    const words: Word[] = [];
    const assignments: Assignment[] = [];
    const redirects: Redirect[] = [];
    const substitutions: Sequence[] = [];
    for (;;) {
      this.#blanks(false);
      if (closer && words.at(-1)?.text === closer) break;
      if (this.#redirects(redirects, substitutions)) continue;
      if (closer && this.#at < this.#source.length && /[&|()<>\n]/.test(this.#source[this.#at] ?? "")) {
        this.#at += 1;
        continue;
      }
      if (words.length === 0) {
        const assignment = this.#assignment(substitutions);
        if (assignment) {
          assignments.push(assignment);
          continue;
        }
      }
      const word = this.#word(substitutions);
      if (word === undefined) {
        const [only] = words;
        if (
          words.length === 1 &&
          only?.constant &&
          assignments.length === 0 &&
          /^\([ \t]*\)/.test(this.#source.slice(this.#at, this.#at + 40))
        )
          return this.#definition(only.text, offset);
        break;
      }
      words.push(word);
    }
    if (words.length === 0 && assignments.length === 0 && redirects.length === 0) return undefined;
    return { kind: "simple", words, assignments, redirects, substitutions, offset, end: this.#at };
  }

  #assignment(substitutions: Sequence[]): Assignment | undefined {
    ASSIGNMENT.lastIndex = this.#at;
    const found = ASSIGNMENT.exec(this.#source);
    const name = found?.[1];
    if (!found || name === undefined) return undefined;
    this.#at += found[0].length;
    if (this.#source[this.#at] === "(") {
      const offset = this.#at;
      this.#at = this.#closing(this.#at + 1, "(", ")", 1);
      const text = this.#source.slice(offset, this.#at);
      return {
        name,
        value: {
          text,
          constant: !text.includes("$"),
          splits: false,
          parts: [{ text, expansion: text.includes("$") }],
          offset,
        },
      };
    }
    return { name, value: this.#word(substitutions) ?? constantWord("", this.#at) };
  }

  /** Takes the redirects that stand here, and says whether there were any. */
  #redirects(into: Redirect[], substitutions: Sequence[] = []): boolean {
    let found = false;
    for (;;) {
      this.#blanks(false);
      const start = this.#at;
      while (/[0-9]/.test(this.#source[this.#at] ?? "")) this.#at += 1;
      OPERATOR.lastIndex = this.#at;
      const operator = OPERATOR.exec(this.#source)?.[0];
      if (operator === undefined || (operator.startsWith("&") && this.#at > start)) {
        this.#at = start;
        return found;
      }
      found = true;
      this.#at += operator.length;
      if ((operator === "<" || operator === ">") && this.#source[this.#at] === "(") {
        this.#at += 1;
        substitutions.push(this.#nested(")"));
        continue;
      }
      this.#blanks(false);
      const target = this.#word(substitutions) ?? constantWord("", this.#at);
      const redirect = { operator, target, body: undefined as string | undefined };
      if (operator === "<<" || operator === "<<-")
        this.#pending.push({ delimiter: target.text, strip: operator === "<<-", redirect });
      if (operator === "<<<") redirect.body = target.text;
      into.push(redirect);
    }
  }

  #nested(closer: string): Sequence {
    const offset = this.#at;
    if (this.#depth >= DEEPEST) {
      this.#at = this.#closing(this.#at, "(", ")", 1);
      return { kind: "sequence", items: [], offset, end: this.#at };
    }
    this.#depth += 1;
    const body = this.#sequence(closer);
    while (this.#at < this.#source.length && this.#source[this.#at] !== closer) this.#at += 1;
    this.#at += 1;
    this.#depth -= 1;
    return body;
  }

  /** Skips blanks, continued lines and comments; and, where lines may end, their ends. */
  #blanks(lines: boolean): void {
    for (;;) {
      const character = this.#source[this.#at];
      if (character === undefined) return;
      if (BLANK.test(character)) this.#at += 1;
      else if (character === "\\" && this.#source[this.#at + 1] === "\n") this.#at += 2;
      else if (character === "\\" && this.#source.startsWith("\r\n", this.#at + 1)) this.#at += 3;
      else if (character === "#" && (this.#at === 0 || ENDS_WORD.test(this.#source[this.#at - 1] ?? ""))) {
        const end = this.#source.indexOf("\n", this.#at);
        this.#at = end === -1 ? this.#source.length : end;
      } else if (character === "\n" && lines) this.#newline();
      else return;
    }
  }

  #newline(): void {
    this.#at += 1;
    for (const { delimiter, strip, redirect } of this.#pending.splice(0)) {
      const start = this.#at;
      let end = this.#source.length;
      while (this.#at < this.#source.length) {
        const found = this.#source.indexOf("\n", this.#at);
        const stop = found === -1 ? this.#source.length : found;
        const line = this.#source.slice(this.#at, stop).replace(/\r$/, "");
        const lineStart = this.#at;
        this.#at = stop + 1;
        if ((strip ? line.replace(/^\t+/, "") : line) === delimiter) {
          end = lineStart;
          break;
        }
      }
      this.#at = Math.min(this.#at, this.#source.length);
      redirect.body = this.#source.slice(start, end);
    }
  }

  /** The offset behind the bracket that closes what is open, with `open` of them still to close. */
  #closing(from: number, opener: string, closer: string, open: number): number {
    for (let at = from; at < this.#source.length; at += 1) {
      const character = this.#source[at];
      if (character === "\\") at += 1;
      else if (character === "'" || character === '"') {
        const end = this.#source.indexOf(character, at + 1);
        if (end === -1) return this.#source.length;
        at = end;
      } else if (character === opener) open += 1;
      else if (character === closer && --open === 0) return at + 1;
    }
    return this.#source.length;
  }

  #word(substitutions: Sequence[]): Word | undefined {
    const offset = this.#at;
    const parts: Part[] = [];
    let text = "";
    let quoted = false;
    const plain = (piece: string): void => {
      text += piece;
    };
    const expansion = (piece: string): void => {
      if (text) parts.push({ text, expansion: false });
      text = "";
      parts.push({ text: piece, expansion: true });
    };
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at] ?? "";
      if (ENDS_WORD.test(character)) {
        // An extended glob, `@(a|b)`, belongs to its word.
        if (character === "(" && /[@?*+!]$/.test(text) && this.#at > offset) {
          const end = this.#closing(this.#at + 1, "(", ")", 1);
          plain(this.#source.slice(this.#at, end));
          this.#at = end;
          continue;
        }
        break;
      }
      if (character === "\\") {
        const next = this.#source[this.#at + 1];
        if (next === undefined) {
          this.#at += 1;
        } else {
          if (next === "\n" && this.#at === offset) break;
          if (next !== "\n") plain(next);
          this.#at += 2;
        }
      } else if (character === "'" || (character === "$" && this.#source[this.#at + 1] === "'")) {
        quoted = true;
        const start = this.#at + (character === "$" ? 2 : 1);
        const end = this.#source.indexOf("'", start);
        plain(this.#source.slice(start, end === -1 ? undefined : end));
        this.#at = end === -1 ? this.#source.length : end + 1;
      } else if (character === '"') {
        quoted = true;
        this.#at += 1;
        this.#quoted(plain, expansion, substitutions);
      } else if (character === "$" || character === "`") {
        this.#expansion(plain, expansion, substitutions);
      } else {
        const start = this.#at;
        do this.#at += 1;
        while (this.#at < this.#source.length && !/[\s;&|<>()\\'"$`]/.test(this.#source[this.#at] ?? ""));
        plain(this.#source.slice(start, this.#at));
      }
    }
    if (this.#at === offset) return undefined;
    if (text) parts.push({ text, expansion: false });
    return {
      text: parts.map((part) => part.text).join(""),
      constant: parts.every((part) => !part.expansion),
      splits: !quoted && parts.length === 1 && parts[0]?.expansion === true,
      parts,
      offset,
    };
  }

  #quoted(plain: (text: string) => void, expansion: (text: string) => void, substitutions: Sequence[]): void {
    let start = this.#at;
    const flush = (): void => plain(this.#source.slice(start, this.#at));
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at];
      if (character === '"') {
        flush();
        this.#at += 1;
        return;
      }
      if (character === "\\") {
        flush();
        const next = this.#source[this.#at + 1] ?? "";
        if (next !== "\n") plain('"\\$`'.includes(next) ? next : `\\${next}`);
        this.#at += 2;
        start = this.#at;
      } else if (character === "$" || character === "`") {
        flush();
        this.#expansion(plain, expansion, substitutions);
        start = this.#at;
      } else this.#at += 1;
    }
    this.#at = this.#source.length;
    flush();
  }

  #expansion(plain: (text: string) => void, expansion: (text: string) => void, substitutions: Sequence[]): void {
    const start = this.#at;
    const rest = this.#source;
    if (rest[start] === "`") {
      const end = rest.indexOf("`", start + 1);
      this.#at = end === -1 ? rest.length : end + 1;
      if (this.#depth < DEEPEST) substitutions.push(shifted(parse(rest.slice(start + 1, this.#at - 1)), start + 1));
    } else if (rest.startsWith("${{", start)) {
      const end = rest.indexOf("}}", start);
      this.#at = end === -1 ? rest.length : end + 2;
    } else if (rest.startsWith("${", start)) {
      this.#at = this.#closing(start + 2, "{", "}", 1);
    } else if (rest.startsWith("$((", start)) {
      this.#at = this.#closing(start + 3, "(", ")", 2);
    } else if (rest.startsWith("$(", start)) {
      this.#at += 2;
      substitutions.push(this.#nested(")"));
    } else {
      NAME.lastIndex = start;
      const name = NAME.exec(rest)?.[0];
      if (name === undefined) {
        plain("$");
        this.#at += 1;
        return;
      }
      this.#at += name.length;
    }
    this.#at = Math.min(this.#at, rest.length);
    expansion(rest.slice(start, this.#at));
  }
}

const NAME = /\$(?:[A-Za-z_]\w*|[0-9?!#@*$-])/y;
const CLOSING = new Set(["then", "elif", "else", "fi", "do", "done", "esac", "}"]);

/** A tree that was read from a part of the script, with the offsets of the whole. */
function shifted<T>(tree: T, by: number): T {
  if (Array.isArray(tree)) return tree.map((part: unknown) => shifted(part, by)) as T;
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]: [string, unknown]) => [
      key,
      (key === "offset" || key === "end") && typeof value === "number" ? value + by : shifted(value, by),
    ]),
  ) as T;
}
