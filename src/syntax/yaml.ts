import { getScalarValue, YAMLException } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import { Lines } from "./lines.ts";
import type { Parsed, Problem } from "./node.ts";
import { refused, tooDeep, tooLarge, withoutMark } from "./problem.ts";
import { PLAIN, TooDeep, type Tape } from "./tape.ts";
import { isMarked, templateProblem } from "./template.ts";
import { type Habits, Tree } from "./tree.ts";
import { decoding, fastTape } from "./yaml-fast.ts";
import { tolerantTape } from "./yaml-tolerant.ts";

export interface YamlOptions {
  /** Whether `<<` merges mappings. GitHub Actions follows aliases and merges nothing. */
  readonly mergeKeys?: boolean;
  /** Which of two equal keys of a mapping holds; `error` where the platform refuses the file. */
  readonly duplicates?: "first" | "last" | "error";
  /** The largest text that is read, in characters. */
  readonly limit?: number;
}

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
    const tape = fastTape(source, lines);
    return tape.templateAt === -1 ? read(tape, lines, options) : refused(templateProblem(lines, tape.templateAt));
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position ?? 0;
    if (error.reason.startsWith("nesting exceeded")) return refused(tooDeep(lines, offset));
    if (isMarked(source)) return refused(templateProblem(lines, offset));
  }
  try {
    return read(tolerantTape(source, lines), lines, options);
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return refused(tooDeep(lines, error.offset));
  }
}

function read(tape: Tape, lines: Lines, options: YamlOptions): Parsed {
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
