/** A piece of a text: a macro `$(name)`, or what stands between. */
export interface Piece {
  readonly text: string;
  readonly at: number;
  readonly name: string | undefined;
}

const MACRO = /\$\(([A-Za-z_][\w.-]{0,200})\)/g;

/** https://learn.microsoft.com/azure/devops/pipelines/process/variables#understand-variable-syntax */
export function macrosIn(text: string, isMacro: (name: string) => boolean): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.includes("$(") ? text.matchAll(MACRO) : []) {
    const [whole, name = ""] = match;
    if (!isMacro(name)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), at: from, name: undefined });
    pieces.push({ text: whole, at: match.index, name });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), at: from, name: undefined });
  return pieces;
}

/** A script in which macros are written as expressions, which every shell's reader knows to leave alone. */
export interface Unmacroed {
  readonly text: string;
  /** The place of one of its characters in what was written. */
  readonly offset: (at: number) => number;
}

export function unmacroed(written: string, isMacro: (name: string) => boolean): Unmacroed {
  const pieces = macrosIn(written, isMacro);
  if (pieces.every(({ name }) => name === undefined)) return { text: written, offset: (at) => at };
  let text = "";
  const starts: { readonly from: number; readonly piece: Piece }[] = [];
  for (const piece of pieces) {
    starts.push({ from: text.length, piece });
    text += piece.name === undefined ? piece.text : `\${{${piece.name}}}`;
  }
  return {
    text,
    offset: (at) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle]?.from ?? 0) <= at) low = middle;
        else high = middle - 1;
      }
      const { from, piece } = starts[low] ?? { from: 0, piece: { at: 0, name: undefined } };
      return piece.name === undefined ? piece.at + at - from : piece.at;
    },
  };
}

/** The same text with its macros as they were written. */
export const macroed = (text: string): string => text.replace(/\$\{\{([A-Za-z_][\w.-]{0,200})\}\}/g, "$($1)");
