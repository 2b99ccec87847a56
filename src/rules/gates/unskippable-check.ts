import { type Plan, type Stage } from "#model/plan.ts";
import { all, judgeEvery, notApplicable } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { before, perhapsProduction } from "../stages.ts";

export default rule({
  id: "unskippable-check",
  title: "No switch, label, input or message skips a check on the way to production",
  each: "plan",
  evidence: ["files"],
  statements: ["S15", "S22"],
  judge: (plan) => {
    const none = notApplicable("has no check on its way to production", plan.at);
    const judged = onTheWay(plan).map(({ checks }) =>
      judgeEvery(checks, {
        item: ({ name, unskippable }) =>
          judgeBoth(unskippable, {
            held: `cannot skip \`${name}\``,
            broken: `can skip \`${name}\``,
            remedy: `let \`${name}\` run whatever starts the plan`,
          }),
        absent: none,
      }),
    );
    return all(none, ...judged);
  },
});

/** The stages that may be production, those before them, and what is published. */
function onTheWay(plan: Plan): readonly Stage[] {
  const production = perhapsProduction(plan);
  const way = new Set([...production, ...production.flatMap((stage) => before(plan, stage))]);
  return plan.stages.filter((stage) => way.has(stage) || stage.role === "publication");
}
