import { printDuration } from "#model/duration.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { valueOf } from "#model/fact.ts";
import { fail, judge, notApplicable, pass } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { before, behind, ofDeployment } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "bake-time",
  title: "A stage bakes before the next one begins",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S12", "S66"],
  judge: (stage, { minimum, first }, { plan }) =>
    ofDeployment(stage, () => {
      const next = behind(plan, stage).map(({ name }) => name);
      if (next.length === 0) return notApplicable("has no stage after it", stage.at);
      const least = first !== undefined && isFirst(plan, stage) ? first : minimum;
      const remedy = `let ${few(next.slice(0, 1))} begin at least ${printDuration(least)} after it`;
      return judge(stage.bake, {
        declared: (bake) =>
          bake >= least
            ? pass(`bakes ${printDuration(bake)}`)
            : fail(`bakes ${printDuration(bake)}, less than ${printDuration(least)}`, remedy),
        absent: fail("has no bake time", remedy),
      });
    }),
});

/** Whether no stage of the same tier comes before it: the first to expose that tier. */
const isFirst = (plan: Plan, stage: Stage): boolean =>
  before(plan, stage).every(({ tier }) => valueOf(tier) !== valueOf(stage.tier));
