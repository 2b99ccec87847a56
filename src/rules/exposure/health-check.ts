import { fail, notApplicable } from "#model/verdict.ts";
import { judgeAtLeast, judgeHealth } from "../counting.ts";
import { rule } from "../rule.ts";
import { endsTheWay, ofDeployment } from "../stages.ts";
import { series } from "../wording.ts";

export default rule({
  id: "health-check",
  title: "A health check must pass before the next stage begins",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S11", "S29", "S30"],
  judge: (stage, { signals, kinds }, { plan }) =>
    ofDeployment(stage, () => {
      const { items, others } = stage.health;
      if (items.length === 0 && endsTheWay(plan, stage)) return notApplicable("has no stage after it", stage.at);
      const wanted = kinds ? ` of kind ${series(kinds, "or")}` : "";
      const lack = signals === 1 ? `has no health check${wanted}` : `has fewer than ${signals} health checks${wanted}`;
      return judgeAtLeast(
        signals,
        { items: items.filter(({ kind }) => !kinds || kinds.includes(kind)), others },
        {
          item: judgeHealth,
          absent: fail(lack, "measure its health, and let the next stage begin only after the measurement passed"),
        },
      );
    }),
});
