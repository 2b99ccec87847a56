import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commit, folderOf, git, repositoryOf } from "../repository/temporary.ts";
import { environment, environments, managers, mina, reviewers, ruleset, rulesetList } from "../settings/answers.ts";
import { bakewell, deploy, limited, policy } from "./program.ts";

const approval = "must: { approval: { count: 1, from: ['team:acme/release-managers'] } }";
const at = ["--at", "2026-12-01"] as const;
const captured = ["--captured", "2026-11-20T09:00:00Z"] as const;

const shop = (answers: Readonly<Record<string, unknown>> = {}): string =>
  repositoryOf({
    [deploy]: limited,
    "bakewell.yaml": policy(approval),
    ...Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, JSON.stringify(answer)])),
  });
const folder = ".bakewell/settings";
const fromEnvironment = `${folder}/github-actions-environment-production.yaml`;

interface Found {
  readonly rule: string;
  readonly outcome: string;
  readonly reason: string;
  readonly places: readonly { readonly file: string; readonly line: number; readonly column: number }[];
}

const findings = (cwd: string, ...args: readonly string[]): readonly Found[] => {
  const { stdout } = bakewell({ cwd }, "check", "--format", "json", "--only", "approval", ...args);
  return (JSON.parse(stdout) as { findings: readonly Found[] }).findings;
};

describe("settings import", () => {
  it("writes what it keeps, and says what and as of when", () => {
    const cwd = shop({ "e.json": environment("production", [reviewers(managers)]) });
    expect(bakewell({ cwd }, "settings", "import", "e.json", ...captured)).toEqual({
      stdout: `wrote ${fromEnvironment}, captured 2026-11-20T09:00:00Z (--captured)\n`,
      stderr: "",
      status: 0,
    });
    const text = readFileSync(join(cwd, fromEnvironment), "utf8");
    expect(text.replace(/[0-9a-f]{64}/, "…"))
      .toBe(`# yaml-language-server: $schema=https://bakewell.dev/schemas/settings.schema.json
schema: bakewell.settings/1
platform: github-actions
kind: environment
name: production
repository: acme/shop
captured: 2026-11-20T09:00:00Z
digest: sha256:…
environments:
  - name: production
    reviewers:
      - team:acme/release-managers
    prevent-self-review: true
    admins-bypass: false
    wait: 0
    branches: any
    other-rules: []
`);
    bakewell({ cwd }, "settings", "import", "e.json", ...captured);
    expect(readFileSync(join(cwd, fromEnvironment), "utf8")).toBe(text);
    expect(readdirSync(join(cwd, folder))).toEqual(["github-actions-environment-production.yaml"]);
  });

  it("takes the time of the file where none is given, and says so", () => {
    const cwd = shop({ "e.json": environment("production") });
    utimesSync(join(cwd, "e.json"), new Date("2026-11-18T08:30:00Z"), new Date("2026-11-18T08:30:00Z"));
    expect(bakewell({ cwd }, "settings", "import", "e.json").stdout).toBe(
      `wrote ${fromEnvironment}, captured 2026-11-18T08:30:00Z (when the file was last changed)\n`,
    );
  });

  it("names the answers that are still needed", () => {
    const cwd = shop({ "r.json": rulesetList(42) });
    expect(bakewell({ cwd }, "settings", "import", "r.json", ...captured).stdout)
      .toBe(`wrote ${folder}/github-actions-rulesets-all.yaml, captured 2026-11-20T09:00:00Z (--captured)
  a list does not hold what rulesets say; the details of each are needed

Still needed:
  gh api repos/acme/shop/rulesets/42 > ruleset-42.json && bakewell settings import ruleset-42.json
`);
  });

  it("keeps what a file declares, and says that it is no more than that", () => {
    const cwd = shop();
    mkdirSync(join(cwd, ".github"), { recursive: true });
    writeFileSync(join(cwd, ".github/settings.yml"), "environments:\n  - name: production\n    wait_timer: 90\n");
    const { stdout, status } = bakewell({ cwd }, "settings", "import", ".github/settings.yml", ...captured);
    expect(status).toBe(0);
    expect(stdout.replace(/-[0-9a-f]{8}\.yaml/, "-….yaml"))
      .toBe(`wrote ${folder}/github-actions-configuration-github-settings.yml-….yaml, captured 2026-11-20T09:00:00Z (--captured)
  it is what the file declares, and not what the server said: whether it was applied is not known
`);
    const found = findings(cwd, ...at);
    expect(found).toMatchObject([{ outcome: "fail", reason: "begins without an approval" }]);
    expect(found[0]?.places[0]?.file).toContain("github-actions-configuration-github-settings.yml");
  });

  it("reads the files of Terraform of one folder as one", () => {
    const cwd = shop();
    mkdirSync(join(cwd, "infrastructure"));
    const write = (name: string, text: string) => writeFileSync(join(cwd, "infrastructure", name), text);
    write("main.tf", 'resource "github_repository_environment" "live" {\n  environment = var.live\n}\n');
    write("variables.tf", 'variable "live" { default = "production" }\n');
    const files = ["infrastructure/main.tf", "infrastructure/variables.tf"];
    expect(bakewell({ cwd }, "settings", "import", ...files, ...captured)).toEqual({
      stdout: `wrote ${folder}/github-actions-configuration-infrastructure.yaml, captured 2026-11-20T09:00:00Z (--captured)
  it is what the files declare, and not what the server said: whether it was applied is not known
`,
      stderr: "",
      status: 0,
    });
    const text = readFileSync(join(cwd, folder, "github-actions-configuration-infrastructure.yaml"), "utf8");
    expect(text).toContain("\nname: infrastructure/main.tf and 1 more\n");
    expect(findings(cwd, ...at)).toMatchObject([{ outcome: "fail", reason: "begins without an approval" }]);
    write("main.tf", "resource {");
    expect(bakewell({ cwd }, "settings", "import", ...files).stderr).toContain(
      "error: infrastructure/main.tf:1:11: infrastructure/main.tf is not HCL: has the end of the file where `}` belongs",
    );
    write("main.tf", 'resource "aws_instance" "a" {}\n');
    expect(bakewell({ cwd }, "settings", "import", ...files).stderr).toContain(
      "infrastructure/main.tf declares 1 resource, none of which is read\n  what is read: github_repository_environment,",
    );
  });

  it("names files apart whose names a file cannot have", () => {
    const cwd = shop({ "a.json": environment("../../etc"), "b.json": environment("..\\..\\etc") });
    expect(bakewell({ cwd }, "settings", "import", "a.json", "b.json", ...captured).status).toBe(0);
    const names = readdirSync(join(cwd, folder));
    expect(names).toHaveLength(2);
    expect(names.every((name) => /^github-actions-environment-[\w.-]+-[0-9a-f]{8}\.yaml$/.test(name))).toBe(true);
  });

  it.each([
    ["not-json.json", "{", /^error: not-json\.json:1:2: not-json\.json is not JSON/],
    ["empty.json", "", /^error: empty\.json:1:1: empty\.json is empty/],
    ["twice.json", "{}{}", /is not JSON: has `\{` where the end of the file belongs/],
    ["deep.json", "[".repeat(100_000), /^error: deep\.json/],
    ["other.json", '{"jobs": []}', /^error: other\.json:1:1: other\.json holds an object with `jobs`, where an answer/],
    ["proto.json", '{"__proto__": {"environments": []}}', /holds an object with `__proto__`/],
    [".env", "KEY=1", /^error: \.env looks like a file of secrets, and was not opened/],
    [".env.production", "KEY=1", /looks like a file of secrets/],
    ["deploy.pem", "KEY", /looks like a file of secrets/],
    ["terraform.tfvars", "key = 1", /looks like a file of secrets/],
    ["terraform.tfstate", "{}", /looks like a file of secrets/],
    ["missing", undefined, /^error: missing cannot be read/],
    ["huge.json", " ".repeat(6 * 1024 * 1024), /^error: huge\.json has more than the 5 MB that are read/],
  ])("refuses %s", (name, text, message) => {
    const cwd = shop();
    if (text !== undefined) writeFileSync(join(cwd, name), text);
    const { stdout, stderr, status } = bakewell({ cwd }, "settings", "import", name, ...captured);
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toMatch(message);
    expect(existsSync(join(cwd, folder))).toBe(false);
  });

  it("writes nothing where one of several is refused, or is of another repository", () => {
    const cwd = shop({ "e.json": environment("production"), "x.json": {} });
    expect(bakewell({ cwd }, "settings", "import", "e.json", "x.json").status).toBe(2);
    git(cwd, "remote", "add", "origin", "https://github.example/acme/other.git");
    expect(bakewell({ cwd }, "settings", "import", "e.json").stderr).toBe(
      "error: the answer is of acme/shop, and this repository is acme/other\n  export the settings of this repository, or name the other one: --repository DIR\n",
    );
    expect(existsSync(join(cwd, folder))).toBe(false);
  });

  it("writes through no link that leads out", () => {
    const cwd = shop({ "e.json": environment("production") });
    const outside = folderOf();
    mkdirSync(join(cwd, ".bakewell"));
    symlinkSync(outside, join(cwd, folder));
    expect(bakewell({ cwd }, "settings", "import", "e.json").status).toBe(2);
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe("check", () => {
  const imported = (rules: readonly object[], when = "2026-11-20T09:00:00Z"): string => {
    const cwd = shop({ "e.json": environment("production", rules) });
    bakewell({ cwd }, "settings", "import", "e.json", "--captured", when);
    return cwd;
  };

  it("knows what was exported, and where that stands", () => {
    expect(findings(imported([reviewers(managers)]), ...at)).toMatchObject([
      {
        outcome: "pass",
        reason:
          "waits for `production`; may not be approved by the author of the change or the one who starts the run; may not begin without `production`; asks 1 to approve; is approved by team:acme/release-managers",
        places: [
          { file: fromEnvironment, line: 11, column: 5 },
          { file: fromEnvironment, line: 13, column: 26 },
          { file: fromEnvironment, line: 14, column: 20 },
        ],
      },
    ]);
    expect(findings(imported([]), ...at)).toMatchObject([
      {
        outcome: "fail",
        reason: "begins without an approval",
        places: [{ file: fromEnvironment, line: 11, column: 5 }],
      },
    ]);
  });

  it("says that one of several is fewer than two", () => {
    const cwd = imported([reviewers(managers, mina)]);
    writeFileSync(join(cwd, "bakewell.yaml"), policy("must: { approval: { count: 2 } }"));
    expect(findings(cwd, ...at)).toMatchObject([
      { outcome: "fail", reason: "asks 1 of 2 to approve, fewer than 2, and cannot be made to ask more than 1" },
    ]);
  });

  it("believes an export for 30 days, or as long as the policy says", () => {
    const cwd = imported([reviewers(managers)], "2026-10-20T09:00:00Z");
    expect(findings(cwd, ...at)).toMatchObject([
      {
        outcome: "unknown",
        reason:
          "who must approve `production` is not known by now: its exported settings were captured on 2026-10-20, and 30 d is how long they are believed",
      },
    ]);
    writeFileSync(join(cwd, "bakewell.yaml"), `${policy(approval)}settings: { fresh: P60D }\n`);
    expect(findings(cwd, ...at)).toMatchObject([{ outcome: "pass" }]);
    writeFileSync(join(cwd, "bakewell.yaml"), `${policy(approval)}settings: { fresh: P2M }\n`);
    expect(bakewell({ cwd }, "check").stderr).toContain(
      "`fresh` of `settings` is `P2M`: months and years have no fixed length",
    );
  });

  it("takes the settings from where the policy comes from", () => {
    const cwd = imported([]);
    commit(cwd, "Settings");
    bakewell({ cwd }, "settings", "import", "e.json", ...captured);
    const text = readFileSync(join(cwd, fromEnvironment), "utf8");
    const forged = text.replace("reviewers: []", "reviewers: ['team:acme/release-managers']");
    writeFileSync(join(cwd, fromEnvironment), forged.replace("prevent-self-review: null", "prevent-self-review: true"));
    expect(findings(cwd, ...at)).toMatchObject([{ outcome: "pass" }]);
    expect(findings(cwd, ...at, "--policy-from", "HEAD")).toMatchObject([{ outcome: "fail" }]);
  });

  it("takes the settings of another folder", () => {
    const cwd = shop();
    const other = imported([reviewers(managers)]);
    expect(findings(cwd, ...at)).toMatchObject([{ outcome: "unknown" }]);
    expect(findings(cwd, ...at, "--settings", join(other, folder))).toMatchObject([{ outcome: "pass" }]);
    expect(bakewell({ cwd }, "check", "--settings", "nowhere")).toMatchObject({ status: 2 });
  });

  it("is told in plan and explain as well", () => {
    const cwd = imported([reviewers(managers)]);
    expect(bakewell({ cwd }, "plan", ...at).stdout).toContain("team:acme/release-managers");
    const { stdout } = bakewell({ cwd }, "explain", "--finding", `${fromEnvironment}:11`, ...at);
    expect(stdout).toContain("waits for `production`");
  });
});

describe("settings commands", () => {
  it("prints each command with what it settles", () => {
    expect(bakewell({ cwd: shop() }, "settings", "commands")).toEqual({
      stdout: `gh api repos/OWNER/REPO/environments/production > environment.json && bakewell settings import environment.json
  settles 1 finding
  - when \`production\` lets a deployment start is set in GitHub's environment settings
  - who must approve \`production\` is set in GitHub's environment settings
`,
      stderr: "",
      status: 0,
    });
  });

  it("prints none where all is known, and the same as JSON", () => {
    const cwd = shop({ "e.json": environments(environment("production")), "r.json": ruleset(["test"]) });
    bakewell({ cwd }, "settings", "import", "e.json", "r.json", ...captured);
    expect(bakewell({ cwd }, "settings", "commands", ...at)).toEqual({
      stdout: "",
      stderr: "nothing to export: no fact waits for the settings of a server\n",
      status: 0,
    });
    const { stdout } = bakewell({ cwd }, "settings", "commands", "--format", "json", "--at", "2027-12-01");
    expect(JSON.parse(stdout)).toEqual({
      schema: "bakewell.settings-commands/1",
      commands: [
        {
          command:
            "gh api repos/OWNER/REPO/environments/production > environment.json && bakewell settings import environment.json",
          settles: [
            "when `production` lets a deployment start is not known by now: its exported settings were captured on 2026-11-20, and 30 d is how long they are believed",
            "who must approve `production` is not known by now: its exported settings were captured on 2026-11-20, and 30 d is how long they are believed",
          ],
          findings: 1,
        },
      ],
    });
  });
});
