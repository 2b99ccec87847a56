import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job, Need } from "#platforms/routes/graph.ts";
import { inOrder } from "#platforms/routes/order.ts";
import { act, derived, job, need, scenario, stagesOf } from "./graphs.ts";

const deploys = (id: string, at: number, needs: readonly Need[] = []): Job =>
  job(id, at, [act("deploy", at + 1)], { needs });
const order = (...jobs: readonly Job[]): readonly string[] =>
  stagesOf(...jobs).map(({ id, after }) => `${id} < ${after.join(" ")}`);

describe("stages", () => {
  test("come after the nearest that must have ended", () => {
    const jobs = [
      deploys("dev", 10),
      deploys("staging", 20, [need("dev", 20)]),
      deploys("production", 30, [need("staging", 30), need("dev", 31)]),
    ];
    expect(order(...jobs)).toEqual(["dev < ", "staging < dev", "production < staging"]);
  });

  test("come after those that jobs between wait for", () => {
    const wait = job("hold", 20, [act("wait", 21)], { needs: [need("staging", 20)] });
    expect(order(deploys("staging", 10), wait, deploys("production", 30, [need("hold", 30)]))).toEqual([
      "staging < ",
      "production < staging",
    ]);
  });

  test("stand in the order of the file where none waits for another", () => {
    expect(order(deploys("eu", 10), deploys("asia", 20), deploys("america", 30))).toEqual([
      "eu < ",
      "asia < ",
      "america < ",
    ]);
  });

  test("stand behind what they wait for, although the file has them before it", () => {
    expect(order(deploys("production", 10, [need("staging", 10)]), deploys("staging", 20))).toEqual([
      "staging < ",
      "production < staging",
    ]);
  });

  test.each(["end", "failure", "unknown"] as const)(
    "come after none that they do not need to have succeeded (%s)",
    (after) => {
      const late = deploys("production", 20, [need("staging", 21, after, "`production` does not mind")]);
      expect(order(deploys("staging", 10), late).at(-1)).toBe(after === "failure" ? "staging < " : "production < ");
    },
  );

  test("come after those that every scenario has before them", () => {
    const staging = deploys("staging", 10);
    const production = deploys("production", 20, [need("staging", 20)]);
    const alone = deploys("production", 20, [
      need("staging", 20, "no-failure", "`production` runs with `if: !failure()`"),
    ]);
    const after = (...jobs: readonly Job[]): readonly string[] | undefined =>
      derived(scenario([staging, production]), scenario(jobs, "a manual start", "manual")).stages.at(-1)?.after;
    expect(after(staging, production)).toEqual(["staging"]);
    expect(after(alone)).toEqual([]);
    expect(after(production)).toEqual(["staging"]);
  });

  test("are unordered where no scenario has both", () => {
    const { stages } = derived(
      scenario([deploys("staging", 10)]),
      scenario([deploys("production", 20)], "a tag", "tag"),
    );
    expect(stages.map(({ id, after }) => [id, after])).toEqual([
      ["staging", []],
      ["production", []],
    ]);
  });
});

describe("an order", () => {
  const graphs = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 8, maxLength: 8 });

  test("holds everything once, and nothing before what it comes after, but for what closes a circle", () => {
    fc.assert(
      fc.property(graphs, (before) => {
        const found = inOrder(8, (index) => before[index]!);
        expect([...found.order].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
        const closing = new Set(found.closing.map(String));
        for (const [index, earlier] of before.entries()) {
          for (const one of earlier) {
            if (closing.has(String([index, one]))) continue;
            expect(found.order.indexOf(one)).toBeLessThan(found.order.indexOf(index));
          }
        }
      }),
    );
  });

  test("closes no circle where there is none", () => {
    fc.assert(
      fc.property(graphs, (before) => {
        expect(inOrder(8, (index) => before[index]!.filter((one) => one < index)).closing).toEqual([]);
      }),
    );
  });

  test("is that which was given where nothing comes after anything", () => {
    expect(inOrder(4, () => []).order).toEqual([0, 1, 2, 3]);
  });
});
