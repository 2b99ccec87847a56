import { describe, expect, it } from "vitest";
import { commentsOf } from "#syntax/tree.ts";
import { yaml, type YamlOptions } from "#syntax/yaml.ts";

const FILE = "deploy.yaml";
const read = (text: string, options?: YamlOptions) => yaml(FILE, text, options);
const root = (text: string, options?: YamlOptions) => read(text, options).documents[0]!;
const plain = (text: string, options?: YamlOptions): unknown =>
  JSON.parse(JSON.stringify(read(text, options).documents.map((document) => document.toPlain())));
const problems = (text: string, options?: YamlOptions) =>
  read(text, options).problems.map(({ at, weight, reason }) => [at.line, at.column, weight, reason]);
const at = (line: number, column: number) => ({ file: FILE, line, column });

describe("nodes", () => {
  const document = root(`stages:
  - name: staging
    bake: 30m
  - name: "production"
    bake:
    run: |
      ./deploy.sh
        --all

      echo done
`);

  it("have the places of their values and keys", () => {
    const stage = document.get("stages", 1);
    expect(stage.kind).toBe("mapping");
    expect(stage.at).toEqual(at(4, 5));
    expect(stage.get("name").at).toEqual(at(4, 11));
    expect(stage.get("name").keyAt).toEqual(at(4, 5));
    expect(stage.get("bake").at).toEqual(at(5, 10));
    expect(stage.get("run").at).toEqual(at(6, 10));
    expect(document.get("stages").keyAt).toEqual(at(1, 1));
    expect(document.get("stages").at).toEqual(at(2, 3));
  });

  it("that are not there have the place of what they would be part of", () => {
    const missing = document.get("stages", 0, "approval", "count");
    expect(missing.kind).toBe("missing");
    expect(missing.at).toEqual(at(2, 5));
    expect(document.get("nothing").at).toEqual(at(1, 1));
    expect(document.get("stages", 7).at).toEqual(at(1, 1));
    expect(document.get("stages", 0, "name", "deeper").kind).toBe("missing");
  });

  it("tell an explicit nothing from what is not there", () => {
    const stage = document.get("stages", 1);
    expect([stage.has("bake"), stage.has("approval")]).toEqual([true, false]);
    expect(stage.get("bake").value).toBeNull();
    expect([document.get("stages").has(1), document.get("stages").has(2)]).toEqual([true, false]);
  });

  it("know where a character of a script stands", () => {
    const run = document.get("stages", 1, "run");
    expect(run.placeOf(run.text.indexOf("--all"))).toEqual(at(8, 9));
    expect(run.placeOf(run.text.indexOf("done"))).toEqual(at(10, 12));
    expect(document.get("stages", 1, "name").placeOf(3)).toEqual(at(4, 15));
  });

  it("know it in folded, plain and quoted texts", () => {
    const texts = root("a: >\n  one\n  two\nb: one\n  two\nc: 'it''s'\n");
    expect(texts.get("a").placeOf(4)).toEqual(at(3, 3));
    expect(texts.get("b").placeOf(4)).toEqual(at(5, 3));
    expect(texts.get("c").placeOf(4)).toEqual(at(6, 4));
  });

  it("resolve scalars by the core schema", () => {
    const text = "[on, yes, 0777, 0x1F, 0o17, 1e3, -.5, 2026-01-31, 1_000, 0b1, ~, True, '1', 1.10, 1.2.3]";
    expect(plain(text)).toEqual([
      ["on", "yes", 777, 31, 15, 1000, -0.5, "2026-01-31", "1_000", "0b1", null, true, "1", 1.1, "1.2.3"],
    ]);
    expect(root(text).get(13).text).toBe("1.10");
    expect(
      root("[.inf, -.INF, .nan]")
        .items()
        .map((node) => node.value),
    ).toEqual([Infinity, -Infinity, Number.NaN]);
  });

  it("keep tags as they are written", () => {
    const template = root("a: !Ref Stage\nb: !If [Is, 1, 2]\nc: !!str 12\nd: !Sub 12\n");
    expect(template.entries().map(({ node }) => [node.tag, node.toPlain()])).toEqual([
      ["!Ref", "Stage"],
      ["!If", ["Is", 1, 2]],
      ["!!str", "12"],
      ["!Sub", "12"],
    ]);
  });

  it("count places without a byte order mark, over CR LF and CR alone", () => {
    expect(
      root("\uFEFFa: 1\r\nb: 2\rc: 3\r\n")
        .entries()
        .map(({ keyAt }) => [keyAt.line, keyAt.column]),
    ).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it("have keys as text, whatever they are", () => {
    const { documents } = read("__proto__: 1\nconstructor: 2\n8080: 3\nnull: 4\ntrue: 5\n? [a, b]\n: 6\n");
    expect(documents[0]!.entries().map(({ key, node }) => [key, node.value])).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
      ["8080", 3],
      ["null", 4],
      ["true", 5],
      ["[a, b]", 6],
    ]);
    const object = documents[0]!.toPlain() as object;
    expect(Object.getPrototypeOf(object)).toBeNull();
    expect(Object.keys(object)).toContain("__proto__");
    expect(documents[0]!.get("toString").kind).toBe("missing");
    expect(problems("? [a, b]\n: 6\n")).toEqual([[1, 3, "remark", "has a mapping or a list as a key: `[a, b]`"]]);
  });
});

describe("comments", () => {
  const text = `# first

# above
deploy: # behind the key
  # for the script
  # in two lines
  run: | # at the header
    echo "# not this"
    # nor this
  text: "# nor # this" # but this
  word: a#b c:#d
  list: [a, # in brackets
    b]
`;

  it("of a document are those outside of texts", () => {
    expect(commentsOf(root(text)).map((comment) => [comment.text, comment.at.line, comment.at.column])).toEqual([
      ["first", 1, 1],
      ["above", 3, 1],
      ["behind the key", 4, 9],
      ["for the script", 5, 3],
      ["in two lines", 6, 3],
      ["at the header", 7, 10],
      ["but this", 10, 24],
      ["in brackets", 12, 13],
    ]);
  });

  it("of a node stand above it and behind it", () => {
    const of = (...path: string[]) =>
      root(text)
        .get(...path)
        .comments.map((comment) => comment.text);
    expect(of("deploy")).toEqual(["above", "behind the key"]);
    expect(of("deploy", "run")).toEqual(["for the script", "in two lines", "at the header"]);
    expect(of("deploy", "text")).toEqual(["but this"]);
    expect(of("deploy", "word")).toEqual([]);
  });

  it("belong to their own document", () => {
    const [one, two] = read("a: 1 # one\n---\n# two\nb: 2\n# last\n").documents;
    expect(commentsOf(one!).map((comment) => comment.text)).toEqual(["one"]);
    expect(commentsOf(two!).map((comment) => [comment.text, comment.at.line])).toEqual([
      ["two", 3],
      ["last", 5],
    ]);
  });
});

describe("aliases and merge keys", () => {
  const text =
    "base: &base {wait: 10, by: ops}\nother: &other {wait: 20, at: noon}\none:\n  <<: [*base, *other]\n  by: dev\ntwo: *base\n";

  it("are followed, the strongest first", () => {
    expect(plain(text)).toEqual([
      {
        base: { wait: 10, by: "ops" },
        other: { wait: 20, at: "noon" },
        one: { by: "dev", wait: 10, at: "noon" },
        two: { wait: 10, by: "ops" },
      },
    ]);
  });

  it("lead to the place where the value is written", () => {
    const document = root(text);
    expect(document.get("two").at).toEqual(at(1, 13));
    expect(document.get("two").keyAt).toEqual(at(6, 1));
    expect(document.get("one", "at").at).toEqual(at(2, 30));
  });

  it("leave `<<` a key where the platform merges nothing", () => {
    expect(
      root(text, { mergeKeys: false })
        .get("one")
        .entries()
        .map(({ key }) => key),
    ).toEqual(["<<", "by"]);
  });

  it("merge what merges, but not a quoted key", () => {
    expect(plain("a: &a {x: 1}\nb: &b {!!merge <<: *a, y: 2}\nc: {<<: *b}\nd: {'<<': *a}\n")).toEqual([
      { a: { x: 1 }, b: { x: 1, y: 2 }, c: { y: 2, x: 1 }, d: { "<<": { x: 1 } } },
    ]);
  });

  it("that lead nowhere are problems, and nodes that are not there", () => {
    expect(problems("a: *b\n")).toEqual([[1, 4, "error", "names the anchor `b`, which is not defined before it"]]);
    expect(problems("a: &a\n  b: [*a]\n")).toEqual([[2, 7, "error", "has an alias `*a` inside of what it stands for"]]);
    expect(problems("a: &a\n  <<: *a\n")).toEqual([[2, 7, "error", "has an alias `*a` inside of what it stands for"]]);
    expect(root("a: &a\n  b: [*a]\n").get("a", "b", 0).kind).toBe("missing");
    expect(problems("a:\n  <<: 1\n")).toEqual([[2, 3, "remark", "has a merge key `<<` whose value is no mapping"]]);
    expect(problems("a: &x 1\n---\nb: *x\n")).toEqual([
      [3, 4, "error", "names the anchor `x`, which is not defined before it"],
    ]);
  });

  it("name the last anchor of their name", () => expect(plain("[&a 1, *a, &a 2, *a]")).toEqual([[1, 1, 2, 2]]));
});

describe("equal keys", () => {
  const text = "a: 1\nb: 2\na: 3\n";

  it.each([
    ["last", { a: 3, b: 2 }, "remark", "has the key `a` twice in one mapping, first on line 1, and the last holds"],
    ["first", { a: 1, b: 2 }, "remark", "has the key `a` twice in one mapping, first on line 1, and the first holds"],
    ["error", { a: 3, b: 2 }, "error", "has the key `a` twice in one mapping, first on line 1, which is not allowed"],
  ] as const)("are read by the platform's habit: %s", (duplicates, value, weight, reason) => {
    expect(plain(text, { duplicates })).toEqual([value]);
    expect(problems(text, { duplicates })).toEqual([[3, 1, weight, reason]]);
  });

  it("have the place of the one that holds", () => {
    expect(root(text).get("a").keyAt).toEqual(at(3, 1));
    expect(root(text, { duplicates: "first" }).get("a").keyAt).toEqual(at(1, 1));
  });
});

describe("what a strict parser refuses and continuous integration reads", () => {
  it.each([
    ["a bracket that closes at its key's column", "a: [\n  1,\n]\nb: {\n  x: 2\n}\n", [{ a: [1], b: { x: 2 } }]],
    ["brackets that go on at the key's column", "a:\n  b: [1,\n  2]\n", [{ a: { b: [1, 2] } }]],
    ["a quote that closes at its key's column", "a:\n  b: '{\n    1\n  }'\n  c: 2\n", [{ a: { b: "{ 1 }", c: 2 } }]],
    ["a tab behind a key", "test:\t\n  x:\t1\n", [{ test: { x: 1 } }]],
    ["a tab before a comment", "a: 1\t# one\n", [{ a: 1 }]],
  ])("%s", (_name, text, value) => {
    expect(plain(text)).toEqual(value);
    expect(problems(text)).toEqual([]);
  });

  it("keeps its places", () => {
    const document = root("a:\n  b: '{\n  x\n  }' # why\n  c: [\n  2 ]\nd: 3\n");
    expect(document.get("a", "b").at).toEqual(at(2, 6));
    expect(document.get("a", "c", 0).at).toEqual(at(6, 3));
    expect(document.get("d").at).toEqual(at(7, 4));
    expect(commentsOf(document)).toEqual([{ text: "why", at: at(4, 6) }]);
  });
});

describe("what is not YAML", () => {
  it.each([
    ['a: "x\nb: 1\n', [1, 4, "error", 'lacks a character that YAML calls for here (Missing closing "quote)']],
    [
      "a: b: c\n",
      [
        1,
        4,
        "error",
        "has a mapping inside of a value on one line (Nested mappings are not allowed in compact mappings)",
      ],
    ],
    ["a:\n\t- b\n", [2, 1, "error", "has a tab where only spaces may indent (Tabs are not allowed as indentation)"]],
    [
      "image: %IMAGE%\n",
      [
        1,
        8,
        "error",
        "has a text that starts with a character that YAML reserves (Plain value cannot start with directive indicator character %)",
      ],
    ],
    ['a: "\\q"\n', [1, 5, "error", "has an unknown escape in double quotes (Invalid escape sequence \\q)"]],
    [
      "a: [1, 2\nb: 3\n",
      [
        2,
        1,
        "error",
        "is not indented as its surroundings call for (Flow sequence in block collection must be sufficiently indented and end with a ])",
      ],
    ],
  ])("is a problem at its place: %j", (text, problem) => {
    expect(read(text).documents).toEqual([]);
    expect(problems(text)).toEqual([problem]);
  });

  it("does not take the other documents with it", () => {
    expect(plain("a: 1\n---\nb: c: d\n---\ne: 2\n")).toEqual([{ a: 1 }, { e: 2 }]);
  });

  it.each(["", "\n", "# nothing\n", "---\n", "---\n---\n# nothing\n...\n"])("is empty: %j", (text) => {
    expect(read(text)).toMatchObject({ documents: [], problems: [] });
  });
});
