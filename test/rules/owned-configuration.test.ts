import { expect, test } from "vitest";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Ownership, OwnedPath } from "#model/repository.ts";
import { ask, at, repository } from "./build.ts";

const judged = (ownership: Fact<Ownership>) => ask("owned-configuration", repository([], { ownership }));
const owners = (...paths: readonly OwnedPath[]) => judged(declared({ file: "CODEOWNERS", paths }, at(1, "CODEOWNERS")));
const owned = (path: string, line: number): OwnedPath => ({
  path,
  owners: declared(["@acme/platform"], at(line, "CODEOWNERS")),
});
const unowned = (path: string, line: number): OwnedPath => ({ path, owners: absent(at(line, "CODEOWNERS")) });

test("owners for every path pass", () => {
  expect(owners(owned("deploy.yml", 2))).toEqual({
    outcome: "pass",
    reason: "has owners for its deployment configuration",
    places: [at(2, "CODEOWNERS")],
  });
});

test("paths without owners fail by their names", () => {
  expect(owners(owned("deploy.yml", 2), unowned("bakewell.yaml", 3))).toEqual({
    outcome: "fail",
    reason: "has no owner for `bakewell.yaml`",
    places: [at(3, "CODEOWNERS")],
    remedy: "name owners in CODEOWNERS for `bakewell.yaml`",
  });
});

test("no list fails", () => {
  expect(judged(absent(at(1, "CODEOWNERS")))).toEqual({
    outcome: "fail",
    reason: "has no list of code owners",
    places: [at(1, "CODEOWNERS")],
    remedy: "write one that names an owner for its deployment configuration",
  });
});

test("a list that is not here is unknown, and an empty repository is not asked", () => {
  expect(judged(unknown("settings", "owners are settings", at(1))).outcome).toBe("unknown");
  expect(owners().outcome).toBe("not-applicable");
});
