import { describe, expect, test } from "vitest";
import { planOf, read as readAzure } from "../azure-pipelines/reading.ts";
import { read } from "../gitlab-ci/reading.ts";
import { filesOf, loaded } from "./snapshots.ts";

const pipeline = (name: string): string => `stages: [deploy]
production:
  stage: deploy
  environment: ${name}
  script: [helm upgrade shop ./chart]
`;
const known = (...names: readonly string[]) =>
  filesOf(
    names.map((name, id) => ({ id, name, slug: name, external_url: null })),
    { kind: "environments" },
  );
const guarded = (...names: readonly string[]) =>
  filesOf(
    names.map((name) => ({ name, deploy_access_levels: [] })),
    { kind: "protected-environments" },
  );

const problemsOf = (name: string, ...files: ReturnType<typeof filesOf>[]) =>
  read(pipeline(name), loaded("gitlab-ci", files.flat())).problems.map(({ at, reason, remedy, weight }) => [
    `${at.line}:${at.column}`,
    reason,
    remedy,
    weight,
  ]);

describe("names of environments that GitLab", () => {
  test("does not know are created on first use", () => {
    expect(problemsOf("prodution", known("production"), guarded())).toEqual([
      [
        "4:16",
        "uses the environment `prodution`, which the server does not know (2026-11-20): it is created on first use, and protected only where a protected environment has its name",
        "did you mean `production`?",
        "error",
      ],
    ]);
    expect(problemsOf("production", known("production"))).toEqual([]);
    expect(problemsOf("production", known(), guarded("production"))).toEqual([]);
    expect(problemsOf("review/$CI_COMMIT_REF_SLUG", known("production"))).toEqual([]);
  });

  test("knows or protects in another case are others", () => {
    expect(problemsOf("Production", guarded("production"))).toEqual([
      [
        "4:16",
        "writes the environment `production` as `Production`, which is another one: it is not protected",
        "write `production`",
        "error",
      ],
    ]);
    expect(problemsOf("Production", guarded("production"), known("production"))).toHaveLength(1);
    expect(problemsOf("Production", guarded("production"), known("Production"))).toHaveLength(1);
    expect(problemsOf("Production", known("production"))[0]?.[1]).toContain("writes the environment `production` as");
  });

  test("may know are left alone where the list is partial or old", () => {
    const twenty = Array.from({ length: 20 }, (_, at) => `e${at}`);
    expect(problemsOf("prodution", known(...twenty))).toEqual([]);
    const old = filesOf([{ id: 1, name: "production", slug: "p", external_url: null }], {}, "2026-01-01T00:00:00Z");
    expect(problemsOf("prodution", old)).toEqual([]);
  });
});

const deployment = (name: string): string => `trigger: [main]
jobs:
  - deployment: deploy
    environment: ${name}
    strategy:
      runOnce:
        deploy:
          steps:
            - script: helm upgrade shop ./chart
`;
const texts = (name: string) => ({ "azure-pipelines.yml": deployment(name) });
const list = filesOf({ count: 1, value: [{ id: 7, name: "Production", project: {} }] });

describe("names of environments that Azure DevOps", () => {
  const problems = (name: string) =>
    readAzure(texts(name), undefined, loaded("azure-pipelines", list)).problems.map(({ at, reason, weight }) => [
      `${at.line}:${at.column}`,
      reason,
      weight,
    ]);

  test("does not know, or knows in another case", () => {
    expect(problems("Prodution")).toEqual([
      [
        "4:18",
        "uses the environment `Prodution`, which the server does not know (2026-11-20): it is created without checks on first use",
        "error",
      ],
    ]);
    expect(problems("production")).toEqual([["4:18", "writes the environment `Production` as `production`", "remark"]]);
    expect(problems("Production")).toEqual([]);
  });
});

describe("the approval of an environment of Azure DevOps", () => {
  const approval = {
    type: { id: "8c6f20a7-a545-4486-9777-f762fafe0d4d", name: "Approval" },
    resource: { type: "environment", id: "7" },
    timeout: 60,
    settings: {
      approvers: [{ id: "a", displayName: "[Shop]\\Leads", isContainer: true }],
      minRequiredApprovers: 1,
      requesterCannotBeApprover: true,
    },
  };

  test("is asked by the name that a list gives it, and whoever administers it may bypass it", () => {
    const settings = loaded("azure-pipelines", [...list, ...filesOf({ count: 1, value: [approval] })]);
    const [stage] = planOf(texts("production"), undefined, settings).stages;
    expect(stage?.approvals.items).toMatchObject([
      {
        name: "Production",
        count: { value: 1 },
        from: { items: ["team:Shop/Leads"], others: { state: "absent" } },
        byStarter: { value: false },
        bypass: {
          state: "unknown",
          why: "whoever administers `Production` may bypass its checks, and who that is is set in its security settings",
        },
      },
    ]);
  });

  test("says nothing of a lock that it does not have", () => {
    const without = loaded("azure-pipelines", [...list, ...filesOf({ count: 1, value: [approval] })]);
    expect(planOf(texts("production"), undefined, without).stages[0]?.concurrency).toMatchObject({
      state: "unknown",
      why: "`Production` has no exclusive lock, and whether something else that it uses has one is set in Azure DevOps",
      settle: "",
    });
    const lock = { ...approval, type: { id: "2ef31ad6-baa0-403a-8b45-2cbc9b4e5563" } };
    const locked = loaded("azure-pipelines", [...list, ...filesOf({ count: 2, value: [approval, lock] })]);
    expect(planOf(texts("production"), undefined, locked).stages[0]?.concurrency.state).toBe("declared");
  });

  test("is exported by the number of the environment", () => {
    const [stage] = planOf(texts("production"), undefined, loaded("azure-pipelines", list)).stages;
    expect(stage?.approvals.others).toMatchObject({
      settle:
        "az devops invoke --area PipelinesChecks --resource configurations --route-parameters project=PROJECT --query-parameters resourceType=environment resourceId=7 '$expand=settings' --api-version 7.1-preview --output json > checks.json && bakewell settings import checks.json --kind checks --environment Production",
    });
  });
});
