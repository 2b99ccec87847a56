import { type Plan, type Stage } from "#model/plan.ts";
import { all, decidedAt, fail, judge, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, deployments, isOfTier, ofTier, perhapsProduction } from "../stages.ts";
import { few } from "../wording.ts";
import { areMoreAtOnce, besides } from "./side-by-side.ts";

const remedy = "let each group begin only after the one before it has ended well, and stop at the first that fails";

export default rule({
  id: "serial-rings",
  title: "Later groups depend on earlier ones; a failing group stops them",
  each: "plan",
  evidence: ["files"],
  statements: ["S35"],
  judge: (plan, { concurrent }) => {
    const certain = deployments(plan).filter((stage) => isOfTier(stage, "production"));
    const possible = perhapsProduction(plan);
    const grouped = possible.map((stage) => askedOfProduction(stage, judgeGroup(stage, concurrent)));
    if (possible.length === 0) return notApplicable("deploys nothing to production", plan.at);
    if (possible.length === 1) return all(...grouped, notApplicable("deploys to one stage of production", plan.at));
    return all(...grouped, judgeWidth(plan, certain, possible, concurrent));
  },
});

function judgeWidth(plan: Plan, certain: readonly Stage[], possible: readonly Stage[], concurrent: number): Verdict {
  if (areMoreAtOnce(plan, certain, concurrent)) {
    const parallel = besides(plan, certain);
    const claim = fail(`deploys ${few(parallel.map(({ name }) => name))} side by side`, remedy);
    return decidedAt(claim, ...parallel.map(({ at }) => at));
  }
  if (!areMoreAtOnce(plan, possible, concurrent)) return decidedAt(pass("deploys one group after another"), plan.at);
  return all(
    ...besides(plan, possible).map((stage) =>
      ofTier("production", stage, () => decidedAt(pass("is production"), stage.at)),
    ),
  );
}

/** Stages such as the regions of a matrix, of which one stands for all. */
const judgeGroup = (stage: Stage, concurrent: number): Verdict =>
  judge(stage.group, {
    declared: (group) =>
      group.concurrent > concurrent
        ? fail(`runs the groups of \`${group.name}\` side by side`, remedy)
        : judgeBoth(group.stopsTogether, {
            held: `stops \`${group.name}\` at the first group that fails`,
            broken: `does not stop \`${group.name}\` when a group fails`,
            remedy,
          }),
    absent: notApplicable(`deploys \`${stage.name}\` as one`, stage.at),
  });
