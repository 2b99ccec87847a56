/**
 * Regular expressions as GitLab reads them (RE2), matched without backtracking: time in proportion to the text and the
 * pattern, whatever either holds. https://docs.gitlab.com/ci/jobs/job_rules/#compare-a-variable-to-a-regular-expression
 */
export interface Pattern {
  /** Whether it is found anywhere in a text. */
  readonly matches: (text: string) => boolean;
  /** The text that everything it finds begins with, where it is bound to the beginning. */
  readonly prefix: string | undefined;
  /** The one text that it finds, where it is bound to both ends and holds nothing special. */
  readonly literal: string | undefined;
}

type Test = (char: string) => boolean;

type Instruction =
  | { readonly kind: "char"; readonly test: Test; readonly next: number }
  | { readonly kind: "both"; readonly first: number; readonly second: number }
  | { readonly kind: "bound"; readonly holds: (text: string, at: number) => boolean; readonly next: number }
  | { readonly kind: "end" };

type Tree =
  | { readonly kind: "char"; readonly test: Test; readonly literal?: string }
  | { readonly kind: "bound"; readonly mark: "^" | "$" | "b" | "B" }
  | { readonly kind: "row"; readonly parts: readonly Tree[] }
  | { readonly kind: "choice"; readonly parts: readonly Tree[] }
  | { readonly kind: "repeat"; readonly part: Tree; readonly least: number; readonly most: number };

const LONGEST_PATTERN = 1_000;
const LONGEST_TEXT = 1_000;
const MOST_INSTRUCTIONS = 4_000;
const DEEPEST = 50;

/** `undefined` for what is no RE2 pattern, is not read here, or is too large. */
export function pattern(source: string, flags = ""): Pattern | undefined {
  if (source.length > LONGEST_PATTERN) return undefined;
  try {
    const tree = new Reader(source, flags).read();
    const program = compile(tree);
    return { matches: (text) => run(program, text.slice(0, LONGEST_TEXT)), ...simply(tree) };
  } catch (error) {
    if (error instanceof Unread) return undefined;
    throw error;
  }
}

class Unread extends Error {}

const isDigit: Test = (char) => char >= "0" && char <= "9";
const isWord: Test = (char) => /^\w$/.test(char);
const isSpace: Test = (char) => /^\s$/.test(char);
const classes: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["d", isDigit],
  ["D", (char) => !isDigit(char)],
  ["w", isWord],
  ["W", (char) => !isWord(char)],
  ["s", isSpace],
  ["S", (char) => !isSpace(char)],
]);
const controls: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

class Reader {
  readonly #source: string;
  #at = 0;
  #caseless: boolean;
  readonly #dotAll: boolean;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#caseless = flags.includes("i");
    this.#dotAll = flags.includes("s") || flags.includes("m");
  }

  read(): Tree {
    const tree = this.#choice(0);
    if (this.#at < this.#source.length) throw new Unread();
    return tree;
  }

  #choice(depth: number): Tree {
    if (depth > DEEPEST) throw new Unread();
    const parts = [this.#row(depth)];
    while (this.#source[this.#at] === "|") {
      this.#at++;
      parts.push(this.#row(depth));
    }
    return parts.length === 1 ? parts[0]! : { kind: "choice", parts };
  }

  #row(depth: number): Tree {
    const parts: Tree[] = [];
    for (let char = this.#source[this.#at]; char !== undefined && char !== "|" && char !== ")";) {
      parts.push(this.#repeated(this.#single(depth)));
      char = this.#source[this.#at];
    }
    return { kind: "row", parts };
  }

  #repeated(part: Tree): Tree {
    const rest = this.#source.slice(this.#at, this.#at + 12);
    const [, mark, least, comma, most] = /^(?:([*+?])|\{(\d{1,4})(,?)(\d{0,4})\})/.exec(rest) ?? [];
    if (mark === undefined && least === undefined) return part;
    this.#at += (/^(?:[*+?]|\{[^}]*\})/.exec(rest) ?? [""])[0].length;
    // A lazy mark changes what is found, and not whether.
    if (this.#source[this.#at] === "?") this.#at++;
    if (/[*+]/.test(this.#source[this.#at] ?? "")) throw new Unread();
    const from = mark === undefined ? Number(least) : mark === "+" ? 1 : 0;
    const to =
      mark === undefined ? (comma === "" ? from : most === "" ? Infinity : Number(most)) : mark === "?" ? 1 : Infinity;
    if (from > 1000 || (to !== Infinity && (to > 1000 || to < from))) throw new Unread();
    return { kind: "repeat", part, least: from, most: to };
  }

  #single(depth: number): Tree {
    const char = this.#source[this.#at++] ?? "";
    switch (char) {
      case "^":
      case "$":
        return { kind: "bound", mark: char };
      case ".":
        return { kind: "char", test: this.#dotAll ? () => true : (one) => one !== "\n" };
      case "[":
        return { kind: "char", test: this.#set() };
      case "(":
        return this.#group(depth);
      case "\\":
        return this.#escaped();
      case "*":
      case "+":
      case "?":
        throw new Unread();
      default:
        return this.#literal(char);
    }
  }

  #group(depth: number): Tree {
    if (this.#source[this.#at] === "?") {
      const head = /^\?(?:(:)|P?<\w+>|([imsU]*)(?:-[imsU]*)?([:)]))/.exec(this.#source.slice(this.#at, this.#at + 40));
      if (!head) throw new Unread();
      this.#at += head[0].length;
      if (head[2]?.includes("i")) this.#caseless = true;
      if (head[3] === ")") return { kind: "row", parts: [] };
    }
    const inner = this.#choice(depth + 1);
    if (this.#source[this.#at++] !== ")") throw new Unread();
    return inner;
  }

  #literal(char: string): Tree {
    if (!this.#caseless) return { kind: "char", test: (one) => one === char, literal: char };
    const small = char.toLowerCase();
    return { kind: "char", test: (one) => one.toLowerCase() === small };
  }

  #escaped(): Tree {
    const char = this.#source[this.#at++];
    if (char === undefined) throw new Unread();
    const test = classes.get(char);
    if (test) return { kind: "char", test };
    if (char === "A") return { kind: "bound", mark: "^" };
    if (char === "z" || char === "Z") return { kind: "bound", mark: "$" };
    if (char === "b" || char === "B") return { kind: "bound", mark: char };
    const control = controls.get(char);
    if (control) return this.#literal(control);
    if (/\w/.test(char)) throw new Unread();
    return this.#literal(char);
  }

  #set(): Test {
    const isNegated = this.#source[this.#at] === "^";
    if (isNegated) this.#at++;
    const tests: Test[] = [];
    for (let isFirst = true; ; isFirst = false) {
      const char = this.#source[this.#at++];
      if (char === undefined) throw new Unread();
      if (char === "]" && !isFirst) break;
      if (char === "[" && this.#source[this.#at] === ":") {
        tests.push(this.#posix());
        continue;
      }
      const from = char === "\\" ? this.#inSet() : char;
      if (typeof from !== "string") {
        tests.push(from);
        continue;
      }
      if (this.#source[this.#at] === "-" && this.#source[this.#at + 1] !== "]") {
        this.#at++;
        const next = this.#source[this.#at++] ?? "";
        const to = next === "\\" ? this.#inSet() : next;
        if (typeof to !== "string" || to === "") throw new Unread();
        tests.push((one) => one >= from && one <= to);
      } else tests.push((one) => one === from);
    }
    const isIn: Test = this.#caseless
      ? (one) => tests.some((test) => test(one.toLowerCase()) || test(one.toUpperCase()))
      : (one) => tests.some((test) => test(one));
    return isNegated ? (one) => !isIn(one) : isIn;
  }

  #inSet(): Test | string {
    const char = this.#source[this.#at++];
    if (char === undefined) throw new Unread();
    return classes.get(char) ?? controls.get(char) ?? char;
  }

  #posix(): Test {
    const [whole, name] = /^:(\w{1,8}):\]/.exec(this.#source.slice(this.#at, this.#at + 12)) ?? [];
    const test = posix.get(name ?? "");
    if (whole === undefined || !test) throw new Unread();
    this.#at += whole.length;
    return test;
  }
}

const posix: ReadonlyMap<string, Test> = new Map<string, Test>([
  ["digit", isDigit],
  ["alpha", (char) => /^[A-Za-z]$/.test(char)],
  ["alnum", (char) => /^[A-Za-z0-9]$/.test(char)],
  ["lower", (char) => /^[a-z]$/.test(char)],
  ["upper", (char) => /^[A-Z]$/.test(char)],
  ["space", isSpace],
  ["word", isWord],
]);

const isInWord = (text: string, at: number): boolean => isWord(text[at] ?? "");
const isEdge = (text: string, at: number): boolean => isInWord(text, at - 1) !== isInWord(text, at);
const bounds: Readonly<Record<"^" | "$" | "b" | "B", (text: string, at: number) => boolean>> = {
  "^": (_, at) => at === 0,
  $: (text, at) => at === text.length,
  b: isEdge,
  B: (text, at) => !isEdge(text, at),
};

/** Instructions that end in the one behind them; each tree is written out before what follows it. */
function compile(tree: Tree): readonly Instruction[] {
  const program: Instruction[] = [];
  const add = (instruction: Instruction): number => {
    if (program.length >= MOST_INSTRUCTIONS) throw new Unread();
    return program.push(instruction) - 1;
  };
  const write = (part: Tree, next: number): number => {
    switch (part.kind) {
      case "char":
        return add({ kind: "char", test: part.test, next });
      case "bound":
        return add({ kind: "bound", holds: bounds[part.mark], next });
      case "row":
        return part.parts.toReversed().reduce((behind, one) => write(one, behind), next);
      case "choice":
        return part.parts
          .map((one) => write(one, next))
          .reduce((first, second) => add({ kind: "both", first, second }));
      case "repeat": {
        let behind = next;
        if (part.most === Infinity) {
          const loop = add({ kind: "both", first: next, second: next });
          const inner = write(part.part, loop);
          program[loop] = { kind: "both", first: inner, second: next };
          behind = loop;
        } else {
          for (let count = part.least; count < part.most; count++)
            behind = add({ kind: "both", first: write(part.part, behind), second: next });
        }
        for (let count = 0; count < part.least; count++) behind = write(part.part, behind);
        return behind;
      }
    }
  };
  const end = add({ kind: "end" });
  const start = write(tree, end);
  return [...program, { kind: "both", first: start, second: start }];
}

function run(program: readonly Instruction[], text: string): boolean {
  const start = program.length - 1;
  let open = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    const reached = closure(program, [...open, start], text, at);
    if (!reached) return true;
    open = new Set();
    const char = text[at];
    if (char === undefined) break;
    for (const one of reached) {
      const instruction = program[one]!;
      if (instruction.kind === "char" && instruction.test(char)) open.add(instruction.next);
    }
  }
  return false;
}

/** The instructions that can be reached without a character; `undefined` where the end is among them. */
function closure(
  program: readonly Instruction[],
  from: readonly number[],
  text: string,
  at: number,
): ReadonlySet<number> | undefined {
  const seen = new Set(from);
  for (const one of seen) {
    const instruction = program[one]!;
    if (instruction.kind === "end") return undefined;
    if (instruction.kind === "both") seen.add(instruction.first).add(instruction.second);
    else if (instruction.kind === "bound" && instruction.holds(text, at)) seen.add(instruction.next);
  }
  return seen;
}

function simply(tree: Tree): Pick<Pattern, "prefix" | "literal"> {
  const parts = tree.kind === "row" ? tree.parts : [tree];
  const [first, ...rest] = parts;
  if (first?.kind !== "bound" || first.mark !== "^") return { prefix: undefined, literal: undefined };
  let prefix = "";
  for (const part of rest) {
    if (part.kind !== "char" || part.literal === undefined) break;
    prefix += part.literal;
  }
  const last = rest.at(-1);
  const isWhole = last?.kind === "bound" && last.mark === "$" && prefix.length === rest.length - 1;
  return { prefix: prefix === "" ? undefined : prefix, literal: isWhole ? prefix : undefined };
}

/** Whether a pattern says nothing beyond its prefix. */
export const isPrefixOnly = ({ prefix }: Pattern, source: string): boolean =>
  prefix !== undefined &&
  source
    .replace(/^(?:\^|\\A)/, "")
    .replace(/(?:\.\*\$?)$/, "")
    .replaceAll("\\", "") === prefix;
