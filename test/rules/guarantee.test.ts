import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absent, declared, listing } from "#model/fact.ts";
import { approversOf, judgedFor, wantedBy } from "#rules/gates/approvers.ts";
import { isGuaranteed } from "#rules/gates/guarantee.ts";
import { approval, at } from "./build.ts";

const subsets = (size: number) => Array.from({ length: 1 << size }, (_, set) => set);
const members = (set: number, size: number) =>
  Array.from({ length: size }, (_, one) => one).filter((one) => set & (1 << one));

interface World {
  /** How many people there are, and who they are, as sets of bits: at each gate, in each group. */
  readonly size: number;
  readonly gates: readonly { readonly people: number; readonly count: number }[];
  readonly groups: readonly number[];
  readonly each: number;
}

/** Whether the people of a set can be told off to the groups, each to one, tried out in every way. */
function isEnough(set: number, { size, groups, each }: World): boolean {
  const places = groups.flatMap((group) => Array.from({ length: each }, () => group));
  const fill = (index: number, left: number): boolean =>
    index === places.length || members(left & places[index]!, size).some((one) => fill(index + 1, left & ~(1 << one)));
  return fill(0, set);
}

const count = (set: number): number => members(set, 30).length;

/** Every set of people that passes every gate is enough. */
const always = (world: World): boolean =>
  subsets(world.size)
    .filter((set) => world.gates.every(({ people, count: needed }) => count(set & people) >= needed))
    .every((set) => isEnough(set, world));

const world = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    gates: fc.array(
      fc.record({ people: fc.integer({ min: 0, max: (1 << size) - 1 }), count: fc.integer({ min: 0, max: 4 }) }),
      { maxLength: 3 },
    ),
    groups: fc.array(fc.integer({ min: 0, max: (1 << size) - 1 }), { minLength: 1, maxLength: 3 }),
    each: fc.integer({ min: 1, max: 2 }),
  }),
);

test("what is guaranteed is what every way of passing the gates gives", () => {
  fc.assert(
    fc.property(world, (given) => {
      const kinds = members((1 << given.size) - 1, given.size).map((one) => ({
        gates: given.gates.reduce((set, { people }, gate) => (people & (1 << one) ? set | (1 << gate) : set), 0),
        groups: given.groups.reduce((set, people, group) => (people & (1 << one) ? set | (1 << group) : set), 0),
        people: 1,
      }));
      const needs = given.gates.map(({ count: needed }) => needed);
      expect(isGuaranteed({ needs, kinds, groups: given.groups.length, each: given.each })).toBe(always(given));
    }),
    { numRuns: 2000 },
  );
});

describe("people who are not all known", () => {
  const people = ["ana", "ben", "cleo", "dan"];
  const teams = ["red", "blue"];
  const names = [...people.map((name) => `user:${name}`), ...teams.map((name) => `team:acme/${name}`)];
  const some = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 4 });
  const strangers = 3;
  const size = people.length + teams.length * strangers;

  const given = fc.record({
    gates: fc.array(fc.tuple(some, fc.integer({ min: 1, max: 3 })), { minLength: 1, maxLength: 3 }),
    from: fc.oneof(
      fc.record({ any: fc.uniqueArray(fc.constantFrom("one", "two"), { minLength: 1 }) }),
      fc.record({ all: fc.uniqueArray(fc.constantFrom("one", "two"), { minLength: 1 }) }),
      fc.constant(undefined),
    ),
    one: some,
    two: some,
    count: fc.integer({ min: 1, max: 2 }),
    /** Who of the known people is in which team, as it may turn out to be. */
    joined: fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 })),
  });

  test("pass only what holds, and fail only what does not, whoever they turn out to be", () => {
    const seen = { yes: 0, no: 0, maybe: 0 };
    fc.assert(
      fc.property(given, ({ gates, from, one, two, count: each, joined }) => {
        const bitsOf = (name: string): number => {
          const team = teams.indexOf(name.replace("team:acme/", ""));
          if (team < 0) return 1 << people.indexOf(name.replace("user:", ""));
          const own = ((1 << strangers) - 1) << (people.length + team * strangers);
          return own | joined[team]!;
        };
        const union = (list: readonly string[]): number => list.reduce((set, name) => set | bitsOf(name), 0);
        const groups = [
          { name: "one", members: one, at: at(1) },
          { name: "two", members: two, at: at(2) },
        ];
        const lists = { one: union(one), two: union(two) };
        const everyone = (1 << size) - 1;
        const unionOf = (some: readonly ("one" | "two")[]) => some.reduce((set, name) => set | lists[name], 0);
        const asked =
          from && "all" in from ? from.all.map((name) => lists[name]) : [from ? unionOf(from.any) : everyone];
        const truth = always({
          size,
          gates: gates.map(([list, needed]) => ({ people: union(list), count: needed })),
          groups: asked,
          each,
        });
        const approvals = gates.map(([list, needed], index) =>
          approval(`gate ${index}`, 10 + index, {
            from: listing(list, absent(at(10 + index))),
            count: declared(needed, at(10 + index)),
          }),
        );
        const parameters = { count: each, "by-author": false, "by-initiator": false, bypass: false, automation: false };
        const wanted = wantedBy({ ...parameters, ...(from && { from }) }, groups);
        const answer = judgedFor(approvals, approversOf(approvals, wanted, groups), wanted);
        seen[answer]++;
        expect(["maybe", truth ? "yes" : "no"]).toContain(answer);
      }),
      { numRuns: 400 },
    );
    expect(Object.values(seen).every((times) => times > 0)).toBe(true);
  });
});

test("too many ways are left open, and do not take long", () => {
  const kinds = Array.from({ length: 400 }, (_, one) => ({
    gates: 1 + ((one * 7) % 4095),
    groups: one % 255,
    people: 1,
  }));
  expect(isGuaranteed({ needs: Array.from({ length: 12 }, () => 40), kinds, groups: 8, each: 30 })).not.toBe(true);
  expect(isGuaranteed({ needs: Array.from({ length: 40 }, () => 1), kinds, groups: 1, each: 1 })).toBeUndefined();
  expect(
    isGuaranteed({
      needs: [1_000_000],
      kinds: [{ gates: 1, groups: 1, people: Infinity }],
      groups: 1,
      each: 1_000_000,
    }),
  ).not.toBe(false);
});
