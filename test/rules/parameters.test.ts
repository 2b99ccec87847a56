import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages, withParameters } from "../../src/build/pages.ts";

const page = "# title\n\n<!-- parameters -->\nold\n<!-- /parameters -->\n\n## Remedy\n";
const schema = {
  $defs: {
    share: { type: "string", description: "A percentage: `10%`." },
    bake: {
      properties: {
        first: { $ref: "#/$defs/share", default: "10%", description: "The first share." },
        kinds: { type: "array", items: { enum: ["tests", "build"] }, description: "What counts." },
        count: { type: "integer", minimum: 1, default: 1, description: "How many." },
      },
    },
  },
};

test("a page has the parameters of its rule between the marks, and the rest as it was", () => {
  expect(withParameters(page, schema, "bake")).toBe(`# title

<!-- parameters -->
| parameter | what it says | values | default |
| --- | --- | --- | --- |
| \`first\` | The first share. | A percentage: \`10%\`. | \`10%\` |
| \`kinds\` | What counts. | a list of \`tests\`, \`build\` |  |
| \`count\` | How many. | a whole number, 1 or more | \`1\` |
<!-- /parameters -->

## Remedy
`);
});

test("a rule without parameters says so", () => {
  expect(withParameters(page, schema, "other")).toContain("<!-- parameters -->\nNone.\n<!-- /parameters -->");
});

test("a page without marks is a mistake of ours", () => {
  expect(() => withParameters("# title\n", schema, "bake")).toThrow("the page of bake has no place");
});

test("the pages say what the schema says", async () => {
  for (const [path, text] of await pages(".")) expect(readFileSync(path, "utf8")).toBe(text);
});
