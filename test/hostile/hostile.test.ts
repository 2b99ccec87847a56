import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { formats } from "#reporters/index.ts";
import { plain } from "../repository/temporary.ts";
import { hostileRepository, unreadable } from "./repository.ts";

const program = join(import.meta.dirname, "../../bin/run.js");
const tell = 'process.on("exit", () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}\\n`))';

let root = "";
beforeAll(() => {
  root = hostileRepository();
});

/** In MB. The report as JSON holds every fact of thousands of stages, and takes the most: about 540. */
const most = 650;

/** Runs the program in the hostile repository, and tells how much memory it held at most, in MB. */
function bakewell(...args: readonly string[]) {
  const { stdout, stderr, status, signal } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(tell)}`, program, ...args],
    { cwd: root, encoding: "utf8", maxBuffer: 2 ** 30, env: plain, timeout: 60_000 },
  );
  const lines = stderr.trimEnd().split("\n");
  return { stdout, stderr: lines.slice(0, -1).join("\n"), status, signal, memory: Number(lines.at(-1)) / 1024 };
}

/** Control characters but the line break, and those that turn the direction of writing. */
const harmful = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** What a runner takes for a command in a log. */
const command = /^\s*::(?!(?:error|warning|notice) file=)|##\w*\[/m;

describe.each(formats)("a check of a hostile repository as %s", (format) => {
  it("ends by itself, harms no terminal or log, and stays small", { timeout: 120_000 }, () => {
    const { stdout, stderr, status, signal, memory } = bakewell("check", "--format", format);
    expect({ stderr: stderr.trim(), status, signal }).toEqual({
      stderr: "",
      status: 1,
      signal: null,
    });
    expect(harmful.exec(stdout)).toBeNull();
    expect(command.exec(stdout)).toBeNull();
    expect(memory).toBeLessThan(most);
  });
});

describe.each(["text", "json", "mermaid", "svg"])("the plans of a hostile repository as %s", (format) => {
  it("end by themselves, and harm no terminal or log", { timeout: 120_000 }, () => {
    const { stdout, status, signal, memory } = bakewell("plan", "--format", format);
    expect({ status, signal }).toEqual({ status: 0, signal: null });
    expect(harmful.exec(stdout)).toBeNull();
    expect(command.exec(stdout)).toBeNull();
    expect(memory).toBeLessThan(most);
  });
});

it("says of each file why it cannot be read", { timeout: 120_000 }, () => {
  const { stdout } = bakewell("check", "--format", "json", "--only", "readable");
  const { findings }: { findings: { outcome: string; reason: string; subject: { id: string } }[] } = JSON.parse(stdout);
  const failing = new Map(
    findings.filter(({ outcome }) => outcome === "fail").map(({ subject, reason }) => [subject.id, reason]),
  );
  for (const [path, reason] of Object.entries(unreadable)) expect(`${path} ${failing.get(path)}`).toContain(reason);
  const passing = findings.filter(({ outcome }) => outcome === "pass").map(({ subject }) => subject.id);
  expect(passing).toEqual(expect.arrayContaining([".github/workflows/utf16.yml", ".github/workflows/jobs.yml"]));
});
