import { describe, expect, test } from "vitest";
import type { Settings } from "#model/settings.ts";
import type { Stage } from "#model/plan.ts";
import { loadSettings } from "#settings/load.ts";
import { read } from "../github-actions/reading.ts";
import { branch, environment, environments, managers, mina, reviewers, ruleset, rulesetList } from "./answers.ts";
import { fileOf, limits, settingsOf } from "./snapshots.ts";

const deploy = (on = "{ push: { branches: [main] } }", name = "production"): string => `name: deploy
on: ${on}
jobs:
  staging:
    runs-on: ubuntu-24.04
    environment: staging
    steps:
      - run: helm upgrade shop ./chart --namespace staging
  production:
    needs: staging
    runs-on: ubuntu-24.04
    environment: ${name}
    steps:
      - run: helm upgrade shop ./chart --namespace production
`;

const ci = `name: ci
on: { pull_request: {} }
jobs:
  unit:
    name: unit tests
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
`;

const stagesOf = (settings: Settings | undefined, workflow = deploy()): readonly [Stage, Stage] => {
  const { plans } = read({ "deploy.yml": workflow, "ci.yml": ci }, "acme/shop", settings);
  const [staging, production] = plans[0]?.stages ?? [];
  if (!staging || !production) throw new Error("there are no two stages");
  return [staging, production];
};

describe("approvals", () => {
  test("are the reviewers, of whom one is enough", () => {
    const [, { approvals }] = stagesOf(settingsOf(environment("Production", [reviewers(managers, mina)])));
    const at = { file: "environment-production.yaml", line: 12, column: 4 };
    expect(approvals).toEqual({
      items: [
        {
          name: "Production",
          at,
          count: { state: "declared", value: 1, at },
          from: { items: ["team:acme/release-managers", "user:mina"], others: { state: "absent", at } },
          byAuthor: { state: "declared", value: false, at: { ...at, line: 16, column: 27 } },
          askable: 1,
          byStarter: { state: "declared", value: false, at: { ...at, line: 16, column: 27 } },
          unanswered: { state: "declared", value: { means: "no", after: 30 * 24 * 3600, isDefault: true }, at },
          bypass: { state: "declared", value: false, at: { ...at, line: 17, column: 21 } },
          everyRoute: { state: "holds", at },
        },
      ],
      others: { state: "absent", at },
    });
  });

  test("are none where nobody is asked, and where the server does not know the environment", () => {
    const [, asksNobody] = stagesOf(settingsOf(environment("production")));
    expect(asksNobody.approvals).toEqual({
      items: [],
      others: { state: "absent", at: { file: "environment-production.yaml", line: 12, column: 4 } },
    });
    const [, isNotThere] = stagesOf(settingsOf(environments(environment("staging"))));
    expect(isNotThere.approvals).toEqual({
      items: [],
      others: { state: "absent", at: { file: ".github/workflows/deploy.yml", line: 12, column: 18 } },
    });
  });

  test("of another environment's deployment are none of this one", () => {
    const [staging, production] = stagesOf(
      settingsOf(environment("staging", [reviewers(mina)]), environment("production")),
    );
    expect(staging.approvals.items.map(({ name }) => name)).toEqual(["staging"]);
    expect(production.approvals.items).toEqual([]);
  });

  test("of a job that deploys nothing count for those that need it", () => {
    const gate = `  gate:
    runs-on: ubuntu-24.04
    environment: go-ahead
    steps:
      - run: echo go
`;
    const [, production] = stagesOf(
      settingsOf(environment("go-ahead", [reviewers(mina)]), environment("production")),
      deploy().replace("  production:\n    needs: staging", `${gate}  production:\n    needs: [staging, gate]`),
    );
    expect(production.approvals.items.map(({ name, everyRoute }) => [name, everyRoute.state])).toEqual([
      ["go-ahead", "holds"],
    ]);
    expect(production.approvals.others.state).toBe("absent");
  });

  test("stay unknown where another service decides, where the export is partial, and where it is old", () => {
    const others = (...answers: readonly unknown[]) => stagesOf(settingsOf(...answers))[1].approvals.others;
    expect(others(environment("production", [{ type: "custom", app: { slug: "board" } }]))).toMatchObject({
      cause: "elsewhere",
      why: "`board` decides in another service about `production`",
    });
    expect(others({ total_count: 40, environments: [environment("staging")] })).toMatchObject({
      cause: "settings",
      why: "who must approve `production` is set in GitHub's environment settings",
    });
    const stale = loadSettings([fileOf(environment("production"), "2026-09-01T00:00:00Z")], limits);
    expect(stagesOf(stale.get("github-actions"))[1].approvals.others).toEqual({
      state: "unknown",
      cause: "stale",
      why: "who must approve `production` is not known by now: its exported settings were captured on 2026-09-01, and 30 d is how long they are believed",
      at: { file: "environment-production.yaml", line: 11, column: 12 },
      settle:
        "gh api repos/acme/shop/environments/production > environment.json && bakewell settings import environment.json",
    });
  });
});

test("a wait timer is the bake of the stage before, on top of what is written", () => {
  const settings = settingsOf(environment("production", [{ type: "wait_timer", wait_timer: 90 }]));
  const at = { file: "environment-production.yaml", line: 15, column: 12 };
  expect(stagesOf(settings)[0].bake).toEqual({ state: "declared", value: 5400, at });
  const sleeping = deploy().replace("--namespace staging", "--namespace staging\n      - run: sleep 600");
  expect(stagesOf(settings, sleeping)[0].bake).toMatchObject({ state: "declared", value: 6000, via: [at] });
  expect(stagesOf(settingsOf(environment("production")))[0].bake.state).toBe("absent");
});

describe("names of environments", () => {
  const problems = (name: string, ...answers: readonly unknown[]) =>
    read({ "deploy.yml": deploy(undefined, name) }, "acme/shop", settingsOf(...answers)).problems;
  const all = environments(environment("production"), environment("staging"));

  test("that the server does not know are created without protection", () => {
    expect(problems("prodution", all)).toEqual([
      {
        at: { file: ".github/workflows/deploy.yml", line: 12, column: 18 },
        reason:
          "uses the environment `prodution`, which the server does not know (2026-11-20): it is created without protection on first use",
        remedy: "did you mean `production`?",
        weight: "error",
      },
    ]);
  });

  test("that differ in their case are a remark, and those of a partial list are none", () => {
    expect(problems("PRODUCTION", all)).toMatchObject([
      { reason: "writes the environment `production` as `PRODUCTION`", weight: "remark" },
    ]);
    expect(problems("prodution", environment("production"))).toEqual([]);
    expect(problems("production", all)).toEqual([]);
  });
});

describe("checks of the change", () => {
  const checked = (workflow: string, ...answers: readonly unknown[]) => {
    const [, { checks }] = stagesOf(answers.length > 0 ? settingsOf(...answers) : undefined, workflow);
    const [check] = checks.items;
    return [check?.everyRoute, check?.unskippable].map((assurance) => {
      if (assurance?.state === "broken") return `broken ${assurance.at.file}:${assurance.at.line} ${assurance.how}`;
      if (assurance?.state === "unknown") return `unknown ${assurance.why}`;
      return `${assurance?.state} ${assurance?.at.file}:${assurance?.at.line}`;
    });
  };
  const ciLine = "holds .github/workflows/ci.yml:8";
  const required = "unknown runs on pull requests, and a ruleset would have to require it";
  const list = rulesetList(42);

  test("hold where a ruleset of the branch requires them by the job's name", () => {
    expect(checked(deploy(), ruleset(["unit tests"]))).toEqual([
      "holds rulesets-42.yaml:21",
      "holds rulesets-42.yaml:21",
    ]);
    expect(checked(deploy(), branch(["unit tests"], "everyone"))).toEqual([
      "holds branch-protection-main.yaml:15",
      "holds branch-protection-main.yaml:15",
    ]);
  });

  test.each([
    ["matrix", "unit (22, linux)", "holds"],
    ["matrix", "units", "broken"],
    ["called", "quality / unit tests", "holds"],
    ["called", "unit tests", "broken"],
    ["foreign", "unit tests", "broken"],
  ])("are known by the names under which a %s job reports: %s", (kind, context, state) => {
    const matrix = ci.replace("    name: unit tests\n", "    strategy: { matrix: { node: [22, 24], os: [linux] } }\n");
    const called = {
      "ci.yml": "name: ci\non: pull_request\njobs:\n  quality:\n    uses: ./.github/workflows/quality.yml\n",
    };
    const texts = {
      matrix: { "ci.yml": matrix },
      called: { ...called, "quality.yml": ci.replace("pull_request", "workflow_call") },
      foreign: { "ci.yml": ci },
    }[kind];
    const app = { context, integration_id: kind === "foreign" ? 9 : 15368 };
    const rules = [{ type: "required_status_checks", parameters: { required_status_checks: [app] } }];
    const settings = settingsOf(list, ruleset([], { rules }), branch([], "off"));
    const { plans } = read({ "deploy.yml": deploy(), ...texts }, "acme/shop", settings);
    expect(plans[0]?.stages[1]?.checks.items.map(({ everyRoute }) => everyRoute.state)).toEqual([state]);
  });

  test("can be skipped by those who may go round the rules", () => {
    const [, round] = checked(deploy(), ruleset(["unit tests"], { bypass_actors: [{ actor_type: "Team" }] }));
    expect(round).toBe("broken rulesets-42.yaml:28 the rules of `Protect main` let some go round them");
    const [, silent] = checked(deploy(), ruleset(["unit tests"], { bypass_actors: undefined }));
    expect(silent).toBe("unknown the exported settings do not say who may go round the ruleset");
  });

  test("are broken where nothing requires them and everything is known", () => {
    expect(checked(deploy(), list, ruleset(["lint"]), branch([], "off"))).toEqual([
      "broken branch-protection-main.yaml:11 no rule of `main` requires it",
      ciLine,
    ]);
    expect(checked(deploy(), list, ruleset(["unit tests"], { enforcement: "evaluate" }), branch([], "off"))[0]).toBe(
      "broken rulesets-42.yaml:21 `Protect main` asks for it, and is not enforced",
    );
  });

  test("stay unknown where something is not exported", () => {
    expect(checked(deploy())).toEqual([required, ciLine]);
    expect(checked(deploy(), ruleset(["lint"]))[0]).toBe(required);
    expect(checked(deploy(), list)[0]).toBe("unknown what `main` requires is set in the ruleset 42 on GitHub");
    expect(checked(deploy(), list, ruleset(["lint"]))[0]).toBe(
      "unknown what `main` requires is set in its protection on GitHub",
    );
    const workflows = [{ type: "workflows", parameters: { workflows: [{ path: "ci.yml" }] } }];
    expect(checked(deploy(), list, ruleset([], { rules: workflows }), branch([], "off"))[0]).toBe(
      "unknown `Protect main` requires workflows, which may run it",
    );
  });

  test("need the rules of each branch that may deploy", () => {
    const manual = deploy("{ workflow_dispatch: {} }");
    const rules = ruleset(["unit tests"]);
    expect(checked(manual, rules, environment("production"))[0]).toBe(
      "broken .github/workflows/deploy.yml:2 can be started from any branch, merged or not",
    );
    const custom = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
    expect(checked(manual, rules, environment("production", [], custom))[0]).toBe(
      "unknown which branches may deploy to `production` is set in GitHub's environment settings",
    );
    const policies = (...names: readonly string[]) =>
      loadSettings(
        [
          fileOf(rules),
          fileOf(environment("production", [], custom)),
          fileOf(
            { total_count: names.length, branch_policies: names.map((name) => ({ name })) },
            undefined,
            "Production",
          ),
        ],
        limits,
      ).get("github-actions");
    const everyRoute = (...names: readonly string[]) =>
      stagesOf(policies(...names), manual)[1].checks.items[0]?.everyRoute.state;
    expect(everyRoute("main")).toBe("holds");
    expect(everyRoute("main", "hotfix/*")).toBe("unknown");
  });

  test("do not hold for a tag, or for what an event brings", () => {
    expect(checked(deploy("{ release: { types: [published] } }"), ruleset(["unit tests"]))[0]).toBe(
      "unknown a tag can stand on a commit that never passed `npm test`",
    );
    expect(checked(deploy("{ issue_comment: {} }"), ruleset(["unit tests"]))[0]).toBe(
      "unknown what `issue_comment` brings may never have passed `npm test`",
    );
  });
});
