import { readCmd } from "./cmd.ts";
import { readPowerShell } from "./powershell.ts";
import type { Command, ReadOptions } from "./script.ts";
import { parse } from "./shell/parser.ts";
import { walk } from "./shell/walk.ts";

/** More commands than any script has that people wrote. */
const MOST = 20_000;

/**
 * The commands of a script in its order. Reads whatever is given: what does not fit the shell's grammar is stepped
 * over. Commands in functions stand where the functions are called.
 */
export function readScript(text: string, options: ReadOptions): readonly Command[] {
  const key = `${options.shell} ${options.errexit ?? false} ${options.pipefail ?? false}\n${text}`;
  const before = remembered.get(key);
  if (before) return before;
  const made = read(text, options);
  if (remembered.size > 500) remembered.clear();
  if (text.length < 50_000) remembered.set(key, made);
  return made;
}

/** Kept while they are few: the same scripts are looked at once for each way to start. */
const remembered = new Map<string, readonly Command[]>();

function read(text: string, options: ReadOptions): readonly Command[] {
  switch (options.shell) {
    case "bash":
    case "sh":
      return walk(parse(text), text, options);
    case "powershell":
      return readPowerShell(text).slice(0, MOST);
    case "cmd":
      return readCmd(text).slice(0, MOST);
  }
}
