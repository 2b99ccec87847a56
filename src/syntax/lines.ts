import type { Place } from "#model/place.ts";

/** The lines of a text: turns offsets into places, and reads the lines' starts only when the first place is asked for. */
export class Lines {
  readonly file: string;
  readonly #source: string;
  #starts: readonly number[] | undefined;

  constructor(file: string, source: string) {
    this.file = file;
    this.#source = source;
  }

  place(offset: number): Place {
    const line = this.lineOf(offset);
    return { file: this.file, line, column: offset - this.startOf(line) + 1 };
  }

  /** The line, counted from 1, that an offset stands on. */
  lineOf(offset: number): number {
    const starts = (this.#starts ??= lineStarts(this.#source));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  /** The offset that a line, counted from 1, starts at. */
  startOf(line: number): number {
    const starts = (this.#starts ??= lineStarts(this.#source));
    return starts[line - 1] ?? this.#source.length;
  }
}

/** Lines end as YAML's do: with LF, CR LF or a CR alone. */
function lineStarts(source: string): readonly number[] {
  const starts = [0];
  if (source.includes("\r")) {
    for (const ending of source.matchAll(/\r\n?|\n/g)) starts.push(ending.index + ending[0].length);
    return starts;
  }
  for (let end = source.indexOf("\n"); end !== -1; end = source.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
