import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UsageError } from "#model/usage-error.ts";

export const isWithin = (root: string, path: string): boolean =>
  path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);

export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";

/** A path without links. Throws a `UsageError` where it is not there. */
export function real(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read (${codeOf(error)})`, { hint: "name a folder that is there" });
  }
}

/** The path of a file in the repository, in git's form; `undefined` where it lies outside. */
export const pathIn = (root: string, file: string): string | undefined =>
  below(unlinked(root), join(unlinked(dirname(resolve(file))), basename(file)));

/** The same as it is named, for a revision: links of the working tree below the root say nothing of it. */
export const pathAsNamed = (root: string, file: string): string | undefined =>
  below(root, resolve(file)) ?? below(unlinked(root), resolve(file)) ?? pathIn(root, file);

function below(root: string, file: string): string | undefined {
  const path = relative(root, file);
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
