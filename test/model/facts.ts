import fc from "fast-check";
import { broken, holds, unsure, type Assurance } from "#model/assurance.ts";
import { absent, declared, unknown, type Absent, type Cause, type Fact, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Outcome, Verdict } from "#model/verdict.ts";

/** What can stand in a model, made at random. */
export const places: fc.Arbitrary<Place> = fc.record({
  file: fc.constantFrom("a.yml", "b.yml", "c/d.yml"),
  line: fc.integer({ min: 1, max: 40 }),
  column: fc.integer({ min: 1, max: 9 }),
});

const causes = fc.constantFrom<Cause>("run-time", "settings", "elsewhere", "invalid", "stale", "policy");
const texts = fc.constantFrom("`$X` is decided when it runs", "its settings are on the server", "it is elsewhere");
const settles = fc.constantFrom("", "export the settings");

export const absents: fc.Arbitrary<Absent> = places.map(absent);
export const unknowns: fc.Arbitrary<Unknown> = fc
  .tuple(causes, texts, places, settles)
  .map(([cause, why, at, settle]) => unknown(cause, why, at, settle));

export const facts = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> =>
  fc.oneof(
    fc.tuple(values, places, fc.array(places, { maxLength: 2 })).map(([value, at, via]) => declared(value, at, via)),
    absents,
    unknowns,
  );

export const assurances: fc.Arbitrary<Assurance> = fc.oneof(
  places.map(holds),
  fc.tuple(texts, places).map(([how, at]) => broken(how, at)),
  fc.tuple(causes, texts, places, settles).map(([cause, why, at, settle]) => unsure(cause, why, at, settle)),
);

export const verdicts: fc.Arbitrary<Verdict> = fc
  .record({
    outcome: fc.constantFrom<Outcome>("pass", "fail", "unknown", "not-applicable"),
    reason: fc.constantFrom("has none", "has one", "is late"),
    places: fc.array(places, { maxLength: 2 }),
    remedy: fc.constantFrom(undefined, "write it", "run it"),
  })
  .map(({ remedy, ...verdict }) => (remedy ? { ...verdict, remedy } : verdict));
