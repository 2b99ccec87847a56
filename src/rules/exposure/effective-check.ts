import { judgeEvery, notApplicable } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";

export default rule({
  id: "effective-check",
  title: "A health check can fail",
  each: "stage",
  evidence: ["files"],
  statements: ["S04", "S11"],
  judge: (stage) =>
    ofDeployment(stage, () =>
      judgeEvery(stage.health, {
        item: ({ name, effective }) =>
          judgeBoth(effective, {
            held: `can be stopped by \`${name}\``,
            broken: `is checked in vain by \`${name}\``,
            remedy: `let \`${name}\` measure before it decides, fail on bad values, and fail where nothing was measured`,
          }),
        absent: notApplicable("has no health check", stage.at),
      }),
    ),
});
