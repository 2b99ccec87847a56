import type { Plan, Removal, Stage } from "#model/plan.ts";
import { all, decidedAt, fail, judgeEvery, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { deployments, ofTier } from "../stages.ts";

export default rule({
  id: "safe-removal",
  title: "Destructive steps are off the way to production, or approved",
  each: "plan",
  evidence: ["files"],
  statements: ["S10", "S40"],
  judge: (plan: Plan) =>
    all(
      ...deployments(plan).map((stage) => ofTier("production", stage, () => judgeStage(stage))),
      notApplicable("deploys nothing to production", plan.at),
    ),
});

const judgeStage = (stage: Stage): Verdict =>
  judgeEvery(stage.removals, {
    item: (removal) => judgeRemoval(removal, stage),
    absent: notApplicable(`takes nothing away on the way to \`${stage.name}\``),
  });

/** What is taken away for good is approved by somebody, every time. */
function judgeRemoval({ name, takes, at }: Removal, stage: Stage): Verdict {
  const what = takes.state === "declared" ? `${takes.value} by \`${name}\`` : `\`${name}\``;
  const unapproved = fail(
    `takes away ${what} on the way to \`${stage.name}\` without an approval`,
    "take it off the way to production, or make it a change of its own that somebody approves",
  );
  const approved = judgeSome(stage.approvals, {
    item: (approval) =>
      judgeBoth(approval.everyRoute, {
        held: `takes away ${what} after \`${approval.name}\` has approved`,
        broken: `need not wait for \`${approval.name}\` before it takes away ${what}`,
        remedy: "let every route wait for the approval",
      }),
    absent: decidedAt(unapproved, at),
  });
  return { ...approved, places: [at, ...approved.places] };
}
