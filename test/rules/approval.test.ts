import { expect, test } from "vitest";
import { broken } from "#model/assurance.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import type { Group } from "#model/governance.ts";
import { approval, askOf, at, governance, production, whole } from "./build.ts";

const judged = (over: Partial<Approval>, written: object = {}) =>
  askOf(
    "approval",
    [production("production", 10, { approvals: whole(approval("managers", 12, over)) })],
    "production",
    written,
  );
const from = ["team:acme/release-managers"];

const group = (name: string, line: number, ...members: readonly string[]): Group => ({
  name,
  members,
  at: at(line, "bakewell.yaml"),
});
const groups = [
  group("leads", 2, "user:mina", "user:tobias", "group:founders"),
  group("founders", 3, "user:noor"),
  group("security", 4, "user:ana", "user:mina"),
  group("solo", 5, "user:mina", "user:dependabot[bot]"),
  group("ops", 6, "team:acme/ops"),
];
/** Several approvals, each of the people that it names, asked of one stage. */
const together = (
  written: object,
  asks: readonly (readonly [number, ...string[]])[],
  listed: readonly Group[] = groups,
) => {
  const approvals = asks.map(([count, ...people], index) =>
    approval(`gate ${index + 1}`, 20 + index, { count: declared(count, at(20 + index)), from: whole(...people) }),
  );
  const { outcome, reason, places } = askOf(
    "approval",
    [production("production", 10, { approvals: whole(...approvals) })],
    "production",
    written,
    {},
    governance({ groups: listed }),
  );
  return `${outcome} ${places[0]?.file === "bakewell.yaml" ? `${places[0].line} ` : ""}${reason}`;
};

test("enough of the right people pass", () => {
  expect(judged({}, { from })).toEqual({
    outcome: "pass",
    reason:
      "waits for `managers`; may not be approved by the author of the change or the one who starts the run; may not begin without `managers`; asks 1 to approve; is approved by team:acme/release-managers",
    places: [at(12)],
  });
});

test("too few fail", () => {
  expect(judged({}, { count: 2 })).toEqual({
    outcome: "fail",
    reason: "asks 1 to approve, fewer than 2",
    places: [at(12)],
    remedy: "let `managers` ask 2 to approve",
  });
});

test("the author and a bypass fail unless the policy lets them", () => {
  const lax = { byAuthor: declared(true, at(13)), bypass: declared(true, at(14)) };
  expect(judged(lax)).toMatchObject({
    outcome: "fail",
    reason: "may be approved by the author of the change; may begin without `managers`",
    places: [at(13), at(14)],
  });
  expect(judged(lax, { "by-author": true, bypass: true }).outcome).toBe("pass");
});

test("other people fail; a group of unnamed members leaves it unknown", () => {
  const others = { from: whole("user:noor") };
  expect(judged(others, { from: ["user:mina"] })).toMatchObject({
    outcome: "fail",
    reason: "may be approved by user:noor",
    places: [at(12)],
  });
  expect(judged(others, { from: ["user:mina", "team:acme/ops"] })).toMatchObject({
    outcome: "unknown",
    reason: "whether user:noor is of team:acme/ops is not written",
  });
  expect(judged(others, { from: ["release-managers"] })).toMatchObject({
    outcome: "unknown",
    reason: "whether user:noor is of release-managers is not written",
  });
  expect(judged({ from: whole() }, { from })).toMatchObject({
    outcome: "fail",
    reason: "may be approved by anyone whom `managers` lets",
  });
});

test("an approval that a route goes round fails", () => {
  expect(judged({ everyRoute: broken("`hotfix` starts it directly", at(15)) })).toMatchObject({
    outcome: "fail",
    reason: "need not wait for `managers`: `hotfix` starts it directly",
    places: [at(15)],
  });
});

test("what is not written about it is unknown", () => {
  expect(judged({ count: absent(at(16)) })).toMatchObject({
    outcome: "unknown",
    reason: "how many must approve `managers` is not written",
    places: [at(16)],
  });
  expect(judged({ byAuthor: absent(at(16)) })).toMatchObject({
    outcome: "unknown",
    reason: "whether the author of the change may approve it is not written",
  });
});

test("nobody may go on without it unless someone is given the right", () => {
  expect(judged({ bypass: absent(at(16)) }).outcome).toBe("pass");
});

test("none fails, and settings leave it unknown", () => {
  expect(askOf("approval", [production("production", 10)], "production")).toEqual({
    outcome: "fail",
    reason: "begins without an approval",
    places: [at(10)],
    remedy: "let 1 or more people approve before it begins",
  });
  const approvals = listing(
    [],
    unknown("settings", "the approvers of `production` are settings", at(11), "export them"),
  );
  expect(askOf("approval", [production("production", 10, { approvals })], "production")).toEqual({
    outcome: "unknown",
    reason: "the approvers of `production` are settings",
    places: [at(11)],
    remedy: "export them",
  });
});

test("a preview is not asked", () => {
  expect(askOf("approval", [production("preview", 10, { role: "preview" })], "preview").outcome).toBe("not-applicable");
});

test("people are those of groups in groups, and those whom the policy puts in a team", () => {
  const written = { from: ["leads"] };
  expect(together(written, [[1, "user:Noor", "user:mina"]])).toMatch(/^pass /);
  expect(together(written, [[1, "team:acme/ops"]])).toBe("fail may be approved by team:acme/ops");
  const listed = [...groups, group("team:acme/ops", 7, "user:mina", "user:noor")];
  expect(together(written, [[1, "team:acme/ops"]], listed)).toMatch(/^pass /);
  expect(together({ from: ["ops"] }, [[1, "user:mina"]])).toBe(
    "unknown whether user:mina is of team:acme/ops is not written",
  );
});

test("a plain name is the user or the team that the policy knows", () => {
  expect(together({ from: ["leads"] }, [[1, "mina", "Tobias"]])).toMatch(/^pass /);
  expect(together({ from: ["ops"] }, [[1, "ops"]])).toMatch(/^pass /);
  expect(together({ from: ["leads"] }, [[1, "omar"]])).toBe("fail may be approved by omar");
  expect(together({ from: ["ops"] }, [[1, "omar"]])).toBe("unknown whether omar is of team:acme/ops is not written");
});

test("two of one environment's reviewers cannot be asked for", () => {
  const one = { askable: 1, from: whole("user:mina", "user:tobias") };
  expect(judged(one, { count: 2 })).toMatchObject({
    outcome: "fail",
    reason: "asks 1 of 2 to approve, fewer than 2, and cannot be made to ask more than 1",
    remedy: "let different people give 2 approvals one after the other, each with reviewers of its own",
  });
});

test("several approvals add up where different people must give them", () => {
  const two = { count: 2 };
  expect(
    together(two, [
      [1, "user:mina"],
      [1, "user:noor", "user:ana"],
    ]),
  ).toMatch(/^pass is approved by 2 different people in `gate 1` and `gate 2`; waits for `gate 1`/);
  expect(
    together(two, [
      [1, "user:mina", "user:ana"],
      [1, "user:noor", "user:ana"],
    ]),
  ).toBe(
    "fail asks 1 of 2 to approve, fewer than 2; may be approved by fewer than 2 of the wanted people in `gate 1` and `gate 2` together",
  );
  expect(
    together(two, [
      [1, "team:acme/ops"],
      [1, "team:acme/web"],
    ]),
  ).toBe("unknown whether 2 different people approve in `gate 1` and `gate 2` together is not written");
});

test("all of several groups must be asked, and nobody counts for two of them", () => {
  const both = { from: { all: ["leads", "security"] } };
  expect(
    together(both, [
      [1, "user:tobias", "user:noor"],
      [1, "user:ana"],
    ]),
  ).toMatch(/^pass /);
  expect(together(both, [[2, "user:tobias", "user:ana"]])).toMatch(/^pass .*; asks 2 to approve; is approved by /);
  expect(together(both, [[2, "user:tobias", "user:noor", "user:ana"]])).toBe(
    "fail may be approved without 1 of security",
  );
  expect(
    together(both, [
      [1, "user:mina"],
      [1, "user:mina"],
    ]),
  ).toMatch(/^fail asks 1 to approve, fewer than 2; /);
  expect(
    together({ from: { any: ["leads", "security"] }, count: 2 }, [[2, "user:tobias", "user:noor", "user:ana"]]),
  ).toMatch(/^pass /);
});

test("more than enough names make up for one that is not wanted", () => {
  expect(together({ from: ["leads"] }, [[2, "user:mina", "user:omar"]])).toMatch(/^pass /);
  expect(together({ from: ["leads"], count: 2 }, [[2, "user:mina", "user:noor", "user:omar"]])).toBe(
    "fail may be approved by user:omar",
  );
});

test("what calls itself a robot or automation is no person", () => {
  for (const name of ["user:release-robot", "user:ship.automation", "user:robot-release"])
    expect(together({}, [[1, "user:mina", name]])).toBe(`fail may be approved by ${name}, which is no person`);
  expect(together({}, [[1, "user:mina", "user:abbot"]])).toMatch(/^pass/);
});

test("a bot is no person, unless the policy says so", () => {
  const asks = [[1, "user:mina", "user:dependabot[bot]"]] as const;
  expect(together({}, asks)).toBe("fail may be approved by user:dependabot[bot], which is no person");
  expect(together({ automation: true }, asks)).toMatch(/^pass /);
});

test("a group that is smaller than what is asked of it fails where the policy lists it", () => {
  const asks = [[2, "user:mina", "user:ana"]] as const;
  expect(together({ from: ["solo"], count: 2 }, asks)).toMatch(/^fail 5 needs 2 of solo, which has 1 person/);
  expect(together({ from: ["security"], "group-size": 3 }, asks)).toBe(
    "fail 4 is approved by security, which has 2 people, fewer than 3",
  );
  expect(together({ from: ["ops"], "group-size": 3 }, [[1, "team:acme/ops"]])).toBe(
    "unknown 6 whether ops has 3 people or more is not written",
  );
  expect(together({ from: { all: ["solo", "founders"] } }, [[2, "user:mina", "user:noor"]])).toMatch(/^pass /);
  const shared = [group("one", 2, "user:mina"), group("other", 3, "user:mina")];
  expect(together({ from: { all: ["one", "other"] } }, [[1, "user:mina"]], shared)).toMatch(
    /^fail 2 needs 2 different people of one and other, which share too many/,
  );
});

test("the one who starts the run may not approve it, where the policy does not say so", () => {
  const starter = { byStarter: declared(true, at(13)) };
  expect(judged(starter)).toMatchObject({ outcome: "fail", reason: "may be approved by the one who starts the run" });
  expect(judged(starter, { "by-initiator": true }).outcome).toBe("pass");
});
