import { describe, expect, test } from "vitest";
import {
  branch,
  environment,
  environments,
  exportsOf,
  managers,
  mina,
  reviewers,
  ruleset,
  rulesetList,
} from "./answers.ts";
import { fileOf, loaded } from "./snapshots.ts";

const contentsOf = (answer: unknown, name?: string) => exportsOf(answer, name).map(({ content }) => content);

describe("what is kept of an answer", () => {
  test("about environments", () => {
    const wait = { id: 1, type: "wait_timer", wait_timer: 30 };
    const other = { id: 4, type: "custom", app: { slug: "change-board" } };
    const answer = environments(
      environment("production", [wait, reviewers(managers, mina), other, { type: "branch_policy" }], {
        deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      }),
      environment("Staging", [], { can_admins_bypass: undefined }),
    );
    expect(contentsOf(answer)).toEqual([
      {
        kind: "environments",
        name: "all",
        repository: "acme/shop",
        complete: true,
        environments: [
          {
            name: "production",
            reviewers: ["team:acme/release-managers", "user:mina"],
            "prevent-self-review": true,
            "admins-bypass": false,
            wait: 1800,
            branches: "protected",
            "other-rules": ["change-board"],
          },
          {
            name: "Staging",
            reviewers: [],
            "prevent-self-review": null,
            "admins-bypass": null,
            wait: 0,
            branches: "any",
            "other-rules": [],
          },
        ],
      },
    ]);
  });

  test("about a page of environments that is not all of them", () => {
    const [found] = exportsOf({ total_count: 31, environments: [environment("production")] });
    expect(found?.content.complete).toBe(false);
    expect(found?.notes).toEqual(["it lists 1 of 31 environments: ask for more a page"]);
  });

  test("about one environment with patterns of branches, and what is needed beside it", () => {
    const policy = { protected_branches: false, custom_branch_policies: true };
    const [found] = exportsOf(environment("prod/eu", [], { deployment_branch_policy: policy }));
    expect(found?.content.environments?.[0]?.branches).toBe("patterns");
    expect(found?.next).toEqual([
      "gh api repos/acme/shop/environments/prod%2Feu/deployment-branch-policies > branches.json && bakewell settings import branches.json --environment prod/eu",
    ]);
  });

  test("about the branches that may deploy", () => {
    const answer = { total_count: 2, branch_policies: [{ name: "main" }, { name: "v*", type: "tag" }] };
    expect(contentsOf(answer, "production")).toEqual([
      {
        kind: "deployment-branch-policies",
        name: "production",
        repository: null,
        "branch-policies": [
          {
            environment: "production",
            patterns: [
              { name: "main", type: "branch" },
              { name: "v*", type: "tag" },
            ],
          },
        ],
      },
    ]);
  });

  test("about other services that decide, which an environment does not list", () => {
    const answer = {
      total_count: 2,
      custom_deployment_protection_rules: [
        { id: 1, enabled: true, app: { id: 9, slug: "change-board" } },
        { id: 2, enabled: false, app: { id: 10, slug: "old-board" } },
      ],
    };
    expect(contentsOf(answer, "Production")).toEqual([
      {
        kind: "deployment-protection-rules",
        name: "Production",
        repository: null,
        "protection-rules": [{ environment: "Production", apps: ["change-board"] }],
      },
    ]);
    expect(() => exportsOf(answer)).toThrow("does not say which environment it is of");
    const files = [fileOf(environment("production")), fileOf(answer, undefined, "Production")];
    expect(loaded("github-actions", files).environments.map(({ otherRules }) => otherRules)).toEqual([
      ["change-board"],
    ]);
  });

  test("about a list of rulesets, which does not say what they hold", () => {
    const [found] = exportsOf(rulesetList(42, 43));
    expect(found?.content).toEqual({
      kind: "rulesets",
      name: "all",
      repository: "acme/shop",
      listed: [
        { id: 42, name: "Rules 42" },
        { id: 43, name: "Rules 43" },
      ],
    });
    expect(found?.notes).toEqual(["a list does not hold what rulesets say; the details of each are needed"]);
    expect(found?.next).toEqual([
      "gh api repos/acme/shop/rulesets/42 > ruleset-42.json && bakewell settings import ruleset-42.json",
      "gh api repos/acme/shop/rulesets/43 > ruleset-43.json && bakewell settings import ruleset-43.json",
    ]);
    expect(exportsOf([]).map(({ content }) => content.listed)).toEqual([[]]);
  });

  test("about a ruleset, alone and in a list of whole ones", () => {
    const review = { required_approving_review_count: 2, require_code_owner_review: true };
    const rules = [
      { type: "required_status_checks", parameters: { required_status_checks: [{ context: "test" }] } },
      { type: "pull_request", parameters: review },
      { type: "merge_queue", parameters: {} },
      { type: "workflows", parameters: { workflows: [{ path: ".github/workflows/scan.yml" }] } },
    ];
    const answer = ruleset([], { rules, bypass_actors: [{ actor_id: 5, actor_type: "Team" }] });
    const kept = {
      kind: "rulesets",
      name: "Protect main",
      repository: "acme/shop",
      rulesets: [
        {
          id: 42,
          name: "Protect main",
          enforcement: "active",
          target: "branch",
          include: ["~DEFAULT_BRANCH"],
          exclude: [],
          checks: [{ name: "test", app: null }],
          "pull-request": { approvals: 2, "code-owners": true, "dismiss-stale": false, "last-push": null },
          "merge-queue": true,
          workflows: [".github/workflows/scan.yml"],
          bypass: ["Team 5"],
        },
      ],
    };
    expect(contentsOf(answer)).toEqual([kept]);
    expect(contentsOf([answer, answer])).toEqual([kept, kept]);
  });

  test("about a branch and its protection", () => {
    const url = "https://api.github.com/repos/acme/shop/branches/release%2F1/protection";
    const answer = {
      url,
      required_status_checks: { checks: [{ context: "test", app_id: 15368 }], contexts: ["test"] },
      enforce_admins: { enabled: true },
    };
    const kept = { protected: true };
    expect(contentsOf(answer)[0]?.branches).toEqual([
      {
        ...kept,
        "pull-request": null,
        name: "release/1",
        checks: [{ name: "test", app: 15368 }],
        "admins-bypass": false,
      },
    ]);
    expect(contentsOf(branch(["test"], "non_admins"))[0]?.branches).toEqual([
      { ...kept, name: "main", checks: [{ name: "test", app: null }], "admins-bypass": true },
    ]);
    expect(contentsOf(branch(["test"], "off"))[0]?.branches).toEqual([
      { ...kept, "pull-request": null, name: "main", protected: false, checks: [], "admins-bypass": null },
    ]);
  });
});

describe("what is refused, and why", () => {
  const belongs =
    "where an answer of GitHub about environments, one environment, its deployment branch policies or protection rules, rulesets, a branch or its protection; of Azure DevOps about";

  test.each([
    ["{}", `holds an empty object, ${belongs}`],
    ['{"__proto__": {"environments": []}, "a": 1}', `holds an object with \`__proto__\`, \`a\`, ${belongs}`],
    ["[1]", `holds a list of something else, ${belongs}`],
    ["7", `holds a single value, ${belongs}`],
    ['{"total_count": 1, "secrets": [{"name": "KEY"}]}', "lists secrets, of which nothing is kept"],
    ['{"message": "Not Found", "status": "404"}', "is an error of GitHub: `Not Found`"],
    ['{"total_count": 0, "branch_policies": []}', "does not say which environment it is of"],
    ['{"total_count": "1", "environments": []}', "has no count where one belongs"],
    [JSON.stringify(environment("production", [], { name: "x".repeat(301) })), "has no name where one belongs"],
    [
      JSON.stringify(environments(environment("production", [], { protection_rules: 5 }))),
      "has an environment without `protection_rules`",
    ],
    [
      JSON.stringify(environment("production", [reviewers({ type: "User", reviewer: null })])),
      "has no login of a reviewer where one belongs",
    ],
    [
      JSON.stringify(ruleset([], { enforcement: "sometimes" })),
      "has `sometimes` where one of active, evaluate, disabled belongs",
    ],
  ])("%s", (text, reason) => {
    expect(() => exportsOf(text)).toThrow(reason);
  });
});

test("nothing is kept but what is listed", () => {
  const secret = "ghp_0123456789";
  const who = { type: "User", reviewer: { login: "mina", token: secret }, secret };
  const answer = environment("production", [{ ...reviewers(who), secret }], { secret, variables: [secret] });
  expect(JSON.stringify(exportsOf(answer))).not.toContain(secret);
  expect(JSON.stringify(exportsOf(ruleset(["test"], { secret })))).not.toContain(secret);
});
