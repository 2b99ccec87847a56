import { describe, expect, test } from "vitest";
import { reviewsOf } from "#model/review.ts";
import { loadSettings } from "#settings/load.ts";
import { declaredOf, environment, mina, reviewers } from "./answers.ts";
import { fileOf, limits, snapshotOf } from "./snapshots.ts";

const secret = "hunter2-in-clear";
const settings = `
repository:
  name: shop
environments:
  - name: production
    wait_timer: 30
    prevent_self_review: true
    reviewers:
      - { type: Team, id: 7 }
      - { type: User, id: 8 }
    deployment_branch_policy:
      protected_branches: false
      custom_branch_policies: [main, { name: v*, type: tag }]
    deployment_protection_rules:
      - app_id: 42
    variables:
      - { name: TOKEN, value: ${secret} }
  - name: staging
branches:
  - name: default
    protection:
      required_pull_request_reviews:
        required_approving_review_count: 2
        require_code_owner_reviews: true
        bypass_pull_request_allowances: { users: [mina], teams: [], apps: [] }
      required_status_checks: { strict: true, contexts: [test] }
      enforce_admins: true
  - name: old
    protection: null
  - name: untouched
rulesets:
  - name: Release
    target: branch
    enforcement: active
    conditions: { ref_name: { include: [refs/heads/release/*], exclude: [] } }
    rules:
      - type: pull_request
        parameters: { required_approving_review_count: 1, require_last_push_approval: true }
  - name: Others
    enforcement: active
    conditions: { repository_name: { include: [web-*] } }
    rules: []
`;

const ofShop = { repository: "acme/shop" };

describe("a file of safe-settings", () => {
  test("is kept as one snapshot of what it declares", () => {
    const { platform, exports } = declaredOf(settings, ofShop);
    expect(platform).toBe("github-actions");
    const [found, second] = exports;
    expect(second).toBeUndefined();
    expect(found?.notes).toEqual([
      "1 ruleset is left out: for other repositories, or for ones that cannot be told",
      "it is what the file declares, and not what the server said: whether it was applied is not known",
    ]);
    expect(found?.content).toEqual({
      kind: "configuration",
      name: ".github/settings.yml",
      repository: null,
      environments: [
        {
          name: "production",
          reviewers: ["team-id:7", "user-id:8"],
          "prevent-self-review": true,
          "admins-bypass": null,
          wait: 1800,
          branches: "patterns",
          "other-rules": ["app 42"],
        },
        {
          name: "staging",
          reviewers: [],
          "prevent-self-review": false,
          "admins-bypass": null,
          wait: 0,
          branches: "any",
          "other-rules": [],
        },
      ],
      "branch-policies": [
        {
          environment: "production",
          patterns: [
            { name: "main", type: "branch" },
            { name: "v*", type: "tag" },
          ],
        },
      ],
      branches: [
        {
          name: "~DEFAULT_BRANCH",
          protected: true,
          checks: [{ name: "test", app: null }],
          "pull-request": {
            approvals: 2,
            "code-owners": true,
            "dismiss-stale": false,
            "last-push": null,
            bypass: ["mina"],
          },
          "admins-bypass": false,
        },
        { name: "old", protected: false, checks: [], "pull-request": null, "admins-bypass": null },
      ],
      rulesets: [
        {
          id: null,
          name: "Release",
          enforcement: "active",
          target: "branch",
          include: ["refs/heads/release/*"],
          exclude: [],
          checks: [],
          "pull-request": { approvals: 1, "code-owners": false, "dismiss-stale": false, "last-push": true },
          "merge-queue": false,
          workflows: [],
          bypass: null,
        },
      ],
    });
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test("is for the repositories that it names", () => {
    const notes = (head: string, about = ofShop) =>
      declaredOf(`${head}\nenvironments: []\n`, about).exports[0]?.notes.slice(0, -1);
    expect(notes("suborgrepos: [sh*]")).toEqual([]);
    expect(notes("suborgteams: [core]")).toEqual(["whether it is for this repository is not written in it"]);
    expect(() => notes("suborgrepos: [web*]")).toThrow("is of other repositories than `shop`");
    expect(() => notes("repository: { name: web }")).toThrow("is of the repository `web`, and this one is `shop`");
    expect(declaredOf(settings).exports[0]?.content.rulesets?.map(({ name }) => name)).toEqual(["Release"]);
  });

  test.each([
    ["repository: { name: shop }\nlabels: []\n", "declares no environments, branches or rulesets"],
    [
      "environments: [{ name: production, reviewers: [{ type: Team }] }]\n",
      "has no id of a reviewer where one belongs",
    ],
    ["environments: [{ name: 7 }]\n", "has no name where one belongs"],
    ["jobs: { a: 1 }\n", "holds an object with `jobs`, where an answer"],
    ["- a\n", "holds a list of something else"],
    ["__proto__: { environments: [] }\n", "holds an object with `__proto__`"],
  ])("is refused where it declares nothing that is read: %s", (text, reason) => {
    expect(() => declaredOf(text)).toThrow(reason);
  });
});

describe("what a file declares", () => {
  const load = (...files: readonly { path: string; text: string }[]) =>
    loadSettings(files, limits).get("github-actions");
  const declared = snapshotOf(declaredOf(settings, ofShop));

  test("counts where the server said nothing, and says that it is declared", () => {
    const found = load(...declared);
    expect(found?.environments.map(({ name, basis, reviewers: { state } }) => [name, basis, state])).toEqual([
      ["staging", "declared", "absent"],
      ["production", "declared", "declared"],
    ]);
    if (!found) throw new Error("nothing was loaded");
    expect(
      reviewsOf(found, "main", "main").rules.map(({ name, approvals, basis }) => [name, approvals, basis]),
    ).toEqual([["~DEFAULT_BRANCH", 2, "declared"]]);
    expect(reviewsOf(found, "release/1", "main").rules.map(({ name }) => name)).toEqual(["Release"]);
    expect(reviewsOf(found, "main", "main").all).toBeUndefined();
  });

  test("gives way to what the server said, unless that is too old", () => {
    const basisOf = (when: string) =>
      load(...declared, fileOf(environment("production", [reviewers(mina)]), when))?.environments.find(
        ({ name }) => name === "production",
      )?.basis;
    expect(basisOf("2026-11-10T09:00:00Z")).toBe("observed");
    expect(basisOf("2026-01-10T09:00:00Z")).toBe("declared");
  });
});
