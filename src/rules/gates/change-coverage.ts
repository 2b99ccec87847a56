import type { Plan, Stage } from "#model/plan.ts";
import type { Material } from "#model/repository.ts";
import { all, decidedAt, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { ofTier, perhapsProduction } from "../stages.ts";
import { judgeGated } from "./gated.ts";

export default rule({
  id: "change-coverage",
  title: "Application, infrastructure, flag and configuration changes all pass gates",
  each: "repository",
  evidence: ["files", "settings"],
  statements: ["S14", "S24", "S73"],
  judge: ({ plans, materials, at }, { classes }) =>
    all(
      ...classes.map((change) =>
        judgeChange(
          plans,
          change,
          materials.find((material) => material.change === change),
        ),
      ),
      notApplicable("carries no change", at),
    ),
});

/** The stages that carry a kind of change must each be gated; a kind that is here and that nothing carries is open. */
function judgeChange(plans: readonly Plan[], change: Material["change"], material: Material | undefined): Verdict {
  const carrying = plans.flatMap(perhapsProduction).filter(({ changes }) => carries(changes.items, change));
  if (carrying.length > 0)
    return all(...carrying.map((stage) => ofTier("production", stage, () => judgeStage(stage, change))));
  if (!material) return notApplicable(`holds no ${change}`);
  return decidedAt(
    open(
      `what brings the ${change} of \`${material.at.file}\` to production is not found in this repository`,
      "name the command or the action that does under `recognise` in the policy, or check the repository that does",
    ),
    material.at,
  );
}

const carries = (parts: Stage["changes"]["items"], change: Material["change"]): boolean =>
  parts.some((part) => part.change === change);

function judgeStage(stage: Stage, change: Material["change"]): Verdict {
  const gated = judgeGated(stage);
  if (gated.outcome === "fail")
    return {
      ...gated,
      reason: `changes ${change} in \`${stage.name}\` without a check or an approval`,
      remedy: `let a check or an approval stand on every route to \`${stage.name}\``,
    };
  return gated.outcome === "pass"
    ? { ...gated, ...pass(`changes ${change} in \`${stage.name}\` behind a gate`) }
    : gated;
}
