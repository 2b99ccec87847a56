import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "bakewell-package-"));

const workflow = `name: deploy
on:
  push:
    branches: [main]
jobs:
  production:
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - uses: actions/checkout@v4
      - run: kubectl apply -f manifests/
`;

/** Runs the installed program with the Node.js that runs this test. */
const bakewell = (cwd: string, ...args: readonly string[]) => bakewellWith({}, cwd, ...args);

const bakewellWith = (environment: NodeJS.ProcessEnv, cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(folder, "user/node_modules/bakewell/bin/run.js"), ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });

describe("the runtime", () => {
  it("is the Node.js that the project pins, not the machine's own", () => {
    expect(process.versions.node).toMatch(/^24\./);
  });
});

describe("the published package", () => {
  beforeAll(() => {
    const npm = (cwd: string, ...args: readonly string[]) =>
      execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe" });
    npm(root, "pack", "--ignore-scripts", "--pack-destination", folder);
    const archive = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "";
    mkdirSync(join(folder, "user"));
    writeFileSync(join(folder, "user/package.json"), '{ "private": true }\n');
    const flags = ["--offline", "--omit=dev", "--no-audit", "--no-fund", "--ignore-scripts"];
    npm(join(folder, "user"), "install", ...flags, join("..", archive));
    mkdirSync(join(folder, "repository/.github/workflows"), { recursive: true });
    writeFileSync(join(folder, "repository/.github/workflows/deploy.yml"), workflow);
    execFileSync("git", ["init", "--quiet"], { cwd: join(folder, "repository") });
    execFileSync("git", ["add", "--all"], { cwd: join(folder, "repository") });
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("brings no other package", () => {
    expect(readdirSync(join(folder, "user/node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "bakewell",
    ]);
  });

  it("names the licences of what it contains", () => {
    const notices = readFileSync(join(folder, "user/node_modules/bakewell/dist/notices.txt"), "utf8");
    expect(notices).toMatch(/^@oclif\/core \d+\.\d+\.\d+ \(MIT\)$/m);
    expect(notices).toMatch(/^js-yaml \d+\.\d+\.\d+ \(MIT\)$/m);
  });

  it("says its version", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const { stdout, stderr, status } = bakewell(folder, "--version");
    expect({ stdout, stderr, status }).toEqual({
      stdout: `bakewell/${version} ${process.platform}-${process.arch} node-${process.version}\n`,
      stderr: "",
      status: 0,
    });
  });

  it("checks a repository", () => {
    const { stdout, status } = bakewell(join(folder, "repository"), "check", "--format", "json", "--fail-on", "never");
    const report = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(report.schema).toBe("bakewell.report/1");
    expect(report.policy.name).toBe("essential");
    expect(report.sources.map(({ file }: { file: string }) => file)).toEqual([".github/workflows/deploy.yml"]);
    expect(report.plans.map(({ stages }: { stages: { name: string }[] }) => stages.map(({ name }) => name))).toEqual([
      ["production"],
    ]);
  });

  it("says the same without a place for its code, with a new one, with what is kept, and with what is broken", () => {
    const file = join(folder, "a-file");
    const kept = join(folder, "kept");
    writeFileSync(file, "");
    const run = (environment: NodeJS.ProcessEnv) => {
      const { stdout, stderr, status } = bakewellWith(
        environment,
        join(folder, "repository"),
        "check",
        "--at",
        "2026-01-01",
      );
      return { stdout, stderr, status };
    };
    const plain = run({ NODE_DISABLE_COMPILE_CACHE: "1" });
    expect(plain).toMatchObject({ stdout: expect.stringContaining("production"), stderr: "", status: 1 });
    expect(run({ NODE_COMPILE_CACHE: file })).toEqual(plain);
    expect(run({ NODE_COMPILE_CACHE: kept })).toEqual(plain);
    const [name = ""] = readdirSync(kept).filter((entry) => entry.startsWith("bakewell-check-"));
    expect(run({ NODE_COMPILE_CACHE: kept })).toEqual(plain);
    writeFileSync(join(kept, name), "broken");
    expect(run({ NODE_COMPILE_CACHE: kept })).toEqual(plain);
    expect(readFileSync(join(kept, name)).length).toBeGreaterThan(100_000);
  });

  it("explains a rule", () => {
    const { stdout, status } = bakewell(folder, "explain", "approval");
    expect(status).toBe(0);
    expect(stdout).toContain("approval");
  });
});
