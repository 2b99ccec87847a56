import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { drift } from "../src/build/generate.ts";

const root = join(import.meta.dirname, "..");
const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
});
const files = listed.split("\0").filter(Boolean);
const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const sources = files.filter((file) => /^src\/.*\.ts$/.test(file));

/** What a file may import: other files by the beginning of their path below src, packages by name. */
interface Allowance {
  readonly files: string;
  readonly may: readonly string[];
}

/** What all platforms share. */
const shared = [
  "platforms/platform.ts",
  "platforms/exported.ts",
  "platforms/environment-names.ts",
  "platforms/routes/",
  "platforms/recognise/",
  "platforms/kubernetes/",
  "platforms/terraform/",
  "platforms/values/",
];

/** The first row that a file's path begins with decides. */
const table: readonly Allowance[] = [
  { files: "model/", may: ["model/"] },
  { files: "schema/", may: ["schema/", "type:ajv"] },
  { files: "syntax/", may: ["syntax/", "model/", "js-yaml", "yaml"] },
  { files: "platforms/index.ts", may: ["platforms/", "model/"] },
  { files: "platforms/exporters.ts", may: ["platforms/", "model/", "syntax/"] },
  ...shared.map((files) => ({ files, may: ["model/", "syntax/", "schema/settings.ts", ...shared] })),
  {
    files: "platforms/",
    may: ["own folder", "model/", "syntax/", "schema/settings.ts", ...shared],
  },
  { files: "rules/", may: ["rules/", "model/", "schema/"] },
  {
    files: "expression/",
    may: ["expression/", "model/", "syntax/duration.ts", "@marcbachmann/cel-js", "re2js"],
  },
  {
    files: "policy/",
    may: [
      "policy/",
      "expression/index.ts",
      "model/",
      "schema/",
      "../schemas/",
      "syntax/",
      "rules/rule.ts",
      "rules/index.ts",
      "type:ajv",
    ],
  },
  { files: "settings/", may: ["settings/", "model/", "schema/", "syntax/"] },
  { files: "materials/", may: ["materials/", "model/", "syntax/"] },
  { files: "check.ts", may: ["model/", "rules/", "policy/"] },
  { files: "reporters/", may: ["reporters/", "model/", "type:sarif"] },
  {
    files: "read.ts",
    may: ["model/", "materials/", "syntax/", "platforms/index.ts", "platforms/platform.ts", "platforms/recognise/"],
  },
  { files: "repository", may: ["node:", "model/", "repository/"] },
  { files: "shipped.ts", may: ["node:"] },
  { files: "commands/", may: [""] },
  { files: "build/fields.ts", may: ["expression/types.ts"] },
  { files: "build/policies.ts", may: ["node:", "policy/"] },
  {
    files: "build/",
    may: ["build/", "node:", "esbuild", "ajv", "ajv-formats", "json-schema-to-typescript"],
  },
];

/** The modules that a text imports, types marked with `type:` where they come from a package. */
function importsOf(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return void found.push("an expression");
    const path = target(file, specifier.text);
    found.push(typeOnly && path === specifier.text ? `type:${path}` : path);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false));
  return found;
}

const isLoad = (called: ts.Expression): boolean =>
  called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === "require");

/** The path below src that a specifier leads to; the specifier itself for a package. */
function target(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (!specifier.startsWith(".")) return specifier;
  return join(file, "..", specifier);
}

/** The imports of a file, by its path below src, that the table does not allow. */
function forbidden(file: string, text: string): readonly string[] {
  const row = table.find(({ files: beginning }) => file.startsWith(beginning));
  if (!row) return [`${file} has no row in the table`];
  return importsOf(file, text)
    .filter((path) => !row.may.some((allowed) => allows(file, allowed, path)))
    .map((path) => `${file} imports ${path}`);
}

function allows(file: string, allowed: string, path: string): boolean {
  if (allowed === "own folder") return path.startsWith(file.split("/").slice(0, 2).join("/") + "/");
  if (allowed === "" || allowed.endsWith("/") || allowed.endsWith(":")) return path.startsWith(allowed);
  const named = allowed.startsWith("type:") ? path : path.replace(/^type:/, "");
  return named === allowed || (named.startsWith(`${allowed}/`) && !allowed.endsWith(".ts"));
}

describe("imports", () => {
  it("go only where the table lets them", () => {
    const found = sources.flatMap((file) => forbidden(file.slice("src/".length), textOf(file)));
    expect(found).toEqual([]);
  });

  it.each([
    ["model/fact.ts", 'import { readFileSync } from "node:fs";'],
    ["model/fact.ts", 'import { x } from "#policy/load.ts";'],
    ["syntax/yaml.ts", 'import fs from "node:fs";'],
    ["platforms/argo-rollouts/plans.ts", 'import type { Job } from "../github-actions/jobs.ts";'],
    ["platforms/argo-rollouts/plans.ts", 'import { rule } from "#rules/rule.ts";'],
    ["platforms/argo-rollouts/plans.ts", 'const fs = await import("node:fs");'],
    ["rules/exposure/bake-time.ts", 'import { mapping } from "#syntax/node.ts";'],
    ["rules/exposure/bake-time.ts", 'export * from "node:path";'],
    ["policy/load.ts", 'import { text } from "#reporters/text.ts";'],
    ["policy/load.ts", 'import { Environment } from "@marcbachmann/cel-js";'],
    ["rules/rule.ts", 'import { compile } from "#expression/index.ts";'],
    ["expression/compile.ts", 'import { yaml } from "#syntax/yaml.ts";'],
    ["policy/load.ts", 'import { bakeTime } from "#rules/exposure/bake-time.ts";'],
    ["check.ts", 'import { platforms } from "#platforms/index.ts";'],
    ["reporters/text.ts", 'import { check } from "#check.ts";'],
    ["reporters/text.ts", 'type Check = import("#check.ts").Check;'],
    ["repository.ts", 'import { rules } from "#rules/index.ts";'],
    ["platforms/index.ts", 'import { main } from "#commands/main.ts";'],
    ["model/plan.ts", "const later = await import(name);"],
    ["drawer/x.ts", ""],
  ])("of %s are caught: %s", (file, text) => {
    expect(forbidden(file, text)).toHaveLength(1);
  });

  it.each([
    ["platforms/argo-rollouts/plans.ts", 'import { graph } from "#platforms/routes/graph.ts";'],
    ["platforms/argo-rollouts/index.ts", 'import { plans } from "./plans.ts";'],
    ["rules/exposure/bake-time.ts", 'import type { RuleParameters } from "#schema/parameters.ts";'],
    ["commands/check.ts", 'import { check } from "#check.ts";'],
  ])("of %s are let through: %s", (file, text) => {
    expect(forbidden(file, text)).toEqual([]);
  });
});

describe("files", () => {
  it("are generated from the schemas as they are", async () => {
    expect(await drift()).toEqual([]);
  });

  it("have names that say what they are", () => {
    const vague =
      /(^|[/-])(utils?|helpers?|managers?|handlers?|services?|engines?|contexts?|data|infos?|items?|process)(?=[./-])/;
    // "Contexts" is GitHub's own word for what its expressions can name, and "data" is the kind of change that a rule asks about.
    const theirs = new Set(["src/rules/source/data-change.ts", "src/platforms/github-actions/contexts.ts"]);
    expect(sources.filter((file) => vague.test(file) && !theirs.has(file))).toEqual([]);
  });

  it("are in kebab-case", () => {
    expect(sources.filter((file) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*\.ts$/.test(file))).toEqual([]);
  });

  it("of commands are each in the table that calls them", () => {
    const commands = sources.filter(
      (file) => file.startsWith("src/commands/") && /^export default class /m.test(textOf(file)),
    );
    const called = importsOf("commands/table.ts", textOf("src/commands/table.ts")).map((path) => `src/${path}`);
    expect(called.filter((path) => commands.includes(path)).toSorted()).toEqual(commands.toSorted());
  });

  it("name no path of the machine they were written on", () => {
    const text = files.filter((file) => /^(src|bin|test\/[^/]+\.ts|schemas|policies|templates|\.|[^/]+$)/.test(file));
    const paths = new RegExp(`(?<![\\w.*$}-])/${"(work|tmp|root)"}/`);
    expect(text.filter((file) => paths.test(textOf(file)))).toEqual([]);
  });
});
