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

/** A script in which macros are written out, or where they cannot be, as expressions, which every shell's reader leaves alone. */
export interface Unmacroed {
  readonly text: string;
  /** The place of one of its characters in what was written. */
  readonly offset: (at: number) => number;
}

/** `shown` gives what stands in a macro's place, with what cannot be told as a macro. */
export function unmacroed(
  written: string,
  isMacro: (name: string) => boolean,
  shown: (macro: string) => string,
): Unmacroed {
  const pieces = macrosIn(written, isMacro);
  if (pieces.every(({ name }) => name === undefined)) return { text: written, offset: (at) => at };
  const parts: string[] = [];
  const starts: { readonly from: number; readonly piece: Piece }[] = [];
  let length = 0;
  for (const piece of pieces) {
    const text = piece.name === undefined ? piece.text : inserted(piece, isMacro, shown);
    starts.push({ from: length, piece });
    parts.push(text);
    length += text.length;
  }
  return {
    text: parts.join(""),
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

const MOST_LONG = 2_000;

function inserted({ text, name }: Piece, isMacro: (name: string) => boolean, shown: (macro: string) => string): string {
  const value = shown(text);
  if (value.length > MOST_LONG || value.includes("${{")) return `\${{${name ?? ""}}}`;
  return macrosIn(value, isMacro)
    .map((piece) => (piece.name === undefined ? piece.text : `\${{${piece.name}}}`))
    .join("");
}

/** The same text with its macros as they were written. */
export const macroed = (text: string): string => text.replace(/\$\{\{([A-Za-z_][\w.-]{0,200})\}\}/g, "$($1)");
