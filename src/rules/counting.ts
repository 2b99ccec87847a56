import { type Assurance, together } from "#model/assurance.ts";
import type { Listing } from "#model/fact.ts";
import type { Check, CheckKind, HealthCheck, Stage } from "#model/plan.ts";
import { all, type Claim, fail, judge, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "./judged.ts";

/** A check counts where it lies on every route, stops it when it fails, and nobody can skip it. */
const counts = ({ everyRoute, blocking, unskippable }: Check): Assurance => together(everyRoute, blocking, unskippable);

/** Judges whether a stage must pass a check, as one of a kind where that is given. */
export function judgeCheck(check: Check, kind?: CheckKind): Verdict {
  const label = kind ? `\`${check.name}\` (${kind})` : `\`${check.name}\``;
  return judgeBoth(counts(check), {
    held: `must pass ${label}`,
    broken: `need not pass ${label}`,
    remedy: `let the stage begin only after \`${check.name}\` has passed, on every route`,
  });
}

/** Judges whether a stage must pass some check of a kind. */
export const judgeKind = ({ checks }: Stage, kind: CheckKind): Verdict =>
  judgeSome(checks, {
    item: (check) => (check.kinds.includes(kind) ? judgeCheck(check, kind) : notApplicable(`is no ${kind}`, check.at)),
    absent: fail(`passes no ${kind}`, `run ${kind} on every route to it, and let a failure stop the route`),
  });

/** Judges whether a health check must pass before a stage is left, and can fail. */
export const judgeHealth = ({ name, everyRoute, effective }: HealthCheck): Verdict =>
  judgeBoth(together(everyRoute, effective), {
    held: `is checked by \`${name}\``,
    broken: `is not held back by \`${name}\``,
    remedy: `let \`${name}\` decide whether the rollout goes on`,
  });

/** Judges whether a health check watches a stage for the whole of its bake, and can fail. */
export const judgeWatch = ({ name, watches, effective }: HealthCheck): Verdict =>
  judgeBoth(together(watches, effective), {
    held: `is watched by \`${name}\``,
    broken: `is not watched by \`${name}\``,
    remedy: watchRemedy,
  });

export const watchRemedy = "run a health check for the whole bake, and let its failure stop the rollout";

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
