import { execFileSync, spawnSync } from "node:child_process";
import { UsageError } from "#model/usage-error.ts";

const largestOutput = 1024 * 1024 * 1024;

/** Settings of a repository that could start programs are switched off. */
const caution = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/** No protocol is allowed, whatever the repository's own settings say: git would fetch what a partial clone lacks. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "",
});

/** Switches off the programs that would convert files of the working tree before they are compared. */
export function withoutFilters(root: string): NodeJS.ProcessEnv {
  let keys: readonly string[] = [];
  try {
    keys = names(
      git(root, ["config", "-z", "--name-only", "--get-regexp", "^filter\\..*\\.(clean|process|required)$"]),
    );
  } catch {
    // It ends with 1 where there is none.
  }
  const given = Number(process.env["GIT_CONFIG_COUNT"] ?? 0);
  const pairs = keys.flatMap((key, index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, key.endsWith(".required") ? "false" : ""],
  ]);
  return { GIT_CONFIG_COUNT: String(given + keys.length), ...Object.fromEntries(pairs) };
}

export function git(folder: string, args: readonly string[], further: NodeJS.ProcessEnv = {}): string {
  return execFileSync("git", [...caution, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: largestOutput,
    env: { ...environment(), ...further },
    stdio: ["ignore", "pipe", "ignore"],
  });
}

/** The same for what only git can tell. */
export function inGit(folder: string, args: readonly string[]): string {
  try {
    return git(folder, args);
  } catch {
    throw new UsageError(`git does not read ${folder}`, {
      hint: "name a folder in a work tree of git; `git status` there says what git lacks",
    });
  }
}

export function commitOf(root: string, name: string): string {
  try {
    return git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]).trim();
  } catch {
    throw new UsageError(`\`${name}\` is not a revision of ${root}`, {
      hint: "name a commit, a branch or a tag that this clone has; a shallow clone may lack it (git fetch --unshallow)",
    });
  }
}

/** The names in an output that ends each with a NUL. */
export const names = (output: string): string[] => output.split("\0").filter((name) => name !== "");

export function catFile(root: string, mode: "--batch" | "--batch-check", wanted: readonly string[]): Buffer {
  if (wanted.length === 0) return Buffer.alloc(0);
  const { stdout, status } = spawnSync("git", [...caution, "cat-file", mode], {
    cwd: root,
    input: `${wanted.join("\n")}\n`,
    maxBuffer: largestOutput,
    env: environment(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  if (status !== 0)
    throw new UsageError(`git could not read the objects of ${root}`, {
      hint: "run git fsck there; a partial clone may lack some",
    });
  return stdout;
}
