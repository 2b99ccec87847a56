import type { Place } from "#model/place.ts";
import type { Files } from "../platform.ts";
import { join, makeTarget, packageScript, scriptFile, type Reached } from "./indirection.ts";
import type { Script } from "./index.ts";
import type { Command, Failure, Redirect, Word } from "./script.ts";
import { readScript } from "./shell.ts";
import { unwrap } from "./unwrap.ts";
import { workspaceScripts } from "./workspace.ts";

const DEEPEST = 6;
const MOST = 20_000;

/** A command with the place in the step that leads to it. */
export interface Followed extends Command {
  readonly at: Place;
  /** The place where it is written, and those on the way to it, when that is another file. */
  readonly via: readonly Place[];
  /** What led to it: `npm run deploy`; empty where it stands in the script itself. */
  readonly caller: string;
  /** The folder that it runs in, from the repository's root; `undefined` where it is not known. */
  readonly folder: string | undefined;
  /** Whether it runs on another machine. */
  readonly remote: boolean;
  /** The commands that it runs, where they could be read. */
  readonly inner: readonly Followed[] | undefined;
}

interface Way {
  readonly at: (offset: number) => Place;
  readonly via: (offset: number) => readonly Place[];
  readonly caller: string;
  readonly remote: boolean;
  readonly conditions: Command["conditions"];
  readonly failure: Failure;
  readonly visited: readonly string[];
}

/** A script's commands, with those of the scripts, packages and makefiles of the repository that they run. */
export function follow(script: Script, files: Files): readonly Followed[] {
  let budget = MOST;
  const walk = (commands: readonly Command[], from: string | undefined, way: Way): readonly Followed[] => {
    let folder = from;
    const found: Followed[] = [];
    for (const command of commands) {
      budget -= 1;
      if (budget < 0) break;
      const at = way.at(command.offset);
      const via = way.via(command.offset);
      const conditions = [...way.conditions, ...command.conditions];
      const failure = command.failure.state === "counts" ? way.failure : command.failure;
      const programs = unwrap(command.words);
      const [words = []] = programs;
      if (words[0]?.text === "cd" || words[0]?.text === "pushd")
        folder = words[1]?.constant ? join(folder, words[1].text) : undefined;
      const deep = way.visited.length >= DEEPEST;
      const inline = deep ? undefined : inlineScript(words, command.redirects);
      const reached =
        deep || inline ? undefined : programs.map((one) => reach(one, folder, files)).find((one) => one !== undefined);
      const here = { at: () => at, via: () => via, caller: way.caller, remote: way.remote, conditions, failure };
      const inner = inline
        ? walk(readScript(inline.text, { ...inline, shell: "bash" }), inline.remote ? undefined : folder, {
            ...here,
            remote: way.remote || inline.remote,
            visited: [...way.visited, "inline"],
          })
        : reached && !way.visited.includes(reached.id)
          ? reached.parts.flatMap(({ text, options, folder: inside, place }) =>
              walk(readScript(text, options), inside, {
                ...here,
                via: (offset) => [...via, place(offset)],
                caller: way.caller === "" ? reached.name : way.caller,
                visited: [...way.visited, reached.id],
              }),
            )
          : undefined;
      found.push({ ...command, conditions, failure, at, via, caller: way.caller, folder, remote: way.remote, inner });
    }
    return found;
  };
  return walk(readScript(script.text, script), script.folder, {
    at: script.place,
    via: () => [],
    caller: "",
    remote: script.remote ?? false,
    conditions: [],
    failure: { state: "counts" },
    visited: [],
  });
}

function reach(words: readonly Word[], folder: string | undefined, files: Files): Reached | undefined {
  if (folder === undefined) return undefined;
  return (
    packageScript(words, folder, files) ??
    workspaceScripts(words, folder, files) ??
    makeTarget(words, folder, files) ??
    scriptFile(words, folder, files)
  );
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
  if (
    (program === "cf" && words[1]?.text === "run-task") ||
    (/^fly(?:ctl)?$/.test(program) && words[1]?.text === "ssh")
  ) {
    const at = words.findIndex((word) => word.text === "--command" || word.text === "-C" || word.text === "-c");
    return at > 0 ? inline(words.slice(at + 1, at + 2), true) : undefined;
  }
  if (program === "ssh") {
    const remote = remoteWords(words);
    return remote.length > 0
      ? inline(remote, true)
      : body === undefined
        ? undefined
        : { text: body, errexit: false, pipefail: false, remote: true };
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
  return body !== undefined && rest.every((word) => word.text.startsWith("-"))
    ? { text: body, errexit, pipefail, remote: false }
    : undefined;
}

const inline = (words: readonly Word[], remote: boolean): Inline => ({
  text: words.map((word) => word.text).join(" "),
  errexit: false,
  pipefail: false,
  remote,
});

const SSH_TAKING = new Set([
  "-i",
  "-p",
  "-o",
  "-l",
  "-F",
  "-J",
  "-L",
  "-R",
  "-D",
  "-b",
  "-c",
  "-E",
  "-e",
  "-I",
  "-m",
  "-O",
  "-Q",
  "-S",
  "-W",
  "-w",
]);

/** Flags may stand before the host and behind it: `ssh host -p 2222 "docker run …"`. */
function remoteWords(words: readonly Word[]): readonly Word[] {
  const pastFlags = (from: number): number => {
    let at = from;
    while (at < words.length && words[at]?.text.startsWith("-")) at += SSH_TAKING.has(words[at]?.text ?? "") ? 2 : 1;
    return at;
  };
  return words.slice(pastFlags(pastFlags(1) + 1));
}
