import { fail, judge, judgeSome, notApplicable } from "#model/verdict.ts";
import { judgeWatch, watchRemedy } from "../counting.ts";
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
      const unwatched = fail("bakes unwatched", watchRemedy);
      return judge(stage.bake, {
        declared: (bake) => (bake === 0 ? none : judgeSome(stage.health, { item: judgeWatch, absent: unwatched })),
        absent: none,
      });
    }),
});
