import { describe, expect, test } from "vitest";
import { exportedOf } from "./answers.ts";
import { filesOf, loaded } from "./snapshots.ts";

/** Answers in the form of GitLab's, about a project that is invented. */
const secret = "glrt-0123456789";
const level = (access_level: number | null, more: object = {}): object => ({
  id: 1,
  access_level,
  access_level_description: "Maintainers",
  user_id: null,
  group_id: null,
  group_inheritance_type: 0,
  ...more,
});
const environment = (name: string, rules: readonly object[] = []): object => ({
  name,
  deploy_access_levels: [level(40), level(null, { group_id: 9 })],
  required_approval_count: 0,
  approval_rules: rules,
});
const branch = (name: string, push: readonly object[], more: object = {}): object => ({
  id: 1,
  name,
  push_access_levels: push,
  merge_access_levels: [level(30)],
  allow_force_push: false,
  code_owner_approval_required: true,
  ...more,
});
const contents = (answer: unknown, about = {}) => exportedOf(answer, about).exports.map(({ content }) => content);

describe("what is kept of GitLab's answers", () => {
  test("about protected environments", () => {
    const rules = [level(40, { required_approvals: 2 }), level(null, { user_id: 7, required_approvals: 1 })];
    const kept = {
      name: "production",
      deployers: ["role:maintainer", "team-id:9"],
      required: 0,
      approvals: [
        { count: 2, from: "role:maintainer" },
        { count: 1, from: "user-id:7" },
      ],
    };
    expect(exportedOf([environment("production", rules)]).platform).toBe("gitlab-ci");
    expect(contents([environment("production", rules)])).toEqual([
      {
        kind: "protected-environments",
        name: "all",
        repository: null,
        complete: true,
        "protected-environments": [kept],
      },
    ]);
    expect(contents(environment("production", rules))).toEqual([
      { kind: "protected-environments", name: "production", repository: null, "protected-environments": [kept] },
    ]);
  });

  test("about nothing, where it is said of what", () => {
    expect(contents([], { kind: "protected-environments" })).toEqual([
      { kind: "protected-environments", name: "all", repository: null, complete: true, "protected-environments": [] },
    ]);
    expect(contents([], { kind: "freeze-periods" })[0]?.freezes).toEqual([]);
  });

  test("about a page that may not be the last", () => {
    const [found] = exportedOf(Array.from({ length: 20 }, (_, at) => environment(`e${at}`))).exports;
    expect(found?.content.complete).toBe(false);
    expect(found?.notes).toEqual(["it lists 20, which may be one page of several: ask for `per_page=100`"]);
  });

  test("about branches, tags, freezes and environments", () => {
    expect(
      contents([branch("release/*", [level(0), level(null, { deploy_key_id: 3 })])])[0]?.["protected-refs"],
    ).toEqual([
      {
        type: "branch",
        name: "release/*",
        push: ["key-id:3"],
        merge: ["role:developer"],
        "force-push": false,
        "code-owners": true,
      },
    ]);
    expect(contents([{ name: "v*", create_access_levels: [level(40)] }])[0]?.["protected-refs"]).toEqual([
      { type: "tag", name: "v*", push: ["role:maintainer"], merge: [], "force-push": false, "code-owners": null },
    ]);
    const freeze = { id: 1, freeze_start: "0 23 * * 5", freeze_end: "0 7 * * 1", cron_timezone: "Europe/Paris" };
    expect(contents([freeze])[0]?.freezes).toEqual([
      { start: "0 23 * * 5", end: "0 7 * * 1", "time-zone": "Europe/Paris" },
    ]);
    const named = { id: 4, name: "production", slug: "production", external_url: null, tier: "production" };
    expect(contents([named])[0]?.["known-environments"]).toEqual([{ name: "production", id: "4", tier: "production" }]);
  });

  test("about a project, of whose secrets nothing is kept", () => {
    const answer = {
      id: 3,
      name: "shop",
      path_with_namespace: "acme/web/shop",
      default_branch: "main",
      merge_method: "ff",
      build_timeout: 3600,
      ci_forward_deployment_enabled: true,
      auto_cancel_pending_pipelines: "disabled",
      only_allow_merge_if_pipeline_succeeds: true,
      runners_token: secret,
      import_url: `https://user:${secret}@example.org`,
    };
    expect(contents(answer)).toEqual([
      {
        kind: "project",
        name: "acme/web/shop",
        repository: "acme/web/shop",
        project: {
          "default-branch": "main",
          "merge-method": "ff",
          "job-timeout": 3600,
          "forward-only": true,
          "cancels-pending": false,
          "pipeline-must-pass": true,
          "skipped-passes": null,
          "starter-may-approve": null,
        },
      },
    ]);
    expect(JSON.stringify(contents(answer))).not.toContain(secret);
    const { project } = loaded("gitlab-ci", filesOf(answer));
    const file = "project-all.yaml";
    expect(project?.jobTimeout).toEqual({ state: "declared", value: 3600, at: { file, line: 12, column: 18 } });
    expect(project?.skippedPasses).toEqual({
      state: "unknown",
      cause: "settings",
      why: "the exported settings do not say whether a skipped pipeline counts as passed",
      at: { file, line: 16, column: 21 },
      settle: "",
    });
  });
});

test("protected environments are loaded with who must approve, and who is only numbered", () => {
  const rules = [level(40, { required_approvals: 2 }), level(null, { user_id: 7 })];
  const settings = loaded("gitlab-ci", filesOf([environment("production", rules)]));
  const file = "protected-environments-all.yaml";
  const [production] = settings.protectedEnvironments;
  expect(production?.approvals).toEqual([
    {
      at: { file, line: 20, column: 6 },
      count: 2,
      from: { items: ["role:maintainer"], others: { state: "absent", at: { file, line: 21, column: 6 } } },
    },
    {
      at: { file, line: 24, column: 6 },
      count: 1,
      from: {
        items: [],
        others: {
          state: "unknown",
          cause: "settings",
          why: "the exported settings name user-id:7 by number only",
          at: { file, line: 25, column: 6 },
          settle: "",
        },
      },
    },
  ]);
  expect(settings.allProtected?.stale).toBeUndefined();
  expect(loaded("gitlab-ci", filesOf(environment("production"))).allProtected).toBeUndefined();
});

describe("what is refused of GitLab, and why", () => {
  test.each([
    [[{ variable_type: "env_var", key: "KEY", value: secret }], "lists variables, of which nothing is kept"],
    [{ message: "404 Project Not Found" }, "is an error of GitLab: `404 Project Not Found`"],
    [{ error: "insufficient_scope", error_description: "…" }, "is an error of GitLab: `insufficient_scope`"],
    [[environment("x".repeat(301))], "has no name where one belongs"],
    [[{ name: "production", deploy_access_levels: 7 }], "has no access levels where they belong"],
    [[{ name: "production", deploy_access_levels: [level(7)] }], "has no access level where one belongs"],
    [[{ id: 1, freeze_start: 1, freeze_end: "x" }], "has no start where one belongs"],
    [[], "is an empty list, which does not say of what"],
  ])("%#", (answer, reason) => {
    expect(() => exportedOf(answer, { kind: "configuration" })).toThrow(reason);
  });
});
