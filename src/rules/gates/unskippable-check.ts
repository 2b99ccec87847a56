import type { Stage } from "#model/plan.ts";
import { all, judgeEvery, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, before, perhapsProduction } from "../stages.ts";

export default rule({
  id: "unskippable-check",
  title: "No switch, label, input or message skips a check on the way to production",
  each: "plan",
  evidence: ["files"],
  statements: ["S15", "S22"],
  judge: (plan) => {
    const none = notApplicable("has no check on its way to production", plan.at);
    const published = plan.stages.filter(({ role }) => role === "publication");
    const deployed = perhapsProduction(plan).map((stage) =>
      askedOfProduction(stage, all(none, ...[stage, ...before(plan, stage)].map((each) => judgeChecks(each, none)))),
    );
    return all(none, ...published.map((stage) => judgeChecks(stage, none)), ...deployed);
  },
});

const judgeChecks = ({ checks }: Stage, none: Verdict): Verdict =>
  judgeEvery(checks, {
    item: ({ name, unskippable }) =>
      judgeBoth(unskippable, {
        held: `cannot skip \`${name}\``,
        broken: `can skip \`${name}\``,
        remedy: `let \`${name}\` run whatever starts the plan`,
      }),
    absent: none,
  });
