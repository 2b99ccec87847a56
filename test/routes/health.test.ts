import { describe, expect, test } from "vitest";
import { broken, holds } from "#model/assurance.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { HealthCheck } from "#model/plan.ts";
import type { Act, Job, Need } from "#platforms/routes/graph.ts";
import { act, derived, job, line, maybe, need, said, scenario, stagesOf } from "./graphs.ts";

const smoke = (at: number, more: Partial<Act> = {}): Act =>
  act("check", at, { name: "smoke", known: { kinds: ["smoke-test"] }, ...more });
const verify = (at: number, more: Partial<Act> = {}): Act => act("verify", at, { name: "rollout status", ...more });
const staging = (...behind: readonly Act[]): Job => job("staging", 10, [act("deploy", 11), ...behind]);
const production = (needs: readonly Need[], ...behind: readonly Act[]): Job =>
  job("production", 30, [act("deploy", 31), ...behind], { needs });
const looks = (at: number, acts: readonly Act[], more: Partial<Job> = {}): Job =>
  job("looks", at, acts, { needs: [need("staging", at)], ...more });
const told = ({ name, kind, everyRoute, effective }: HealthCheck): string =>
  `${name} (${kind}): ${said(everyRoute)} | ${said(effective)}`;
const health = (...jobs: readonly Job[]): readonly string[] => stagesOf(...jobs)[0]!.health.items.map(told);
const soft = broken("`curl` without `--fail` cannot fail", line(12));

describe("a health check", () => {
  test("runs behind the deployment, in its own job or on the way to the next stage", () => {
    const jobs = [staging(verify(12)), looks(20, [smoke(21)]), production([need("looks", 30)])];
    expect(health(...jobs)).toEqual([
      "rollout status (probe): holds 12 | holds 12",
      "smoke (smoke-test): holds 21 | holds 21",
    ]);
  });

  test("may run in the job of the next stage, before that deploys", () => {
    const own = job("production", 30, [smoke(31), act("deploy", 32)], { needs: [need("staging", 30)] });
    expect(health(staging(), own)).toEqual(["smoke (smoke-test): holds 31 | holds 31"]);
  });

  test("holds nothing up where the next stage does not wait for it", () => {
    expect(health(staging(), looks(20, [smoke(21)]), production([need("staging", 30)]))).toEqual([
      "smoke (smoke-test): broken 30: `production` does not wait for `smoke` | holds 21",
    ]);
  });

  test("holds nothing up where the next stage begins at any end of it", () => {
    const anyway = need("looks", 32, "end", "`production` runs with `if: always()`");
    expect(health(staging(), looks(20, [smoke(21)]), production([need("staging", 30), anyway]))).toEqual([
      "smoke (smoke-test): broken 32: `production` runs with `if: always()` | holds 21",
    ]);
  });

  test("has no effect where it cannot fail", () => {
    expect(health(staging(smoke(12, { blocking: soft })), production([need("staging", 30)]))).toEqual([
      "smoke (smoke-test): holds 12 | broken 12: `curl` without `--fail` cannot fail",
    ]);
  });

  test("looks once and watches nothing", () => {
    const [stage] = stagesOf(staging(smoke(12)), production([need("staging", 30)]));
    expect(stage!.health.items[0]!.watches).toEqual(
      broken("`smoke` looks only once, and not for as long as the stage bakes", line(12)),
    );
  });

  test("is not what looks at the code or at another stage", () => {
    const scan = act("check", 21, { name: "scan", known: { kinds: ["security-scan"] } });
    expect(health(staging(), looks(20, [scan]), production([need("looks", 30)], smoke(33)))).toEqual([]);
  });

  test("is not known to look at what was deployed where it is a test of any kind", () => {
    const suite = act("check", 21, { name: "suite", known: { kinds: ["tests"] } });
    expect(health(staging(), looks(20, [suite]), production([need("looks", 30)]))).toEqual([
      "suite (smoke-test): holds 21 | unknown 21: whether `suite` looks at what was deployed is not written",
    ]);
  });

  test("must pass in every scenario", () => {
    const looked = [staging(smoke(12)), production([need("staging", 30)])];
    const { stages } = derived(
      scenario(looked),
      scenario([staging(), production([need("staging", 30)])], "a tag", "tag"),
    );
    expect(stages[0]!.health.items.map(told)).toEqual([
      "smoke (smoke-test): broken 1: a tag leaves out `smoke` | holds 12",
    ]);
  });

  test("follows the last stage, unless something skips it", () => {
    expect(health(staging(), looks(20, [smoke(21)]))).toEqual(["smoke (smoke-test): holds 21 | holds 21"]);
    const skipped = looks(20, [smoke(21)], { runs: maybe("person", "a label skips `looks`", 20) });
    expect(health(staging(), skipped)).toEqual(["smoke (smoke-test): broken 20: a label skips `looks` | holds 21"]);
  });

  test("looks at what was deployed, if it was, where it runs although the deployment was skipped", () => {
    const deploy = job("staging", 10, [act("deploy", 11)], {
      runs: maybe("change", "a change elsewhere skips `staging`", 10),
    });
    const anyway = looks(20, [smoke(21)], {
      needs: [need("staging", 20, "no-failure", "`looks` runs with `if: !failure()`")],
    });
    expect(health(deploy, anyway)).toEqual(["smoke (smoke-test): holds 21 | holds 21"]);
  });

  test("is skipped by nothing that skips the deployment, too", () => {
    const build = job("build", 5, [act("build", 6)], { runs: maybe("change", "a change elsewhere skips `build`", 5) });
    const deploy = { ...staging(), needs: [need("build", 10)] };
    const after = looks(20, [smoke(21)], { needs: [need("build", 19), need("staging", 20)] });
    expect(health(build, deploy, after)).toEqual(["smoke (smoke-test): holds 21 | holds 21"]);
  });

  test("is skipped by what skips another job that it needs", () => {
    const data = job("data", 15, [], {
      runs: maybe("person", "a label skips `data`", 16),
      needs: [need("staging", 15)],
    });
    expect(health(staging(), data, looks(20, [smoke(21)], { needs: [need("staging", 19), need("data", 20)] }))).toEqual(
      ["smoke (smoke-test): broken 16: a label skips `data` | holds 21"],
    );
  });

  test("may be among others where a controller or hidden work looks", () => {
    const controlled = job("staging", 10, [
      act("deploy", 11, { known: { exposure: "controller", controller: "the Kubernetes workload" } }),
    ]);
    expect(stagesOf(controlled)[0]!.health.others).toEqual(
      unknown("elsewhere", "the Kubernetes workload decides what it watches", line(11)),
    );
    expect(stagesOf(staging())[0]!.health.others).toEqual(absent(line(10)));
  });
});

describe("a halt", () => {
  const halt = (...jobs: readonly Job[]): unknown => stagesOf(...jobs)[0]!.halt;

  test("is automatic where a look stands before the next stage", () => {
    expect(halt(staging(smoke(12)), production([need("staging", 30)]))).toEqual(
      declared({ on: "`smoke`", automatic: holds(line(12)) }, line(12)),
    );
  });

  test("is what the best of several looks makes it", () => {
    const jobs = [staging(smoke(12, { blocking: soft }), verify(13)), production([need("staging", 30)])];
    expect(halt(...jobs)).toEqual(declared({ on: "`rollout status`", automatic: holds(line(13)) }, line(13)));
  });

  test("is broken where the look cannot fail", () => {
    expect(halt(staging(smoke(12, { blocking: soft })), production([need("staging", 30)]))).toEqual(
      declared({ on: "`smoke`", automatic: soft }, line(12)),
    );
  });

  test("is absent where nothing looks", () => {
    expect(halt(staging(), production([need("staging", 30)]))).toEqual(absent(line(10)));
  });

  test("comes at the last stage from a deployment that watches itself, and not from a look at its end", () => {
    expect(halt(staging(smoke(12)))).toEqual(absent(line(10)));
    expect(halt(staging(verify(12)))).toEqual(absent(line(10)));
    const atomic = job("staging", 10, [
      act("deploy", 11, { name: "helm upgrade", rollsBack: declared("rolls back", line(11)) }),
    ]);
    expect(halt(atomic)).toEqual(declared({ on: "`helm upgrade`", automatic: holds(line(11)) }, line(11)));
  });

  test("is not known where a controller decides", () => {
    const controlled = job("staging", 10, [
      act("deploy", 11, { known: { exposure: "controller", controller: "the Kubernetes workload" } }),
    ]);
    expect(halt(controlled, production([need("staging", 30)]))).toEqual(
      unknown("elsewhere", "the Kubernetes workload decides what stops the rollout", line(11)),
    );
  });
});
