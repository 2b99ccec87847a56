import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UsageError } from "#model/usage-error.ts";
import { git, names } from "./git.ts";
import { codeOf, isWithin } from "./paths.ts";
import { largestFile, leadsOut, loops, missing, notAFile, tooLarge, type Unreadable } from "./unreadable.ts";

const mostFiles = 500_000;
const skipped = new Set([".git", "node_modules"]);

/** What git tracks or does not ignore, and is there; `undefined` outside a git repository. */
export function listed(root: string): readonly string[] | undefined {
  if (!mayBeInGit(root)) return undefined;
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

/** Whether git would find a repository: a look at the disk is cheaper than to ask it. */
function mayBeInGit(root: string): boolean {
  if (process.env["GIT_DIR"] !== undefined || existsSync(join(root, "HEAD"))) return true;
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return true;
    if (dirname(folder) === folder) return false;
  }
}

function isBare(root: string): boolean {
  try {
    return git(root, ["rev-parse", "--is-bare-repository"]).trim() === "true";
  } catch {
    return false;
  }
}

export function walked(root: string): readonly string[] {
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

/** The bytes of a file. `folders` keeps where folders lead to, so that each of them is followed once. */
export function onDisk(root: string, path: string, folders: Map<string, string>): Uint8Array | Unreadable {
  try {
    const folder = dirname(path);
    const realFolder = folders.get(folder) ?? realpathSync.native(join(root, folder));
    folders.set(folder, realFolder);
    const named = join(realFolder, basename(path));
    const entry = lstatSync(named);
    const end = entry.isSymbolicLink() ? realpathSync.native(named) : named;
    if (!isWithin(root, end)) return leadsOut;
    const file = end === named ? entry : lstatSync(end);
    if (!file.isFile()) return notAFile;
    return file.size > largestFile ? tooLarge(file.size) : readFileSync(end);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return missing;
    return code === "ELOOP" ? loops : { reason: `cannot be read (${code})`, remedy: "let it be read" };
  }
}
