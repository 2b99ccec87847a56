import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "#model/usage-error.ts";
import { pathIn, rootOf } from "#repository.ts";

/** What a command was asked to look at. */
export interface Target {
  /** The folder of the repository, absolute. */
  readonly root: string;
  /** The files that the report is narrowed to; `undefined` where it speaks of the whole. The reading is never narrowed. */
  readonly only: ReadonlySet<string> | undefined;
  /** A text that stands in for a file of the repository. */
  readonly given: { readonly path: string; readonly bytes: Uint8Array } | undefined;
}

/**
 * The repository that a list of paths means: nothing is the current one, a folder is one by itself, files belong to
 * the repository that holds them, and `-` is the text on standard input under the name `stdinName`.
 */
export function targetOf(paths: readonly string[], stdinName: string | undefined): Target {
  const [first] = paths;
  if (first === undefined) return { root: rootOf("."), only: undefined, given: undefined };
  if (first === "-") return standardInput(paths, stdinName);
  const kinds = paths.map((path) => ({ path, isFolder: isFolder(path) }));
  if (kinds.some((kind) => kind.isFolder)) {
    if (paths.length > 1)
      throw new UsageError(`found ${paths.length} paths with a folder among them`, {
        hint: "name one folder, or only files of one repository",
      });
    return { root: resolve(first), only: undefined, given: undefined };
  }
  const root = rootOf(dirname(resolve(first)));
  const only = new Set(paths.map((path) => inside(root, path)));
  return { root, only, given: undefined };
}

function standardInput(paths: readonly string[], name: string | undefined): Target {
  if (paths.length > 1)
    throw new UsageError("`-` stands beside other paths", { hint: "read one document from standard input" });
  if (name === undefined)
    throw new UsageError("`-` has no file name", {
      hint: "say where the text would stand: --stdin-filename .github/workflows/deploy.yml",
    });
  const root = rootOf(".");
  const path = inside(root, name);
  return { root, only: new Set([path]), given: { path, bytes: readFileSync(0) } };
}

function inside(root: string, file: string): string {
  const path = pathIn(root, file);
  if (path === undefined)
    throw new UsageError(`${file} is not a file of the repository ${root}`, { hint: "name files of one repository" });
  return path;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    throw new UsageError(`${path} is not there`, { hint: "name a repository, a folder or files of one repository" });
  }
}
