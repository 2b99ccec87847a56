import { judgeAssurance } from "#model/assurance.ts";
import type { Notice, Stage } from "#model/plan.ts";
import { all, fail, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import { gatherFailures } from "../gathered.ts";
import { type Parameters, rule } from "../rule.ts";
import { deployments, ofTier } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "halt-notice",
  title: "A halt reaches someone on call",
  each: "plan",
  evidence: ["files"],
  statements: ["S32"],
  judge: (plan, asked) =>
    all(
      ...gatherFailures(
        deployments(plan).map((stage) => ({
          name: stage.name,
          verdict: ofTier("production", stage, () => judgeStage(stage, asked)),
        })),
        (names) => ({
          reason: `tells nobody for sure of a halt of ${names}`,
          remedy: `tell ${asked.routes ? few(asked.routes, "or") : "those on call"} of every failure of ${names}`,
        }),
      ),
      notApplicable("deploys nothing to production", plan.at),
    ),
});

const judgeStage = ({ name, notices }: Stage, { routes }: Parameters<"halt-notice">): Verdict =>
  judgeSome(notices, {
    item: (notice) =>
      isOf(notice, routes)
        ? judgeAssurance(notice.everyFailure, `tells by \`${notice.name}\` when \`${name}\` halts`)
        : notApplicable(`tells others by \`${notice.name}\``, notice.at),
    absent: fail("tells nobody"),
  });

const isOf = ({ name }: Notice, routes: readonly string[] | undefined): boolean =>
  routes?.some((route) => name.toLowerCase().includes(route.toLowerCase())) ?? true;
