import type { Lines } from "./lines.ts";
import type { Comment } from "./node.ts";
import { AT, DOUBLE, FROM, KIND, LITERAL, NEXT, PLAIN, SINGLE, TO, WIDTH, type Root, type Tape } from "./tape.ts";

/** What starts a comment: YAML's `#` behind white space, or the `//` and block comments of JSON with comments. */
export type Remarks = "#" | "//";

const MARKS = {
  "#": /(?<=^|\s)#([^\r\n]*)/g,
  "//": /\/\/([^\r\n]*)|\/\*([^]*?)\*\//g,
};

/**
 * The comments of a document, in the order of the file: what is marked as a comment between its scalars.
 * Their text is without the mark and the space around it.
 */
export function commentsBetween(tape: Tape, root: Root, lines: Lines, remarks: Remarks): readonly Comment[] {
  const { cells, source } = tape;
  const comments: Comment[] = [];
  const scan = (from: number, to: number): void => {
    // One character more is shown in front, for the space that a `#` must stand behind.
    const start = Math.max(from - 1, 0);
    const gap = source.slice(start, to);
    if (!gap.includes(remarks) && !gap.includes("/*")) return;
    const marks = new RegExp(MARKS[remarks]);
    marks.lastIndex = from - start;
    for (const found of gap.matchAll(marks)) {
      comments.push({ text: (found[1] ?? found[2] ?? "").trim(), at: lines.place(start + found.index) });
    }
  };
  let cursor = root.from;
  const end = cells[root.row * WIDTH + NEXT] ?? 0;
  for (let row = root.row; row < end; row++) {
    const first = row * WIDTH;
    const kind = cells[first + KIND] ?? 0;
    const from = cells[first + FROM] ?? -1;
    if (kind < PLAIN || from === -1) continue;
    const to = cells[first + TO] ?? 0;
    const isQuoted = kind === SINGLE || kind === DOUBLE;
    scan(cursor, kind >= LITERAL ? from : (cells[first + AT] ?? 0));
    cursor = isQuoted ? to + 1 : to;
  }
  scan(cursor, root.to);
  return comments;
}
