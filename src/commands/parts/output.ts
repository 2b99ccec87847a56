import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "#model/usage-error.ts";
import { type Format, formats } from "#reporters/index.ts";
import { meant } from "#policy/mistakes.ts";
import { pathIn } from "#repository.ts";

export interface Output {
  readonly format: Format;
  /** The file to write; standard output where there is none. */
  readonly file: string | undefined;
}

/** Reads `FORMAT` and `FORMAT=FILE`. At most one of them may go to standard output. */
export function readOutputs(words: readonly string[]): readonly Output[] {
  const outputs = words.map((word): Output => {
    const [name = "", ...rest] = word.split("=");
    const format = formats.find((candidate) => candidate === name);
    if (!format)
      throw new UsageError(`there is no format \`${name}\``, {
        hint: meant(name, formats, `there are ${formats.join(", ")}`),
      });
    const file = rest.length > 0 ? rest.join("=") : undefined;
    if (file === "") throw new UsageError(`\`${word}\` names no file`, { hint: `write --format ${name}=FILE` });
    return { format, file };
  });
  const toScreen = outputs.filter(({ file }) => file === undefined);
  if (toScreen.length > 1)
    throw new UsageError(`${toScreen.map(({ format }) => format).join(" and ")} would both go to standard output`, {
      hint: "give all but one a file: --format sarif=bakewell.sarif",
    });
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]));
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined)
    throw new UsageError(`two formats would both go to ${twice}`, { hint: "give each a file of its own" });
  return outputs;
}

/** Writes a file whole or not at all. */
export function writeWhole(file: string, text: string): void {
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new UsageError(
      `${file} cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown error"})`,
      {
        hint: "name a file in a folder that is there and may be written to",
      },
    );
  }
}

/** Writes a file below a folder, and the folders on the way to it. Nothing is written through a link that leads out. */
export function writeBelow(root: string, path: string, text: string): void {
  const folder = dirname(join(root, path));
  if (pathIn(root, join(folder, "here")) === undefined)
    throw new UsageError(`${dirname(path)} is a link that leads out of ${root}`, {
      hint: "nothing is written through it: put a folder in its place",
    });
  mkdirSync(folder, { recursive: true });
  writeWhole(join(root, path), text);
}
