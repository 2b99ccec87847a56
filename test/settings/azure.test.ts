import { describe, expect, test } from "vitest";
import { exportedOf } from "./answers.ts";
import { filesOf, loaded } from "./snapshots.ts";

/** Answers in the form of Azure DevOps', about a project that is invented. */
const secret = "Zm9vYmFyOnBhc3N3b3Jk";
const production = { type: "environment", id: "7", name: "production" };
const check = (type: string, id: string, settings: object | undefined, more: object = {}): object => ({
  createdBy: { displayName: "Ada", uniqueName: "ada@acme.example" },
  timeout: 1440,
  id: 22,
  type: { id, name: type },
  url: "https://dev.azure.com/acme/shop/_apis/pipelines/checks/configurations/22",
  resource: production,
  ...(settings && { settings }),
  ...more,
});
const task = (name: string, inputs: object, displayName = name): object =>
  check("Task Check", "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", {
    definitionRef: { id: "86b05a0c", name, version: "0.0.1" },
    displayName,
    inputs,
    retryInterval: 5,
  });
const approval = (settings: object = {}, more: object = {}): object =>
  check(
    "Approval",
    "8c6f20a7-a545-4486-9777-f762fafe0d4d",
    {
      approvers: [
        { id: "a1", displayName: "Mina", uniqueName: "mina@acme.example", descriptor: "aad.x" },
        { id: "a2", displayName: "[Shop]\\Release Managers", uniqueName: "vstfs:///x", isContainer: true },
      ],
      executionOrder: "anyOrder",
      minRequiredApprovers: 0,
      requesterCannotBeApprover: true,
      instructions: `call me, the key is ${secret}`,
      blockedApprovers: [],
      ...settings,
    },
    more,
  );
const lock = check("ExclusiveLock", "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563", undefined);
const template = check("ExtendsCheck", "4020e66e-b0f3-47e1-bc88-48f3cc59b5f3", {
  extendsChecks: [
    {
      repositoryType: "git",
      repositoryName: "shop/templates",
      repositoryRef: "refs/heads/main",
      templatePath: "deploy.yml",
    },
  ],
});
const list = (...value: readonly object[]): object => ({ count: value.length, value });

const contents = (answer: unknown, about = {}) =>
  exportedOf(answer, about).exports.map(({ content }) => ({ ...content }));

describe("checks of Azure DevOps", () => {
  const answer = list(
    approval(),
    lock,
    task("evaluatebranchProtection", {
      allowedBranches: "refs/heads/main, refs/heads/release/*",
      ensureProtectionOfBranch: "true",
      allowUnknownStatusBranch: "false",
    }),
    task("evaluateBusinessHours", {
      businessDays: "Monday, Tuesday",
      startTime: "08:00",
      endTime: "16:00",
      timeZone: "UTC",
    }),
    template,
    task("InvokeRESTAPI", { headers: `{"Authorization": "${secret}"}`, body: secret }, "Change board"),
  );

  test("are kept by their resource, without what they call with", () => {
    expect(exportedOf(answer).platform).toBe("azure-pipelines");
    expect(contents(answer)).toEqual([
      {
        kind: "checks",
        name: "production",
        repository: null,
        resources: [
          {
            type: "environment",
            id: "7",
            name: "production",
            checks: [
              {
                kind: "approval",
                disabled: false,
                timeout: 86_400,
                approvers: ["user:mina@acme.example", "team:Shop/Release Managers"],
                count: 0,
                "in-order": false,
                "requester-may-approve": false,
              },
              { kind: "exclusive-lock", disabled: false, timeout: 86_400 },
              {
                kind: "branch-control",
                disabled: false,
                timeout: 86_400,
                branches: ["refs/heads/main", "refs/heads/release/*"],
                protected: true,
                "unknown-status": false,
              },
              {
                kind: "business-hours",
                disabled: false,
                timeout: 86_400,
                days: ["Monday", "Tuesday"],
                from: "08:00",
                to: "16:00",
                "time-zone": "UTC",
              },
              {
                kind: "required-template",
                disabled: false,
                timeout: 86_400,
                templates: ["deploy.yml@git:shop/templates#refs/heads/main"],
              },
              { kind: "other", disabled: false, timeout: 86_400, task: "InvokeRESTAPI", name: "Change board" },
            ],
          },
        ],
      },
    ]);
    expect(JSON.stringify(contents(answer))).not.toContain(secret);
  });

  test("are apart for each resource of a query", () => {
    const queue = check("ExclusiveLock", "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563", undefined, {
      resource: { type: "endpoint", id: "c-1" },
    });
    const { exports } = exportedOf(list(approval(), queue, lock));
    expect(exports.map(({ key, content }) => [key, content.resources?.[0]?.checks.length])).toEqual([
      ["environment-production", 2],
      ["endpoint-c-1", 1],
    ]);
    expect(exports[1]?.notes).toEqual(["it does not name its resource: a list of environments does"]);
  });

  test("that are none are told of whom", () => {
    const about = { kind: "checks", environment: "staging" } as const;
    expect(contents(list(), about)[0]?.resources).toEqual([
      { type: "environment", id: null, name: "staging", checks: [] },
    ]);
    expect(() => exportedOf(list(), { kind: "checks" })).toThrow("does not say which resource has no checks");
    expect(() => exportedOf(list())).toThrow("is an empty list, which does not say of what");
  });

  test("say how many must approve, and whom they only number", () => {
    const by = [{ id: "a1", displayName: null, uniqueName: null }];
    const files = filesOf(list(approval({ approvers: by, executionOrder: "inSequence" }, { isDisabled: true })));
    const { resources } = loaded("azure-pipelines", files);
    const file = "checks-environment-production.yaml";
    expect(resources).toEqual([
      {
        at: { file, line: 13, column: 12 },
        basis: "observed",
        captured: "2026-11-20T09:00:00Z",
        stale: undefined,
        type: "environment",
        name: "production",
        checks: [
          {
            at: { file, line: 16, column: 14 },
            kind: "approval",
            disabled: true,
            timeout: 86_400,
            count: 1,
            approvers: {
              items: [],
              others: {
                state: "unknown",
                cause: "settings",
                why: "the exported settings name user-id:a1 by number only",
                at: { file, line: 19, column: 6 },
                settle: "",
              },
            },
            inOrder: true,
            byStarter: { state: "declared", value: false, at: { file, line: 24, column: 31 } },
          },
        ],
      },
    ]);
  });

  test("find the name of their resource in a list", () => {
    const nameless = check("ExclusiveLock", "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563", undefined, {
      resource: { type: "environment", id: "7" },
    });
    const environments = list({ id: 7, name: "Live", project: { id: "p" } });
    const settings = loaded("azure-pipelines", [...filesOf(list(nameless)), ...filesOf(environments)]);
    expect(settings.resources.map(({ type, name, checks }) => [type, name, checks.length])).toEqual([
      ["environment", "Live", 1],
    ]);
    expect(settings.known.map(({ name }) => name)).toEqual(["Live"]);
    expect(settings.allKnown?.at).toEqual({ file: "environments-all.yaml", line: 1, column: 1 });
    expect(loaded("azure-pipelines", filesOf(list(nameless))).resources).toEqual([]);
  });
});

test("a list that is empty is told by its kind", () => {
  expect(contents([], { kind: "policies" })).toEqual([
    { kind: "policies", name: "all", repository: null, complete: true, policies: [], "build-policies": [] },
  ]);
  expect(exportedOf({ value: [] }, { kind: "environments" }).platform).toBe("azure-pipelines");
  expect(exportedOf([], { kind: "environments" }).platform).toBe("gitlab-ci");
});

test("a list of environments is whole where nothing follows it", () => {
  const one = (id: number): object => ({ id, name: `e${id}`, project: {} });
  const whole = (answer: object) => exportedOf(answer).exports[0]?.content.complete;
  const fifty = Array.from({ length: 50 }, (_, id) => one(id));
  expect(whole(list(one(1)))).toBe(true);
  expect(whole(list(...fifty))).toBe(false);
  expect(whole({ ...list(...fifty), continuation_token: null })).toBe(true);
  expect(whole({ ...list(one(1)), continuation_token: "x" })).toBe(false);
});

test("service connections are kept without what they connect with", () => {
  const connection = {
    id: "c-1",
    name: "azure-prod",
    type: "azurerm",
    authorization: { scheme: "ServicePrincipal", parameters: { serviceprincipalkey: secret, tenantid: "t" } },
    data: { subscriptionId: "s" },
    isShared: true,
  };
  const kept = { id: "c-1", name: "azure-prod", type: "azurerm", scheme: "ServicePrincipal" };
  for (const answer of [list(connection), [connection], connection])
    expect(contents(answer)[0]?.connections).toEqual([{ ...kept, disabled: false, shared: true }]);
  expect(JSON.stringify(contents(connection))).not.toContain(secret);
  const settings = loaded("azure-pipelines", filesOf([connection]));
  expect(settings.connections.map(({ name, scheme }) => [name, scheme])).toEqual([["azure-prod", "ServicePrincipal"]]);
});

describe("what is refused of Azure DevOps, and why", () => {
  test.each([
    [
      { $id: "1", message: "TF200016: no such project", typeKey: "X", errorCode: 0 },
      "is an error of Azure DevOps: `TF200016: no such project`",
    ],
    [list({ variables: { KEY: { value: secret } }, name: "vars" }), "lists variables, of which nothing is kept"],
    [approval(), "is one check of a resource, and others may be missing"],
    [
      list(check("Approval", "8c6f20a7-a545-4486-9777-f762fafe0d4d", undefined)),
      "does not hold the settings of its checks",
    ],
    [list(approval({ approvers: "mina" })), "has no approvers where they belong"],
    [list(approval({ approvers: [{}] })), "has no id of an approver where one belongs"],
    [
      list({ ...approval(), resource: { type: "toaster", id: "1" } }),
      "has `toaster` where a type of resources belongs",
    ],
    [list(task("evaluateBusinessHours", {})), "has no start time where one belongs"],
    [[{ id: "c", name: "n", type: "t", authorization: {} }], "has no scheme of its authorization where one belongs"],
  ])("%#", (answer, reason) => {
    expect(() => exportedOf(answer)).toThrow(reason);
  });
});
