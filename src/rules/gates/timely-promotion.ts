import { together } from "#model/assurance.ts";
import { printDuration } from "#model/duration.ts";
import { listing } from "#model/fact.ts";
import type { Approval, HealthCheck, Plan, Stage } from "#model/plan.ts";
import { any, fail, judge, judgeEvery, judgeSome, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { deployments, ofDeployment } from "../stages.ts";
import { judgeGated } from "./gated.ts";

export default rule({
  id: "timely-promotion",
  title: "Promotion is conditional, and an unanswered approval means no",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S33"],
  judge: (stage, { longest }, { plan }) =>
    ofDeployment(stage, () => {
      const answered = judgeEvery(stage.approvals, {
        item: (approval) => judgeSilence(approval, longest),
        absent: notApplicable("waits for nobody", stage.at),
      });
      if (answered.outcome === "fail" || answered.outcome === "unknown") return answered;
      const conditional = judgeCondition(plan, stage);
      if (conditional.outcome === "fail")
        return notApplicable("begins whether or not anything before it is well", stage.at);
      return answered.outcome === "pass" && conditional.outcome === "pass" ? answered : conditional;
    }),
});

function judgeSilence({ name, unanswered }: Approval, longest: number): Verdict {
  const remedy = `let no answer to \`${name}\` be a no after ${printDuration(longest)} or less`;
  const endless = fail(`waits for \`${name}\` without an end`, remedy);
  return judge(unanswered, {
    declared: ({ means, after, isDefault }) => {
      if (!Number.isFinite(after)) return endless;
      const silence = `takes no answer to \`${name}\` for a ${means} after ${printDuration(after)}`;
      const said = `${silence}${isDefault ? ", the platform's default" : ""}`;
      if (means === "yes") return fail(said, remedy);
      return after <= longest ? pass(said) : fail(`${said}: more than ${printDuration(longest)}`, remedy);
    },
    absent: endless,
  });
}

/** Whether something must be well on every route: a check, an approval, or the health of a stage right before it. */
function judgeCondition(plan: Plan, stage: Stage): Verdict {
  const before = deployments(plan).filter(({ id }) => stage.after.includes(id));
  return any(judgeGated(stage), ...before.map((earlier) => judgeWell(earlier, stage)));
}

/** What is read in the later stage as well may be read only after that one has begun. */
function judgeWell({ name: stage, health }: Stage, later: Stage): Verdict {
  const again = new Set(later.health.items.map(keyOf));
  const items = health.items.filter((check) => !again.has(keyOf(check)));
  return judgeSome(listing(items, health.others), {
    item: ({ name, everyRoute, effective }) =>
      judgeBoth(together(everyRoute, effective), {
        held: `begins only where \`${name}\` finds \`${stage}\` well`,
        broken: `begins whatever \`${name}\` finds`,
        remedy: `let \`${name}\` decide whether the rollout goes on`,
      }),
    absent: fail(`begins whether or not \`${stage}\` is well`),
  });
}

const keyOf = ({ name, at }: HealthCheck): string => JSON.stringify([name, at]);
