import type { Check, Plan, Stage } from "#model/plan.ts";
import { all, decidedAt, judgeEvery, notApplicable, open, type Verdict } from "#model/verdict.ts";
import { isExcused } from "../emergency/lanes.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { askedOfProduction, before, isOfTier, perhapsProduction } from "../stages.ts";

export default rule({
  id: "unskippable-check",
  title: "No switch, label, input or message skips a check on the way to production",
  each: "plan",
  evidence: ["files"],
  statements: ["S15", "S22"],
  judge: (plan, _, { governance: { protocol } }) => {
    const mayBe = (check: Check) => isExcused(check, plan, protocol);
    const none = notApplicable("has no check on its way to production", plan.at);
    const published = plan.stages.filter(({ role }) => role === "publication");
    const deployed = [...onTheWay(plan)].map(([stage, end]) => askedOfProduction(end, judgeChecks(stage, none, mayBe)));
    return all(none, ...published.map((stage) => judgeChecks(stage, none, mayBe)), ...deployed);
  },
});

/** The stages that may be production and those before them, each with one that it leads to: a sure one if it can. */
function onTheWay(plan: Plan): ReadonlyMap<Stage, Stage> {
  const ends = perhapsProduction(plan);
  const way = new Map<Stage, Stage>();
  for (const end of ends.toSorted((a, b) => Number(isOfTier(a, "production")) - Number(isOfTier(b, "production"))))
    for (const stage of [...before(plan, end), end]) way.set(stage, end);
  return way;
}

const judgeChecks = ({ checks }: Stage, none: Verdict, mayBe: (check: Check) => boolean): Verdict =>
  judgeEvery(checks, {
    item: (check) => {
      const { name, unskippable, guards } = check;
      if (mayBe(check)) return notApplicable(`skips \`${name}\` on its route for emergencies alone`, unskippable.at);
      const verdict = judgeBoth(unskippable, {
        held: `cannot skip \`${name}\``,
        broken: `can skip \`${name}\``,
        remedy: `let \`${name}\` run whatever starts the plan`,
      });
      return guards === "change" && verdict.outcome === "fail" ? ofChange(verdict) : verdict;
    },
    absent: none,
  });

/** A check that runs on changes stands on the way only where a setting asks for it. */
const ofChange = ({ reason, places }: Verdict): Verdict =>
  decidedAt(
    open(`${reason}, and whether a change must pass it is a setting`, "see whether the rules of the branch require it"),
    ...places,
  );
