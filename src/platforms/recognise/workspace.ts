import type { Files } from "../platform.ts";
import { join, type Package, packageOf, type Reached, scriptParts } from "./indirection.ts";
import type { Word } from "./script.ts";

const MOST_PACKAGES = 500;
const MOST_FOLLOWED = 40;

interface Found extends Package {
  readonly path: string;
  readonly text: string;
}

/** The packages of a repository, which are read once. */
const read = new WeakMap<Files, readonly Found[]>();

/** What runs scripts in packages of a workspace. */
interface Call {
  readonly scripts: readonly string[];
  /** The package's name or folder; every package that has the script where it is left out. */
  readonly filter: string | undefined;
}

/**
 * `pnpm --filter web run ship`, `yarn workspace web ship`, `turbo build --filter=web`: the scripts of the packages that
 * are meant. https://pnpm.io/filtering, https://turborepo.com/docs/reference/run
 */
export function workspaceScripts(words: readonly Word[], from: string, files: Files): Reached | undefined {
  const program = (words[0]?.text ?? "").replace(/^.*\//, "");
  if (!/^(?:npm|pnpm|yarn|turbo)$/.test(program)) return undefined;
  const call = program === "turbo" ? turboCall(words) : callOf(words, program);
  if (!call) return undefined;
  const { scripts, filter } = call;
  const parts = packagesOf(files)
    .filter(({ name, path }) => filter === undefined || name === filter || path === packageAt(from, filter))
    .filter((one) => scripts.some((script) => one.scripts.has(script)))
    .slice(0, MOST_FOLLOWED)
    .flatMap((one) => scriptParts(one.path, one.text, one.scripts, scripts));
  const name = `${program} run ${scripts.join(" ")}`;
  return parts.length > 0 ? { id: `${name} of ${filter ?? "all"}`, name, parts } : undefined;
}

const packageAt = (from: string, filter: string): string | undefined =>
  filter.startsWith(".") ? `${join(from, filter) ?? ""}/package.json`.replace(/^\//, "") : undefined;

function packagesOf(files: Files): readonly Found[] {
  const known = read.get(files);
  if (known) return known;
  const found = files
    .below("")
    .filter((path) => /(?:^|\/)package\.json$/.test(path) && !path.includes("node_modules/"))
    .slice(0, MOST_PACKAGES)
    .flatMap((path): readonly Found[] => {
      const text = files.text(path);
      const own = text === undefined ? undefined : packageOf(text);
      return text === undefined || !own ? [] : [{ ...own, path, text }];
    });
  read.set(files, found);
  return found;
}

const FILTERS = /^(?:--filter|-F|--workspace|-w)(?:=(.*))?$/;

/** A call through a filter; nothing where its script or its package cannot be told. */
function callOf(words: readonly Word[], program: string): Call | undefined {
  let filter: string | undefined;
  let recursive = false;
  const rest: string[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    // To pnpm, `-w` is the workspace's root.
    if (!word?.constant || (program === "pnpm" && word.text === "-w")) return undefined;
    // What stands behind a script's name goes to the script, but for npm.
    if (word.text === "--" || (rest.length > 0 && program !== "npm")) break;
    const [flag, value] = FILTERS.exec(word.text) ?? [];
    if (flag !== undefined) filter = value ?? words[++at]?.text;
    else if (/^(?:-r|--recursive|--workspaces|-ws)$/.test(word.text)) recursive = true;
    else if (rest.length === 0 && word.text === "workspace") filter = words[++at]?.text;
    else if (rest.length === 0 && /^run(?:-script)?$/.test(word.text)) continue;
    else if (!word.text.startsWith("-")) rest.push(word.text);
  }
  const [script] = rest;
  if (script === undefined || script === "exec" || (filter === undefined && !recursive)) return undefined;
  return isPlain(filter) ? { scripts: [script], filter } : undefined;
}

function turboCall(words: readonly Word[]): Call | undefined {
  let filter: string | undefined;
  const tasks: string[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    if (!word?.constant || word.text === "--") break;
    const [flag, value] = FILTERS.exec(word.text) ?? [];
    if (flag !== undefined) filter = value ?? words[++at]?.text;
    else if (!word.text.startsWith("-") && !(tasks.length === 0 && word.text === "run")) tasks.push(word.text);
  }
  const scripts = tasks.filter((task) => /^[\w:.-]+$/.test(task));
  return scripts.length > 0 && isPlain(filter) ? { scripts, filter } : undefined;
}

/** A filter that names one package or folder, and no pattern or range. */
const isPlain = (filter: string | undefined): boolean =>
  filter === undefined || (/^(?:\.\/)?@?[\w-][\w./-]*$/.test(filter) && !filter.includes("..."));
