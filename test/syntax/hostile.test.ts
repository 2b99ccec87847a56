import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "#syntax/json.ts";
import { yaml } from "#syntax/yaml.ts";

const reasons = (text: string) =>
  yaml("a.yaml", text).problems.map(({ at, reason }) => `${at.line}:${at.column} ${reason}`);

/** How many scalars stand below, all aliases followed. */
const leaves = (text: string): number => {
  let count = 0;
  JSON.stringify(
    yaml("a.yaml", text).documents.map((document) => document.toPlain()),
    (_key, value) => {
      if (typeof value !== "object") count++;
      return value;
    },
  );
  return count;
};

const generations = (first: string, next: (last: string) => string, count: number) =>
  Array.from({ length: count }, (_, n) => `a${n}: &a${n} ${n === 0 ? first : next(`*a${n - 1}`)}\n`).join("");

describe("hostile texts", () => {
  it("a bomb of aliases ends at its budget", () => {
    const bomb = generations("[x, x, x, x, x, x, x, x, x]", (last) => `[${Array(9).fill(last).join(", ")}]`, 40);
    expect(reasons(bomb)[0]).toMatch(/ expands to more than 200000 nodes through its aliases$/);
    expect(leaves(bomb)).toBeLessThan(250_000);
  });

  it("so does a bomb of merge keys, and a long chain of aliases", () => {
    const merges = generations("{k: v}", (last) => `{<<: [${Array(9).fill(last).join(", ")}], x: ${last}}`, 40);
    expect(reasons(merges)[0]).toMatch(/ expands to more than 200000 nodes/);
    expect(leaves(merges)).toBeLessThan(250_000);
    const chain = generations("{k: v}", (last) => `{k: ${last}}`, 5000);
    expect(reasons(chain)[0]).toMatch(/ expands to more than 200000 nodes/);
    expect(leaves(chain)).toBeLessThan(250_000);
  });

  it.each([
    ["brackets", "[".repeat(10_000), "1:100"],
    ["dashes", "- ".repeat(10_000), "1:201"],
    ["keys", Array.from({ length: 2000 }, (_, n) => `${" ".repeat(n)}a:`).join("\n"), "100:100"],
    ["brackets behind another fault", `x: @y\n${"[".repeat(10_000)}`, "2:101"],
  ])("deep nesting of %s is refused", (_name, text, place) => {
    expect(reasons(text)).toEqual([`${place} nests deeper than 100 levels, and was not read`]);
  });

  it("large texts are refused unread", () => {
    expect(reasons(`a: ${"x".repeat(5_000_000)}`)).toEqual(["1:1 is larger than 5 MB, and was not read"]);
    expect(yaml("a.yaml", "a: 1\n", { limit: 3 }).problems[0]?.reason).toBe(
      "is larger than 3 characters, and was not read",
    );
    expect(json("a.json", "[1, 2]", { limit: 3 }).problems[0]?.reason).toBe(
      "is larger than 3 characters, and was not read",
    );
  });

  it("a long text with a fault is refused at the first one", () => {
    expect(reasons(`x: @y\n${"a: b\n".repeat(100_000)}`)).toEqual([
      "1:4 is not YAML (bad indentation of a mapping entry)",
    ]);
  });

  it("thousands of equal keys are told twenty times", () => {
    expect(reasons("a: 1\n".repeat(50_000)).length).toBe(20);
  });

  it("nothing throws", () => {
    const words = fc.constantFrom(
      "a",
      ":",
      " ",
      "\n",
      "  ",
      "- ",
      "? ",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&a ",
      "*a",
      "!t ",
      "|",
      ">",
      "'",
      '"',
      "#",
      "\t",
      "---\n",
      "%",
      "\\",
      "<<: ",
      "\r",
      "\0",
      "\uFEFF",
      "\uD800",
      "{{ ",
      "@",
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const text = parts.join("");
        for (const parsed of [yaml("a.yaml", text), json("a.json", text)]) {
          for (const document of parsed.documents) {
            document.toPlain();
            document.get("a", 0).comments.at(0);
          }
          for (const { at } of parsed.problems) expect(at.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
