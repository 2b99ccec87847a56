import { describe, expect, it } from "vitest";
import { readScript } from "#platforms/recognise/shell.ts";

/** What becomes of the failure of `npm test`. */
const fate = (
  text: string,
  options: { readonly errexit?: boolean; readonly pipefail?: boolean } = { errexit: true },
) => {
  const found = readScript(text, { shell: "bash", ...options }).find(({ words: [first] }) => first?.text === "npm");
  if (!found) throw new Error("no npm in it");
  return found.failure;
};

describe("a failure that counts", () => {
  it.each([
    ["by itself", "npm test\nls"],
    ["as the last command", "ls; npm test"],
    ["with `exit 1`", "npm test || exit 1\nls"],
    ["with a group that exits", "npm test || { echo no; exit 1; }\nls"],
    ["with a subshell that exits", "npm test || (cleanup; exit 1)\nls"],
    ["with a function that exits", "die() { echo $1; exit 1; }\nnpm test || die no\nls"],
    ["with its code kept", "npm test || code=$?\nupload\nexit $code"],
    ["with its code kept and examined", 'npm test || FAILED=1\nls\nif [ "$FAILED" = 1 ]; then exit 1; fi\nls'],
    ["with `set +e` and its code kept", "set +e\nnpm test\ncode=$?\nset -e\nls\nexit $code"],
    ["in a test whose `else` exits", "if npm test; then echo ok; else exit 1; fi\nls"],
    ["in a negated test that exits", "if ! npm test; then exit 1; fi\nls"],
    ["tried again", "npm test || npm test\nls"],
    ["tried until it succeeds", "until npm test; do sleep 5; done\nls"],
    ["tried while it fails", "while ! npm test; do sleep 5; done\nls"],
    ["tried in a loop that ends in a failure", "for i in 1 2 3; do\n  npm test && exit 0\n  sleep 5\ndone\nexit 1"],
    ["behind a folder", "cd app && npm test\nls"],
    ["in the background and waited for", "npm test &\nPID=$!\nls\nwait $PID"],
    ["as the value of a variable", "X=$(npm test)\nls"],
    ["before `exit 0`", "npm test; exit 0"],
    ["in a subshell", "(cd app; npm test)\nls"],
  ])("%s", (_, text) => {
    expect(fate(text)).toEqual({ state: "counts" });
  });

  it("through `tee` under `pipefail`", () => {
    expect(fate("npm test | tee log\nls", { errexit: true, pipefail: true })).toEqual({ state: "counts" });
    expect(fate("set -o pipefail\nnpm test | tee log\nls")).toEqual({ state: "counts" });
    expect(fate("set -euo pipefail\nnpm test | tee log\nls", {})).toEqual({ state: "counts" });
  });

  it("with its code examined in the next line", () => {
    expect(fate("npm test\nif [ $? -ne 0 ]; then exit 1; fi\nls", {})).toEqual({ state: "counts" });
  });
});

describe("a failure that is swallowed", () => {
  it.each([
    ["npm test || true\nls", "is followed by `|| true`, which swallows its failure"],
    ["npm test || :\nls", "is followed by `|| :`, which swallows its failure"],
    ["npm test || echo 'no tests'\nls", "is followed by `|| echo 'no tests'`, which swallows its failure"],
    ["npm test || code=$?\nls", "is followed by `|| code=$?`, which swallows its failure"],
    ["if npm test; then echo ok; fi\nls", "decides `if npm test`, which does not end the script when it fails"],
    ["! npm test\nls", "stands behind `!`, which turns its failure into success"],
    ["npm test &\nls\nwait", "runs in the background, and nothing waits for its result"],
    ["set +e\nnpm test\nls", "is followed by other commands without `set -e`"],
    ["npm test | tee log\nls", "is piped into `tee log`, whose result is the only one that counts without `pipefail`"],
    ["npm test && echo ok\nls", "stands in `npm test && echo ok`, whose failure does not end the script"],
    ["echo $(npm test)", "runs inside `$(…)`, and only the result of `echo` counts"],
    ["{ npm test; ls; } || exit 1", "is followed by other commands where `set -e` has no effect"],
    [
      "for i in 1 2 3; do npm test && break; sleep 1; done\nls",
      "is tried in a loop, after which the script goes on without it",
    ],
  ])("%s", (text, how) => {
    expect(fate(text)).toEqual({ state: "swallowed", how });
  });

  it("without `-e`, before another command", () => {
    expect(fate("npm test; exit 0", {})).toEqual({
      state: "swallowed",
      how: "is followed by other commands without `set -e`",
    });
  });
});

it("is unclear where a library decides", () => {
  expect(fate("source lib.sh\nnpm test || die 'no'\nls")).toEqual({
    state: "unclear",
    why: "is followed by `|| die 'no'`, and what `die` does is not written here",
  });
});

describe("an answer that the script examines", () => {
  const unclear = (variable: string) => ({
    state: "unclear",
    why: `leaves its answer in \`${variable}\`, and what the script makes of it cannot be told`,
  });

  it("is unclear without `-e`", () => {
    expect(fate('X=$(npm test)\nif [ "$X" != ok ]; then exit 1; fi\nls', {})).toEqual(unclear("X"));
  });

  it("is followed through the variables that are made of it", () => {
    const script = "X=$(npm test)\nY=$(jq .sha <<< $X)\nif [[ $Y == 1 ]]; then\n  echo ok\nelse\n  exit 1\nfi\nls";
    expect(fate(script, {})).toEqual(unclear("X"));
  });

  it("is swallowed where nothing examines it, or only before it is there", () => {
    const swallowed = { state: "swallowed", how: "is followed by other commands without `set -e`" };
    expect(fate("X=$(npm test)\nls", {})).toEqual(swallowed);
    expect(fate('if [ "$X" != ok ]; then exit 1; fi\nX=$(npm test)\nls', {})).toEqual(swallowed);
    expect(fate("X=$(npm test)\nY=$X\necho $Y", {})).toEqual(swallowed);
  });
});
