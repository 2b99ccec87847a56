import { describe, expect, it } from "vitest";
import type { Settings } from "#model/settings.ts";
import { filesOf, loaded } from "../settings/snapshots.ts";
import { checksOf, planOf, stageOf } from "./reading.ts";

const level = (access_level: number | null, more: object = {}): object => ({
  id: 1,
  access_level,
  access_level_description: "Maintainers",
  user_id: null,
  group_id: null,
  group_inheritance_type: 0,
  ...more,
});
const environments = [
  {
    name: "production",
    deploy_access_levels: [level(40)],
    required_approval_count: 0,
    approval_rules: [level(40, { required_approvals: 2 }), level(null, { user_id: 7, required_approvals: 1 })],
  },
];
const project = {
  id: 5,
  name: "shop",
  path_with_namespace: "acme/shop",
  default_branch: "trunk",
  merge_method: "ff",
  build_timeout: 5400,
  ci_forward_deployment_enabled: true,
  auto_cancel_pending_pipelines: "enabled",
  only_allow_merge_if_pipeline_succeeds: true,
  allow_merge_on_skipped_pipeline: false,
  allow_pipeline_trigger_approve_deployment: false,
};
const branch = (push: readonly object[]): readonly object[] => [
  {
    id: 1,
    name: "trunk",
    push_access_levels: push,
    merge_access_levels: [level(30)],
    allow_force_push: false,
    code_owner_approval_required: false,
  },
];
const freezes = [
  {
    id: 1,
    freeze_start: "0 18 * * 5",
    freeze_end: "0 8 * * 1",
    cron_timezone: "Europe/Berlin",
    created_at: "2026-01-01",
  },
];

const settingsOf = (...answers: readonly unknown[]): Settings =>
  loaded(
    "gitlab-ci",
    answers.flatMap((answer) => filesOf(answer)),
  );

const text = `
stages: [test, deploy]
test:
  stage: test
  script: [npm test]
  rules: [{if: $CI_PIPELINE_SOURCE == "merge_request_event"}]
production:
  stage: deploy
  environment: production
  interruptible: true
  resource_group: production
  script: [helm upgrade shop ./shop]
  rules:
    - if: $CI_DEPLOY_FREEZE
      when: never
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      when: manual
staging:
  stage: deploy
  environment: staging
  script: [helm upgrade shop ./shop --namespace staging]
  rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]
`;

describe("protected environments", () => {
  it("ask for approvals, each as often as it says", () => {
    const { approvals } = stageOf(text, "production", settingsOf(environments, project));
    expect(
      approvals.items.map(({ name, count, from, byStarter, everyRoute }) => [
        name,
        count,
        from.items,
        byStarter,
        everyRoute.state,
      ]),
    ).toMatchObject([
      ["the manual start of `production`", { value: 1 }, ["role:maintainer"], { value: true }, "holds"],
      ["production", { value: 2 }, ["role:maintainer"], { state: "declared", value: false }, "holds"],
      ["production", { value: 1 }, [], { state: "declared", value: false }, "holds"],
    ]);
    expect(approvals.others).toMatchObject({ state: "absent" });
    expect(approvals.items[1]!.at.file).toBe("protected-environments-all.yaml");
  });

  it("that are not among all ask nobody", () => {
    const { approvals } = stageOf(text, "staging", settingsOf(environments));
    expect(approvals).toMatchObject({ items: [], others: { state: "absent" } });
  });
});

describe("deploy freezes", () => {
  it("keep out what asks for them, and nothing else", () => {
    const settings = settingsOf(freezes);
    expect(stageOf(text, "production", settings).window).toMatchObject({
      state: "declared",
      value: {
        name: "outside of the deploy freezes",
        open: [
          { days: [1], from: 480, to: 1440, zone: "Europe/Berlin" },
          { days: [2, 3, 4], from: 0, to: 1440, zone: "Europe/Berlin" },
          { days: [5], from: 0, to: 1080, zone: "Europe/Berlin" },
        ],
      },
    });
    expect(stageOf(text, "staging", settings).window).toMatchObject({ state: "absent" });
  });

  it("are unknown without an export, and where they are of a single year", () => {
    expect(stageOf(text, "production").window).toMatchObject({
      state: "unknown",
      why: "when deployments are frozen is set in the project's settings",
      settle:
        "glab api 'projects/:id/freeze_periods?per_page=100' > freeze-periods.json && bakewell settings import freeze-periods.json --kind freeze-periods",
    });
    const once = [{ ...freezes[0], freeze_start: "0 0 24 12 *", freeze_end: "0 0 2 1 *" }];
    expect(stageOf(text, "production", settingsOf(once)).window).toMatchObject({
      state: "unknown",
      why: "`0 0 24 12 *` to `0 0 2 1 *` is no time of the week",
    });
  });
});

describe("the project's settings", () => {
  it("limit the time of jobs, name the default branch, and cancel what may be interrupted", () => {
    const settings = settingsOf(project);
    const stage = stageOf(text, "production", settings);
    expect(stage.timeLimit).toMatchObject({ value: { limit: 5400, isDefault: true } });
    expect(stage.starts).toEqual(["push to `trunk`"]);
    expect(planOf(text, settings).triggers.items).toMatchObject([{ on: "push", refs: { value: ["trunk"] } }]);
    expect(stage.concurrency).toMatchObject({
      value: {
        uncancelled: { state: "broken", how: "`interruptible: true` lets a newer pipeline cancel `production`" },
      },
    });
  });

  it("let a merge request's checks guard what is merged where nobody may push", () => {
    const check = (...answers: readonly unknown[]) => checksOf(stageOf(text, "production", settingsOf(...answers)));
    expect(check(project, branch([]))).toEqual(["npm test: holds, holds"]);
    expect(check(project, branch([level(40)]))).toEqual([
      "npm test: `role:maintainer` may push to `trunk` without a merge request, holds",
    ]);
    expect(check({ ...project, only_allow_merge_if_pipeline_succeeds: false })).toEqual([
      "npm test: a change may merge although its pipeline failed, holds",
    ]);
    expect(check({ ...project, allow_merge_on_skipped_pipeline: true }, branch([]))).toEqual([
      "npm test: a change may merge where its pipeline was skipped, holds",
    ]);
    expect(check(project)).toEqual([
      "npm test: unknown: whether `trunk` may be pushed to directly is set in the protected branches, holds",
    ]);
    expect(checksOf(stageOf(text, "production"))).toEqual([
      "npm test: unknown: whether a change must pass its pipeline before it merges is set in the project's settings, holds",
    ]);
  });
});

describe("an export that is too old", () => {
  it("says nothing any more", () => {
    const old = loaded(
      "gitlab-ci",
      [environments, project, freezes].flatMap((answer) => filesOf(answer, {}, "2026-01-05T09:00:00Z")),
    );
    const stage = stageOf(text, "production", old);
    expect(stage.approvals.others).toMatchObject({ state: "unknown", cause: "stale" });
    expect(stage.timeLimit).toMatchObject({ state: "unknown", cause: "stale" });
    expect(stage.window).toMatchObject({ state: "unknown", cause: "stale" });
  });
});
