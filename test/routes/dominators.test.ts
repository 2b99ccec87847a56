import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dominators, wayAround, type Ways } from "#platforms/routes/dominators.ts";

const graph = (entries: readonly number[], edges: Readonly<Record<number, readonly number[]>>, size: number): Ways => ({
  size,
  entries,
  next: (node) => edges[node] ?? [],
});

const graphs: fc.Arbitrary<Ways> = fc
  .record({
    size: fc.constant(7),
    entries: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 }),
    edges: fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 14 }),
  })
  .map(({ size, entries, edges }) => ({
    size,
    entries,
    next: (node) => edges.flatMap(([from, to]) => (from === node ? [to] : [])),
  }));

/** Every route without a node twice: loops add nothing to what lies on all of them. */
function* routesTo(ways: Ways, target: number): Generator<readonly number[]> {
  const go = function* (route: readonly number[]): Generator<readonly number[]> {
    const last = route.at(-1)!;
    if (last === target) yield route;
    else for (const to of ways.next(last)) if (!route.includes(to)) yield* go([...route, to]);
  };
  for (const entry of ways.entries) yield* go([entry]);
}

const everyNode = [0, 1, 2, 3, 4, 5, 6];

describe("dominators", () => {
  test("are what lies on every route", () => {
    fc.assert(
      fc.property(graphs, (ways) => {
        const found = dominators(ways);
        for (const target of everyNode) {
          const routes = [...routesTo(ways, target)];
          const common = everyNode.filter((node) => routes.length > 0 && routes.every((route) => route.includes(node)));
          expect(found(target).toSorted((a, b) => a - b)).toEqual(common);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("name the nearest last", () => {
    expect(dominators(graph([0], { 0: [1, 2], 1: [3], 2: [3], 3: [4] }, 5))(4)).toEqual([0, 3, 4]);
  });

  test("take every entry for a way in of its own", () => {
    const found = dominators(graph([0, 2], { 0: [1], 1: [2], 2: [3] }, 4));
    expect(found(3)).toEqual([2, 3]);
    expect(found(1)).toEqual([0, 1]);
  });

  test("are none where nothing leads to a node", () => {
    expect(dominators(graph([0], { 1: [0] }, 2))(1)).toEqual([]);
  });

  test("stand a chain of 50,000 nodes with an edge back to its start", () => {
    const size = 50_000;
    const found = dominators({ size, entries: [0], next: (node) => [(node + 1) % size] });
    expect(found(size - 1)).toHaveLength(size);
  });
});

describe("the way around", () => {
  test("is there exactly where the gate does not lie on every route", () => {
    fc.assert(
      fc.property(graphs, fc.nat(6), fc.nat(6), (ways, gate, target) => {
        const found = dominators(ways)(target);
        const around = wayAround(ways, gate, target);
        expect(around === undefined).toBe(found.length === 0 || found.includes(gate));
        if (!around) return;
        expect(around).not.toContain(gate);
        expect([...routesTo(ways, target)]).toContainEqual(around);
      }),
      { numRuns: 500 },
    );
  });

  test("is a shortest one", () => {
    const ways = graph([0], { 0: [1, 2], 1: [5], 2: [3, 4], 3: [5], 4: [3] }, 6);
    expect(wayAround(ways, 1, 5)).toEqual([0, 2, 3, 5]);
  });
});
