import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bakewell } from "../commands/program.ts";
import { folderOf } from "../repository/temporary.ts";
import { artifact, edited, file, id } from "./declaration.ts";
import { opened, policy } from "./repository.ts";

const at = "2026-11-16T14:07:00Z";
const run = (cwd: string, ...args: readonly string[]) => {
  const { stdout, stderr, status } = bakewell({ cwd, env: { BAKEWELL_AT: at } }, "emergency", ...args);
  return { stdout, stderr, status };
};

const complete = {
  slug: "checkout-errors",
  criterion: "active-incident",
  severity: "sev1",
  evidence: "incident=INC-4471",
  "requested-by": "user:amir",
  author: "user:amir",
  incident: "INC-4471",
  summary: "Checkout answers with errors.",
  environment: "production",
  artifact,
  "rollback-to": "shop-1.4.1",
  "rollback-evidence": "run 4101",
  defer: "integration-test=It takes 55 minutes.",
};
type Flags = Readonly<Partial<Record<string, string>>>;
const flagsOf = (flags: Flags): readonly string[] =>
  Object.entries(flags).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
const declare = (root: string, over: Flags = {}) => run(root, "declare", ...flagsOf({ ...complete, ...over }));

describe("emergency declare", () => {
  it("writes what was said, and says what must still be approved", () => {
    const root = folderOf({ "bakewell.yaml": policy });
    const { stdout, status } = declare(root, { "approved-by": "user:mina" });
    expect(status).toBe(0);
    expect(stdout).toContain(`wrote ${file}\n`);
    expect(stdout).toContain("it is approved by user:mina alone, where 2 of `incident-commanders` must");
    expect(readFileSync(join(root, file), "utf8")).toContain(`id: ${id}\n`);
    expect(run(root, "check", id)).toMatchObject({ status: 1 });
    expect(declare(root)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("is there already") });
  });

  it.each<readonly [string, Flags, string]>([
    ["a criterion that there is not", { criterion: "deadline" }, "names the criterion `deadline`"],
    ["what is too mild", { severity: "sev2" }, "is of sev2"],
    ["missing evidence", { evidence: "ticket=SHOP-1" }, "has no evidence of the kind `incident`"],
    [
      "a check that may not wait",
      { defer: "tests=They are slow." },
      "puts off `tests`, which the protocol never skips",
    ],
    ["shorter bakes than the protocol lets", { "bake-factor": "0.1" }, "shortens bakes to 10%"],
    ["an end that is too far away", { for: "5h" }, "lasts 5 h, longer than 4 h"],
    ["a name that leads out", { slug: "../../../x" }, "cannot end a name"],
    ["a name of control characters", { slug: "a\u001B[31m" }, "cannot end a name"],
    ["what is no pair", { evidence: "INC-4471" }, "is no pair"],
    ["what is missing", { criterion: undefined, summary: undefined }, "a declaration needs --criterion, --summary"],
    ["a requester that is none", { "requested-by": "amir" }, "`requested-by` is `amir`"],
  ])("refuses %s", (_, over, says) => {
    const root = folderOf({ "bakewell.yaml": policy });
    const { status, stdout, stderr } = declare(root, over);
    expect(stderr).toContain(says);
    expect(stderr).not.toContain("\u001B[31m");
    expect({ status, stdout, written: existsSync(join(root, ".bakewell")) }).toEqual({
      status: 2,
      stdout: "",
      written: false,
    });
  });

  it("writes through no link that leads out", () => {
    const root = folderOf({ "bakewell.yaml": policy });
    symlinkSync(folderOf(), join(root, ".bakewell"));
    expect(declare(root)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("leads out of") });
  });

  it("needs a protocol", () => {
    const root = folderOf({ "bakewell.yaml": "name: shop\nclauses: []\n" });
    expect(declare(root)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("has no protocol for emergencies"),
    });
  });
});

describe("emergency list", () => {
  it("shows what is owed, and how much time is left", () => {
    const root = folderOf({ "bakewell.yaml": policy, [file]: opened() });
    expect(run(root, "list", "--at", "2026-11-16T15:07:00Z").stdout).toBe(
      [
        `${id}: open, active-incident, its terms hold until 2026-11-16T18:07:00Z (3 h left)`,
        `  ${file}`,
        "  owes integration-test by 2026-11-16T18:07:00Z (3 h left)",
        "  owes its review by 2026-11-23T23:59:59Z (7 d 8 h 52 min 59 s left)",
        "  owes its merge to trunk by 2026-11-17T14:07:00Z (23 h left)",
        "",
      ].join("\n"),
    );
    const { emergencies } = JSON.parse(
      run(root, "list", "--at", "2026-11-17T00:00:00Z", "--format", "json").stdout,
    ) as {
      emergencies: readonly { owed: readonly object[] }[];
    };
    expect(emergencies[0]?.owed[0]).toEqual({ what: "integration-test", due: "2026-11-16T18:07:00Z", overdue: true });
  });

  it("says where none is declared", () => {
    expect(run(folderOf({ "bakewell.yaml": policy }), "list")).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "no emergency is declared\n",
    });
  });
});

it("the storefront has an emergency that is closed, and one that owes", () => {
  const storefront = join(import.meta.dirname, "../repositories/storefront");
  const { stdout, status } = run(
    storefront,
    "check",
    "--repository",
    storefront,
    "--at",
    "2026-12-01",
    "--format",
    "json",
  );
  const { emergencies } = JSON.parse(stdout) as {
    emergencies: readonly { id: string; verdicts: readonly { outcome: string; due?: string }[] }[];
  };
  expect(status).toBe(0);
  expect(
    emergencies.map(({ id: name, verdicts }) => [name, ...verdicts.map(({ outcome, due }) => due ?? outcome)]),
  ).toEqual([
    ["EMG-2026-11-09-checkout-errors", "pass", "pass", "pass"],
    ["EMG-2026-11-30-search-timeouts", "pass", "2026-12-01T01:58:00Z", "2026-12-01T22:06:00Z"],
  ]);
});

describe("emergency check", () => {
  it("ends with 1 where something is overdue, and not before", () => {
    const root = folderOf({ "bakewell.yaml": policy, [file]: opened() });
    const before = run(root, "check", "--at", "2026-11-16T15:07:00Z");
    expect(before.status).toBe(0);
    expect(before.stdout).toContain("owed     owed-checks: owes `integration-test` by 2026-11-16T18:07:00Z (3 h left)");
    expect(run(root, "check", id, "--at", "2026-11-17T00:00:00Z").status).toBe(1);
    expect(run(root, "check", "EMG-2026-11-16-checkout")).toMatchObject({ status: 2 });
  });

  it.each<readonly [string, string | Uint8Array, string]>([
    ["another name than its file's", edited(opened(), [`id: ${id}`, "id: EMG-2026-11-17-other"]), "its file is called"],
    ["a key that does not exist", `${opened()}criterium: x\n`, "did you mean `criterion`?"],
    ["an own key of objects", `${opened()}__proto__: { status: closed }\n`, "the file has no `__proto__`"],
    ["a cycle", `${opened()}x: &a [*a]\n`, "emergency-declaration"],
    ["bytes that are no text", Buffer.from([0, 0, 0, 0, 1]), "emergency-declaration"],
    ["nothing", "", "is empty"],
    ["two documents", `${opened()}---\n{}\n`, "holds a second document"],
    ["a list", "- a\n", "where a mapping belongs"],
    ["more than is read", `# ${"x".repeat(1_100_000)}\n${opened()}`, "emergency-declaration"],
    [
      "a time without a zone",
      edited(opened(), ["expires: 2026-11-16T18:07:00Z", "expires: 2026-11-16T18:07:00"]),
      "has no zone",
    ],
  ])("fails for a file with %s", (_, text, says) => {
    const root = folderOf({ "bakewell.yaml": policy, [file]: text });
    const { status, stdout, stderr } = run(root, "check", "--at", "2026-11-16T15:07:00Z");
    expect(stdout).toContain(says);
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });
});
