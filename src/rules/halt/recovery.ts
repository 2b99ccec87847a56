import { fail, judge, pass } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";

const remedy = "go back to the last version that worked when the stage fails";

export default rule({
  id: "recovery",
  title: "A failure leads to a recovery",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S13", "S37", "S39"],
  judge: (stage, { automatic: mustBeAutomatic }) =>
    ofDeployment(stage, () =>
      judge(stage.recovery, {
        declared: ({ how, automatic }) =>
          mustBeAutomatic
            ? judgeBoth(automatic, { held: `recovers: ${how}`, broken: "does not recover by itself", remedy })
            : pass(`recovers: ${how}`),
        absent: fail("has no recovery", remedy),
      }),
    ),
});
