import { absent, declared, type Fact } from "#model/fact.ts";
import { glob } from "#model/pattern.ts";
import type { Files } from "../platform.ts";

/**
 * Code owners. https://docs.gitlab.com/user/project/codeowners/reference/
 * The first of the three files that is there counts. In each section the last line that matches decides, and an owner
 * of any section is one.
 */
const places = ["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"] as const;

interface Line {
  readonly matches: (path: string) => boolean;
  readonly owners: readonly string[];
  readonly number: number;
}

interface Section {
  readonly name: string;
  readonly isOptional: boolean;
  readonly lines: Line[];
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
  const sections = parse(text);
  return {
    ownersFile: file,
    owners: (path) => {
      const lines = sections.flatMap(({ isOptional, lines: own }) => {
        const line = own.findLast(({ matches }) => matches(path));
        return line && !isOptional ? [line] : [];
      });
      const owners = [...new Set(lines.flatMap((line) => line.owners))];
      const number = (lines.find((line) => line.owners.length > 0) ?? lines[0])?.number ?? 1;
      const at = { file, line: number, column: 1 };
      return owners.length > 0 ? declared(owners, at) : absent(at);
    },
  };
}

const LONGEST = 3 * 1024 * 1024;
const HEAD = /^(\^?)\[([^\]]{1,255})\](?:\[\d{1,4}\])?\s*(.*)$/;

function parse(text: string): readonly Section[] {
  let section: Section = { name: "", isOptional: false, lines: [] };
  const sections = new Map<string, Section>([["", section]]);
  let usual: readonly string[] = [];
  if (text.length > LONGEST) return [];
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) continue;
    const [, optional, name, owners] = HEAD.exec(line) ?? [];
    if (name !== undefined) {
      // Sections of one name, in whatever case, are one.
      const key = name.toLowerCase();
      section = sections.get(key) ?? { name, isOptional: optional === "^", lines: [] };
      sections.set(key, section);
      usual = ownersIn(owners ?? "");
      continue;
    }
    const [pattern = "", ...rest] = wordsOf(line);
    const isExcluded = pattern.startsWith("!");
    const own = rest.filter(isOwner);
    section.lines.push({
      matches: matcher(isExcluded ? pattern.slice(1) : pattern),
      owners: isExcluded ? [] : own.length > 0 ? own : usual,
      number: index + 1,
    });
  }
  return [...sections.values()];
}

const isOwner = (word: string): boolean => /^@|@/.test(word);
const ownersIn = (text: string): readonly string[] => wordsOf(text).filter(isOwner);

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

/** A path with `/` at its start is of the root, a folder with `/` at its end is all that is in it. */
function matcher(pattern: string): (path: string) => boolean {
  const isRooted = pattern.startsWith("/");
  const body = pattern.replace(/^\/+/, "");
  const rooted = isRooted ? body : `**/${body}`;
  if (body === "*" && !isRooted) return () => true;
  return glob(body.endsWith("/") ? `${rooted}**` : rooted);
}
