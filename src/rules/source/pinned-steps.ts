import type { Step } from "#model/plan.ts";
import { all, fail, judge, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { gatherFailures } from "../gathered.ts";
import { type Parameters, rule } from "../rule.ts";

export default rule({
  id: "pinned-steps",
  title: "Third-party steps on the way to production are pinned",
  each: "plan",
  evidence: ["files"],
  statements: ["S19"],
  judge: ({ steps: { items, others }, at }, asked) => {
    const judged = items
      .filter(({ stages }) => stages.length > 0)
      .map((step) => ({ name: step.uses, verdict: judgeStep(step, asked) }));
    const none = notApplicable("runs no step made by others", at);
    const failing = gatherFailures(judged, (names) => ({
      reason: `runs ${names}, which can change without a change here`,
      remedy: "pin each to the full hash of a commit, or to a digest",
    }));
    return all(...failing, judge<never>(others, { declared: (never) => never, absent: none }));
  },
});

const judgeStep = ({ uses, pinnedBy, byVendor }: Step, { vendor }: Parameters<"pinned-steps">): Verdict =>
  judge(pinnedBy, {
    declared: (by) => {
      const fixed = by === "commit" || by === "digest" || (by === "version" && byVendor && vendor === "version");
      return fixed ? pass("pins the steps made by others") : fail(`pins \`${uses}\` by ${by}`);
    },
    absent: fail(`pins \`${uses}\` by nothing`),
  });
