import type { Fact, Listing } from "./fact.ts";
import type { Place } from "./place.ts";

export type Outcome = "pass" | "fail" | "unknown" | "not-applicable";

/** What a rule concludes about a subject. `unknown` is SARIF's `open`. */
export interface Verdict {
  readonly outcome: Outcome;
  /** A predicate that follows the subject's name: "has no bake time". */
  readonly reason: string;
  /** The places that decided it, the foremost first. */
  readonly places: readonly Place[];
  /** What to do about it: the lines to write, or the command that would settle an unknown. Several stand apart by an empty line. */
  readonly remedy?: string;
  /** Until when what fails is still in time, in ISO 8601 with a `Z`; absent where it is not, or nothing fails. */
  readonly due?: string;
}

/** A verdict of a fact, before the fact's place is added. */
export type Claim = Pick<Verdict, "outcome" | "reason" | "remedy">;

const claim = (outcome: Outcome, reason: string, remedy?: string): Claim =>
  remedy ? { outcome, reason, remedy } : { outcome, reason };

export const pass = (reason: string): Claim => claim("pass", reason);
export const fail = (reason: string, remedy?: string): Claim => claim("fail", reason, remedy);
export const open = (reason: string, remedy?: string): Claim => claim("unknown", reason, remedy);

export const notApplicable = (reason: string, ...places: readonly Place[]): Verdict => ({
  outcome: "not-applicable",
  reason,
  places,
});

/** A claim, with the places that decided it. */
export const decidedAt = (made: Claim, ...places: readonly Place[]): Verdict => ({ ...made, places });

/** Judges one fact. What is unknown judges itself: no rule can let it pass. */
export function judge<T>(
  fact: Fact<T>,
  cases: { readonly declared: (value: T) => Claim | Verdict; readonly absent: Claim | Verdict },
): Verdict {
  switch (fact.state) {
    case "declared":
      return { places: [fact.at, ...(fact.via ?? [])], ...cases.declared(fact.value) };
    case "absent":
      return { places: [fact.at], ...cases.absent };
    case "unknown":
      return decidedAt(open(fact.why, fact.settle || undefined), fact.at);
  }
}

/**
 * Judges a listing by its best item: one that passes is enough. Where none does, what may be
 * missing from the listing decides: it is unknown where the listing is open, and `absent` where it is whole.
 */
export function judgeSome<T>(
  { items, others }: Listing<T>,
  cases: { readonly item: (item: T) => Verdict; readonly absent: Claim | Verdict },
): Verdict {
  const judged = items.map(cases.item).filter(({ outcome }) => outcome !== "not-applicable");
  if (judged.some(({ outcome }) => outcome === "pass")) return any(...judged);
  const rest = judge<never>(others, { declared: (never) => never, absent: cases.absent });
  return judged.length > 0 && rest.outcome === "fail" ? any(...judged) : any(...judged, rest);
}

/** Judges every item of a listing: each must pass, and an open listing is unknown at best. */
export function judgeEvery<T>(
  { items, others }: Listing<T>,
  cases: { readonly item: (item: T) => Verdict; readonly absent: Claim | Verdict },
): Verdict {
  const rest = judge<never>(others, { declared: (never) => never, absent: cases.absent });
  const judged = items.map(cases.item);
  return others.state === "absent" && judged.length > 0 ? all(...judged) : all(...judged, rest);
}

/** All must pass: the worst verdict decides (Kleene's ∧). */
export const all = (...verdicts: readonly Verdict[]): Verdict =>
  decide(verdicts, ["fail", "unknown", "pass", "not-applicable"]);

/** One must pass: the best verdict decides (Kleene's ∨). */
export const any = (...verdicts: readonly Verdict[]): Verdict =>
  decide(verdicts, ["pass", "unknown", "fail", "not-applicable"]);

function decide(verdicts: readonly Verdict[], order: readonly Outcome[]): Verdict {
  const outcome = order.find((candidate) => verdicts.some((verdict) => verdict.outcome === candidate));
  if (!outcome) return notApplicable("has nothing to judge");
  const deciding = verdicts.filter((verdict) => verdict.outcome === outcome);
  const remedies = unique(deciding.flatMap(({ remedy }) => remedy?.split(/\n\n+/) ?? []));
  return {
    outcome,
    reason: unique(deciding.map(({ reason }) => reason)).join("; "),
    places: onceEach(deciding.flatMap(({ places }) => places)),
    ...(remedies.length > 0 && { remedy: remedies.join("\n\n") }),
    ...earliest(deciding.map(({ due }) => due)),
  };
}

/** The first time of all; none where one of them is not to be waited for. */
function earliest(dues: readonly (string | undefined)[]): Pick<Verdict, "due"> {
  const times = dues.filter((due) => due !== undefined).toSorted();
  const [due] = times;
  return due !== undefined && times.length === dues.length ? { due } : {};
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const onceEach = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place])).values(),
];
