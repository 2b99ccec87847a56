import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ruleIds } from "#policy/rule-ids.ts";
import { folderOf, repositoryOf, write } from "../repository/temporary.ts";
import { bakewell, deploy, limited, policy, timeLimit, unlimited } from "./program.ts";

const failing = { [deploy]: unlimited, "bakewell.yaml": policy(timeLimit) };

describe("plan", () => {
  it.each([
    ["text", /^deploy {2}github-actions {2}\.github\/workflows\/deploy\.yml:\d+:\d+\n/],
    ["json", /^\{\n {2}"schema": "bakewell\.plans\/1",\n {2}"plans": \[\n/],
    ["mermaid", /^flowchart LR\n {2}subgraph p0\["deploy"\]\n {4}p0s0\["production"\]\n {2}end\n$/],
    ["svg", /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/],
  ])("shows how things reach production as %s", (format, shown) => {
    const { stdout, stderr, status } = bakewell({ cwd: folderOf(failing) }, "plan", "--format", format);
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
    expect(stdout).toMatch(shown);
  });

  it("is narrowed to files, and says where there is none", () => {
    const cwd = repositoryOf({
      ...failing,
      ".github/workflows/other.yml": unlimited.replace("name: deploy", "name: other"),
    });
    const names = (...args: readonly string[]) =>
      (JSON.parse(bakewell({ cwd }, "plan", "-f", "json", ...args).stdout) as { plans: { name: string }[] }).plans.map(
        ({ name }) => name,
      );
    expect(names()).toEqual(["deploy", "other"]);
    expect(names(".github/workflows/other.yml")).toEqual(["other"]);
    expect(bakewell({ cwd: folderOf() }, "plan")).toEqual({
      stdout: "",
      stderr: "no plan was found: nothing here that Bakewell reads deploys or publishes anything\n",
      status: 0,
    });
  });

  it("takes the tiers of the policy", () => {
    const cwd = folderOf({
      [deploy]: limited.replaceAll("production", "blue"),
      "p.yaml": `tiers: { production: [blue] }\n${policy(timeLimit)}`,
    });
    expect(bakewell({ cwd }, "plan").stdout).toMatch(/^ {6}tier {10}unknown: /m);
    expect(bakewell({ cwd }, "plan", "--policy", "p.yaml").stdout).toMatch(/^ {6}tier {10}production {2}/m);
  });
});

describe("explain", () => {
  it.each(["readable", "bake-time"])("shows the page of %s", (rule) => {
    const { stdout, status } = bakewell({ cwd: "/" }, "explain", rule);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# /);
  });

  it("gives a page as JSON", () => {
    const { stdout } = bakewell({ cwd: "/" }, "explain", "bake-time", "--format", "json");
    expect(JSON.parse(stdout)).toEqual({
      schema: "bakewell.explain/1",
      rule: "bake-time",
      page: expect.stringMatching(/^# /),
    });
  });

  it("says of a finding which clause asked", () => {
    const text = `extends: [tiers]\nname: shop\nclauses:\n  - must: { time-limit: {} }\n  - { where: { tier: staging }, must: { time-limit: {} } }\n  - { from: 2100-01-01, must: { time-limit: {} } }\n  - { cites: 'a "b" c', where: { tier: production }, should: { time-limit: { longest: PT30M } } }\n`;
    const cwd = folderOf({ ...failing, "bakewell.yaml": text });
    expect(bakewell({ cwd }, "explain", "--finding", `${deploy}:8`)).toEqual({
      stdout: `time-limit: fail
  deploy production may take 6 h, the platform's default: more than 30 min
  decided at ${deploy}:8:3
  give it a time limit of 30 min or less
  The policy's clauses on it, in order:
    must at bakewell.yaml:4: speaks of it
    must at bakewell.yaml:5: speaks of others
    must at bakewell.yaml:6: is not in force yet
  → should at bakewell.yaml:7: speaks of it, and decides (a "b" c)
`,
      stderr: "",
      status: 0,
    });
    const { findings } = JSON.parse(bakewell({ cwd }, "explain", "--finding", `./${deploy}:8:3`, "-f", "json").stdout);
    expect(findings[0].clauses.map(({ decides }: { decides: boolean }) => decides)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(bakewell({ cwd }, "explain", "--finding", `${deploy}:8`, "--at", "2101-01-01").stdout).toContain(
      "must at bakewell.yaml:6: speaks of it\n",
    );
  });

  it.each([
    [[], "nothing to explain is named"],
    [["bake-tme"], "there is no rule `bake-tme`"],
    [["--finding", "deploy.yml"], "`deploy.yml` is not a place"],
    [["--finding", `${deploy}:1000`], `there is no finding at ${deploy}:1000`],
  ])("refuses %j", (args, message) => {
    const { stderr, status } = bakewell({ cwd: folderOf(failing) }, "explain", ...args);
    expect([stderr.split("\n")[0], status]).toEqual([`error: ${message}`, 2]);
  });
});

it("rules lists every rule, in both formats", () => {
  const { stdout } = bakewell({ cwd: "/" }, "rules");
  for (const id of ruleIds) expect(stdout).toMatch(new RegExp(`^${id} +\\S`, "m"));
  const { rules }: { rules: { id: string; statements: unknown[] }[] } = JSON.parse(
    bakewell({ cwd: "/" }, "rules", "-f", "json").stdout,
  );
  expect(rules.map(({ id }) => id).toSorted()).toEqual([...ruleIds].toSorted());
});

describe("policy", () => {
  it("lint says that a policy is valid", () => {
    const { stdout, status } = bakewell({ cwd: folderOf(failing) }, "policy", "lint");
    expect([stdout, status]).toEqual([
      expect.stringMatching(/^shop is valid: 1 clause \(bakewell\.yaml, sha256:[0-9a-f]{12}\)\n$/),
      0,
    ]);
    for (const name of ["essential", "safe-deployment"])
      expect(bakewell({ cwd: folderOf() }, "policy", "lint", name).status).toBe(0);
  });

  it("lint says every mistake at once, each at its place", () => {
    const text = `name: shop
ownr: me
extends: [esential]
clauses:
  - mst: { bake-time: {} }
  - must: { bake-tme: {}, bake-time: { minimum: P1M } }
`;
    const { stdout, stderr, status } = bakewell({ cwd: folderOf({ "bakewell.yaml": text }) }, "policy", "lint");
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    const at = [...stderr.matchAll(/^error: bakewell\.yaml:(\d+):\d+: /gm)].map(([, line]) => line);
    expect(at).toEqual(["2", "5", "5", "6", "6"]);
    expect(stderr).toContain("did you mean `bake-time`?");
  });

  it.each([
    ["", 2],
    ["- a\n", 2],
    ["name: [\n", 2],
    [`name: x\nextends: [./bakewell.yaml]\nclauses: []\n`, 2],
    [`name: x\nextends: [../../../../etc/passwd]\nclauses: []\n`, 2],
    [`a: &a [${"*a,".repeat(3)}]\n`, 2],
    [`name: x\nclauses: ${"[".repeat(20_000)}\n`, 2],
    [
      `name: x\nx: &l0 [1]\n${Array.from({ length: 30 }, (_, i) => `y${i}: &l${i + 1} [*l${i}, *l${i}, *l${i}]`).join("\n")}\nclauses: *l30\n`,
      2,
    ],
  ])("lint of %j is a mistake, and no bug", (text, status) => {
    expect(bakewell({ cwd: folderOf({ "bakewell.yaml": text }) }, "policy", "lint")).toMatchObject({
      stdout: "",
      status,
    });
  });

  it("show gives the clauses of each rule, in both formats", () => {
    const cwd = folderOf({
      "bakewell.yaml": `name: shop\nclauses:\n  - { where: { tier: [production, staging] }, must: { time-limit: { longest: PT90M } } }\n  - { from: 2100-01-01, need-not: [time-limit] }\n`,
    });
    expect(bakewell({ cwd }, "policy", "show").stdout).toContain(
      "\ntime-limit\n  must     where tier is production or staging, longest 1 h 30 min  bakewell.yaml:3\n  need-not everywhere, from 2100-01-01 on  bakewell.yaml:4\n",
    );
    expect(bakewell({ cwd }, "policy", "show", "--at", "2100-01-01").stdout).toContain(
      "  need-not everywhere  bakewell.yaml:4\n",
    );
    const { rules }: { rules: { rule: string; clauses: unknown[] }[] } = JSON.parse(
      bakewell({ cwd }, "policy", "show", "-f", "json").stdout,
    );
    expect(rules.find(({ rule }) => rule === "time-limit")?.clauses).toHaveLength(2);
    expect(rules.map(({ rule }) => rule)).toEqual([...ruleIds]);
  });
});

describe("init", () => {
  it("shows what it would write, and writes nothing without a terminal to ask at", () => {
    const cwd = repositoryOf({ [deploy]: limited });
    const { stdout, stderr, status } = bakewell({ cwd, input: "y\n" }, "init");
    expect(status).toBe(0);
    for (const path of ["bakewell.yaml", ".pre-commit-config.yaml", ".github/workflows/bakewell.yml"])
      expect(stdout).toContain(`\nnew: ${path}\n`);
    expect(stderr).toBe(
      "nothing was written: there is no terminal to ask at; run `bakewell init --yes` to write these files\n",
    );
    expect(readdirSync(cwd).toSorted()).toEqual([".git", ".github"]);
  });

  it("writes files that work, once", () => {
    const cwd = repositoryOf({
      [deploy]: limited.replaceAll("production", "blue"),
      "docs/a.md": "",
    });
    const first = bakewell({ cwd: join(cwd, "docs") }, "init", "--yes");
    expect(first.stdout).toMatch(
      /\nwrote bakewell\.yaml\nwrote \.pre-commit-config\.yaml\nwrote \.github\/workflows\/bakewell\.yml\n$/,
    );
    expect(readFileSync(join(cwd, "bakewell.yaml"), "utf8")).toContain('#   "blue"\n');
    expect(bakewell({ cwd }, "policy", "lint").status).toBe(0);
    expect(bakewell({ cwd }, "check", "--only", "readable").status).toBe(0);
    const { stdout, status } = bakewell({ cwd }, "init", "--yes");
    expect([stdout.split("\n")[1], status]).toEqual([
      "Nothing to write: a policy, a pre-commit entry and a CI job are there.",
      0,
    ]);
  });

  it("keeps what is there: policies, jobs, hooks and their comments", () => {
    const hooks = `# Ours, in this order.
default_stages: [pre-commit]
repos:
  # Spaces first.
  - repo: https://github.com/pre-commit/pre-commit-hooks
    rev: v5.0.0 # the last one
    hooks:
      - id: trailing-whitespace
        args: ["--markdown-linebreak-ext=md"]
`;
    const kept = { "bakewell.yaml": policy(timeLimit), ".github/workflows/bakewell.yml": limited };
    const cwd = folderOf({ ...kept, ".pre-commit-config.yaml": hooks });
    bakewell({ cwd: "/" }, "init", "--yes", "--repository", cwd);
    for (const [path, text] of Object.entries(kept)) expect(readFileSync(join(cwd, path), "utf8")).toBe(text);
    const now = readFileSync(join(cwd, ".pre-commit-config.yaml"), "utf8");
    expect(now).toMatch(
      /^  - repo: https:\/\/github\.com\/bakewell\/bakewell\n    rev: v\d+\.\d+\.\d+\n    hooks:\n      - id: bakewell\n$/m,
    );
    expect(now.startsWith(hooks)).toBe(true);
  });

  it.each(["repos: x\n", "[\n", "- a\n"])("leaves hooks alone that it cannot read: %j", (text) => {
    const cwd = folderOf({ ".pre-commit-config.yaml": text });
    expect(bakewell({ cwd }, "init", "--yes").status).toBe(0);
    expect(readFileSync(join(cwd, ".pre-commit-config.yaml"), "utf8")).toBe(text);
  });

  it("writes nothing through a link that leads out of the repository", () => {
    const outside = folderOf();
    mkdirSync(join(outside, "workflows"));
    const cwd = folderOf({ ".gitlab-ci.yml": "x: 1\n" });
    symlinkSync(outside, join(cwd, ".github"));
    write(cwd, { "a.yaml": "" });
    bakewell({ cwd }, "init", "--yes");
    expect(readdirSync(join(outside, "workflows"))).toEqual([]);
  });

  it("needs a folder that is there", () => {
    expect(bakewell({ cwd: "/" }, "init", "--repository", "/none/at/all")).toMatchObject({ stdout: "", status: 2 });
  });
});
