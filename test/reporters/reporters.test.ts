import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import formatsOf from "ajv-formats";
import { describe, expect, it } from "vitest";
import { exitCode, summarise } from "#check.ts";
import { plansJson } from "#reporters/json.ts";
import { type Format, formats, reporters } from "#reporters/index.ts";
import { planMermaid } from "#reporters/plan/mermaid.ts";
import { planSvg } from "#reporters/plan/svg.ts";
import { planText } from "#reporters/plan/text.ts";
import type { Choices } from "#reporters/reporter.ts";
import { validateReport as validReport } from "#schema/report-validator.ts";
import type { Report } from "#model/report.ts";
import { hostile, report, shop, spites } from "./report.ts";
import { elementsOf } from "./xml.ts";

const choices: Choices = { unknown: "show", passes: true, color: false };
const print = async (format: Format, of: Report, over: Partial<Choices> = {}): Promise<string> =>
  (await reporters[format]())(of, { ...choices, ...over });

const expected = (name: string): string => `expected/${name}`;

describe("every format", () => {
  it.each([
    ["text", "report.txt", {}],
    ["text", "report-short.txt", { passes: false, unknown: "hide" }],
    ["text", "report-color.txt", { color: true }],
    ["json", "report.json", {}],
    ["sarif", "report.sarif", {}],
    ["junit", "report.xml", {}],
    ["junit", "report-unknown-fails.xml", { unknown: "fail" }],
    ["github", "report.log", {}],
    ["gitlab", "report-gitlab.json", {}],
    ["markdown", "report.md", {}],
  ] as const)("%s is as expected/%s", async (format, file, over) => {
    await expect(await print(format, report(), over)).toMatchFileSnapshot(expected(file));
  });

  it.each(formats)("%s of nothing is whole", async (format) => {
    const nothing = report({ findings: [], plans: [], notes: [], sources: [] });
    const printed = await print(format, nothing);
    expect(printed.endsWith("\n")).toBe(true);
    const read = format === "junit" ? elementsOf : ["json", "sarif", "gitlab"].includes(format) ? JSON.parse : String;
    expect(() => read(printed)).not.toThrow();
  });

  it.each(formats)("%s is the same twice, and does not change the report", async (format) => {
    const of = report();
    const before = structuredClone(of);
    expect(await print(format, of)).toBe(await print(format, of));
    expect(of).toEqual(before);
  });
});

describe("what is owed", () => {
  const [broken] = report().findings;
  const owed = {
    emergency: "EMG-2026-11-30-search",
    at: { file: "e.yaml", line: 2, column: 1 },
    due: "2100-01-01T00:00:00Z",
  };
  const owing = report({ findings: broken ? [{ ...broken, owed }] : [] });

  it.each([
    [
      "text",
      /^ {2}20:\d+ {2}owed {5}.*\n.*\n +owed by 2100-01-01T00:00:00Z \(\d+ d.* left\), by the terms of EMG-2026-11-30-search$/m,
    ],
    ["json", /"owed": \{\n +"emergency": "EMG-2026-11-30-search"/],
    [
      "sarif",
      /"level": "note"[^]*"owed": \{\n +"emergency": "EMG-2026-11-30-search",\n +"due": "2100-01-01T00:00:00Z"/,
    ],
    ["junit", /failures="0"[^]*<skipped message="owed by 2100-01-01T00:00:00Z, EMG-2026-11-30-search: /],
    ["github", /^::warning [^]*owed by 2100-01-01T00:00:00Z/],
    ["gitlab", /owed by 2100-01-01T00:00:00Z[^]*"severity": "minor"/],
    ["markdown", /every must passes[^]*<summary>Owed \(1\)<\/summary>[^]*owed by 2100-01-01T00:00:00Z/],
  ] as const)("%s says by when, and under which emergency", async (format, says) => {
    expect(await print(format, owing)).toMatch(says);
  });

  it("does not break a build, and is no failure", async () => {
    expect(validReport(JSON.parse(await print("json", owing)))).toBe(true);
    expect(exitCode(owing.findings, "should", "fail")).toBe(0);
    expect(summarise(owing.findings)).toMatchObject({ fail: 0, owed: 1 });
  });
});

describe("plans", () => {
  it("are as expected", async () => {
    await expect(planText([shop], false)).toMatchFileSnapshot(expected("plan.txt"));
    await expect(planText([shop], true)).toMatchFileSnapshot(expected("plan-color.txt"));
    await expect(planMermaid([shop])).toMatchFileSnapshot(expected("plan.mmd"));
    await expect(planSvg([shop])).toMatchFileSnapshot(expected("plan.svg"));
    await expect(plansJson([shop])).toMatchFileSnapshot(expected("plans.json"));
  });

  it("that are many are drawn", () => {
    const stages = Array.from({ length: 130_000 }, () => shop.stages[0]!);
    expect(planSvg([{ ...shop, stages }]).endsWith("</svg>\n")).toBe(true);
    expect(planText([{ ...shop, stages: stages.slice(0, 1000) }], false)).toContain("1000 staging");
  });
});

it("many findings are listed", async () => {
  const [first] = report().findings;
  const findings = Array.from({ length: 130_000 }, (_, line) => ({
    ...first!,
    places: [{ ...first!.subject.at, line }],
  }));
  expect((await print("text", report({ findings }))).split("\n").length).toBeGreaterThan(130_000);
});

/** Control characters but the line break, and those that turn the direction of writing or cannot be seen. */
const harmful =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2061-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;
/** What a runner takes for a command: GitHub's at the start of a line, the older ones anywhere. */
const command = /^\s*::|##\w*\[/m;

describe.each(spites.map((spite) => [spite.slice(0, 40), spite] as const))("in a report full of %j", (_, spite) => {
  const of = hostile(spite);

  it.each(formats.filter((format) => format !== "github"))("%s harms no terminal and no log", async (format) => {
    const printed = await print(format, of);
    expect(harmful.exec(printed)).toBeNull();
    expect(command.exec(printed)).toBeNull();
  });

  it("text takes one line for a finding, and is not longer for a long name", async () => {
    const printed = await print("text", of);
    expect(printed.length).toBeLessThan(spite.length * 20 + 20_000);
    const lines = printed.split("\n").filter((each) => each.startsWith("  3:5 "));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/^ {2}3:5 {2}(?:fail {3}|unknown|pass {3}|waived ) {2}/);
  });

  it("json keeps every text as it is, by its schema", async () => {
    const document: unknown = JSON.parse(await print("json", of));
    expect(validReport(document) || validReport.errors).toBe(true);
    expect(document).toMatchObject({
      policy: { name: spite },
      findings: [{ "asked-by": { cites: spite }, remedy: `write ${spite}\n${spite}` }, {}, {}, {}, {}, {}, {}],
    });
  });

  it("sarif has a result for each, at an address that leads to its file", async () => {
    const { runs } = JSON.parse(await print("sarif", of));
    expect(runs[0].results.map(({ kind, level }: { kind: string; level: string }) => `${kind} ${level}`)).toEqual([
      "fail error",
      "fail warning",
      "open none",
      "pass none",
      "fail error",
      "fail error",
      "fail error",
    ]);
    const { uri } = runs[0].results[0].locations[0].physicalLocation.artifactLocation;
    expect(decodeURIComponent(uri)).toBe(`${spite}.yaml`.toWellFormed());
    expect(runs[0].results[4].suppressions).toHaveLength(1);
  });

  it("junit is well-formed, and says no more and no less", async () => {
    const elements = elementsOf(await print("junit", of));
    const named = (name: string) => elements.filter((element) => element.name === name);
    expect(named("testcase")).toHaveLength(7);
    expect(named("failure")).toHaveLength(3);
    expect(named("skipped")).toHaveLength(3);
    expect(
      elements
        .map(({ name }) => name)
        .filter((name) => !["testsuites", "testsuite", "testcase", "failure", "skipped"].includes(name)),
    ).toEqual([]);
    expect(named("testsuites")[0]?.attributes.get("failures")).toBe("3");
  });

  it("github makes one annotation for each, and nothing else", async () => {
    const lines = (await print("github", of)).trimEnd().split("\n");
    const summary = lines.pop() ?? "";
    expect(lines).toHaveLength(7);
    for (const line of lines)
      expect(line).toMatch(/^::(?:error|warning|notice) file=[^:,]*,line=3,col=5,title=[a-z-]+::[^\r\n]*$/);
    expect(summary).toMatch(/^1 plan, 2 stages: /);
    expect(command.exec(summary)).toBeNull();
    expect(harmful.exec(lines.join("\n"))).toBeNull();
  });

  it("gitlab has what its format asks of each issue", async () => {
    const issues = JSON.parse(await print("gitlab", of));
    expect(issues).toHaveLength(6);
    for (const issue of issues)
      expect(issue).toEqual({
        type: "issue",
        description: expect.any(String),
        check_name: expect.stringMatching(/^[a-z-]+$/),
        categories: ["Security"],
        fingerprint: expect.any(String),
        severity: expect.stringMatching(/^(?:info|minor|major)$/),
        location: { path: expect.any(String), lines: { begin: 3 } },
      });
  });

  it("markdown has rows of three cells, and no markup, mention or link of its own", async () => {
    const printed = await print("markdown", of);
    const rows = printed.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| place"));
    expect(rows).toHaveLength(7);
    for (const row of rows) {
      expect(cellsOf(row)).toHaveLength(3);
      const outsideCode = row.replaceAll(/`[^`]*`/g, "").replaceAll("<br>", "");
      expect(outsideCode).not.toMatch(/[<>]|(?<!\\)[*_[\]~$!]|@(?!\u2060)|:\/\/|www\./);
      expect(outsideCode.replaceAll(/\\./g, "")).not.toContain("`");
    }
    const tags = printed.replaceAll(/`[^`\n]*`/g, "").match(/<[^>]*>/g) ?? [];
    expect(new Set(tags).difference(new Set(["<br>", "<details>", "<summary>", "</summary>", "</details>"]))).toEqual(
      new Set(),
    );
  });

  it("plans harm nobody", () => {
    const printed = {
      text: planText(of.plans, false),
      mermaid: planMermaid(of.plans),
      svg: planSvg(of.plans),
      json: plansJson(of.plans),
    };
    for (const each of Object.values(printed)) {
      expect(harmful.exec(each)).toBeNull();
      expect(command.exec(each)).toBeNull();
    }
    const pictured = elementsOf(printed.svg);
    const allowed = ["svg", "style", "defs", "marker", "path", "g", "title", "rect", "text", "tspan"];
    expect(pictured.filter(({ name }) => !allowed.includes(name))).toEqual([]);
    expect(
      pictured.flatMap(({ attributes }) => [...attributes.keys()]).filter((name) => /^on|href|^src$/.test(name)),
    ).toEqual([]);
    expect(printed.svg).not.toMatch(/url\((?!#head\))|@import/);
    for (const line of printed.mermaid.trimEnd().split("\n"))
      expect(line).toMatch(
        /^(?:flowchart LR| {2}subgraph p0\["[^"]*"\]| {4}p0s\d\["[^"]*"\]| {4}p0s0 -->(?:\|"[^"]*"\|)? p0s1| {2}end)$/,
      );
  });
});

/** The cells of a row as GitHub splits them: at every bar that no backslash stands before, pairs of backslashes aside. */
const cellsOf = (row: string): readonly string[] =>
  row
    .replaceAll(/\\[\\|`*_{}[\]()#+!~$]/g, "")
    .split("|")
    .slice(1, -1);

describe("official schemas", () => {
  const folder = process.env["BAKEWELL_OFFICIAL_SCHEMAS"];

  it.skipIf(folder === undefined)("sarif is valid", async () => {
    const {
      $schema: _,
      id: __,
      ...schema
    } = JSON.parse(readFileSync(join(folder ?? "", "sarif-schema-2.1.0.json"), "utf8"));
    const ajv = new Ajv({ strict: false, allErrors: true });
    formatsOf.default(ajv);
    const valid = ajv.compile(schema);
    for (const of of [report(), report({ findings: [] }), ...spites.map(hostile)]) {
      const document: unknown = JSON.parse(await print("sarif", of));
      expect(valid(document) || valid.errors).toBe(true);
    }
  });
});
