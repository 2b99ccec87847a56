import { describe, expect, it } from "vitest";
import { recogniseAction, Variables } from "#platforms/recognise/index.ts";
import { action, at } from "./acts.ts";

describe("what actions do", () => {
  it.each([
    ["azure/webapps-deploy@v3", { "app-name": "shop" }, "deploy"],
    ["Azure/WebApps-Deploy@v3", { "app-name": "shop" }, "deploy"],
    ["actions/cache/restore@v4", {}, "nothing"],
    ["github/codeql-action/init@v3", {}, "nothing"],
    ["docker/build-push-action@v6", { tags: "acme/shop:1.2.3" }, "build"],
    ["docker/build-push-action@v6", { tags: "acme/shop:1.2.3", push: "true" }, "publish"],
    ["cloudflare/wrangler-action@v3", { command: "pages deploy dist" }, "deploy"],
    ["cloudflare/wrangler-action@v3", { command: "kv key list" }, "nothing"],
    ["pulumi/actions@v6", { command: "up", "stack-name": "prod" }, "deploy"],
    ["pulumi/actions@v6", { command: "preview", "stack-name": "prod" }, "check"],
    ["FirebaseExtended/action-hosting-deploy@v0", { channelId: "live" }, "deploy"],
    ["FirebaseExtended/action-hosting-deploy@v0", {}, "preview"],
    ["actions/deploy-pages@v4", {}, "publish"],
    ["trstringer/manual-approval@v1", { approvers: "mina" }, "approve"],
    ["microsoft/powerplatform-actions/import-solution@v1", { "solution-file": "shop.zip" }, "deploy"],
    ["goreleaser/goreleaser-action@v6", { args: "release --clean" }, "publish"],
    ["goreleaser/goreleaser-action@v6", { args: "release --snapshot" }, "build"],
    ["re-actors/alls-green@release/v1", { jobs: "{}" }, "gate"],
    ["slackapi/slack-github-action@v2", {}, "notify"],
  ])("%s %o", (name, inputs, does) => {
    expect(action(name, inputs)?.known.does).toBe(does);
  });

  it("does not know what no table knows", () => {
    expect(action("acme/deploy-to-production@v1")).toBeUndefined();
  });

  it("takes the policy's word first, in any case", () => {
    const recognition = {
      actions: new Map([["Acme/Ship", { does: "deploy", source: "policy" } as const]]),
      commands: new Map(),
    };
    const found = recogniseAction(
      { name: "acme/ship/prod@main", at: at(0), inputs: new Map(), variables: new Variables() },
      recognition,
    );
    expect(found?.known).toEqual({ does: "deploy", source: "policy" });
  });
});

describe("whether a scan can fail", () => {
  it.each([
    ["aquasecurity/trivy-action@0.33.1", {}, "broken"],
    ["aquasecurity/trivy-action@0.33.1", { "exit-code": "1" }, "holds"],
    ["aquasecurity/trivy-action@0.33.1", { "exit-code": "0" }, "broken"],
    ["aquasecurity/trivy-action@0.33.1", { "exit-code": "${{ inputs.code }}" }, "unknown"],
    ["aquasecurity/trivy-action@0.33.1", { format: "sarif" }, "unknown"],
    ["github/codeql-action/analyze@v3", {}, "unknown"],
    ["anchore/scan-action@v7", {}, "holds"],
    ["anchore/scan-action@v7", { "fail-build": "false" }, "broken"],
    ["bridgecrewio/checkov-action@v12", { soft_fail: "true" }, "broken"],
    ["zaproxy/action-baseline@v0.15.0", { target: "https://shop.example.com" }, "broken"],
    ["zaproxy/action-baseline@v0.15.0", { fail_action: "true" }, "holds"],
    ["snyk/actions/node@master", {}, "holds"],
    ["actions/dependency-review-action@v4", { "warn-only": "true" }, "broken"],
    ["SonarSource/sonarqube-quality-gate-action@v1", {}, "holds"],
  ])("%s %o", (name, inputs, state) => {
    expect(action(name, inputs)?.blocking.state).toBe(state);
  });
});

describe("who signs in", () => {
  it.each([
    ["aws-actions/configure-aws-credentials@v4", { "role-to-assume": "arn:aws:iam::1:role/deploy" }, ["workload"]],
    [
      "aws-actions/configure-aws-credentials@v4",
      { "aws-access-key-id": "${{ secrets.KEY }}", "role-to-assume": "arn" },
      ["static-key"],
    ],
    ["azure/login@v2", { "client-id": "1", "tenant-id": "2" }, ["workload"]],
    ["azure/login@v2", { creds: "${{ secrets.AZURE }}" }, ["static-key"]],
    ["google-github-actions/auth@v2", { workload_identity_provider: "p" }, ["workload"]],
    ["google-github-actions/auth@v2", { credentials_json: "${{ secrets.KEY }}" }, ["static-key"]],
    ["microsoft/powerplatform-actions/import-solution@v1", { "password-secret": "${{ secrets.P }}" }, ["password"]],
    ["azure/webapps-deploy@v3", { "app-name": "shop", "publish-profile": "${{ secrets.P }}" }, ["password"]],
    ["actions/deploy-pages@v4", {}, ["workload"]],
    ["nais/deploy/actions/deploy@v2", {}, ["workload"]],
    ["pypa/gh-action-pypi-publish@release/v1", {}, ["workload"]],
    ["pypa/gh-action-pypi-publish@release/v1", { password: "${{ secrets.T }}" }, ["static-key"]],
  ])("%s %o", (name, inputs, kinds) => {
    expect([...new Set(action(name, inputs)?.identities.map(({ kind }) => kind))]).toEqual(kinds);
  });
});

it("signs in by the variables that an action reads", () => {
  const kinds = (name: string, variables: Readonly<Record<string, string>>) =>
    action(name, {}, variables)?.identities.map(({ kind }) => kind);
  expect(kinds("nais/deploy/actions/deploy@v1", { APIKEY: "${{ secrets.NAIS_KEY }}" })).toEqual(["static-key"]);
  const pages = "crazy-max/ghaction-github-pages@v5";
  expect(kinds(pages, { GITHUB_TOKEN: "${{ secrets.GITHUB_TOKEN }}" })).toEqual(["machine-token"]);
  expect(kinds(pages, { GH_PAT: "${{ secrets.PAT }}" })).toEqual(["static-key"]);
});

describe("the facts of an action", () => {
  it("ships the images of its inputs, without the aliases beside a version", () => {
    const tags = "ghcr.io/acme/shop:latest\nghcr.io/acme/shop:${{ github.sha }}";
    expect(
      action("docker/build-push-action@v6", { push: "true", tags })?.artifacts.map(({ version, immutable }) => [
        version,
        immutable.state,
      ]),
    ).toEqual([["${{ github.sha }}", "holds"]]);
    const computed = "acme/web:v${{ needs.release.outputs[format('{0}_version', matrix.path)] }}, acme/api:1.2.0";
    expect(
      action("docker/build-push-action@v6", { push: "true", tags: computed })?.artifacts.map(({ version }) => version),
    ).toEqual(["v${{ needs.release.outputs[format('{0}_version', matrix.path)] }}", "1.2.0"]);
    expect(
      action("azure/webapps-deploy@v3", { "app-name": "shop", images: "acme/shop:latest" })?.artifacts[0]?.immutable
        .state,
    ).toBe("broken");
  });

  it("names its target, unless an expression does", () => {
    expect(action("azure/webapps-deploy@v3", { "app-name": "shop", "slot-name": "green" })?.target).toMatchObject({
      value: "Azure web app `shop` in slot `green`",
    });
    expect(action("azure/webapps-deploy@v3", { "app-name": "${{ inputs.app }}" })?.target.state).toBe("unknown");
  });

  it("counts approvers", () => {
    expect(action("trstringer/manual-approval@v1", { approvers: "mina,tove", "minimum-approvals": "1" })).toMatchObject(
      {
        approvers: { value: ["mina", "tove"] },
        approvals: { value: 1 },
      },
    );
    expect(action("trstringer/manual-approval@v1", { approvers: "mina,tove" })?.approvals).toMatchObject({ value: 2 });
  });

  it("leaves out the one who starts the run where that is asked", () => {
    const asked = (inputs: Readonly<Record<string, string>>) =>
      action("trstringer/manual-approval@v1", { approvers: "mina,tove", ...inputs });
    expect(asked({})?.byStarter).toMatchObject({ value: true });
    const excluded = { "exclude-workflow-initiator-as-approver": "true" };
    expect(asked(excluded)).toMatchObject({ byStarter: { value: false }, approvals: { value: 1 } });
    expect(asked({ ...excluded, "minimum-approvals": "2" })).toMatchObject({ approvals: { value: 2 } });
    expect(asked({ ...excluded, approvers: "mina" })?.approvals).toMatchObject({ state: "unknown" });
    expect(asked({ "fail-on-denial": "false" })?.blocking).toMatchObject({
      state: "broken",
      how: "`trstringer/manual-approval` goes on after a no: it has `fail-on-denial: false`",
    });
  });
});
