import { describe, expect, it } from "vitest";
import { viaOf } from "#platforms/kubernetes/made.ts";
import { merged, patched } from "#platforms/kubernetes/merge.ts";
import { resolved } from "#platforms/kubernetes/paths.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { at } from "./repository.ts";

const node = (file: string, text: string): Node => yaml(file, text).documents[0]!;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe("a merge", () => {
  const merge = (base: string, patch: string, named = false) =>
    plain(merged(node("base", base), node("patch", patch), named)?.toPlain());

  it.each([
    ["{ a: 1, b: { c: 2 } }", "{ b: { d: 3 } }", { a: 1, b: { c: 2, d: 3 } }],
    ["{ a: 1 }", "{ a: null }", {}],
    ["{ a: [1, 2] }", "{ a: [3] }", { a: [3] }],
    ["{ a: { b: 1 } }", "{ a: { $patch: replace, c: 2 } }", { a: { c: 2 } }],
    ["{ a: { b: 1 } }", "{ a: { $patch: delete } }", {}],
    ["{ a: 1 }", "{ b: { c: null, d: 1 } }", { a: 1, b: { d: 1 } }],
    ["{ a: 1 }", "{ $patch: delete }", null],
  ])("of %s and %s", (base, patch, expected) => {
    expect(merge(base, patch)).toEqual(expected);
  });

  it("joins containers by name where the kind is known", () => {
    const base = "containers: [{ name: a, image: a:1 }, { name: b, image: b:1 }]";
    const patch = "containers: [{ name: b, image: b:2 }, { name: c }, { name: a, $patch: delete }]";
    expect(merge(base, patch, true)).toEqual({ containers: [{ name: "c" }, { name: "b", image: "b:2" }] });
    expect(merge(base, "containers: [{ name: b }]")).toEqual({ containers: [{ name: "b" }] });
  });

  it("leads from the patch to the base", () => {
    const value = merged(node("base", "a: { b: 1 }"), node("patch", "a: { b: 2 }"), false)!.get("a", "b");
    expect([value.value, at(value.at), viaOf(value).map(at)]).toEqual([2, "patch:1:9", ["base:1:9"]]);
  });
});

describe("operations", () => {
  const base = "a: { b: [1, 2, 3] }\nm/n: x\n";
  it.each([
    ["{ op: add, path: /a/c, value: 4 }", { a: { b: [1, 2, 3], c: 4 }, "m/n": "x" }],
    ["{ op: add, path: /a/b/1, value: 9 }", { a: { b: [1, 9, 2, 3] }, "m/n": "x" }],
    ["{ op: add, path: /a/b/-, value: 9 }", { a: { b: [1, 2, 3, 9] }, "m/n": "x" }],
    ["{ op: replace, path: /m~1n, value: y }", { a: { b: [1, 2, 3] }, "m/n": "y" }],
    ["{ op: remove, path: /a/b/0 }", { a: { b: [2, 3] }, "m/n": "x" }],
    ["{ op: move, from: /m~1n, path: /a/d }", { a: { b: [1, 2, 3], d: "x" } }],
    ["{ op: copy, from: /a/b/2, path: /e }", { a: { b: [1, 2, 3] }, "m/n": "x", e: 3 }],
    ["{ op: test, path: /a/b/0, value: 1 }", { a: { b: [1, 2, 3] }, "m/n": "x" }],
  ])("%s", (operation, expected) => {
    const result = patched(node("base", base), node("patch", `[${operation}]`));
    expect([plain(result.node.toPlain()), result.misfits]).toEqual([expected, []]);
  });

  it.each([
    "{ op: replace, path: /z, value: 1 }",
    "{ op: remove, path: /a/b/7 }",
    "{ op: add, path: /q/r, value: 1 }",
    "{ op: test, path: /a, value: 1 }",
    "{ op: what, path: /a }",
    "{ op: add, path: a, value: 1 }",
  ])("%s fits nothing", (operation) => {
    expect(patched(node("base", base), node("patch", `[${operation}]`)).misfits.map((misfit) => at(misfit.at))).toEqual(
      ["patch:1:2"],
    );
  });
});

it("resolves paths inside of the repository alone", () => {
  expect(["../b", "./c/../d", "/etc", "../../..", "x\\y", "."].map((path) => resolved("a/b", path))).toEqual([
    "a/b",
    "a/b/d",
    undefined,
    undefined,
    undefined,
    "a/b",
  ]);
});
