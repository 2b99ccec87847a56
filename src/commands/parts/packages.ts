import type { PolicyLibrary } from "#policy/extend.ts";
import { fieldOf, type InstalledPackage, type RefusedPackage } from "#policy/packages.ts";
import type { Contents } from "#read.ts";
import { isTracked, openRepository, packageAt, packageFolders } from "#repository.ts";
import { decode } from "#syntax/decode.ts";

type Read = InstalledPackage["file"];

/** The text of a file of a repository's content. */
export const readerOf =
  ({ bytes }: Pick<Contents, "bytes">): Read =>
  (path) => {
    const found = bytes([path]).get(path);
    return found instanceof Uint8Array ? decode(path, found).text : undefined;
  };

/** Few policies need it, so it is opened when it is asked for. */
function onDisk(root: string): Read {
  let file: Read | undefined;
  return (path) => (file ??= readerOf(openRepository(root)))(path);
}

/** The packages in a repository's node_modules, as they are on the disk. Nothing is fetched, and nothing is run. */
export function installedIn(root: string): PolicyLibrary["installed"] {
  const file = onDisk(root);
  return (name, from) => {
    for (const candidate of packageFolders(name, from)) {
      const folder = packageAt(root, candidate);
      if (folder !== undefined) return typeof folder === "string" ? { folder, file } : folder;
    }
    return undefined;
  };
}

/**
 * The packages for the policy of a revision. What git holds there is read from there; what git does not hold at all is
 * read from the disk if the revision's lockfile asks for the same package as today's. Everything else could have been
 * brought by the change that is judged, and is refused.
 */
export function installedAt(root: string, then: Contents, revision: string): PolicyLibrary["installed"] {
  const atRevision = readerOf(then);
  const now = onDisk(root);
  const isNamed = (folder: string, name: string): boolean =>
    fieldOf(atRevision(`${folder}/package.json`), "name") === name;
  return (name, from) => {
    for (const candidate of packageFolders(name, from)) {
      if (isNamed(candidate, name)) return { folder: candidate, file: atRevision };
      const folder = packageAt(root, candidate);
      if (folder === undefined) continue;
      if (typeof folder !== "string") return folder;
      if (isNamed(folder, name)) return { folder, file: atRevision };
      const isOurs = !folder.split("/").includes("node_modules") || isTracked(root, folder);
      const refused = isOurs ? brought(folder, revision) : unlocked(folder, atRevision, now, revision);
      return refused ?? { folder, file: now };
    }
    return undefined;
  };
}

const copy = "copy the policy into the repository, where git keeps it";

const brought = (folder: string, revision: string): RefusedPackage => ({
  reason: `is in ${folder}, which git does not have at ${revision}: the change that is judged could have brought it`,
  remedy: copy,
});

/** What npm writes down by package, and what others write. */
const npmLocks = ["package-lock.json", "npm-shrinkwrap.json"];
const otherLocks = ["pnpm-lock.yaml", "yarn.lock", "bun.lock"];

/** Why no lockfile of the revision says that the package is what is installed now. */
function unlocked(folder: string, then: Read, now: Read, revision: string): RefusedPackage | undefined {
  const parts = folder.split("/");
  for (let length = parts.indexOf("node_modules"); length >= 0; length--) {
    const base = parts.slice(0, length).map((part) => `${part}/`);
    for (const lock of [...npmLocks, ...otherLocks].map((name) => `${base.join("")}${name}`)) {
      const text = then(lock);
      if (text === undefined) continue;
      const differs = { reason: `is not locked in ${lock} as it is at ${revision}`, remedy: copy };
      if (otherLocks.some((name) => lock.endsWith(name))) return text === now(lock) ? undefined : differs;
      const entry = entryIn(text, parts.slice(length).join("/"));
      const version = fieldOf(now(`${folder}/package.json`), "version");
      if (entry === undefined || fieldOf(entry, "version") !== version) return differs;
      return entry === entryIn(now(lock) ?? "", parts.slice(length).join("/")) ? undefined : differs;
    }
  }
  return { reason: `is locked by no lockfile that git has at ${revision}`, remedy: copy };
}

/** What npm locks a package to, as text. */
function entryIn(lock: string, key: string): string | undefined {
  const entry = fieldOf(JSON.stringify(fieldOf(lock, "packages") ?? {}), key);
  return entry === undefined ? undefined : JSON.stringify(entry);
}
