import { execFileSync, spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
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
}

/** Files above this size are not read: no deployment configuration is as large. */
export const largestFile = 5 * 1024 * 1024;
const mostFiles = 500_000;
const skipped = new Set([".git", "node_modules"]);

export type Revision = "working tree" | "staged" | { readonly revision: string };

/** Opens the repository at a folder. Throws a `UsageError` where the folder or the revision cannot be read. */
export function openRepository(folder: string, from: Revision = "working tree"): Repository {
  const root = realpathSync(folder);
  if (from === "working tree") return workingTree(root);
  const prefix = git(root, ["rev-parse", "--show-prefix"]).trim();
  return from === "staged" ? staged(root, prefix) : revision(root, prefix, from.revision);
}

/** The root of the git repository that holds a folder, or the folder itself. */
export function rootOf(folder: string): string {
  try {
    return git(folder, ["rev-parse", "--show-toplevel"]).trim() || resolve(folder);
  } catch {
    return resolve(folder);
  }
}

/** The paths under `root` that differ from a revision, staged or not, and those that git does not track yet. */
export function changedSince(root: string, revisionName: string): ReadonlySet<string> {
  const commit = commitOf(root, revisionName);
  const differing = git(root, ["diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-renames", commit, "--"]);
  const untracked = git(root, ["ls-files", "-z", "--others", "--exclude-standard"]);
  return new Set([...names(differing), ...names(untracked)]);
}

/** The paths under `root` whose staged content differs from the last commit. */
export function stagedPaths(root: string): ReadonlySet<string> {
  return new Set(names(git(root, ["diff", "--cached", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-renames"])));
}

function workingTree(root: string): Repository {
  const paths = listed(root) ?? walked(root);
  return { root, paths, slug: slugOf(root), bytes: (wanted) => new Map(wanted.map((path) => [path, onDisk(root, path)])) };
}

function staged(root: string, prefix: string): Repository {
  const paths = names(git(root, ["ls-files", "-z", "--cached"])).sort();
  return { root, paths, slug: slugOf(root), bytes: (wanted) => objects(root, wanted, (path) => `:${prefix}${path}`) };
}

function revision(root: string, prefix: string, name: string): Repository {
  const commit = commitOf(root, name);
  const paths = names(git(root, ["ls-tree", "-r", "-z", "--name-only", commit])).sort();
  return { root, paths, slug: slugOf(root), bytes: (wanted) => objects(root, wanted, (path) => `${commit}:${prefix}${path}`) };
}

function commitOf(root: string, name: string): string {
  try {
    return git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]).trim();
  } catch {
    throw new UsageError(`\`${name}\` is not a revision of ${root}`, {
      hint: "name a commit, a branch or a tag that this clone has; a shallow clone may lack it (git fetch --unshallow)",
    });
  }
}

/** What git tracks and does not ignore; `undefined` outside a git repository. */
function listed(root: string): readonly string[] | undefined {
  try {
    const found = git(root, ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]);
    return names(found).sort();
  } catch {
    return undefined;
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
    if (found.length > mostFiles) throw new UsageError(`${root} has more than ${mostFiles} files`, { hint: "name the folder of one repository" });
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
    const real = realpathSync.native(join(root, path));
    if (!isWithin(root, real)) return { reason: "is a link that leads out of the repository, and was not followed" };
    const file = lstatSync(real);
    if (!file.isFile()) return { reason: "is not a file" };
    return file.size > largestFile ? tooLarge(file.size) : readFileSync(real);
  } catch (error) {
    return { reason: `cannot be read (${codeOf(error)})` };
  }
}

const tooLarge = (size: number): Unreadable => ({
  reason: `has ${Math.round(size / 1024 / 1024)} MB, more than the ${largestFile / 1024 / 1024} MB that are read`,
});

const isWithin = (root: string, path: string): boolean => path === root || path.startsWith(root + sep);

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

/** Objects of git's store, by one process. */
function objects(
  root: string,
  paths: readonly string[],
  nameOf: (path: string) => string,
): ReadonlyMap<string, Uint8Array | Unreadable> {
  const askable = paths.filter((path) => !path.includes("\n"));
  const found = new Map<string, Uint8Array | Unreadable>();
  if (askable.length === 0) return found;
  const input = askable.map((path) => `${nameOf(path)}\n`).join("");
  const { stdout, status } = spawnSync("git", [...caution, "cat-file", "--batch"], {
    cwd: root,
    input,
    maxBuffer: 1024 * 1024 * 1024,
    env: environment(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (status !== 0) throw new UsageError(`git could not read the objects of ${root}`, { hint: "run git fsck there" });
  let at = 0;
  for (const path of askable) {
    const end = stdout.indexOf(10, at);
    const header = stdout.toString("utf8", at, end);
    at = end + 1;
    const size = / (?:blob|tree|commit|tag) (\d+)$/.exec(header)?.[1];
    if (size === undefined) {
      found.set(path, { reason: "is not there" });
      continue;
    }
    found.set(path, Number(size) > largestFile ? tooLarge(Number(size)) : stdout.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

/** `acme/shop` of the remote named `origin`, read from git's own file so that no process is needed. */
function slugOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    try {
      const text = readFileSync(join(folder, ".git", "config"), "utf8");
      const url = /\[remote "origin"\][^[]*?\n\s*url\s*=\s*(\S+)/.exec(text)?.[1];
      return url && /[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url)?.[1];
    } catch {
      if (dirname(folder) === folder) return undefined;
    }
  }
}

/** The path of a file in the repository, in git's form; `undefined` where it lies outside. */
export function pathIn(root: string, file: string): string | undefined {
  const path = relative(root, resolve(file));
  return path === "" || path.startsWith("..") ? undefined : path.split(sep).join("/");
}

const names = (output: string): string[] => output.split("\0").filter((name) => name !== "");

/** Settings of a repository that could start programs or a connection are switched off. */
const caution = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never"];

const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
});

function git(folder: string, args: readonly string[]): string {
  return execFileSync("git", [...caution, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
    env: environment(),
    stdio: ["ignore", "pipe", "ignore"],
  });
}
