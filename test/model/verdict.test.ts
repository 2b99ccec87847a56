import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listing } from "#model/fact.ts";
import {
  all,
  any,
  decidedAt,
  fail,
  judge,
  judgeEvery,
  judgeSome,
  pass,
  type Outcome,
  type Verdict,
} from "#model/verdict.ts";
import { absents, facts, unknowns, verdicts } from "./facts.ts";

const several = fc.array(verdicts, { maxLength: 5 });
const outcomes = (seen: readonly Verdict[]): readonly Outcome[] => seen.map(({ outcome }) => outcome);

/** Three-valued truth, after Kleene: what is not applicable takes no part. */
const truths: Readonly<Record<Outcome, number | undefined>> = {
  pass: 1,
  unknown: 0.5,
  fail: 0,
  "not-applicable": undefined,
};
const truth = ({ outcome }: Verdict): number | undefined => truths[outcome];
const taking = (seen: readonly Verdict[]): readonly number[] => seen.flatMap((verdict) => truth(verdict) ?? []);

describe.each([
  ["all", all, Math.min],
  ["any", any, Math.max],
] as const)("%s", (_, combine, kleene) => {
  test("is Kleene's, of those that apply", () => {
    fc.assert(
      fc.property(several, (seen) => {
        const values = taking(seen);
        expect(truth(combine(...seen))).toBe(values.length > 0 ? kleene(...values) : undefined);
      }),
    );
  });

  test("has an outcome that neither order nor grouping changes", () => {
    fc.assert(
      fc.property(verdicts, verdicts, verdicts, (a, b, c) => {
        expect(combine(a, b).outcome).toBe(combine(b, a).outcome);
        expect(combine(combine(a, b), c).outcome).toBe(combine(a, combine(b, c)).outcome);
        expect(combine(a, a).outcome).toBe(a.outcome);
      }),
    );
  });

  test("says the same in groups as at once", () => {
    fc.assert(
      fc.property(verdicts, verdicts, verdicts, (a, b, c) => {
        const { outcome, places } = combine(combine(a, b), c);
        expect({ outcome, places }).toEqual({ outcome: combine(a, b, c).outcome, places: combine(a, b, c).places });
      }),
    );
  });

  test("gives the places and remedies of those that decide, and each text once", () => {
    fc.assert(
      fc.property(several, (seen) => {
        const made = combine(...seen);
        const deciding = seen.filter(({ outcome }) => outcome === made.outcome);
        const places = deciding.flatMap((verdict) => verdict.places);
        expect(made.places).toEqual([
          ...new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place])).values(),
        ]);
        const remedies = [...new Set(deciding.flatMap(({ remedy }) => remedy?.split(/\n\n+/) ?? []))];
        expect(made.remedy ?? "").toBe(remedies.join("\n\n"));
        const reasons = [...new Set(deciding.map(({ reason }) => reason))];
        expect(made.reason).toBe(reasons.join("; ") || "has nothing to judge");
      }),
    );
  });

  test("of nothing is not applicable", () => {
    expect(combine()).toEqual({ outcome: "not-applicable", reason: "has nothing to judge", places: [] });
  });
});

test("one dominates the other: where all pass, any does", () => {
  fc.assert(
    fc.property(several, (seen) => {
      const [least, most] = [truth(all(...seen)), truth(any(...seen))];
      expect((least ?? 0) <= (most ?? 1)).toBe(true);
    }),
  );
});

describe("a fact is judged", () => {
  const cases = {
    declared: (value: number) => (value > 0 ? pass("is positive") : fail("is not")),
    absent: fail("is missing"),
  };

  test("by its value, its absence or itself, and never passes while it is unknown", () => {
    fc.assert(
      fc.property(facts(fc.integer()), (fact) => {
        const { outcome } = judge(fact, cases);
        const ofValue = fact.state === "declared" && fact.value > 0 ? "pass" : "fail";
        expect(outcome).toBe(fact.state === "unknown" ? "unknown" : ofValue);
      }),
    );
  });

  test("at its place, and at those that its value came through", () => {
    fc.assert(
      fc.property(facts(fc.integer()), (fact) => {
        const via = fact.state === "declared" ? (fact.via ?? []) : [];
        expect(judge(fact, cases).places).toEqual([fact.at, ...via]);
      }),
    );
  });
});

const listings = fc
  .tuple(fc.array(verdicts, { maxLength: 4 }), fc.oneof(absents, unknowns))
  .map(([items, others]) => listing(items, others));
const itself = { item: (verdict: Verdict) => verdict, absent: fail("is missing") };

describe("some of a listing", () => {
  test("pass exactly where one does", () => {
    fc.assert(
      fc.property(listings, (list) => {
        expect(judgeSome(list, itself).outcome === "pass").toBe(outcomes(list.items).includes("pass"));
      }),
    );
  });

  test("fail exactly where it is whole and none passes or is unknown", () => {
    fc.assert(
      fc.property(listings, (list) => {
        const seen = outcomes(list.items);
        const isLost = list.others.state === "absent" && !seen.includes("pass") && !seen.includes("unknown");
        expect(judgeSome(list, itself).outcome === "fail").toBe(isLost);
      }),
    );
  });

  test("fail by the items that fall short, and as missing where there is none", () => {
    fc.assert(
      fc.property(listings, (list) => {
        const { outcome, reason } = judgeSome(list, itself);
        fc.pre(outcome === "fail");
        const short = list.items.filter((verdict) => verdict.outcome === "fail").map((verdict) => verdict.reason);
        expect(reason).toBe(short.length > 0 ? [...new Set(short)].join("; ") : "is missing");
      }),
    );
  });
});

describe("every item of a listing", () => {
  test("passes only where it is whole and all that apply pass", () => {
    fc.assert(
      fc.property(listings, (list) => {
        const values = taking(list.items);
        const isWhole = list.others.state === "absent" && values.length > 0 && Math.min(...values) === 1;
        expect(judgeEvery(list, itself).outcome === "pass").toBe(isWhole);
      }),
    );
  });

  test("fails exactly where one does, or where there is none and none can be", () => {
    fc.assert(
      fc.property(listings, (list) => {
        const isEmpty = list.items.length === 0 && list.others.state === "absent";
        expect(judgeEvery(list, itself).outcome === "fail").toBe(isEmpty || outcomes(list.items).includes("fail"));
      }),
    );
  });
});

test("a claim is a verdict at its places", () => {
  const at = { file: "a.yml", line: 3, column: 1 };
  expect(decidedAt(pass("has one"), at)).toEqual({ outcome: "pass", reason: "has one", places: [at] });
  expect(decidedAt(fail("has none", "write one"), at)).toEqual({
    outcome: "fail",
    reason: "has none",
    remedy: "write one",
    places: [at],
  });
});
