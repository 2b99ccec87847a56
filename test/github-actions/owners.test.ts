import { describe, expect, it } from "vitest";
import { pinOf } from "#platforms/github-actions/pins.ts";
import { read } from "./reading.ts";

describe("code owners", () => {
  const owners = (file: string, path: string): string => {
    const reading = read({ ".github/CODEOWNERS": file });
    const fact = reading.owners?.(path);
    return fact?.state === "declared" ? `${fact.at.line}: ${fact.value.join(" ")}` : String(fact?.state);
  };

  it.each([
    ["* @acme/all", "src/a/b.ts", "1: @acme/all"],
    ["*.tf @acme/ops", "infra/main.tf", "1: @acme/ops"],
    ["/infra/ @acme/ops", "infra/deep/main.tf", "1: @acme/ops"],
    ["/infra/ @acme/ops", "other/infra/main.tf", "absent"],
    ["infra/ @acme/ops", "other/infra/main.tf", "1: @acme/ops"],
    ["docs/* @mina", "docs/a.md", "1: @mina"],
    ["docs/* @mina", "docs/deep/a.md", "absent"],
    ["**/logs @mina", "build/logs/x.txt", "1: @mina"],
    ["/.github/** @mina @acme/ops # both", ".github/workflows/deploy.yml", "1: @mina @acme/ops"],
    ["* @acme/all\n/.github/", ".github/workflows/deploy.yml", "absent"],
    ["* @acme/all\n/.github/ @mina", ".github/workflows/deploy.yml", "2: @mina"],
    ["# * @acme/all", "a.ts", "absent"],
    ["my\\ file.txt @mina", "my file.txt", "1: @mina"],
    ["!src @mina\n[ab].ts @mina", "a.ts", "absent"],
  ])("%j owns %s: %s", (file, path, expected) => {
    expect(owners(file, path)).toBe(expected);
  });

  it("are looked for in three places, the first of which counts", () => {
    expect(read({ CODEOWNERS: "* @b", "docs/CODEOWNERS": "* @c" }).ownersFile).toBe("CODEOWNERS");
    expect(read({}).ownersFile).toBe(".github/CODEOWNERS");
  });
});

describe("pins", () => {
  it.each([
    ["actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3", "commit"],
    ["actions/checkout@v4", "version"],
    ["acme/tools/deploy@v1.2.3-rc.1", "version"],
    ["acme/tools@deploy-v2", "version"],
    ["acme/tools@release/v1", "version"],
    ["acme/tools@main", "branch"],
    ["acme/tools@next", "branch"],
    ["acme/tools@8f4b7f8", "branch"],
    ["acme/tools", "nothing"],
    ["docker://alpine:3.20", "version"],
    ["docker://alpine", "nothing"],
    ["docker://alpine@sha256:beefdbd8a1da6d2915566fde36db9db0b524eb737fc57cd1367effd16dc0d06d", "digest"],
  ])("%s is pinned by %s", (uses, pin) => {
    expect(pinOf(uses)).toBe(pin);
  });
});
