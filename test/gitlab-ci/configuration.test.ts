import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { checksOf, jobOf, jobsOf, planOf, problemsOf, stageOf } from "./reading.ts";

describe("what a pipeline is put together of", () => {
  it("is every local include, the including file last", () => {
    const texts = {
      ".gitlab-ci.yml": `
include: [{local: /ci/*.yml}, ci/deep/deploy.yml]
deploy: {environment: production}
`,
      "ci/one.yml": "stages: [test, ship]\nunit: {stage: test, script: [npm test]}\n",
      "ci/two.yml": "unit: {stage: test, script: [npx eslint .]}\n",
      "ci/deep/deploy.yml": `
include: {local: ci/base.yaml}
deploy: {stage: ship, environment: staging, script: [helm upgrade shop ./shop]}
`,
      "ci/base.yaml": ".base: {script: [make]}\n",
    };
    const stage = stageOf(texts, "deploy");
    expect(valueOf(stage.environment)).toBe("production");
    expect(stage.at).toEqual({ file: ".gitlab-ci.yml", line: 3, column: 1 });
    expect(stage.checks.items.map(({ name, at }) => [name, at.file])).toEqual([["eslint", "ci/two.yml"]]);
    expect(problemsOf(texts)).toEqual([]);
  });

  it("is what is included where a file exists", () => {
    const root = "include: [{local: ci.yml, rules: [{exists: [Chart.yaml]}]}]\ntest: {script: [npm test]}\n";
    const ci = "deploy: {stage: deploy, script: [helm upgrade shop .]}\n";
    expect(jobsOf({ ".gitlab-ci.yml": root, "ci.yml": ci })["push to `main`"]).toEqual(["test"]);
    expect(jobsOf({ ".gitlab-ci.yml": root, "ci.yml": ci, "Chart.yaml": "name: shop\n" })["push to `main`"]).toEqual([
      "deploy",
      "test",
    ]);
  });

  it("is merged with what it extends, the last parent first", () => {
    const text = `
.env:
  environment: {name: staging, url: https://a.example}
  variables: {A: one, B: one}
.prod:
  environment: {name: production}
  variables: {B: two}
  script: [helm upgrade shop ./shop --namespace $A-$B]
deploy:
  extends: [.env, .prod]
  variables: {A: own}
`;
    const stage = stageOf(text, "deploy");
    expect(valueOf(stage.environment)).toBe("production");
    expect(stage.target).toMatchObject({ value: "Helm release `shop` in namespace `own-two`" });
  });

  it("replaces the rules that it inherits", () => {
    const text = `
.trunk: {rules: [{if: $CI_COMMIT_BRANCH == "main"}]}
deploy:
  extends: .trunk
  rules: [{if: $CI_COMMIT_TAG}]
  script: [helm upgrade shop ./shop]
`;
    expect(Object.keys(jobsOf(text))).toEqual(["push of a tag"]);
  });

  it("follows references into what others extend, and nested ones", () => {
    const text = `
.checks:
  script: [npm test]
.setup:
  script: [npm ci, !reference [.checks, script]]
.more: {extends: .setup}
.rules:
  trunk: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]
test:
  script: [!reference [.more, script], npx eslint .]
  rules: [!reference [.rules, trunk], {if: $CI_COMMIT_TAG, when: never}]
deploy:
  stage: deploy
  script: [helm upgrade shop ./shop]
  rules: !reference [.rules, trunk]
`;
    const stage = stageOf(text, "deploy");
    expect(stage.checks.items.map(({ name, at }) => [name, at.line])).toEqual([
      ["npm test", 3],
      ["eslint", 10],
    ]);
  });

  it("follows anchors and merge keys", () => {
    const text = `
.base: &base
  script: [helm upgrade shop ./shop]
  environment: staging
deploy:
  <<: *base
  environment: production
`;
    expect(valueOf(stageOf(text, "deploy").environment)).toBe("production");
  });

  it("takes from `default` what a job does not set, unless it inherits none", () => {
    const text = `
default:
  before_script: [npm test]
  timeout: 20 minutes
one: {script: [helm upgrade one ./one]}
two: {script: [helm upgrade two ./two], inherit: {default: [timeout]}}
three: {script: [helm upgrade three ./three], inherit: {default: false}, before_script: []}
`;
    expect(checksOf(stageOf(text, "one"))).toEqual(["npm test: holds, holds"]);
    expect(stageOf(text, "one").timeLimit).toMatchObject({ value: { limit: 1200, isDefault: false }, at: { line: 4 } });
    expect(stageOf(text, "two").checks.items.filter(({ guards }) => guards === "route")).toEqual([]);
    expect(stageOf(text, "two").timeLimit).toMatchObject({ value: { limit: 1200 } });
    expect(stageOf(text, "three").timeLimit).toMatchObject({
      state: "unknown",
      why: "how long `three` may take is set in the project's settings",
      settle: "glab api 'projects/:id' > project.json && bakewell settings import project.json",
    });
  });

  it("gives inputs to what takes them, and their defaults", () => {
    const texts = {
      ".gitlab-ci.yml": `
include:
  - local: templates/deploy.yml
    inputs: {environment: production, job: ship}
  - local: templates/deploy.yml
`,
      "templates/deploy.yml": `
spec:
  inputs:
    environment: {default: staging, options: [staging, production]}
    job: {default: deploy}
    commands: {type: array, default: [helm upgrade shop ./shop]}
---
"$[[ inputs.job ]]":
  stage: deploy
  environment: $[[ inputs.environment | expand_vars ]]
  script: $[[ inputs.commands ]]
`,
    };
    expect(planOf(texts).stages.map(({ id, environment }) => [id, valueOf(environment)])).toEqual([
      ["ship", "production"],
      ["deploy", "staging"],
    ]);
  });

  it("spreads a matrix over the places that it names", () => {
    const text = `
deploy:
  stage: deploy
  environment: $REGION/$TIER
  resource_group: $REGION
  script: [helm upgrade shop ./shop --kube-context $REGION]
  parallel:
    matrix:
      - REGION: [eu, us]
        TIER: production
`;
    const { stages } = planOf(text);
    expect(stages.map(({ id, environment }) => [id, valueOf(environment)])).toEqual([
      ["deploy: [eu, production]", "eu/production"],
      ["deploy: [us, production]", "us/production"],
    ]);
    expect(stages[0]!.group).toMatchObject({ value: { name: "deploy", concurrent: Infinity } });
    expect(stages[0]!.concurrency).toMatchObject({ value: { name: "eu", serial: { state: "holds" } } });
  });

  it("tells variables by rules, jobs and the whole pipeline", () => {
    const text = `
variables: {NAMESPACE: staging, RELEASE: shop-$NAMESPACE}
deploy:
  stage: deploy
  environment: $NAMESPACE
  script: [helm upgrade $RELEASE ./shop]
  rules:
    - if: $CI_COMMIT_BRANCH == "main"
      variables: {NAMESPACE: production}
    - if: $CI_COMMIT_BRANCH == "develop"
`;
    const { stages } = planOf(text);
    expect(
      stages.map(({ id, environment, target, starts }) => [id, valueOf(environment), valueOf(target), starts]),
    ).toEqual([
      ["deploy [production]", "production", "Helm release `shop-production`", ["push to `main`"]],
      ["deploy [staging]", "staging", "Helm release `shop-staging`", ["push to `develop`"]],
    ]);
  });
});

describe("what is written elsewhere", () => {
  const text = `
include:
  - project: acme/pipelines
    ref: v2.1.0
    file: [deploy.yml, /scan.yml]
  - component: $CI_SERVER_FQDN/acme/sast/scan@~latest
  - remote: https://ci.example/base.yml
stages: [test, deploy]
test: {stage: test, script: [npm test]}
deploy:
  stage: deploy
  extends: .deploy
  environment: production
`;

  it("is named, with what it is pinned by", () => {
    const plan = planOf(text);
    expect(plan.delegations.map(({ to, moving }) => [to, valueOf(moving)])).toEqual([
      ["acme/pipelines: deploy.yml@v2.1.0", true],
      ["acme/pipelines: scan.yml@v2.1.0", true],
      ["$CI_SERVER_FQDN/acme/sast/scan@~latest", true],
      ["https://ci.example/base.yml", true],
    ]);
    expect(plan.steps.items.map(({ uses, pinnedBy, byVendor }) => [uses, valueOf(pinnedBy), byVendor])).toEqual([
      ["acme/pipelines: deploy.yml@v2.1.0", "version", false],
      ["acme/pipelines: scan.yml@v2.1.0", "version", false],
      ["$CI_SERVER_FQDN/acme/sast/scan@~latest", "nothing", false],
      ["https://ci.example/base.yml", "nothing", false],
    ]);
  });

  it("may set every key that a job does not set itself", () => {
    const stage = stageOf(text, "deploy");
    const why = "`.deploy`, which `deploy` extends, is written elsewhere";
    expect(stage.deploys).toMatchObject({ state: "unknown", why });
    expect(valueOf(stage.environment)).toBe("production");
    expect(stage.concurrency).toMatchObject({ state: "unknown", why: `${why}, and may name its resource group` });
    expect(stage.timeLimit).toMatchObject({ state: "unknown" });
    expect(checksOf(stage)).toEqual([`npm test: unknown: ${why}, and may say what \`deploy\` waits for, holds`]);
    expect(stage.checks.others).toMatchObject({ state: "unknown", why });
  });

  it("may add checks to what is written here", () => {
    const own = text.replace("extends: .deploy", "script: [helm upgrade shop ./shop]");
    const stage = stageOf(own, "deploy");
    expect(checksOf(stage)).toEqual(["npm test: holds, holds"]);
    expect(stage.checks.others).toMatchObject({
      state: "unknown",
      why: "the jobs of `acme/pipelines: deploy.yml@v2.1.0` are written there",
      at: { line: 3, column: 14 },
    });
  });

  it("may be all that there is, and may deploy", () => {
    const { stages, delegations } = planOf("include: {template: Auto-DevOps.gitlab-ci.yml}\n");
    expect(stages.map(({ id, deploys, environment }) => [id, deploys.state, environment.state])).toEqual([
      ["what template: Auto-DevOps.gitlab-ci.yml adds", "unknown", "unknown"],
    ]);
    expect(delegations).toMatchObject([{ to: "template: Auto-DevOps.gitlab-ci.yml", moving: { value: true } }]);
    const one = "include: [{project: acme/ci, file: /all.yml}, {project: acme/ci, file: /lint.yml}]\n";
    expect(planOf(one).stages.map(({ id }) => id)).toEqual([
      "what acme/ci: all.yml adds",
      "what acme/ci: lint.yml adds",
    ]);
  });

  it("is nothing that its own jobs would need for all that", () => {
    expect(problemsOf(text.replace("stage: deploy\n", "needs: [elsewhere]\n  stage: deploy\n"))).toEqual([]);
  });
});

describe("environments", () => {
  const deploy = (environment: string, more = ""): string => `
deploy: {stage: deploy, environment: ${environment}, script: [helm upgrade shop ./shop]${more}}
stop: {stage: deploy, environment: {name: x, action: stop}, script: [helm upgrade shop ./shop], when: manual}
`;

  it("of a branch that are stopped are previews", () => {
    const stage = stageOf(deploy("{name: review/$CI_COMMIT_REF_SLUG, on_stop: stop}"), "deploy");
    expect([stage.role, valueOf(stage.environment)]).toEqual(["preview", "review/main"]);
  });

  it("that go by the branch are known as a pattern, or not at all", () => {
    const text = `
one: {stage: deploy, environment: {name: review/$CI_COMMIT_REF_SLUG, auto_stop_in: 1 day}, script: [helm upgrade a ./a], only: [merge_requests]}
two: {stage: deploy, environment: $CI_COMMIT_REF_NAME, script: [helm upgrade b ./b], only: [merge_requests]}
`;
    expect(valueOf(stageOf(text, "one").environment)).toBe("review/*");
    expect(stageOf(text, "two").environment).toMatchObject({
      state: "unknown",
      why: "the branch of the change decides what `$CI_COMMIT_REF_NAME` is",
    });
  });

  it("of a branch that stay are deployments, and one for each", () => {
    const text = `
deploy:
  stage: deploy
  environment: $CI_COMMIT_REF_NAME
  script: [helm upgrade shop ./shop]
  only: [main, develop]
`;
    expect(planOf(text).stages.map(({ id, role }) => [id, role])).toEqual([
      ["deploy [main]", "deployment"],
      ["deploy [develop]", "deployment"],
    ]);
  });

  it("state their tier", () => {
    expect(stageOf(deploy("{name: eu, deployment_tier: production}"), "deploy").tier).toMatchObject({
      state: "declared",
      value: "production",
    });
    expect(stageOf(deploy("eu-live"), "deploy").tier).toMatchObject({ state: "absent" });
    expect(stageOf(deploy("eu-live"), "deploy").signals).toContainEqual({
      from: "name",
      text: "production",
      at: { file: ".gitlab-ci.yml", line: 2, column: 38 },
    });
  });

  it("that are torn down are no stages", () => {
    expect(planOf(deploy("production")).stages.map(({ id }) => id)).toEqual(["deploy"]);
  });

  it("are waited for by name in their resource group", () => {
    const text = deploy("production", ", resource_group: production, interruptible: true");
    expect(stageOf(text, "deploy").concurrency).toMatchObject({
      value: {
        name: "production",
        serial: { state: "holds" },
        uncancelled: {
          state: "unknown",
          why: "`interruptible: true` lets a newer pipeline cancel `deploy` where the project cancels redundant pipelines, which it does unless that is switched off",
        },
      },
    });
    const firm = `${text}\nworkflow: {auto_cancel: {on_new_commit: none}}`;
    expect(stageOf(firm, "deploy").concurrency).toMatchObject({ value: { uncancelled: { state: "holds" } } });
    const begun = `${text}\nbuild: {stage: build, script: [make]}`;
    expect(stageOf(begun, "deploy").concurrency).toMatchObject({ value: { uncancelled: { state: "holds" } } });
  });

  it("are entered with the token of the job", () => {
    const text = deploy("production", ", id_tokens: {AWS_TOKEN: {aud: https://aws.example}}");
    expect(stageOf(text, "deploy").identities.items).toMatchObject([{ name: "AWS_TOKEN", kind: "workload" }]);
  });
});

describe("what a job runs", () => {
  it("is read over nested lists, with its places", () => {
    const text = `
deploy:
  stage: deploy
  before_script:
    - - npm ci
      - npm test
  script:
    - |
      echo ship
      helm upgrade shop ./shop
`;
    const job = jobOf(text, "deploy");
    expect(job.acts.map(({ name, at }) => [name, at.line])).toEqual([
      ["npm test", 6],
      ["echo", 9],
      ["helm upgrade", 10],
    ]);
  });

  it("is known by the hooks that it calls, GitLab's own programs, and uploads of packages", () => {
    const text = `
hook: {stage: deploy, script: ['curl -s "https://api.render.com/deploy/srv-1?key=$KEY"']}
rollout 10%:
  stage: deploy
  environment: production
  variables: {ROLLOUT_PERCENTAGE: "10"}
  script: [auto-deploy deploy rollout $ROLLOUT_PERCENTAGE]
upload:
  stage: deploy
  script: ['curl --upload-file shop.tgz "$CI_API_V4_URL/projects/$CI_PROJECT_ID/packages/generic/shop/1.0.0/shop.tgz"']
container: {stage: build, script: [/kaniko/executor --context . --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA]}
`;
    const { stages } = planOf(text);
    expect(stages.map(({ id, role }) => [id, role])).toEqual([
      ["container", "publication"],
      ["hook", "deployment"],
      ["rollout 10%", "deployment"],
      ["upload", "publication"],
    ]);
    expect(stages[2]!.exposure).toMatchObject({ value: { share: 0.1, by: "weight" } });
    expect(stages[0]!.artifacts.items).toMatchObject([{ version: "$CI_COMMIT_SHA", immutable: { state: "holds" } }]);
  });

  it("deploys nothing to a database that it starts for itself", () => {
    const text = `
test:
  services: [{name: "postgres:17-alpine", alias: db}]
  script: [python manage.py migrate, python manage.py test]
migrate: {stage: deploy, script: [python manage.py migrate]}
`;
    expect(planOf(text).stages.map(({ id }) => id)).toEqual(["migrate"]);
  });

  it("is followed over a shell on another machine", () => {
    const text = `
deploy:
  stage: deploy
  script:
    - sshpass -p "$PASSWORD" ssh -o StrictHostKeyChecking=no $HOST -p 2222 "docker stop shop || true; docker run -d --name shop shop:1.2.0"
`;
    expect(planOf(text).stages.map(({ id, role }) => [id, role])).toEqual([["deploy", "deployment"]]);
  });

  it("is published by keywords alone", () => {
    const text = `
release:
  script: [echo]
  release: {tag_name: $CI_COMMIT_TAG, description: It}
  rules: [{if: $CI_COMMIT_TAG}]
pages:
  script: [mkdocs build]
  artifacts: {paths: [public]}
`;
    expect(planOf(text).stages.map(({ id, role }) => [id, role])).toEqual([
      ["pages", "publication"],
      ["release", "publication"],
    ]);
  });
});
