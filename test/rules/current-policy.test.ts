import { expect, test } from "vitest";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Governance, Group, Mention } from "#model/governance.ts";
import type { Ownership } from "#model/repository.ts";
import { ask, at, governance, repository } from "./build.ts";

const file = "bakewell.yaml";
const whole: Partial<Governance> = {
  owner: declared("team:acme/platform", at(2, file)),
  version: declared("1.2.0", at(3, file)),
  reviewed: declared("2026-09-01", at(4, file)),
};
const judged = (
  over: Partial<Governance> = {},
  ownership: Fact<Ownership> = absent(at(1, "CODEOWNERS")),
  written = {},
) => ask("current-policy", repository([], { ownership }), written, undefined, governance({ ...whole, ...over }));
const group = (name: string, members: readonly string[], line = 6): Group => ({ name, members, at: at(line, file) });
const asks = (name: string, count = 1, over: Partial<Mention> = {}): Mention => ({
  group: name,
  at: at(12, file),
  count: declared(count, at(12, file)),
  among: [name],
  byAuthor: false,
  ...over,
});
const owned = (...owners: readonly string[]): Fact<Ownership> =>
  declared(
    { file: "CODEOWNERS", paths: [{ path: "deploy.yml", owners: declared(owners, at(2, "CODEOWNERS")) }] },
    at(1, "CODEOWNERS"),
  );

test("an owner, a version and a review in the period pass with their places", () => {
  expect(judged()).toEqual({
    outcome: "pass",
    reason: "has the policy `shop` 1.2.0 of team:acme/platform, reviewed on 2026-09-01",
    places: [at(4, file), at(2, file), at(3, file)],
  });
});

test("a review that was too long ago, or has not come, is none", () => {
  const on = (day: string, within?: string) =>
    judged({ reviewed: declared(day, at(4, file)) }, undefined, within ? { within } : {});
  expect(on("2025-11-24")).toEqual({
    outcome: "fail",
    reason: "has a policy that was last reviewed on 2025-11-24, longer ago than 365 d",
    places: [at(4, file)],
    remedy: "review it, and write the day: `reviewed: …`",
  });
  expect(on("2025-11-25").outcome).toBe("pass");
  expect(on("2026-09-01", "P30D").outcome).toBe("fail");
  expect(on("2026-11-26").outcome).toBe("pass");
  expect(on("2026-11-27")).toMatchObject({
    outcome: "fail",
    reason: "has a policy that was reviewed on 2026-11-27, a day that has not come",
  });
});

test("what it does not say of itself fails, together", () => {
  const none = absent(at(1, file));
  expect(judged({ owner: none, version: none, reviewed: none })).toEqual({
    outcome: "fail",
    reason:
      "has a policy that does not say when it was last reviewed; has a policy that nobody owns; has a policy without a version",
    places: [at(1, file)],
    remedy:
      "review it, and write `reviewed: 2026-11-25`\n\nwrite who answers for it: `owner: team:acme/platform`\n\nwrite `version: 1.0.0`",
  });
  expect(judged({ owner: none })).toMatchObject({ outcome: "fail", reason: "has a policy that nobody owns" });
});

test("a built-in policy is said to be one, at the repository", () => {
  const builtin = at(1, "builtin:essential.yaml");
  expect(judged({ policy: "essential", at: builtin })).toEqual({
    outcome: "pass",
    reason:
      "has the policy `essential` 1.2.0 of team:acme/platform, reviewed on 2026-09-01: it is built in, and no policy of its own is written",
    places: [at(1, ".")],
  });
  expect(judged({ policy: "essential", at: builtin, reviewed: declared("2024-01-01", builtin) })).toMatchObject({
    outcome: "fail",
    remedy: "take a newer version of Bakewell, or write a policy of its own: `extends: [essential]`",
    places: [at(1, ".")],
  });
});

test("a group that nothing uses fails; one that is only named, lists a team, or comes from a base does not", () => {
  const groups = [group("release", ["user:mina", "user:tobias"])];
  expect(judged({ groups })).toEqual({
    outcome: "fail",
    reason: "has a policy that lists the group `release`, which nothing in it uses",
    places: [at(6, file)],
    remedy: "take it out, or ask for its approval",
  });
  const told = { group: "Release", at: at(20, file), count: absent(at(20, file)), among: [], byAuthor: false };
  expect(judged({ groups, mentions: [told] }).outcome).toBe("pass");
  expect(judged({ groups: [group("team:acme/ops", ["user:mina"])] }).outcome).toBe("pass");
  expect(judged({ groups: [{ ...group("ops", []), at: at(1, "base.yaml") }] }).outcome).toBe("pass");
});

test("a group that is smaller than what is asked of it fails, and two that count together do not", () => {
  const groups = [group("release", ["user:mina", "user:Mina"]), group("ops", ["user:tobias"], 7)];
  const mentions = [asks("release", 2), asks("group:ops")];
  expect(judged({ groups, mentions })).toEqual({
    outcome: "fail",
    reason: "has a policy that asks 2 of `release` to approve, of 1 person",
    places: [at(12, file), at(6, file)],
    remedy: "name more people, or ask fewer of them",
  });
  const among = ["release", "group:ops"];
  const together = [asks("release", 2, { among }), asks("group:ops", 2, { among })];
  expect(judged({ groups, mentions: together }).outcome).toBe("pass");
});

test("teams whose members are not written leave it open", () => {
  const groups = [group("release", ["team:acme/release"])];
  expect(judged({ groups, mentions: [asks("release", 2)] })).toEqual({
    outcome: "unknown",
    reason: "whether `release` has the 2 people who must approve is not written",
    places: [at(12, file), at(6, file)],
    remedy: "list the members of its teams under `groups` in the policy: `team:acme/ops: [user:mina]`",
  });
  expect(judged({ groups, mentions: [asks("release", 1)] }).outcome).toBe("pass");
  const listed = [...groups, group("team:acme/release", ["user:mina", "user:tobias"], 8)];
  expect(judged({ groups: listed, mentions: [asks("release", 2)] }).outcome).toBe("pass");
});

test("a group of the one who alone owns what is deployed approves nothing", () => {
  const groups = [group("release", ["user:Mina"])];
  const mentions = [asks("release")];
  expect(judged({ groups, mentions }, owned("@mina"))).toEqual({
    outcome: "fail",
    reason: "has a policy by which user:mina alone approves as `release`, and alone owns its deployment configuration",
    places: [at(12, file), at(6, file), at(1, "CODEOWNERS")],
    remedy: "name another person who approves",
  });
  expect(judged({ groups, mentions }, owned("@mina", "@tobias")).outcome).toBe("pass");
  expect(judged({ groups, mentions: [asks("release", 1, { byAuthor: true })] }, owned("@mina")).outcome).toBe("pass");
  const why = unknown("settings", "owners are settings", at(1, "CODEOWNERS"));
  expect(judged({ groups, mentions }, why)).toMatchObject({ outcome: "unknown", reason: "owners are settings" });
  const path = { path: "deploy.yml", owners: unknown("invalid", "its line is no pattern", at(2, "CODEOWNERS")) };
  const doubtful = declared({ file: "CODEOWNERS", paths: [path] }, at(1, "CODEOWNERS"));
  expect(judged({ groups, mentions }, doubtful)).toMatchObject({
    outcome: "unknown",
    reason: "its line is no pattern",
    places: [at(2, "CODEOWNERS")],
  });
});
