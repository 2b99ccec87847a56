import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absent, andThen, declared, firstOf, map, valueOf } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import { facts, places } from "./facts.ts";

const numbers = facts(fc.integer());
const half = (value: number): number => value / 2;
const next = (value: number): number => value + 1;

describe("a fact", () => {
  test("is the same under no change, and two changes are one after the other", () => {
    fc.assert(
      fc.property(numbers, (fact) => {
        expect(map(fact, (value) => value)).toEqual(fact);
        expect(map(map(fact, half), next)).toEqual(map(fact, (value) => next(half(value))));
      }),
    );
  });

  test("keeps its state and its place under every change of its value", () => {
    fc.assert(
      fc.property(numbers, (fact) => {
        const { state, at } = map(fact, half);
        expect([state, at]).toEqual([fact.state, fact.at]);
      }),
    );
  });

  test("is what is found in its value; absent and unknown stay what they are", () => {
    fc.assert(
      fc.property(numbers, numbers, (fact, found) => {
        expect(andThen(fact, () => found)).toEqual(fact.state === "declared" ? found : fact);
      }),
    );
  });

  test("is found step by step or at once", () => {
    const even = (value: number) =>
      value % 2 === 0 ? declared(value, startOf("even.yml")) : absent(startOf("odd.yml"));
    const small = (value: number) =>
      value < 100 ? declared(value, startOf("small.yml")) : absent(startOf("large.yml"));
    fc.assert(
      fc.property(numbers, (fact) => {
        expect(andThen(andThen(fact, even), small)).toEqual(andThen(fact, (value) => andThen(even(value), small)));
      }),
    );
  });

  test("is the first of several that is not absent, and the last where all are", () => {
    fc.assert(
      fc.property(numbers, fc.array(numbers, { maxLength: 4 }), (first, rest) => {
        const all = [first, ...rest];
        expect(firstOf(first, ...rest)).toBe(all.find(({ state }) => state !== "absent") ?? all.at(-1));
      }),
    );
  });

  test("has a value exactly where it is declared", () => {
    fc.assert(
      fc.property(numbers, (fact) => {
        expect(valueOf(fact) !== undefined).toBe(fact.state === "declared");
      }),
    );
  });

  test("names what its value came through only where there is such a thing", () => {
    fc.assert(
      fc.property(places, fc.array(places), (at, via) => {
        expect("via" in declared(1, at, via)).toBe(via.length > 0);
      }),
    );
  });
});
