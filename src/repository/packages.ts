import { lstatSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { git, names } from "./git.ts";
import { isWithin } from "./paths.ts";
import { leadsOut, type Unreadable } from "./unreadable.ts";

/**
 * Where a package may be installed for the files of a folder, the nearest first, as Node.js looks for it, and never
 * above the root: https://nodejs.org/api/modules.html#loading-from-node_modules-folders
 */
export function packageFolders(name: string, folder: string): readonly string[] {
  const parts = folder.split("/").filter((part) => part !== "");
  return [...parts.keys(), parts.length]
    .toReversed()
    .filter((length) => parts[length - 1] !== "node_modules")
    .map((length) => [...parts.slice(0, length), "node_modules", name].join("/"));
}

/** The folder of a package below the root, links followed; `undefined` where there is none. */
export function packageAt(root: string, folder: string): string | Unreadable | undefined {
  try {
    const real = realpathSync.native(join(root, folder));
    if (!isWithin(root, real)) return leadsOut;
    if (!lstatSync(join(real, "package.json")).isFile()) return undefined;
    return relative(root, real).split(sep).join("/");
  } catch {
    return undefined;
  }
}

/** Whether git tracks a file of a folder, or would with the next commit. */
export const isTracked = (root: string, folder: string): boolean =>
  names(git(root, ["ls-files", "-z", "--", `:(literal)${folder}/`])).length > 0;
