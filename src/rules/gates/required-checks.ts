import type { CheckKind, Stage } from "#model/plan.ts";
import { all, notApplicable, type Verdict } from "#model/verdict.ts";
import { judgeKind } from "../counting.ts";
import { mayLack } from "../emergency/lanes.ts";
import { rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";

export default rule({
  id: "required-checks",
  title: "Every route to the stage passes each required kind of check",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S04", "S57", "S58", "S59", "S86"],
  judge: (stage, { kinds }, { plan, governance: { protocol } }) =>
    exceptPreview(stage, () =>
      all(
        ...kinds.map((kind) =>
          outsideEmergencies(judgeKind(stage, kind), kind, stage, mayLack(kind, stage, plan, protocol)),
        ),
      ),
    ),
});

/** What waits on a declared route for emergencies, as the protocol lets it, is missing on no other. */
const outsideEmergencies = (verdict: Verdict, kind: CheckKind, { at }: Stage, mayBe: boolean): Verdict =>
  verdict.outcome === "fail" && mayBe
    ? notApplicable(`lets ${kind} wait on its route for emergencies alone`, at)
    : verdict;
