import { YAMLException } from "js-yaml";
import { Lines } from "./lines.ts";
import { AT, FROM, type Tape, TAG_FROM, TAG_TO, TO, WIDTH } from "./tape.ts";
import { fastTape } from "./yaml-fast.ts";

const COLUMNS = [AT, FROM, TO, TAG_FROM, TAG_TO];
const MOST_SPACES = 100;

/** Whether a strict parser stopped at a line inside of quotes or brackets that is not indented deeper than its key. */
export const isOutdented = (error: YAMLException): boolean => error.reason === "deficient indentation";

/**
 * The tape of a text whose quotes or brackets go on, or close, on lines that are not indented deeper than their key.
 * The specification forbids it (https://yaml.org/spec/1.2.2/#742-flow-mappings), libyaml and what descends from it
 * do not look. The missing spaces mean nothing, so they are put in, read over, and taken out of the offsets.
 * `undefined` where the text has other faults.
 */
export function indentedTape(source: string, offset: number): Tape | undefined {
  const inserted: number[] = [];
  let indented = source;
  let at = offset;
  while (inserted.length < MOST_SPACES) {
    indented = `${indented.slice(0, at)} ${indented.slice(at)}`;
    inserted.push(at);
    try {
      return withoutSpaces(fastTape(indented, new Lines("", indented)), source, inserted);
    } catch (error) {
      if (!(error instanceof YAMLException) || !isOutdented(error) || !error.mark) return undefined;
      at = error.mark.position;
    }
  }
  return undefined;
}

function withoutSpaces(tape: Tape, source: string, inserted: readonly number[]): Tape | undefined {
  // Aliases that lead nowhere have their places in the longer text: too rare to be worth the sums.
  if (tape.problems.length > 0) return undefined;
  const back = (offset: number): number => offset - inserted.filter((at) => at < offset).length;
  for (let first = 0; first < tape.rows * WIDTH; first += WIDTH) {
    for (const column of COLUMNS) tape.cells[first + column] = back(tape.cells[first + column] ?? 0);
  }
  const roots = tape.roots.map(({ row, from, to }) => ({ row, from: back(from), to: back(to) }));
  return { ...tape, source, roots, templateAt: back(tape.templateAt) };
}
