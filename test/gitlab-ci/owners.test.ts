import { describe, expect, it } from "vitest";
import { valueOf } from "#model/fact.ts";
import { read } from "./reading.ts";

const pipeline = "test: {script: [make]}\n";
const ownersOf = (text: string, path: string, file = "CODEOWNERS") =>
  read({ ".gitlab-ci.yml": pipeline, [file]: text }).owners?.(path);

describe("code owners", () => {
  it("are of the last line that matches", () => {
    const text = "* @acme/all\n*.yml @acme/ops # pipelines\n/ci/ @mina\n/docs/*.md @docs\n";
    expect(valueOf(ownersOf(text, ".gitlab-ci.yml")!)).toEqual(["@acme/ops"]);
    expect(ownersOf(text, "ci/deploy/one.yml")).toMatchObject({
      value: ["@mina"],
      at: { file: "CODEOWNERS", line: 3 },
    });
    expect(valueOf(ownersOf(text, "docs/a.md")!)).toEqual(["@docs"]);
    expect(valueOf(ownersOf(text, "docs/a/b.md")!)).toEqual(["@acme/all"]);
  });

  it("are those of every section that must approve", () => {
    const text =
      "* @all\n[Operations][2] @ops\n*.yml\n/ci/ @mina\n^[Optional]\n*.yml @nobody\n[operations]\ndeploy.yml @late\n";
    expect(valueOf(ownersOf(text, ".gitlab-ci.yml")!)).toEqual(["@all", "@ops"]);
    expect(valueOf(ownersOf(text, "ci/one.yml")!)).toEqual(["@all", "@mina"]);
    expect(valueOf(ownersOf(text, "ci/deploy.yml")!)).toEqual(["@all", "@late"]);
  });

  it("are none where a line excludes a path, or names nobody", () => {
    const text = "* @all\n!*.lock\n/vendor/\n";
    expect(ownersOf(text, "a.lock")).toMatchObject({ state: "absent", at: { line: 2 } });
    expect(ownersOf(text, "vendor/a.js")).toMatchObject({ state: "absent", at: { line: 3 } });
  });

  it("stand in the first of three files", () => {
    const files = { ".gitlab-ci.yml": pipeline, "docs/CODEOWNERS": "* @docs\n", ".gitlab/CODEOWNERS": "* @gitlab\n" };
    const { owners, ownersFile } = read(files);
    expect([valueOf(owners!("a")), ownersFile]).toEqual([["@docs"], "docs/CODEOWNERS"]);
    expect(read({ ".gitlab-ci.yml": pipeline })).toMatchObject({ ownersFile: "CODEOWNERS" });
  });
});
