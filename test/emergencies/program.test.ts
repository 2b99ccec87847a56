import { describe, expect, it } from "vitest";
import { bakewell } from "../commands/program.ts";
import { commit, folderOf, git, repositoryOf, write } from "../repository/temporary.ts";
import { artifact, type Edit, edited, file, id } from "./declaration.ts";
import { deploy, opened, policy, workflow } from "./repository.ts";

const during = "2026-11-16T15:00:00Z";
const routine = { [deploy]: workflow, "bakewell.yaml": policy };
const emergency = ["--emergency", id, "--artifact", artifact];

interface Said {
  readonly rule: string;
  readonly outcome: string;
  readonly owed: { readonly emergency: string; readonly due: string } | null;
}

function check(cwd: string, at: string, ...args: readonly string[]) {
  const { stdout, stderr, status } = bakewell({ cwd, env: { BAKEWELL_AT: at } }, "check", "--format", "json", ...args);
  if (stdout === "") return { status, stderr: stderr.trim(), said: [] };
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Said[] };
  const said = findings.map(({ rule, outcome, owed }) => `${rule} ${outcome}${owed ? ` owed by ${owed.due}` : ""}`);
  return { status, stderr: stderr.trim(), said };
}

const folder = (...edits: readonly Edit[]) => folderOf({ ...routine, [file]: opened(...edits) });
const asked = "required-checks fail";

describe("check --emergency", () => {
  it("grants what is declared, and shows what is owed", () => {
    expect(check(folder(), during, ...emergency)).toEqual({
      status: 0,
      stderr: "",
      said: [
        "required-checks fail owed by 2026-11-16T18:07:00Z",
        "emergency-declaration pass",
        "owed-checks fail owed by 2026-11-16T18:07:00Z",
      ],
    });
  });

  it("asks the routine without it", () => {
    expect(check(folder(), during)).toMatchObject({
      status: 1,
      said: [asked, "emergency-declaration pass", "owed-checks fail owed by 2026-11-16T18:07:00Z"],
    });
  });

  it.each<readonly [string, readonly Edit[], string, string]>([
    [
      "after its end",
      [],
      "2026-11-16T18:07:01Z",
      `${id} grants nothing: it owes \`integration-test\` since 2026-11-16T18:07:00Z\n${id} grants nothing: it ended at 2026-11-16T18:07:00Z`,
    ],
    [
      "before it was declared",
      [],
      "2026-11-16T14:00:00Z",
      "was declared at 2026-11-16T14:07:00Z, which has not come by 2026-11-16T14:00:00Z",
    ],
    [
      "without its approvals",
      [[/ {2}- \{ by: user:tobias.*\n/, ""]],
      during,
      `${id} grants nothing: it is approved by user:mina alone, where 2 of \`incident-commanders\` must`,
    ],
    ["approved by its requester", [["by: user:tobias", "by: user:amir"]], during, "is approved by user:mina alone"],
    ["for another environment", [["environments: [production]", "environments: [production-eu]"]], during, ""],
    [
      "under another version of the protocol",
      [["version: 1.0.0", "version: 0.9.0"]],
      during,
      "is declared under version 0.9.0; the protocol is version 1.0.0",
    ],
    ["with what nothing shows", [[/ {2}rollback-evidence.*\n/, ""]], during, "was deployed before is not written"],
  ])("grants nothing %s", (_, edits, at, says) => {
    const { status, stderr, said } = check(folder(...edits), at, ...emergency);
    expect(said).toContain(asked);
    expect(stderr).toContain(says);
    expect(status).toBe(1);
  });

  it("grants nothing under a protocol that is not sound", () => {
    const root = folder();
    write(root, { "bakewell.yaml": policy.replace("never-skip: [tests]", "never-skip: [tests, integration-test]") });
    const { status, stderr, said } = check(root, during, ...emergency);
    expect(said).toContain(asked);
    expect(stderr).toContain(`${id} grants nothing: it is declared under an unsound protocol, which `);
    expect(status).toBe(1);
  });

  it("compares the artifact, and says how to name it", () => {
    const other = `sha256:${"00".repeat(32)}`;
    expect(check(folder(), during, "--emergency", id, "--artifact", other)).toMatchObject({
      status: 1,
      stderr: `${id} grants nothing to deploy production: ${other} is not declared`,
    });
    expect(check(folder(), during, "--emergency", id)).toMatchObject({
      status: 1,
      stderr: `${id} grants nothing to deploy production: it names no artifact by its digest: say which one it is, --artifact sha256:…`,
    });
    expect(check(folder(), during, "--emergency", id, "--artifact", "shop:latest")).toMatchObject({ status: 2 });
    expect(check(folder(), during, "--artifact", artifact)).toMatchObject({ status: 2 });
  });

  it("compares the commit that is checked out, and no other content", () => {
    const root = repositoryOf(routine);
    const head = git(root, "rev-parse", "HEAD").trim();
    git(root, "switch", "--quiet", "--create", "records");
    write(root, { [file]: opened([/ {2}artifact: .*\n/, `  commit: ${head}\n`]) });
    commit(root, "Declare");
    const args = ["--policy-from", "records", "--emergency", id];
    git(root, "switch", "--quiet", "main");
    expect(check(root, during, ...args)).toMatchObject({ status: 0, stderr: "" });
    write(root, { "chart/values.yaml": "replicas: 1\n" });
    expect(check(root, during, ...args).stderr).toContain("is not checked out without a change");
    commit(root, "Change more");
    expect(check(root, during, ...args)).toMatchObject({ status: 1 });
  });

  it("knows the names of what is declared", () => {
    const { status, stderr } = check(folder(), during, "--emergency", `${id}s`);
    expect(status).toBe(2);
    expect(stderr).toContain(`did you mean \`${id}\`?`);
  });

  it("keeps what is never skipped", () => {
    const root = folder();
    write(root, { [deploy]: workflow.replace("    needs: test\n", "") });
    expect(check(root, during, ...emergency)).toMatchObject({
      status: 1,
      said: [asked, expect.anything(), expect.anything()],
    });
  });
});

it("explain says which terms were applied", () => {
  const args = ["--finding", `${deploy}:10`, "--at", during, ...emergency];
  const { stdout, status } = bakewell({ cwd: folder() }, "explain", "required-checks", ...args);
  expect(status).toBe(0);
  expect(stdout).toContain(`By the terms of ${id}: integration-test is owed by 2026-11-16T18:07:00Z\n`);
});

describe("a change", () => {
  it("that declares an emergency and lets its requester approve it does not pass", () => {
    const root = repositoryOf({
      ...routine,
      [deploy]: workflow.replace("npm test", "npm test && npm run test:integration"),
    });
    write(root, { [deploy]: workflow, [file]: opened(["by: user:tobias", "by: user:amir"]) });
    commit(root, "Deploy now");
    const from = ["--policy-from", "HEAD~1"];
    expect(check(root, during, ...from)).toMatchObject({
      status: 1,
      said: expect.arrayContaining(["emergency-declaration fail"]),
    });
    const { status, stderr } = check(root, during, ...from, ...emergency);
    expect(status).toBe(2);
    expect(stderr).toContain(`there is no emergency \`${id}\``);
  });

  it("that approves what was declared before grants itself nothing", () => {
    const root = repositoryOf({ ...routine, [file]: opened([/ {2}- \{ by: user:tobias.*\n/, ""]) });
    write(root, { [file]: opened() });
    expect(check(root, during, "--policy-from", "HEAD", ...emergency)).toMatchObject({
      status: 1,
      said: expect.arrayContaining([asked]),
    });
  });

  it("takes back no debt", () => {
    const root = repositoryOf({ "bakewell.yaml": policy, [file]: opened() });
    const late = "2026-11-17T00:00:00Z";
    const from = [late, "--policy-from", "HEAD"] as const;
    const overdue = { status: 1, said: expect.arrayContaining(["owed-checks fail"]) };
    expect(check(root, ...from)).toMatchObject(overdue);
    write(root, {
      [file]: edited(opened(), [
        "disposition: deferred, because: It takes 55 minutes.",
        "disposition: waived, because: It takes 55 minutes.",
      ]),
    });
    expect(check(root, ...from)).toMatchObject(overdue);
    git(root, "rm", "--quiet", "--force", file);
    expect(check(root, ...from)).toMatchObject(overdue);
    write(root, {
      [file]: edited(opened(), [
        "because: It takes 55 minutes.",
        "because: It takes 55 minutes., completed: 2026-11-16T19:02:00Z, result: passed, evidence: run 4712",
      ]),
    });
    expect(check(root, ...from)).toMatchObject({ status: 0 });
  });

  it("moves no time from which something is owed", () => {
    const root = repositoryOf({ "bakewell.yaml": policy, [file]: opened() });
    write(root, { [file]: opened([/declared: 2026-11-16T14:07/, "declared: 2026-11-16T14:10"]) });
    expect(check(root, "2026-11-16T18:08:00Z", "--policy-from", "HEAD")).toMatchObject({
      status: 1,
      said: expect.arrayContaining(["owed-checks fail"]),
    });
  });
});

describe("debt", () => {
  it("holds back the next routine deployment once it is overdue, until it is paid", () => {
    const root = folderOf({ "bakewell.yaml": policy, [file]: opened() });
    expect(check(root, during).status).toBe(0);
    expect(check(root, "2026-11-16T18:07:00Z").status).toBe(0);
    expect(check(root, "2026-11-16T18:07:01Z").status).toBe(1);
    write(root, {
      [file]: edited(opened(), [
        "because: It takes 55 minutes.",
        "because: It takes 55 minutes., completed: 2026-11-16T19:02:00Z, result: passed, evidence: run 4712",
      ]),
    });
    expect(check(root, "2026-11-17T00:00:00Z").status).toBe(0);
  });
});
