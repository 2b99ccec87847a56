import { expect, test } from "vitest";
import type { Protocol } from "#model/emergency.ts";
import { absent, declared, listing, unknown } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Repository } from "#model/repository.ts";
import { approval, ask, at, production, repository, staging, plan, whole } from "../rules/build.ts";
import { canary, deploy, hotfix, sound } from "./lanes.ts";
import { governedBy, protocol, soundGovernance, soundPolicy } from "./protocol.ts";

const asked = (over: Partial<Protocol> = {}, around: Partial<Governance> = {}, subject: Repository = sound()) =>
  ask("emergency-protocol", subject, {}, undefined, soundGovernance(over, around));

/** Where a text stands in `soundPolicy`, changed or not. */
function placeIn(text: string, policy = soundPolicy) {
  const lines = policy.split("\n");
  const line = lines.findIndex((each) => each.includes(text));
  return { file: "bakewell.yaml", line: line + 1, column: (lines[line]?.indexOf(text) ?? 0) + 1 };
}

/** The verdict on `soundPolicy` with a text of it replaced, and that policy. */
function changed(from: string, to: string, subject: Repository = sound(), written: object = {}) {
  if (!soundPolicy.includes(from)) throw new Error(`the policy has no ${from}`);
  const text = soundPolicy.replace(from, to);
  return { verdict: ask("emergency-protocol", subject, written, undefined, governedBy(text)), text };
}

test("a sound protocol passes", () => {
  expect(asked()).toEqual({
    outcome: "pass",
    reason: "has the sound protocol `shop-emergency`",
    places: [placeIn("emergency:")],
  });
});

test("none fails", () => {
  const verdict = ask("emergency-protocol", sound(), {}, undefined, governedBy("name: shop"));
  expect(verdict).toMatchObject({
    outcome: "fail",
    reason: "has no protocol for emergencies",
    places: [{ file: "bakewell.yaml", line: 1, column: 1 }],
  });
});

/** A change of `soundPolicy`, what is said of it, and at which text. */
const flawed: readonly (readonly [from: string, to: string, reason: string, place: string, remedy: string])[] = [
  [
    "for: [revert]",
    "for: [revert, reverts]",
    "says who approves `reverts`, which is no criterion",
    "reverts]",
    "did you mean `revert`?",
  ],
  [
    ", evidence: [advisory] }",
    " }",
    "asks no evidence for `exploited`",
    "{ id: exploited",
    "write what a declaration must give: `evidence: [incident]`",
  ],
  [
    "for: [active-incident, breach, exploited]",
    "for: [active-incident, breach]",
    "does not say who approves `exploited`",
    "{ id: exploited",
    "add `{ for: [exploited], from: […], count: 2 }` to `approvals`",
  ],
  [
    "kind: security-breach",
    "kind: safety",
    "has no criterion of the kind `security-breach`",
    "emergency:",
    "add a criterion of the kind `security-breach`",
  ],
  [
    "kind: vulnerability-exposure",
    "kind: safety",
    "has no criterion of the kind `vulnerability-exposure`",
    "emergency:",
    "add a criterion of the kind `vulnerability-exposure`",
  ],
  [
    "from: [incident-commanders], count: 1",
    "from: [incident-commander], count: 1",
    "names the group `incident-commander`, which there is not",
    "incident-commander], count: 1",
    "did you mean `incident-commanders`?",
  ],
  [
    'alert: ["team:acme/security"]',
    "alert: [security]",
    "names the group `security`, which there is not",
    "security] }",
    "list its members under `groups` in the policy",
  ],
  [
    '"user:mina", "user:tobias", "user:ada"',
    '"user:mina", "user:tobias"',
    "asks 2 of `incident-commanders` to approve, of 2 people: whoever asks for the emergency does not count",
    "{ for: [active-incident",
    "name 3 people or more",
  ],
  [
    "exploited], from: [incident-commanders], count: 2 }",
    "exploited], from: [incident-commanders], count: 2, afterwards: PT1H }",
    "lets `active-incident` be approved after the deployment, and it is no revert; lets `breach` be approved after the deployment, and it is no revert; lets `exploited` be approved after the deployment, and it is no revert",
    "active-incident, breach, exploited]",
    "take `afterwards` away, or say `self-approval-on-call: true`",
  ],
  [
    "never-skip: [build, smoke-test, security-scan, automatic-halt, approval]",
    "never-skip: []",
    "names no gate that an emergency never skips",
    "emergency:",
    "name them: `never-skip: [build, smoke-test]`",
  ],
  [
    "check: integration-test, within",
    "check: smoke-test, within",
    "never skips `smoke-test`, and lets it run after the deployment",
    "smoke-test, within",
    "keep it under `never-skip` or under `defer`",
  ],
  [
    "automatic-halt, approval]",
    "automatic-halt, recovery]",
    "never skips `recovery`, which the policy does not ask of production routinely",
    "recovery]",
    "ask it in a clause of the policy, or leave it out",
  ],
  [
    "{ check: integration-test, within: PT4H }",
    "{ check: compliance, within: PT4H }",
    "lets wait `compliance`, which the policy does not ask of production routinely",
    "compliance, within",
    "ask it in a clause of the policy, or leave it out",
  ],
  [
    "check: integration-test, within: PT4H",
    "check: integration-test, within: P2D",
    "lets `integration-test` wait for 2 d, longer than the 1 d for all that is owed",
    "integration-test, within",
    "let it wait for 1 d at most, or raise `owed`",
  ],
  [
    "factor: 0.1, floor: 10m",
    "factor: 0, floor: 0s",
    "may shorten a bake to nothing",
    "0, floor",
    "write a floor above zero: `floor: 10m`",
  ],
  [
    "factor: 0.1, floor: 10m, stages: { canary: 15m }",
    "factor: 0, floor: 10m, stages: { canary: 0s }",
    "may shorten the bake of `canary` to nothing",
    "canary: 0s",
    "write a floor above zero: `floor: 10m`",
  ],
  [
    "merge: [wave-2, wave-3]",
    "merge: [canary, wave-3]",
    "keeps the stage `canary`, and lets it be left out",
    "canary, wave-3]",
    "keep it under `keep` or under `merge`",
  ],
  [
    "keep: [canary]",
    "keep: [canary, ring-0]",
    "keeps the stage `ring-0`, and no plan has one",
    "ring-0]",
    "write the name of a stage: `bakewell plan` shows them",
  ],
  [
    "longest: PT4H",
    "longest: 20m",
    "gives access for 20 min, and `deploy` bakes 24 min even in an emergency",
    "20m, renewals",
    "let `longest` be 24 min or more",
  ],
  [
    "  response-plan: docs/emergency-response.md\n",
    "",
    "names no plan for emergencies that it is aligned with",
    "",
    "write `response-plan: docs/emergency-response.md`",
  ],
  ["  owed: P1D\n", "", "does not say when what is owed must be done", "", "write `owed: P1D`"],
  ["longest: PT4H, ", "", "does not say how long access is given for", "", "write `elevation: { longest: PT4H }`"],
  [
    "within: 5 business days, ",
    "",
    "does not say when an emergency is reviewed",
    "",
    "write `review: { within: 5 business days }`",
  ],
  ["merge: P1D, ", "", "does not say when the change must be on trunk", "", "write `reconcile: { merge: P1D }`"],
  [", markers: PT8H", "", "does not say when markers must be gone", "", "write `reconcile: { markers: PT8H }`"],
  [
    "not-by: [requester, author]",
    "not-by: [requester]",
    "lets the requester or the author review the emergency",
    "review: {",
    "write `not-by: [requester, author]`",
  ],
  [
    "{ plan: hotfix }",
    "{ plan: hotfx }",
    "names the route `hotfx`, and no plan is called that",
    "{ plan: hotfx",
    "did you mean `hotfix`?",
  ],
  [
    "switch: skip-tests",
    "switch: skip",
    "names the switch `skip` of `deploy`, by which nothing is skipped there",
    "{ plan: deploy",
    "take it off `routes`, or write the name of the input",
  ],
];

test.each(flawed)("%s → %s", (from, to, reason, place, remedy) => {
  const { verdict, text } = changed(from, to);
  expect(verdict.outcome).toBe("fail");
  expect([verdict.reason.slice(0, reason.length), verdict.remedy?.slice(0, remedy.length)]).toEqual([reason, remedy]);
  expect(verdict.places[0]?.file).toBe("bakewell.yaml");
  expect(place === "" ? place : verdict.places[0]).toEqual(place && placeIn(place, text));
});

test("whatever it is may be approved afterwards where those on call may approve an own change", () => {
  const approvals = protocol().approvals.map((rule) => ({ ...rule, afterwards: declared(3600, rule.at) }));
  expect(asked({ approvals }).outcome).toBe("fail");
  expect(asked({ approvals, selfApprovalOnCall: declared(true, at(9)) }).outcome).toBe("pass");
});

test("groups in groups are counted, each person once", () => {
  const grouped = (members: string) =>
    changed('["user:mina", "user:tobias", "user:ada"]', `["group:on-call", "user:mina"]\n  on-call: [${members}]`)
      .verdict;
  expect(grouped('"user:ada", "user:tobias"').outcome).toBe("pass");
  expect(grouped('"user:ada", "user:Mina"').outcome).toBe("fail");
});

test("a team may have enough members", () => {
  const { verdict, text } = changed(
    '"user:mina", "user:tobias", "user:ada"',
    '"user:mina", "user:ada", "team:acme/on-call"',
  );
  expect(verdict).toMatchObject({
    outcome: "unknown",
    reason:
      "whether team:acme/on-call has enough members is not written: 2 of `incident-commanders` must approve an emergency, beside the one who asks",
    places: [placeIn("{ for: [active-incident", text)],
    remedy: "list the members by name under `groups` in the policy: `user:mina`",
  });
});

test("a factor without a floor leaves what it leaves of a routine bake, and nothing where there is none", () => {
  expect(changed("factor: 0.1, floor: 10m", "factor: 0.1").verdict.outcome).toBe("pass");
  const none = protocol({ acceleration: { ...protocol().acceleration, bakeFloor: absent(at(9)), stageFloors: [] } });
  const { routine } = soundGovernance();
  const verdict = asked(none, { routine: { ...routine, bake: absent(at(1)) } });
  expect(verdict).toMatchObject({ outcome: "fail", reason: "may shorten a bake to nothing" });
});

test("a bake that is not shortened needs no floor", () => {
  const acceleration = {
    ...protocol().acceleration,
    bakeFactor: absent(at(9)),
    bakeFloor: absent(at(9)),
    stageFloors: [],
  };
  expect(
    asked({ routes: [], acceleration, elevation: { ...protocol().elevation, longest: declared(14_400, at(9)) } })
      .outcome,
  ).toBe("pass");
});

test("access outlasts the longest way, branches apart, with floors and what is not known of it", () => {
  const chain = (bake = declared(14_400, at(41))) =>
    plan([
      staging("staging", 10, { bake: declared(60_000, at(11)) }),
      canary({ after: ["staging"], bake }),
      production("left", 60, { after: ["canary"], bake: declared(100_000, at(61)) }),
      production("right", 70, { after: ["canary"], bake: declared(1, at(71)) }),
      production("end", 80, { after: ["left", "right"], bake: declared(900_000, at(81)) }),
    ]);
  const lasting = (longest: number, subject = chain()) =>
    asked(
      { routes: [], elevation: { ...protocol().elevation, longest: declared(longest, at(9)) } },
      {},
      repository([subject]),
    );
  expect(lasting(6000 + 1440 + 10_000).outcome).toBe("pass");
  expect(lasting(6000 + 1440 + 10_000 - 1)).toMatchObject({ outcome: "fail", places: [at(9), at(1)] });
  const open = unknown("settings", "the wait is set elsewhere", at(41), "see there");
  expect(lasting(20_000, plan([canary({ bake: open }), production("end", 80, { after: ["canary"] })]))).toMatchObject({
    outcome: "unknown",
    reason: "how long `deploy` bakes in an emergency is not known: the wait is set elsewhere",
    remedy: "see there",
  });
});

test.each([
  ["5 business days", 5, "pass"],
  ["6 business days", 5, "fail"],
  ["P7D", 5, "pass"],
  ["P8D", 5, "fail"],
  ["P3D", 3, "pass"],
  ["P4D", 3, "fail"],
  ["P14D", undefined, "pass"],
])("a review within %s where a framework sets %s business days: %s", (within, review, outcome) => {
  const { verdict, text } = changed("within: 5 business days", `within: ${within}`, sound(), review ? { review } : {});
  expect(verdict.outcome).toBe(outcome);
  expect(verdict.places).toEqual([placeIn(outcome === "fail" ? within : "emergency:", text)]);
});

test("a late drill and a late review are said, and fail nothing", () => {
  const { verdict } = changed("drilled: 2026-08-14", "drilled: 2026-05-01");
  expect(verdict).toMatchObject({
    outcome: "pass",
    reason: "has the sound protocol `shop-emergency`; its last drill was on 2026-05-01, and there is one every 180 d",
  });
  expect(changed("  drilled: 2026-08-14\n", "").verdict).toMatchObject({
    outcome: "pass",
    reason: "has the sound protocol `shop-emergency`; no drill of it is written down",
  });
  expect(changed("reviewed: 2026-09-01", "reviewed: 2026-01-01").verdict).toMatchObject({
    outcome: "pass",
    reason: "has the sound protocol `shop-emergency`; it was last reviewed on 2026-01-01, and there is one every 180 d",
  });
});

test("a route must reach production and keep to the protocol", () => {
  const only = plan([staging("staging", 10)], { name: "hotfix" });
  expect(asked({}, {}, sound(deploy(), only))).toMatchObject({
    outcome: "fail",
    reason: "names the route `hotfix`, which does not reach production",
  });
  expect(asked({}, {}, sound(deploy(), hotfix({ bake: declared(60, at(41)) })))).toMatchObject({
    outcome: "fail",
    reason: "has the route `hotfix`, which bakes `canary` for 1 min, less than the 15 min that the protocol leaves",
    places: [at(41)],
  });
});

test("a repository without plans need not have the routes", () => {
  expect(asked({}, {}, repository([])).outcome).toBe("pass");
});

test("not anyone may approve on a route for emergencies", () => {
  const from = (listed: Parameters<typeof approval>[2]) =>
    sound(deploy(), hotfix({ approvals: whole(approval("one", 33, listed)) }));
  expect(asked({}, {}, from({ from: whole() }))).toMatchObject({
    outcome: "fail",
    reason: "lets anyone approve `one` of its route `hotfix`",
    places: [at(33)],
  });
  const open = (settle: string) => listing<never>([], unknown("settings", "who approves is a setting", at(34), settle));
  expect(asked({}, {}, from({ from: open("export it") }))).toMatchObject({
    outcome: "unknown",
    reason: "who approves is a setting",
    remedy: "export it",
  });
  expect(asked({}, {}, from({ from: open("") })).outcome).toBe("pass");
});
