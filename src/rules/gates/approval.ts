import type { Governance } from "#model/governance.ts";
import type { Stage } from "#model/plan.ts";
import { all, any, fail, judge, notApplicable, type Verdict } from "#model/verdict.ts";
import { type Parameters, rule } from "../rule.ts";
import { exceptPreview } from "../stages.ts";
import { series } from "../wording.ts";
import { alsoLists, judgeLists } from "./approver-lists.ts";
import { type Wanted, wantedBy } from "./approvers.ts";
import { judgeHold, judgePeople, judgeTogether } from "./right-people.ts";

export default rule({
  id: "approval",
  title: "The right people approve",
  each: "stage",
  evidence: ["files", "settings"],
  statements: ["S57", "S68", "S81"],
  judge: (stage, asked, { governance, repository }) =>
    exceptPreview(stage, () => {
      const wanted = wantedBy(asked, governance.groups);
      return alsoLists(
        judgeApprovals(stage, asked, wanted, governance),
        judgeLists(wanted, asked, governance, repository),
      );
    }),
});

/** More than these are not looked at. */
const most = 12;

/** Judges by the best approval, or by several that hold, together: nobody counts twice in them. */
function judgeApprovals(
  { approvals }: Stage,
  asked: Parameters<"approval">,
  wanted: Wanted,
  { groups }: Governance,
): Verdict {
  const judged = approvals.items
    .slice(0, most)
    .map((approval) => ({ approval, hold: judgeHold(approval, asked), people: judgePeople(approval, wanted, groups) }));
  const several = (those: typeof judged): readonly Verdict[] =>
    those.length < 2
      ? []
      : [
          all(
            judgeTogether(
              those.map(({ approval }) => approval),
              wanted,
              groups,
            ),
            ...those.map(({ hold }) => hold),
          ),
        ];
  const holding = judged.filter(({ hold }) => hold.outcome === "pass");
  const perhaps = judged.filter(({ hold }) => hold.outcome !== "fail");
  return any(
    ...judged.map(({ hold, people }) => all(hold, people)),
    ...several(holding),
    ...(perhaps.length > holding.length ? several(perhaps) : []),
    judge<never>(approvals.others, {
      declared: (never) => never,
      absent:
        judged.length > 0
          ? notApplicable("has no others")
          : fail("begins without an approval", `let ${peopleIn(wanted)} approve before it begins`),
    }),
  );
}

const peopleIn = ({ groups, each }: Wanted): string =>
  groups.length === 0
    ? `${each} or more people`
    : series(
        groups.map((names) => `${each} of ${series(names, "or")}`),
        "and",
      );
