import { describe, expect, it } from "vitest";
import { UsageError } from "#model/usage-error.ts";
import { flawsOf } from "#model/waiver.ts";
import { loadWaivers } from "#policy/waivers.ts";

const file = "waivers.yaml";

function complaints(text: string): readonly string[] {
  try {
    loadWaivers(file, text);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return [error, ...error.also].map(({ at, message, hint }) => `${at?.line}:${at?.column} ${message}; ${hint ?? ""}`);
  }
}

const flaws = (text: string): readonly string[] =>
  loadWaivers(file, text).flatMap((waiver) =>
    flawsOf(waiver).map(({ at, reason }) => `${at.line}:${at.column} ${reason}`),
  );

const sound = `- rule: bake-time
  where: { path: .github/workflows/deploy.yml, stage: production }
  until: 2026-12-31
  because: the bake moves
  requested-by: user:tobias
  approved-by: team:acme/platform
  ticket: "4711"
`;

describe("a file of waivers", () => {
  it("is read with the place of every part", () => {
    const [waiver] = loadWaivers(file, sound);
    expect(waiver).toMatchObject({
      id: "waivers.yaml bake-time path=.github/workflows/deploy.yml stage=production",
      name: "the waiver of bake-time",
      at: { file, line: 1, column: 3 },
      rule: { state: "declared", value: "bake-time", at: { file, line: 1, column: 9 } },
      scope: {
        names: [
          { of: "path", text: ".github/workflows/deploy.yml", at: { file, line: 2, column: 18 } },
          { of: "stage", text: "production", at: { file, line: 2, column: 55 } },
        ],
        line: undefined,
      },
      until: { state: "declared", value: "2026-12-31", at: { file, line: 3, column: 10 } },
      requested: { state: "absent" },
      ticket: { state: "declared", value: "4711" },
      problems: [],
    });
    expect(flaws(sound)).toEqual([]);
  });

  it.each(["", "# none\n", "[]\n"])("may hold none: %j", (text) => {
    expect(loadWaivers(file, text)).toEqual([]);
  });

  it("leaves to the rule what is missing, each with its place", () => {
    expect(flaws("- rule: bake-time\n- where: {}\n")).toEqual([
      "1:3 covers everything",
      "1:3 has no end",
      "1:3 has no reason",
      "1:3 has no ticket",
      "1:3 does not say who asked for it",
      "1:3 is approved by nobody",
      "2:3 names no rule",
      "2:3 covers everything",
      "2:3 has no end",
      "2:3 has no reason",
      "2:3 has no ticket",
      "2:3 does not say who asked for it",
      "2:3 is approved by nobody",
    ]);
  });

  it.each([
    ["stage: production }", "stage: '*' }", "2:55 is too broad: its stage `*` is a pattern"],
    [".github/workflows/deploy.yml", '"**"', "2:18 is too broad: its path `**` is a pattern"],
    ["user:tobias", "team:Acme/platform", "6:16 is approved by team:acme/platform, who asked for it"],
    ["bake-time", "bake-tim", "1:9 names `bake-tim`, which is no rule"],
    ["bake-time", "bake-time,approval", "1:9 names `bake-time,approval`, which is no rule"],
    ["bake-time", "sound-waiver", "1:9 waives the rule that judges waivers"],
  ])("with %s as %s has a flaw", (was, is, said) => {
    expect(flaws(sound.replace(was, is))).toEqual([said]);
  });
});

describe("what is no file of waivers", () => {
  it.each<[string, ...string[]]>([
    ["rule: bake-time", "1:1 the file is a mapping, where a list of waivers belongs; write `- rule: …`"],
    ["- bake-time", "1:3 an entry is `bake-time`, where a waiver belongs; write `- rule: …`"],
    ["- rul: bake-time", "1:3 the waiver has no `rul`; did you mean `rule`?"],
    [
      "- where: { stag: a, tier: production }",
      "1:12 `where` has no `stag`; did you mean `stage`?",
      "1:21 `where` has no `tier`; it can have `path`, `plan`, `stage` or `environment`",
    ],
    ["- where: production", "1:10 `where` is `production`, where a mapping belongs; write `where: { path: … }`"],
    ["- where: { path: [a] }", "1:18 `path` is a list, where text belongs; write it in one line"],
    ["- until: soon", "1:10 `until` is `soon`, where a day belongs; write it as `2026-12-31`"],
    ["- until: 2026-02-30", "1:10 `until` is `2026-02-30`, which is no day of the calendar; write it as `2026-12-31`"],
    [
      "- approved-by: mina",
      "1:16 `approved-by` is `mina`, where a user or a team belongs; write it as `user:mina` or `team:acme/release-managers`",
    ],
    ["- ticket: 4711", '1:11 `ticket` is `4711`, where text belongs; put it in quotes: `"4711"`'],
    ["- because: ''", "1:12 `because` is empty, where text belongs; write it in one line"],
    ["[]\n---\n[]\n", "3:1 the file holds a second document; keep one list a file"],
    [
      "- rule: a\n  rule: b",
      "2:3 the file has the key `rule` twice in one mapping, first on line 1, which is not allowed; remove one of the two",
    ],
    [
      "- __proto__: {}\n",
      "1:3 the waiver has no `__proto__`; it can have `rule`, `where`, `until`, `because`, `requested`, `requested-by`, `approved-by` or `ticket`",
    ],
  ])("%s", (text, ...said) => {
    expect(complaints(text)).toEqual(said);
  });

  it("harms nothing", () => {
    expect(complaints("- ".repeat(200)).length).toBeGreaterThan(0);
    expect(complaints("- &a { where: *a }").length).toBeGreaterThan(0);
    expect(complaints(`- rule: ${"a".repeat(2_000_000)}`)).toHaveLength(1);
    expect(loadWaivers(file, "- rule: constructor\n".repeat(10_000))).toHaveLength(10_000);
  });
});
