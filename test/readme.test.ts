import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const file = join(root, "README.md");
const block = /```console\n\$ npx bakewell ([^\n]*)\n([\s\S]*?)```/g;

/** Every command that the README shows, with what it prints: they are run, and `BAKEWELL_UPDATE=1` writes them anew. */
it("shows the real output of its commands", () => {
  const text = readFileSync(file, "utf8");
  const real = text.replaceAll(block, (_, command: string) => {
    const { stdout, stderr } = spawnSync(process.execPath, ["bin/run.js", ...command.split(" ")], {
      cwd: root,
      encoding: "utf8",
    });
    return `\`\`\`console\n$ npx bakewell ${command}\n${stdout}${stderr}\`\`\``;
  });
  if (process.env["BAKEWELL_UPDATE"] === "1") writeFileSync(file, real);
  expect([...text.matchAll(block)].length).toBeGreaterThan(3);
  expect(real).toBe(readFileSync(file, "utf8"));
});
