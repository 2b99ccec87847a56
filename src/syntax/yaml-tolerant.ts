import { Composer, type CST, isAlias, isMap, isScalar, isSeq, Parser, type ParsedNode, type YAMLParseError, type Document } from "yaml";
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
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, keepSourceTokens: true, prettyErrors: false, logLevel: "silent" });
  for (const document of composer.compose(shallow(new Parser().parse(source)), true, source.length)) {
    writeDocument(writer, document as Document.Parsed<ParsedNode>);
  }
  return writer.finish();
}

/** The tokens of a text, measured before the composer recurses into them. */
function* shallow(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  for (const token of tokens) {
    const rest: { token: CST.Token; depth: number }[] = [{ token, depth: 0 }];
    for (let next = rest.pop(); next; next = rest.pop()) {
      if (next.depth > 100) throw new TooDeep(next.token.offset);
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

function writeDocument(writer: TapeWriter, document: Document.Parsed<ParsedNode>): void {
  const errors = document.errors.filter((error) => faultOf(error).weight === "error");
  for (const error of [...errors.slice(0, 1), ...document.errors.filter((each) => !errors.includes(each))]) report(writer, error);
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

function report(writer: TapeWriter, error: YAMLParseError): void {
  const { reason, remedy, weight } = faultOf(error);
  writer.problem(error.pos[0], reason, remedy, weight);
}

/** Whether nothing at all is written where a node could be. */
const isNothing = (node: ParsedNode): boolean =>
  isScalar(node) && node.type === "PLAIN" && node.range[0] === node.range[1] && !node.tag && !node.anchor;

function write(writer: TapeWriter, node: ParsedNode): void {
  const [at, end] = node.range;
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

function writeScalar(writer: TapeWriter, node: ParsedNode, at: number, end: number): number {
  if (!isScalar(node)) return writer.scalar(PLAIN, at, -1, -1);
  const kind = STYLES[node.type ?? "PLAIN"] ?? PLAIN;
  if (kind === PLAIN && at === end) return writer.scalar(PLAIN, at, -1, -1);
  let from = at;
  let to = end;
  if (kind === SINGLE || kind === DOUBLE) {
    from = at + 1;
    to = end - 1;
  } else if (kind !== PLAIN) from = contentAt(writer.source, at, end);
  const row = writer.scalar(kind, at, from, to);
  writer.text(row, String(node.value));
  return row;
}

/** Where the line after a block scalar's header starts. */
function contentAt(source: string, at: number, end: number): number {
  const ending = source.indexOf("\n", at);
  return ending === -1 || ending >= end ? end : ending + 1;
}
