import { describe, expect, it } from "vitest";
import { planOf, problemsOf, read } from "./reading.ts";

describe("what GitLab refuses", () => {
  it.each([
    ["test: {stage: tset, script: [make]}", "error 1:15 has the job `test` in the stage `tset`, which is not there"],
    ["test: {stage: test}", "error 1:1 has the job `test` without `script`, `run` or `trigger`"],
    [
      "test: {script: [make], needs: [biuld]}",
      "error 1:32 has the job `test` with `needs` of `biuld`, which is not there",
    ],
    [
      "test: {script: [make], dependencies: [build]}",
      "error 1:39 has the job `test` with `dependencies` of `build`, which is not there",
    ],
    [
      "build: {stage: build, script: [make], needs: [test]}\ntest: {script: [make]}",
      "error 1:47 has the job `build` that needs `test` of a later stage",
    ],
    ["test: {extends: .base, script: [make]}", "error 1:17 `test` extends `.base`, which is not there"],
    [
      "test: {script: [!reference [.base, script]]}",
      "error 1:28 has `!reference [.base, script]`, which leads nowhere",
    ],
    ["test: {script: [make], wehn: manual}", "error 1:24 has the job `test` with the unknown key `wehn`"],
    ["test: {script: [make], when: later}", "error 1:30 has `when: later` in `test`, which GitLab does not know"],
    ["test: {script: [make], when: delayed}", "error 1:30 has `when: delayed` in `test` without `start_in`"],
    [
      "test: {script: [make], when: delayed, start_in: soon}",
      "error 1:49 has `start_in: soon` in `test`, which is no time",
    ],
    [
      "test: {script: [make], rules: [{if: $A}], only: [main]}",
      "error 1:43 has the job `test` with `rules` and `only`",
    ],
    [
      'test: {script: [make], rules: [{if: $A = "b"}]}',
      'error 1:40 has a condition that has `= "b"`, which is no part of an expression',
    ],
    ["test: {script: [make], trigger: acme/shop}", "error 1:24 has the job `test` with `trigger` and `script`"],
    [
      "test: {script: [make], environment: {name: a, on_stop: stop}}",
      "error 1:56 has the job `test` that is stopped by `stop`, which is not there",
    ],
    [
      "include: ci/missing.yml\ntest: {script: [make]}",
      "error 1:10 includes `ci/missing.yml`, which is not in the repository",
    ],
    ["stages: test\ntest: {script: [make]}", "error 1:9 has `stages` that are no list"],
    [
      "image: {script: [make]}\ntest: {script: [make]}",
      "error 1:1 has a job that is named `image`, which is a keyword",
    ],
    ["test: make", "error 1:1 has `test`, which is neither a job nor a keyword"],
  ])("%s", (text, problem) => {
    expect(problemsOf(text)).toContain(problem);
  });

  it("is a circle of parents, of references, of includes, of needs", () => {
    expect(problemsOf(".a: {extends: .b}\n.b: {extends: .a}\ntest: {extends: .a, script: [make]}")).toEqual([
      "error 2:15 `.b` extends `.a`, which extends it in turn",
    ]);
    expect(
      problemsOf(
        ".a: {script: [!reference [.b, script]]}\n.b: {script: [!reference [.a, script]]}\ntest: {script: [!reference [.a, script]]}",
      ),
    ).toEqual([
      "error 2:26 has `!reference [.a, script]`, which leads nowhere",
      "error 1:26 has `!reference [.b, script]`, which leads nowhere",
    ]);
    const round = {
      ".gitlab-ci.yml": "include: a.yml\ntest: {script: [make]}\n",
      "a.yml": "include: b.yml\n",
      "b.yml": "include: a.yml\n",
    };
    expect(read(round).problems).toMatchObject([
      { at: { file: "b.yml", line: 1, column: 10 }, reason: "includes `a.yml`, which includes it in turn" },
    ]);
    expect(problemsOf("a: {script: [make], needs: [b]}\nb: {script: [make], needs: [a]}")).toEqual([
      "error 2:29 needs `a`, which needs it in turn",
    ]);
  });

  it("is an input that the included file does not take", () => {
    const texts = {
      ".gitlab-ci.yml": "include: [{local: a.yml, inputs: {tier: prod, size: 3}}]\n",
      "a.yml": "spec: {inputs: {tier: {options: [staging, production]}}}\n---\ntest: {script: [make]}\n",
    };
    expect(problemsOf(texts)).toEqual([
      "error 1:41 gives the input `tier` the value `prod`, which is none of its options",
      "error 1:47 gives the input `size`, which the included file does not have",
    ]);
  });

  it("is nothing in a pipeline that holds together", () => {
    const text = `
stages: [test, deploy]
default: {image: "node:24", tags: [linux]}
.base: {before_script: [npm ci]}
test: {extends: .base, stage: test, script: npm test, coverage: '/\\d+%/', parallel: 4}
"test 2": {stage: test, needs: [{job: test, parallel: {matrix: []}}], script: [make]}
deploy:
  stage: deploy
  needs: ["test 2", {project: acme/a, job: b, ref: main, artifacts: true}]
  script: [helm upgrade shop ./shop]
  environment: {name: production, action: start}
  rules: [{if: '$CI_COMMIT_BRANCH =~ /^main$/ && ($A == null || $B != "x")', when: delayed, start_in: 1 hour}]
`;
    expect(problemsOf(text)).toEqual([]);
  });
});

describe("files that mean harm", () => {
  it("with a matrix without end are cut off", () => {
    const values = `[${Array.from({ length: 100 }, (_, index) => `v${index}`).join(", ")}]`;
    const text = `
deploy:
  environment: $A
  script: [helm upgrade shop ./shop]
  parallel: {matrix: [{A: ${values}, B: ${values}, C: ${values}, D: ${values}}]}
`;
    expect(planOf(text).stages.length).toBeLessThanOrEqual(200);
  });

  it("with references that double are cut off", () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) => `.r${index}: {script: [!reference [.r${index + 1}, script], !reference [.r${index + 1}, script]]}`,
    ).join("\n");
    const text = `${doubling}\n.r40: {script: [make]}\ntest: {script: [!reference [.r0, script]]}\n`;
    expect(problemsOf(text).every((problem) => problem.includes("leads nowhere"))).toBe(true);
  });

  it("with parents that double are read once each", () => {
    const parents = Array.from(
      { length: 60 },
      (_, index) => `.e${index}: {extends: [.e${index + 1}, .e${index + 1}]}`,
    ).join("\n");
    expect(() => problemsOf(`${parents}\n.e60: {script: [make]}\ntest: {extends: .e50}\n`)).not.toThrow();
  });

  it("with variables that are made of each other end", () => {
    const text = "variables: {A: $B$B, B: $A$A}\ndeploy: {environment: $A, script: [helm upgrade shop ./shop]}\n";
    expect(planOf(text).stages).toHaveLength(1);
    const many = Array.from({ length: 30 }, (_, index) => `V${index}: $V${index + 1}$V${index + 1}`).join(", ");
    expect(
      planOf(`variables: {${many}}\ndeploy: {environment: $V0, script: [helm upgrade shop ./shop]}\n`).stages,
    ).toHaveLength(1);
  });

  it("with names of things that every object has are read as they are", () => {
    const text = `
__proto__: {script: [helm upgrade one ./one]}
constructor: {extends: toString, environment: hasOwnProperty}
toString: {script: [helm upgrade two ./two], variables: {__proto__: x}}
deploy: {needs: [__proto__], script: [helm upgrade three ./three]}
`;
    expect(
      planOf(text)
        .stages.map(({ id }) => id)
        .toSorted(),
    ).toEqual(["__proto__", "constructor", "deploy", "toString"]);
  });

  it("with more jobs than are looked at say so", () => {
    const jobs = Array.from({ length: 600 }, (_, index) => `j${index}: {script: [helm upgrade s${index} ./s]}`).join(
      "\n",
    );
    expect(problemsOf(jobs)).toEqual([
      "unknown 501:1 has more jobs than the 500 that are looked at: this one and those behind it are not judged",
    ]);
  });

  it("that are no mapping, empty, or hold nothing of use are read", () => {
    for (const text of [
      "",
      "- a\n- b\n",
      "text",
      "deploy:\n",
      "include: {}\n",
      "stages: {a: b}\nvariables: [a]\nworkflow: x\ndefault: []\n",
    ])
      expect(() => read(text)).not.toThrow();
  });

  it("that include the same file again and again are cut off", () => {
    const fan = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [
        `f${index}.yml`,
        `include: [f${index + 1}.yml, f${index + 1}.yml]\nj${index}: {script: [make]}\n`,
      ]),
    );
    const texts = { ".gitlab-ci.yml": "include: f0.yml\n", ...fan, "f12.yml": "last: {script: [make]}\n" };
    expect(problemsOf(texts)).toEqual([expect.stringContaining("includes more than 150 files, which GitLab refuses")]);
  });
});
