import { describe, expect, it } from "vitest";
import { readScript } from "#platforms/recognise/shell.ts";
import { acts } from "./acts.ts";

const MANY = 50_000;

describe("hostile scripts", () => {
  it.each([
    ["open brackets", "(".repeat(MANY)],
    ["open substitutions", "$(".repeat(MANY)],
    ["open quotes", `"$(`.repeat(MANY)],
    ["open braces", "${".repeat(MANY)],
    ["open expressions", "${{ ".repeat(MANY)],
    ["open arithmetic", "$((".repeat(MANY)],
    ["backticks", "`".repeat(MANY)],
    ["here-documents without an end", "cat <<EOF\n".repeat(MANY)],
    ["nested conditions", "if a; then ".repeat(MANY)],
    ["closers without openers", "fi done esac ) } ;; ".repeat(MANY)],
    ["a long chain", "a && ".repeat(MANY)],
    ["a long chain of tests", "[ a ] && ".repeat(MANY)],
    ["guards", "[ a ] && exit 0\n".repeat(MANY)],
    ["a long pipe", "a | ".repeat(MANY)],
    ["one long word", "a".repeat(1_000_000)],
    ["continued lines", "a \\\n".repeat(MANY)],
    ["nested groups", "{ ".repeat(MANY)],
    ["nested cases", "case a in b) ".repeat(MANY)],
  ])("%s", (_, text) => {
    for (const shell of ["bash", "powershell", "cmd"] as const)
      expect(readScript(text, { shell }).length).toBeLessThanOrEqual(20_000);
  });

  it("bounds functions that call each other", () => {
    const doubling = Array.from({ length: 40 }, (_, n) => `f${n}() { f${n + 1}; f${n + 1}; }`).join("\n");
    expect(readScript(`${doubling}\nf40() { ls; }\nf0`, { shell: "bash" }).length).toBeLessThanOrEqual(20_000);
    expect(readScript("f() { f; }\nf", { shell: "bash" })).toEqual([]);
  });

  it("goes round no circle of scripts", () => {
    const files = {
      "package.json": '{"scripts":{"a":"npm run b","b":"npm run a && make x"}}',
      Makefile: "x: y\n\tnpm run a\ny: x\n\t./x.sh\n",
      "x.sh": "#!/bin/sh\n./x.sh\nnpm test\n",
    };
    expect(acts("npm run a", { files })).toHaveLength(1);
  });

  it("takes the names of objects for nothing else", () => {
    expect(
      acts("npm run __proto__ && make constructor", {
        files: { "package.json": '{"scripts":{"__proto__":"npm test"}}', Makefile: "a:\n\tls\n" },
      }),
    ).toHaveLength(1);
  });
});
