import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { listed, onDisk, walked } from "./repository/disk.ts";
import { commitOf, git, inGit, names, withoutFilters } from "./repository/git.ts";
import { isWithin, real } from "./repository/paths.ts";
import { slugOf } from "./repository/slug.ts";
import { committed, type Entries, staged, storedBytes } from "./repository/store.ts";
import type { Unreadable } from "./repository/unreadable.ts";

export { isTracked, packageAt, packageFolders } from "./repository/packages.ts";
export { pathAsNamed, pathIn } from "./repository/paths.ts";
export { largestFile, type Unreadable } from "./repository/unreadable.ts";

/**
 * The only reader of the disk and of git. It lists the files of a repository and hands out their bytes, from the
 * working tree, from what is staged, or from a revision. It never follows a link out of the root, never runs
 * anything that the repository holds, and never opens a network connection.
 */
export interface Repository {
  /** The folder that paths are relative to, absolute. */
  readonly root: string;
  /** The paths of its files, in order; looked for when they are asked for. */
  readonly paths: readonly string[];
  /** `acme/shop`, where a remote named `origin` says so. */
  readonly slug: string | undefined;
  /** The bytes of each path, in one go; a path that cannot be read has the reason why. */
  readonly bytes: (paths: readonly string[]) => ReadonlyMap<string, Uint8Array | Unreadable>;
}

export type Revision = "working tree" | "staged" | { readonly revision: string };

/** Opens the repository at a folder. Throws a `UsageError` where the folder or the revision cannot be read. */
export function openRepository(folder: string, from: Revision = "working tree"): Repository {
  const root = real(folder);
  if (from === "working tree") return workingTree(root);
  return stored(root, from === "staged" ? staged(root) : committed(root, from.revision));
}

function workingTree(root: string): Repository {
  let paths: readonly string[] | undefined;
  const folders = new Map<string, string>();
  return {
    root,
    get paths() {
      return (paths ??= listed(root) ?? walked(root));
    },
    slug: slugOf(root),
    bytes: (wanted) => new Map(wanted.map((path) => [path, onDisk(root, path, folders)])),
  };
}

function stored(root: string, entries: Entries): Repository {
  return {
    root,
    paths: [...entries.keys()].sort(),
    slug: slugOf(root),
    bytes: (wanted) => storedBytes(root, entries, wanted, 0),
  };
}

/** The root of the work tree of git that holds a folder, or the folder itself. */
export function rootOf(folder: string): string {
  if (existsSync(join(folder, ".git/HEAD"))) return real(folder);
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

/** The commit that is checked out, where no file differs from it; `undefined` where one does, or git cannot tell. */
export function unchangedCommit(root: string): string | undefined {
  try {
    return changedSince(root, "HEAD").size === 0 ? commitOf(root, "HEAD") : undefined;
  } catch {
    return undefined;
  }
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
