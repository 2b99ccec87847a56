import { fail, judgeSome } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";
import { series } from "../wording.ts";
import { judgeApproval } from "./right-people.ts";

export default rule({
  id: "approval",
  title: "The right people approve",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S57", "S68", "S81"],
  judge: (stage, asked) =>
    exceptPreview(stage, () => {
      const people = asked.from ? `${asked.count} of ${series(asked.from, "or")}` : `${asked.count} or more people`;
      return judgeSome(stage.approvals, {
        item: (approval) => judgeApproval(approval, asked),
        absent: fail("begins without an approval", `let ${people} approve before it begins`),
      });
    }),
});
