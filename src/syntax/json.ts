import { Lines } from "./lines.ts";
import type { Parsed, Problem } from "./node.ts";
import { refused, tooDeep, tooLarge, withoutMark } from "./problem.ts";
import { AS_WRITTEN, DOUBLE, MAPPING, PLAIN, SEQUENCE, TapeWriter, TooDeep } from "./tape.ts";
import { type Habits, Tree } from "./tree.ts";

export interface JsonOptions {
  readonly duplicates?: Habits["duplicates"];
  /** The largest text that is read, in characters. */
  readonly limit?: number;
}

const ESCAPED = 1;

/**
 * Reads a JSON text. Comments and commas before a closing bracket are remarks; everything else that JSON
 * does not know is an error, and the text is not read.
 */
export function json(file: string, text: string, options: JsonOptions = {}): Parsed {
  const source = withoutMark(text);
  const lines = new Lines(file, source);
  const large = tooLarge(lines, source, options.limit);
  if (large) return refused(large);
  const writer = new TapeWriter(source, lines);
  try {
    new Scan(source, writer).document();
  } catch (error) {
    if (error instanceof TooDeep) return refused(tooDeep(lines, error.offset));
    if (error instanceof Unexpected) return refused(unexpected(lines, source, error));
    throw error;
  }
  const tree = new Tree(writer.finish(), lines, {
    mergeKeys: false,
    duplicates: options.duplicates ?? "last",
    decode: (all, _kind, from, to) => String(JSON.parse(all.slice(from - 1, to + 1))),
    remarks: "//",
  });
  let problems: readonly Problem[] | undefined;
  return {
    documents: tree.documents(),
    get problems() {
      return (problems ??= tree.problems());
    },
  };
}

class Unexpected extends Error {
  readonly offset: number;
  readonly expected: string;
  constructor(offset: number, expected: string) {
    super(expected);
    this.offset = offset;
    this.expected = expected;
  }
}

function unexpected(lines: Lines, source: string, { offset, expected }: Unexpected): Problem {
  const found = /^(?:[\w.+-]{1,30}|[^])/u.exec(source.slice(offset, offset + 32))?.[0];
  const named =
    found === undefined
      ? "the end of the file"
      : found === "\n" || found === "\r"
        ? "the end of the line"
        : `\`${found}\``;
  return {
    at: lines.place(offset),
    reason: `is not JSON: has ${named} where ${expected} belongs`,
    remedy: "look at this place and the one before it",
    weight: "error",
  };
}

const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.+-])/y;
const STRING = /"([^"\\\u0000-\u001f]*)((?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*)"/y;
const SPACE = /[ \t\r\n]*/y;
const COMMENT = /\/\/[^\r\n]*|\/\*[^]*?\*\//y;

class Scan {
  readonly #source: string;
  readonly #writer: TapeWriter;
  #at = 0;
  #hasComment = false;

  constructor(source: string, writer: TapeWriter) {
    this.#source = source;
    this.#writer = writer;
  }

  document(): void {
    this.#space();
    if (this.#at === this.#source.length) return;
    this.#value();
    this.#space();
    if (this.#at < this.#source.length) throw new Unexpected(this.#at, "the end of the file");
    this.#writer.document(0, this.#source.length);
  }

  #value(): void {
    const mark = this.#source[this.#at];
    if (mark === "{") this.#collection(MAPPING, "}");
    else if (mark === "[") this.#collection(SEQUENCE, "]");
    else if (mark === '"') this.#string("a value");
    else {
      const end = this.#match(LITERAL);
      if (end === -1) throw new Unexpected(this.#at, "a value");
      this.#writer.scalar(PLAIN, this.#at, this.#at, end);
      this.#at = end;
    }
  }

  #collection(kind: typeof MAPPING | typeof SEQUENCE, closing: "}" | "]"): void {
    this.#writer.open(kind, this.#at++);
    this.#space();
    while (this.#source[this.#at] !== closing) {
      if (kind === MAPPING) {
        this.#string("a key in double quotes");
        this.#space();
        this.#take(":", "`:`");
        this.#space();
      }
      this.#value();
      this.#space();
      if (this.#source[this.#at] === closing) break;
      const comma = this.#at;
      this.#take(",", `\`,\` or \`${closing}\``);
      this.#space();
      if (this.#source[this.#at] === closing)
        this.#remark(comma, `has a comma before \`${closing}\`, which JSON does not know`, "remove the comma");
    }
    this.#at++;
    this.#writer.close();
  }

  #string(what: string): void {
    if (this.#source[this.#at] !== '"') throw new Unexpected(this.#at, what);
    STRING.lastIndex = this.#at;
    const found = STRING.exec(this.#source);
    if (!found) throw this.#brokenString();
    const end = STRING.lastIndex;
    this.#writer.scalar(DOUBLE, this.#at, this.#at + 1, end - 1, -1, -1, found[2] === "" ? AS_WRITTEN : ESCAPED);
    this.#at = end;
  }

  /** Where a string breaks off: at a line's end, a bad escape, or the end of the file. */
  #brokenString(): Unexpected {
    let at = this.#at + 1;
    for (; at < this.#source.length; at++) {
      if (this.#source.charCodeAt(at) < 32) return new Unexpected(at, 'a closing `"`');
      if (this.#source[at] !== "\\") continue;
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(this.#source.slice(at, at + 6)))
        return new Unexpected(at, "an escape that JSON knows");
      at++;
    }
    return new Unexpected(at, 'a closing `"`');
  }

  #take(mark: string, what: string): void {
    if (this.#source[this.#at] !== mark) throw new Unexpected(this.#at, what);
    this.#at++;
  }

  #space(): void {
    for (;;) {
      this.#at = this.#match(SPACE);
      if (this.#source[this.#at] !== "/") return;
      const end = this.#match(COMMENT);
      if (end === -1) throw new Unexpected(this.#at, "a value or a whole comment");
      if (!this.#hasComment)
        this.#remark(
          this.#at,
          "has comments, which JSON does not know",
          "remove them where another program reads the file",
        );
      this.#hasComment = true;
      this.#at = end;
    }
  }

  /** The end of what a sticky pattern finds here; -1 where it finds nothing. */
  #match(pattern: RegExp): number {
    pattern.lastIndex = this.#at;
    return pattern.test(this.#source) ? pattern.lastIndex : -1;
  }

  #remark(offset: number, reason: string, remedy: string): void {
    this.#writer.problem(offset, reason, remedy, "remark");
  }
}
