import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job, Need } from "#platforms/routes/graph.ts";
import { act, derived, job, line, maybe, need, said, scenario, stagesOf } from "./graphs.ts";

const checkAndDeploy = (id: string, at: number, needs: readonly Need[]): Job =>
  job(id, at, [act("check", at, { name: `check ${id}` }), act("deploy", at)], { needs });

describe("a graph that no platform would take", () => {
  test("with a circle is reported where it closes, and nothing is taken for sure across it", () => {
    const found = derived(
      scenario([
        job("test", 1, [act("check", 2)], { needs: [need("ship", 3)] }),
        job("ship", 4, [act("deploy", 5)], { needs: [need("test", 6)] }),
      ]),
    );
    expect(found.problems).toEqual([
      {
        at: line(6),
        reason: "needs `test`, which needs it in turn",
        remedy: "Take one of the needs out of the circle.",
        weight: "error",
      },
    ]);
    expect(found.stages.map(({ id, after }) => [id, after])).toEqual([["ship", []]]);
    expect(found.stages[0]!.checks.items.map(({ everyRoute }) => said(everyRoute))).toEqual([
      "unknown 6: the needs of `ship` go round in a circle",
    ]);
  });

  test("in which a job needs itself keeps its stage", () => {
    const found = derived(scenario([checkAndDeploy("ship", 1, [need("ship", 2)])]));
    expect(found.problems.map(({ at }) => at.line)).toEqual([2]);
    expect(found.stages.map(({ id }) => id)).toEqual(["ship"]);
  });

  test("that needs what is not there keeps its stage, and trusts nothing behind that need", () => {
    const test1 = job("test", 1, [act("check", 2)], { needs: [need("nowhere", 3)] });
    const lenient = need("test", 6, "no-failure", "`ship` runs with `if: !failure()`");
    const [stage] = stagesOf(test1, job("ship", 4, [act("deploy", 5)], { needs: [lenient] }));
    expect(said(stage!.checks.items[0]!.everyRoute)).toBe(
      "unknown 6: `ship` runs with `if: !failure()`, and `nowhere`, which `test` needs, is not there",
    );
  });

  test("with ids from the language's own objects is read like any other", () => {
    const stages = stagesOf(
      checkAndDeploy("__proto__", 1, []),
      checkAndDeploy("constructor", 2, [need("__proto__", 2), need("toString", 2)]),
    );
    expect(stages.map(({ id, after }) => [id, after])).toEqual([
      ["__proto__", []],
      ["constructor", ["__proto__"]],
    ]);
  });

  test("of any shape is read to its end, every stage behind those that it comes after", () => {
    const kinds = ["success", "all-success", "no-failure", "end", "failure", "unknown"] as const;
    const wild = fc.array(
      fc.record({
        needs: fc.array(fc.tuple(fc.nat(9), fc.constantFrom(...kinds)), { maxLength: 4 }),
        does: fc.array(fc.constantFrom("deploy", "check", "wait", "gate", "verify", "roll-back", "approve"), {
          maxLength: 4,
        }),
        by: fc.constantFrom(undefined, "person", "change", "unread"),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 3 }), (all) => {
        const { stages } = derived(
          ...all.map((jobs, index) =>
            scenario(
              jobs.map(({ needs, does, by }, at) =>
                job(
                  `job${at}`,
                  at + 1,
                  does.map((one) => act(one as "deploy", at + 1)),
                  {
                    needs: needs.map(([to, after]) => need(`job${to}`, at + 1, after, "it does not mind")),
                    ...(by && { runs: maybe(by, "something skips it", at + 1) }),
                  },
                ),
              ),
              `way ${index}`,
            ),
          ),
        );
        const ids = stages.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [index, { after }] of stages.entries()) {
          for (const id of after) expect(ids.slice(0, index)).toContain(id);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("5,000 jobs are read", () => {
  const count = 5000;
  const names = Array.from({ length: count }, (_, index) => `job${index}`);

  test("in a chain of checks with a stage at its end", () => {
    const jobs = names.map((id, index) =>
      job(id, index + 1, [act("check", index + 1)], { needs: index > 0 ? [need(`job${index - 1}`, index + 1)] : [] }),
    );
    const ship = job("ship", 9000, [act("deploy", 9001)], { needs: [need(`job${count - 1}`, 9000)] });
    const [stage] = stagesOf(...jobs, ship);
    expect(stage!.checks.items).toHaveLength(count);
    expect(stage!.checks.items.every(({ everyRoute }) => everyRoute.state === "holds")).toBe(true);
  });

  test("side by side, each of them a stage", () => {
    expect(stagesOf(...names.map((id, index) => job(id, index + 1, [act("deploy", index + 1)])))).toHaveLength(count);
  });

  test("in a circle", () => {
    const jobs = names.map((id, index) =>
      job(id, index + 1, [act("check", index + 1)], { needs: [need(`job${(index + 1) % count}`, index + 1)] }),
    );
    expect(derived(scenario(jobs)).problems).toHaveLength(1);
  });
});
