import type { Group } from "#model/governance.ts";
import type { Stage } from "#model/plan.ts";
import { all, any, type Claim, judge, notApplicable, type Verdict } from "#model/verdict.ts";
import type { Parameters } from "../rule.ts";
import { wantedBy } from "./approvers.ts";
import { judgeHold, judgePeople, judgeTogether } from "./right-people.ts";

/** More than these are not looked at. */
const most = 12;

/** Judges by the best approval, or by several that hold, together: nobody counts twice in them. */
export function judgeApprovals(
  { approvals }: Stage,
  asked: Parameters<"approval">,
  listed: readonly Group[],
  absent: Claim,
): Verdict {
  const wanted = wantedBy(asked, listed);
  const judged = approvals.items
    .slice(0, most)
    .map((approval) => ({ approval, hold: judgeHold(approval, asked), people: judgePeople(approval, wanted, listed) }));
  const several = (those: typeof judged): readonly Verdict[] => {
    const together = those.map(({ approval }) => approval);
    const holds = those.map(({ hold }) => hold);
    return together.length < 2 ? [] : [all(judgeTogether(together, wanted, listed), ...holds)];
  };
  const holding = judged.filter(({ hold }) => hold.outcome === "pass");
  const perhaps = judged.filter(({ hold }) => hold.outcome !== "fail");
  return any(
    ...judged.map(({ hold, people }) => all(hold, people)),
    ...several(holding),
    ...(perhaps.length > holding.length ? several(perhaps) : []),
    judge<never>(approvals.others, {
      declared: (never) => never,
      absent: judged.length > 0 ? notApplicable("has no others") : absent,
    }),
  );
}
