import type { Place } from "#model/place.ts";
import type { Files } from "../platform.ts";
import { join, makeTarget, packageScript, scriptFile, type Reached } from "./indirection.ts";
import type { Script } from "./index.ts";
import type { Command, Failure, Redirect, Word } from "./script.ts";
import { readScript } from "./shell.ts";
import { unwrap } from "./unwrap.ts";

const DEEPEST = 6;
const MOST = 20_000;

/** A command with the place in the step that leads to it. */
export interface Followed extends Command {
  readonly at: Place;
  /** The place where it is written, and those on the way to it, when that is another file. */
  readonly via: readonly Place[];
  /** What led to it: `npm run deploy`; empty where it stands in the script itself. */
  readonly caller: string;
}

interface Way {
  readonly at: ((offset: number) => Place) | Place;
  readonly via: (offset: number) => readonly Place[];
  readonly caller: string;
  readonly conditions: Command["conditions"];
  readonly failure: Failure;
  readonly visited: readonly string[];
}

/** A script's commands, with those of the scripts, packages and makefiles of the repository that it runs. */
export function follow(script: Script, files: Files): readonly Followed[] {
  const found: Followed[] = [];
  const walk = (commands: readonly Command[], from: string | undefined, way: Way): void => {
    let folder = from;
    for (const command of commands) {
      if (found.length >= MOST) return;
      const at = typeof way.at === "function" ? way.at(command.offset) : way.at;
      const via = way.via(command.offset);
      const conditions = [...way.conditions, ...command.conditions];
      const failure = command.failure.state === "counts" ? way.failure : command.failure;
      const own = { ...command, conditions, failure, at, via, caller: way.caller };
      const programs = unwrap(command.words);
      const [words = []] = programs;
      if (words[0]?.text === "cd" || words[0]?.text === "pushd") folder = words[1]?.constant ? join(folder, words[1].text) : undefined;
      const inline = inlineScript(words, command.redirects);
      const reached = inline ? undefined : programs.map((one) => reach(one, folder, files)).find((one) => one !== undefined);
      if (way.visited.length >= DEEPEST || (!inline && !reached) || (reached && way.visited.includes(reached.id))) {
        found.push(own);
        continue;
      }
      if (inline) {
        found.push(own);
        const inner = readScript(inline.text, { shell: "bash", errexit: inline.errexit, pipefail: inline.pipefail });
        walk(inner, inline.remote ? undefined : folder, { ...way, at, via: () => via, conditions, failure, visited: [...way.visited, "inline"] });
        continue;
      }
      if (!reached) continue;
      found.push(own);
      for (const part of reached.parts) {
        const place = part.place;
        walk(readScript(part.text, part.options), part.folder, {
          at,
          via: (offset) => [...via, place(offset)],
          caller: way.caller === "" ? reached.name : way.caller,
          conditions,
          failure,
          visited: [...way.visited, reached.id],
        });
      }
    }
  };
  walk(readScript(script.text, script), script.folder, {
    at: script.place,
    via: () => [],
    caller: "",
    conditions: [],
    failure: { state: "counts" },
    visited: [],
  });
  return found;
}

function reach(words: readonly Word[], folder: string | undefined, files: Files): Reached | undefined {
  if (folder === undefined) return undefined;
  return packageScript(words, folder, files) ?? makeTarget(words, folder, files) ?? scriptFile(words, folder, files);
}

interface Inline {
  readonly text: string;
  readonly errexit: boolean;
  readonly pipefail: boolean;
  readonly remote: boolean;
}

/** The script that a command is given as text: `bash -c "…"`, `eval "…"`, `ssh host "…"`, `bash <<EOF`. */
function inlineScript(words: readonly Word[], redirects: readonly Redirect[]): Inline | undefined {
  const program = (words[0]?.text ?? "").replace(/^.*\//, "");
  const body = redirects.find((one) => one.body !== undefined)?.body;
  if (program === "eval") return inline(words.slice(1), false);
  if (program === "ssh") {
    const remote = remoteWords(words);
    return remote.length > 0 ? inline(remote, true) : body === undefined ? undefined : { text: body, errexit: false, pipefail: false, remote: true };
  }
  if (!/^(?:ba|z|da|k|a)?sh$/.test(program)) return undefined;
  const flags = words.slice(1).filter((word) => /^-[A-Za-z]+$/.test(word.text));
  const command = words.findIndex((word) => /^-[A-Za-z]*c$/.test(word.text));
  const errexit = flags.some((word) => word.text.includes("e"));
  const pipefail = words.some((word) => word.text === "pipefail");
  const [, , ...rest] = words;
  if (command > 0) {
    const text = words[command + 1]?.text;
    return text === undefined ? undefined : { text, errexit, pipefail, remote: false };
  }
  return body !== undefined && rest.every((word) => word.text.startsWith("-")) ? { text: body, errexit, pipefail, remote: false } : undefined;
}

const inline = (words: readonly Word[], remote: boolean): Inline => ({
  text: words.map((word) => word.text).join(" "),
  errexit: false,
  pipefail: false,
  remote,
});

const SSH_TAKING = new Set(["-i", "-p", "-o", "-l", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-E", "-e", "-I", "-m", "-O", "-Q", "-S", "-W", "-w"]);

function remoteWords(words: readonly Word[]): readonly Word[] {
  let at = 1;
  while (at < words.length && words[at]?.text.startsWith("-")) at += SSH_TAKING.has(words[at]?.text ?? "") ? 2 : 1;
  return words.slice(at + 1);
}
