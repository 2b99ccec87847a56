import { type Assurance, judgeAssurance, together } from "#model/assurance.ts";
import type { Listing } from "#model/fact.ts";
import type { Check, CheckKind, HealthCheck, Stage } from "#model/plan.ts";
import { all, type Claim, fail, judge, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";

/** A check counts where it lies on every route, stops it when it fails, and nobody can skip it. */
const counts = ({ everyRoute, blocking, unskippable }: Check): Assurance => together(everyRoute, blocking, unskippable);

/** Judges whether a stage must pass a check that is one of a kind. */
export const judgeCheck = (check: Check, as: CheckKind | "check"): Verdict => {
  const assurance = counts(check);
  const label = as === "check" ? `\`${check.name}\`` : `\`${check.name}\` (${as})`;
  return judgeAssurance(
    assurance.state === "broken" ? { ...assurance, how: `need not pass ${label}: ${assurance.how}` } : assurance,
    `must pass ${label}`,
    `let the stage begin only after \`${check.name}\` has passed, on every route`,
  );
};

/** Judges whether a stage must pass some check of a kind. */
export const judgeKind = ({ checks }: Stage, kind: CheckKind): Verdict =>
  judgeSome(checks, {
    item: (check) => (check.kinds.includes(kind) ? judgeCheck(check, kind) : notApplicable(`is no ${kind}`, check.at)),
    absent: fail(`passes no ${kind}`, `run ${kind} on every route to it, and let a failure stop the route`),
  });

/** Judges whether a health check must pass before a stage is left, and can fail. */
export const judgeHealth = ({ name, everyRoute, effective }: HealthCheck): Verdict =>
  judgeAssurance(
    together(everyRoute, effective),
    `is checked by \`${name}\``,
    `let \`${name}\` decide whether the rollout goes on`,
  );

/** Judges a listing by its best items: as many must pass as are asked. Where one is asked, this is `judgeSome`. */
export function judgeAtLeast<T>(
  asked: number,
  { items, others }: Listing<T>,
  cases: { readonly item: (item: T) => Verdict; readonly absent: Claim },
): Verdict {
  const judged = items.map(cases.item);
  const having = (outcome: Verdict["outcome"]) => judged.filter((verdict) => verdict.outcome === outcome);
  const best = [...having("pass"), ...having("unknown")].slice(0, asked);
  if (best.length === asked) return all(...best);
  const rest = judge<never>(others, { declared: (never) => never, absent: cases.absent });
  const broken = having("fail");
  return rest.outcome === "fail" && broken.length > 0 ? all(...broken) : all(...best, rest);
}
