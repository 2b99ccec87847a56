import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export type Texts = Readonly<Record<string, string | Uint8Array>>;

/** A folder with these files, which is removed when the file's tests have ended. */
export function folderOf(files: Texts = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "bakewell-test-")));
  made.push(root);
  write(root, files);
  return root;
}

export function write(root: string, files: Texts): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The environment without what git tells its hooks, so that the tests can run in one. */
export const plain: NodeJS.ProcessEnv = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:GIT|BAKEWELL)_|^(?:NO|FORCE)_COLOR$/.test(name)),
  ),
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};

const author = ["-c", "user.name=Mina", "-c", "user.email=mina@acme.example", "-c", "commit.gpgSign=false"];

export const git = (root: string, ...args: readonly string[]): string =>
  execFileSync("git", [...author, ...args], {
    cwd: root,
    encoding: "utf8",
    env: plain,
    timeout: 10_000,
    stdio: ["ignore", "pipe", "pipe"],
  });

/** A repository of git with these files in its first commit. */
export function repositoryOf(files: Texts): string {
  const root = folderOf(files);
  git(root, "init", "--quiet", "--initial-branch=main");
  commit(root, "Begin");
  return root;
}

export function commit(root: string, subject: string): string {
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", "--message", subject);
  return git(root, "rev-parse", "HEAD").trim();
}
