import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const file = join(root, "README.md");
const block = /```console\n\$ npx bakewell ([^\n]*)\n([\s\S]*?)```/g;

/** The examples stand alone, so that the remote of this clone does not show in what is printed. */
const folder = mkdtempSync(join(tmpdir(), "bakewell-readme-"));
cpSync(join(root, "test/repositories"), join(folder, "test/repositories"), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every command that the README shows, with what it prints: they are run, and `BAKEWELL_UPDATE=1` writes them anew. */
it("shows the real output of its commands", () => {
  const text = readFileSync(file, "utf8");
  const real = text.replaceAll(block, (_, command: string) => {
    const args = [join(root, "bin/run.js"), ...command.split(" ")];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    return `\`\`\`console\n$ npx bakewell ${command}\n${stdout}${stderr}\`\`\``;
  });
  if (process.env["BAKEWELL_UPDATE"] === "1") writeFileSync(file, real);
  expect([...text.matchAll(block)].length).toBeGreaterThan(2);
  expect(real).toBe(readFileSync(file, "utf8"));
});
