import { judgeAssurance } from "#model/assurance.ts";
import type { Stage } from "#model/plan.ts";
import { any, fail, judgeSome, type Verdict } from "#model/verdict.ts";
import { judgeCheck } from "../counting.ts";

/** Whether a check or an approval stands on every route to a stage. */
export const judgeGated = ({ checks, approvals }: Stage): Verdict =>
  any(
    judgeSome(checks, { item: (check) => judgeCheck(check), absent: fail("passes no check") }),
    judgeSome(approvals, {
      item: ({ name, everyRoute }) => judgeAssurance(everyRoute, `waits for \`${name}\``),
      absent: fail("begins without an approval"),
    }),
  );
