import { describe, expect, it } from "vitest";
import { readers } from "#syntax/read.ts";
import { yaml } from "#syntax/yaml.ts";

const read = readers((text) => (text.includes("${{") ? `\`${text}\` is decided when it runs` : undefined));

const document = yaml(
  "deploy.yaml",
  `name: shop
version: 1.10
wait: 30
pause: 1h30m
hold: "10"
when: \${{ inputs.wait }}
empty:
flag: "true"
one: staging
many: [staging, 2, null]
mixed: [staging, "\${{ inputs.to }}"]
nested: {a: 1}
wrong: soon
`,
).documents[0]!;

const at = (line: number, column: number) => ({ file: "deploy.yaml", line, column });

describe("readers", () => {
  it("read a value at its place", () => {
    expect(read.text(document.get("name"))).toEqual({ state: "declared", at: at(1, 7), value: "shop" });
    expect(read.number(document.get("wait"))).toEqual({ state: "declared", at: at(3, 7), value: 30 });
    expect(read.number(document.get("hold"))).toEqual({ state: "declared", at: at(5, 7), value: 10 });
    expect(read.boolean(document.get("flag"))).toEqual({ state: "declared", at: at(8, 7), value: true });
  });

  it("keep a version as it is written", () => {
    expect(read.text(document.get("version"))).toMatchObject({ value: "1.10" });
  });

  it("read durations by their unit, or by the field's", () => {
    expect(read.duration({ bare: "minutes" })(document.get("wait"))).toMatchObject({ value: 1800 });
    expect(read.duration({ bare: "minutes" })(document.get("hold"))).toMatchObject({ value: 600 });
    expect(read.duration()(document.get("pause"))).toMatchObject({ value: 5400 });
    expect(read.duration()(document.get("wait"))).toEqual({
      state: "unknown",
      at: at(3, 7),
      cause: "invalid",
      why: "`30` stands where a duration with its unit belongs",
      settle: "",
    });
  });

  it("find what is not there absent, at its place", () => {
    expect(read.text(document.get("empty"))).toEqual({ state: "absent", at: at(7, 7) });
    expect(read.text(document.get("nothing", "here"))).toEqual({ state: "absent", at: at(1, 1) });
    expect(read.text(document.get("nested", "b"))).toEqual({ state: "absent", at: at(12, 1) });
  });

  it("do not guess expressions", () => {
    expect(read.duration({ bare: "minutes" })(document.get("when"))).toEqual({
      state: "unknown",
      at: at(6, 7),
      cause: "run-time",
      why: "`${{ inputs.wait }}` is decided when it runs",
      settle: "",
    });
  });

  it("name what is of the wrong kind", () => {
    expect(read.text(document.get("nested"))).toMatchObject({
      cause: "invalid",
      why: "a mapping stands where text belongs",
    });
    expect(read.number(document.get("many"))).toMatchObject({
      cause: "invalid",
      why: "a list stands where a number belongs",
    });
    expect(read.duration({ bare: "seconds" })(document.get("wrong"))).toMatchObject({
      cause: "invalid",
      why: "`soon` stands where a duration (a number counts seconds) belongs",
    });
  });

  it("read one text or a list of them", () => {
    expect(read.texts(document.get("one"))).toMatchObject({ value: ["staging"] });
    expect(read.texts(document.get("many"))).toMatchObject({ at: at(10, 7), value: ["staging", "2"] });
    expect(read.texts(document.get("mixed"))).toMatchObject({ state: "unknown", at: at(11, 18), cause: "run-time" });
    expect(read.texts(document.get("none"))).toMatchObject({ state: "absent" });
  });
});
