import { judgeAssurance, together } from "#model/assurance.ts";
import { fail, judge, judgeSome, notApplicable } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";

export default rule({
  id: "watched-bake",
  title: "A bake is watched by an automatic health check",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S11", "S31"],
  judge: (stage) =>
    ofDeployment(stage, () => {
      const none = notApplicable("has no bake to watch", stage.at);
      const remedy = "run a health check for the whole bake, and let its failure stop the rollout";
      return judge(stage.bake, {
        declared: (bake) =>
          bake === 0
            ? none
            : judgeSome(stage.health, {
                item: ({ name, watches, effective }) =>
                  judgeAssurance(together(watches, effective), `is watched by \`${name}\` while it bakes`, remedy),
                absent: fail("bakes unwatched", remedy),
              }),
        absent: none,
      });
    }),
});
