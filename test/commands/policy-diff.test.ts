import { describe, expect, it } from "vitest";
import { commit, folderOf, repositoryOf, write } from "../repository/temporary.ts";
import { bakewell, deploy, policy, timeLimit, unlimited } from "./program.ts";

const at = ["--at", "2026-12-01"];
const diff = (cwd: string, ...args: readonly string[]) => bakewell({ cwd }, "policy", "diff", ...args, ...at);

/** What is said of the time limit by two policies of one clause each. */
function between(old: string, next: string): string {
  const cwd = folderOf({ [deploy]: unlimited, "old.yaml": policy(old, "old"), "new.yaml": policy(next, "new") });
  const { stdout, stderr, status } = diff(cwd, "old.yaml", "new.yaml");
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout;
}

const slow = "may take 6 h, the platform's default: more than";
const none = "must: { readable: {} }";
const both = `{ must: { readable: {}, time-limit: { longest: PT30M } } }`;

describe("policy diff", () => {
  it("says what appears and disappears", () => {
    expect(between(none, both)).toBe(`Appear (1)
  must time-limit  deploy production  fail: ${slow} 30 min
    new.yaml:3

old → new: 1 appear, 0 disappear, 0 get stronger, 0 get weaker, 0 are judged otherwise, 1 stay the same
check ends with 1 instead of 0
`);
    expect(between(both, none)).toBe(`Disappear (1)
  must time-limit  deploy production  fail: ${slow} 30 min
    old.yaml:3

old → new: 0 appear, 1 disappear, 0 get stronger, 0 get weaker, 0 are judged otherwise, 1 stay the same
check ends with 0 instead of 1
`);
  });

  it("says what gets stronger and weaker", () => {
    const should = timeLimit.replace("must", "should");
    expect(between(should, timeLimit)).toBe(`Get stronger (1)
  should → must time-limit  deploy production  fail: ${slow} 30 min
    old.yaml:3 → new.yaml:3

old → new: 0 appear, 0 disappear, 1 get stronger, 0 get weaker, 0 are judged otherwise, 0 stay the same
check ends with 1 instead of 0
`);
    expect(between(timeLimit, should)).toContain("Get weaker (1)\n  must → should time-limit");
  });

  it("says which parameters change, and what that changes", () => {
    expect(between(timeLimit, timeLimit.replace("PT30M", "P1D"))).toBe(`Are judged otherwise (1)
  must time-limit  deploy production  fail → pass: may take 6 h, the platform's default
    old.yaml:3 → new.yaml:3, longest 30 min → 1 d

old → new: 0 appear, 0 disappear, 0 get stronger, 0 get weaker, 1 are judged otherwise, 0 stay the same
check ends with 0 instead of 1
`);
  });

  it("says what else is weaker, whether or not anything is judged otherwise here", () => {
    const one = (members: string, approvals: number) =>
      policy(none, "shop").concat(
        `groups: { leads: [${members}] }\nemergency: { name: shop, version: "1", approvals: [{ for: [incident], from: [leads], count: ${approvals} }] }\n`,
      );
    const cwd = folderOf({
      [deploy]: unlimited,
      "old.yaml": one('"user:mina"', 2),
      "new.yaml": one('"user:mina", "user:bot"', 1),
    });
    const { stdout, stderr } = diff(cwd, "old.yaml", "new.yaml");
    expect(stderr).toBe("");
    expect(stdout).toContain(`Beside the clauses (2)
  groups.leads  ["user:mina"] → ["user:mina","user:bot"]
  emergency.approvals  [{"for":["incident"],"from":["leads"],"count":2}] → [{"for":["incident"],"from":["leads"],"count":1}]
`);
    expect(JSON.parse(diff(cwd, "old.yaml", "new.yaml", "--format", "json").stdout)).toMatchObject({
      parts: [{ name: "groups.leads" }, { name: "emergency.approvals" }],
    });
  });

  it("says which clauses change nothing here", () => {
    const cwd = folderOf({
      [deploy]: unlimited,
      "old.yaml": policy(timeLimit, "old"),
      "new.yaml": `${policy(timeLimit, "new")}  - { where: { environment: test }, must: { time-limit: {} } }\n  - { from: 2027-01-01, where: { environment: production }, must: { time-limit: { longest: PT10M } } }\n`,
    });
    expect(diff(cwd, "old.yaml", "new.yaml").stdout).toBe(`Clauses that change nothing here (2)
  new  must time-limit, where environment is test  new.yaml:4
  new  must time-limit, where environment is production from 2027-01-01 on  new.yaml:5

old → new: 0 appear, 0 disappear, 0 get stronger, 0 get weaker, 0 are judged otherwise, 1 stay the same
check ends with 1 by both
`);
    const later = bakewell({ cwd }, "policy", "diff", "old.yaml", "new.yaml", "--at", "2027-01-01").stdout;
    expect(later).toContain("    old.yaml:3 → new.yaml:5, longest 30 min → 10 min\n");
  });

  it("says what other tiers change", () => {
    const clause = `{ where: { tier: production }, ${timeLimit} }`;
    const cwd = folderOf({
      [deploy]: unlimited,
      "old.yaml": `${policy(clause, "old")}tiers: { production: [production] }\n`,
      "new.yaml": `${policy(clause, "new")}tiers: { staging: [production] }\n`,
    });
    expect(diff(cwd, "old.yaml", "new.yaml").stdout).toContain(
      "Disappear (1)\n  must time-limit  deploy production  fail",
    );
  });

  it("compares what is built in, and revisions", () => {
    const cwd = repositoryOf({ [deploy]: unlimited, "bakewell.yaml": policy(timeLimit) });
    write(cwd, { "bakewell.yaml": policy("should: { time-limit: {} }") });
    const summary = (...args: readonly string[]) =>
      diff(cwd, ...args)
        .stdout.split("\n")
        .at(-3);
    const counts = "0 appear, 0 disappear, 0 get stronger, 1 get weaker, 0 are judged otherwise, 0 stay the same";
    expect(summary("--from", "HEAD")).toBe(`shop (HEAD) → shop: ${counts}`);
    expect(summary("--from", "HEAD", ".")).toBe(`shop (HEAD) → shop: ${counts}`);
    expect(summary("HEAD:bakewell.yaml", "bakewell.yaml")).toBe(`shop (HEAD:bakewell.yaml) → shop: ${counts}`);
    commit(cwd, "Weaken");
    expect(summary("HEAD~1:bakewell.yaml", "HEAD:bakewell.yaml", ".")).toBe(
      `shop (HEAD~1:bakewell.yaml) → shop (HEAD:bakewell.yaml): ${counts}`,
    );
    expect(summary("essential", "essential")).toContain(
      "essential → essential: 0 appear, 0 disappear, 0 get stronger,",
    );
  });

  it("prints JSON", () => {
    const cwd = folderOf({
      [deploy]: unlimited,
      "old.yaml": policy(timeLimit, "old"),
      "new.yaml": policy(none, "new"),
    });
    expect(JSON.parse(diff(cwd, "old.yaml", "new.yaml", "--format", "json").stdout)).toMatchObject({
      schema: "bakewell.policy-diff/1",
      old: { name: "old", exit: 1 },
      new: { name: "new", exit: 0 },
      summary: { appears: 1, disappears: 1, stronger: 0, weaker: 0, otherwise: 0, same: 0 },
      changes: [
        {
          kind: "disappears",
          old: { finding: { rule: "time-limit", outcome: "fail" }, parameters: { longest: 1800 } },
          new: null,
        },
        { kind: "appears", old: null, new: { finding: { rule: "readable", outcome: "pass" } } },
      ],
      clauses: [
        {
          in: "old",
          rule: "time-limit",
          strength: "must",
          parameters: { longest: 1800 },
          place: "old.yaml:3",
          changes: true,
        },
        { in: "new", rule: "readable", strength: "must", parameters: {}, place: "new.yaml:3", changes: true },
      ],
    });
  });

  it.each<readonly [readonly string[], string]>([
    [[], "two policies are needed"],
    [["essential"], "two policies are needed"],
    [["essential", "esential"], "there is no built-in policy `esential`"],
    [["essential", "tiers", ".", "."], "found 2 paths"],
    [["none:bakewell.yaml", "essential"], "`none` is not a revision of"],
    [["HEAD:none.yaml", "essential"], "the policy none.yaml cannot be read at HEAD"],
    [["--from", "none"], "`none` is not a revision of"],
  ])("ends with 2 on %j", (args, said) => {
    const cwd = repositoryOf({ [deploy]: unlimited });
    const { status, stderr } = diff(cwd, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
  });
});
