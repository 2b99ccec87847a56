import { getScalarValue, YAMLException } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import { Lines } from "./lines.ts";
import type { Parsed, Problem } from "./node.ts";
import { notYaml, refused, tooDeep, tooLarge, withoutMark } from "./problem.ts";
import { PLAIN, TooDeep, type Tape } from "./tape.ts";
import { isMarked, templateProblem } from "./template.ts";
import { type Habits, Tree } from "./tree.ts";
import { decoding, fastTape } from "./yaml-fast.ts";
import { indentedTape, isOutdented } from "./yaml-indent.ts";
import { tolerantTape } from "./yaml-tolerant.ts";

export interface YamlOptions {
  /** Whether `<<` merges mappings. GitHub Actions follows aliases and merges nothing. */
  readonly mergeKeys?: boolean;
  /** Which of two equal keys of a mapping holds; `error` where the platform refuses the file. */
  readonly duplicates?: "first" | "last" | "error" | "kept";
  /** The largest text that is read, in characters. */
  readonly limit?: number;
}

/** The tolerant parser takes seconds for a few megabytes of the wrong kind; no hand-written file is as long as this. */
const MOST_TOLERATED = 250_000;

/**
 * Reads a YAML text by the core schema of YAML 1.2. Never throws: what cannot be read is a problem,
 * and a document that holds an error is left out. Empty documents are left out as well.
 */
export function yaml(file: string, text: string, options: YamlOptions = {}): Parsed {
  const source = withoutMark(text);
  const lines = new Lines(file, source);
  const large = tooLarge(lines, source, options.limit);
  if (large) return refused(large);
  try {
    return read(fastTape(source, lines), lines, options);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position ?? 0;
    if (error.reason.startsWith("nesting exceeded")) return refused(tooDeep(lines, offset));
    if (source.length > MOST_TOLERATED) {
      return refused(isMarked(source) ? templateProblem(lines, source, offset) : notYaml(lines, offset, error.reason));
    }
    const indented = isOutdented(error) ? indentedTape(source, offset) : undefined;
    return indented ? read(indented, lines, options) : tolerant(source, lines, options, offset);
  }
}

/** Reads what a strict parser refuses at an offset. */
function tolerant(source: string, lines: Lines, options: YamlOptions, offset: number): Parsed {
  try {
    const tape = tolerantTape(source, lines);
    const isRefused = tape.problems.some(({ weight }) => weight === "error");
    return isRefused && isMarked(source) ? refused(templateProblem(lines, source, offset)) : read(tape, lines, options);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return refused(tooDeep(lines, error.offset));
  }
}

function read(tape: Tape, lines: Lines, options: YamlOptions): Parsed {
  if (tape.templateAt !== -1) return refused(templateProblem(lines, tape.source, tape.templateAt));
  const tree = new Tree(tape, lines, {
    mergeKeys: options.mergeKeys ?? true,
    duplicates: options.duplicates ?? "last",
    decode,
    remarks: "#",
  });
  let problems: readonly Problem[] | undefined;
  return {
    documents: tree.documents(),
    // Equal keys are looked for only when someone asks: most files of a repository belong to no platform.
    get problems() {
      return (problems ??= tree.problems());
    },
  };
}

const decode: Habits["decode"] = (source, kind, valueStart, valueEnd, form) =>
  getScalarValue(source, {
    style: kind - PLAIN + 1,
    valueStart,
    valueEnd,
    fast: false,
    ...decoding(form),
  } as ScalarEvent);
