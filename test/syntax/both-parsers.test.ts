import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { dump } from "js-yaml";
import { Document } from "yaml";
import { describe, expect, it } from "vitest";
import { decode } from "#syntax/decode.ts";
import { Lines } from "#syntax/lines.ts";
import type { Node } from "#syntax/node.ts";
import { Tree } from "#syntax/tree.ts";
import { fastTape } from "#syntax/yaml-fast.ts";
import { tolerantTape } from "#syntax/yaml-tolerant.ts";
import { yaml } from "#syntax/yaml.ts";
import { shape } from "./shape.ts";

/** A text as the tolerant parser alone would read it. */
function tolerantly(file: string, text: string): readonly Node[] {
  const lines = new Lines(file, text);
  const tape = tolerantTape(text, lines);
  expect(tape.problems).toEqual([]);
  return new Tree(tape, lines, {
    mergeKeys: true,
    duplicates: "last",
    decode: () => expect.unreachable("the tolerant parser writes its texts"),
    remarks: "#",
  }).documents();
}

function expectSame(file: string, text: string): void {
  expect(yaml(file, text).documents.map(shape)).toEqual(tolerantly(file, text).map(shape));
}

const AWKWARD = {
  "block scalars of every form": `a: |
  one

   two
b: >-
  folded
  text

  more
c: |+ # kept
  x

d: |2
   indented
e: >
e2: |
f: last
`,
  "quotes over lines": `a: "one
  two\\
  three\\n"
b: 'it''s

  here'
c: plain
  goes on
"quoted key" : 1
`,
  brackets: `a: [1, 'two', {three: 3, four}, [], {}]
b: {x: , y: [a: b], "z":1}
c: [
  one,
  two, # behind
]
`,
  "nothing written": `a:
b: # nothing
c:
  -
  - # nothing
  - x:
d: ~
? e
f: !!str
g: &empty
h: *empty
`,
  "anchors, aliases and merges": `base: &base
  x: 1
  y: &y [1, 2]
more: &more {z: 3}
a:
  <<: *base
  x: 2
b:
  <<: [*more, *base]
c: *y
d:
  !!merge <<: *base
`,
  tags: `a: !Ref Name
b: !Sub "x"
c: !If [One, !Ref Two, 3]
d: !!str 12
e: !reference [.a, script]
f: !GetAtt
  a: b
`,
  "sequences at the key's column": `steps:
- run: a
- - nested
  - twice
-
  late: 1
`,
  "two documents and an empty one": `# first
a: 1
---
---
b: 2
...
---
- c
`,
  "keys that are no words": `1: a
true: b
null: c
? [x, y]
: d
"": e
on: f
`,
} as const;

describe("both YAML parsers", () => {
  it.each(Object.entries(AWKWARD))("read %s alike", (name, text) => expectSame(`${name}.yaml`, text));

  it("read them alike with CR LF", () => {
    for (const [name, text] of Object.entries(AWKWARD)) expectSame(`${name}.yaml`, text.replaceAll("\n", "\r\n"));
  });

  const scalar = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom(
      "yes",
      "on",
      "0777",
      "0x1f",
      "1e3",
      ".inf",
      "~",
      "null",
      "# no",
      "a: b",
      "- a",
      "2026-01-31",
      "a #b",
      "\n",
      "a\n\nb\n",
      " x",
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text !== "<<");
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4, depthSize: "small" }, scalar, tie("list"), tie("mapping")),
    list: fc.array(tie("value"), { maxLength: 4 }),
    mapping: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: false }),
  }));

  it("read what js-yaml writes alike", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(-1, 0, 1, 3), fc.boolean(), (written, flowLevel, forceQuotes) => {
        expectSame(
          "written.yaml",
          dump(written, { flowLevel, ...(forceQuotes ? { quoteStyle: "single" } : {}) } as object),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("read what yaml writes as it was", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(20, 80, 0), (written, lineWidth) => {
        const text = new Document(written).toString({ lineWidth });
        expectSame("written.yaml", text);
      }),
      { numRuns: 300 },
    );
  });

  const corpus = process.env["BAKEWELL_CORPUS"];
  it.skipIf(corpus === undefined)("read real files alike", { timeout: 300_000 }, () => {
    const files = readdirSync(corpus ?? "", { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(0);
    const different: string[] = [];
    for (const file of files) {
      const { text } = decode(file, readFileSync(file));
      const lines = new Lines(file, text);
      try {
        if (fastTape(text, lines).templateAt !== -1) continue;
      } catch {
        continue;
      }
      const [fast, slow] = [yaml(file, text).documents, tolerantly(file, text)];
      if (JSON.stringify(fast.map(shape)) !== JSON.stringify(slow.map(shape))) different.push(file);
    }
    expect(different).toEqual([]);
  });
});
