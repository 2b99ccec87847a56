import { readdirSync } from "node:fs";
import { join } from "node:path";
import { judge, reportOf } from "#commands/parts/judge.ts";
import { findPolicy } from "#commands/parts/policy.ts";
import type { Contents } from "#read.ts";
import { text } from "#reporters/text.ts";
import type { RuleId } from "#rules/rule.ts";
import { rules } from "#rules/index.ts";

const folder = join(import.meta.dirname, "../../src/rules");

/** The pages of the rules, by the rule's id. */
export const pages: ReadonlyMap<RuleId, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".md"))
    .map((path) => [path.replace(/^.*[/\\]|\.md$/g, "") as RuleId, join(folder, path)]),
);

/** The page on what a policy can assert by itself. */
export const assertionsPage = join(folder, "../expression/assertions.md");

/** Files of a repository, and what the check says of them. */
export interface Example {
  readonly section: string;
  /** Where the output stands in the page: its first line, counted from 1. */
  readonly line: number;
  readonly files: ReadonlyMap<string, string>;
  readonly output: string;
}

/** The examples of a page: fenced files whose info string ends with a path, up to the fenced output. */
export function examplesIn(page: string): readonly Example[] {
  const found: Example[] = [];
  let section = "";
  let files = new Map<string, string>();
  let fence: { readonly path: string | undefined; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of page.split("\n").entries()) {
    const opening = /^```\w+ ?(.*)$/.exec(line);
    if (fence && line === "```") {
      const content = fence.lines.map((each) => `${each}\n`).join("");
      if (fence.path) files.set(fence.path, content);
      else {
        found.push({ section, line: fence.line, files, output: content });
        files = new Map();
      }
      fence = undefined;
    } else if (fence) fence.lines.push(line);
    else if (opening) fence = { path: opening[1] || undefined, line: index + 2, lines: [] };
    else if (line.startsWith("## ")) section = line.slice(3);
  }
  return found;
}

const onlyThis = (id: RuleId): string => `name: example\nextends: [tiers]\nclauses:\n  - must: { ${id}: {} }\n`;

/** What `bakewell check --passes` prints for the files of an example, of one rule where its id is given. */
export async function outputOf({ files }: Example, id?: RuleId): Promise<string> {
  const all = new Map([...(id ? [["bakewell.yaml", onlyThis(id)] as const] : []), ...files]);
  const contents: Contents = {
    name: "example",
    slug: "acme/example",
    paths: [...all.keys()].toSorted(),
    bytes: (paths) => new Map(paths.flatMap((path) => (all.has(path) ? [[path, Buffer.from(all.get(path)!)]] : []))),
  };
  const found = await findPolicy(undefined, contents, "/");
  const at = "2026-12-01T00:00:00Z";
  const judged = judge(contents, found, { at, ...(id && { only: new Set([id]) }) });
  return text(reportOf(judged, judged.findings, found, at), { unknown: "show", passes: true, color: false });
}

export const titleOf = (id: RuleId): string => rules[id].title;
