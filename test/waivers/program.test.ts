import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bakewell, deploy, policy, unlimited } from "../commands/program.ts";
import { commit, folderOf, repositoryOf, write } from "../repository/temporary.ts";

const asks = `${policy("must: { time-limit: {}, sound-waiver: {} }")}`;
const comment = "  # bakewell: waive time-limit until 2026-12-31 by user:mina -- the migration is slow (SHOP-1)\n";
const inline = unlimited.replace("  production:\n", `${comment}  production:\n`);
const waiver = (over = "") => `- rule: time-limit
  where: { stage: production }
  until: 2026-12-31
  because: the migration is slow
  requested-by: user:tobias
  approved-by: user:mina
  ticket: SHOP-1
${over}`;
const waivers = ".bakewell/waivers/time-limit.yaml";
const day = ["--at", "2026-12-01"];

const check = (cwd: string, ...args: readonly string[]) => {
  const { stdout, stderr, status } = bakewell(
    { cwd, env: { BAKEWELL_AT: "2026-12-01" } },
    "check",
    "--format",
    "json",
    ...args,
  );
  if (stdout === "") return { status, stderr, said: [] };
  const report = JSON.parse(stdout) as {
    notes: readonly string[];
    findings: readonly { rule: string; outcome: string; reason: string; waiver: { until: string } | null }[];
  };
  const said = report.findings.map(
    ({ rule, outcome, reason, waiver }) =>
      `${rule} ${outcome}${waiver ? ` waived until ${waiver.until}` : ""}: ${reason}`,
  );
  return { status, stderr, said: [...said, ...report.notes] };
};

const slow = "may take 6 h, the platform's default: more than 2 h";

describe("check", () => {
  it("lets a waiver of a file hold, and says so", () => {
    const root = folderOf({ [deploy]: unlimited, "bakewell.yaml": asks, [waivers]: waiver() });
    expect(check(root)).toEqual({
      status: 0,
      stderr: "",
      said: [
        `time-limit fail waived until 2026-12-31: ${slow}`,
        "sound-waiver pass: ends on 2026-12-31; covers 1 finding; was asked for by user:tobias",
      ],
    });
    expect(check(root, "--no-waivers")).toMatchObject({ status: 1, said: [`time-limit fail: ${slow}`] });
    expect(check(root, "--at", "2027-01-01").said).toEqual([
      `time-limit fail: ${slow}`,
      "sound-waiver fail: ended on 2026-12-31",
    ]);
  });

  it("lets a comment waive what begins on the next line", () => {
    const root = folderOf({ [deploy]: inline, "bakewell.yaml": asks });
    expect(check(root)).toMatchObject({
      status: 0,
      said: [
        `time-limit fail waived until 2026-12-31: ${slow}`,
        "sound-waiver unknown: a comment does not say who asked for the waiver",
      ],
    });
    write(root, { "bakewell.yaml": `${asks}waivers: { inline: false }\n` });
    expect(check(root)).toMatchObject({
      status: 1,
      said: [`time-limit fail: ${slow}`, "sound-waiver fail: is in a comment, which the policy does not allow"],
    });
  });

  it("takes no text of a script for a comment", () => {
    const script = unlimited.replace(/- run: (.*)\n/, `- run: |\n          # bakewell: waive x\n          $1\n`);
    expect(check(folderOf({ [deploy]: script, "bakewell.yaml": asks })).said).toEqual([`time-limit fail: ${slow}`]);
  });

  it("reads the waivers where the policy says", () => {
    const files = { [deploy]: unlimited, "bakewell.yaml": `${asks}waivers: waivers/*.yaml\n` };
    expect(check(folderOf({ ...files, [waivers]: waiver() })).status).toBe(1);
    expect(check(folderOf({ ...files, "waivers/all.yaml": waiver() })).status).toBe(0);
  });

  it("ends with 2 where a file holds what is no waiver", () => {
    const root = folderOf({ [deploy]: unlimited, "bakewell.yaml": asks, [waivers]: waiver("  untill: x\n") });
    const { status, stderr } = bakewell({ cwd: root }, "check");
    expect(status).toBe(2);
    expect(stderr).toContain(`${waivers}:8:3`);
    expect(stderr).toContain("the waiver has no `untill`");
    write(root, { [waivers]: Buffer.from([0, 0, 0, 0, 0, 0, 1]) });
    expect(bakewell({ cwd: root }, "check")).toMatchObject({ status: 2 });
  });

  it("lets no change bring its own", () => {
    const root = repositoryOf({ [deploy]: unlimited, "bakewell.yaml": asks });
    write(root, { [waivers]: waiver(), [deploy]: inline });
    expect(check(root).status).toBe(0);
    expect(check(root, "--policy-from", "HEAD")).toMatchObject({
      status: 1,
      said: [
        `time-limit fail: ${slow}`,
        "1 comment that waives is not in the revision of the policy, and does not count.",
      ],
    });
    commit(root, "Waive");
    write(root, { [waivers]: "[]\n", [deploy]: `# a line more\n${inline}` });
    expect(check(root, "--policy-from", "HEAD").status).toBe(0);
    write(root, {
      [deploy]: inline
        .replace(comment, "")
        .replace(
          "    steps:",
          `    steps: []\n${comment}  other:\n    runs-on: ubuntu-latest\n    environment: production\n    steps:`,
        ),
    });
    commit(root, "Move it");
    expect(check(root, "--policy-from", "HEAD~1").said.at(-1)).toBe(
      "1 comment that waives is not in the revision of the policy, and does not count.",
    );
  });

  it("judges an earlier revision by the waivers that it has", () => {
    const root = repositoryOf({ [deploy]: unlimited, "bakewell.yaml": asks, [waivers]: waiver() });
    write(root, { [waivers]: waiver().replace("2026-12-31", "2026-11-30") });
    const { status, said } = check(root, "--new-since", "HEAD");
    expect(status).toBe(1);
    expect(said.slice(0, 2)).toEqual([`time-limit fail: ${slow}`, "sound-waiver fail: ended on 2026-11-30"]);
  });

  it("explains the finding of a waiver", () => {
    const root = folderOf({ [deploy]: unlimited, "bakewell.yaml": asks, [waivers]: waiver() });
    const { stdout, status } = bakewell({ cwd: root }, "explain", "--finding", `${waivers}:3`, ...day);
    expect(status).toBe(0);
    expect(stdout).toContain("bakewell.yaml:3");
  });
});

const complete = {
  rule: "time-limit",
  stage: "production",
  until: "2026-12-31",
  because: "the migration is slow",
  "requested-by": "user:tobias",
  "approved-by": "user:mina",
  ticket: "SHOP-1",
};

const add = (cwd: string, over: Readonly<Record<string, string | undefined>> = {}) => {
  const flags = Object.entries({ ...complete, at: "2026-12-01", ...over });
  const args = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  return bakewell({ cwd }, "waiver", "add", ...args);
};

const written = `- rule: time-limit
  where:
    stage: production
  until: 2026-12-31
  because: the migration is slow
  requested: 2026-12-01
  requested-by: user:tobias
  approved-by: user:mina
  ticket: SHOP-1
`;

describe("waiver add", () => {
  const files = { [deploy]: unlimited, "bakewell.yaml": asks };

  it("writes one, which then holds", () => {
    const root = folderOf(files);
    expect(add(root)).toEqual({
      status: 0,
      stderr: "",
      stdout: `wrote ${waivers}: the waiver of time-limit ends on 2026-12-31; covers 1 finding; was asked for by user:tobias\n${written.replaceAll(/^(?=.)/gm, "    ")}`,
    });
    expect(readFileSync(join(root, waivers), "utf8")).toBe(
      `# yaml-language-server: $schema=https://bakewell.dev/schemas/waivers.schema.json\n${written}`,
    );
    expect(check(root).status).toBe(0);
  });

  it.each(["", "  "])("appends to a list that is indented by %j, and keeps the rest", (indent) => {
    const before = `# Ours\n${waiver().replaceAll(/^(?=.)/gm, indent)}\n# The end\n`;
    const root = folderOf({ ...files, [waivers]: before });
    expect(add(root).status).toBe(0);
    expect(readFileSync(join(root, waivers), "utf8")).toBe(`${before}${written.replaceAll(/^(?=.)/gm, indent)}`);
  });

  it.each<[Readonly<Record<string, string | undefined>>, string]>([
    [{ "approved-by": "user:tobias" }, "is approved by user:tobias, who asked for it"],
    [{ stage: "prod*" }, "is too broad: its stage `prod*` is a pattern"],
    [{ stage: "staging" }, "covers no failure"],
    [{ until: "2026-11-30" }, "ended on 2026-11-30"],
    [{ until: "2027-11-30" }, "the longest term is 90 d"],
    [{ until: "2026-11-31" }, "`until` is `2026-11-31`, which is no day of the calendar"],
    [{ "approved-by": "mina" }, "`approved-by` is `mina`, where a user or a team belongs"],
    [{ rule: "time-limits" }, "there is no rule `time-limits`"],
    [{ rule: "sound-waiver" }, "waives the rule that judges waivers"],
    [{ ticket: undefined, stage: undefined }, "a waiver needs --ticket, --path, --plan, --stage or --environment"],
    [{ file: "waivers.yaml" }, "waivers.yaml would not be read"],
    [{ file: "../out.yaml" }, "../out.yaml would not be read"],
  ])("refuses %j", (over, said) => {
    const root = folderOf(files);
    const { status, stderr } = add(root, over);
    expect(status).toBe(2);
    expect(stderr).toContain(said);
    expect(() => readFileSync(join(root, waivers))).toThrow("ENOENT");
  });

  it("asks for what is missing at a terminal, and takes what was typed ahead", () => {
    const first = "process.stdin.isTTY = true";
    const answers = ["", "", "production", "", ...Object.values(complete).slice(2), ""].join("\n");
    const root = folderOf(files);
    const args = ["waiver", "add", "--rule", "time-limit", ...day];
    expect(bakewell({ cwd: root, input: answers, first }, ...args).status).toBe(0);
    expect(readFileSync(join(root, waivers), "utf8")).toContain(written);
    const { status, stderr } = bakewell({ cwd: root, input: "a.yaml\n", first }, ...args);
    expect(status).toBe(2);
    expect(stderr).toContain("a waiver needs --until, --because, --requested-by, --approved-by, --ticket\n");
  });

  it("touches no list that is written in brackets", () => {
    const before = "[{ rule: bake-time }]\n";
    const root = folderOf({ ...files, [waivers]: before });
    expect(add(root)).toMatchObject({ status: 2 });
    expect(readFileSync(join(root, waivers), "utf8")).toBe(before);
  });

  it("writes text that no file can break", () => {
    const root = folderOf(files);
    const because = 'a: "b" # c\n- rule: approval';
    expect(add(root, { because, ticket: "4711" }).status).toBe(0);
    const { stdout } = bakewell({ cwd: root }, "waiver", "list", "--format", "json", ...day);
    expect(JSON.parse(stdout)).toMatchObject({ waivers: [{ because, ticket: "4711" }] });
  });
});

describe("waiver list", () => {
  it("shows each with what is left of it and what it covers", () => {
    const ended = waiver().replace("2026-12-31", "2026-11-30");
    const root = folderOf({
      [deploy]: inline,
      "bakewell.yaml": asks,
      [waivers]: `${waiver()}${ended}- rule: nothing\n`,
    });
    expect(bakewell({ cwd: root }, "waiver", "list", ...day)).toEqual({
      status: 0,
      stderr: "",
      stdout: `${waivers}:1  time-limit: stage production
  until 2026-12-31 (30 days left), approved by user:mina, covers 1 finding
  because the migration is slow (SHOP-1)
${waivers}:8  time-limit: stage production
  until 2026-11-30 (ended 1 day ago), approved by user:mina, covers 0 findings
  because the migration is slow (SHOP-1)
${waivers}:15  nothing: everything
  until no day, approved by nobody, covers 0 findings
  because of nothing that is written (no ticket)
  waives nothing: names \`nothing\`, which is no rule
${deploy}:8  time-limit: what begins on line 9
  until 2026-12-31 (30 days left), approved by user:mina, covers 1 finding
  because the migration is slow (SHOP-1)
`,
    });
  });

  it("says that there are none", () => {
    const root = folderOf({ [deploy]: unlimited });
    expect(bakewell({ cwd: root }, "waiver", "list")).toEqual({
      status: 0,
      stdout: "",
      stderr: "there are no waivers\n",
    });
  });
});
