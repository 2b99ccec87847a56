import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json } from "#syntax/json.ts";
import { commentsOf } from "#syntax/tree.ts";

const problemsOf = (text: string) =>
  json("a.json", text).problems.map(({ at, reason, weight }) => [at.line, at.column, weight, reason]);

describe("JSON", () => {
  it("is read as JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2, "\t"), (text, space) => {
        const written = JSON.stringify(JSON.parse(text), undefined, space);
        const { documents, problems } = json("a.json", written);
        expect(problems).toEqual([]);
        expect(JSON.parse(JSON.stringify(documents[0]?.toPlain()))).toEqual(JSON.parse(written));
      }),
    );
  });

  it("has places", () => {
    const document = json("a.json", '\uFEFF{\n  "stages": [\n    {"name": "pr\\u006fd", "wait": 10}\n  ]\n}\n')
      .documents[0]!;
    const stage = document.get("stages", 0);
    expect(stage.get("name").text).toBe("prod");
    expect(stage.get("name").at).toEqual({ file: "a.json", line: 3, column: 14 });
    expect(stage.get("wait").keyAt).toEqual({ file: "a.json", line: 3, column: 27 });
    expect(stage.get("wait").value).toBe(10);
  });

  it("goes over comments and commas at the end, and says so", () => {
    const text = '{\n  // why\n  "a": [1, 2,], /* and\n how */\n}\n';
    const { documents, problems } = json("a.json", text);
    expect(JSON.stringify(documents[0]?.toPlain())).toBe('{"a":[1,2]}');
    expect(commentsOf(documents[0]!).map((comment) => comment.text)).toEqual(["why", "and\n how"]);
    expect(problems.map(({ at, weight }) => [at.line, at.column, weight])).toEqual([
      [2, 3, "remark"],
      [3, 13, "remark"],
      [3, 15, "remark"],
    ]);
  });

  it.each([
    ['{"a": }', [1, 7, "error", "is not JSON: has `}` where a value belongs"]],
    ["{a: 1}", [1, 2, "error", "is not JSON: has `a` where a key in double quotes belongs"]],
    ['{"a": 1\n"b": 2}', [2, 1, "error", 'is not JSON: has `"` where `,` or `}` belongs']],
    ['{"a": "x\n"}', [1, 9, "error", 'is not JSON: has the end of the line where a closing `"` belongs']],
    ['{"a": "\\q"}', [1, 8, "error", "is not JSON: has `\\` where an escape that JSON knows belongs"]],
    ["[1", [1, 3, "error", "is not JSON: has the end of the file where `,` or `]` belongs"]],
    ["[01]", [1, 2, "error", "is not JSON: has `01` where a value belongs"]],
    ["1 2", [1, 3, "error", "is not JSON: has `2` where the end of the file belongs"]],
  ])("refuses %s", (text, problem) => {
    expect(json("a.json", text).documents).toEqual([]);
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("names equal keys", () => {
    expect(problemsOf('{"a": 1,\n "a": 2}')).toEqual([
      [2, 2, "remark", "has the key `a` twice in one mapping, first on line 1, and the last holds"],
    ]);
  });

  it("stands deep nesting and long strings", () => {
    expect(problemsOf("[".repeat(100_000))).toEqual([
      [1, 101, "error", "nests deeper than 100 levels, and was not read"],
    ]);
    expect(json("a.json", `["${"\\n".repeat(1_000_000)}"]`).documents[0]?.get(0).text.length).toBe(1_000_000);
    expect(json("a.json", `["${"\\n".repeat(1_000_000)}`).documents).toEqual([]);
  });
});
