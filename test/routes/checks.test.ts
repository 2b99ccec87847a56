import { describe, expect, test } from "vitest";
import { broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, unknown } from "#model/fact.ts";
import type { Check } from "#model/plan.ts";
import type { Act, Job, Need, Runs } from "#platforms/routes/graph.ts";
import { checksOfChange } from "#platforms/routes/checks.ts";
import { act, derived, environment, job, line, maybe, need, said, scenario, stagesOf } from "./graphs.ts";

const suite = (at: number, more: Partial<Act> = {}): Act =>
  act("check", at, { name: "suite", known: { kinds: ["tests"] }, ...more });
const test1 = (more: Partial<Job> = {}, checking: Partial<Act> = {}): Job =>
  job("test", 10, [suite(11, checking)], more);
const ship = (needs: readonly Need[], more: Partial<Job> = {}): Job =>
  job("ship", 20, [act("deploy", 22)], { needs, ...more });

const told = ({ name, everyRoute, unskippable, blocking }: Check): string =>
  `${name}: ${[everyRoute, unskippable, blocking].map(said).join(" | ")}`;
const checks = (...jobs: readonly Job[]): readonly string[] =>
  stagesOf(...jobs)
    .find(({ id }) => id === "ship")!
    .checks.items.map(told);

const alwaysRuns = (id: string, after: Need["after"] = "end"): Need =>
  need(id, 21, after, "`ship` runs with `if: always()`");
const unlessFailed = (id: string): Need => need(id, 21, "no-failure", "`ship` runs with `if: !failure()`");
const skipped = (by: "person" | "change" | "unread"): Runs => maybe(by, "something skips `test`", 10);

describe("a check of a needed job", () => {
  test.each(["success", "all-success"] as const)("holds where the need is %s", (after) => {
    expect(checks(test1(), ship([need("test", 21, after)]))).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test("holds through the jobs between", () => {
    const build = job("build", 15, [act("build", 16)], { needs: [need("test", 15)] });
    expect(checks(test1(), build, ship([need("build", 21, "success")]))).toEqual([
      "suite: holds 11 | holds 11 | holds 11",
    ]);
  });

  test("does not hold where the stage begins at any end", () => {
    expect(checks(test1(), ship([alwaysRuns("test")]))).toEqual([
      "suite: broken 21: `ship` runs with `if: always()` | holds 11 | holds 11",
    ]);
  });

  test("does not hold where a job between begins at any end, and that need is named", () => {
    const report = job("report", 15, [act("notify", 16)], {
      needs: [need("test", 17, "end", "`report` runs with `if: always()`")],
    });
    expect(checks(test1(), report, ship([need("report", 21, "success")]))).toEqual([
      "suite: broken 17: `report` runs with `if: always()` | holds 11 | holds 11",
    ]);
  });

  test("holds behind such a job where the platform looks at all that it stands on", () => {
    const report = job("report", 15, [act("notify", 16)], {
      needs: [need("test", 17, "end", "`report` runs with `if: always()`")],
    });
    expect(checks(test1(), report, ship([need("report", 21)]))).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test("is unknown where the need cannot be read", () => {
    expect(checks(test1(), ship([need("test", 21, "unknown", "the condition of `ship` cannot be read")]))).toEqual([
      "suite: unknown 21: the condition of `ship` cannot be read | holds 11 | holds 11",
    ]);
  });

  test("holds where skipped jobs let through and nothing can skip it", () => {
    expect(checks(test1(), ship([unlessFailed("test")]))).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test.each([
    [
      "person",
      "broken 21: `ship` runs with `if: !failure()`, and something skips `test`",
      "broken 21: `ship` runs with `if: !failure()`, and something skips `test`",
    ],
    ["change", "broken 21: `ship` runs with `if: !failure()`, and something skips `test`", "holds 11"],
    ["unread", "unknown 21: `ship` runs with `if: !failure()`, and something skips `test`", "holds 11"],
  ] as const)("does not hold where skipped jobs let through and a %s skips it", (by, everyRoute, unskippable) => {
    expect(checks(test1({ runs: skipped(by) }), ship([unlessFailed("test")]))).toEqual([
      `suite: ${everyRoute} | ${unskippable} | holds 11`,
    ]);
  });

  test("does not hold where skipped jobs let through and one that it needs can be skipped", () => {
    const setup = job("setup", 5, [], { runs: maybe("person", "the input `quick` skips `setup`", 6) });
    expect(checks(setup, test1({ needs: [need("setup", 10)] }), ship([unlessFailed("test")]))[0]).toContain(
      "broken 21: `ship` runs with `if: !failure()`, and the input `quick` skips `setup`",
    );
  });

  test("holds where it can be skipped and the stage is then skipped with it", () => {
    expect(checks(test1({ runs: skipped("person") }), ship([need("test", 21)]))).toEqual([
      "suite: holds 11 | holds 11 | holds 11",
    ]);
  });

  test("holds where the stage itself may not run", () => {
    expect(checks(test1(), ship([need("test", 21)], { runs: maybe("person", "someone starts `ship`", 20) }))).toEqual([
      "suite: holds 11 | holds 11 | holds 11",
    ]);
  });

  test.each([
    ["person", "holds 11 | broken 12: the input `skip_tests` skips it"],
    ["change", "broken 12: the input `skip_tests` skips it | holds 11"],
    ["unread", "unknown 12: the input `skip_tests` skips it | unknown 12: the input `skip_tests` skips it"],
  ] as const)("goes green without running where a %s skips it inside its job", (by, expected) => {
    const runs = maybe(by, "the input `skip_tests` skips it", 12);
    expect(checks(test1({}, { runs }), ship([need("test", 21)]))).toEqual([`suite: ${expected} | holds 11`]);
  });

  test("does not block where it, or its job, may fail", () => {
    const soft = broken("`suite` runs with `continue-on-error: true`", line(13));
    expect(checks(test1({}, { blocking: soft }), ship([need("test", 21)]))[0]).toContain("broken 13");
    expect(checks(test1({ failure: soft }), ship([need("test", 21)]))[0]).toContain("broken 13");
  });

  test("keeps kinds and place", () => {
    const [check] = stagesOf(test1(), ship([need("test", 21)]))[0]!.checks.items;
    expect(check).toMatchObject({ kinds: ["tests"], at: line(11), guards: "route", after: [] });
  });
});

describe("a gate that examines its needs", () => {
  const gate = (more: Partial<Act> = {}, job1: Partial<Job> = {}): Job =>
    job("all-green", 15, [act("gate", 16, more)], {
      needs: [need("test", 17, "end", "`all-green` runs with `if: always()`")],
      ...job1,
    });

  test("restores what they passed", () => {
    expect(checks(test1({ runs: skipped("person") }), gate(), ship([need("all-green", 21, "success")]))).toEqual([
      "suite: holds 11 | holds 11 | holds 11",
    ]);
  });

  test("restores it in the job that deploys, too", () => {
    const own = job("ship", 20, [act("gate", 22), act("deploy", 23)], { needs: [alwaysRuns("test")] });
    expect(checks(test1(), own)).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test.each<[string, Partial<Act>, Partial<Job>, string]>([
    ["does not block", { blocking: broken("it only warns", line(16)) }, {}, "broken 17"],
    ["can be skipped", { runs: maybe("person", "a label skips it", 16) }, {}, "broken 17"],
    ["does not fail the run", {}, { failure: broken("it may fail", line(15)) }, "broken 17"],
    ["is not known to block", { blocking: unsure("run-time", "its end is not known", line(16)) }, {}, "unknown 17"],
  ])("restores nothing where it %s", (_, more, ofJob, expected) => {
    expect(checks(test1(), gate(more, ofJob), ship([need("all-green", 21, "success")]))[0]).toContain(
      `suite: ${expected}`,
    );
  });
});

describe("a check in the stage's own job", () => {
  const own = (acts: readonly Act[]): Job => job("ship", 20, acts);

  test("holds before the deployment, and its job's own failure does not matter", () => {
    const jobs = { ...own([suite(21), act("deploy", 22)]), failure: broken("`ship` may fail", line(20)) };
    expect(checks(jobs)).toEqual(["suite: holds 21 | holds 21 | holds 21"]);
  });

  test("guards nothing behind it", () => {
    expect(checks(own([act("deploy", 21), suite(22)]))).toEqual([]);
  });

  test("does not hold where the deployment runs at any end", () => {
    expect(checks(own([suite(21), act("deploy", 22, { when: "end" })]))).toEqual([
      "suite: broken 22: `deploy` runs whatever came before it | holds 21 | holds 21",
    ]);
  });

  test("is no check where it runs only after a failure", () => {
    expect(checks(own([suite(21, { when: "failure" }), act("deploy", 22)]))).toEqual([]);
  });

  test("cannot be told where the deployment cannot be read", () => {
    const unrecognised = declared("`./ship.sh` is not known", line(22));
    expect(checks({ ...own([suite(21)]), ...environment("production", 20), unrecognised })).toEqual([
      "suite: unknown 21: where `ship` deploys cannot be read | holds 21 | holds 21",
    ]);
  });
});

describe("scenarios", () => {
  const guarded = [test1(), ship([need("test", 21)])];
  const both = (second: readonly Job[]): readonly string[] =>
    derived(scenario(guarded), scenario(second, "a manual start", "manual")).stages[0]!.checks.items.map(told);

  test("must all pass a check", () => {
    expect(both(guarded)).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test("break it where one leaves out the job", () => {
    expect(both([ship([unlessFailed("test")])])).toEqual([
      "suite: broken 21: a manual start leaves out `test` | holds 11 | holds 11",
    ]);
  });

  test("break it where one leaves out the act", () => {
    expect(both([{ ...test1(), acts: [] }, ship([need("test", 21)])])).toEqual([
      "suite: broken 10: a manual start leaves out `suite` | holds 11 | holds 11",
    ]);
  });

  test("break it where the stage of one does not wait for it", () => {
    expect(both([test1(), ship([])])).toEqual([
      "suite: broken 20: `ship` does not wait for `test` on a manual start | holds 11 | holds 11",
    ]);
  });

  test("tell a switch where the same trigger has it with other values", () => {
    const skipping = [ship([unlessFailed("test")])];
    const { stages } = derived(
      scenario(guarded, "a manual start with `skip` = `false`", "manual"),
      scenario(skipping, "a manual start with `skip` = `true`", "manual"),
    );
    const how = "broken 21: a manual start with `skip` = `true` leaves out `test`";
    expect(stages[0]!.checks.items.map(told)).toEqual([`suite: ${how} | ${how} | holds 11`]);
  });

  test("pass one check or the other where each has its own of a kind", () => {
    const other = job("quick", 40, [suite(41, { name: "quick suite" })]);
    const second = [other, ship([need("quick", 42)])];
    expect(both(second)).toEqual([
      "suite: broken 1: a manual start leaves out `test` | holds 11 | holds 11",
      "quick suite: broken 1: push to `main` leaves out `quick` | holds 41 | holds 41",
      "suite or quick suite: holds 11 | holds 11 | holds 11",
    ]);
    const soft = job("quick", 40, [suite(41, { name: "quick suite", blocking: broken("it warns", line(41)) })]);
    expect(both([soft, ship([need("quick", 42)])])).toHaveLength(2);
  });

  test("are named where only one breaks it", () => {
    expect(both([test1(), ship([alwaysRuns("test")])])).toEqual([
      "suite: broken 21: `ship` runs with `if: always()` (a manual start) | holds 11 | holds 11",
    ]);
  });

  test("do not count where the stage cannot run in them", () => {
    expect(both([ship([need("test", 21)])])).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test("do not count where a job far before it is left out and the platform looks at all", () => {
    const report = job("report", 15, [act("notify", 16)], {
      needs: [need("test", 17, "end", "`report` runs with `if: always()`")],
    });
    expect(both([report, ship([need("report", 21)])])).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });

  test("tell no switch where no person gives the values", () => {
    const { stages } = derived(scenario(guarded), scenario([ship([unlessFailed("test")])], "push of a tag"));
    expect(stages[0]!.checks.items.map(told)).toEqual([
      "suite: broken 21: push of a tag leaves out `test` | holds 11 | holds 11",
    ]);
  });

  test("see one check where a matrix runs it several times, and one that holds is enough", () => {
    const twice = [
      { ...test1(), id: "test (20)" },
      { ...test1(), id: "test (22)" },
      ship([need("test (20)", 21), alwaysRuns("test (22)")]),
    ];
    expect(checks(...twice)).toEqual(["suite: holds 11 | holds 11 | holds 11"]);
  });
});

describe("the listing", () => {
  test("leaves out what runs beside the stage or behind it", () => {
    const beside = job("lint", 5, [act("check", 6)]);
    const behind = job("smoke", 30, [act("check", 31)], { needs: [need("ship", 30)] });
    expect(checks(beside, ship([]), behind)).toEqual([]);
  });

  test("is whole where everything on the way can be read", () => {
    const [stage] = stagesOf(test1(), ship([need("test", 21)]));
    expect(stage?.checks.others).toEqual(absent(line(20)));
  });

  test("is open where a job on the way is hidden", () => {
    const hidden = test1({ hidden: declared("`acme/ci/test.yml` is not in this repository", line(12)) });
    const [stage] = stagesOf(hidden, ship([need("test", 21)]));
    expect(stage?.checks.others).toEqual(
      unknown("elsewhere", "`acme/ci/test.yml` is not in this repository", line(12)),
    );
  });

  test("says which stages a check comes after", () => {
    const staging = job("staging", 5, [act("deploy", 6), act("check", 7, { name: "smoke" })]);
    const e2e = job("e2e", 8, [act("check", 9, { name: "e2e" })], { needs: [need("staging", 8)] });
    const stages = stagesOf(staging, e2e, test1(), ship([need("e2e", 21), need("test", 21)]));
    const told1 = stages[1]!.checks.items.map(({ name, after }) => [name, after]);
    expect(told1).toEqual([
      ["smoke", ["staging"]],
      ["e2e", ["staging"]],
      ["suite", []],
    ]);
    expect(stages[0]!.checks.items).toEqual([]);
  });
});

describe("the checks of work that deploys nothing", () => {
  test("guard the change", () => {
    expect(checksOfChange([scenario([test1()], "a pull request", "change-request")])).toEqual([
      {
        name: "suite",
        kinds: ["tests"],
        at: line(11),
        guards: "change",
        after: [],
        everyRoute: holds(line(11)),
        blocking: holds(line(11)),
        unskippable: holds(line(11)),
      },
    ]);
  });

  test("hold only where they do in every scenario", () => {
    const skips = test1({ runs: maybe("change", "a change outside `src/` skips `test`", 10) });
    const made = checksOfChange([scenario([test1()]), scenario([skips], "a pull request", "change-request")]);
    expect(made.map(told)).toEqual(["suite: broken 10: a change outside `src/` skips `test` | holds 11 | holds 11"]);
  });
});
