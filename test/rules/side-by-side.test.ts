import fc from "fast-check";
import { expect, test } from "vitest";
import type { Stage } from "#model/plan.ts";
import { mostAtOnce } from "#rules/exposure/side-by-side.ts";
import { before } from "#rules/stages.ts";
import { plan, production } from "./build.ts";

/** Any order of up to seven stages. */
const stages = fc
  .integer({ min: 1, max: 7 })
  .chain((count) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, index) =>
          fc.subarray(Array.from({ length: index }, (__, earlier) => `s${earlier}`)),
        ),
      )
      .map((after) => after.map((ids, index) => production(`s${index}`, index + 1, { after: ids }))),
  );

function byTrying(all: readonly Stage[]): number {
  const earlier = new Map(all.map((stage) => [stage, new Set(before(plan(all), stage))]));
  const apart = (one: Stage, other: Stage) => !earlier.get(one)?.has(other) && !earlier.get(other)?.has(one);
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((__, index) => (bits >> index) & 1));
  const free = sets.filter((set) => set.every((one) => set.every((other) => one === other || apart(one, other))));
  return Math.max(...free.map(({ length }) => length));
}

test("the most stages at once are those that trying every set finds", () => {
  fc.assert(
    fc.property(stages, (all) => {
      expect(mostAtOnce(plan(all), all)).toBe(byTrying(all));
    }),
  );
});
