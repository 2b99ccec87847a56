import { basename } from "node:path";
import type { Contents } from "#read.ts";
import { openRepository, type Repository, type Revision } from "#repository.ts";
import type { Target } from "./target.ts";

/** Where a repository keeps the tests of its policy. The small repositories in there are no part of it. */
export const casesFolder = ".bakewell/policy-tests";

/** The content of the target at a revision, with the text that was given in place of a file. */
export function contentsOf({ root, given }: Target, from: Revision): Contents {
  const repository = openRepository(root, from);
  const bytes = watched(repository);
  return {
    name: repository.slug ?? basename(repository.root),
    slug: repository.slug,
    get paths() {
      const own = repository.paths.filter((path) => !path.startsWith(`${casesFolder}/`));
      return given ? [...new Set([...own, given.path])].toSorted() : own;
    },
    bytes: (paths) =>
      given && paths.includes(given.path)
        ? new Map([...bytes(paths.filter((path) => path !== given.path)), [given.path, given.bytes]])
        : bytes(paths),
  };
}

/** Long work says on a terminal how far it is. */
function watched(repository: Repository): Contents["bytes"] {
  if (process.stderr.isTTY !== true) return repository.bytes;
  const began = Date.now();
  let done = 0;
  return (wanted) => {
    done += wanted.length;
    if (Date.now() - began > 1000)
      process.stderr.write(`\r\u001B[Kreading: ${done} of ${repository.paths.length} files\r`);
    return repository.bytes(wanted);
  };
}
