import { readFileSync, writeFileSync } from "node:fs";
import { assertionsPage, examplesIn, outputOf, pages } from "./page.ts";

// Writes into each page what its examples print now. Read what changed: an output is right only where the rule should say it.
for (const [id, path] of [...pages, [undefined, assertionsPage] as const]) {
  const page = readFileSync(path, "utf8");
  const lines = page.split("\n");
  for (const example of examplesIn(page)
    .filter(({ files }) => files.size > 0)
    .toReversed()) {
    const before = example.output.split("\n").length - 1;
    lines.splice(example.line - 1, before, ...(await outputOf(example, id)).trimEnd().split("\n"));
  }
  writeFileSync(path, lines.join("\n"));
}
