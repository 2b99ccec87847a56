import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { UsageError } from "#model/usage-error.ts";

/**
 * The only reader of the disk and of git. It lists the files of a repository and hands out their bytes, from the
 * working tree, from what is staged, or from a revision. It never follows a link out of the root, never runs
 * anything that the repository holds, and never opens a network connection.
 */
export interface Repository {
  /** The folder that paths are relative to, absolute. */
  readonly root: string;
  /** The paths of its files, in order. */
  readonly paths: readonly string[];
  /** `acme/shop`, where a remote named `origin` says so. */
  readonly slug: string | undefined;
  /** The bytes of each path, in one go; a path that cannot be read has the reason why. */
  readonly bytes: (paths: readonly string[]) => ReadonlyMap<string, Uint8Array | Unreadable>;
}

export interface Unreadable {
  /** A predicate of the file: "is a link that leads out of the repository". */
  readonly reason: string;
  readonly remedy: string;
}

/** Files above this size are not read: no deployment configuration is as large. */
export const largestFile = 5 * 1024 * 1024;
const mostFiles = 500_000;
const mostLinks = 10;
const skipped = new Set([".git", "node_modules"]);

export type Revision = "working tree" | "staged" | { readonly revision: string };

/** Opens the repository at a folder. Throws a `UsageError` where the folder or the revision cannot be read. */
export function openRepository(folder: string, from: Revision = "working tree"): Repository {
  const root = real(folder);
  if (from === "working tree") return workingTree(root);
  return stored(root, from === "staged" ? staged(root) : committed(root, from.revision));
}

/** The root of the work tree of git that holds a folder, or the folder itself. */
export function rootOf(folder: string): string {
  try {
    const top = git(folder, ["rev-parse", "--show-toplevel"]).replace(/\r?\n$/, "");
    // A configuration may call any folder its work tree.
    return top !== "" && isWithin(real(top), real(folder)) ? top : resolve(folder);
  } catch {
    return resolve(folder);
  }
}

/** The paths under `root` that differ from a revision, staged or not, and those that git does not track yet. */
export function changedSince(root: string, revisionName: string): ReadonlySet<string> {
  const commit = commitOf(root, revisionName);
  const differing = git(root, [...difference, commit, "--"], withoutFilters(root));
  const untracked = git(root, ["ls-files", "-z", "--others", "--exclude-standard"]);
  return new Set([...names(differing), ...names(untracked)]);
}

/** The paths under `root` whose staged content differs from the last commit. */
export const stagedPaths = (root: string): ReadonlySet<string> =>
  new Set(names(inGit(root, [...difference, "--cached", "--"])));

const difference = [
  "diff",
  "--name-only",
  "-z",
  "--relative",
  "--no-ext-diff",
  "--no-renames",
  "--ignore-submodules=dirty",
];

function workingTree(root: string): Repository {
  const paths = listed(root) ?? walked(root);
  return {
    root,
    paths,
    slug: slugOf(root),
    bytes: (wanted) => new Map(wanted.map((path) => [path, onDisk(root, path)])),
  };
}

/** A file in git's store. */
interface Entry {
  readonly kind: "file" | "link" | "submodule" | "unmerged";
  readonly object: string;
}

type Entries = ReadonlyMap<string, Entry>;

const kindOf = (mode: string): Entry["kind"] => (mode === "120000" ? "link" : mode === "160000" ? "submodule" : "file");

/** What is staged. A path whose merge is not settled stands in several versions. */
function staged(root: string): Entries {
  const rows = names(inGit(root, ["ls-files", "-z", "--stage"]));
  return new Map(
    rows.map((row): readonly [string, Entry] => {
      const [mode = "", object = "", stage] = row.slice(0, row.indexOf("\t")).split(" ");
      return [row.slice(row.indexOf("\t") + 1), { kind: stage === "0" ? kindOf(mode) : "unmerged", object }];
    }),
  );
}

function committed(root: string, name: string): Entries {
  const rows = names(inGit(root, ["ls-tree", "-r", "-z", commitOf(root, name)]));
  return new Map(
    rows.map((row): readonly [string, Entry] => {
      const [mode = "", , object = ""] = row.slice(0, row.indexOf("\t")).split(" ");
      return [row.slice(row.indexOf("\t") + 1), { kind: kindOf(mode), object }];
    }),
  );
}

function stored(root: string, entries: Entries): Repository {
  return {
    root,
    paths: [...entries.keys()].sort(),
    slug: slugOf(root),
    bytes: (wanted) => storedBytes(root, entries, wanted, 0),
  };
}

/** The bytes of paths in git's store. Links are followed to other paths there. */
function storedBytes(
  root: string,
  entries: Entries,
  wanted: readonly string[],
  links: number,
): ReadonlyMap<string, Uint8Array | Unreadable> {
  const readable = wanted.flatMap((path) => {
    const entry = entries.get(path);
    return entry?.kind === "file" || entry?.kind === "link" ? [entry.object] : [];
  });
  const contents = objects(root, new Set(readable));
  const targets = new Map(
    wanted.flatMap((path): readonly (readonly [string, string])[] => {
      const entry = entries.get(path);
      const text = entry?.kind === "link" ? contents.get(entry.object) : undefined;
      return text instanceof Uint8Array ? [[path, posix.join(dirname(path), Buffer.from(text).toString())]] : [];
    }),
  );
  const next = [...new Set(targets.values())].filter((path) => entries.has(path));
  const ends = next.length > 0 && links < mostLinks ? storedBytes(root, entries, next, links + 1) : undefined;
  const bytesOf = (path: string): Uint8Array | Unreadable => {
    const entry = entries.get(path);
    const target = targets.get(path);
    if (!entry) return missing;
    if (entry.kind === "unmerged") return unmerged;
    if (entry.kind === "submodule") return notAFile;
    if (target === undefined) return contents.get(entry.object) ?? missing;
    if (target.startsWith("../") || isAbsoluteLink(contents.get(entry.object))) return leadsOut;
    return entries.has(target) ? (ends?.get(target) ?? loops) : missing;
  };
  return new Map(wanted.map((path) => [path, bytesOf(path)]));
}

const isAbsoluteLink = (text: Uint8Array | Unreadable | undefined): boolean =>
  text instanceof Uint8Array && text[0] === 0x2f;

function commitOf(root: string, name: string): string {
  try {
    return git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]).trim();
  } catch {
    throw new UsageError(`\`${name}\` is not a revision of ${root}`, {
      hint: "name a commit, a branch or a tag that this clone has; a shallow clone may lack it (git fetch --unshallow)",
    });
  }
}

/** What git tracks or does not ignore, and is there; `undefined` outside a git repository. */
function listed(root: string): readonly string[] | undefined {
  const kinds = ["--cached", "--others", "--deleted", "--exclude-standard"];
  let rows: readonly string[];
  try {
    rows = names(git(root, ["ls-files", "-z", "-t", ...kinds]));
  } catch {
    if (isBare(root))
      throw new UsageError(`${root} is a bare repository of git: it has no files`, { hint: "name a work tree of it" });
    return undefined;
  }
  const deleted = new Set(rows.filter((row) => row.startsWith("R ")).map((row) => row.slice(2)));
  return [...new Set(rows.map((row) => row.slice(2)))].filter((path) => !deleted.has(path)).sort();
}

function isBare(root: string): boolean {
  try {
    return git(root, ["rev-parse", "--is-bare-repository"]).trim() === "true";
  } catch {
    return false;
  }
}

function walked(root: string): readonly string[] {
  const found: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name)) folders.push(path);
      } else found.push(path);
    }
    if (found.length > mostFiles)
      throw new UsageError(`${root} has more than ${mostFiles} files`, { hint: "name the folder of one repository" });
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function onDisk(root: string, path: string): Uint8Array | Unreadable {
  try {
    const end = realpathSync.native(join(root, path));
    if (!isWithin(root, end)) return leadsOut;
    const file = lstatSync(end);
    if (!file.isFile()) return notAFile;
    return file.size > largestFile ? tooLarge(file.size) : readFileSync(end);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return missing;
    return code === "ELOOP" ? loops : { reason: `cannot be read (${code})`, remedy: "let it be read" };
  }
}

const asFile = "put the file itself in its place";
const leadsOut: Unreadable = {
  reason: "is a link that leads out of the repository, and was not followed",
  remedy: asFile,
};
const loops: Unreadable = { reason: "is a link that never ends at a file", remedy: asFile };
const notAFile: Unreadable = { reason: "is not a file", remedy: asFile };
const missing: Unreadable = {
  reason: "is not there: a link to nothing, or left out of the checkout",
  remedy: "check it out, or mend the link",
};
const unmerged: Unreadable = { reason: "has a merge that is not settled", remedy: "settle the merge and stage it" };

/** Rounded up, so that a file is never as small as the limit that it is above. */
const tooLarge = (size: number): Unreadable => ({
  reason: `has ${Math.ceil((size / 1024 / 1024) * 10) / 10} MB, more than the ${largestFile / 1024 / 1024} MB that are read`,
  remedy: "split it, or take out what is not configuration",
});

const isWithin = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

/** A path without links. Throws a `UsageError` where it is not there. */
function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${codeOf(error)})`, { hint: "name a folder that is there" });
  }
}

/** Objects of git's store by their hashes, those above the size left in it. */
function objects(root: string, wanted: ReadonlySet<string>): ReadonlyMap<string, Uint8Array | Unreadable> {
  const found = new Map<string, Uint8Array | Unreadable>();
  if (wanted.size === 0) return found;
  const fitting: string[] = [];
  for (const row of catFile(root, "--batch-check", [...wanted])
    .toString()
    .split("\n")) {
    const [, object, size] = /^([0-9a-f]+) blob (\d+)$/.exec(row) ?? [];
    if (object === undefined) continue;
    if (Number(size) > largestFile) found.set(object, tooLarge(Number(size)));
    else fitting.push(object);
  }
  const output = catFile(root, "--batch", fitting);
  let at = 0;
  for (const object of fitting) {
    const end = output.indexOf(10, at);
    const size = Number(output.toString("latin1", at, end).split(" ")[2]);
    found.set(object, output.subarray(end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return found;
}

function catFile(root: string, mode: "--batch" | "--batch-check", wanted: readonly string[]): Buffer {
  if (wanted.length === 0) return Buffer.alloc(0);
  const { stdout, status } = spawnSync("git", [...caution, "cat-file", mode], {
    cwd: root,
    input: `${wanted.join("\n")}\n`,
    maxBuffer: largestOutput,
    env: environment(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (status !== 0)
    throw new UsageError(`git could not read the objects of ${root}`, {
      hint: "run git fsck there; a partial clone may lack some",
    });
  return stdout;
}

/** `acme/shop` of the remote named `origin`, read from git's own file so that no process is needed. */
function slugOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const text = configurationOf(join(folder, ".git"));
    if (text !== undefined) {
      const url = /\[remote "origin"\][^[]*?\n[ \t]*url[ \t]*=[ \t]*(\S+)/.exec(text)?.[1];
      return url && /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url)?.[1];
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** The configuration of a `.git`, which is a file that names a folder in work trees and submodules. */
function configurationOf(at: string): string | undefined {
  const text = textOf(at);
  if (text === undefined) return textOf(join(at, "config"));
  const own = resolve(dirname(at), text.replace(/^gitdir: /, "").trim());
  const shared = textOf(join(own, "commondir"))?.trim();
  return textOf(join(shared === undefined ? own : resolve(own, shared), "config")) ?? "";
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** The path of a file in the repository, in git's form; `undefined` where it lies outside. */
export function pathIn(root: string, file: string): string | undefined {
  const path = relative(unlinked(root), join(unlinked(dirname(resolve(file))), basename(file)));
  return path === "" || path === ".." || path.startsWith(`..${sep}`) ? undefined : path.split(sep).join("/");
}

/** A folder without links; as it is named where it is not there. */
function unlinked(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return join(dirname(folder) === folder ? folder : unlinked(dirname(folder)), basename(folder));
  }
}

const names = (output: string): string[] => output.split("\0").filter((name) => name !== "");

const largestOutput = 1024 * 1024 * 1024;

/** Settings of a repository that could start programs are switched off. */
const caution = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/** No protocol is allowed, whatever the repository's own settings say: git would fetch what a partial clone lacks. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "",
});

/** Switches off the programs that would convert files of the working tree before they are compared. */
function withoutFilters(root: string): NodeJS.ProcessEnv {
  let keys: readonly string[] = [];
  try {
    keys = names(
      git(root, ["config", "-z", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process|required)$"]),
    );
  } catch {
    // It ends with 1 where there is none.
  }
  const given = Number(process.env["GIT_CONFIG_COUNT"] ?? 0);
  const pairs = keys.flatMap((key, index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, key.endsWith(".required") ? "false" : ""],
  ]);
  return { GIT_CONFIG_COUNT: String(given + keys.length), ...Object.fromEntries(pairs) };
}

function git(folder: string, args: readonly string[], further: NodeJS.ProcessEnv = {}): string {
  return execFileSync("git", [...caution, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: largestOutput,
    env: { ...environment(), ...further },
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** The same for what only git can tell. */
function inGit(folder: string, args: readonly string[]): string {
  try {
    return git(folder, args);
  } catch {
    throw new UsageError(`git does not read ${folder}`, {
      hint: "name a folder in a work tree of git; `git status` there says what git lacks",
    });
  }
}
