import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job, Need, Scenario } from "#platforms/routes/graph.ts";
import { act, derived, job, maybe, need, scenario } from "./graphs.ts";

const kinds = ["success", "all-success", "no-failure", "end", "unknown"] as const;

const jobs: fc.Arbitrary<readonly Job[]> = fc
  .array(
    fc.record({
      needs: fc.uniqueArray(fc.tuple(fc.nat(4), fc.constantFrom<Need["after"]>(...kinds)), { selector: ([to]) => to }),
      by: fc.constantFrom(undefined, undefined, "person" as const, "unread" as const),
      isThere: fc.boolean(),
    }),
    { minLength: 5, maxLength: 5 },
  )
  .map((shapes) =>
    shapes.flatMap(({ needs, by, isThere }, index) => {
      const acts = index > 2 ? [act("deploy", index + 1)] : [act("check", index + 1, { name: `check ${index}` })];
      const own = needs
        .filter(([to]) => to < index)
        .map(([to, after]) => need(`job${to}`, index + 1, after, "it does not mind"));
      const runs = by && { runs: maybe(by, "something skips it", index + 1) };
      return isThere || index > 2 ? [job(`job${index}`, index + 1, acts, { needs: own, ...runs })] : [];
    }),
  );

/** So that every id is known: a need of a job that is in no scenario cannot be read, one of a job that is left out can. */
const everyId = scenario(
  [0, 1, 2, 3, 4].map((index) => job(`job${index}`, index + 1, [])),
  "nothing",
);

/** The checks that hold before each stage, and the stages that come before it near and far. */
function sure(...scenarios: readonly Scenario[]): ReadonlyMap<string, ReadonlySet<string>> {
  const { stages } = derived(...scenarios, everyId);
  const far = new Map<string, ReadonlySet<string>>();
  for (const { id, after, checks } of stages) {
    const holding = checks.items.filter(
      ({ everyRoute, unskippable }) => everyRoute.state === "holds" && unskippable.state === "holds",
    );
    far.set(
      id,
      new Set([
        ...after,
        ...after.flatMap((one) => [...far.get(one)!].filter((name) => name.startsWith("job"))),
        ...holding.map(({ name }) => name),
      ]),
    );
  }
  return far;
}

describe("a plan of several scenarios", () => {
  test("has exactly the stages that one of them has", () => {
    fc.assert(
      fc.property(jobs, jobs, (one, other) => {
        const both = [...sure(scenario(one), scenario(other, "a tag")).keys()].toSorted();
        const each = new Set([...sure(scenario(one)).keys(), ...sure(scenario(other)).keys()]);
        expect(both).toEqual([...each].toSorted());
      }),
    );
  });

  test("is sure of exactly what each that reaches a stage is sure of", () => {
    fc.assert(
      fc.property(jobs, jobs, (one, other) => {
        const [first, second] = [sure(scenario(one)), sure(scenario(other))];
        for (const [id, found] of sure(scenario(one), scenario(other, "a tag"))) {
          const reached = [first.get(id), second.get(id)].filter((each) => each !== undefined);
          const common = [...reached[0]!].filter((name) => reached.every((each) => each.has(name)));
          expect([...found].toSorted()).toEqual(common.toSorted());
        }
      }),
      { numRuns: 300 },
    );
  });

  test("is the same where one of them is told twice", () => {
    fc.assert(
      fc.property(jobs, (one) => {
        expect(sure(scenario(one), scenario(one, "a tag"))).toEqual(sure(scenario(one)));
      }),
    );
  });
});
