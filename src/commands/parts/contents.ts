import { basename } from "node:path";
import type { Contents } from "#read.ts";
import { openRepository, type Repository, type Revision } from "#repository.ts";
import type { Target } from "./target.ts";

/** The content of the target at a revision, with the text that was given in place of a file. */
export function contentsOf({ root, given }: Target, from: Revision): Contents {
  const repository = openRepository(root, from);
  const contents = { ...watched(repository), name: repository.slug ?? basename(repository.root) };
  if (!given) return contents;
  return {
    ...contents,
    paths: [...new Set([...contents.paths, given.path])].toSorted(),
    bytes: (paths) =>
      new Map([
        ...contents.bytes(paths.filter((path) => path !== given.path)),
        ...(paths.includes(given.path) ? [[given.path, given.bytes] as const] : []),
      ]),
  };
}

/** Long work says on a terminal how far it is. */
function watched({ paths, slug, bytes }: Repository): Omit<Contents, "name"> {
  const began = Date.now();
  let done = 0;
  const isSeen = process.stderr.isTTY === true;
  return {
    paths,
    slug,
    bytes: (wanted) => {
      done += wanted.length;
      if (isSeen && Date.now() - began > 1000)
        process.stderr.write(`\r\u001B[Kreading: ${done} of ${paths.length} files\r`);
      return bytes(wanted);
    },
  };
}
