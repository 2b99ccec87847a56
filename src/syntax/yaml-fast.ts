import { EVENT_ID, parseEvents, SCALAR_STYLE } from "js-yaml";
import type { Event } from "js-yaml";
import type { Lines } from "./lines.ts";
import { AS_WRITTEN, MAPPING, PLAIN, SEQUENCE, TapeWriter, type Tape } from "./tape.ts";

/** A form of a scalar whose text must be decoded from the source by js-yaml: see `decoding`. */
const decoded = (indent: number, chomping: number): number => (indent + 1) * 4 + chomping;

/** What js-yaml's `getScalarValue` has to know of a scalar, from its form on the tape. */
export const decoding = (form: number): { indent: number; chomping: number } => ({
  indent: (form >> 2) - 1,
  chomping: form & 3,
});

/** The tape of a text that is YAML to the letter. Throws js-yaml's `YAMLException` at the first thing that is not. */
export function fastTape(source: string, lines: Lines): Tape {
  const events = parseEvents(source, { maxDepth: 100 });
  const writer = new TapeWriter(source, lines, events.length + 1);
  /** The end of what was read so far; what follows it up to the next part is indicators, comments and space. */
  let cursor = 0;
  let rootRow = 0;
  for (let position = 0; position < events.length; position++) {
    const event = events[position] as Event;
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        rootRow = writer.rows;
        break;
      case EVENT_ID.POP:
        if (writer.depth > 0) writer.close();
        else if (isEmptyDocument(events, position)) writer.drop(rootRow);
        else writer.document(rootRow, endOf(source, cursor));
        break;
      case EVENT_ID.ALIAS:
        writer.alias(source.slice(event.anchorStart, event.anchorEnd), event.anchorStart - 1, event.anchorEnd);
        cursor = event.anchorEnd;
        break;
      case EVENT_ID.SCALAR: {
        cursor = Math.max(cursor, event.anchorEnd, event.tagEnd);
        const { valueStart, valueEnd, style } = event;
        let at = valueStart;
        let end = valueEnd;
        if (valueStart === -1) at = end = emptyAt(source, cursor);
        else if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) {
          at = valueStart - 1;
          end = valueEnd + 1;
        } else if (style !== SCALAR_STYLE.PLAIN) at = headerAt(source, cursor, valueStart);
        const form = event.fast || valueStart === -1 ? AS_WRITTEN : decoded(event.indent, event.chomping);
        // js-yaml counts its styles from 1 in the order that the tape counts them from `PLAIN`.
        const kind = style - 1 + PLAIN;
        const row = writer.scalar(kind, at, valueStart, valueEnd, event.tagStart, event.tagEnd, form);
        if (event.anchorStart !== -1) writer.anchor(row, source.slice(event.anchorStart, event.anchorEnd));
        cursor = end;
        break;
      }
      default: {
        const kind = event.type === EVENT_ID.MAPPING ? MAPPING : SEQUENCE;
        const row = writer.open(kind, event.start, event.tagStart, event.tagEnd);
        if (event.anchorStart !== -1) writer.anchor(row, source.slice(event.anchorStart, event.anchorEnd));
        cursor = Math.max(cursor, event.start);
      }
    }
  }
  return writer.finish();
}

function isEmptyDocument(events: readonly Event[], pop: number): boolean {
  const only = events[pop - 1];
  return (
    events[pop - 2]?.type === EVENT_ID.DOCUMENT &&
    only?.type === EVENT_ID.SCALAR &&
    only.valueStart === -1 &&
    only.tagStart === -1 &&
    only.anchorStart === -1
  );
}

/** Where a document whose content ends at an offset ends itself: at the next marker, comments included. */
function endOf(source: string, cursor: number): number {
  const marker = skipSpace(source, cursor, source.length);
  return source.startsWith("...", marker) ? marker + 3 : marker;
}

/** Where a value that is not written would stand: behind the `:`, `-` or `?` that calls for it. */
function emptyAt(source: string, cursor: number): number {
  const next = skipSpace(source, cursor, source.length);
  const mark = source[next];
  return mark === ":" || mark === "-" ? next + 1 : cursor;
}

/** Where the header of a block scalar (`|`, `>`) stands before its content. */
function headerAt(source: string, cursor: number, content: number): number {
  for (let at = cursor; at < content; at++) {
    at = skipSpace(source, at, content);
    const mark = source[at];
    if (mark === "|" || mark === ">") return at;
  }
  return content;
}

/** The next offset that holds neither space nor a comment. */
function skipSpace(source: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const mark = source.charCodeAt(at);
    const isSpace = mark === 32 || (mark >= 9 && mark <= 13);
    if (mark === 35 && (at === 0 || source.charCodeAt(at - 1) <= 32)) {
      while (at < end && source.charCodeAt(at) !== 10 && source.charCodeAt(at) !== 13) at++;
    } else if (isSpace) at++;
    else break;
  }
  return at;
}
