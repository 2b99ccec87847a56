import type { Place } from "#model/place.ts";
import { commentsBetween, type Remarks } from "./comments.ts";
import type { Lines } from "./lines.ts";
import type { Comment, Entry, Node, Problem, Scalar } from "./node.ts";
import { resolvePlain, resolveTagged } from "./scalar.ts";
import * as cell from "./tape.ts";
import type { Root, Tape } from "./tape.ts";

export interface Habits {
  /** Whether `<<` merges mappings; where not, it is a key like any other. */
  readonly mergeKeys: boolean;
  /** Which of two equal keys holds. `error`: the last, and the file is refused. `kept`: the same, but expressions all hold. */
  readonly duplicates: "first" | "last" | "error" | "kept";
  /** The text of a scalar whose form on the tape is not `AS_WRITTEN`. */
  readonly decode: (source: string, kind: number, from: number, to: number, form: number) => string;
  /** What starts a comment. */
  readonly remarks: Remarks;
}

/** As many problems of a file as anyone would read. */
const MOST_PROBLEMS = 20;

/** A tape as nodes, made when they are asked for. */
export class Tree {
  readonly tape: Tape;
  readonly lines: Lines;
  readonly habits: Habits;
  readonly #decoded = new Map<number, string>();
  readonly #mappings = new Map<number, ReadonlyMap<string, Entry>>();
  readonly #sequences = new Map<number, readonly Node[]>();
  readonly #comments = new Map<number, readonly Comment[]>();

  constructor(tape: Tape, lines: Lines, habits: Habits) {
    this.tape = tape;
    this.lines = lines;
    this.habits = habits;
  }

  documents(): readonly Node[] {
    return this.tape.roots.map((root) => new TapeNode(this, this.follow(root.row), -1, root));
  }

  cell(row: number, offset: number): number {
    return this.tape.cells[row * cell.WIDTH + offset] ?? 0;
  }

  /** The row that a row stands for, aliases followed; -1 where an alias leads nowhere. */
  follow(row: number): number {
    return this.cell(row, cell.KIND) === cell.ALIAS ? this.cell(row, cell.MORE) : row;
  }

  node(row: number, key: number, root: Root): Node {
    const followed = this.follow(row);
    if (followed !== -1) return new TapeNode(this, followed, key, root);
    return new MissingNode(this.lines.place(this.cell(row, cell.AT)));
  }

  text(row: number): string {
    const { source, texts } = this.tape;
    const from = this.cell(row, cell.FROM);
    const form = this.cell(row, cell.MORE);
    if (form < 0) return texts[-form - 1] ?? "";
    if (from === -1) return "";
    const to = this.cell(row, cell.TO);
    if (form === cell.AS_WRITTEN) return source.slice(from, to);
    const decoded = this.#decoded.get(row) ?? this.habits.decode(source, this.cell(row, cell.KIND), from, to, form);
    this.#decoded.set(row, decoded);
    return decoded;
  }

  tag(row: number): string {
    const own = this.tape.tags.get(row);
    if (own !== undefined) return own;
    const from = this.cell(row, cell.TAG_FROM);
    return from === -1 ? "" : this.tape.source.slice(from, this.cell(row, cell.TAG_TO));
  }

  /** A key as text: as it is written, whatever it stands for. */
  keyText(row: number): string {
    const key = this.follow(row);
    if (key === -1) return this.tape.source.slice(this.cell(row, cell.AT), this.cell(row, cell.TO));
    if (this.cell(key, cell.KIND) >= cell.PLAIN) return this.text(key);
    const from = this.cell(key, cell.AT);
    return (/^[^\r\n]*/.exec(this.tape.source.slice(from, from + 80)) ?? [""])[0];
  }

  isMergeKey(row: number): boolean {
    if (!this.habits.mergeKeys || this.cell(row, cell.KIND) !== cell.PLAIN || this.text(row) !== "<<") return false;
    const tag = this.tag(row);
    return tag === "" || tag === "!!merge";
  }

  /** The rows of a mapping's keys; each one's value is the row after it. */
  *keys(mapping: number): Generator<number> {
    const end = this.cell(mapping, cell.NEXT);
    for (let key = mapping + 1; key < end; key = this.cell(this.cell(key, cell.NEXT), cell.NEXT)) yield key;
  }

  entries(mapping: number, root: Root): ReadonlyMap<string, Entry> {
    const known = this.#mappings.get(mapping);
    if (known) return known;
    const entries = new Map<string, Entry>();
    const merged: number[] = [];
    for (const key of this.keys(mapping)) {
      const value = this.cell(key, cell.NEXT);
      if (this.isMergeKey(key)) merged.push(value);
      else {
        const text = this.keyText(key);
        const name = this.#isKept(text) && entries.has(text) ? `${text}\0${key}` : text;
        if (this.habits.duplicates !== "first" || !entries.has(name))
          entries.set(name, new TapeEntry(this, text, key, value, root));
      }
    }
    for (const value of merged) {
      for (const source of this.#merged(value).filter((row) => this.#isMapping(row))) {
        for (const [key, entry] of this.entries(source, root)) if (!entries.has(key)) entries.set(key, entry);
      }
    }
    this.#mappings.set(mapping, entries);
    return entries;
  }

  /** Whether a key is an expression that can stand several times in a mapping: `${{ else }}`. */
  #isKept(key: string): boolean {
    return this.habits.duplicates === "kept" && key.startsWith("${{");
  }

  /** What a merge key's value names, aliases followed: the mappings to merge, the strongest first. */
  #merged(value: number): readonly number[] {
    const followed = this.follow(value);
    const isList = followed !== -1 && this.cell(followed, cell.KIND) === cell.SEQUENCE;
    const rows = isList ? [...this.parts(followed)] : [value];
    return rows.map((row) => this.follow(row)).filter((row) => row !== -1);
  }

  #isMapping(row: number): boolean {
    return this.cell(row, cell.KIND) === cell.MAPPING;
  }

  *parts(sequence: number): Generator<number> {
    const end = this.cell(sequence, cell.NEXT);
    for (let row = sequence + 1; row < end; row = this.cell(row, cell.NEXT)) yield row;
  }

  items(sequence: number, root: Root): readonly Node[] {
    let items = this.#sequences.get(sequence);
    if (!items)
      this.#sequences.set(sequence, (items = [...this.parts(sequence)].map((row) => this.node(row, -1, root))));
    return items;
  }

  comments(root: Root): readonly Comment[] {
    let comments = this.#comments.get(root.from);
    if (!comments)
      this.#comments.set(root.from, (comments = commentsBetween(this.tape, root, this.lines, this.habits.remarks)));
    return comments;
  }

  /** What was wrong with the text, and what is odd in its mappings. */
  problems(): readonly Problem[] {
    return [...this.tape.problems, ...this.#oddKeys()];
  }

  #oddKeys(): readonly Problem[] {
    const problems: Problem[] = [];
    for (let row = 0; row < this.tape.rows && problems.length < MOST_PROBLEMS; row++) {
      if (!this.#isMapping(row)) continue;
      const seen = new Map<string, number>();
      for (const key of this.keys(row)) {
        const at = this.cell(key, cell.AT);
        if (this.isMergeKey(key)) {
          if (!this.#merged(this.cell(key, cell.NEXT)).every((value) => this.#isMapping(value)))
            problems.push(this.#noMapping(at));
          continue;
        }
        const text = this.keyText(key);
        const first = seen.get(text);
        if (this.#isKept(text)) continue;
        if (first !== undefined) problems.push(this.#twice(text, first, at));
        else seen.set(text, at);
        const followed = this.follow(key);
        if (followed !== -1 && this.cell(followed, cell.KIND) < cell.PLAIN) problems.push(this.#notText(text, at));
      }
    }
    return problems.slice(0, MOST_PROBLEMS);
  }

  #noMapping(at: number): Problem {
    return {
      at: this.lines.place(at),
      reason: "has a merge key `<<` whose value is no mapping",
      remedy: "give it an alias of a mapping, or a list of them",
      weight: "remark",
    };
  }

  #twice(key: string, first: number, at: number): Problem {
    const { duplicates } = this.habits;
    const line = this.lines.place(first).line;
    const isRefused = duplicates === "error" || duplicates === "kept";
    const holds = isRefused ? "which is not allowed" : `and the ${duplicates} holds`;
    return {
      at: this.lines.place(at),
      reason: `has the key \`${key}\` twice in one mapping, first on line ${line}, ${holds}`,
      remedy: "remove one of the two",
      weight: isRefused ? "error" : "remark",
    };
  }

  #notText(key: string, at: number): Problem {
    return {
      at: this.lines.place(at),
      reason: `has a mapping or a list as a key: \`${key}\``,
      remedy: "write the key as text, in quotes if it holds brackets",
      weight: "remark",
    };
  }
}

class TapeEntry implements Entry {
  readonly key: string;
  readonly #tree: Tree;
  readonly #keyRow: number;
  readonly #valueRow: number;
  readonly #root: Root;
  #node: Node | undefined;

  constructor(tree: Tree, key: string, keyRow: number, valueRow: number, root: Root) {
    this.#tree = tree;
    this.key = key;
    this.#keyRow = keyRow;
    this.#valueRow = valueRow;
    this.#root = root;
  }

  get keyAt(): Place {
    return this.#tree.lines.place(this.#tree.cell(this.#keyRow, cell.AT));
  }

  get node(): Node {
    return (this.#node ??= this.#tree.node(this.#valueRow, this.#keyRow, this.#root));
  }
}

class TapeNode implements Node {
  readonly #tree: Tree;
  readonly #row: number;
  readonly #keyRow: number;
  readonly #root: Root;

  constructor(tree: Tree, row: number, keyRow: number, root: Root) {
    this.#tree = tree;
    this.#row = row;
    this.#keyRow = keyRow;
    this.#root = root;
  }

  get #kind(): number {
    return this.#tree.cell(this.#row, cell.KIND);
  }

  get kind(): Node["kind"] {
    const kind = this.#kind;
    return kind >= cell.PLAIN ? "scalar" : kind === cell.MAPPING ? "mapping" : "sequence";
  }

  get at(): Place {
    return this.#tree.lines.place(this.#tree.cell(this.#row, cell.AT));
  }

  get keyAt(): Place {
    return this.#keyRow === -1 ? this.at : this.#tree.lines.place(this.#tree.cell(this.#keyRow, cell.AT));
  }

  get value(): Scalar | undefined {
    const kind = this.#kind;
    if (kind < cell.PLAIN) return undefined;
    const { tag, text } = this;
    if (tag !== "") return text === "" && kind === cell.PLAIN && !tag.includes("str") ? null : resolveTagged(text, tag);
    return kind === cell.PLAIN ? resolvePlain(text) : text;
  }

  get text(): string {
    return this.#kind < cell.PLAIN ? "" : this.#tree.text(this.#row);
  }

  get tag(): string {
    return this.#tree.tag(this.#row);
  }

  get comments(): readonly Comment[] {
    const comments = this.documentComments();
    if (comments.length === 0) return comments;
    const line = this.keyAt.line;
    // A scalar may stand below its key; where a collection starts says nothing about it.
    const last = this.#kind >= cell.PLAIN ? this.at.line : line;
    const near = comments.filter(({ at }) => at.line === line || at.line === last);
    const above: Comment[] = [];
    for (let position = comments.length - 1, wanted = line - 1; position >= 0; position--) {
      const comment = comments[position] as Comment;
      if (comment.at.line > wanted) continue;
      if (comment.at.line < wanted || !this.#standsAlone(comment)) break;
      above.unshift(comment);
      wanted--;
    }
    return [...above, ...near];
  }

  documentComments(): readonly Comment[] {
    return this.#tree.comments(this.#root);
  }

  #standsAlone({ at }: Comment): boolean {
    const start = this.#tree.lines.startOf(at.line);
    return this.#tree.tape.source.slice(start, start + at.column - 1).trim() === "";
  }

  get(...path: readonly (string | number)[]): Node {
    let node: Node = this;
    for (const step of path) {
      if (!(node instanceof TapeNode)) return node;
      node = node.#below(step) ?? new MissingNode(node.keyAt);
    }
    return node;
  }

  has(key: string | number): boolean {
    return this.#below(key) !== undefined;
  }

  #below(step: string | number): Node | undefined {
    const kind = this.#kind;
    if (kind === cell.MAPPING) return this.#tree.entries(this.#row, this.#root).get(String(step))?.node;
    return kind === cell.SEQUENCE && typeof step === "number" ? this.items()[step] : undefined;
  }

  entries(): readonly Entry[] {
    return this.#kind === cell.MAPPING ? [...this.#tree.entries(this.#row, this.#root).values()] : [];
  }

  items(): readonly Node[] {
    return this.#kind === cell.SEQUENCE ? this.#tree.items(this.#row, this.#root) : [];
  }

  placeOf(offset: number): Place {
    const from = this.#tree.cell(this.#row, cell.FROM);
    const kind = this.#kind;
    if (kind < cell.PLAIN || from === -1) return this.at;
    const { source } = this.#tree.tape;
    const written = source.slice(from, this.#tree.cell(this.#row, cell.TO));
    const { text } = this;
    if (written === text) return this.#tree.lines.place(from + Math.min(offset, text.length));
    if (kind === cell.SINGLE || kind === cell.DOUBLE) return this.at;
    return this.#tree.lines.place(from + offsetInBlock(written, text, offset));
  }

  toPlain(): unknown {
    if (this.#kind >= cell.PLAIN) return this.value;
    if (this.#kind === cell.SEQUENCE) return this.items().map((node) => node.toPlain());
    const plain: Record<string, unknown> = Object.create(null);
    for (const [key, entry] of this.#tree.entries(this.#row, this.#root)) plain[key] = entry.node.toPlain();
    return plain;
  }
}

/** A node that is not there, at the place where it would have been. */
export class MissingNode implements Node {
  readonly at: Place;
  readonly kind = "missing";
  readonly value = undefined;
  readonly text = "";
  readonly tag = "";
  readonly comments: readonly Comment[] = [];

  constructor(at: Place) {
    this.at = at;
  }

  get keyAt(): Place {
    return this.at;
  }

  get(): Node {
    return this;
  }

  has(): boolean {
    return false;
  }

  entries(): readonly Entry[] {
    return [];
  }

  items(): readonly Node[] {
    return [];
  }

  placeOf(): Place {
    return this.at;
  }

  toPlain(): unknown {
    return undefined;
  }
}

/** All comments of the document that a node belongs to, in the order of the file. */
export const commentsOf = (node: Node): readonly Comment[] => (node instanceof TapeNode ? node.documentComments() : []);

/**
 * Where a character of a text stands in the folded or indented form that it was written in: the two differ
 * in white space alone, so the character before which the same number of others stand is the one.
 */
function offsetInBlock(written: string, text: string, offset: number): number {
  let solid = 0;
  for (let at = 0; at < offset && at < text.length; at++) if (!isSpace(text.charCodeAt(at))) solid++;
  // White space has no counterpart of its own: it is told from the character before it.
  const onSpace = offset >= text.length || isSpace(text.charCodeAt(offset));
  let wanted = onSpace ? solid : solid + 1;
  if (wanted === 0) return 0;
  let at = 0;
  for (; at < written.length; at++) if (!isSpace(written.charCodeAt(at)) && --wanted === 0) break;
  if (!onSpace) return at;
  let gap = 1;
  while (offset - gap >= 0 && isSpace(text.charCodeAt(offset - gap))) gap++;
  return Math.min(at + gap, written.length);
}

const isSpace = (mark: number): boolean => mark === 32 || (mark >= 9 && mark <= 13);
