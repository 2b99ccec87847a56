import { dirname, posix } from "node:path";
import { catFile, commitOf, inGit, names } from "./git.ts";
import { largestFile, leadsOut, loops, missing, notAFile, tooLarge, type Unreadable, unmerged } from "./unreadable.ts";

const mostLinks = 10;

/** A file in git's store. */
export interface Entry {
  readonly kind: "file" | "link" | "submodule" | "unmerged";
  readonly object: string;
}

export type Entries = ReadonlyMap<string, Entry>;

const kindOf = (mode: string): Entry["kind"] => (mode === "120000" ? "link" : mode === "160000" ? "submodule" : "file");

/** What is staged. A path whose merge is not settled stands in several versions. */
export function staged(root: string): Entries {
  const rows = names(inGit(root, ["ls-files", "-z", "--stage"]));
  return new Map(
    rows.map((row): readonly [string, Entry] => {
      const [mode = "", object = "", stage] = row.slice(0, row.indexOf("\t")).split(" ");
      return [row.slice(row.indexOf("\t") + 1), { kind: stage === "0" ? kindOf(mode) : "unmerged", object }];
    }),
  );
}

export function committed(root: string, name: string): Entries {
  const rows = names(inGit(root, ["ls-tree", "-r", "-z", commitOf(root, name)]));
  return new Map(
    rows.map((row): readonly [string, Entry] => {
      const [mode = "", , object = ""] = row.slice(0, row.indexOf("\t")).split(" ");
      return [row.slice(row.indexOf("\t") + 1), { kind: kindOf(mode), object }];
    }),
  );
}

/** The bytes of paths in git's store. Links are followed to other paths there. */
export function storedBytes(
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
