import { describe, expect, it } from "vitest";
import { folderOf, repositoryOf, type Texts, write } from "../repository/temporary.ts";
import { bakewell, deploy, limited, policy, timeLimit, unlimited } from "./program.ts";

const cases = ".bakewell/policy-tests";
const own = policy(timeLimit);
const expected = (more = "    production: { outcome: fail, strength: must }\n", head = "at: 2026-12-01\n"): string =>
  `${head}expect:\n  time-limit:\n${more}`;

/** A repository whose policy has one case, named `slow`. */
const withCase = (text: string, more: Texts = {}): Texts => ({
  "bakewell.yaml": own,
  [deploy]: limited,
  [`${cases}/slow/${deploy}`]: unlimited,
  [`${cases}/slow/expected.yaml`]: text,
  ...more,
});

const test = (files: Texts, ...args: readonly string[]) =>
  bakewell({ cwd: folderOf(files) }, "policy", "test", ...args);

describe("policy test", () => {
  it("passes where the policy says what is expected", () => {
    expect(test(withCase(expected()))).toEqual({
      stdout: "PASS  slow  1 expectation\n\n1 case: 1 pass, 0 fail; 1 of 1 clauses reached (100 %)\n",
      stderr: "",
      status: 0,
    });
  });

  it("leaves no case out: not one that another one holds, nor one that ends otherwise", () => {
    const wrong = "    production: pass\n";
    const { status, stderr } = test(withCase(expected(), { [`${cases}/slow/inner/expected.yaml`]: expected(wrong) }));
    expect(status).toBe(2);
    expect(stderr).toContain("slow/inner/expected.yaml stands inside another case, and would not be run");
    const other = { [`${cases}/quick/expected.yml`]: expected(wrong), [`${cases}/quick/${deploy}`]: unlimited };
    expect(test(withCase(expected(), other))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("FAIL  quick"),
    });
    const own = { [`${cases}/slow/${cases}/inner/expected.yaml`]: expected(wrong) };
    expect(test(withCase(expected(), own)).status).toBe(0);
  });

  it.each<readonly [string, string]>([
    [
      "    production: pass\n",
      "time-limit, production: expected pass, and it fails: may take 6 h, the platform's default: more than 30 min",
    ],
    [
      "    production: not-asked\n",
      "time-limit, production: expected not-asked, and it fails: may take 6 h, the platform's default: more than 30 min",
    ],
    [
      "    deploy production: { outcome: fail, strength: should }\n",
      "time-limit, deploy production: expected as should, and it is asked as must",
    ],
    [
      "    production: { outcome: fail, reason: is slow }\n",
      "time-limit, production: expected the reason `is slow`, and it is `may take 6 h, the platform's default: more than 30 min`",
    ],
    [
      "    production: { outcome: fail, at: deploy.yml:1 }\n",
      `time-limit, production: expected at deploy.yml:1, and it is at ${deploy}:8:3`,
    ],
    ["    produktion: fail\n", "time-limit, produktion: there is no such subject; did you mean `production`?"],
    [
      "    deploy: not-asked\n",
      "time-limit, deploy production: expected nothing, and it fails: may take 6 h, the platform's default: more than 30 min",
    ],
    [
      "    production: fail\n  approval:\n    production: pass\n",
      "approval, production: expected pass, and it is not asked",
    ],
  ])("fails where it says something else: %j", (text, said) => {
    const { stdout, status } = test(withCase(expected(text)));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}slow/);
    expect(stdout.split("\n")[1]).toBe(`      ${said}`);
  });

  it("says where it is expected and which clause asks", () => {
    const { stdout } = test(withCase(expected("    production: pass\n")));
    expect(stdout.split("\n")[2]).toBe(`        expected at ${cases}/slow/expected.yaml:4, asked by bakewell.yaml:3`);
  });

  it.each<readonly [string, string]>([
    [
      "    production: { outcome: fail, reason: 'may take 6 h, the platform''s default: more than 30 min', at: '.github/workflows/deploy.yml:8' }\n",
      "",
    ],
    ["    production: fail\n  approval:\n    deploy production: not-asked\n", ""],
    ["    production: fail\n", "exit: 1\n"],
  ])("takes what else may be expected: %j", (text, head) => {
    expect(test(withCase(expected(text, head)))).toMatchObject({ status: 0 });
  });

  it("expects an exit code", () => {
    const { stdout, status } = test(withCase(expected(undefined, "exit: 0\n")));
    expect(status).toBe(1);
    expect(stdout).toContain("exit, bakewell check: expected exit code 0, and it is 1");
  });

  it("judges as of the time of a case, and names those of one folder apart", () => {
    const later = policy("{ from: 2027-01-01, must: { time-limit: { longest: PT30M } } }");
    const files = {
      "bakewell.yaml": later,
      [`${cases}/slow/${deploy}`]: unlimited,
      [`${cases}/slow/before.expected.yaml`]: expected("    production: not-asked\n", "at: 2026-12-31\n"),
      [`${cases}/slow/after.expected.yaml`]: expected("    production: fail\n", "at: 2027-01-01\n"),
    };
    expect(test(files).stdout).toBe(
      "PASS  slow/after  1 expectation\nPASS  slow/before  1 expectation\n\n2 cases: 2 pass, 0 fail; 1 of 1 clauses reached (100 %)\n",
    );
    expect(
      test(
        { ...files, [`${cases}/slow/after.expected.yaml`]: expected("    production: fail\n", "") },
        "--at",
        "2026-12-31",
      ).status,
    ).toBe(1);
  });

  it("takes the waivers and settings of the case", () => {
    const waiver = `- rule: time-limit
  where: { stage: production }
  until: 2026-12-31
  because: the migration is slow
  requested-by: user:tobias
  approved-by: user:mina
  ticket: SHOP-1
`;
    const files = withCase(expected("    production: waived\n"), {
      [`${cases}/slow/.bakewell/waivers/slow.yaml`]: waiver,
      ".bakewell/waivers/slow.yaml": "[]\n",
    });
    expect(test(files).status).toBe(0);
  });

  it("says which clauses no case reaches, and fails where they are too many", () => {
    const clauses = `name: shop
clauses:
  - ${timeLimit}
  - { where: { tier: production }, must: { approval: {} } }
  - { during: emergency, should: { time-limit: {} } }
  - { where: { path: "other/**" }, need-not: [time-limit] }
`;
    const files = withCase(expected(), { "bakewell.yaml": clauses });
    expect(test(files).stdout).toBe(`PASS  slow  1 expectation

Clauses that no case reaches
  bakewell.yaml:4  must approval, where tier is production
  bakewell.yaml:5  should time-limit, everywhere during emergency
  bakewell.yaml:6  need-not time-limit, where path is other/**

1 case: 1 pass, 0 fail; 1 of 4 clauses reached (25 %)
`);
    expect(test(files, "--coverage", "25").status).toBe(0);
    expect(test(files, "--coverage", "26")).toMatchObject({
      status: 1,
      stderr: "the cases reach 25 % of the clauses: less than 26 %\n",
    });
  });

  it("reaches what is not to be asked", () => {
    const clauses = `name: shop\nclauses:\n  - ${timeLimit}\n  - { where: { environment: production }, need-not: [time-limit] }\n`;
    const { stdout } = test(withCase(expected("    production: not-asked\n"), { "bakewell.yaml": clauses }));
    expect(stdout).toContain("bakewell.yaml:3  must time-limit");
    expect(stdout).toContain("1 of 2 clauses reached (50 %)");
  });

  it("tests built-in policies, other files, and one case alone", () => {
    const files = withCase(expected("    production: { outcome: fail, strength: should }\n", "policy: essential\n"), {
      [`${cases}/team/${deploy}`]: unlimited,
      [`${cases}/team/team.yaml`]: policy("should: { time-limit: {} }"),
      [`${cases}/team/expected.yaml`]: expected(
        "    production: { outcome: fail, strength: should }\n",
        "policy: ./team.yaml\n",
      ),
    });
    expect(test(files).stdout).toContain("PASS  slow  1 expectation\nPASS  team  1 expectation\n");
    expect(test(files, `${cases}/team`).stdout).toMatch(/^PASS {2}team {2}1 expectation\n\n1 case/);
  });

  it.each<readonly [string, string, string]>([
    ["", "expected.yaml:1:1: the file is empty", "write one document with `expect:`"],
    [
      "at: 2026-12-01\n",
      "expected.yaml:1:1: the case has no `expect`",
      "write `expect: { bake-time: { production: fail } }`: a rule, a subject and its outcome",
    ],
    ["expect: []\n", "expected.yaml:1:9: `expect` is a list, where a mapping belongs", ""],
    ["expect: { time-limit: fail }\n", "expected.yaml:1:23: `time-limit` is `fail`, where a mapping belongs", ""],
    [
      expected("    production: fails\n", ""),
      "expected.yaml:3:17: `production` is expected to be `fails`, which is no outcome",
      "did you mean `fail`?",
    ],
    [
      expected("    production: { outcome: fails }\n", ""),
      "expected.yaml:3:28: `outcome` is expected to be `fails`, which is no outcome",
      "did you mean `fail`?",
    ],
    [expected("    production: { strength: must }\n", ""), "expected.yaml:3:17: what is expected has no `outcome`", ""],
    [
      expected("    production: { outcome: fail, reson: x }\n", ""),
      "expected.yaml:3:34: what is expected has no `reson`",
      "did you mean `reason`?",
    ],
    [expected(undefined, "exit: 2\n"), "expected.yaml:1:7: `exit` is `2`", "write `0` or `1`"],
    [expected(undefined, "att: x\n"), "expected.yaml:1:1: the case has no `att`", "did you mean `at`?"],
    [expected(undefined, "at: soon\n"), "expected.yaml:1:5: `soon` is not a time", ""],
    [
      expected(undefined, "policy: esential\n"),
      "expected.yaml:1:9: there is no built-in policy `esential`",
      "did you mean `essential`?",
    ],
    [expected(undefined, "policy: ./none.yaml\n"), "none.yaml cannot be read", ""],
    [
      expected(undefined, "policy: ../../../../other.yaml\n"),
      "expected.yaml:1:9: `policy` names `../../../../other.yaml`, which is outside the repository",
      "",
    ],
    [
      "expect: { time-limt: { production: fail } }\n",
      "expected.yaml:1:11: there is no rule `time-limt`",
      "did you mean `time-limit`?",
    ],
    ["expect: &a { time-limit: *a }\n", "expected.yaml:", ""],
  ])("ends with 2 where a case is broken: %j", (text, said, hint) => {
    const { stdout, stderr, status } = test(withCase(text));
    expect({ stdout, status }).toEqual({ stdout: "", status: 2 });
    expect(stderr).toContain(said);
    expect(stderr).toContain(hint);
  });

  it("ends with 2 where there is no case", () => {
    expect(test({ "bakewell.yaml": own })).toMatchObject({ status: 2, stdout: "" });
    expect(test({ "bakewell.yaml": own, [`${cases}/readme.md`]: "" }).stderr).toContain(
      `there is no expected.yaml in ${cases}`,
    );
  });

  it("prints JSON and JUnit", () => {
    const files = withCase(expected("    production: pass\n"));
    expect(JSON.parse(test(files, "--format", "json").stdout)).toMatchObject({
      schema: "bakewell.policy-test/1",
      cases: [
        {
          name: "slow",
          file: `${cases}/slow/expected.yaml`,
          outcome: "fail",
          expectations: 1,
          differences: [{ rule: "time-limit", subject: "production", finding: { outcome: "fail" } }],
        },
      ],
      coverage: { percent: 100, clauses: [{ place: "bakewell.yaml:3", rule: "time-limit", reached: true }] },
    });
    expect(test(files, "--format", "junit").stdout).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="bakewell policy test" tests="1" failures="1" errors="0" skipped="0">
  <testsuite name="policy" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="policy" name="slow" file="${cases}/slow/expected.yaml">
      <failure type="difference" message="time-limit, production: expected pass, and it fails: may take 6 h, the platform's default: more than 30 min">time-limit, production: expected pass, and it fails: may take 6 h, the platform's default: more than 30 min&#10;  expected at ${cases}/slow/expected.yaml:4, asked by bakewell.yaml:3</failure>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it("keeps the small repositories out of what check reads", () => {
    const cwd = repositoryOf(withCase(expected()));
    write(cwd, {
      [`${cases}/slow/deploy/rollout.yaml`]:
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: search }\n",
    });
    const { sources }: { sources: { file: string }[] } = JSON.parse(bakewell({ cwd }, "check", "-f", "json").stdout);
    expect(sources.map(({ file }) => file)).toEqual([deploy]);
  });
});
