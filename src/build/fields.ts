import { recordOf, types } from "#expression/types.ts";

const begin = "<!-- fields -->";
const end = "<!-- /fields -->";

/** The page on assertions with the fields of every part of the model between the marks. Throws where it has none. */
export function withFields(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no place for the fields: ${begin} … ${end}`);
  return `${page.slice(0, from + begin.length)}\n${table}\n${page.slice(to)}`;
}

const plain: Readonly<Record<string, string>> = {
  string: "text",
  int: "whole number",
  double: "number",
  bool: "truth",
};

const table = [
  "| of | fields |",
  "| --- | --- |",
  ...[...types].map(
    ([name, fields]) =>
      `| ${name} | ${[...fields].map(([field, { type }]) => `\`${field}\` ${words(type)}`).join(", ")} |`,
  ),
].join("\n");

function words(type: string): string {
  const one = plain[recordOf(type)] ?? recordOf(type);
  return type.startsWith("list<") ? `list of ${one}` : one;
}
