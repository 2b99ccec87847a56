import type { Plan, Trigger } from "#model/plan.ts";
import { all, decidedAt, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, isOfTier, perhapsProduction } from "../stages.ts";
import { series } from "../wording.ts";
import { judgeBranches } from "./branches.ts";

export default rule({
  id: "trunk-based",
  title: "Deployments come from trunk, release branches or tags",
  each: "repository",
  evidence: ["files", "settings"],
  statements: ["S46", "S47", "S74"],
  judge: (repository, { branches }) =>
    all(
      notApplicable("has no plan that says from which branch it reaches production", repository.at),
      ...repository.plans.flatMap((plan) => judgePlan(plan, branches)),
    ),
});

function judgePlan(plan: Plan, allowed: readonly string[]): readonly Verdict[] {
  const stages = perhapsProduction(plan);
  const stage = stages.find((one) => isOfTier(one, "production")) ?? stages[0];
  if (!stage) return [];
  const { items, others } = plan.triggers;
  const none = notApplicable("is started by nothing else", plan.at);
  const judged = all(
    ...items.map((trigger) => judgeTrigger(plan, trigger, allowed)),
    judge<never>(others, { declared: (never) => never, absent: none }),
  );
  return [askedOfProduction(stage, judged)];
}

function judgeTrigger({ name, stages }: Plan, { on, refs, at }: Trigger, allowed: readonly string[]): Verdict {
  const remedy = `start \`${name}\` only from ${series(allowed, "or")}`;
  const anywhere = open(
    `any branch may start \`${name}\`: which of them reach production is not written`,
    `${remedy}, or see to which branches its environments are limited`,
  );
  switch (on) {
    case "tag":
    case "release":
    case "schedule":
    case "api":
      return decidedAt(pass(`starts \`${name}\` by a ${on === "api" ? "call from outside" : on}`), at);
    case "manifest":
      return notApplicable(`has a controller that chooses the branch of \`${name}\``, at);
    case "call":
      return decidedAt(open(`the branch of \`${name}\` is its caller's`, remedy), at);
    case "change-request":
      return stages.some(({ role }) => role === "preview")
        ? notApplicable(`previews a change by \`${name}\``, at)
        : decidedAt(
            open(`whether a change reaches production by \`${name}\` before it merges is not written`, remedy),
            at,
          );
    case "push":
    case "manual":
    case "after-plan":
    case "merge-queue":
      return judge(refs, { declared: (branches) => judgeBranches(name, branches, allowed, remedy), absent: anywhere });
  }
}
