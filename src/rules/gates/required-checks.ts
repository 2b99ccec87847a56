import { all } from "#model/verdict.ts";
import { judgeKind } from "../counting.ts";
import { rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";

export default rule({
  id: "required-checks",
  title: "Every route to the stage passes each required kind of check",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S04", "S57", "S58", "S59", "S86"],
  judge: (stage, { kinds }) => exceptPreview(stage, () => all(...kinds.map((kind) => judgeKind(stage, kind)))),
});
