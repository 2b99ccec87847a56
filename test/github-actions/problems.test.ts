import { describe, expect, it } from "vitest";
import { problemsOf } from "./reading.ts";

const step = (lines: string): string => `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${lines}`;

describe("what GitHub refuses", () => {
  it.each<[string, string, readonly string[]]>([
    ["no trigger", "jobs:\n  a:\n    runs-on: x\n", ["error 1:1 has no `on`"]],
    ["no jobs", "on: push\n", ["error 1:1 has no `jobs`"]],
    ["no runner", "on: push\njobs:\n  a:\n    steps: []\n", ["error 3:3 has a job `a` without `runs-on`"]],
    [
      "an unknown key",
      "on: push\njobs:\n  a:\n    runs-on: x\n    need: b\n",
      ["error 5:5 has the key `need`, which does not belong in the job `a`"],
    ],
    [
      "an unknown need",
      "on: push\njobs:\n  a:\n    runs-on: x\n    needs: [b]\n",
      ["error 5:13 has a job `a` that needs `b`, which is no job of it"],
    ],
    [
      "a circle",
      "on: push\njobs:\n  a:\n    runs-on: x\n    needs: b\n  b:\n    runs-on: x\n    needs: a\n",
      ["error 8:12 needs `a`, which needs it in turn"],
    ],
    [
      "a step that does two things",
      step("      - uses: actions/checkout@v4\n        run: ls\n"),
      ["error 6:9 has a step with both `uses` and `run`"],
    ],
    ["a step that does nothing", step("      - name: x\n"), ["error 6:9 has a step with neither `uses` nor `run`"]],
    [
      "an open expression",
      step("      - run: |\n          echo 1\n          echo ${{ github.ref\n"),
      ["error 8:16 has an expression `${{ github.ref` that is not closed by `}}`"],
    ],
    [
      "a faulty expression",
      step("      - if: github.ref = 'x'\n        run: ls\n"),
      ["error 6:24 has an expression `github.ref = 'x'` that has a single `=`: `==` compares"],
    ],
    [
      "a context out of reach",
      "on: push\njobs:\n  a:\n    if: env.X == 'y'\n    runs-on: x\n",
      ["error 4:9 has an expression with `env`, which is not to be had here"],
    ],
    [
      "a condition that is a text",
      "on: push\njobs:\n  a:\n    if: ${{ false }} && true\n    runs-on: x\n",
      ["remark 4:9 has a condition with text around its `${{ }}`, which is always true"],
    ],
    [
      "a queue that is cancelled",
      "on: push\nconcurrency: { group: a, queue: max, cancel-in-progress: true }\njobs:\n  a:\n    runs-on: x\n",
      ["error 2:33 has `queue: max` together with `cancel-in-progress: true`"],
    ],
    [
      "a missing workflow",
      "on: push\njobs:\n  a:\n    uses: ./.github/workflows/other.yml\n",
      ["error 4:11 calls `./.github/workflows/other.yml`, which is not there"],
    ],
    [
      "a missing action",
      step("      - uses: ./tools/ship\n"),
      ["unknown 6:15 uses `./tools/ship`, which is not in this repository"],
    ],
    [
      "two filters that exclude each other",
      "on:\n  push:\n    branches: [a]\n    branches-ignore: [b]\njobs:\n  a:\n    runs-on: x\n",
      ["error 4:5 has `branches` together with `branches-ignore`"],
    ],
  ])("%s", (_, text, problems) => {
    expect(problemsOf({ "a.yml": text })).toStrictEqual(problems);
  });

  it("a call that does not fit", () => {
    const called =
      "on:\n  workflow_call:\n    inputs:\n      environment: { type: string, required: true }\n    secrets:\n      token: { required: true }\njobs:\n  a:\n    runs-on: x\n";
    const caller = "on: push\njobs:\n  a:\n    uses: ./.github/workflows/called.yml\n    with:\n      enviroment: x\n";
    expect(problemsOf({ "called.yml": called, "caller.yml": caller })).toStrictEqual([
      "error 6:7 hands the input `enviroment` to `.github/workflows/called.yml`, which does not take it",
      "error 4:11 does not hand the input `environment` to `.github/workflows/called.yml`, which requires it",
      "error 4:11 does not hand the secret `token` to `.github/workflows/called.yml`, which requires it",
    ]);
  });

  it("calls that lead back to where they came from", () => {
    const call = (name: string): string =>
      `on: { push: , workflow_call: }\njobs:\n  a:\n    uses: ./.github/workflows/${name}.yml\n`;
    expect(problemsOf({ "a.yml": call("b"), "b.yml": call("a") })).toStrictEqual([
      "error 4:11 calls `.github/workflows/a.yml`, which leads back to it",
    ]);
    expect(problemsOf({ "a.yml": call("a") })).toStrictEqual([
      "error 4:11 calls `.github/workflows/a.yml`, which leads back to it",
    ]);
  });

  it("nothing in a file that uses what is new", () => {
    const text = `run-name: Deploy by @\${{ github.actor }}
on:
  schedule:
    - cron: "0 6 * * 1"
      timezone: Europe/Berlin
  workflow_dispatch:
concurrency: { group: deploy, queue: max }
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: { name: production, deployment: false }
    steps:
      - id: server
        run: ./server.sh
        background: true
      - parallel:
          - run: npm test
          - run: npm run lint
      - wait: server
`;
    expect(problemsOf({ "a.yml": text })).toStrictEqual([]);
  });

  it("jobs by names that objects know", () => {
    const text =
      "on: push\njobs:\n  __proto__:\n    runs-on: x\n  constructor:\n    runs-on: x\n    needs: [__proto__, toString]\n";
    expect(problemsOf({ "a.yml": text })).toStrictEqual([
      "error 7:24 has a job `constructor` that needs `toString`, which is no job of it",
    ]);
  });

  it("says nothing with what a terminal would obey", () => {
    const text = 'on: push\njobs:\n  a:\n    runs-on: x\n    "\\e[31mred": 1\n';
    expect(problemsOf({ "a.yml": text })).toStrictEqual([
      "error 5:5 has the key `?[31mred`, which does not belong in the job `a`",
    ]);
  });
});
