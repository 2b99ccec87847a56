import { describe, expect, test } from "vitest";
import { reviewsOf } from "#model/review.ts";
import { exportedOf, terraformOf } from "./answers.ts";
import { loaded, snapshotOf } from "./snapshots.ts";

const secret = "tf-secret-0123";
const ofShop = { repository: "acme/shop" };

const github = `
variable "wait" { default = 30 }
variable "reviewers" {}
locals {
  environments = toset(["production-\${local.regions[0]}", "production-us"])
  regions      = ["eu", "us"]
  repository   = github_repository.shop.name
}
resource "github_repository" "shop" {
  name = "shop"
}
data "github_team" "managers" {
  slug = "release-managers"
}
resource "github_team" "ops" { name = "Night Ops" }
data "github_user" "mina" { username = "mina" }
resource "github_repository_environment" "production" {
  for_each            = local.environments
  repository          = local.repository
  environment         = each.key
  wait_timer          = var.wait
  prevent_self_review = true
  reviewers {
    teams = [data.github_team.managers.id, github_team.ops.id, 7]
    users = [data.github_user.mina.id]
  }
  deployment_branch_policy {
    protected_branches     = false
    custom_branch_policies = true
  }
}
resource "github_repository_environment" "staging" {
  repository        = "shop"
  environment       = "staging"
  can_admins_bypass = false
  wait_timer        = var.unknown
  reviewers { users = var.reviewers }
}
resource "github_repository_environment" "dynamic" {
  repository  = "shop"
  environment = "dynamic"
  dynamic "reviewers" {
    for_each = var.reviewers
    content { users = reviewers.value }
  }
}
resource "github_repository_environment" "other" {
  repository  = "website"
  environment = "production"
}
resource "github_repository_environment" "many" {
  for_each    = var.reviewers
  repository  = "shop"
  environment = each.key
}
resource "github_repository_environment" "none" {
  count       = 0
  repository  = "shop"
  environment = "never"
}
resource "github_repository_environment_deployment_policy" "main" {
  repository     = "shop"
  environment    = "production-eu"
  branch_pattern = "main"
}
resource "github_repository_environment_deployment_policy" "tags" {
  repository  = "shop"
  environment = "production-eu"
  tag_pattern = "v*"
}
resource "github_branch_protection" "main" {
  repository_id  = github_repository.shop.node_id
  pattern        = "main"
  enforce_admins = true
  required_status_checks { contexts = concat(["test"], [var.more]) }
  required_pull_request_reviews {
    required_approving_review_count = 2
    require_code_owner_reviews      = true
    pull_request_bypassers          = ["/mina"]
  }
}
resource "github_repository_ruleset" "release" {
  name        = "Release"
  repository  = "shop"
  target      = "branch"
  enforcement = "active"
  conditions {
    ref_name {
      include = ["refs/heads/release/*"]
      exclude = []
    }
  }
  bypass_actors {
    actor_id    = 5
    actor_type  = "RepositoryRole"
    bypass_mode = "always"
  }
  rules {
    pull_request { required_approving_review_count = 1 }
    required_status_checks {
      required_check {
        context        = "scan"
        integration_id = 15368
      }
    }
  }
}
resource "github_actions_secret" "key" {
  repository      = "shop"
  secret_name     = "KEY"
  plaintext_value = "${secret}"
}
`;

describe("resources of GitHub", () => {
  const all = terraformOf(github, ofShop);
  const [first] = all;
  const { content, notes } = first?.found ?? {};
  const common = { "prevent-self-review": false, "admins-bypass": true, wait: 0, branches: "any", "other-rules": [] };

  test("are one snapshot of what is constant", () => {
    expect(all.map(({ platform }) => platform)).toEqual(["github-actions"]);
    const production = {
      ...common,
      reviewers: ["team:acme/release-managers", "team:acme/night-ops", "team-id:7", "user:mina"],
      "prevent-self-review": true,
      wait: 1800,
      branches: "patterns",
    };
    expect(content?.environments).toEqual([
      { ...production, name: "production-eu" },
      { ...production, name: "production-us" },
      { ...common, name: "staging", "admins-bypass": false, wait: null, reviewers: ["expression:var.reviewers"] },
      { ...common, name: "dynamic", reviewers: ['expression:dynamic "reviewers"'] },
    ]);
    expect(content?.["branch-policies"]).toEqual([
      {
        environment: "production-eu",
        patterns: [
          { name: "main", type: "branch" },
          { name: "v*", type: "tag" },
        ],
      },
    ]);
    expect(content?.rulesets).toEqual([
      {
        id: null,
        name: "Release",
        enforcement: "active",
        target: "branch",
        include: ["refs/heads/release/*"],
        exclude: [],
        checks: [{ name: "scan", app: 15368 }],
        "pull-request": { approvals: 1, "code-owners": false, "dismiss-stale": false, "last-push": false, bypass: [] },
        "merge-queue": false,
        workflows: [],
        bypass: ["RepositoryRole 5"],
      },
    ]);
    expect(content?.branches).toEqual([
      {
        name: "main",
        protected: true,
        checks: [
          { name: "test", app: null },
          { name: "expression:var.more", app: null },
        ],
        "pull-request": {
          approvals: 2,
          "code-owners": true,
          "dismiss-stale": false,
          "last-push": false,
          bypass: ["/mina"],
        },
        "admins-bypass": false,
      },
    ]);
    expect(JSON.stringify(content)).not.toContain(secret);
  });

  test("say what is left out", () => {
    expect(notes).toEqual([
      "github_repository_environment.many is left out: its `for_each` `var.reviewers` is not constant",
      "1 resource of other repositories, or of ones that cannot be told, is left out",
      "3 other resources of the provider are not read",
      "it is what the files declare, and not what the server said: whether it was applied is not known",
    ]);
  });

  test("are loaded with what they do not settle", () => {
    const settings = loaded(
      "github-actions",
      snapshotOf({ platform: "github-actions", exports: all.map((each) => each.found) }),
    );
    const staging = settings.environments.find(({ name }) => name === "staging");
    expect(staging?.basis).toBe("declared");
    expect(staging?.reviewers).toMatchObject({
      state: "unknown",
      why: "the declared settings compute it: `var.reviewers`",
    });
    expect(staging?.wait).toMatchObject({
      state: "unknown",
      why: "the exported settings do not say how long a deployment waits",
    });
    const production = settings.environments.find(({ name }) => name === "production-eu");
    expect(production?.reviewers).toMatchObject({
      state: "declared",
      value: {
        items: ["team:acme/release-managers", "team:acme/night-ops", "user:mina"],
        others: { state: "unknown", why: "the exported settings name team-id:7 by number only" },
      },
    });
    expect(settings.branches[0]?.checks).toMatchObject({
      items: [{ name: "test" }],
      others: { state: "unknown", why: "the declared settings compute it: `var.more`" },
    });
    expect(reviewsOf(settings, "release/1", "main").rules.map(({ name }) => name)).toEqual(["Release"]);
  });

  test("of a repository that is not named are taken where all are of one", () => {
    const of = (repository: string, name: string) =>
      `resource "github_repository_environment" "${name}" {\n repository = ${repository}\n environment = "${name}"\n}\n`;
    const kept = (text: string, about = {}) => {
      const { content: found, notes: said } = terraformOf(text, about)[0]?.found ?? {};
      return [found?.environments?.map(({ name }) => name), said?.[0]];
    };
    expect(kept(of("var.repository", "a") + of("var.repository", "b"), ofShop)).toEqual([
      ["a", "b"],
      "that `var.repository` is this repository is not written: take care that it is",
    ]);
    expect(kept(of("var.repository", "a") + of("var.other", "b"), ofShop)).toEqual([
      undefined,
      "2 resources of other repositories, or of ones that cannot be told, are left out",
    ]);
    expect(kept(of('"web"', "a"), ofShop)).toEqual([
      undefined,
      "1 resource of other repositories, or of ones that cannot be told, is left out",
    ]);
    expect(kept(of('"web"', "a"))).toEqual([["a"], "that web is this repository is not written: take care that it is"]);
  });
});

test("resources of Azure DevOps are the checks of what they guard", () => {
  const target = (id: string, type: string) =>
    `project_id = azuredevops_project.shop.id\n target_resource_id = ${id}\n target_resource_type = "${type}"`;
  const environment = target("azuredevops_environment.production.id", "environment");
  const found = terraformOf(`
resource "azuredevops_environment" "production" {
  project_id = azuredevops_project.shop.id
  name       = "production"
}
resource "azuredevops_serviceendpoint_azurerm" "prod" {
  service_endpoint_name = "azure-prod"
  credentials { serviceprincipalkey = "${secret}" }
}
resource "azuredevops_check_approval" "managers" {
  ${environment}
  approvers                  = [azuredevops_group.managers.origin_id, "0f-1"]
  minimum_required_approvers = 2
  requester_can_approve      = false
  timeout                    = 60
}
resource "azuredevops_check_exclusive_lock" "one" {
  ${environment}
}
resource "azuredevops_check_branch_control" "main" {
  ${target("azuredevops_serviceendpoint_azurerm.prod.id", "endpoint")}
  allowed_branches         = "refs/heads/main, refs/heads/release/*"
  verify_branch_protection = true
}
resource "azuredevops_check_business_hours" "hours" {
  ${environment}
  monday     = true
  friday     = var.friday
  start_time = "07:00"
  end_time   = "15:30"
  time_zone  = "UTC"
}
resource "azuredevops_check_required_template" "template" {
  ${target("var.environment_id", "environment")}
  required_template {
    repository_name = "shop/templates"
    repository_ref  = "refs/heads/main"
    template_path   = "deploy.yml"
  }
}
resource "azuredevops_branch_policy_min_reviewers" "main" {
  project_id = azuredevops_project.shop.id
  settings {
    reviewer_count              = 2
    last_pusher_cannot_approve  = true
    on_push_reset_all_votes     = true
    scope {
      repository_id  = azuredevops_git_repository.shop.id
      repository_ref = "refs/heads/main"
    }
  }
}
`);
  const [first, second] = found;
  expect([first?.platform, second]).toEqual(["azure-pipelines", undefined]);
  expect(first?.found.content["known-environments"]).toEqual([{ name: "production", id: null, tier: null }]);
  expect(first?.found.content.resources).toEqual([
    {
      type: "environment",
      id: null,
      name: "production",
      checks: [
        {
          kind: "approval",
          disabled: false,
          timeout: 3600,
          approvers: ["expression:azuredevops_group.managers.origin_id", "user-id:0f-1"],
          count: 2,
          "in-order": false,
          "requester-may-approve": false,
        },
        { kind: "exclusive-lock", disabled: false, timeout: 2_592_000 },
      ],
    },
    {
      type: "endpoint",
      id: null,
      name: "azure-prod",
      checks: [
        {
          kind: "branch-control",
          disabled: false,
          timeout: 86_400,
          branches: ["refs/heads/main", "refs/heads/release/*"],
          protected: true,
          "unknown-status": false,
        },
      ],
    },
  ]);
  expect(first?.found.content.policies).toEqual([
    {
      name: "Minimum number of reviewers",
      branches: [{ match: "exact", name: "main" }],
      enforced: true,
      approvals: 2,
      from: null,
      "by-author": false,
      "by-last-pusher": false,
      "dismiss-stale": true,
    },
  ]);
  expect(first?.found.notes.slice(0, -2)).toEqual([
    "that `azuredevops_git_repository.shop.id` is this repository is not written: take care that it is",
    "azuredevops_check_business_hours.hours is left out: its `friday` is not constant",
    "azuredevops_check_required_template.template is left out: its `target_resource_id` is `var.environment_id`, which is not constant",
  ]);
  expect(JSON.stringify(found)).not.toContain(secret);
});

test("resources of GitLab are its protection and approvals", () => {
  const [found] = terraformOf(
    `
data "gitlab_group" "managers" { full_path = "acme/managers" }
resource "gitlab_project_protected_environment" "production" {
  project     = "acme/shop"
  environment = "production"
  deploy_access_levels { access_level = "maintainer" }
  deploy_access_levels { group_id = data.gitlab_group.managers.id }
  approval_rules = [
    { access_level = "developer", required_approvals = 2 },
    { user_id = 7 },
    { group_id = var.group },
  ]
}
resource "gitlab_project_approval_rule" "all" {
  project                           = "acme/shop"
  name                              = "Leads"
  approvals_required                = 2
  user_ids                          = [7]
  applies_to_all_protected_branches = true
}
resource "gitlab_project_level_mr_approvals" "shop" {
  project                                    = "acme/shop"
  merge_requests_author_approval             = false
  merge_requests_disable_committers_approval = true
}
resource "gitlab_branch_protection" "main" {
  project                      = "acme/shop"
  branch                       = "main"
  push_access_level            = "no one"
  code_owner_approval_required = true
}
resource "gitlab_project_freeze_period" "weekend" {
  project      = "acme/shop"
  freeze_start = "0 18 * * 5"
  freeze_end   = "0 7 * * 1"
}
`,
    ofShop,
  );
  expect(found?.platform).toBe("gitlab-ci");
  expect(found?.found.content).toEqual({
    kind: "configuration",
    name: "main.tf",
    repository: null,
    "protected-environments": [
      {
        name: "production",
        deployers: ["role:maintainer", "team:acme/managers"],
        required: 0,
        approvals: [
          { count: 2, from: "role:developer" },
          { count: 1, from: "user-id:7" },
          { count: 1, from: "expression:var.group" },
        ],
      },
    ],
    policies: [
      {
        name: "Leads",
        branches: [{ match: "protected", name: "" }],
        enforced: true,
        approvals: 2,
        from: ["user-id:7"],
        "by-author": null,
        "by-last-pusher": null,
        "dismiss-stale": null,
      },
    ],
    "approval-settings": { "by-author": false, "by-committers": false, "dismiss-stale": null },
    "protected-refs": [
      {
        type: "branch",
        name: "main",
        push: [],
        merge: ["role:maintainer"],
        "force-push": false,
        "code-owners": true,
      },
    ],
    freezes: [{ start: "0 18 * * 5", end: "0 7 * * 1", "time-zone": "UTC" }],
  });
});

describe("what `terraform show -json` prints", () => {
  const resource = (more: object = {}) => ({
    address: "module.shop.github_repository_environment.production",
    mode: "managed",
    type: "github_repository_environment",
    name: "production",
    values: {
      repository: "shop",
      environment: "production",
      wait_timer: 5,
      can_admins_bypass: true,
      reviewers: [{ teams: [7], users: [] }],
      deployment_branch_policy: [],
      token: secret,
      ...more,
    },
    sensitive_values: { token: true, reviewers: [{ teams: [false], users: [] }] },
  });
  const shown = (key: string, ...resources: readonly object[]) => ({
    format_version: "1.0",
    terraform_version: "1.9.5",
    [key]: { root_module: { resources: [], child_modules: [{ resources }] } },
  });

  test.each(["values", "planned_values"])("is read like its files: %s", (key) => {
    const { platform, exports } = exportedOf(shown(key, resource()), ofShop);
    expect(platform).toBe("github-actions");
    expect(exports[0]?.content.environments).toEqual([
      {
        name: "production",
        reviewers: ["team-id:7"],
        "prevent-self-review": false,
        "admins-bypass": true,
        wait: 300,
        branches: "any",
        "other-rules": [],
      },
    ]);
    expect(JSON.stringify(exports)).not.toContain(secret);
  });

  test("leaves out what is sensitive", () => {
    const hidden = { ...resource(), sensitive_values: { environment: true } };
    expect(exportedOf(shown("values", hidden), ofShop).exports[0]?.notes[0]).toBe(
      "module.shop.github_repository_environment.production is left out: its `environment` is `a sensitive value`, which is not constant",
    );
    expect(() => exportedOf(shown("values"))).toThrow("declares no resources");
  });
});

describe("hostile files of Terraform", () => {
  const environmentOf = (value: string, more = ""): string =>
    `${more}\nresource "github_repository_environment" "a" {\n environment = ${value}\n}\n`;
  const namesOf = (text: string) => terraformOf(text)[0]?.found.content.environments?.map(({ name }) => name);
  const notesOf = (text: string) => terraformOf(text)[0]?.found.notes[0];

  test("names that stand on themselves settle nothing", () => {
    const circle = "locals {\n a = local.b\n b = local.a\n}\n";
    expect(notesOf(environmentOf("local.a", circle))).toContain("which is not constant");
    const chain = `locals {\n${Array.from({ length: 5000 }, (_, at) => ` l${at} = local.l${at + 1}`).join("\n")}\n l5000 = "x"\n}`;
    expect(notesOf(environmentOf("local.l0", chain))).toContain("which is not constant");
    expect(namesOf(environmentOf("local.l4990", chain))).toEqual(["x"]);
  });

  test("what doubles is cut short", () => {
    const doubling = (value: (name: string) => string, last: string) =>
      `locals {\n${Array.from({ length: 40 }, (_, at) => ` l${at} = ${value(`local.l${at + 1}`)}`).join("\n")}\n l40 = ${last}\n}`;
    const texts = doubling((name) => `"\${${name}}\${${name}}"`, '"x"');
    expect(notesOf(environmentOf("local.l0", texts))).toContain("which is not constant");
    const lists = doubling((name) => `concat(${name}, ${name})`, '["x"]');
    expect(notesOf(environmentOf("local.l0", lists))).toContain("which is not constant");
    const nested = doubling((name) => `[${name}, ${name}]`, '"x"');
    expect(notesOf(environmentOf("local.l0", nested))).toBe(
      "github_repository_environment.a is left out: it has no `environment`",
    );
  });

  test("what is made too often is left out", () => {
    const many = (key: string) => `resource "github_repository_environment" "a" {\n ${key}\n environment = "x"\n}\n`;
    const reason = "github_repository_environment.a is left out: it is made more than 200 times";
    expect(notesOf(many("count = 1000000000"))).toBe(reason);
    expect(notesOf(many(`for_each = toset([${Array.from({ length: 201 }, (_, at) => `"${at}"`).join(",")}])`))).toBe(
      reason,
    );
    expect(notesOf(many("count = -1") + environmentOf('"b"').replace('"a"', '"b"'))).toContain("it is what the files");
  });

  test("names that objects inherit are names", () => {
    const inherited = 'locals { __proto__ = { environment = "x" } }';
    expect(namesOf(environmentOf("local.__proto__.environment", inherited))).toEqual(["x"]);
    expect(notesOf(environmentOf("local.constructor"))).toContain("`local.constructor`, which is not constant");
  });

  test("kinds that do not belong are told", () => {
    expect(notesOf(environmentOf("[1]"))).toBe("github_repository_environment.a is left out: it has no `environment`");
    expect(() => terraformOf('resource "aws_instance" "a" {}\n')).toThrow("declares 1 resource, none of which is read");
    expect(() => terraformOf("terraform {}\n")).toThrow("declares no resources");
  });
});
