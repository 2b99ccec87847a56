import { all, type Claim, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
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
    const judged = way.map((phase) =>
      isSwitch(phase.stage) ? judgeSwitch(plan, phase.stage, asked) : judgeShare(phase, asked),
    );
    const hasSwitch = way.some(({ stage }) => isSwitch(stage));
    return all(none, ...doubts, ...(hasSwitch ? [] : judgeCount(way, asked)), ...judged);
  },
});

/** Where a share is unknown, its stage may stand for several phases: the shares decide alone. */
function judgeCount(way: readonly Phase[], { stages }: Asked): readonly Verdict[] {
  const [first] = way;
  if (!first) return [];
  const count = way.reduce((most, { position }) => Math.max(most, position), 0);
  const reached = `reaches production in ${count} phase${count === 1 ? "" : "s"}`;
  if (count >= stages) return [decidedAt(pass(reached), first.stage.at)];
  if (way.some(({ stage }) => stage.exposure.state === "unknown")) return [];
  return [decidedAt(fail(`${reached}, fewer than ${stages}`, remedy(stages)), first.stage.at)];
}

const judgeShare = ({ stage, position, reached }: Phase, asked: Asked): Verdict =>
  judge(stage.exposure, {
    declared: ({ share }) => judgeStep(stage.name, share, position === 1 ? undefined : { from: reached }, asked),
    absent: open(`how much of production \`${stage.name}\` reaches is not written`),
  });

function judgeStep(
  name: string,
  share: number,
  step: { readonly from: number | undefined } | undefined,
  { stages, first, growth }: Asked,
): Claim {
  // Shares such as 0.1 × 5 carry a rounding error far below a thousandth of a percent.
  const isWithin = (bound: number) => share <= bound + 1e-9;
  if (!step) {
    const begins = `begins with ${percent(share)}`;
    return isWithin(first)
      ? pass(begins)
      : fail(`${begins} at \`${name}\`, more than ${percent(first)}`, remedy(stages));
  }
  // Where the share before it is not known, the verdict of that one says so.
  if (step.from === undefined) return pass(`goes on to ${percent(share)}`);
  const goes = `goes from ${percent(step.from)} to ${percent(share)}`;
  return isWithin(step.from * growth)
    ? pass(goes)
    : fail(`${goes} at \`${name}\`, more than ${growth} times as many`, remedy(stages));
}

const remedy = (stages: number): string =>
  `split the way to production into ${Math.max(2, stages)} phases or more, and begin with a small share of its users`;
