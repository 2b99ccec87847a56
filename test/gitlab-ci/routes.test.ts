import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { checksOf, jobOf, needsOf, planOf, stageOf } from "./reading.ts";

const deploy = (more: string): string => `
stages: [test, gate, staging, production]
test:
  stage: test
  script: [npm test]
staging:
  stage: staging
  environment: staging
  script: [helm upgrade shop ./shop --namespace staging]
production:
  stage: production
  environment: production
  script: [helm upgrade shop ./shop --namespace production]
${more}`;

describe("the order of stages", () => {
  it("lets a later stage wait for every earlier one", () => {
    const stage = stageOf(deploy(""), "production");
    expect(stage.after).toEqual(["staging"]);
    expect(checksOf(stage)).toEqual(["npm test: holds, holds"]);
  });

  it("puts `.pre` first and `.post` last, wherever they are written", () => {
    const text = `
last: {stage: .post, script: [helm upgrade after ./after]}
first: {stage: .pre, script: [npm test]}
middle: {stage: deploy, script: [helm upgrade shop ./shop]}
`;
    expect(checksOf(stageOf(text, "middle"))).toEqual(["npm test: holds, holds"]);
    expect(stageOf(text, "last").after).toEqual(["middle"]);
  });

  it("is that of build, test and deploy where none is written", () => {
    const text = `
ship: {stage: deploy, script: [helm upgrade shop ./shop]}
check: {script: [npm test]}
`;
    expect(checksOf(stageOf(text, "ship"))).toEqual(["npm test: holds, holds"]);
  });

  it("counts for nothing where `needs` says what a job waits for", () => {
    const one = deploy("").replace("  environment: production", "  needs: []\n  environment: production");
    expect(stageOf(one, "production").after).toEqual([]);
    expect(checksOf(stageOf(one, "production"))).toEqual([
      "npm test: push to another branch reaches it, merged or not, holds",
    ]);
    const other = deploy("").replace("  environment: production", "  needs: [staging]\n  environment: production");
    expect(checksOf(stageOf(other, "production"))).toEqual(["npm test: holds, holds"]);
  });

  it("is in force where `needs` only fetches what others made", () => {
    const text = deploy("").replace(
      "  environment: production",
      "  needs: [{project: acme/assets, job: build, ref: main, artifacts: true}]\n  environment: production",
    );
    expect(stageOf(text, "production").after).toEqual(["staging"]);
  });

  it("lets through what `needs` leaves open", () => {
    const text = `
stages: [test, deploy]
test:
  stage: test
  script: [npm test]
  rules: [{if: $RUN_TESTS == "yes"}]
production:
  stage: deploy
  needs: [{job: test, optional: true}]
  environment: production
  script: [helm upgrade shop ./shop]
`;
    expect(checksOf(stageOf(text, "production"))).toEqual([
      "npm test: unknown: `production` needs `test` only where it is there, and the variable `RUN_TESTS` decides whether `test` runs, holds",
    ]);
  });

  it("lets a job run whatever came before it where it says so", () => {
    const text = deploy("").replace("  environment: production", "  when: always\n  environment: production");
    expect(checksOf(stageOf(text, "production"))).toEqual(["npm test: `production` runs `when: always`, holds"]);
  });

  it("takes what runs on a failure for no stage", () => {
    const { stages } = planOf(
      deploy("rescue: {stage: production, when: on_failure, script: [helm rollback shop --namespace production]}"),
    );
    expect(stages.map(({ id }) => id)).toEqual(["staging", "production"]);
  });
});

describe("manual jobs", () => {
  const gate = (more: string): string => deploy(`approve: {stage: gate, script: [echo fine], ${more}}`);

  it("hold up nothing where they are manual by themselves", () => {
    const { approvals } = stageOf(gate("when: manual"), "staging");
    expect(approvals.items.map(({ name, everyRoute }) => [name, everyRoute])).toEqual([
      [
        "the manual start of `approve`",
        {
          state: "broken",
          how: "`staging` does not wait for what is left out, and `approve` is started by hand, and `when: manual` in a job lets the pipeline go on without it",
          at: expect.objectContaining({ file: ".gitlab-ci.yml" }),
        },
      ],
    ]);
  });

  it("hold up the pipeline where a rule makes them manual, or their failure is not allowed", () => {
    for (const more of ["rules: [{when: manual}]", "when: manual, allow_failure: false"]) {
      const { approvals } = stageOf(gate(more), "staging");
      expect(approvals.items.map(({ name, everyRoute }) => [name, everyRoute.state])).toEqual([
        ["the manual start of `approve`", "holds"],
      ]);
    }
  });

  it("do not where a rule allows their failure", () => {
    const { approvals } = stageOf(gate("rules: [{when: manual, allow_failure: true}]"), "staging");
    expect(approvals.items.map(({ everyRoute }) => everyRoute.state)).toEqual(["broken"]);
  });

  it("are waited for by what needs them, whatever they allow", () => {
    const text = gate("when: manual").replace(
      "  environment: production",
      "  needs: [approve]\n  environment: production",
    );
    expect(stageOf(text, "production").approvals.items.map(({ everyRoute }) => everyRoute.state)).toEqual(["holds"]);
  });

  it("are approvals of the deployment that they are, which anyone who may start them gives", () => {
    const text = deploy("").replace(
      "  environment: production",
      "  rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH, when: manual}]\n  environment: production",
    );
    const { approvals } = stageOf(text, "production");
    expect(approvals.items).toMatchObject([
      {
        name: "the manual start of `production`",
        at: { line: 12, column: 63 },
        count: { state: "declared", value: 1 },
        byAuthor: { state: "declared", value: true },
        byStarter: { state: "declared", value: true },
        unanswered: { state: "absent" },
        everyRoute: { state: "holds" },
        from: {
          items: [],
          others: {
            state: "unknown",
            why: "who may start `production` is set in GitLab's protected environments",
            settle:
              "glab api 'projects/:id/protected_environments?per_page=100' > protected-environments.json && bakewell settings import protected-environments.json --kind protected-environments",
          },
        },
      },
    ]);
    expect(approvals.others).toMatchObject({
      state: "unknown",
      why: "who must approve `production` is set in GitLab's protected environments",
    });
  });

  it("leave a later deployment without the one before it where nothing waits for them", () => {
    const text = deploy("").replace("  environment: staging", "  when: manual\n  environment: staging");
    expect(stageOf(text, "production").after).toEqual([]);
    const blocking = deploy("").replace(
      "  environment: staging",
      "  when: manual\n  allow_failure: false\n  environment: staging",
    );
    expect(stageOf(blocking, "production").after).toEqual(["staging"]);
  });
});

describe("manual jobs that cannot be read", () => {
  it("wait for their start all the same", () => {
    const text = `
ship-production:
  stage: deploy
  when: manual
  environment: production
  script: [./ship]
`;
    const { approvals, deploys } = stageOf(text, "ship-production");
    expect(deploys).toMatchObject({ state: "unknown", why: "`./ship` is not known" });
    expect(approvals.items).toMatchObject([
      { name: "the manual start of `ship-production`", at: { line: 4, column: 9 }, everyRoute: { state: "holds" } },
    ]);
  });
});

describe("delayed jobs", () => {
  it("let the stage before them bake", () => {
    const text = deploy("").replace(
      "  environment: production",
      "  when: delayed\n  start_in: 2 hours 30 minutes\n  environment: production",
    );
    expect(stageOf(text, "staging").bake).toMatchObject({
      state: "declared",
      value: 9000,
      at: { line: 13, column: 13 },
    });
  });

  it("tell nothing where their delay is no time", () => {
    const text = deploy("").replace(
      "  environment: production",
      "  when: delayed\n  start_in: soon\n  environment: production",
    );
    expect(stageOf(text, "staging").bake).toMatchObject({ state: "unknown", why: "`soon` is no time to wait" });
  });
});

describe("checks that do not block", () => {
  const scan = (more: string): string =>
    deploy(`scan: {stage: test, script: [trivy image --exit-code 1 shop], ${more}}`);

  it.each([
    ["allow_failure: true", "`scan` has `allow_failure: true`"],
    ["allow_failure: {exit_codes: [7]}", "unknown: `scan` may fail with some exit codes"],
    ["allow_failure: false", "holds"],
  ])("%s", (more, expected) => {
    expect(checksOf(stageOf(scan(more), "production"))).toContain(`trivy image: holds, ${expected}`);
  });

  it("stand in `after_script`", () => {
    const text = deploy("report: {stage: test, script: [make], after_script: [trivy fs .]}");
    expect(checksOf(stageOf(text, "production"))).toContain("trivy fs: holds, a failure of `after_script` is ignored");
  });

  it("are those that GitLab's templates add", () => {
    const text = deploy("include: [{template: Jobs/Secret-Detection.gitlab-ci.yml}]");
    const { checks, starts } = stageOf(text, "production");
    expect(checks.items.find(({ name }) => name === "secret_detection")).toMatchObject({
      kinds: ["security-scan"],
      blocking: { state: "broken", how: "`secret_detection` has `allow_failure: true`" },
    });
    expect(starts).toContain("push of a tag");
    const strict = `${text}\nsecret_detection: {allow_failure: false}\nworkflow: {rules: [{if: $CI_COMMIT_BRANCH == "main"}]}`;
    expect(checksOf(stageOf(strict, "production"))).toContain(
      "secret_detection: unknown: `production` does not wait for what is left out, and the variable `SECRET_DETECTION_DISABLED` decides whether `secret_detection` runs, unknown: `secret_detection` only reports what it finds, and which findings hold up a change is set in merge request approval policies",
    );
  });
});

describe("child pipelines", () => {
  const texts = (strategy: string) => ({
    ".gitlab-ci.yml": `
stages: [test, deploy, verify]
test: {stage: test, script: [npm test]}
ship:
  stage: deploy
  variables: {REGION: eu}
  trigger:
    include: ci/deploy.yml
    ${strategy}
after:
  stage: verify
  environment: docs
  script: [aws s3 sync docs s3://docs]
`,
    "ci/deploy.yml": `
stages: [one, two]
canary:
  stage: one
  environment: $REGION-canary
  script: [helm upgrade shop ./shop --namespace canary]
full:
  stage: two
  environment: $REGION
  script: [helm upgrade shop ./shop --namespace production]
`,
  });

  it("are part of the plan, behind the job that makes them", () => {
    const plan = planOf(texts("strategy: depend"));
    expect(plan.stages.map(({ id, after, environment }) => [id, after, valueOf(environment)])).toEqual([
      ["ship / canary", [], "eu-canary"],
      ["ship / full", ["ship / canary"], "eu"],
      ["after", ["ship / full"], "docs"],
    ]);
    expect(checksOf(plan.stages[1]!)).toEqual(["npm test: holds, holds"]);
  });

  it("are not waited for without `strategy: depend`", () => {
    expect(stageOf(texts("forward: {yaml_variables: true}"), "after").after).toEqual([]);
  });

  it("of other projects are written elsewhere", () => {
    const text = `
stages: [test, deploy]
test: {stage: test, script: [npm test]}
deploy-production:
  stage: deploy
  trigger: {project: acme/delivery, branch: main, strategy: depend}
`;
    const { stages, delegations } = planOf(text);
    expect(delegations).toMatchObject([{ to: "the project acme/delivery@main", moving: { value: true } }]);
    expect(stages[0]).toMatchObject({
      id: "deploy-production",
      deploys: { state: "unknown", why: "its work is written in `the project acme/delivery@main`" },
    });
  });

  it("that lead back to themselves end", () => {
    const own = texts("strategy: depend");
    const round = {
      ...own,
      "ci/deploy.yml": `${own["ci/deploy.yml"]}\nagain: {stage: two, trigger: {include: ci/deploy.yml}}\n`,
    };
    expect(planOf(round).stages.map(({ id }) => id)).toEqual(["ship / canary", "ship / full", "after"]);
  });
});

describe("what a job stands on", () => {
  it("is the end of the stage before", () => {
    expect(needsOf(jobOf(deploy(""), "production"))).toEqual(["the end of the stage staging:no-failure"]);
  });

  it("is the row of a matrix that it names", () => {
    const text = `
stages: [build, deploy]
build:
  stage: build
  script: [docker push shop:$REGION]
  parallel: {matrix: [{REGION: [eu, us]}]}
deploy:
  stage: deploy
  needs: [{job: build, parallel: {matrix: [{REGION: eu}]}}]
  script: [helm upgrade shop ./shop]
`;
    expect(needsOf(jobOf(text, "deploy"))).toEqual(["build: [eu]:success"]);
  });
});
