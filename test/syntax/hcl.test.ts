import { describe, expect, test } from "vitest";
import { hcl, type HclBody, type HclExpression } from "#syntax/hcl.ts";

/** An expression in few words: values as they are, what is computed in backquotes. */
function short(expression: HclExpression): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "list":
      return expression.items.map(short);
    case "object":
      return Object.fromEntries(expression.entries.map(({ key, value }) => [key, short(value)]));
    case "reference":
      return `<${expression.path.join(".")}>`;
    case "template":
      return { template: expression.parts.map(short) };
    case "call":
      return { [expression.name]: expression.given.map(short) };
    case "other":
      return `\`${expression.text}\``;
  }
}

const bodyOf = (text: string): HclBody => {
  const { body, problems } = hcl("main.tf", text);
  if (!body) throw new Error(problems[0]?.reason);
  return body;
};
const valueOf = (text: string): unknown => {
  const [attribute, second] = bodyOf(`a = ${text}\nb = 1\n`).attributes;
  expect(second?.name).toBe("b");
  return attribute && short(attribute.value);
};

describe("values", () => {
  test.each([
    ["1", 1],
    ["-2.5e3", -2500],
    ["true # yes", true],
    ["null", null],
    [`"text" // with a comment`, "text"],
    [String.raw`"a\"b\n\u00e9\\"`, 'a"b\né\\'],
    ['"$${not} %%{this}"', "${not} %{this}"],
    ['""', ""],
    ['"${var.x}"', "<var.x>"],
    ['"${~ var.x ~}"', "<var.x>"],
    ['"a-${var.x}-${"b"}"', { template: ["a-", "<var.x>", "-", "b"] }],
    ['"${upper("x")}"', { upper: ["x"] }],
    ['"%{ if var.x }a%{ endif }"', { template: ["`%{ if var.x }`", "a", "`%{ endif }`"] }],
    ["[]", []],
    ["[1, [\n  2, # two\n  3,\n],\n]", [1, [2, 3]]],
    ['{ a = 1, b : "x"\n "c d" = [true]\n}', { a: 1, b: "x", "c d": [true] }],
    ["var.x", "<var.x>"],
    ['local.x["k"].y[0]', "<local.x.k.y.0>"],
    ["data.github_team.ops.id", "<data.github_team.ops.id>"],
    ['toset(["a", var.b])', { toset: [["a", "<var.b>"]] }],
    ["1 + 2", "`1 + 2`"],
    ["-var.x", "`-var.x`"],
    ["!var.x", "`!var.x`"],
    ['var.x ? "a" : "b"', '`var.x ? "a" : "b"`'],
    ['var.x == "a" ? [1] : []', '`var.x == "a" ? [1] : []`'],
    ["[for x in var.xs : x.id]", "`[for x in var.xs : x.id]`"],
    ["{ for k, v in var.xs : k => v }", "`{ for k, v in var.xs : k => v }`"],
    ["var.xs[*].id", "`var.xs[*].id`"],
    ["var.xs[var.i]", "`var.xs[var.i]`"],
    ["[1, var.x ? 2 : 3]", [1, "`var.x ? 2 : 3`"]],
    ["{ a = var.x ? 1 : 2, b = 3 }", { a: "`var.x ? 1 : 2`", b: 3 }],
    ["{ (var.k) = 1 }", "`{ (var.k) = 1 }`"],
    ["f(var.xs...)", { f: ["`var.xs...`"] }],
    ["(\n  1 +\n  2\n)", "`( 1 + 2 )`"],
    ["<<EOT\nline\n  two\nEOT", "line\n  two\n"],
    ["<<-EOT\n    line\n      two\n    EOT", "line\n  two\n"],
    ["<<EOT\n${var.x}\nEOT", "`${var.x}`"],
    ['f(<<EOT\n") ] }\nEOT\n)', { f: ['") ] }\n'] }],
    ['1 + f(<<EOT\n") ] }\nEOT\n)', '`1 + f(<<EOT ") ] } EOT )`'],
  ])("%s", (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });
});

test("blocks have labels, attributes, blocks and places", () => {
  const { blocks } = bodyOf(`
# comment
resource "github_repository_environment" "production" {
  environment = "production" /* here */
  reviewers {
    teams = [1]
  }
  lifecycle { prevent_destroy = true }
  empty {}
}
terraform {}
`);
  const [resource, terraform] = blocks;
  expect(resource).toMatchObject({
    type: "resource",
    labels: ["github_repository_environment", "production"],
    at: { file: "main.tf", line: 3, column: 1 },
  });
  expect(resource?.body.attributes).toEqual([
    {
      name: "environment",
      at: { file: "main.tf", line: 4, column: 3 },
      value: { kind: "literal", value: "production", at: { file: "main.tf", line: 4, column: 17 } },
    },
  ]);
  expect(resource?.body.blocks.map(({ type, at }) => [type, at.line])).toEqual([
    ["reviewers", 5],
    ["lifecycle", 8],
    ["empty", 9],
  ]);
  expect(terraform?.type).toBe("terraform");
});

describe("what is no HCL is told with its place", () => {
  test.each([
    ["a = ", "1:5", "is not HCL: has the end of the file where a value belongs"],
    ["a = [1] ]", "1:9", "is not HCL: has `]` where the end of the line belongs"],
    ["a {", "1:4", "is not HCL: has the end of the file where `}` belongs"],
    ["}", "1:1", "is not HCL: has `}` where a name belongs"],
    ['a "b', "1:5", 'is not HCL: has the end of the file where a closing `"` belongs'],
    ['a = "b\n"', "1:7", 'is not HCL: has the end of the line where a closing `"` belongs'],
    [String.raw`a = "\x"`, "1:6", "is not HCL: has `\\` where an escape that HCL knows belongs"],
    ["a = <<EOT\nx", "2:2", "is not HCL: has the end of the file where `EOT` belongs"],
    ["{}", "1:1", "is not HCL: has `{` where a name belongs"],
    ["a 1", "1:3", "is not HCL: has `1` where `=`, a label or `{` belongs"],
    ["apiVersion: v1\n", "1:11", "is not HCL: has `:` where `=`, a label or `{` belongs"],
    ["/* open", "1:1", "is not HCL: has `/` where a name belongs"],
  ])("%s", (text, place, reason) => {
    const { body, problems } = hcl("main.tf", text);
    const [problem] = problems;
    expect(body).toBeUndefined();
    expect([`${problem?.at.line}:${problem?.at.column}`, problem?.reason]).toEqual([place, reason]);
  });
});

describe("hostile texts", () => {
  const reasonOf = (text: string): string | undefined => hcl("main.tf", text).problems[0]?.reason;

  test.each([
    ["lists", `a = ${"[".repeat(100_000)}`],
    ["blocks", "a {\n".repeat(100_000)],
    ["objects", `a = ${"{ a = ".repeat(100_000)}`],
    ["calls", `a = ${"f(".repeat(100_000)}`],
    ["texts", `a = ${'"${'.repeat(100_000)}`],
  ])("deep %s are refused", (_, text) => {
    expect(reasonOf(text)).toBe("nests deeper than 100 levels, and was not read");
  });

  test("long ones are refused or read", () => {
    expect(reasonOf(" ".repeat(1_000_001))).toBe("is larger than 1 MB, and was not read");
    expect(reasonOf(" ".repeat(999_999))).toBeUndefined();
    expect(reasonOf("#\n".repeat(400_000))).toBeUndefined();
    expect(reasonOf(`a = [${"1,".repeat(400_000)}]`)).toBeUndefined();
    expect(reasonOf(`a = 1${" + 1".repeat(200_000)}`)).toBeUndefined();
    expect(reasonOf(`a = "${"$".repeat(900_000)}"`)).toBeUndefined();
    expect(reasonOf(`a = ${"(".repeat(400_000)}`)).toBeUndefined();
    expect(reasonOf("/*".repeat(400_000))).toContain("is not HCL");
    expect(reasonOf(`a = ${"<<A\n".repeat(200_000)}`)).toContain("is not HCL");
  });

  test("names that objects inherit are names", () => {
    const { attributes } = bodyOf("__proto__ = { constructor = 1 }\n");
    expect(attributes.map(({ name, value }) => [name, short(value)])).toEqual([["__proto__", { constructor: 1 }]]);
  });
});
