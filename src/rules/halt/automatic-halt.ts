import { fail, judge, notApplicable } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { endsTheWay, ofDeployment } from "../stages.ts";

const remedy = "let a failed health check stop the rollout by itself";

export default rule({
  id: "automatic-halt",
  title: "A failed check stops the rollout without a human",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S12"],
  judge: (stage, _, { plan }) =>
    ofDeployment(stage, () =>
      judge(stage.halt, {
        declared: ({ on, automatic }) =>
          judgeBoth(automatic, { held: `is halted by ${on}`, broken: `is not halted by ${on}`, remedy }),
        absent: endsTheWay(plan, stage)
          ? notApplicable("has no stage after it", stage.at)
          : fail("is halted by nothing", remedy),
      }),
    ),
});
