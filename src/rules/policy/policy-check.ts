import { all, fail, judgeSome, notApplicable, type Verdict } from "#model/verdict.ts";
import type { Stage } from "#model/plan.ts";
import { judgeCheck } from "../counting.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, perhapsProduction } from "../stages.ts";

export default rule({
  id: "policy-check",
  title: "Bakewell itself blocks the way to production",
  each: "repository",
  evidence: ["files", "settings"],
  statements: ["S59"],
  judge: ({ plans, at }) =>
    all(
      ...plans.flatMap(perhapsProduction).map((stage) => askedOfProduction(stage, judgeStage(stage))),
      notApplicable("has no plan that reaches production", at),
    ),
});

/** Checks of the change are among those of the stage, as far as the server's settings make a change wait for them. */
const judgeStage = ({ name, checks, at }: Stage): Verdict =>
  judgeSome(checks, {
    item: (check) => {
      if (!check.ofPolicy) return notApplicable(`does not check \`${name}\``, check.at);
      const { reason, ...judged } = judgeCheck(check);
      return { ...judged, reason: judged.outcome === "unknown" ? reason : `has \`${name}\`, which ${reason}` };
    },
    absent: {
      ...fail(
        `reaches \`${name}\` without \`bakewell check\``,
        `run \`npx --yes bakewell check\` on every route to \`${name}\`, and let its failure stop the route`,
      ),
      places: [at],
    },
  });
