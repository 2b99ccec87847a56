import { fail } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";
import { series } from "../wording.ts";
import { judgeApprovals } from "./approved.ts";
import { alsoLists, judgeLists } from "./approver-lists.ts";
import { type Wanted, wantedBy } from "./approvers.ts";

export default rule({
  id: "approval",
  title: "The right people approve",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S57", "S68", "S81"],
  judge: (stage, asked, { governance, repository }) =>
    exceptPreview(stage, () => {
      const wanted = wantedBy(asked, governance.groups);
      const none = fail("begins without an approval", `let ${peopleIn(wanted)} approve before it begins`);
      return alsoLists(
        judgeApprovals(stage, asked, governance.groups, none),
        judgeLists(wanted, asked, governance, repository),
      );
    }),
});

const peopleIn = ({ groups, each }: Wanted): string =>
  groups.length === 0
    ? `${each} or more people`
    : series(
        groups.map((names) => `${each} of ${series(names, "or")}`),
        "and",
      );
