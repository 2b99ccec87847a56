import { describe, expect, it } from "vitest";
import { acts, file, only } from "./acts.ts";

const brief = (text: string, files: Readonly<Record<string, string>>, folder = "") =>
  acts(text, { files, folder }).map(({ name, at, via }) => [
    name,
    at.column,
    via.map((place) => `${place.file}:${place.line}`),
  ]);

describe("what a script leads to", () => {
  it("follows a package's scripts, with those before and behind", () => {
    const files = {
      "web/package.json": '{\n  "scripts": {\n    "preship": "eslint .",\n    "ship": "vercel deploy --prod"\n  }\n}',
    };
    expect(brief("cd web && npm run ship", files)).toEqual([
      ["npm run ship: eslint", 11, ["web/package.json:3"]],
      ["npm run ship: vercel deploy", 11, ["web/package.json:4"]],
    ]);
    expect(brief("yarn --cwd web ship", files)).toHaveLength(2);
    expect(brief("pnpm ship", files, "web")).toHaveLength(2);
    expect(brief("npm run ship", files)).toEqual([]);
    expect(brief("node --run ship -- --debug", files, "web")).toEqual([
      ["node --run ship: vercel deploy", 1, ["web/package.json:4"]],
    ]);
  });

  it("follows the packages of a workspace that a filter names, or all", () => {
    const files = {
      "package.json": '{ "scripts": { "ship": "turbo run ship" } }',
      "apps/web/package.json":
        '{ "name": "@acme/web", "scripts": { "test": "vitest run", "ship": "vercel deploy --prod" } }',
      "apps/docs/package.json": '{ "name": "docs", "scripts": { "test": "jest", "ship": "next build" } }',
    };
    const names = (text: string) => acts(text, { files }).map(({ name }) => name);
    expect(names("pnpm --filter=@acme/web run ship")).toEqual(["pnpm run ship: vercel deploy"]);
    expect(names("pnpm --filter ./apps/web ship")).toEqual(["pnpm run ship: vercel deploy"]);
    expect(names("npm run ship -w @acme/web")).toEqual(["npm run ship: vercel deploy"]);
    expect(names("yarn workspace docs ship")).toEqual(["yarn run ship: next build"]);
    expect(names("pnpm -r test")).toEqual(["pnpm run test: vitest run", "pnpm run test: jest"]);
    expect(names("node_modules/.bin/turbo ship --filter=docs")).toEqual(["turbo run ship: next build"]);
    expect(names("turbo run test ship --filter @acme/web -- --ci")).toEqual([
      "turbo run test ship: vitest run",
      "turbo run test ship: vercel deploy",
    ]);
    expect(names("pnpm --filter '...web' run ship")).toEqual([]);
    expect(names("turbo run ship")).toHaveLength(2);
  });

  it("follows make through dependencies and variables", () => {
    const files = {
      Makefile: "NS ?= web\n.PHONY: ship\nship: check\n\t@kubectl apply -n $(NS) -f k8s/\ncheck:\n\t-go test ./...\n",
    };
    expect(brief("make ship", files)).toEqual([
      ["make ship: go test", 1, ["Makefile:6"]],
      ["make ship: kubectl apply", 1, ["Makefile:4"]],
    ]);
    const [tests, deployment] = acts("make ship", { files });
    expect(tests?.blocking).toMatchObject({ state: "broken", at: { file: "Makefile", line: 6 } });
    expect(deployment?.target).toMatchObject({ value: "Kubernetes objects of `k8s/` in namespace `web`" });
  });

  it("follows scripts of the repository", () => {
    const files = { "bin/ship.sh": "#!/bin/bash -e\n\nhelm upgrade --install shop ./chart\n" };
    expect(brief("./bin/ship.sh staging", files)).toEqual([["./bin/ship.sh: helm upgrade", 1, ["bin/ship.sh:3"]]]);
    expect(brief("sudo bash bin/ship.sh", files)).toHaveLength(1);
    expect(brief("./bin/other.sh", files)).toEqual([]);
  });

  it("reads scripts that are given as text", () => {
    expect(only('bash -c "terraform apply -auto-approve"').name).toBe("terraform apply");
    expect(only("eval 'npm publish'").name).toBe("npm publish");
    expect(only('ssh -i key deploy@web.example.com "docker stack deploy -c shop.yml shop"').name).toBe(
      "docker stack deploy",
    );
    expect(only("ssh web.example.com <<'EOF'\nkubectl rollout undo deployment/shop\nEOF").name).toBe(
      "kubectl rollout undo",
    );
  });

  it("swallows inside what is swallowed outside", () => {
    const files = { "package.json": '{"scripts":{"test":"jest"}}' };
    expect(only("npm test || true", { files }).blocking).toEqual({
      state: "broken",
      how: "`jest` is followed by `|| true`, which swallows its failure",
      at: { file: "package.json", line: 1, column: 13 },
    });
  });

  it("takes `npm test` for tests where it cannot be read, and never where it tests nothing", () => {
    expect(only("npm test")).toMatchObject({
      name: "npm test",
      known: { does: "check", kinds: ["tests"] },
      at: { file, line: 1, column: 1 },
    });
    expect(only("npm test", { files: { "package.json": '{"scripts":{"test":"node run.js"}}' } }).name).toBe("npm test");
    expect(acts("npm test", { files: { "package.json": '{"scripts":{"test":"echo none && exit 0"}}' } })).toEqual([]);
    expect(acts("npm run test:ci && npm run deploy")).toEqual([]);
  });

  it("lets the policy stand before what is written in a script", () => {
    const recognition = {
      actions: new Map(),
      commands: new Map([["./ship.sh", { does: "deploy", source: "policy" } as const]]),
    };
    const files = { "ship.sh": "#!/bin/sh\nnpm publish\n" };
    expect(only("./ship.sh", { files, recognition }).known.does).toBe("deploy");
    expect(only("./ship.sh", { recognition }).known.does).toBe("deploy");
  });
});
