import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { type Parameters, rule } from "../rule.ts";
import { ofTier } from "../stages.ts";
import { percent } from "../wording.ts";
import { isSwitch, judgeSwitch } from "./blue-green.ts";
import { type Phase, phases, undecided } from "./phases.ts";

type Asked = Parameters<"progressive-exposure">;

export default rule({
  id: "progressive-exposure",
  title: "Production is reached in phases, the first one small, each step bounded",
  each: "plan",
  evidence: ["files"],
  statements: ["S03", "S05", "S09"],
  judge: (plan, asked) => {
    const none = notApplicable("deploys nothing to production", plan.at);
    const doubts = undecided(plan).map((stage) => ofTier("production", stage, () => none));
    const way = phases(plan);
    const switches = way.filter(({ stage }) => isSwitch(stage));
    if (switches.length > 0) return all(...switches.map(({ stage }) => judgeSwitch(plan, stage, asked)));
    return all(none, ...doubts, ...judgeCount(way, asked), ...way.map((phase) => judgeShare(phase, asked)));
  },
});

/** Where a share is unknown, its stage may stand for several phases: the shares decide alone. */
function judgeCount(way: readonly Phase[], { stages }: Asked): readonly Verdict[] {
  const [first] = way;
  if (!first) return [];
  const count = Math.max(...way.map(({ position }) => position));
  const reached = `reaches production in ${count} phase${count === 1 ? "" : "s"}`;
  if (count >= stages) return [decidedAt(pass(reached), first.stage.at)];
  if (way.some(({ stage }) => stage.exposure.state === "unknown")) return [];
  return [decidedAt(fail(`${reached}, fewer than ${stages}`, remedy(stages)), first.stage.at)];
}

const judgeShare = ({ stage, earlier }: Phase, { stages, first, growth }: Asked): Verdict =>
  judge(stage.exposure, {
    declared: ({ share }) => {
      const largest = Math.max(0, ...earlier.map(shareOf));
      const bound = earlier.length === 0 ? first : largest * growth;
      const step =
        earlier.length === 0 ? `begins with ${percent(share)}` : `goes from ${percent(largest)} to ${percent(share)}`;
      // Shares such as 0.1 × 5 carry a rounding error far below a thousandth of a percent.
      if (share <= bound + 1e-9 || earlier.some((phase) => shareOf(phase) === Infinity)) return pass(step);
      const limit = earlier.length === 0 ? `more than ${percent(first)}` : `more than ${growth} times as many`;
      return fail(`${step} at \`${stage.name}\`, ${limit}`, remedy(stages));
    },
    absent: open(`how much of production \`${stage.name}\` reaches is not written`),
  });

/** Infinite where it is not known: then its own verdict says so, and no step from it can be judged. */
const shareOf = ({ stage: { exposure } }: Phase): number =>
  exposure.state === "declared" ? exposure.value.share : Infinity;

const remedy = (stages: number): string =>
  `split the way to production into ${Math.max(2, stages)} phases or more, and begin with a small share of its users`;
