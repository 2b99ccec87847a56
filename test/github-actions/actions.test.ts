import { expect, test } from "vitest";
import { read } from "./reading.ts";

const problemsOf = (text: string) =>
  read({ ".github/actions/sign-in/action.yml": text }).problems.map(
    ({ at, weight, reason }) => `${at.line}:${at.column} ${weight}: ${reason}`,
  );

test.each([
  ["runs: node24", ["1:7 error: has a `runs` that is no mapping of keys"]],
  ["runs:\n  main: index.js", ["2:3 error: has a `runs` without `using`"]],
  ["runs:\n  using: composite", ["2:3 error: has a composite `runs` without `steps`"]],
  ["runs:\n  using: node24\n  main: index.js", []],
  [
    "runs:\n  using: composite\n  steps:\n    - run: make\n    - uses: actions/checkout@v4\n      run: make\n      shell: bash",
    [
      "5:7 error: has a step with both `uses` and `run`",
      "7:7 error: has a step with `uses` and `shell`",
      "4:7 error: has a step with `run` and without `shell`",
    ],
  ],
  [
    "runs:\n  using: composite\n  steps:\n    - run: echo ${{ inputs.x\n      shell: bash",
    [expect.stringContaining("4:17 error")],
  ],
])("the action %j has what GitHub refuses", (text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test("an action that is there and cannot be read is not said to be missing", () => {
  const { problems } = read({
    "deploy.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: ./.github/actions/sign-in\n",
    ".github/actions/sign-in/action.yml": "runs: [",
  });
  expect(problems.map(({ reason }) => reason)).toEqual(["uses `./.github/actions/sign-in`, which cannot be read"]);
});
