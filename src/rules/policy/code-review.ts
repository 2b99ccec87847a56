import type { Plan, Stage } from "#model/plan.ts";
import type { Place } from "#model/place.ts";
import type { Repository, Reviews } from "#model/repository.ts";
import type { BranchReviews, ReviewRule } from "#model/review.ts";
import { all, any, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, isOfTier, perhapsProduction } from "../stages.ts";
import { type Branch, branchesOf, trunks } from "./deploying.ts";

export default rule({
  id: "code-review",
  title: "Changes are reviewed by others before they merge",
  each: "repository",
  evidence: ["settings"],
  statements: ["S57"],
  judge: (repository, { count }) =>
    all(
      ...repository.plans.flatMap((plan) => judgePlan(plan, repository, count)),
      notApplicable("has no plan that reaches production", repository.at),
    ),
});

function judgePlan(plan: Plan, { reviews }: Repository, count: number): readonly Verdict[] {
  const stages = perhapsProduction(plan);
  const stage: Stage | undefined = stages.find((one) => isOfTier(one, "production")) ?? stages[0];
  if (!stage) return [];
  return branchesOf(plan).map((branch) => askedOfProduction(stage, judgeBranch(branch, reviews, count)));
}

/** One of the servers keeps the changes: which, only its settings show. */
function judgeBranch({ names, isGuessed, at }: Branch, reviews: readonly Reviews[], count: number): Verdict {
  const ruled = names.find((name) => reviews.some(({ of }) => (of(name, trunkBy(name))?.rules.length ?? 0) > 0));
  const name = ruled ?? names[0];
  if (reviews.length === 0)
    return decidedAt(
      open(
        `how changes to \`${name}\` are reviewed is set where they are kept`,
        "see to the rules of the branch there",
      ),
      at,
    );
  const judged = any(...reviews.map((one) => judgeOn(one, name, at, count)));
  if (judged.outcome !== "fail" || !isGuessed || ruled !== undefined) return judged;
  return decidedAt(
    open(
      `which branch is trunk is not written, and \`${name}\` lets changes in without a review`,
      "name the branch that deploys in the triggers of its plan",
    ),
    at,
  );
}

function judgeOn({ of, settle }: Reviews, name: string, at: Place, count: number): Verdict {
  const found = of(name, trunkBy(name));
  const unclear = decidedAt(
    open(`what a change to \`${name}\` must pass is a setting that is not exported`, settle(name)),
    at,
  );
  if (!found) return unclear;
  const rest = judgeRest(found, name, at, unclear, settle(name));
  const judged = found.rules.map((one) => judgeRule(one, name, count, settle(name)));
  return any(...judged, ...(rest.outcome === "fail" && judged.length > 0 ? [] : [rest]));
}

/** The default branch, as far as a branch that deploys tells. */
const trunkBy = (name: string): string => (trunks.includes(name) ? name : "main");

/** What rules may do that are not seen, or of which it cannot be told whether they are for the branch. */
function judgeRest({ unsure, all: whole }: BranchReviews, name: string, at: Place, unclear: Verdict, settle: string) {
  const [doubtful] = unsure;
  if (doubtful)
    return decidedAt(open(`whether \`${doubtful.name}\` is for \`${name}\` is not exported`, settle), doubtful.at);
  if (!whole) return unclear;
  if (whole.stale !== undefined) return decidedAt(open(whole.stale, settle), whole.at);
  return decidedAt(
    fail(
      `lets changes to \`${name}\` in without a review`,
      `protect \`${name}\` with a rule that asks for an approval of each change`,
    ),
    whole.at,
    at,
  );
}

function judgeRule(one: ReviewRule, branch: string, count: number, settle: string): Verdict {
  const { name, at, stale, enforced, approvals, byAuthor, bypass } = one;
  if (stale !== undefined) return decidedAt(open(stale, settle), at);
  if (!enforced)
    return decidedAt(fail(`only tries out \`${name}\` for \`${branch}\``, `let \`${name}\` be enforced`), at);
  const asks = `asks ${approvals} to approve a change to \`${branch}\` by \`${name}\``;
  if (approvals < count)
    return decidedAt(fail(`${asks}, fewer than ${count}`, `let \`${name}\` ask ${count} to approve`), at);
  const unsaid = (what: string) => open(`whether ${what} \`${name}\` is not exported`, settle);
  return all(
    decidedAt(pass(asks), at),
    settled(
      judge(byAuthor, {
        declared: (may) =>
          may
            ? fail(`lets authors approve their own change to \`${branch}\``, "let the author's approval not count")
            : { ...pass(asks), places: [] },
        absent: unsaid("authors may approve their own change by"),
      }),
      settle,
    ),
    settled(
      judge(bypass, {
        declared: (may) =>
          may
            ? fail(`lets some go round \`${name}\` for \`${branch}\``, "let nobody merge or push without it")
            : { ...pass(asks), places: [] },
        absent: unsaid("some may go round"),
      }),
      settle,
    ),
  );
}

/** What is unknown is settled by an export, where it does not say by what. */
const settled = (verdict: Verdict, settle: string): Verdict =>
  verdict.outcome === "unknown" && verdict.remedy === undefined ? { ...verdict, remedy: settle } : verdict;
