import { absent, declared, type Fact } from "#model/fact.ts";
import type { Files } from "../platform.ts";

/**
 * Code owners. https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 * The first of the three files that is there counts, and in it, the last line that matches.
 */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

interface Line {
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
  readonly number: number;
}

export interface Owners {
  readonly owners: (path: string) => Fact<readonly string[]>;
  readonly ownersFile: string;
}

export function readOwners(files: Files): Owners {
  const file = places.find((path) => files.exists(path));
  const text = file === undefined ? undefined : files.text(file);
  if (file === undefined || text === undefined) {
    const [first] = places;
    return { ownersFile: first, owners: () => absent({ file: first, line: 1, column: 1 }) };
  }
  const lines = parseOwners(text).toReversed();
  return {
    ownersFile: file,
    owners: (path) => {
      const line = lines.find(({ matches }) => matches(path));
      const at = { file, line: line?.number ?? 1, column: 1 };
      return line && line.owners.length > 0 ? declared(line.owners, at) : absent(at);
    },
  };
}

/** GitHub ignores a file that is larger. */
const MOST_LONG = 3 * 1024 * 1024;

function parseOwners(text: string): readonly Line[] {
  if (text.length > MOST_LONG) return [];
  return text.split(/\r?\n/).flatMap((written, index): readonly Line[] => {
    const [pattern, ...owners] = wordsOf(written);
    // `!` does not negate here, and `[ ]` is no range: GitHub skips such lines.
    if (pattern === undefined || pattern.startsWith("!") || pattern.includes("[")) return [];
    return [{ matches: matcher(pattern), owners, number: index + 1 }];
  });
}

/** The words of a line up to its comment; a `\\ ` is a space in a path. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  for (let at = 0; at < line.length; at++) {
    const mark = line[at] ?? "";
    if (mark === "\\" && at + 1 < line.length) word += line[++at];
    else if (mark === "#" && word === "") break;
    else if (mark !== " " && mark !== "\t") word += mark;
    else if (word !== "") {
      words.push(word);
      word = "";
    }
  }
  return word === "" ? words : [...words, word];
}

/** Patterns of gitignore files, without negation and ranges. */
function matcher(pattern: string): (path: string) => boolean {
  const isFolder = pattern.endsWith("/");
  const parts = pattern.replace(/^\/+|\/+$/g, "").split("/");
  const isRooted = pattern.startsWith("/") || parts.length > 1;
  const wanted = isRooted ? parts : ["**", ...parts];
  // `docs/*` owns what is directly in it, `docs` and `docs/` everything below.
  const isShallow = !isFolder && parts.at(-1) === "*" && parts.length > 1;
  return (path) => {
    const given = path.split("/");
    return matchParts(wanted, given, isFolder, isShallow);
  };
}

/** Whether a pattern's parts match a path, or one of the folders that it is in. Linear in both: `**` keeps all positions open. */
function matchParts(
  wanted: readonly string[],
  given: readonly string[],
  isFolder: boolean,
  isShallow: boolean,
): boolean {
  let open = new Set([0]);
  const spread = (positions: Set<number>): Set<number> => {
    for (const position of positions) if (wanted[position] === "**") positions.add(position + 1);
    return positions;
  };
  open = spread(open);
  for (const [index, part] of given.entries()) {
    const next = new Set<number>();
    for (const position of open) {
      const pattern = wanted[position];
      if (pattern === undefined) continue;
      if (pattern === "**") next.add(position);
      else if (matchesPart(pattern, part)) next.add(position + 1);
    }
    open = spread(next);
    const isLast = index === given.length - 1;
    if (open.has(wanted.length) && (isLast ? !isFolder || wanted.at(-1) === "**" : !isShallow)) return true;
  }
  return false;
}

/** One part against a pattern with `*` and `?`, without backtracking over more than the last `*`. */
function matchesPart(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < text.length) {
    if (p < pattern.length && (pattern[p] === "?" || pattern[p] === text[t])) {
      p++;
      t++;
    } else if (pattern[p] === "*") {
      star = p++;
      from = t;
    } else if (star !== -1) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}
