import { describe, expect, it } from "vitest";
import { check } from "#check.ts";
import { declared } from "#model/fact.ts";
import type { Finding } from "#model/finding.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { governanceOf } from "#policy/governance.ts";
import { loadPolicy } from "#policy/load.ts";
import { resolvePolicy } from "#policy/resolve.ts";
import { loadEmergency } from "#policy/emergencies.ts";
import {
  approval,
  artifact as deployed,
  at,
  check as passed,
  plan,
  production,
  repository,
  whole,
} from "../rules/build.ts";
import { artifact, type Edit, edited, file, sound } from "./declaration.ts";
import { soundPolicy } from "./protocol.ts";

const during = "2026-11-16T14:13:00Z";
const open = (...edits: readonly Edit[]) =>
  edited(
    sound,
    [/deployments:\n[^]*$/, "status: open\n"],
    [/, completed: [^,]*, result: passed, evidence: run 4711/g, ""],
    [/ {4}completed: .*\n {4}result: passed\n {4}evidence: run 4712\n/, ""],
    ...edits,
  );

const image = { artifacts: whole(deployed("shop", `shop@${artifact}`, 9, { byDigest: true })) };
const environment = { ...image, environment: declared("production", at(8)) };
const canary = (bake: number, over: Partial<Stage> = {}): Plan =>
  plan([
    production("canary", 10, { ...environment, bake: declared(bake, at(11)), ...over }),
    production("everyone", 20, { ...environment, after: ["canary"] }),
  ]);

/** What the policy says of a plan in an emergency, by rule and stage. */
function inEmergency(clauses: string, of: Plan, ...edits: readonly Edit[]): Readonly<Record<string, string>> {
  const said = ({ outcome, reason, owed }: Finding) => `${outcome}${owed ? ` owed by ${owed.due}` : ""} ${reason}`;
  return Object.fromEntries(
    findingsIn(clauses, of, ...edits).map((finding) => [
      [finding.rule, finding.subject.stage].filter(Boolean).join(" "),
      said(finding),
    ]),
  );
}

const strengthOf = (clauses: string, of: Plan) =>
  findingsIn(clauses, of).find(({ rule }) => rule === "bake-time")?.strength;

function findingsIn(clauses: string, of: Plan, ...edits: readonly Edit[]): readonly Finding[] {
  const digest = () => "sha256:0";
  const text = soundPolicy.replace(/clauses:\n[^]*?emergency:\n/, `clauses:\n${clauses}\nemergency:\n`);
  const policy = resolvePolicy(loadPolicy("bakewell.yaml", text, digest), {
    builtins: new Map(),
    installed: () => undefined,
    file: () => undefined,
    digest,
  });
  const subject = loadEmergency(file, open(...edits), during);
  const whole = repository([of]);
  const { protocol } = governanceOf(policy, during, [subject]);
  if (protocol.state !== "declared") throw new Error("the policy has no protocol");
  const grant = { emergency: subject, protocol: protocol.value, compared: { artifact: undefined, commit: undefined } };
  return check(whole, policy, { at: during, emergencies: [subject], grant });
}

const bakes = (bake: number, clauses: string, ...edits: readonly Edit[]) =>
  inEmergency(clauses, canary(bake), ...edits)["bake-time canary"];

describe("a bake", () => {
  const routine = (minimum: string) => `  - must: { bake-time: { minimum: ${minimum} } }`;

  it("is shortened by the declared factor", () => {
    expect(bakes(24 * 60, routine("PT4H"))).toBe("pass bakes 24 min");
    expect(bakes(24 * 60 - 1, routine("PT4H"))).toContain("less than 24 min");
    expect(bakes(47 * 60, routine("PT4H"), ["bake-factor: 0.1", "bake-factor: 0.2"])).toContain("less than 48 min");
  });

  it("is never shorter than the floor of its stage, and never longer than the routine's", () => {
    expect(bakes(15 * 60, routine("PT1H"))).toBe("pass bakes 15 min");
    expect(bakes(15 * 60 - 1, routine("PT1H"))).toContain("less than 15 min");
    expect(bakes(5 * 60, routine("PT5M"))).toBe("pass bakes 5 min");
  });

  it("is as long as ever where nothing else is declared", () => {
    expect(bakes(59 * 60, routine("PT1H"), [/bake-factor: 0.1, /, ""])).toContain("less than 1 h");
  });

  it("is what a clause of emergencies asks, but not below the floor", () => {
    const clause = (asks: string) => `${routine("PT4H")}\n  - { during: emergency, ${asks} }`;
    expect(bakes(30 * 60, clause("must: { bake-time: { minimum: PT30M } }"))).toBe("pass bakes 30 min");
    expect(bakes(29 * 60, clause("must: { bake-time: { minimum: PT30M } }"))).toContain("less than 30 min");
    expect(bakes(14 * 60, clause("must: { bake-time: { minimum: PT1M } }"))).toContain("less than 15 min");
    expect(bakes(14 * 60, clause("need-not: [bake-time]"))).toContain("less than 24 min");
  });
});

it("what has a floor is asked as strongly as ever", () => {
  const clauses = (strength: string) =>
    `  - must: { bake-time: { minimum: PT4H } }\n  - { during: emergency, ${strength}: { bake-time: { minimum: PT30M } } }`;
  expect(strengthOf(clauses("should"), canary(0))).toBe("must");
  expect(strengthOf(clauses("should").replace("- must", "- should"), canary(0))).toBe("should");
});

describe("what is never skipped", () => {
  it("is asked as ever, whatever a clause of emergencies says", () => {
    const clauses = "  - must: { automatic-halt: {} }\n  - { during: emergency, need-not: [automatic-halt] }";
    expect(inEmergency(clauses, canary(0))["automatic-halt canary"]).toMatch(/^fail /);
    expect(inEmergency(clauses.replaceAll("automatic-halt", "recovery"), canary(0))["recovery canary"]).toBeUndefined();
  });

  it("keeps the approvals that are asked, where it names them", () => {
    const two = canary(0, { approvals: whole(approval("managers", 12)) });
    expect(inEmergency("  - must: { approval: { count: 2 } }", two)["approval canary"]).toContain("fewer than 2");
  });
});

describe("a check that was put off", () => {
  const asks = "  - must: { required-checks: { kinds: [integration-test, smoke-test] } }";
  const smoke = canary(0, { checks: whole(passed("smoke", 13, { kinds: ["smoke-test"] })) });

  it("is owed", () => {
    expect(inEmergency(asks, smoke)["required-checks canary"]).toBe(
      "fail owed by 2026-11-16T18:07:00Z passes no integration-test",
    );
  });

  it("fails where another one is missing, too", () => {
    expect(inEmergency(asks, canary(0))["required-checks canary"]).toBe(
      "fail passes no integration-test; passes no smoke-test",
    );
  });

  it("is missing where no emergency puts it off", () => {
    const before: Edit = [/disposition: deferred\n.*\n.*\n/, "disposition: before\n"];
    expect(inEmergency(asks, smoke, before)["required-checks canary"]).toBe("fail passes no integration-test");
  });

  it("counts when it was done afterwards", () => {
    const done: Edit = [
      /( {4}deadline: .*\n)/,
      "$1    completed: 2026-11-16T14:12:00Z\n    result: passed\n    evidence: run 4712\n",
    ];
    expect(inEmergency(asks, smoke, done)["required-checks canary"]).toBe("pass must pass `smoke` (smoke-test)");
    expect(
      inEmergency("  - must: { required-checks: { kinds: [integration-test] } }", smoke, done)[
        "required-checks canary"
      ],
    ).toBe("pass passed `integration-test` after the deployment");
    expect(
      inEmergency(asks, smoke, [
        done[0],
        done[1].replace("passed", "failed").replace("evidence", "followed-up: rolled back\n    evidence"),
      ])["required-checks canary"],
    ).toContain("fail");
  });
});

describe("the terms", () => {
  const asks = "  - must: { bake-time: { minimum: PT4H } }";

  it("hold for the artifact and the environment that are declared alone", () => {
    const other = whole(deployed("shop", `shop@sha256:${"00".repeat(32)}`, 9, { byDigest: true }));
    expect(inEmergency(asks, canary(24 * 60, { artifacts: other }))["bake-time canary"]).toMatch(/^fail/);
    expect(
      inEmergency(asks, canary(24 * 60, { artifacts: whole(...image.artifacts.items, ...other.items) }))[
        "bake-time canary"
      ],
    ).toMatch(/^fail/);
    expect(inEmergency(asks, canary(24 * 60, { environment: declared("staging", at(8)) }))["bake-time canary"]).toMatch(
      /^fail/,
    );
    expect(
      inEmergency(asks, canary(24 * 60, { environment: declared("Production", at(8)) }))["bake-time canary"],
    ).toMatch(/^pass/);
  });

  it("let stages be merged, and the first phase be as large as the protocol says", () => {
    const phases = (share: number) =>
      plan([
        production("canary", 10, { ...environment, exposure: declared({ share, by: "weight" }, at(11)) }),
        production("everyone", 20, {
          ...environment,
          after: ["canary"],
          exposure: declared({ share: 1, by: "weight" }, at(21)),
        }),
      ]);
    const exposure = "  - must: { progressive-exposure: { stages: 3, first: 5%, growth: 4 } }";
    expect(inEmergency(exposure, phases(0.1))["progressive-exposure"]).toMatch(/^pass/);
    expect(inEmergency(exposure, phases(0.11))["progressive-exposure"]).toContain("more than 10%");
    expect(inEmergency(exposure, phases(0.1), [", merge: [wave-2]", ""])["progressive-exposure"]).toMatch(/^fail/);
  });
});
