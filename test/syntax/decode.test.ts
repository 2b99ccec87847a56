import { describe, expect, it } from "vitest";
import { decode } from "#syntax/decode.ts";

const utf16 = (text: string, order: "le" | "be") => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(order === "le" ? bytes : bytes.swap16());
};

describe("bytes as text", () => {
  it.each([
    ["UTF-8", Buffer.from("a: é\n")],
    ["UTF-8 with a mark", Buffer.from("\uFEFFa: é\n")],
    ["UTF-16LE with a mark", utf16("\uFEFFa: é\n", "le")],
    ["UTF-16BE with a mark", utf16("\uFEFFa: é\n", "be")],
    ["UTF-16LE", utf16("a: é\n", "le")],
    ["UTF-16BE", utf16("a: é\n", "be")],
  ])("%s", (_name, bytes) => expect(decode("a.yaml", bytes)).toEqual({ text: "a: é\n", problems: [] }));

  it("tells the place of the first byte that is no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from("ok: \uFFFD\nb: x"), Buffer.from([0xe9]), Buffer.from("y\n")]);
    expect(decode("a.yaml", bytes)).toEqual({
      text: "ok: \uFFFD\nb: x\uFFFDy\n",
      problems: [
        {
          at: { file: "a.yaml", line: 2, column: 5 },
          reason: "has bytes that are not UTF-8",
          remedy: "save the file as UTF-8",
          weight: "error",
        },
      ],
    });
  });

  it("tells the place of a NUL", () => {
    expect(decode("a.yaml", Buffer.from("a: b\r\nc: \0\n")).problems).toMatchObject([
      { at: { line: 2, column: 4 }, reason: "has a NUL character" },
    ]);
  });

  it("does not read a binary file", () => {
    const { text, problems } = decode("a.yaml", new Uint8Array([0x7f, 0x45, 0, 0, 0, 0, 0, 0, 1]));
    expect(text).toBe("");
    expect(problems).toMatchObject([{ at: { line: 1, column: 1 }, reason: "is a binary file, and was not read" }]);
  });

  it("reads an empty file as an empty text", () =>
    expect(decode("a.yaml", new Uint8Array())).toEqual({ text: "", problems: [] }));
});
