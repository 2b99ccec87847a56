import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateReport } from "#schema/report-validator.ts";
import { commit, folderOf, git, plain, repositoryOf, write } from "../repository/temporary.ts";
import { bakewell, deploy, limited, policy, program, timeLimit, unlimited, workflow } from "./program.ts";

const failing = { [deploy]: unlimited, "bakewell.yaml": policy(timeLimit) };
const passing = { [deploy]: limited, "bakewell.yaml": policy(timeLimit) };
const line = "  8:3  fail     deploy production may take 6 h, the platform's default: more than 30 min  time-limit\n";
const counts = (fail: number, pass: number) =>
  `1 plan, 1 stage: ${fail} must fail, 0 should fail, 0 unknown, ${pass} pass, 0 not applicable (policy shop)\n`;

describe("the exit code", () => {
  it("is 1 where a must fails, and says where and what to do", () => {
    expect(bakewell({ cwd: folderOf(failing) }, "check")).toEqual({
      stdout: `${deploy}\n${line}                give it a time limit of 30 min or less\n\n${counts(1, 0)}`,
      stderr: "",
      status: 1,
    });
  });

  it("is 0 where every must passes", () => {
    expect(bakewell({ cwd: folderOf(passing) }, "check")).toEqual({ stdout: counts(0, 1), stderr: "", status: 0 });
  });

  it("is 0 where there is nothing to check, which is said", () => {
    const { stderr, status } = bakewell({ cwd: folderOf({ "a.txt": "" }) }, "check");
    expect({ stderr, status }).toEqual({
      stderr: "nothing to check: no deployment configuration that Bakewell reads was found\n",
      status: 0,
    });
  });

  it.each([
    ["must", "must", "must", 1],
    ["must", "should", "must", 1],
    ["must", "never", "must", 0],
    ["should", "must", "should", 0],
    ["should", "should", "should", 1],
    ["should", "never", "should", 0],
  ])("of a %s that fails with --fail-on %s", (strength, failOn, _, status) => {
    const cwd = folderOf({ ...failing, "bakewell.yaml": policy(timeLimit.replace("must", strength)) });
    expect(bakewell({ cwd }, "check", "--fail-on", failOn).status).toBe(status);
    expect(bakewell({ cwd, env: { BAKEWELL_FAIL_ON: failOn } }, "check").status).toBe(status);
  });

  it.each([
    ["show", 0, true],
    ["fail", 1, true],
    ["hide", 0, false],
  ])("of what is unknown with --unknown %s", (unknown, status, isShown) => {
    const cwd = folderOf({ [deploy]: limited, "bakewell.yaml": policy("must: { approval: { count: 1 } }") });
    const said = bakewell({ cwd }, "check", "--unknown", unknown);
    expect(said.status).toBe(status);
    expect(/^ {2}\d+:\d+ {2}unknown {2}/m.test(said.stdout)).toBe(isShown);
    expect(bakewell({ cwd, env: { BAKEWELL_UNKNOWN: unknown } }, "check").status).toBe(status);
  });

  it("is 3 for a bug, which is said to be one", () => {
    const first = "Map.groupBy = () => { throw new TypeError('broken \\u001B[31m on purpose') }";
    const { stdout, stderr, status } = bakewell({ cwd: folderOf(failing), first }, "check");
    expect({ stdout, status }).toEqual({ stdout: "", status: 3 });
    expect(stderr).toMatch(
      /^error: this is a bug in Bakewell \d+\.\d+\.\d+: broken {2}on purpose\n {2}please report it; BAKEWELL_DEBUG=1 adds the stack\n$/,
    );
    expect(bakewell({ cwd: folderOf(failing), first, env: { BAKEWELL_DEBUG: "1" } }, "check").stderr).toContain(
      "TypeError: broken",
    );
  });

  it.each([
    [["--only", "tme-limit"], "there is no rule `tme-limit`", "did you mean `time-limit`?"],
    [["--skip", "bake-time,aproval"], "there is no rule `aproval`", "did you mean `approval`?"],
    [["--only", ""], "--only names no rule", "`bakewell rules` lists the rules"],
    [["--policy", "esential"], "there is no built-in policy `esential`", "did you mean `essential`?"],
    [
      ["--policy", "none.yaml"],
      "the policy none.yaml cannot be read",
      "name a file, or a built-in policy: essential, safe-deployment, tiers",
    ],
    [["--policy-from", "none"], "`none` is not a revision of ROOT", undefined],
    [["--new-since", "none"], "`none` is not a revision of ROOT", undefined],
    [["--changed-since", "none"], "`none` is not a revision of ROOT", undefined],
    [
      ["--at", "2027-02-30"],
      "`2027-02-30` is not a time",
      "write a day or a time with its zone: 2027-01-01 or 2027-01-01T09:00:00Z",
    ],
    [["--at", "2027-01-01T09:00"], "`2027-01-01T09:00` is not a time", undefined],
    [["--format", "sarf"], "there is no format `sarf`", "did you mean `sarif`?"],
    [["--format", "json="], "`json=` names no file", "write --format json=FILE"],
    [
      ["-f", "json", "-f", "junit"],
      "json and junit would both go to standard output",
      "give all but one a file: --format sarif=bakewell.sarif",
    ],
    [["-f", "json=a", "-f", "junit=./a"], "two formats would both go to ROOT/a", "give each a file of its own"],
    [
      ["-f", "json=none/a"],
      "none/a cannot be written (ENOENT)",
      "name a file in a folder that is there and may be written to",
    ],
    [["none"], "none is not there", "name a repository, a folder or files of one repository"],
    [
      [".", "bakewell.yaml"],
      "found 2 paths with a folder among them",
      "name one folder, or only files of one repository",
    ],
    [
      ["/etc/hosts", "bakewell.yaml"],
      "bakewell.yaml is not a file of the repository /etc",
      "name files of one repository",
    ],
    [["-"], "`-` has no file name", "say where the text would stand: --stdin-filename .github/workflows/deploy.yml"],
    [["-", "bakewell.yaml"], "`-` stands beside other paths", "read one document from standard input"],
    [
      ["-", "--stdin-filename", "../x.yml"],
      "../x.yml is not a file of the repository ROOT",
      "name files of one repository",
    ],
    [["--unknown", "maybe"], "expected --unknown=maybe to be one of: show, fail, hide", undefined],
    [
      ["--staged", "--changed-since", "main"],
      "the following error occurred: --changed-since=main cannot also be provided when using --staged",
      undefined,
    ],
  ])("is 2 for %j", (args, message, hint) => {
    const cwd = repositoryOf(failing);
    const { stdout, stderr, status } = bakewell({ cwd }, "check", ...args);
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    const [said, advice] = stderr.split("\n");
    expect(said).toBe(`error: ${message.replace("ROOT", cwd)}`);
    expect(advice?.trim()).toBe(hint ?? advice?.trim());
    expect(readdirSync(cwd).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("is 2 for a mistake in the policy, at its place and without its control characters", () => {
    const cwd = folderOf({
      [deploy]: limited,
      "bakewell.yaml": 'name: shop\nclauses:\n  - must: { "tme-\\e[31mlimit\\u202E": {} }\n',
    });
    const { stderr, status } = bakewell({ cwd }, "check");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: bakewell\.yaml:3:\d+: /);
    expect(stderr).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
  });

  it.each(["__proto__", "constructor", "toString"])("is 2 for a policy with `%s` among its keys", (key) => {
    for (const text of [
      `${key}: {}\n${policy(timeLimit)}`,
      policy(`{ must: { ${key}: {} } }`),
      policy(`{ must: { time-limit: { ${key}: 1 } } }`),
      policy(`{ where: { ${key}: x }, must: { time-limit: {} } }`),
      `tiers: { ${key}: [x] }\n${policy(timeLimit)}`,
    ])
      expect([text, bakewell({ cwd: folderOf({ ...passing, "bakewell.yaml": text }) }, "check").status]).toEqual([
        text,
        2,
      ]);
  });
});

describe("the policy", () => {
  it("is the repository's own, in the order of the places", () => {
    const others = {
      ".github/bakewell.yaml": policy(timeLimit, "github"),
      ".config/bakewell.yaml": policy(timeLimit, "config"),
    };
    const cwd = folderOf({ ...passing, ...others });
    const name = () => /\(policy (.*)\)/.exec(bakewell({ cwd }, "check").stdout)?.[1];
    expect(name()).toBe("shop");
    rmSync(join(cwd, "bakewell.yaml"));
    expect(name()).toBe("github");
    rmSync(join(cwd, ".github/bakewell.yaml"));
    expect(name()).toBe("config");
    rmSync(join(cwd, ".config/bakewell.yaml"));
    expect(name()).toBe("essential");
    expect(bakewell({ cwd }, "check").stdout).toContain(
      "There is no policy file here, so the built-in policy essential applies; `bakewell init` writes one.\n",
    );
  });

  it("is named: a built-in one, a file here or elsewhere, from a subfolder", () => {
    const elsewhere = folderOf({ "p.yaml": policy(timeLimit, "elsewhere") });
    const cwd = repositoryOf({ ...passing, "policies/p.yaml": policy(timeLimit, "here") });
    const name = (named: string, from = cwd) =>
      /\(policy (.*)\)/.exec(bakewell({ cwd: from }, "check", "--policy", named).stdout)?.[1];
    expect(name("safe-deployment")).toBe("safe-deployment");
    expect(name("policies/p.yaml")).toBe("here");
    expect(name("p.yaml", join(cwd, "policies"))).toBe("here");
    expect(name(join(elsewhere, "p.yaml"))).toBe("elsewhere");
    expect(/\(policy (.*)\)/.exec(bakewell({ cwd, env: { BAKEWELL_POLICY: "essential" } }, "check").stdout)?.[1]).toBe(
      "essential",
    );
  });

  it("of a revision cannot be weakened by the change that it judges", () => {
    const base = {
      [deploy]: unlimited,
      "bakewell.yaml": `extends: [./base.yaml]\n${policy("must: { readable: {} }")}`,
      "base.yaml": policy(timeLimit, "base"),
    };
    const cwd = repositoryOf(base);
    git(cwd, "checkout", "--quiet", "-b", "change");
    write(cwd, {
      "base.yaml": policy("must: { readable: {} }", "base"),
      "new.yaml": policy("must: { readable: {} }", "new"),
    });
    expect(bakewell({ cwd }, "check").status).toBe(0);
    expect(bakewell({ cwd }, "check", "--policy-from", "main").status).toBe(1);
    expect(bakewell({ cwd, env: { BAKEWELL_POLICY_FROM: "main" } }, "check").status).toBe(1);
    expect(bakewell({ cwd }, "check", "--policy-from", "main", "--policy", "base.yaml").status).toBe(1);
    // A file that the revision does not have is not taken from the change.
    expect(bakewell({ cwd }, "check", "--policy-from", "main", "--policy", "new.yaml")).toEqual({
      stdout: "",
      stderr:
        "error: the policy new.yaml cannot be read at main\n  name a file, or a built-in policy: essential, safe-deployment, tiers\n",
      status: 2,
    });
    rmSync(join(cwd, "bakewell.yaml"));
    expect(bakewell({ cwd }, "check", "--policy-from", "main").status).toBe(1);
    commit(cwd, "Weaken");
    expect(bakewell({ cwd }, "check", "--policy-from", "main").status).toBe(1);
  });

  it("is in force from its days on", () => {
    const cwd = folderOf({
      ...failing,
      "bakewell.yaml": policy("{ from: 2027-01-01, must: { time-limit: { longest: PT30M } } }"),
    });
    expect(bakewell({ cwd }, "check", "--at", "2026-12-31").status).toBe(0);
    expect(bakewell({ cwd }, "check", "--at", "2027-01-01").status).toBe(1);
    expect(
      bakewell({ cwd, env: { BAKEWELL_AT: "2027-01-01T09:00:00+02:00" } }, "check", "-f", "json").stdout,
    ).toContain('"at": "2027-01-01T07:00:00Z"');
  });

  it("is asked for some rules only", () => {
    const cwd = folderOf({
      ...failing,
      "bakewell.yaml": policy("must: { time-limit: { longest: PT30M }, readable: {}, approval: {} }"),
    });
    const rules = (...args: readonly string[]) => {
      const { findings }: { findings: { rule: string }[] } = JSON.parse(
        bakewell({ cwd }, "check", "-f", "json", ...args).stdout,
      );
      return [...new Set(findings.map(({ rule }) => rule))].toSorted();
    };
    expect(rules()).toEqual(["approval", "readable", "time-limit"]);
    expect(rules("--only", "readable, approval")).toEqual(["approval", "readable"]);
    expect(rules("--skip", "time-limit")).toEqual(["approval", "readable"]);
    expect(rules("--only", "readable,approval", "--skip", "approval")).toEqual(["readable"]);
  });
});

describe("what is looked at", () => {
  const other = ".github/workflows/other.yml";
  const files = { ...failing, [other]: unlimited.replace("name: deploy", "name: other") };
  const placed = (cwd: string, ...args: readonly string[]): readonly string[] => {
    const { stdout, stderr } = bakewell({ cwd }, "check", "-f", "json", ...args);
    expect(stderr).toBe("");
    const { findings }: { findings: { outcome: string; places: { file: string }[] }[] } = JSON.parse(stdout);
    return findings.map(({ outcome, places }) => `${outcome} ${places[0]?.file}`).toSorted();
  };
  const both = [`fail ${deploy}`, `fail ${other}`];

  it("is the repository around the current folder, a folder, or files of it", () => {
    const cwd = repositoryOf({ ...files, "docs/a.md": "" });
    expect(placed(cwd)).toEqual(both);
    expect(placed(join(cwd, "docs"))).toEqual(both);
    expect(placed("/", cwd)).toEqual(both);
    expect(placed(cwd, deploy)).toEqual([`fail ${deploy}`]);
    expect(placed(join(cwd, ".github"), "workflows/other.yml")).toEqual([`fail ${other}`]);
    expect(placed("/", join(cwd, deploy), join(cwd, other))).toEqual(both);
    expect(placed(cwd, "docs/a.md")).toEqual([]);
  });

  it("is judged from the whole repository where only files of it are named", () => {
    const called =
      "on: workflow_call\njobs:\n  production:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:\n      - run: helm upgrade shop ./chart --namespace production\n";
    const caller = (name: string) =>
      `name: same\non: push\njobs:\n  ${name}:\n    uses: ./.github/workflows/called.yml\n`;
    const cwd = repositoryOf({
      "bakewell.yaml": policy(timeLimit),
      ".github/workflows/called.yml": called,
      ".github/workflows/a.yml": caller("a"),
      ".github/workflows/b.yml": caller("b"),
    });
    const count = (file: string) => placed(cwd, `.github/workflows/${file}.yml`).length;
    // Two plans of one name: each file shows its own, and the file that both call shows both.
    expect([count("a"), count("b"), count("called")]).toEqual([1, 1, 2]);
  });

  it("is standard input in place of a file, beside the other files", () => {
    const cwd = repositoryOf(files);
    expect(bakewell({ cwd, input: limited }, "check", "-", "--stdin-filename", deploy)).toMatchObject({ status: 0 });
    expect(
      bakewell({ cwd, input: unlimited }, "check", "-", "--stdin-filename", ".github/workflows/new.yml"),
    ).toMatchObject({ status: 1 });
    expect(
      bakewell({ cwd: join(cwd, ".github"), input: limited }, "check", "-", "--stdin-filename", "workflows/deploy.yml"),
    ).toMatchObject({ status: 0 });
    expect(
      bakewell({ cwd, input: "\u0000\u0001" }, "check", "-", "--policy", "essential", "--stdin-filename", deploy),
    ).toMatchObject({ status: 1 });
  });

  it("is what is staged", () => {
    const cwd = repositoryOf({ ...passing, [other]: unlimited });
    write(cwd, { [deploy]: unlimited });
    expect(bakewell({ cwd }, "check", "--staged")).toMatchObject({ status: 0 });
    git(cwd, "add", deploy);
    write(cwd, { [deploy]: limited });
    expect(placed(cwd, "--staged")).toEqual([`fail ${deploy}`]);
    expect(placed(cwd, "--staged", other)).toEqual([]);
    expect(bakewell({ cwd }, "check", "--staged")).toMatchObject({ status: 1 });
  });

  it("is what is staged before the first commit, and in the hook of a commit of everything", () => {
    const cwd = folderOf(failing);
    git(cwd, "init", "--quiet");
    git(cwd, "add", "--all");
    expect(placed(cwd, "--staged")).toEqual([`fail ${deploy}`]);
    write(cwd, { [deploy]: limited });
    commit(cwd, "Begin");
    write(cwd, { ".git/hooks/pre-commit": `#!/bin/sh\nexec ${process.execPath} ${program} check --staged\n` });
    chmodSync(join(cwd, ".git/hooks/pre-commit"), 0o755);
    write(cwd, { [deploy]: unlimited });
    expect(() => git(cwd, "commit", "--quiet", "--all", "--message", "Worse")).toThrow("Command failed");
    write(cwd, { [deploy]: workflow("    timeout-minutes: 10\n") });
    git(cwd, "commit", "--quiet", "--all", "--message", "Better");
  });

  it("is what changed since a revision", () => {
    const cwd = repositoryOf(files);
    expect(placed(cwd, "--changed-since", "HEAD")).toEqual([]);
    write(cwd, { [other]: unlimited });
    expect(placed(cwd, "--changed-since", "HEAD")).toEqual([`fail ${other}`]);
    expect(placed(cwd, "--changed-since", "HEAD", deploy)).toEqual([]);
  });
});

describe("the ratchet", () => {
  const since = (cwd: string, ...args: readonly string[]) => bakewell({ cwd }, "check", "--new-since", "HEAD", ...args);
  const note = (standing: number, mended: number) =>
    `${standing} of the failures stand at HEAD already and are not shown; ${mended} that it has are mended.\n`;

  it("fails only on what a revision does not have, counts the rest and says what was mended", () => {
    const other = ".github/workflows/other.yml";
    const cwd = repositoryOf(failing);
    expect(since(cwd)).toEqual({ stdout: `${note(1, 0)}${counts(0, 0)}`, stderr: "", status: 0 });
    write(cwd, { [other]: unlimited.replace("name: deploy", "name: other") });
    expect(since(cwd)).toMatchObject({ stdout: expect.stringContaining(note(1, 0)), status: 1 });
    write(cwd, { [deploy]: limited });
    expect(since(cwd)).toMatchObject({ stdout: expect.stringContaining(note(0, 1)), status: 1 });
    expect(since(cwd, deploy)).toMatchObject({ status: 0 });
    expect(bakewell({ cwd, env: { BAKEWELL_NEW_SINCE: "HEAD" } }, "check")).toMatchObject({ status: 1 });
  });

  it("holds lines apart from what they say", () => {
    const cwd = repositoryOf(failing);
    write(cwd, { [deploy]: `# moved\n\n${unlimited}` });
    expect(since(cwd)).toMatchObject({ status: 0 });
  });

  it("looks at the text on standard input against the revision's own", () => {
    const cwd = repositoryOf(passing);
    const args = ["check", "-", "--stdin-filename", deploy, "--new-since", "HEAD"];
    expect(bakewell({ cwd, input: unlimited }, ...args)).toMatchObject({ status: 1 });
    expect(bakewell({ cwd, input: limited }, ...args)).toMatchObject({ status: 0 });
  });

  it("holds for what is unknown where that fails", () => {
    const cwd = repositoryOf({ [deploy]: limited, "bakewell.yaml": policy("must: { approval: { count: 1 } }") });
    expect(bakewell({ cwd }, "check", "--unknown", "fail")).toMatchObject({ status: 1 });
    expect(since(cwd, "--unknown", "fail")).toMatchObject({ stdout: expect.stringContaining(note(1, 0)), status: 0 });
  });

  it("works from before there was anything", () => {
    const cwd = repositoryOf({ "bakewell.yaml": policy(timeLimit) });
    write(cwd, { [deploy]: unlimited });
    expect(since(cwd)).toMatchObject({ stdout: expect.stringContaining(note(0, 0)), status: 1 });
  });
});

describe("the output", () => {
  it("can be of several formats at once, in files that are whole", () => {
    const cwd = folderOf({ ...failing, "out.json": "old" });
    mkdirSync(join(cwd, "reports"));
    const { stdout, status } = bakewell(
      { cwd },
      "check",
      "-f",
      "text",
      "-f",
      "json=out.json",
      "--format=sarif=reports/a=b.sarif",
      "-f",
      "junit=reports/c.xml",
    );
    expect({ stdout: stdout.includes(line), status }).toEqual({ stdout: true, status: 1 });
    const document: unknown = JSON.parse(readFileSync(join(cwd, "out.json"), "utf8"));
    expect(validateReport(document) || validateReport.errors).toBe(true);
    expect(readFileSync(join(cwd, "reports/a=b.sarif"), "utf8")).toContain('"version": "2.1.0"');
    expect(readdirSync(join(cwd, "reports")).toSorted()).toEqual(["a=b.sarif", "c.xml"]);
  });

  it("takes one word for a format, and the next for a path", () => {
    const cwd = folderOf(failing);
    expect(bakewell({ cwd: "/" }, "check", "-f", "json", cwd).stdout.startsWith("{\n")).toBe(true);
    expect(bakewell({ cwd, env: { BAKEWELL_FORMAT: "json" } }, "check").stdout.startsWith("{\n")).toBe(true);
  });

  it("is coloured only where that is asked, and never in files", () => {
    const cwd = folderOf(failing);
    const isColored = (text: string) => text.includes("\u001B[31m");
    expect(isColored(bakewell({ cwd }, "check").stdout)).toBe(false);
    expect(isColored(bakewell({ cwd }, "check", "--color", "always").stdout)).toBe(true);
    expect(isColored(bakewell({ cwd, env: { NO_COLOR: "1" } }, "check", "--color", "always").stdout)).toBe(true);
    expect(isColored(bakewell({ cwd }, "check", "--color", "never").stdout)).toBe(false);
    bakewell({ cwd }, "check", "--color", "always", "-f", "text=out.txt");
    expect(isColored(readFileSync(join(cwd, "out.txt"), "utf8"))).toBe(false);
  });

  it("lists passes where that is asked", () => {
    const { stdout } = bakewell({ cwd: folderOf(passing) }, "check", "--passes");
    expect(stdout).toMatch(/^ {2}\d+:\d+ {2}pass {5}deploy production /m);
  });

  it("that is closed early ends the program quietly, with its own exit code", async () => {
    const cwd = folderOf(failing);
    const child = spawn(process.execPath, [program, "check", "-f", "json"], {
      cwd,
      env: plain,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let said = "";
    child.stderr.on("data", (chunk) => (said += chunk));
    const status = await new Promise((resolve) => child.on("close", resolve));
    expect({ said, status }).toEqual({ said: "", status: 1 });
  });

  it("writes nothing into the repository", () => {
    const cwd = repositoryOf(failing);
    bakewell({ cwd }, "check");
    expect(git(cwd, "status", "--porcelain", "--ignored")).toBe("");
    expect(existsSync(join(cwd, ".bakewell"))).toBe(false);
  });
});
