import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bakewell } from "../commands/program.ts";

const shop = join(import.meta.dirname, "../repositories/gitlab-shop");

interface Found {
  readonly rule: string;
  readonly outcome: string;
  readonly subject: { readonly name: string };
  readonly places: readonly { readonly file: string; readonly line: number }[];
}

/** The findings of some rules about the example, with where each was decided. */
function findings(rules: string): readonly string[] {
  const cwd = join(mkdtempSync(join(tmpdir(), "bakewell-shop-")), "shop");
  cpSync(shop, cwd, { recursive: true });
  const args = ["--format", "json", "--at", "2026-12-01", "--fail-on", "never", "--only", rules];
  const { stdout, stderr } = bakewell({ cwd }, "check", ...args);
  expect(stderr).toBe("");
  const report: { readonly findings: readonly Found[] } = JSON.parse(stdout);
  return report.findings
    .filter(({ outcome }) => outcome !== "not-applicable")
    .map(({ rule, outcome, subject, places: [first] }) => {
      return `${outcome} ${rule}: ${subject.name} (${first?.file}:${first?.line})`;
    })
    .toSorted();
}

describe("the example of a shop tells", () => {
  it("who approves", () => {
    expect(findings("approval")).toEqual([
      "pass approval: production / everyone now (.bakewell/settings/gitlab-ci-protected-environments-all.yaml:16)",
      "pass approval: production / rollout 10% (.bakewell/settings/gitlab-ci-protected-environments-all.yaml:16)",
      "pass approval: production / rollout 100% (.bakewell/settings/gitlab-ci-protected-environments-all.yaml:16)",
      "pass approval: production / rollout 50% (.bakewell/settings/gitlab-ci-protected-environments-all.yaml:16)",
      "unknown approval: container (.gitlab-ci.yml:24)",
    ]);
  });

  it("how it is exposed", () => {
    expect(findings("bake-time,progressive-exposure,serial-rings,staging-first")).toEqual([
      "fail progressive-exposure: Deliver the shop (deploy/production.gitlab-ci.yml:16)",
      "fail serial-rings: Deliver the shop (deploy/production.gitlab-ci.yml:18)",
      "pass bake-time: production / rollout 10% (deploy/production.gitlab-ci.yml:42)",
      "pass bake-time: production / rollout 50% (deploy/production.gitlab-ci.yml:49)",
      "pass staging-first: production / everyone now (.gitlab-ci.yml:35)",
      "pass staging-first: production / rollout 10% (.gitlab-ci.yml:35)",
      "pass staging-first: production / rollout 100% (.gitlab-ci.yml:35)",
      "pass staging-first: production / rollout 50% (.gitlab-ci.yml:35)",
    ]);
  });

  it("what it must pass", () => {
    expect(findings("required-checks,blocking-check,tested-staging,pinned-steps")).toEqual([
      "fail blocking-check: production / everyone now (.gitlab-ci.yml:4)",
      "fail blocking-check: production / rollout 10% (.gitlab-ci.yml:4)",
      "fail blocking-check: production / rollout 100% (.gitlab-ci.yml:4)",
      "fail blocking-check: production / rollout 50% (.gitlab-ci.yml:4)",
      "fail blocking-check: staging (.gitlab-ci.yml:4)",
      "fail pinned-steps: Deliver the shop (.gitlab-ci.yml:5)",
      "pass required-checks: production / everyone now (ci/verify.gitlab-ci.yml:5)",
      "pass required-checks: production / rollout 10% (ci/verify.gitlab-ci.yml:5)",
      "pass required-checks: production / rollout 100% (ci/verify.gitlab-ci.yml:5)",
      "pass required-checks: production / rollout 50% (ci/verify.gitlab-ci.yml:5)",
      "pass tested-staging: production / everyone now (.gitlab-ci.yml:53)",
      "pass tested-staging: production / rollout 10% (.gitlab-ci.yml:53)",
      "pass tested-staging: production / rollout 100% (.gitlab-ci.yml:53)",
      "pass tested-staging: production / rollout 50% (.gitlab-ci.yml:53)",
      "unknown blocking-check: container (.gitlab-ci.yml:5)",
      "unknown required-checks: container (.gitlab-ci.yml:5)",
    ]);
  });

  it("how it runs", () => {
    expect(findings("serial-deployment,time-limit,deployment-identity,readable")).toEqual([
      "fail readable: ci/verify.gitlab-ci.yml (ci/verify.gitlab-ci.yml:7)",
      "pass deployment-identity: production / everyone now (ci/rules.gitlab-ci.yml:10)",
      "pass deployment-identity: production / rollout 10% (ci/rules.gitlab-ci.yml:10)",
      "pass deployment-identity: production / rollout 100% (ci/rules.gitlab-ci.yml:10)",
      "pass deployment-identity: production / rollout 50% (ci/rules.gitlab-ci.yml:10)",
      "pass deployment-identity: review (ci/rules.gitlab-ci.yml:10)",
      "pass deployment-identity: staging (ci/rules.gitlab-ci.yml:10)",
      "pass readable: .gitlab-ci.yml (.gitlab-ci.yml:1)",
      "pass readable: ci/rules.gitlab-ci.yml (ci/rules.gitlab-ci.yml:1)",
      "pass readable: deploy/production.gitlab-ci.yml (deploy/production.gitlab-ci.yml:1)",
      "pass serial-deployment: production / everyone now (deploy/production.gitlab-ci.yml:10)",
      "pass serial-deployment: production / rollout 10% (deploy/production.gitlab-ci.yml:10)",
      "pass serial-deployment: production / rollout 100% (deploy/production.gitlab-ci.yml:10)",
      "pass serial-deployment: production / rollout 50% (deploy/production.gitlab-ci.yml:10)",
      "pass time-limit: container (.bakewell/settings/gitlab-ci-project-all.yaml:12)",
      "pass time-limit: production / everyone now (ci/rules.gitlab-ci.yml:8)",
      "pass time-limit: production / rollout 10% (ci/rules.gitlab-ci.yml:8)",
      "pass time-limit: production / rollout 100% (ci/rules.gitlab-ci.yml:8)",
      "pass time-limit: production / rollout 50% (ci/rules.gitlab-ci.yml:8)",
      "pass time-limit: review (ci/rules.gitlab-ci.yml:8)",
      "pass time-limit: staging (ci/rules.gitlab-ci.yml:8)",
      "unknown deployment-identity: container (.gitlab-ci.yml:24)",
    ]);
  });
});
