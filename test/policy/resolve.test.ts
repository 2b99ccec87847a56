import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "#model/usage-error.ts";
import type { PolicyLibrary } from "#policy/extend.ts";
import { loadPolicy } from "#policy/load.ts";
import { resolvePolicy } from "#policy/resolve.ts";

const digest = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

const builtins = new Map([
  [
    "base",
    "name: base\ntiers: { production: [prod, live], staging: [stage], development: [dev, qa] }\nclauses: [{ must: { recovery: {} } }]",
  ],
  ["strict", "name: strict\nextends: [base]\nclauses: [{ must: { time-limit: {} } }]"],
]);

const library = (files: Readonly<Record<string, string>> = {}): PolicyLibrary => ({
  builtins: new Map([...builtins].map(([name, text]) => [name, loadPolicy(`builtin:${name}.yaml`, text, digest)])),
  file: (path) => files[path],
  installed: () => undefined,
  digest,
});

const resolve = (text: string, files: Readonly<Record<string, string>> = {}, file = "bakewell.yaml") =>
  resolvePolicy(loadPolicy(file, text, digest), library(files));

/** The mistake that a policy ends with: its place, the message, and what to do. */
function mistake(text: string, files: Readonly<Record<string, string>> = {}, file = "bakewell.yaml"): string {
  try {
    resolve(text, files, file);
  } catch (error) {
    if (error instanceof UsageError)
      return `${error.at?.file}:${error.at?.line}:${error.at?.column} ${error.message}; ${error.hint}`;
    throw error;
  }
  return "";
}

describe("a policy that extends others", () => {
  it("has the clauses of its bases first, each once", () => {
    const policy = resolve(
      "name: shop\nextends: [base, strict, ./team.yaml]\nclauses: [{ should: { recovery: {} } }]",
      {
        "team.yaml": "name: team\nextends: [strict]\nclauses: [{ need-not: [time-limit] }]",
      },
    );
    expect(policy.clauses.map(({ policy: name, file, asks }) => `${name} ${file} ${[...asks.keys()].join()}`)).toEqual([
      "base builtin:base.yaml recovery",
      "strict builtin:strict.yaml time-limit",
      "team team.yaml time-limit",
      "shop bakewell.yaml recovery",
    ]);
    expect(policy).toMatchObject({ name: "shop", source: "bakewell.yaml" });
  });

  it("names files relative to itself", () => {
    const files = {
      "policies/team.yaml": "name: team\nextends: [../org/base.yml]",
      "org/base.yml": "name: org\nclauses: [{ must: { recovery: {} } }]",
    };
    expect(resolve("name: shop\nextends: [policies/team.yaml]", files).clauses).toHaveLength(1);
  });

  it("has a digest that can be made again from its files", () => {
    const text = "name: shop\nextends: [base]";
    expect(resolve("name: shop").digest).toBe(digest("name: shop"));
    expect(resolve(text).digest).toBe(
      digest(`${digest(builtins.get("base") ?? "")}  builtin:base.yaml\n${digest(text)}  bakewell.yaml\n`),
    );
  });

  it.each([
    ["name: shop\nextends: [bse]", {}, "bakewell.yaml:2:11 there is no built-in policy `bse`; did you mean `base`?"],
    [
      "name: shop\nextends: ['@acme/policy-x']",
      {},
      "bakewell.yaml:2:11 the package `@acme/policy-x` is not in node_modules; it is never fetched: install it (`npm install --save-dev @acme/policy-x`), or copy the policy into the repository",
    ],
    [
      "name: shop\nextends: [company]",
      {},
      "bakewell.yaml:2:11 there is no built-in policy `company`; there are `base` or `strict`; a file is written with its folder: `./company.yaml`; a package must be installed in node_modules",
    ],
    [
      "name: shop\nextends: [./team.yaml]",
      {},
      "bakewell.yaml:2:11 `extends` names `./team.yaml`, and team.yaml cannot be read; a file is named relative to the policy that extends it, and is not fetched",
    ],
    [
      "name: shop\nextends: [../team.yaml]",
      {},
      "bakewell.yaml:2:11 `extends` names `../team.yaml`, which is outside the repository; copy the policy into the repository",
    ],
    [
      "name: shop\nextends: [/etc/team.yaml]",
      {},
      "bakewell.yaml:2:11 `extends` names `/etc/team.yaml`, which is outside the repository; copy the policy into the repository",
    ],
    [
      "name: shop\nextends: [a/../../team.yaml]",
      {},
      "bakewell.yaml:2:11 `extends` names `a/../../team.yaml`, which is outside the repository; copy the policy into the repository",
    ],
    [
      "name: shop\nextends: [./bakewell.yaml]",
      {},
      "bakewell.yaml:2:11 the policy extends itself: bakewell.yaml → bakewell.yaml; remove one of the steps",
    ],
    [
      "name: shop\nextends: [./a.yaml]",
      { "a.yaml": "name: a\nextends:\n  - b.yaml", "b.yaml": "name: b\nextends: [./a.yaml]" },
      "b.yaml:2:11 the policy extends itself: a.yaml → b.yaml → a.yaml; remove one of the steps",
    ],
    [
      "name: shop\nextends: [./a.yaml]",
      { "a.yaml": "name: a\nclauses: [{}]" },
      "a.yaml:2:11 the clause asks nothing; add `must`, `should`, `need-not` or `assert`, or remove the clause",
    ],
  ])("%s", (text, files, said) => {
    expect(mistake(text, files)).toBe(said);
  });

  it("may not go on for ever", () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`p${index}.yaml`, `name: p\nextends: [p${index + 1}.yaml]`]),
    );
    expect(mistake("name: shop\nextends: [p0.yaml]", files)).toBe(
      "p14.yaml:2:11 the policy extends too many others: bakewell.yaml → p0.yaml → p1.yaml → … (16 deep or 64 in all are allowed); extend fewer policies",
    );
  });

  it("may not be a built-in one that extends a file", () => {
    expect(mistake("name: shop\nextends: [./x.yaml]", {}, "builtin:shop.yaml")).toBe(
      "builtin:shop.yaml:2:11 a built-in policy extends the file `./x.yaml`; name a built-in policy",
    );
  });
});

describe("what later policies say", () => {
  it("replaces the list of a tier, and takes its patterns from the others", () => {
    expect(resolve("name: shop\nextends: [base]\ntiers: { production: [shop, qa] }").tiers).toEqual({
      production: ["shop", "qa"],
      staging: ["stage"],
      development: ["dev"],
    });
  });

  it("replaces groups, entries and settings by their names", () => {
    const files = {
      "team.yaml":
        "name: team\ngroups: { ops: ['user:mina'], leads: ['user:tobias'] }\nrecognise: { commands: { ship: { does: deploy } } }\nwaivers: { inline: false }",
    };
    const policy = resolve(
      "name: shop\nextends: [team.yaml]\ngroups: { ops: ['team:acme/ops'] }\nrecognise:\n  commands:\n    ship: { does: check, kinds: [tests] }\n  actions:\n    acme/go: { does: deploy, tier: production }",
      files,
    );
    expect([...policy.groups]).toEqual([
      ["ops", ["team:acme/ops"]],
      ["leads", ["user:tobias"]],
    ]);
    expect([...policy.recognition.commands]).toEqual([
      ["ship", { does: "check", kinds: ["tests"], source: "bakewell.yaml:6" }],
    ]);
    expect([...policy.recognition.actions]).toEqual([
      ["acme/go", { does: "deploy", tier: "production", source: "bakewell.yaml:8" }],
    ]);
    expect(policy.waivers).toEqual({ files: ".bakewell/waivers/*.yaml", inline: false });
  });

  it("has the pattern of the waivers' files alone, too", () => {
    const files = { "team.yaml": "name: team\nwaivers: { inline: false }" };
    expect(resolve("name: shop\nextends: [team.yaml]\nwaivers: waivers/*.yaml", files).waivers).toEqual({
      files: "waivers/*.yaml",
      inline: false,
    });
  });
});

describe("what a clause asks", () => {
  const asksOf = (text: string) =>
    resolve(`name: shop\ngroups: { ops: ['user:mina', 'team:acme/ops'] }\nclauses:\n  - ${text}`).clauses[0]?.asks;

  it("has defaults filled in, durations in seconds and shares from 0 to 1", () => {
    expect(
      asksOf("must: { progressive-exposure: { first: 2.5% }, bake-time: { first: PT12H } }")?.get(
        "progressive-exposure",
      ),
    ).toEqual({
      strength: "must",
      at: { file: "bakewell.yaml", line: 4, column: 13 },
      parameters: { "progressive-exposure": { stages: 2, first: 0.025, growth: 5, "blue-green": false } },
    });
    expect(asksOf("should: { bake-time: { first: PT12H } }")?.get("bake-time")).toMatchObject({
      strength: "should",
      parameters: { "bake-time": { minimum: 3600, first: 43_200 } },
    });
  });

  it("keeps the names of the groups that approve", () => {
    expect(
      asksOf("must: { approval: { from: [ops, 'user:mina', 'team:acme/board'] } }")?.get("approval")?.parameters,
    ).toEqual({
      approval: {
        count: 1,
        from: ["ops", "user:mina", "team:acme/board"],
        "by-author": false,
        "by-initiator": false,
        bypass: false,
        automation: false,
      },
    });
  });

  it("may be nothing", () => {
    expect(asksOf("need-not: [recovery]")?.get("recovery")).toEqual({
      strength: "need-not",
      at: { file: "bakewell.yaml", line: 4, column: 16 },
      parameters: {},
    });
  });

  it.each([
    ["groups: { ops: ['user:mina'] }", "bakewell.yaml:3:40 there is no group `opps`; did you mean `ops`?"],
    ["groups: { directors: ['user:mina'] }", "bakewell.yaml:3:40 there is no group `opps`; the policy has `directors`"],
    [
      "version: '1'",
      "bakewell.yaml:3:40 there is no group `opps`; list its members in `groups`, or write `team:…` or `user:…`",
    ],
  ])("comes from groups that are there: %s", (line, said) => {
    expect(mistake(`name: shop\n${line}\nclauses: [{ must: { approval: { from: [opps] } } }]`)).toBe(said);
  });

  it.each([
    ["group:opps", "bakewell.yaml:3:9 there is no group `opps`; did you mean `ops`?"],
    ["group:ops", "bakewell.yaml:3:9 the group `ops` holds itself: ops → ops; take one of the groups out of the other"],
    [
      "group:leads",
      "bakewell.yaml:5:34 the group `ops` holds itself: ops → leads → team:acme/web → ops; take one of the groups out of the other",
    ],
    ["group:all", ""],
  ])("has groups of groups that end: %s", (member, said) => {
    const leads = "leads: ['team:acme/web']\n  'team:acme/web': ['user:mina', 'group:ops']\n  all: ['user:mina']";
    const lines = member === "group:leads" ? leads : leads.replace(", 'group:ops'", "");
    expect(mistake(`name: shop\ngroups:\n  ops: ['${member}', 'user:lea']\n  ${lines}`)).toBe(said);
  });

  it("names every circle once, and walks deep ones", () => {
    const chain = Array.from(
      { length: 3000 },
      (_, n) => `  g${n}: ['group:g${(n + 1) % 3000}', 'group:g${(n + 7) % 3000}']`,
    );
    expect(mistake(`name: shop\ngroups:\n${chain.join("\n")}`)).toBe(
      "bakewell.yaml:2996:26 the group `g0` holds itself: g0 → g1 → g2 → … → g0; take one of the groups out of the other",
    );
  });

  it("may come from a group of a base", () => {
    const files = { "team.yaml": "name: team\ngroups: { ops: ['user:mina'] }" };
    expect(mistake("name: shop\nextends: [team.yaml]\nclauses: [{ must: { approval: { from: [ops] } } }]", files)).toBe(
      "",
    );
  });
});

it("resolves to the same whatever was resolved before", () => {
  const words = fc.constantFrom("base", "strict", "./a.yaml", "./b.yaml");
  fc.assert(
    fc.property(fc.uniqueArray(words), fc.uniqueArray(fc.constantFrom("base", "strict", "./a.yaml")), (own, ofB) => {
      const files = {
        "a.yaml": "name: a\nclauses: [{ must: { recovery: {} } }]",
        "b.yaml": `name: b\nextends: ${JSON.stringify(ofB)}`,
      };
      const text = `name: shop\nextends: ${JSON.stringify(own)}`;
      const once = resolve(text, files);
      expect(resolve(text, files)).toEqual(once);
      const order = once.clauses.map(({ file }) => file);
      expect(new Set(order).size).toBe(order.length);
      const [base = -1, strict = -1] = ["base", "strict"].map((name) => order.indexOf(`builtin:${name}.yaml`));
      expect(strict === -1 || (base !== -1 && base < strict)).toBe(true);
    }),
    { seed: 1, numRuns: 100 },
  );
});
