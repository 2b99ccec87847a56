import { describe, expect, test } from "vitest";
import { buildsOf, reviewsOf } from "#model/review.ts";
import type { Settings } from "#model/settings.ts";
import { exportedOf, ruleset, rulesetList } from "./answers.ts";
import { fileOf, filesOf, loaded, settingsOf } from "./snapshots.ts";

const said = (settings: Settings, branch = "main") => {
  const { rules, unsure, all } = reviewsOf(settings, branch, "main");
  const value = (fact: { state: string; value?: boolean }) => (fact.state === "declared" ? fact.value : fact.state);
  return {
    rules: rules.map(
      ({ name, enforced, approvals, from, codeOwners, dismissStale, byAuthor, byLastPusher, bypass }) => ({
        name,
        enforced,
        approvals,
        from: from.items,
        says: [codeOwners, dismissStale, byAuthor, byLastPusher, bypass].map(value),
      }),
    ),
    unsure: unsure.map(({ name }) => name),
    all: all?.at.file,
  };
};

describe("reviews of GitHub", () => {
  const review = {
    required_approving_review_count: 2,
    require_code_owner_review: true,
    dismiss_stale_reviews_on_push: false,
    require_last_push_approval: true,
  };
  const rules = [{ type: "pull_request", parameters: review }];
  const main = { name: "Protect main", enforced: true, approvals: 2, from: [] };

  test("are those of the rulesets of a branch", () => {
    const settings = settingsOf(ruleset([], { rules }));
    expect(said(settings)).toEqual({
      rules: [{ ...main, says: [true, false, false, false, false] }],
      unsure: [],
      all: undefined,
    });
    expect(said(settings, "next").rules).toEqual([]);
    const tried = ruleset([], { rules, enforcement: "evaluate", bypass_actors: [{ actor_type: "Team", actor_id: 5 }] });
    expect(said(settingsOf(tried)).rules).toEqual([
      { ...main, enforced: false, says: [true, false, false, false, true] },
    ]);
    const conditions = { ref_name: { include: ["refs/heads/release/*"], exclude: ["refs/heads/release/old"] } };
    const released = settingsOf(ruleset([], { rules, conditions }));
    expect(
      [said(released), said(released, "release/1"), said(released, "release/old")].map((all) => all.rules.length),
    ).toEqual([0, 1, 0]);
  });

  test("are those of its protection, too, and all are known where both are", () => {
    const protection = {
      url: "https://api.github.com/repos/acme/shop/branches/main/protection",
      enforce_admins: { enabled: true },
      required_pull_request_reviews: {
        required_approving_review_count: 1,
        dismiss_stale_reviews: true,
        bypass_pull_request_allowances: { users: [{ login: "mina" }], teams: [], apps: [] },
      },
    };
    const settings = settingsOf(rulesetList(42), ruleset([], { rules }), protection);
    expect(said(settings)).toEqual({
      rules: [
        { ...main, says: [true, false, false, false, false] },
        { name: "main", enforced: true, approvals: 1, from: [], says: [false, true, false, "unknown", true] },
      ],
      unsure: [],
      all: "branch-protection-main.yaml",
    });
    expect(said(settingsOf(rulesetList(42, 43), ruleset([], { rules }), protection)).all).toBeUndefined();
  });

  test("stay unknown where only the public part of a branch is exported", () => {
    const open = { name: "main", commit: { url: "" }, protected: true, protection: { enabled: true } };
    const off = { ...open, protected: false, protection: { enabled: false } };
    expect(said(settingsOf([], open)).all).toBeUndefined();
    expect(said(settingsOf([], off)).all).toBe("branch-protection-main.yaml");
  });
});

describe("reviews of Azure DevOps", () => {
  const policy = (type: string, settings: object, more: object = {}): object => ({
    id: 18,
    isEnabled: true,
    isBlocking: true,
    isDeleted: false,
    type: { id: type, displayName: "Minimum number of reviewers" },
    settings: { scope: [{ refName: "refs/heads/main", matchKind: "Exact", repositoryId: "r-1" }], ...settings },
    ...more,
  });
  const reviewers = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";
  const minimum = {
    minimumApproverCount: 2,
    creatorVoteCounts: true,
    resetOnSourcePush: true,
    blockLastPusherVote: true,
  };

  test("are its branch policies", () => {
    const build = policy("0609b952-1397-4640-95ec-e00a01b2c241", { buildDefinitionId: 5, displayName: "CI" });
    const other = policy("c6a1889d-b943-4856-b76f-9e46bb6b0df2", {});
    const named = policy("fd2167ab-b0be-447a-8ec8-39368250530e", {
      requiredReviewerIds: ["u-1"],
      filenamePatterns: [],
      scope: [{ refName: "refs/heads/releases/", matchKind: "Prefix", repositoryId: null }],
    });
    const answer = [policy(reviewers, minimum), build, other, named, policy(reviewers, minimum, { isDeleted: true })];
    expect(exportedOf(answer).exports[0]?.notes).toEqual(["1 policy about something else is not kept"]);
    const settings = loaded("azure-pipelines", filesOf(answer));
    const name = "Minimum number of reviewers";
    expect(said(settings)).toEqual({
      rules: [{ name, enforced: true, approvals: 2, from: [], says: ["absent", true, true, false, "unknown"] }],
      unsure: [],
      all: "policies-all.yaml",
    });
    expect(said(settings, "releases/1").rules).toEqual([
      { name, enforced: true, approvals: 1, from: [], says: ["absent", "unknown", false, "unknown", "unknown"] },
    ]);
    expect(buildsOf(settings, "main", "main").map(({ name, pipeline }) => [name, pipeline])).toEqual([["CI", 5]]);
    expect(buildsOf(settings, "next", "main")).toEqual([]);
  });

  test("of several repositories are refused", () => {
    const scope = [{ refName: "refs/heads/main", matchKind: "Exact", repositoryId: "r-2" }];
    expect(() => exportedOf([policy(reviewers, minimum), policy(reviewers, { ...minimum, scope })])).toThrow(
      "holds policies of 2 repositories, and does not say which is this one",
    );
  });
});

describe("reviews of GitLab", () => {
  const rule = (name: string, more: object = {}): object => ({
    id: 1,
    name,
    rule_type: "regular",
    approvals_required: 2,
    users: [{ id: 5, username: "mina" }],
    groups: [{ id: 9, path: "leads", full_path: "acme/leads" }],
    protected_branches: [],
    applies_to_all_protected_branches: false,
    ...more,
  });
  const approvals = {
    reset_approvals_on_push: true,
    merge_requests_author_approval: false,
    merge_requests_disable_committers_approval: true,
  };
  const branch = (name: string, push: number): object => ({
    name,
    push_access_levels: [{ access_level: push }],
    merge_access_levels: [],
    code_owner_approval_required: true,
  });
  const release = rule("Release", { protected_branches: [{ name: "release/*" }] });

  test("are its approval rules, counted as its approval settings say", () => {
    const lists = [
      rule("Leads"),
      release,
      rule("Guarded", { applies_to_all_protected_branches: true, rule_type: "any_approver" }),
    ];
    const leads = { name: "Leads", enforced: true, approvals: 2, from: ["user:mina", "team:acme/leads"] };
    const alone = loaded("gitlab-ci", filesOf(lists));
    expect(said(alone)).toEqual({
      rules: [{ ...leads, says: ["unknown", "unknown", "unknown", "unknown", "unknown"] }],
      unsure: ["Guarded"],
      all: "approval-rules-all.yaml",
    });
    const more = [...filesOf(lists), ...filesOf(approvals), ...filesOf([branch("main", 0), branch("rel*", 40)])];
    const whole = loaded("gitlab-ci", more);
    const guarded = {
      name: "Guarded",
      enforced: true,
      approvals: 2,
      from: [],
      says: [true, true, false, false, false],
    };
    expect(said(whole)).toEqual({
      rules: [{ ...leads, says: [true, true, false, false, false] }, guarded],
      unsure: [],
      all: "approval-rules-all.yaml",
    });
    expect(said(whole, "release/a/b").rules.map(({ name, says }) => [name, says[4]])).toEqual([
      ["Leads", true],
      ["Release", true],
      ["Guarded", true],
    ]);
    expect(said(whole, "next").rules.map(({ name, says }) => [name, says[4]])).toEqual([["Leads", true]]);
  });

  test("are those of owners alone where no rule asks for others", () => {
    const settings = loaded("gitlab-ci", [...filesOf([], { kind: "approval-rules" }), ...filesOf([branch("main", 0)])]);
    expect(said(settings)).toEqual({
      rules: [
        { name: "main", enforced: true, approvals: 0, from: [], says: [true, "unknown", "unknown", "unknown", false] },
      ],
      unsure: [],
      all: "approval-rules-all.yaml",
    });
  });

  test("are not believed for ever", () => {
    const old = filesOf(approvals, {}, "2026-01-01T00:00:00Z");
    const settings = loaded("gitlab-ci", [...filesOf([rule("Leads")]), ...old]);
    expect(reviewsOf(settings, "main", "main").rules[0]?.byAuthor).toEqual({
      state: "unknown",
      cause: "stale",
      why: "its exported settings were captured on 2026-01-01, and 30 d is how long they are believed",
      at: { file: "approval-settings-all.yaml", line: 1, column: 1 },
      settle: "",
    });
  });
});

test("a newer list replaces an older one", () => {
  const rule = (name: string) => [{ name, rule_type: "any_approver", approvals_required: 1 }];
  const files = [fileOf(rule("Old"), "2026-11-01T00:00:00Z"), fileOf(rule("New"))];
  expect(said(loaded("gitlab-ci", files)).rules.map(({ name }) => name)).toEqual(["New"]);
});
