import { describe, expect, test } from "vitest";
import { broken, unsure } from "#model/assurance.ts";
import type { Protocol } from "#model/emergency.ts";
import { absent, declared } from "#model/fact.ts";
import type { Plan } from "#model/plan.ts";
import type { RuleId } from "#rules/rule.ts";
import { approval, ask, at, check, plan, production, repository, stage, whole } from "../rules/build.ts";
import { outputOf } from "../rules/page.ts";
import { canary, deploy, hotfix, passed, skippable, sound } from "./lanes.ts";
import { governedBy, protocol, soundGovernance } from "./protocol.ts";

const journey = (input = "skip-tests") => skippable("journey", input, { kinds: ["integration-test"] });

/** What a rule says of a plan among others. */
function asked(subject: Plan, others: readonly Plan[] = [], governed = soundGovernance()) {
  const within = repository([subject, ...others]);
  return ask("emergency-route", subject, {}, undefined, governed, within);
}

const without = governedBy("name: shop");

describe("without a protocol", () => {
  test("a switch that skips a check fails", () => {
    expect(asked(deploy(), [], without)).toEqual({
      outcome: "fail",
      reason: "can skip `journey` (the input `skip-tests`), and no protocol says when",
      places: [at(14)],
      remedy: "let `journey` run whatever starts the plan, or write a protocol for emergencies that names the route",
    });
  });

  test("a switch on the way to what may not be production is unknown", () => {
    const open = plan([stage("somewhere", 10, { checks: whole(journey()) })]);
    expect(asked(open, [], without)).toMatchObject({ outcome: "unknown", places: [at(10)] });
  });

  test("a check of changes is on no route", () => {
    const change = plan([production("production", 10, { checks: whole({ ...journey(), guards: "change" }) })]);
    expect(asked(change, [], without).outcome).toBe("not-applicable");
  });

  test("a plan that calls itself a hotfix fails where it goes round what another passes", () => {
    const bare = hotfix({ checks: whole(), approvals: whole() });
    const whole_ = deploy([...passed]);
    expect(asked(bare, [whole_], without)).toMatchObject({
      outcome: "fail",
      reason:
        "reaches deployment web without build, tests, smoke-test, security-scan, an approval, which `deploy` passes, and no protocol says when",
    });
    expect(asked({ ...bare, name: "faster", at: at(1, "faster.yml") }, [whole_], without).outcome).toBe(
      "not-applicable",
    );
    expect(asked({ ...bare, name: "ship", at: at(1, ".ci/deployHotfix.yml") }, [whole_], without).outcome).toBe("fail");
    expect(asked({ ...bare, name: "Break Glass" }, [whole_], without).outcome).toBe("fail");
    expect(asked({ ...bare, name: "hotfixture", at: at(1, "x.yml") }, [whole_], without).outcome).toBe(
      "not-applicable",
    );
  });

  test("a hotfix that passes the same gates is no finding, by its name alone", () => {
    expect(asked(hotfix(), [deploy([...passed])], without).outcome).toBe("not-applicable");
  });

  test("a plan without a switch has no such route", () => {
    expect(asked(deploy([...passed]), [], without)).toEqual({
      outcome: "not-applicable",
      reason: "has no route for emergencies",
      places: [at(1)],
    });
  });
});

describe("a declared switch", () => {
  test("may skip what may wait", () => {
    expect(asked(deploy())).toMatchObject({
      outcome: "pass",
      reason: "lets `journey` wait in an emergency, as the protocol says",
      places: [at(14)],
    });
  });

  test("may not skip what is never skipped", () => {
    expect(
      asked(deploy([...passed, skippable("smoky", "skip-tests", { kinds: ["smoke-test", "integration-test"] })])),
    ).toMatchObject({
      outcome: "fail",
      reason: "can skip `smoky` (smoke-test), which no emergency skips: the input `skip-tests` decides whether it runs",
      places: [at(14)],
      remedy: "let `smoky` run in emergencies, too",
    });
  });

  test("may not skip what may not wait", () => {
    expect(asked(deploy([...passed, skippable("units", "skip-tests")]))).toMatchObject({
      outcome: "fail",
      reason:
        "can skip `units` (tests), which the protocol does not let wait: the input `skip-tests` decides whether it runs",
    });
  });

  test("lets no other switch skip anything", () => {
    expect(asked(deploy([...passed, journey("force")]))).toMatchObject({
      outcome: "fail",
      reason: "can skip `journey` (the input `force`), and its protocol names no such route",
    });
    expect(asked(deploy([...passed, journey("skip-tests-too")])).outcome).toBe("fail");
  });

  test("lets no other switch skip the same check", () => {
    const both = broken("the input `skip-tests` (or the input `force`) decides whether it runs", at(14));
    expect(asked(deploy([...passed, { ...journey(), unskippable: both }])).outcome).toBe("fail");
    const twice = broken(
      "the input `skip-tests` decides whether it runs; the input `force` decides whether `job` runs",
      at(14),
    );
    expect(asked(deploy([...passed, { ...journey(), unskippable: twice }])).outcome).toBe("fail");
  });

  test("may be a label or a message, by its word", () => {
    const label = { ...journey(), unskippable: broken("a label of the change decides whether it runs", at(14)) };
    const routes = (name: string) =>
      soundGovernance({ routes: [{ plan: "deploy", at: at(9), switch: declared(name, at(9)) }] });
    expect(asked(deploy([...passed, label]), [], routes("label")).outcome).toBe("pass");
    expect(asked(deploy([...passed, label]), [], routes("message")).outcome).toBe("fail");
  });

  test("is unknown where it is not known what skips a check", () => {
    const open = { ...journey(), unskippable: unsure("run-time", "`$RUN` decides", at(14)) };
    expect(asked(deploy([...passed, open]))).toMatchObject({ outcome: "unknown", reason: "`$RUN` decides" });
  });
});

describe("a declared plan", () => {
  const fixing = (subject: Plan, over: Partial<Protocol> = {}) =>
    asked(subject, [deploy([...passed])], soundGovernance(over));

  test("may lack what may wait", () => {
    expect(fixing(hotfix())).toMatchObject({ outcome: "pass" });
  });

  test.each([
    ["build", "passes no build, which no emergency skips"],
    ["tests", "passes no tests, which the protocol does not let wait"],
    ["smoke-test", "passes no smoke-test, which no emergency skips"],
  ])("may not lack %s", (kind, reason) => {
    const left = passed.filter(({ kinds }) => !kinds.some((each) => each === kind));
    expect(fixing(hotfix({ checks: whole(...left) }))).toMatchObject({ outcome: "fail", reason });
  });

  test("may not pass by what does not stop it", () => {
    const loose = passed.map((one) =>
      one.name === "smoke" ? { ...one, blocking: broken("its failure is swallowed", at(15)) } : one,
    );
    expect(fixing(hotfix({ checks: whole(...loose) }))).toMatchObject({
      outcome: "fail",
      reason: "need not pass `smoke` (smoke-test): its failure is swallowed, which no emergency skips",
      places: [at(15)],
    });
  });

  test("is approved by as many as the protocol leaves", () => {
    expect(fixing(hotfix({ approvals: whole() }))).toMatchObject({
      outcome: "fail",
      reason: "begins without an approval, also in an emergency",
    });
    const two = { ...protocol().acceleration, approvals: declared(2, at(9)) };
    expect(fixing(hotfix(), { acceleration: two })).toMatchObject({
      outcome: "fail",
      reason: "asks 1 to approve, fewer than 2",
    });
    expect(
      fixing(hotfix({ approvals: whole(approval("one", 33, { byAuthor: declared(true, at(34)) })) })),
    ).toMatchObject({
      outcome: "fail",
      reason: "may be approved by the author of the change",
    });
  });

  test("bakes as long as the protocol leaves", () => {
    expect(fixing(hotfix({ bake: declared(899, at(41)) }))).toMatchObject({
      outcome: "fail",
      reason: "bakes `canary` for 14 min 59 s, less than the 15 min that the protocol leaves",
      places: [at(41)],
    });
    expect(fixing(hotfix({ bake: absent(at(41)) }))).toMatchObject({
      outcome: "fail",
      reason: "has no bake time at `canary`, of which the protocol leaves 15 min",
    });
    const half = { ...protocol().acceleration, bakeFactor: declared(0.5, at(9)) };
    expect(fixing(hotfix(), { acceleration: half })).toMatchObject({
      reason: "bakes `canary` for 15 min, less than the 30 min that the protocol leaves",
    });
    const none = { ...protocol().acceleration, bakeFactor: absent(at(9)) };
    expect(fixing(hotfix(), { acceleration: none })).toMatchObject({
      reason: "bakes `canary` for 15 min, less than the 1 h that the protocol leaves",
    });
  });

  test("begins as small as the protocol says, and keeps the stages that stay", () => {
    const one = plan(
      [
        canary({
          name: "everyone",
          checks: whole(...passed),
          exposure: declared({ share: 1, by: "all-at-once" }, at(51)),
        }),
      ],
      { name: "hotfix" },
    );
    expect(fixing(one)).toMatchObject({
      outcome: "fail",
      reason:
        "begins with 100% at `everyone`, more than the 10% of the protocol; leaves out the stage `canary`, which the protocol keeps",
    });
    expect(fixing(hotfix({ target: absent(at(30)), name: "other" })).outcome).toBe("unknown");
  });

  test("is no route for emergencies where there is no other way", () => {
    expect(asked(hotfix())).toMatchObject({
      outcome: "fail",
      reason: "is the only way to production, and the protocol says that it is for emergencies alone",
      places: [at(1, "hotfix.yml")],
    });
  });

  test("may be named by its file", () => {
    const named = (route: string) => fixing(hotfix(), { routes: [{ plan: route, at: at(9), switch: absent(at(9)) }] });
    expect(named("hotfix.yml").outcome).toBe("pass");
    expect(named("fix.yml").outcome).toBe("not-applicable");
  });
});

/** What a rule about the whole says where a protocol names the routes, and where there is none. */
const both = (rule: RuleId, subject = sound(), governed = soundGovernance()) => {
  const of = (around: typeof governed) => ask(rule, subject, {}, undefined, around);
  return [of(governed).outcome, of(without).outcome];
};

describe("other rules", () => {
  test("do not hold against a switch what may wait", () => {
    const within = (checks: Parameters<typeof deploy>[0], governed = soundGovernance()) =>
      ask("unskippable-check", deploy(checks), {}, undefined, governed).outcome;
    expect(within([...passed, journey()])).toBe("pass");
    expect(within([...passed, journey()], without)).toBe("fail");
    expect(within([...passed, journey("force")])).toBe("fail");
    expect(within([...passed, skippable("units", "skip-tests")])).toBe("fail");
    expect(within([journey()])).toBe("not-applicable");
  });

  test("do not ask of a route for emergencies the checks that may wait", () => {
    const kinds = (subject: Plan, kind: string, governed = soundGovernance()) =>
      ask("required-checks", subject.stages[0]!, { kinds: [kind] }, subject, governed).outcome;
    expect(kinds(hotfix(), "integration-test")).toBe("not-applicable");
    expect(kinds(hotfix(), "integration-test", without)).toBe("fail");
    expect(kinds(hotfix({ checks: whole() }), "smoke-test")).toBe("fail");
    expect(kinds(deploy(), "integration-test")).toBe("not-applicable");
    expect(kinds(deploy([...passed, journey("force")]), "integration-test")).toBe("fail");
    expect(kinds(deploy([...passed]), "integration-test")).toBe("fail");
    const loose = { ...journey(), blocking: broken("its failure is swallowed", at(15)) };
    expect(kinds(deploy([...passed, loose]), "integration-test")).toBe("fail");
  });

  test("do not hold against equal gates what may wait, and nothing else", () => {
    const full = deploy([...passed, check("journey", 24, { kinds: ["integration-test"] })]);
    expect(both("equal-gates", sound(full))).toEqual(["pass", "fail"]);
    expect(both("equal-gates", sound(full, hotfix({ checks: whole(...passed.slice(1)) })))).toEqual(["fail", "fail"]);
  });

  test("count a declared plan as no second way, as long as it keeps to the protocol", () => {
    expect(both("single-route")).toEqual(["pass", "fail"]);
    expect(both("single-route", sound(deploy(), hotfix({ checks: whole() })))).toEqual(["fail", "fail"]);
  });
});

test("two inputs that skip a check are both named in a workflow", async () => {
  const workflow = `name: deploy
on:
  workflow_dispatch:
    inputs:
      skip-tests: { type: boolean, default: false }
      force: { type: boolean, default: false }
jobs:
  test:
    if: \${{ !inputs.force }}
    runs-on: ubuntu-24.04
    steps:
      - if: \${{ !inputs.skip-tests }}
        run: npx playwright test
  production:
    needs: test
    if: \${{ !failure() }}
    runs-on: ubuntu-24.04
    environment: production
    steps:
      - run: aws lambda update-function-code --function-name shop --image-uri registry.example/shop:1.4.2
`;
  const policy = `name: shop
extends: [tiers]
clauses: [{ must: { emergency-route: {} } }]
emergency: { name: e, version: "1", defer: [{ check: integration-test, within: 4h }], routes: [{ plan: deploy, switch: skip-tests }] }
`;
  const output = (yaml: string) =>
    outputOf(
      {
        section: "",
        line: 1,
        output: "",
        files: new Map([
          [".github/workflows/deploy.yml", yaml],
          ["bakewell.yaml", policy],
        ]),
      },
      "emergency-route",
    );
  const job = "if: ${{ !inputs.force }}\n    runs-on";
  const stepAlone = workflow.replace(job, "runs-on");
  expect(await output(workflow)).toContain("(the input `force`, the input `skip-tests`)");
  expect(await output(stepAlone)).toContain("lets `playwright test` wait");
  expect(await output(stepAlone.replace("!inputs.skip-tests", "!inputs.skip-tests && !inputs.force"))).toContain(
    "(or the input `force`)",
  );
  const jobAlone = workflow.replace("- if: ${{ !inputs.skip-tests }}\n        run", "- run");
  expect(await output(jobAlone)).toContain("names no such route");
  expect(await output(jobAlone.replace("!inputs.force", "!inputs.skip-tests"))).toContain(
    "lets `playwright test` wait",
  );
});
