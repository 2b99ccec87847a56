import type { Place } from "#model/place.ts";
import { Lines } from "#syntax/lines.ts";
import type { Files } from "../platform.ts";
import type { ReadOptions, Word } from "./script.ts";
import { makeRecipes } from "./makefile.ts";

/** Scripts of the repository that a command runs. */
export interface Reached {
  /** Unique, so that a circle is seen. */
  readonly id: string;
  /** The command that led there: `npm run deploy`. */
  readonly name: string;
  readonly parts: readonly Part[];
}

export interface Part {
  readonly text: string;
  readonly place: (offset: number) => Place;
  readonly folder: string;
  readonly options: ReadOptions;
}

const shell: ReadOptions = { shell: "sh" };

/** A path seen from a folder; `undefined` where it leaves the repository or is absolute. */
export function join(folder: string | undefined, path: string): string | undefined {
  if (folder === undefined || path.startsWith("/") || path.startsWith("~") || /[$*?]/.test(path)) return undefined;
  const parts: string[] = folder === "" ? [] : folder.split("/");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

const inFolder = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);

const OWN_YARN = new Set([
  "install",
  "add",
  "remove",
  "run",
  "publish",
  "npm",
  "workspace",
  "workspaces",
  "dlx",
  "exec",
  "config",
  "cache",
  "version",
  "audit",
  "set",
  "why",
  "up",
  "upgrade",
  "link",
  "pack",
  "global",
  "create",
  "info",
  "init",
  "import",
  "node",
  "plugin",
]);
const OWN_PNPM = new Set([
  ...OWN_YARN,
  "i",
  "dlx",
  "deploy",
  "fetch",
  "store",
  "recursive",
  "update",
  "prune",
  "rebuild",
  "list",
  "ls",
  "licenses",
  "patch",
  "env",
  "setup",
  "approve-builds",
]);

/** `npm run x`, `yarn x`, `pnpm x`, `bun run x`, `node --run x`: the package's script, with those before and behind it. */
export function packageScript(words: readonly Word[], from: string, files: Files): Reached | undefined {
  const program = words[0]?.text ?? "";
  if (!/^(?:npm|yarn|pnpm|bun|node)$/.test(program)) return undefined;
  const [name, folder] = program === "node" ? [nodeRun(words), from] : scriptName(program, words.slice(1), from);
  if (name === undefined || folder === undefined) return undefined;
  const path = inFolder(folder, "package.json");
  const text = files.text(path);
  const scripts = text === undefined ? undefined : packageOf(text)?.scripts;
  if (text === undefined || !scripts?.has(name)) return undefined;
  const around = program === "node" ? [name] : [`pre${name}`, name, `post${name}`];
  return {
    id: `${path}#${name}`,
    name: `${program} ${program === "npm" && name === "test" ? "" : program === "node" ? "--run " : "run "}${name}`,
    parts: scriptParts(path, text, scripts, around),
  };
}

/** The scripts of a package that have some names, as far as it has them. */
export function scriptParts(
  path: string,
  text: string,
  scripts: ReadonlyMap<string, string>,
  names: readonly string[],
): readonly Part[] {
  const lines = new Lines(path, text);
  const start = Math.max(0, text.indexOf('"scripts"'));
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
  return names.flatMap((script): readonly Part[] => {
    const body = scripts.get(script);
    if (body === undefined) return [];
    const at = lines.place(Math.max(0, text.indexOf(`${JSON.stringify(script)}`, start)));
    return [{ text: body, place: () => at, folder, options: shell }];
  });
}

/** Flags that choose packages of a workspace. */
const OTHERS = /^(?:-w|--workspace|--workspaces|--filter|-F|-r|--recursive)(?:=|$)/;

/** https://nodejs.org/api/cli.html#--run: it runs no scripts before and behind. */
function nodeRun(words: readonly Word[]): string | undefined {
  const at = words.findIndex(({ text }) => text === "--run" || text.startsWith("--run="));
  const word = words[at]?.text === "--run" ? words[at + 1] : words[at];
  return word?.constant ? word.text.replace(/^--run=/, "") : undefined;
}

function scriptName(
  program: string,
  words: readonly Word[],
  from: string,
): readonly [string | undefined, string | undefined] {
  const end = words.findIndex(({ text }) => text === "--");
  if (program === "npm" && words.slice(0, end < 0 ? undefined : end).some(({ text }) => OTHERS.test(text)))
    return [undefined, undefined];
  let folder: string | undefined = from;
  let run = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    const { text } = word;
    if (/^(?:--prefix|-C|--dir|--cwd)$/.test(text))
      folder = words[++at]?.constant ? join(folder, words[at]?.text ?? "") : undefined;
    else if (/^(?:--prefix|--dir|--cwd)=/.test(text))
      folder = word.constant ? join(folder, text.slice(text.indexOf("=") + 1)) : undefined;
    // Which package of a workspace it is cannot be told from here.
    else if (OTHERS.test(text)) return [undefined, undefined];
    else if (text.startsWith("-")) continue;
    else if (!run && (text === "run" || text === "run-script" || (text === "rum" && program === "npm"))) run = true;
    else if (!word.constant) return [undefined, undefined];
    else if (run) return [text, folder];
    else if (program === "npm")
      return [/^(?:t|tst|test)$/.test(text) ? "test" : text === "start" || text === "stop" ? text : undefined, folder];
    else if (program === "bun") return [undefined, undefined];
    else
      return [(program === "yarn" ? OWN_YARN : OWN_PNPM).has(text) ? undefined : text === "t" ? "test" : text, folder];
  }
  return [undefined, folder];
}

/** What a `package.json` says of itself. */
export interface Package {
  readonly name: string;
  readonly scripts: ReadonlyMap<string, string>;
}

/** A `package.json`; `undefined` where it cannot be read or has no scripts. */
export function packageOf(text: string): Package | undefined {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || !("scripts" in read)) return undefined;
    const { scripts } = read;
    if (typeof scripts !== "object" || scripts === null) return undefined;
    return {
      name: "name" in read && typeof read.name === "string" ? read.name : "",
      scripts: new Map(
        Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      ),
    };
  } catch {
    return undefined;
  }
}

/** `make x`: the recipes of a simple rule and of what it depends on. */
export function makeTarget(words: readonly Word[], from: string, files: Files): Reached | undefined {
  if (!/^g?make$/.test(words[0]?.text ?? "")) return undefined;
  let folder: string | undefined = from;
  let file: string | undefined;
  const targets: string[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const text = words[at]?.text ?? "";
    if (/^(?:-C|--directory)$/.test(text)) folder = join(folder, words[++at]?.text ?? "");
    else if (text.startsWith("--directory=")) folder = join(folder, text.slice(12));
    else if (/^-C./.test(text)) folder = join(folder, text.slice(2));
    else if (/^(?:-f|--file|--makefile)$/.test(text)) file = words[++at]?.text;
    else if (/^(?:-j|-o|-W|-I)$/.test(text)) at += /^\d+$/.test(words[at + 1]?.text ?? "") ? 1 : 0;
    else if (!text.startsWith("-") && !text.includes("=")) targets.push(text);
  }
  if (folder === undefined) return undefined;
  const place = folder;
  const path = (file === undefined ? ["GNUmakefile", "makefile", "Makefile"] : [file])
    .map((name) => join(place, name))
    .find((name) => name !== undefined && files.exists(name));
  const text = path === undefined ? undefined : files.text(path);
  if (path === undefined || text === undefined) return undefined;
  const lines = new Lines(path, text);
  const parts = makeRecipes(text, targets).map((recipe): Part => ({
    text: recipe.text,
    place: (offset) => lines.place(recipe.offset + offset),
    folder: place,
    options: { shell: "sh", errexit: true },
  }));
  return parts.length > 0
    ? { id: `${path}#${targets.join(" ")}`, name: ["make", ...targets].join(" "), parts }
    : undefined;
}

/** `./scripts/deploy.sh`, `bash scripts/deploy.sh`, `source x.sh`: the script, if the repository has it. */
export function scriptFile(words: readonly Word[], from: string, files: Files): Reached | undefined {
  const [first] = words;
  const program = (first?.text ?? "").replace(/^.*\//, "");
  const runs = /^(?:(?:ba|z|da|k|a)?sh|source|\.|pwsh|powershell)$/.test(program);
  const named = runs ? words.slice(1).find((word) => !/^[-+]/.test(word.text)) : first;
  if (!named?.constant || named.text.length > 300 || (!runs && !named.text.includes("/"))) return undefined;
  const path = join(from, named.text.replace(/^\.[\\/]/, ""));
  if (path === undefined || path === "" || !files.exists(path)) return undefined;
  const text = files.text(path);
  const kind = text === undefined ? undefined : shellOf(path, text, runs);
  if (text === undefined || kind === undefined) return undefined;
  const lines = new Lines(path, text);
  const bang = /^#!.*/.exec(text)?.[0] ?? "";
  const errexit = /\s-\w*e/.test(bang) || words.some((word) => runs && /^-\w*e\w*$/.test(word.text));
  return {
    id: path,
    name: named.text,
    parts: [{ text, place: (offset) => lines.place(offset), folder: from, options: { shell: kind, errexit } }],
  };
}

function shellOf(path: string, text: string, runs: boolean): ReadOptions["shell"] | undefined {
  if (/\.ps1$/i.test(path)) return "powershell";
  if (/\.(?:cmd|bat)$/i.test(path)) return "cmd";
  if (/\.(?:ba|z)?sh$/i.test(path) || /^#!.*\b(?:ba|da|z|k)?sh\b/.test(text)) return "bash";
  return runs && !text.startsWith("#!") ? "bash" : undefined;
}
