import type { Place } from "#model/place.ts";
import { endOfHeredoc, HEREDOC, hclSkip } from "./hcl-skip.ts";
import { Lines } from "./lines.ts";
import type { Problem, Scalar } from "./node.ts";
import { tooDeep, tooLarge, withoutMark } from "./problem.ts";

/**
 * HCL, as Terraform and OpenTofu write it: blocks, attributes and the expressions that can be constant, with their
 * places. An expression that computes something is kept as its text.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */

export interface HclBody {
  readonly attributes: readonly HclAttribute[];
  readonly blocks: readonly HclBlock[];
}

export interface HclAttribute {
  readonly name: string;
  readonly at: Place;
  readonly value: HclExpression;
}

export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly at: Place;
  readonly body: HclBody;
}

export type HclExpression = { readonly at: Place } & (
  | { readonly kind: "literal"; readonly value: Scalar }
  | { readonly kind: "list"; readonly items: readonly HclExpression[] }
  | { readonly kind: "object"; readonly entries: readonly HclEntry[] }
  /** `var.environments`, `data.github_team.ops.id`. */
  | { readonly kind: "reference"; readonly path: readonly string[] }
  /** Texts and what stands between them: `"app-${var.stage}"`. */
  | { readonly kind: "template"; readonly parts: readonly HclExpression[] }
  | { readonly kind: "call"; readonly name: string; readonly given: readonly HclExpression[] }
  | { readonly kind: "other"; readonly text: string }
);

export interface HclEntry {
  readonly key: string;
  readonly value: HclExpression;
}

export interface HclParsed {
  readonly body: HclBody | undefined;
  readonly problems: readonly Problem[];
}

/** Reads an HCL text. Never throws: a text with a mistake is a problem, and nothing of it is read. */
export function hcl(file: string, text: string): HclParsed {
  const source = withoutMark(text);
  const lines = new Lines(file, source);
  const large = tooLarge(lines, source, LARGEST);
  if (large) return { body: undefined, problems: [large] };
  try {
    return { body: new Reader(source, lines).file(), problems: [] };
  } catch (error) {
    if (error instanceof Unexpected) return { body: undefined, problems: [unexpected(lines, source, error)] };
    throw error;
  }
}

class Unexpected extends Error {
  readonly offset: number;
  readonly expected: string | undefined;
  constructor(offset: number, expected: string | undefined) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

function unexpected(lines: Lines, source: string, { offset, expected }: Unexpected): Problem {
  if (expected === undefined) return tooDeep(lines, offset);
  const [found] = /^(?:[\w-]{1,30}|[^])/u.exec(source.slice(offset, offset + 32)) ?? [];
  const named =
    found === undefined ? "the end of the file" : /[\r\n]/.test(found) ? "the end of the line" : `\`${found}\``;
  return {
    at: lines.place(offset),
    reason: `is not HCL: has ${named} where ${expected} belongs`,
    remedy: "look at this place and the one before it",
    weight: "error",
  };
}

const DEEPEST = 100;
const LARGEST = 1_000_000;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])/y;
const SPACE = /(?:[ \t]+|\/\*[^]*?\*\/)*(?:(?:#|\/\/)[^\r\n]*)?/y;
const LINES = /(?:\s+|(?:#|\/\/)[^\r\n]*|\/\*[^]*?\*\/)*/y;
const ENDS = new Set([",", "]", "}", ")", "\n", "\r", ":", "~", ""]);

class Reader {
  readonly #source: string;
  readonly #lines: Lines;
  #at = 0;
  #depth = 0;

  constructor(source: string, lines: Lines) {
    this.#source = source;
    this.#lines = lines;
  }

  file(): HclBody {
    const body = this.#body();
    if (this.#at < this.#source.length) throw new Unexpected(this.#at, "a name");
    return body;
  }

  #body(): HclBody {
    const attributes: HclAttribute[] = [];
    const blocks: HclBlock[] = [];
    for (;;) {
      this.#match(LINES);
      const start = this.#at;
      if (start === this.#source.length || this.#source[start] === "}") return { attributes, blocks };
      const name = this.#name("a name");
      const at = this.#lines.place(start);
      this.#match(SPACE);
      if (this.#source[this.#at] === "=" && this.#source[this.#at + 1] !== "=") {
        this.#at++;
        attributes.push({ name, at, value: this.#expression(false) });
        this.#endOfLine();
      } else blocks.push({ type: name, at, labels: this.#labels(), body: this.#block() });
    }
  }

  #endOfLine(): void {
    this.#match(SPACE);
    const next = this.#source[this.#at] ?? "\n";
    if (next !== "\n" && next !== "\r" && next !== "}") throw new Unexpected(this.#at, "the end of the line");
  }

  #labels(): readonly string[] {
    const labels: string[] = [];
    for (;;) {
      this.#match(SPACE);
      const next = this.#source[this.#at];
      if (next === "{") return labels;
      if (next !== '"') labels.push(this.#name("`=`, a label or `{`"));
      else {
        const label = this.#text();
        if (label.kind !== "literal") throw new Unexpected(this.#at, "a plain text");
        labels.push(String(label.value));
      }
    }
  }

  #block(): HclBody {
    return this.#within(() => {
      this.#at++;
      const body = this.#body();
      this.#take("}");
      return body;
    });
  }

  /** `inBrackets`: whether it may go on over the ends of lines. */
  #expression(inBrackets: boolean): HclExpression {
    this.#match(inBrackets ? LINES : SPACE);
    const start = this.#at;
    const value = this.#within(() => this.#simple());
    const end = this.#at;
    this.#match(inBrackets ? LINES : SPACE);
    if (value && ENDS.has(this.#source[this.#at] ?? "") && !(this.#source[this.#at] === "\n" && inBrackets)) {
      this.#at = end;
      return value;
    }
    this.#at = hclSkip(this.#source, start, inBrackets);
    const text = this.#source.slice(start, this.#at).trim();
    if (text === "") throw new Unexpected(start, "a value");
    return { kind: "other", text: text.replaceAll(/\s+/g, " ").slice(0, 200), at: this.#lines.place(start) };
  }

  /** A value that is not computed; `undefined` where another kind of expression begins. */
  #simple(): HclExpression | undefined {
    const at = this.#lines.place(this.#at);
    const next = this.#source[this.#at];
    if (next === '"') return this.#text();
    if (next === "[") return this.#list();
    if (next === "{") return this.#object();
    if (next === "<") return this.#heredoc();
    const number = this.#match(NUMBER);
    if (number !== "") return { kind: "literal", value: Number(number), at };
    const name = this.#match(NAME);
    if (name === "") return undefined;
    if (this.#source[this.#at] === "(") return this.#call(name, at);
    const word = words.get(name);
    if (word !== undefined && this.#source[this.#at] !== ".") return { kind: "literal", value: word, at };
    return this.#reference(name, at);
  }

  #reference(first: string, at: Place): HclExpression | undefined {
    const path = [first];
    for (;;) {
      const next = this.#source[this.#at];
      if (next === ".") {
        this.#at++;
        const step = this.#match(NAME) || this.#match(/\d+/y);
        if (step === "") return undefined;
        path.push(step);
      } else if (next === "[") {
        const step = this.#match(/\[\s*(?:\d+|"[^"\\$%\r\n]*")\s*\]/y);
        if (step === "") return undefined;
        path.push(step.slice(1, -1).trim().replaceAll('"', ""));
      } else return { kind: "reference", path, at };
    }
  }

  #call(name: string, at: Place): HclExpression | undefined {
    this.#at++;
    const given = this.#series(")");
    return given && { kind: "call", name, given, at };
  }

  #list(): HclExpression | undefined {
    const at = this.#lines.place(this.#at++);
    if (this.#isLoop()) return undefined;
    const items = this.#series("]");
    return items && { kind: "list", items, at };
  }

  #series(closing: string): readonly HclExpression[] | undefined {
    const found: HclExpression[] = [];
    for (;;) {
      this.#match(LINES);
      if (this.#source[this.#at] === closing) break;
      found.push(this.#expression(true));
      this.#match(LINES);
      if (this.#source[this.#at] === ",") this.#at++;
      else if (this.#source[this.#at] !== closing) return undefined;
    }
    this.#at++;
    return found;
  }

  #isLoop(): boolean {
    const from = this.#at;
    this.#match(LINES);
    const isLoop = /for[\s(]/y;
    isLoop.lastIndex = this.#at;
    this.#at = from;
    return isLoop.test(this.#source);
  }

  #object(): HclExpression | undefined {
    const at = this.#lines.place(this.#at++);
    if (this.#isLoop()) return undefined;
    const entries: HclEntry[] = [];
    for (;;) {
      this.#match(LINES);
      const next = this.#source[this.#at];
      if (next === "}") break;
      const key = next === '"' ? this.#text() : undefined;
      const name = key ? (key.kind === "literal" ? String(key.value) : "") : this.#match(NAME) || this.#match(NUMBER);
      this.#match(SPACE);
      const sign = this.#source[this.#at];
      if (name === "" || (sign !== "=" && sign !== ":")) return undefined;
      this.#at++;
      entries.push({ key: name, value: this.#expression(false) });
      this.#match(LINES);
      if (this.#source[this.#at] === ",") this.#at++;
    }
    this.#at++;
    return { kind: "object", entries, at };
  }

  #text(): HclExpression {
    const start = this.#at++;
    const at = this.#lines.place(start);
    const parts: HclExpression[] = [];
    let plain = "";
    const close = () => {
      if (plain !== "") parts.push({ kind: "literal", value: plain, at });
      plain = "";
    };
    for (;;) {
      const next = this.#source[this.#at];
      if (next === undefined || next === "\n") throw new Unexpected(this.#at, 'a closing `"`');
      if (next === '"') break;
      if (next === "\\") plain += this.#escape();
      else if ((next === "$" || next === "%") && this.#source[this.#at + 1] === "{") {
        close();
        parts.push(this.#inserted(next));
      } else if ((next === "$" || next === "%") && this.#source.startsWith(`${next}{`, this.#at + 1)) {
        plain += `${next}{`;
        this.#at += 3;
      } else {
        plain += next;
        this.#at++;
      }
    }
    this.#at++;
    close();
    const [only, second] = parts;
    if (!only) return { kind: "literal", value: "", at };
    return second ? { kind: "template", parts, at } : only;
  }

  /** What stands in `${ }`; a directive, `%{ }`, is not followed. */
  #inserted(sign: string): HclExpression {
    const start = this.#at;
    this.#at += this.#source[start + 2] === "~" ? 3 : 2;
    if (sign === "$") {
      const value = this.#expression(true);
      this.#match(LINES);
      if (this.#source[this.#at] === "~") this.#at++;
      this.#take("}");
      return value;
    }
    this.#at = hclSkip(this.#source, this.#at, true);
    this.#take("}");
    const text = this.#source.slice(start, this.#at).slice(0, 200);
    return { kind: "other", text, at: this.#lines.place(start) };
  }

  #escape(): string {
    const found = this.#match(/\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y);
    if (found === "") throw new Unexpected(this.#at, "an escape that HCL knows");
    const code = Number.parseInt(found.slice(2), 16);
    if (found[1] === "u" || found[1] === "U") return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
    return escapes.get(found[1] ?? "") ?? found.slice(1);
  }

  #heredoc(): HclExpression | undefined {
    const start = this.#at;
    HEREDOC.lastIndex = start;
    const opening = HEREDOC.exec(this.#source);
    if (!opening) return undefined;
    const from = HEREDOC.lastIndex;
    const at = this.#lines.place(start);
    const end = endOfHeredoc(this.#source, from, opening[2] ?? "");
    if (end === undefined) throw new Unexpected(this.#source.length, `\`${opening[2] ?? ""}\``);
    this.#at = end.after;
    const content = this.#source.slice(from, end.from);
    if (/[$%]\{/.test(content)) return { kind: "other", text: content.trim().slice(0, 200), at };
    return { kind: "literal", value: opening[1] === "-" ? outdented(content) : content, at };
  }

  #name(expected: string): string {
    const found = this.#match(NAME);
    if (found === "") throw new Unexpected(this.#at, expected);
    return found;
  }

  #take(mark: string): void {
    if (this.#source[this.#at] !== mark) throw new Unexpected(this.#at, `\`${mark}\``);
    this.#at++;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #within<T>(read: () => T): T {
    if (++this.#depth > DEEPEST) throw new Unexpected(this.#at, undefined);
    const found = read();
    this.#depth--;
    return found;
  }
}

const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

function outdented(content: string): string {
  const lines = content.split("\n");
  const widths = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const width = widths.reduce((least, each) => Math.min(least, each), Infinity);
  return width === Infinity ? content : lines.map((line) => line.slice(width)).join("\n");
}
