import { describe, expect, it } from "vitest";
import { flawsOf } from "#model/waiver.ts";
import { inlineWaivers } from "#policy/inline-waivers.ts";
import { at } from "../rules/build.ts";

const settings = { files: ".bakewell/waivers/*.yaml", inline: true };
const form = "bakewell: waive bake-time until 2026-12-31 by user:mina -- the bake moves (SHOP-4711)";
const read = (text: string, inline = true) => inlineWaivers([{ text, at: at(6) }], { ...settings, inline })[0]!;
const flaws = (text: string, inline?: boolean) => flawsOf(read(text, inline)).map(({ reason }) => reason);

describe("a waiver in a comment", () => {
  it("is for what begins on the next line", () => {
    expect(read(form)).toMatchObject({
      id: `deploy.yml ${form}`,
      name: "the waiver of bake-time",
      at: at(6),
      rule: { value: "bake-time" },
      scope: { names: [], line: at(7) },
      until: { value: "2026-12-31" },
      because: { value: "the bake moves" },
      approvedBy: { value: "user:mina" },
      ticket: { value: "SHOP-4711" },
      requestedBy: { state: "unknown" },
      problems: [],
    });
    expect(flaws(form)).toEqual([]);
  });

  it("may stand above another one", () => {
    const both = inlineWaivers(
      [
        { text: form, at: at(6) },
        { text: form.replace("bake-time", "approval"), at: at(7) },
      ],
      settings,
    );
    expect(both.map(({ scope }) => scope.line?.line)).toEqual([8, 8]);
  });

  it("takes the last brackets for the ticket", () => {
    expect(read(form.replace("moves", "(of the shop) moves"))).toMatchObject({
      because: { value: "the bake (of the shop) moves" },
      ticket: { value: "SHOP-4711" },
    });
  });

  it.each([
    [form.replace("bake-time", "bake-tim"), "names `bake-tim`, which is no rule"],
    [form.replace(" (SHOP-4711)", ""), "has no ticket"],
    [form.replace("the bake moves ", ""), "has no reason"],
    ["bakewell: waive bake-time", "is not written as one"],
    ["bakewell: ignore", "is not written as one"],
    ["bakewell:", "is not written as one"],
    [form.replace("user:mina", "mina"), "is not written as one"],
    [form.replace("2026-12-31", "2026-02-30"), "is not written as one"],
    [form.replace("2026-12-31", "forever"), "is not written as one"],
  ])("%s: %s", (text, reason) => {
    expect(flaws(text)).toEqual([reason]);
  });

  it("counts only where the policy allows it", () => {
    expect(flaws(form, false)).toEqual(["is in a comment, which the policy does not allow"]);
  });

  it("stands in a file full of them", () => {
    const comments = Array.from({ length: 200_000 }, (_, line) => ({ text: form, at: at(line + 1) }));
    expect(new Set(inlineWaivers(comments, settings).map(({ scope }) => scope.line?.line))).toEqual(new Set([200_001]));
  });

  it("takes no time to refuse", () => {
    for (const part of [" ", "(", "-- ", "a b ", "until "])
      expect(flaws(`bakewell: waive ${part.repeat(200_000)}`)).toEqual(["is not written as one"]);
    expect(flaws(`${form}${" (".repeat(200_000)}`)).toEqual(["has no ticket"]);
  });
});
