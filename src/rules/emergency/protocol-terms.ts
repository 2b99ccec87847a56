import type { Duration } from "#model/duration.ts";
import { printDuration } from "#model/duration.ts";
import type { Protocol, Term } from "#model/emergency.ts";
import { type Fact, valueOf } from "#model/fact.ts";
import { decidedAt, fail, type Verdict } from "#model/verdict.ts";

/** Everything that is owed has an end, and so has the access that is given. */
export function judgeTerms(protocol: Protocol): readonly Verdict[] {
  const { owedWithin, review, reconcile, elevation, responsePlan } = protocol;
  const missing: readonly (readonly [Fact<unknown>, reason: string, remedy: string])[] = [
    [
      responsePlan,
      "names no plan for emergencies that it is aligned with",
      "write `response-plan: docs/emergency-response.md`",
    ],
    [owedWithin, "does not say when what is owed must be done", "write `owed: P1D`"],
    [elevation.longest, "does not say how long access is given for", "write `elevation: { longest: PT4H }`"],
    [review.within, "does not say when an emergency is reviewed", "write `review: { within: 5 business days }`"],
    [reconcile.merge, "does not say when the change must be on trunk", "write `reconcile: { merge: P1D }`"],
    [reconcile.markers, "does not say when markers must be gone", "write `reconcile: { markers: PT8H }`"],
  ];
  return missing.flatMap(([fact, reason, remedy]) =>
    fact.state === "absent" ? [decidedAt(fail(reason, remedy), fact.at)] : [],
  );
}

/** Whoever asked for it, or wrote the change, does not review it. */
export const judgeReviewers = ({ review: { at, notBy } }: Protocol): readonly Verdict[] =>
  notBy.includes("requester") && notBy.includes("author")
    ? []
    : [
        decidedAt(
          fail("lets the requester or the author review the emergency", "write `not-by: [requester, author]`"),
          at,
        ),
      ];

/** The review is done in the business days that a framework gives. */
export function judgeReviewTerm({ review: { within } }: Protocol, most: number | undefined): readonly Verdict[] {
  if (most === undefined || within.state !== "declared" || isWithin(within.value, most)) return [];
  const remedy = `write \`within: ${most} business days\`, or less`;
  return [
    decidedAt(
      fail(`reviews an emergency within ${words(within.value)}, later than ${most} business days`, remedy),
      within.at,
    ),
  ];
}

/** However the days fall: `n` business days are never fewer than `n` days and the weekends between whole weeks of them. */
const isWithin = (term: Term, most: number): boolean =>
  term.of === "business-days" ? term.days <= most : term.time <= (most + 2 * Math.floor(most / 5)) * day;

const words = (term: Term): string => (term.of === "time" ? printDuration(term.time) : `${term.days} business days`);

const day: Duration = 86_400;

/** What should have been done again by now, as of a time: it makes nothing unsound, and is said beside. */
export const lapsed = ({ drilled, drillEvery, reviewed, reviewEvery }: Protocol, now: string): readonly string[] => [
  ...(drilled.state === "absent" ? ["no drill of it is written down"] : []),
  ...overdue(drilled, drillEvery, now, (since) => `its last drill was on ${since}`),
  ...overdue(reviewed, reviewEvery, now, (since) => `it was last reviewed on ${since}`),
];

function overdue(
  last: Fact<string>,
  every: Fact<Duration>,
  now: string,
  say: (since: string) => string,
): readonly string[] {
  const since = valueOf(last);
  const period = valueOf(every);
  if (since === undefined || period === undefined) return [];
  const late = (Date.parse(now) - Date.parse(since)) / 1000 - period;
  return late > day ? [`${say(since)}, and there is one every ${printDuration(period)}`] : [];
}
