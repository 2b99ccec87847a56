import type { Lines } from "./lines.ts";
import type { Problem } from "./node.ts";

/**
 * A text's parts in the order of the file, as rows of numbers: what both YAML parsers and the JSON parser write,
 * and what nodes are read from. A collection's parts follow it; `next` leads past them.
 */
export interface Tape {
  readonly source: string;
  readonly cells: Int32Array;
  readonly rows: number;
  readonly roots: readonly Root[];
  /** Scalars' texts and tags that a parser worked out itself; the others are cut from the source when asked for. */
  readonly texts: readonly string[];
  readonly tags: ReadonlyMap<number, string>;
  readonly problems: readonly Problem[];
  /** Where an unquoted `{{` stands where a value belongs; -1 where none does. */
  readonly templateAt: number;
}

/** A document: its first row, and the part of the source that it owns. */
export interface Root {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

export const WIDTH = 8;
/** Offsets into a row. */
export const KIND = 0;
/** Where the part starts: quotes, brackets and block headers included. */
export const AT = 1;
/** A scalar's content, without quotes and headers; -1 where nothing is written. */
export const FROM = 2;
export const TO = 3;
export const NEXT = 4;
export const TAG_FROM = 5;
export const TAG_TO = 6;
/** An alias's row, or one of the causes below; a scalar's form: see `form`. */
export const MORE = 7;

export const MAPPING = 1;
export const SEQUENCE = 2;
export const PLAIN = 3;
export const SINGLE = 4;
export const DOUBLE = 5;
export const LITERAL = 6;
export const FOLDED = 7;
export const ALIAS = 8;

/** A scalar's `MORE`: its text stands in the source as it is. */
export const AS_WRITTEN = 0;

const NOWHERE = -1;

/** How many parts aliases may add to a file before they are no longer followed. */
const MOST_ADDED = 200_000;
const MOST_DEEP = 100;

export class TooDeep extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super("too deep");
    this.offset = offset;
  }
}

/** Writes a tape part by part, and settles what each alias stands for, at a cost that grows with the text alone. */
export class TapeWriter {
  readonly source: string;
  readonly #lines: Lines;
  #cells: Int32Array;
  #rows = 0;
  readonly #open: number[] = [];
  readonly #roots: Root[] = [];
  readonly #texts: string[] = [];
  readonly #tags = new Map<number, string>();
  readonly #problems: Problem[] = [];
  #anchors: Map<string, number> | undefined;
  /** How many parts stand below each anchored row, aliases followed; -1 while it is open. */
  readonly #sizes = new Map<number, number>();
  #added = 0;
  #templateAt = NOWHERE;
  #from = 0;

  constructor(source: string, lines: Lines, rows = 256) {
    this.source = source;
    this.#lines = lines;
    this.#cells = new Int32Array(rows * WIDTH);
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Opens a mapping or sequence that starts at an offset. */
  open(kind: typeof MAPPING | typeof SEQUENCE, at: number, tagFrom = NOWHERE, tagTo = NOWHERE): number {
    if (this.#open.length >= MOST_DEEP) throw new TooDeep(at);
    const row = this.#write(kind, at, at, at, tagFrom, tagTo, 0);
    this.#open.push(row);
    if (kind === MAPPING && this.#templateAt === NOWHERE && this.source.startsWith("{{", at)) this.#templateAt = at;
    return row;
  }

  close(): void {
    const row = this.#open.pop();
    if (row === undefined) return;
    this.#cells[row * WIDTH + NEXT] = this.#rows;
    const before = this.#sizes.get(row);
    if (before !== undefined) this.#sizes.set(row, this.#rows + this.#added + before);
  }

  scalar(
    kind: number,
    at: number,
    from: number,
    to: number,
    tagFrom = NOWHERE,
    tagTo = NOWHERE,
    form = AS_WRITTEN,
  ): number {
    return this.#write(kind, at, from, to, tagFrom, tagTo, form);
  }

  /** Gives a row a text that cannot be cut from the source. */
  text(row: number, text: string): void {
    this.#texts.push(text);
    this.#cells[row * WIDTH + MORE] = -this.#texts.length;
  }

  tag(row: number, tag: string): void {
    this.#tags.set(row, tag);
  }

  /** Names a row that has just been opened or written. */
  anchor(row: number, name: string): void {
    (this.#anchors ??= new Map()).set(name, row);
    const isOpen = this.#open.at(-1) === row;
    // An open row holds what stood before it, as a negative number, until it is closed.
    this.#sizes.set(row, isOpen ? -(row + this.#added) : 1);
  }

  alias(name: string, at: number, to: number): number {
    return this.#write(ALIAS, at, at, to, NOWHERE, NOWHERE, this.#target(name, at));
  }

  #target(name: string, at: number): number {
    const row = this.#anchors?.get(name);
    if (row === undefined) {
      this.problem(
        at,
        `names the anchor \`${name}\`, which is not defined before it`,
        `define it above with \`&${name}\``,
      );
      return NOWHERE;
    }
    if (this.#open.includes(row)) {
      this.problem(
        at,
        `has an alias \`*${name}\` inside of what it stands for`,
        "write the part out instead of naming it",
      );
      return NOWHERE;
    }
    const size = this.#sizes.get(row) ?? 1;
    if (this.#added + size > MOST_ADDED) {
      this.problem(
        at,
        `expands to more than ${MOST_ADDED} nodes through its aliases`,
        "write fewer aliases of aliases",
      );
      return NOWHERE;
    }
    this.#added += size;
    return row;
  }

  problem(offset: number, reason: string, remedy: string, weight: Problem["weight"] = "error"): void {
    // A bomb would say the same thing at each of its aliases.
    if (this.#problems.length < 20) this.#problems.push({ at: this.#lines.place(offset), reason, remedy, weight });
  }

  /** Ends a document whose first row is given; what the source holds up to `to` belongs to it. */
  document(row: number, to: number): void {
    this.#roots.push({ row, from: this.#from, to });
    this.skip(to);
  }

  /** Takes back the last rows, down to a given one. */
  drop(row: number): void {
    this.#rows = row;
  }

  /** Leaves the source up to an offset to no document. */
  skip(to: number): void {
    this.#from = to;
    this.#anchors = undefined;
  }

  get rows(): number {
    return this.#rows;
  }

  finish(): Tape {
    const last = this.#roots.at(-1);
    if (last) this.#roots[this.#roots.length - 1] = { ...last, to: this.source.length };
    const cells = this.#cells.length > this.#rows * WIDTH * 2 ? this.#cells.slice(0, this.#rows * WIDTH) : this.#cells;
    return {
      source: this.source,
      cells,
      rows: this.#rows,
      roots: this.#roots,
      texts: this.#texts,
      tags: this.#tags,
      problems: this.#problems,
      templateAt: this.#templateAt,
    };
  }

  #write(kind: number, at: number, from: number, to: number, tagFrom: number, tagTo: number, more: number): number {
    const row = this.#rows++;
    let cells = this.#cells;
    const first = row * WIDTH;
    if (first + WIDTH > cells.length) {
      cells = new Int32Array(cells.length * 2);
      cells.set(this.#cells);
      this.#cells = cells;
    }
    cells[first + KIND] = kind;
    cells[first + AT] = at;
    cells[first + FROM] = from;
    cells[first + TO] = to;
    cells[first + NEXT] = row + 1;
    cells[first + TAG_FROM] = tagFrom;
    cells[first + TAG_TO] = tagTo;
    cells[first + MORE] = more;
    return row;
  }
}
