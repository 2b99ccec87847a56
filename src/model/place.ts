/** Where something is written in a file. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The first character of a file. */
export const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

export const samePlace = (a: Place, b: Place): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

/** In the order of reading: by file, then line, then column. */
export const byPlace = (a: Place, b: Place): number =>
  (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column;
