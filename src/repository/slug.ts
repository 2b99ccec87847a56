import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** `acme/shop` of the remote named `origin` on a server, read from git's own file so that no process is needed. */
export function slugOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const text = configurationOf(join(folder, ".git"));
    if (text !== undefined) {
      const url = /\[remote "origin"\][^[]*?\n[ \t]*url[ \t]*=[ \t]*(\S+)/.exec(text)?.[1];
      return (
        url && /^(?:\w+:\/\/(?:[^/@]*@)?|[^/@]*@)[^/:]+(?::\d+)?[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url)?.[1]
      );
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** The configuration of a `.git`, which is a file that names a folder in work trees and submodules. */
function configurationOf(at: string): string | undefined {
  const text = textOf(at);
  if (text === undefined) return textOf(join(at, "config"));
  const own = resolve(dirname(at), text.replace(/^gitdir: /, "").trim());
  const shared = textOf(join(own, "commondir"))?.trim();
  return textOf(join(shared === undefined ? own : resolve(own, shared), "config")) ?? "";
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
