import type { Plan, Stage } from "#model/plan.ts";
import { all, decidedAt, fail, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { isOfTier, ofTier, perhapsProduction } from "../stages.ts";
import { few, percent } from "../wording.ts";

export default rule({
  id: "automated-deployment",
  title: "The pipeline starts and runs the deployment",
  each: "plan",
  evidence: ["files"],
  statements: ["S09", "S17", "S48", "S72", "S84", "S85"],
  judge: (plan, { manual: most }, { repository: { plans } }) => {
    const stages = perhapsProduction(plan);
    if (stages.length === 0) return notApplicable("deploys nothing to production", plan.at);
    const others = plans.filter(({ id }) => id !== plan.id);
    const byHand = stages.filter((stage) => isStartedByHand(stage) && !isDeployedOtherwise(stage, others));
    const share = byHand.length / stages.length;
    if (share <= most) return decidedAt(pass("begins its deployments to production by itself"), plan.at);
    return all(...byHand.map((stage) => ofTier("production", stage, () => judgeShare(byHand, share))));
  },
});

function judgeShare(byHand: readonly Stage[], share: number): Verdict {
  const begun = share === 1 ? "none" : percent(1 - share);
  return decidedAt(
    fail(
      `begins ${begun} of its deployments to production by itself: a person has to start ${few(byHand.map(({ name }) => name))}`,
      "let a change that has passed its checks start the way to production, and ask people for approvals alone",
    ),
    ...byHand.map(({ at }) => at),
  );
}

const isStartedByHand = ({ startedBy }: Stage): boolean => startedBy.every((start) => start === "manual");

/** What one plan does again by hand, such as going back, another one does by itself: in production, for staging may be called the same. */
const isDeployedOtherwise = ({ targets }: Stage, others: readonly Plan[]): boolean => {
  const byItself = new Set(
    others
      .flatMap(({ stages }) => stages)
      .filter((stage) => stage.role === "deployment" && isOfTier(stage, "production") && !isStartedByHand(stage))
      .flatMap((stage) => stage.targets),
  );
  return targets.length > 0 && targets.every((target) => byItself.has(target));
};
