import { describe, expect, it } from "vitest";
import { planOf, read, scenariosOf } from "./reading.ts";

const job = (id: string, lines = ""): string =>
  `  ${id}:\n    runs-on: x\n${lines}    steps:\n      - run: helm upgrade shop ./chart\n`;
const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join("");

describe("workflows of strangers", () => {
  it("are told apart into at most 64 ways to start", () => {
    const inputs = many(12, (index) => `      i${index}: { type: choice, options: [a, b, prod] }\n`);
    const jobs = many(12, (index) => job(`j${index}`, `    environment: \${{ inputs.i${index} }}\n`));
    const scenarios = scenariosOf({ "deploy.yml": `on:\n  workflow_dispatch:\n    inputs:\n${inputs}jobs:\n${jobs}` });
    expect(scenarios.length).toBeLessThanOrEqual(64);
    expect(scenarios.at(-1)?.jobs.some(({ environment }) => environment.state === "unknown")).toBe(true);
  });

  it("are not followed where calls lead back, or branch without end", () => {
    const self = "on: { push: , workflow_call: }\njobs:\n  again:\n    uses: ./.github/workflows/a.yml\n";
    expect(read({ "a.yml": self }).plans).toStrictEqual([]);
    const tree = Object.fromEntries(
      Array.from({ length: 10 }, (_, level) => [
        `w${level}.yml`,
        `on: { ${level === 0 ? "push: " : "workflow_call: "} }\njobs:\n${level === 9 ? job("x") : many(4, (index) => `  c${index}:\n    uses: ./.github/workflows/w${level + 1}.yml\n`)}`,
      ]),
    );
    expect(planOf(tree, "w0.yml").stages.length).toBeLessThan(1000);
  });

  it("stand in one job where a matrix is larger than GitHub takes", () => {
    const matrix =
      "    strategy:\n      matrix:\n        a: &n [" +
      many(20, (index) => `${index},`) +
      "]\n        b: *n\n    environment: ${{ matrix.a }}\n";
    expect(
      scenariosOf({ "deploy.yml": `on: push\njobs:\n${job("wide", matrix)}` })[0]?.jobs.map(({ id }) => id),
    ).toStrictEqual(["wide"]);
  });

  it("are looked at up to their five hundredth job, and say where that is", () => {
    const { plans, problems } = read({ "deploy.yml": `on: push\njobs:\n${many(600, (index) => job(`j${index}`))}` });
    expect(plans[0]?.stages).toHaveLength(500);
    expect(problems).toStrictEqual([
      {
        at: { file: ".github/workflows/deploy.yml", line: 2003, column: 3 },
        reason: "has more jobs than the 500 that are looked at: this one and those behind it are not judged",
        remedy: "split the workflow",
        weight: "unknown",
      },
    ]);
  });

  it("may call their jobs what objects have", () => {
    const text = `on: push\njobs:\n${job("__proto__", "    environment: constructor\n")}${job("constructor", "    needs: __proto__\n")}`;
    expect(planOf({ "deploy.yml": text }).stages.map(({ id, after }) => [id, after])).toStrictEqual([
      ["__proto__", []],
      ["constructor", ["__proto__"]],
    ]);
  });

  it("are read although an action uses itself", () => {
    const action =
      "runs:\n  using: composite\n  steps:\n    - uses: ./act\n    - run: helm upgrade shop ./chart\n      shell: bash\n";
    const text = "on: push\njobs:\n  deploy:\n    runs-on: x\n    steps:\n      - uses: ./act\n";
    const [plan] = read({ "deploy.yml": text, "act/action.yml": action }).plans;
    expect(plan?.stages.map(({ id }) => id)).toStrictEqual(["deploy"]);
  });

  it("are read although they hold nothing that belongs in one", () => {
    const texts = {
      "a.yml": "",
      "b.yml": "- a\n",
      "c.yml": "on: push\njobs: no\n",
      "d.yml": "on: [push]\njobs:\n  a: 1\n  b: []\n  c:\n    steps: 3\n    needs: { x: y }\n    strategy: z\n",
    };
    expect(read(texts).plans).toStrictEqual([]);
  });
});
