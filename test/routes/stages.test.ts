import { describe, expect, test } from "vitest";
import { absent, declared, unknown } from "#model/fact.ts";
import { tierIn } from "#platforms/routes/tier-words.ts";
import { act, derived, environment, job, line, need, scenario, stagesOf } from "./graphs.ts";

const ids = (stages: readonly { readonly id: string }[]): readonly string[] => stages.map(({ id }) => id);

describe("a job is a stage", () => {
  test("when it deploys, publishes or previews, and its role says which", () => {
    const stages = stagesOf(
      job("app", 1, [act("build", 2), act("publish", 3), act("deploy", 4)]),
      job("image", 5, [act("publish", 6), act("preview", 7)]),
      job("pull", 8, [act("preview", 9)]),
    );
    expect(stages.map(({ id, role, at }) => [id, role, at.line])).toEqual([
      ["app", "deployment", 1],
      ["image", "publication", 5],
      ["pull", "preview", 8],
    ]);
  });

  test.each([
    "check",
    "approve",
    "wait",
    "roll-back",
    "sign-in",
    "build",
    "verify",
    "gate",
    "notify",
    "nothing",
  ] as const)("not when all that it does in its environment is known to be %s", (does) => {
    expect(stagesOf(job("production", 1, [act(does, 2)], environment("production", 1)))).toEqual([]);
  });

  test("when it uses an environment and part of it cannot be read", () => {
    const hidden = declared("`acme/workflows/deploy.yml` is not in this repository", line(4));
    const [stage] = stagesOf(job("ship", 3, [act("sign-in", 5)], { ...environment("production", 3), hidden }));
    expect(stage?.role).toBe("deployment");
    const why = unknown("elsewhere", "`acme/workflows/deploy.yml` is not in this repository", line(4));
    expect(stage?.exposure).toEqual(why);
    expect(stage?.target).toEqual(why);
    expect(stage?.checks.others).toEqual(why);
    expect(stage?.recovery).toEqual(why);
    expect(stage?.halt).toEqual(why);
    expect(stage?.identities.others).toEqual(why);
  });

  test("when it uses an environment and runs what is in no table", () => {
    const unrecognised = declared("`./ship.sh` is not known", line(5));
    const stages = stagesOf(job("ship", 3, [act("check", 4)], { ...environment("production", 3), unrecognised }));
    expect(ids(stages)).toEqual(["ship"]);
    expect(stages[0]?.exposure).toEqual(unknown("elsewhere", "`./ship.sh` is not known", line(5)));
  });

  test("when it uses an environment, even one that is decided when it runs, and does nothing known", () => {
    const asked = unknown("run-time", "`${{ inputs.environment }}` is decided when it runs", line(3));
    expect(ids(stagesOf(job("ship", 3, [], { environment: asked })))).toEqual(["ship"]);
  });

  test("not for what it does without an environment, whatever its name", () => {
    const unrecognised = declared("`./ship.sh` is not known", line(5));
    expect(stagesOf(job("deploy-production", 3, [], { unrecognised }))).toEqual([]);
  });

  test("not when it deploys only after a failure", () => {
    const mending = job("restore", 3, [act("deploy", 4)], { needs: [need("ship", 3, "failure", "`restore` mends")] });
    const inJob = job("ship", 1, [act("check", 1), act("deploy", 2, { when: "failure" })]);
    expect(stagesOf(inJob, mending)).toEqual([]);
  });

  test("once, however often it deploys and in however many scenarios", () => {
    const ship = job("ship", 1, [act("deploy", 2), act("check", 3), act("deploy", 4)], environment("production", 1));
    expect(ids(derived(scenario([ship]), scenario([ship], "a tag", "tag")).stages)).toEqual(["ship"]);
  });

  test("once for each tier that it plainly goes through in turn", () => {
    const to = (text: string, at: number): ReturnType<typeof act> =>
      act("deploy", at, { signals: [{ from: "command", text, at: line(at) }] });
    const checked = job("ship", 1, [
      to("--stage staging", 2),
      act("check", 3, { name: "smoke" }),
      to("--stage prod", 4),
    ]);
    const [staging, production, ...rest] = stagesOf(checked);
    expect(rest).toEqual([]);
    expect([staging?.id, staging?.name, production?.id]).toEqual([
      "ship/staging",
      "ship to staging",
      "ship/production",
    ]);
    expect(production?.after).toEqual(["ship/staging"]);
    expect(production?.checks.items.map(({ name, after }) => [name, after])).toEqual([["smoke", ["ship/staging"]]]);
    expect(staging?.checks.items).toEqual([]);
  });

  test("once where it goes back and forth between tiers", () => {
    const to = (tier: "staging" | "production", at: number): ReturnType<typeof act> =>
      act("deploy", at, { known: { tier } });
    expect(ids(stagesOf(job("ship", 1, [to("staging", 2), to("production", 3), to("staging", 4)])))).toEqual(["ship"]);
  });
});

describe("a stage", () => {
  test("takes its tier from nothing but what the deployment states", () => {
    const named = job("production", 1, [act("deploy", 2)], environment("production", 1));
    const stated = job("ship", 3, [act("deploy", 4, { known: { tier: "production" } })]);
    expect(stagesOf(named, stated).map(({ tier }) => tier)).toEqual([absent(line(1)), declared("production", line(4))]);
  });

  test("has the signals of its commands first, then of its environment, then of its names", () => {
    const [stage] = stagesOf(
      job("ship", 1, [act("deploy", 2, { signals: [{ from: "command", text: "--prod", at: line(2) }] })], {
        ...environment("eu", 1),
        signals: [
          { from: "name", text: "Ship", at: line(1) },
          { from: "file", text: "ship.yml", at: line(1) },
        ],
      }),
    );
    expect(stage?.signals.map(({ from, text }) => `${from} ${text}`)).toEqual([
      "command --prod",
      "environment eu",
      "name Ship",
      "file ship.yml",
    ]);
  });

  test("is serial only where every scenario says so", () => {
    const serial = {
      name: "ship",
      serial: { state: "holds", at: line(2) },
      uncancelled: { state: "holds", at: line(2) },
    } as const;
    const ship = job("ship", 1, [act("deploy", 3)], { concurrency: declared(serial, line(2)) });
    const lax = { ...ship, concurrency: absent(line(1)) };
    expect(derived(scenario([ship]), scenario([ship], "a tag")).stages[0]?.concurrency.state).toBe("declared");
    expect(derived(scenario([ship]), scenario([lax], "a tag")).stages[0]?.concurrency).toEqual(absent(line(1)));
  });

  test("has the longest of its time limits", () => {
    const limited = (limit: number): ReturnType<typeof job> =>
      job("ship", 1, [act("deploy", 3)], { timeLimit: declared({ limit, isDefault: false }, line(2)) });
    const { stages } = derived(scenario([limited(600)]), scenario([limited(1200)], "a tag"));
    expect(stages[0]?.timeLimit).toEqual(declared({ limit: 1200, isDefault: false }, line(2)));
  });
});

test.each([
  ["shop-prod-eu", "production"],
  ["PRODUCTION", "production"],
  ["pre-prod", "staging"],
  ["non_production", "staging"],
  ["stg", "staging"],
  ["qa", "development"],
  ["product-api", undefined],
  ["staging-to-production", undefined],
  ["eu", undefined],
] as const)("`%s` names %s", (text, tier) => {
  expect(tierIn(text)).toBe(tier);
});
