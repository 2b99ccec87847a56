import { expect, test } from "vitest";
import { filesOf, loaded } from "../settings/snapshots.ts";
import { planOf, stageOf } from "./reading.ts";

const texts = {
  "azure-pipelines.yml": `trigger: [main]
pr: none
jobs:
- deployment: web
  environment: Live
  strategy: { runOnce: { deploy: { steps: [ { task: AzureWebApp@1, inputs: { azureSubscription: shop-live, appName: shop } } ] } } }
`,
};
const check = (name: string, id: string, settings?: object): object => ({
  id: 22,
  type: { id, name },
  timeout: 1440,
  resource: { type: "environment", id: "7", name: "live" },
  ...(settings && { settings }),
});
const approval = check("Approval", "8c6f20a7-a545-4486-9777-f762fafe0d4d", {
  approvers: [{ id: "a1", displayName: "Mina", uniqueName: "mina@acme.example" }],
  executionOrder: "anyOrder",
  minRequiredApprovers: 0,
  requesterCannotBeApprover: true,
  blockedApprovers: [],
});
const lock = check("ExclusiveLock", "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563");
const hours = check("Task Check", "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", {
  definitionRef: { id: "445fde2f", name: "evaluateBusinessHours", version: "0.0.1" },
  displayName: "Business Hours",
  inputs: { businessDays: "Monday, Friday", timeZone: "UTC", startTime: "08:00", endTime: "16:30" },
});
const list = (...value: readonly object[]): object => ({ count: value.length, value });
const connection = {
  id: "c",
  name: "shop-live",
  type: "azurerm",
  authorization: { scheme: "WorkloadIdentityFederation" },
  isShared: false,
};
const stage = (...answers: readonly unknown[]) => {
  const settings = loaded(
    "azure-pipelines",
    answers.flatMap((answer) => filesOf(answer)),
  );
  return stageOf(planOf(texts, "azure-pipelines.yml", settings), "web");
};

test("an exported approval is one, and more may be asked elsewhere", () => {
  const { approvals } = stage(list(approval, lock, hours));
  expect(approvals.items).toMatchObject([
    {
      name: "live",
      count: { state: "declared", value: 1 },
      from: { items: ["user:mina@acme.example"] },
      byAuthor: { value: false },
      byStarter: { value: false },
      unanswered: { value: { means: "no", after: 86_400, isDefault: false } },
      bypass: { state: "unknown", cause: "settings" },
      everyRoute: { state: "holds" },
      at: { file: expect.stringMatching(/\.yaml$/) },
    },
  ]);
  expect(approvals.others).toMatchObject({ state: "unknown", cause: "settings" });
});

test("business hours are a window, and an exclusive lock lets one deployment in", () => {
  const { window, concurrency } = stage(list(approval, lock, hours));
  expect(window).toMatchObject({
    state: "declared",
    value: { open: [{ days: [1, 5], from: 480, to: 990, zone: "UTC" }] },
  });
  expect(concurrency).toMatchObject({ state: "declared", value: { name: "live", serial: { state: "holds" } } });
});

test("branch control names the branches, and another service is a check of no kind", () => {
  const control = check("Task Check", "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", {
    definitionRef: { id: "86b05a0c", name: "evaluatebranchProtection", version: "0.0.1" },
    displayName: "Branch control",
    inputs: {
      allowedBranches: "refs/heads/main,refs/heads/release/*",
      ensureProtectionOfBranch: "true",
      allowUnknownStatusBranch: "false",
    },
  });
  const alerts = check("Task Check", "fe1de3ee-a436-41b4-bb20-f6eb4cb879a7", {
    definitionRef: { id: "86b05a0d", name: "InvokeRESTAPI", version: "1.0.0" },
    displayName: "Change freeze",
    inputs: {},
  });
  const settings = loaded("azure-pipelines", filesOf(list(control, alerts)));
  const plan = planOf(texts, "azure-pipelines.yml", settings);
  expect(plan.triggers.items.map(({ on, refs }) => [on, refs])).toMatchObject([
    ["push", { state: "declared", value: ["main"] }],
    ["manual", { state: "declared", value: ["main", "release/*"], at: { file: expect.stringMatching(/\.yaml$/) } }],
  ]);
  expect(stageOf(plan, "web").checks.items).toMatchObject([
    { name: "Change freeze", kinds: [], everyRoute: { state: "holds" } },
  ]);
});

test("a connection says how it signs in", () => {
  expect(stage([connection]).identities).toMatchObject({
    items: [{ name: "shop-live", kind: "workload", at: { line: 6 } }],
    others: { state: "absent" },
  });
  const password = { ...connection, authorization: { scheme: "UsernamePassword" } };
  expect(stage([password]).identities.items).toMatchObject([{ kind: "password" }]);
});

test("what was exported too long ago says nothing", () => {
  const old = filesOf(list(approval), {}, "2025-01-01T00:00:00Z");
  const settings = loaded("azure-pipelines", old);
  const { approvals } = stageOf(planOf(texts, "azure-pipelines.yml", settings), "web");
  expect(approvals.items).toStrictEqual([]);
  expect(approvals.others).toMatchObject({ state: "unknown", cause: "stale" });
});
