import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failure } from "#commands/failure.ts";
import { table } from "#commands/table.ts";
import { UsageError } from "#model/usage-error.ts";

const program = join(import.meta.dirname, "../../bin/run.js");
const bakewell = (...args: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  return { stdout, stderr, status };
};

describe("help", () => {
  it.each([[[]], [["--help"]], [["help"]]])("lists the commands: %j", (args) => {
    const { stdout, stderr, status } = bakewell(...args);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    for (const name of table.keys()) expect(stdout).toMatch(new RegExp(`^ {2}${name.split(" ")[0]} `, "m"));
  });

  it.each([...table.keys()])("of `%s` shows its usage and an example, either way it is asked for", async (name) => {
    const words = name.split(" ");
    const before = bakewell("help", ...words);
    const behind = bakewell(...words, "--help");
    expect(before).toEqual(behind);
    expect(before.status).toBe(0);
    expect(before.stdout).toContain(`$ bakewell ${name}`);
    expect(before.stdout).toContain("EXAMPLES\n");
    expect(before.stdout).not.toContain("<%");
  });
});

describe("a mistake of the caller", () => {
  it("in the command names the one that is meant", () => {
    expect(bakewell("chekc")).toEqual({
      stdout: "",
      stderr: "error: unknown command chekc\n  did you mean check?\n",
      status: 2,
    });
  });

  it("in the second word of a command names the one that is meant", () => {
    expect(bakewell("policy", "shwo")).toEqual({
      stdout: "",
      stderr: "error: unknown command policy shwo\n  did you mean policy show?\n",
      status: 2,
    });
  });

  it("in help names the one that is meant", () => {
    expect(bakewell("help", "chekc")).toMatchObject({
      stderr: "error: unknown command chekc\n  did you mean check?\n",
      status: 2,
    });
  });

  it("in a flag names the one that is meant", () => {
    expect(bakewell("check", "--polcy", "essential")).toEqual({
      stdout: "",
      stderr: "error: unknown flag --polcy\n  did you mean --policy?\n",
      status: 2,
    });
  });

  it("in a flag's value says what it takes", () => {
    expect(bakewell("check", "--color", "blue")).toEqual({
      stdout: "",
      stderr:
        "error: expected --color=blue to be one of: auto, always, never\n  add --help to see what the command takes\n",
      status: 2,
    });
  });

  it("before any command says where flags go", () => {
    expect(bakewell("--policy", "essential")).toEqual({
      stdout: "",
      stderr: "error: unknown flag --policy\n  write the command first\n",
      status: 2,
    });
  });
});

describe("an error", () => {
  it("of the caller is told with its place and what to do", () => {
    const error = new UsageError("unknown rule bake-tme", {
      at: { file: "bakewell.yaml", line: 4, column: 7 },
      hint: "did you mean bake-time?",
    });
    expect(failure(error, false)).toEqual({
      text: "error: bakewell.yaml:4:7: unknown rule bake-tme\n  did you mean bake-time?\n",
      code: 2,
    });
  });

  it("of ours is said to be a bug, with the stack only on request", () => {
    const error = new TypeError("x is not a function");
    expect(failure(error, false)).toEqual({
      text: expect.stringMatching(
        /^error: this is a bug in Bakewell \S+: x is not a function\n {2}please report it; BAKEWELL_DEBUG=1 adds the stack\n$/,
      ),
      code: 3,
    });
    expect(failure(error, true).text).toContain(error.stack);
  });
});

describe("standard output", () => {
  it("that is closed early ends the program quietly", async () => {
    const child = spawn(process.execPath, [program, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ said, status }).toEqual({ said: "", status: 0 });
  });
});
