import { Composer, isAlias, isMap, isScalar, isSeq, Parser } from "yaml";
import type { CST, Document, ParsedNode, YAMLMap, YAMLParseError } from "yaml";
import type { Lines } from "./lines.ts";
import { DOUBLE, FOLDED, LITERAL, MAPPING, PLAIN, SEQUENCE, SINGLE, TapeWriter, TooDeep, type Tape } from "./tape.ts";
import { faultOf } from "./yaml-faults.ts";

const STYLES: Readonly<Record<string, number>> = {
  PLAIN,
  QUOTE_SINGLE: SINGLE,
  QUOTE_DOUBLE: DOUBLE,
  BLOCK_LITERAL: LITERAL,
  BLOCK_FOLDED: FOLDED,
};

/**
 * The tape of a text that a strict parser refuses, as far as continuous-integration systems would read it.
 * A document with an error is left out, and its errors are problems of the tape.
 */
export function tolerantTape(source: string, lines: Lines): Tape {
  const writer = new TapeWriter(source, lines);
  const composer = new Composer({
    schema: "failsafe",
    uniqueKeys: false,
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: "silent",
  });
  const unclosed: number[] = [];
  const tokens = shallow(new Parser().parse(source), unclosed);
  for (const document of composer.compose(tokens, true, source.length)) {
    writeDocument(writer, document as Document.Parsed<ParsedNode>, unclosed);
  }
  return writer.finish();
}

/** The tokens of a text, measured before the composer recurses into them. Adds the offsets of quotes that nothing closes. */
function* shallow(tokens: Iterable<CST.Token>, unclosed: number[]): Generator<CST.Token> {
  for (const token of tokens) {
    const rest: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
    for (let next = rest.pop(); next; next = rest.pop()) {
      if (next.depth > 100) throw new TooDeep(next.token.offset);
      if (isUnclosed(next.token)) unclosed.push(next.token.offset);
      if (next.token.type === "document" && next.token.value) rest.push({ token: next.token.value, depth: 0 });
      if (!("items" in next.token)) continue;
      for (const { key, value } of next.token.items) {
        if (key) rest.push({ token: key, depth: next.depth + 1 });
        if (value) rest.push({ token: value, depth: next.depth + 1 });
      }
    }
    yield token;
  }
}

function isUnclosed(token: CST.Token): boolean {
  if (token.type !== "single-quoted-scalar" && token.type !== "double-quoted-scalar") return false;
  const quote = token.source[0] ?? "";
  return token.source.length < 2 || !token.source.endsWith(quote);
}

function writeDocument(writer: TapeWriter, document: Document.Parsed<ParsedNode>, unclosed: readonly number[]): void {
  const errors = document.errors.filter((error) => faultOf(error).weight === "error");
  for (const error of [...errors.slice(0, 1), ...document.errors.filter((each) => !errors.includes(each))])
    report(writer, error, unclosed);
  const [, , end] = document.range;
  const { contents } = document as { contents: ParsedNode | null };
  if (errors.length > 0 || contents === null || isNothing(contents)) {
    writer.skip(end);
    return;
  }
  const row = writer.rows;
  write(writer, contents);
  writer.document(row, end);
}

function report(writer: TapeWriter, error: YAMLParseError, unclosed: readonly number[]): void {
  const { reason, remedy, weight } = faultOf(error);
  const [offset] = error.pos;
  // A quote that nothing closes is missed at the end of what it took in: it is told where it opens.
  const opening = /^Missing closing .quote/.test(error.message) ? unclosed.findLast((at) => at <= offset) : undefined;
  writer.problem(opening ?? offset, reason, remedy, weight);
}

/** Whether nothing at all is written where a node could be. */
const isNothing = (node: ParsedNode): boolean =>
  isScalar(node) && node.type === "PLAIN" && node.range[0] === node.range[1] && !node.tag && !node.anchor;

function write(writer: TapeWriter, node: ParsedNode): void {
  const [begin, end] = node.range;
  const at = isMap(node) ? firstKeyAt(node) : begin;
  if (isAlias(node)) {
    writer.alias(node.source, at, end);
    return;
  }
  const kind = isMap(node) ? MAPPING : isSeq(node) ? SEQUENCE : undefined;
  const row = kind ? writer.open(kind, at) : writeScalar(writer, node, at, end);
  if (node.tag) writer.tag(row, node.tag.replace(/^tag:yaml\.org,2002:/, "!!"));
  if (node.anchor) writer.anchor(row, node.anchor);
  if (!kind) return;
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      write(writer, key);
      if (value) write(writer, value);
      else writer.scalar(PLAIN, key.range[1], -1, -1);
    }
  } else if (isSeq(node)) for (const part of node.items) write(writer, part as ParsedNode);
  writer.close();
}

/** Where a mapping starts: a tag or an anchor of its first key is part of it. */
function firstKeyAt(map: YAMLMap.Parsed): number {
  const { srcToken } = map;
  if (srcToken?.type !== "block-map") return map.range[0];
  const before = srcToken.items[0]?.start.filter(({ type }) => type === "tag" || type === "anchor") ?? [];
  return Math.min(map.range[0], ...before.map(({ offset }) => offset));
}

function writeScalar(writer: TapeWriter, node: ParsedNode, at: number, end: number): number {
  if (!isScalar(node)) return writer.scalar(PLAIN, at, -1, -1);
  const kind = STYLES[node.type ?? "PLAIN"] ?? PLAIN;
  if (kind === PLAIN && at === end) return writer.scalar(PLAIN, emptyAt(writer.source, at), -1, -1);
  let from = at;
  let to = end;
  if (kind === SINGLE || kind === DOUBLE) {
    from = at + 1;
    to = end - 1;
  } else if (kind !== PLAIN) from = contentAt(writer.source, at, end);
  const row = writer.scalar(kind, at, from, to);
  writer.text(row, node.source ?? String(node.value));
  return row;
}

/** Where a value that is not written would stand: right behind what calls for it. */
function emptyAt(source: string, offset: number): number {
  let at = offset;
  while (source[at - 1] === " " || source[at - 1] === "\t") at--;
  return at;
}

/** Where the line after a block scalar's header starts. */
function contentAt(source: string, at: number, end: number): number {
  const ending = source.indexOf("\n", at);
  return ending === -1 || ending >= end ? end : ending + 1;
}
