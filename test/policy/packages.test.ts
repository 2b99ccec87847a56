import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bakewell, deploy, policy, timeLimit, unlimited } from "../commands/program.ts";
import { commit, folderOf, repositoryOf, type Texts, write } from "../repository/temporary.ts";

const name = "@acme/bakewell-policy";
const manifest = (fields: object = {}): string => JSON.stringify({ name, version: "1.2.0", ...fields });
const strict = policy(timeLimit, "acme");
const weak = policy("should: { time-limit: { longest: PT30M } }", "acme");
const extending = (...references: readonly string[]): string => `name: shop\nextends: ${JSON.stringify(references)}\n`;

/** A repository with a package, its policy and one that extends it. */
const withPackage = (files: Texts = {}, folder = `node_modules/${name}`): Texts => ({
  [deploy]: unlimited,
  "bakewell.yaml": extending(name),
  [`${folder}/package.json`]: manifest(),
  [`${folder}/bakewell.yaml`]: strict,
  ...files,
});

/** What `policy lint` says. */
function lint(cwd: string): string {
  const { stdout, stderr } = bakewell({ cwd }, "policy", "lint");
  return (stdout + stderr).trim().replace(/, sha256:\w+\)$/, ")");
}

/** The files that the policy is made of. */
function files(cwd: string): readonly string[] {
  const { stdout, stderr } = bakewell({ cwd }, "policy", "show", "--format", "json");
  if (stderr !== "") throw new Error(stderr);
  const shown: { files: { file: string; digest: string }[] } = JSON.parse(stdout);
  expect(shown.files.every(({ digest }) => /^sha256:[0-9a-f]{64}$/.test(digest))).toBe(true);
  return shown.files.map(({ file }) => file);
}

function link(root: string, path: string, target: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(target, join(root, path), "dir");
}

describe("a policy that extends a package", () => {
  it("has the clauses of its file, and is shown with its digest", () => {
    const cwd = folderOf(withPackage());
    expect(bakewell({ cwd }, "check").status).toBe(1);
    expect(files(cwd)).toEqual([`node_modules/${name}/bakewell.yaml`, "bakewell.yaml"]);
    expect(bakewell({ cwd }, "policy", "show").stdout).toMatch(
      /^shop \(bakewell\.yaml, sha256:\w{12}\)\n {2}sha256:\w{12} {2}node_modules\/@acme\/bakewell-policy\/bakewell\.yaml\n {2}sha256:\w{12} {2}bakewell\.yaml\n/,
    );
  });

  it.each<readonly [string, Texts, readonly string[]]>([
    [
      "the field `bakewell`",
      {
        [`node_modules/${name}/package.json`]: manifest({ bakewell: "./rules/main.yaml" }),
        [`node_modules/${name}/rules/main.yaml`]: strict,
      },
      [`node_modules/${name}/rules/main.yaml`],
    ],
    [
      "a file of the package",
      { "bakewell.yaml": extending(`${name}/strict.yaml`), [`node_modules/${name}/strict.yaml`]: strict },
      [`node_modules/${name}/strict.yaml`],
    ],
    [
      "no scope",
      {
        "bakewell.yaml": extending("acme-policy"),
        "node_modules/acme-policy/package.json": "{}",
        "node_modules/acme-policy/policy.yaml": strict,
      },
      ["node_modules/acme-policy/policy.yaml"],
    ],
    [
      "no scope and a file",
      {
        "bakewell.yaml": extending("acme-policy/strict.yaml"),
        "node_modules/acme-policy/package.json": "{}",
        "node_modules/acme-policy/strict.yaml": strict,
      },
      ["node_modules/acme-policy/strict.yaml"],
    ],
    [
      "a file of the repository before one of a package",
      {
        "bakewell.yaml": extending("acme-policy/strict.yaml"),
        "acme-policy/strict.yaml": strict,
        "node_modules/acme-policy/package.json": "{}",
        "node_modules/acme-policy/strict.yaml": strict,
      },
      ["acme-policy/strict.yaml"],
    ],
    [
      "a built-in name before a package",
      {
        "bakewell.yaml": extending("tiers"),
        "node_modules/tiers/package.json": "{}",
        "node_modules/tiers/bakewell.yaml": strict,
      },
      ["builtin:tiers.yaml"],
    ],
    [
      "a package of a package, the nearest first",
      {
        [`node_modules/${name}/bakewell.yaml`]: `extends: [acme-base]\n${strict}`,
        [`node_modules/${name}/node_modules/acme-base/package.json`]: "{}",
        [`node_modules/${name}/node_modules/acme-base/bakewell.yaml`]: policy(timeLimit, "near"),
        "node_modules/acme-base/package.json": "{}",
        "node_modules/acme-base/bakewell.yaml": policy(timeLimit, "far"),
      },
      [`node_modules/${name}/node_modules/acme-base/bakewell.yaml`, `node_modules/${name}/bakewell.yaml`],
    ],
    [
      "a file and a built-in policy that the package extends",
      {
        [`node_modules/${name}/bakewell.yaml`]: `extends: [tiers, ./parts/base.yaml]\n${strict}`,
        [`node_modules/${name}/parts/base.yaml`]: strict,
      },
      ["builtin:tiers.yaml", `node_modules/${name}/parts/base.yaml`, `node_modules/${name}/bakewell.yaml`],
    ],
  ])("may name %s", (_, more, expected) => {
    expect(files(folderOf(withPackage(more)))).toEqual([...expected, "bakewell.yaml"]);
  });

  it("follows links inside the root, and finds what stands beside a package there", () => {
    const store = "node_modules/.pnpm/policy@1.2.0/node_modules";
    const cwd = folderOf({
      [deploy]: unlimited,
      "bakewell.yaml": extending(name),
      [`${store}/${name}/package.json`]: manifest(),
      [`${store}/${name}/bakewell.yaml`]: `extends: [acme-base]\n${strict}`,
      [`${store}/acme-base/package.json`]: "{}",
      [`${store}/acme-base/bakewell.yaml`]: strict,
    });
    link(cwd, `node_modules/${name}`, `../.pnpm/policy@1.2.0/node_modules/${name}`);
    expect(files(cwd)).toEqual([`${store}/acme-base/bakewell.yaml`, `${store}/${name}/bakewell.yaml`, "bakewell.yaml"]);
  });

  const outward = "write a package as `@acme/bakewell-policy`, and a file of it as `@acme/bakewell-policy/strict.yaml`";
  it.each<readonly [string, Texts, string]>([
    [name, { [`node_modules/${name}/package.json`]: "" }, `the package \`${name}\` is not in node_modules`],
    ["@acme/..", {}, `\`extends\` names \`@acme/..\`, which is no name of a package\n  ${outward}`],
    ["@../policy", {}, `\`extends\` names \`@../policy\`, which is no name of a package\n  ${outward}`],
    ["@acme", {}, `\`extends\` names \`@acme\`, which is no name of a package\n  ${outward}`],
    [
      `${name}/../../../bakewell.yaml`,
      {},
      `\`extends\` names \`${name}/../../../bakewell.yaml\`, which is no name of a package\n  ${outward}`,
    ],
    [
      `${name}/..\\\\x.yaml`,
      {},
      `\`extends\` names \`${name}/..\\\\x.yaml\`, which is no name of a package\n  ${outward}`,
    ],
    [
      `@acme/${"a".repeat(300)}`,
      {},
      `\`extends\` names \`@acme/${"a".repeat(300)}\`, which is no name of a package\n  ${outward}`,
    ],
    [`${name}/none.yaml`, {}, `the package \`${name}\` has no policy: node_modules/${name}/none.yaml cannot be read`],
    ["esential", {}, "there is no built-in policy `esential`\n  did you mean `essential`?"],
    [".", {}, "`extends` names `.`, which is no name of a package"],
  ])("says what is wrong with %j", (reference, more, said) => {
    const cwd = folderOf(withPackage({ "bakewell.yaml": extending(reference), ...more }));
    if (more[`node_modules/${name}/package.json`] === "") rmSync(join(cwd, "node_modules"), { recursive: true });
    expect(lint(cwd)).toContain(`error: bakewell.yaml:2:11: ${said}`);
    expect(bakewell({ cwd }, "policy", "lint").status).toBe(2);
  });

  it.each<readonly [string, Texts, string]>([
    [
      "has no policy",
      { [`node_modules/${name}/bakewell.yaml`]: new Uint8Array(6 * 1024 * 1024) },
      `has no policy: node_modules/${name}/bakewell.yaml and policy.yaml cannot be read`,
    ],
    [
      "names a file out of it",
      { [`node_modules/${name}/package.json`]: manifest({ bakewell: "../../../bakewell.yaml" }) },
      `the field \`bakewell\` of the package \`${name}\` names no file of it`,
    ],
    [
      "names no text",
      { [`node_modules/${name}/package.json`]: manifest({ bakewell: { policy: 1 } }) },
      `the field \`bakewell\` of the package \`${name}\` names no file of it`,
    ],
    [
      "extends a file out of it",
      { [`node_modules/${name}/bakewell.yaml`]: "name: x\nextends: [../../../other.yaml]\n", "other.yaml": strict },
      `node_modules/${name}/bakewell.yaml:2:11: \`extends\` names \`../../../other.yaml\`, which is outside the package in node_modules/${name}`,
    ],
    [
      "extends itself",
      { [`node_modules/${name}/bakewell.yaml`]: extending(name) },
      `the policy extends itself: node_modules/${name}/bakewell.yaml → node_modules/${name}/bakewell.yaml`,
    ],
    [
      "extends what extends it",
      {
        [`node_modules/${name}/bakewell.yaml`]: extending("acme-b"),
        "node_modules/acme-b/package.json": "{}",
        "node_modules/acme-b/bakewell.yaml": extending(name),
      },
      `the policy extends itself: node_modules/${name}/bakewell.yaml → node_modules/acme-b/bakewell.yaml → node_modules/${name}/bakewell.yaml`,
    ],
    [
      "is not valid",
      { [`node_modules/${name}/bakewell.yaml`]: "name: x\nclausess: []\n" },
      `node_modules/${name}/bakewell.yaml:2:1: the policy has no \`clausess\``,
    ],
  ])("says what is wrong with a package that %s", (_, more, said) => {
    expect(lint(folderOf(withPackage(more)))).toContain(said);
  });

  it("follows no link out of the root", () => {
    const outside = folderOf({ "package.json": manifest(), "bakewell.yaml": weak });
    const cwd = folderOf({ [deploy]: unlimited, "bakewell.yaml": extending(name) });
    link(cwd, `node_modules/${name}`, outside);
    expect(lint(cwd)).toContain(
      `bakewell.yaml:2:11: the package \`${name}\` is a link that leads out of the repository, and was not followed`,
    );
    rmSync(join(cwd, `node_modules/${name}`));
    write(cwd, { [`node_modules/${name}/package.json`]: manifest() });
    link(cwd, `node_modules/${name}/bakewell.yaml`, join(outside, "bakewell.yaml"));
    expect(lint(cwd)).toContain(`the package \`${name}\` has no policy`);
  });

  it("is not looked for above the root", () => {
    const outer = folderOf(withPackage({ "shop/bakewell.yaml": extending(name), [`shop/${deploy}`]: unlimited }));
    expect(bakewell({ cwd: outer }, "check", "shop").stderr).toContain(
      `the package \`${name}\` is not in node_modules`,
    );
  });
});

describe("a policy of a revision that extends a package", () => {
  const lock = (integrity = "sha512-AAAA", version = "1.2.0"): string =>
    JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version, integrity } } });
  const ignored = { ".gitignore": "node_modules/\n", "package-lock.json": lock() };
  const from = (cwd: string) => {
    const { stdout, stderr, status } = bakewell({ cwd }, "check", "--policy-from", "HEAD");
    return { status, said: stdout.split("\n").at(-3) ?? "", stderr };
  };
  const refused = (reason: string) => ({
    status: 2,
    said: "",
    stderr: `error: bakewell.yaml:2:11: the package \`${name}\` ${reason}\n  copy the policy into the repository, where git keeps it\n`,
  });

  it("takes it as it is installed, and says so, where the lockfile asks for the same", () => {
    const cwd = repositoryOf(withPackage(ignored));
    expect(from(cwd)).toMatchObject({
      status: 1,
      said: expect.stringMatching(
        /^node_modules\/@acme\/bakewell-policy\/bakewell\.yaml \(sha256:\w{12}\) is taken as it is installed: git does not have it at HEAD\.$/,
      ),
    });
  });

  it.each<readonly [string, Texts]>([
    ["the lockfile of the change asks for another", { "package-lock.json": lock("sha512-BBBB") }],
    ["the lockfile of the change asks for none", { "package-lock.json": "{}" }],
    ["another version is installed", { [`node_modules/${name}/package.json`]: manifest({ version: "1.3.0" }) }],
  ])("refuses it where %s", (_, change) => {
    const cwd = repositoryOf(withPackage(ignored));
    write(cwd, change);
    expect(from(cwd)).toEqual(refused("is not locked in package-lock.json as it is at HEAD"));
  });

  it("asks of other lockfiles that nothing in them changed", () => {
    const cwd = repositoryOf(
      withPackage({ ".gitignore": "node_modules/\n", "pnpm-lock.yaml": "lockfileVersion: '9.0'\n" }),
    );
    expect(from(cwd).status).toBe(1);
    write(cwd, { "pnpm-lock.yaml": "lockfileVersion: '9.1'\n" });
    expect(from(cwd)).toEqual(refused("is not locked in pnpm-lock.yaml as it is at HEAD"));
  });

  it("refuses it where nothing locks it", () => {
    const cwd = repositoryOf(withPackage({ ".gitignore": "node_modules/\n" }));
    expect(from(cwd)).toEqual(refused("is locked by no lockfile that git has at HEAD"));
  });

  it("reads what git has from the revision", () => {
    const cwd = repositoryOf(withPackage());
    write(cwd, { [`node_modules/${name}/bakewell.yaml`]: weak });
    expect(bakewell({ cwd }, "check").status).toBe(0);
    expect(from(cwd).status).toBe(1);
    rmSync(join(cwd, "node_modules"), { recursive: true });
    expect(from(cwd).status).toBe(1);
  });

  it("refuses one that the change brings nearer", () => {
    const cwd = repositoryOf(
      withPackage({
        ...ignored,
        ".gitignore": "/node_modules/\n",
        "config/p.yaml": extending(name),
        "bakewell.yaml": "name: shop\nextends: [config/p.yaml]\n",
      }),
    );
    expect(from(cwd).status).toBe(1);
    write(
      cwd,
      withPackage(
        {
          [`config/node_modules/${name}/bakewell.yaml`]: weak,
          "bakewell.yaml": "name: shop\nextends: [config/p.yaml]\n",
        },
        `config/node_modules/${name}`,
      ),
    );
    commit(cwd, "Bring one");
    const { status, stderr } = bakewell({ cwd }, "check", "--policy-from", "HEAD~1");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: config/p.yaml:2:11: the package \`${name}\` is in config/node_modules/${name}, which git does not have at HEAD~1: the change that is judged could have brought it\n  copy the policy into the repository, where git keeps it\n`,
    });
  });

  it("reads a package of the repository itself from the revision, by its name there", () => {
    const cwd = repositoryOf({
      ...withPackage({ ".gitignore": "node_modules\n" }, "packages/policy"),
      "packages/other/package.json": '{"name":"other"}',
      "packages/other/bakewell.yaml": weak,
    });
    link(cwd, `node_modules/${name}`, "../../packages/policy");
    write(cwd, { "packages/policy/bakewell.yaml": weak });
    expect(bakewell({ cwd }, "check").status).toBe(0);
    expect(from(cwd).status).toBe(1);
    rmSync(join(cwd, `node_modules/${name}`));
    link(cwd, `node_modules/${name}`, "../../packages/other");
    expect(from(cwd)).toEqual(
      refused("is in packages/other, which git does not have at HEAD: the change that is judged could have brought it"),
    );
  });
});
