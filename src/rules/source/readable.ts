import type { SourceProblem } from "#model/repository.ts";
import { all, type Claim, decidedAt, fail, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";

const shown = 3;

export default rule({
  id: "readable",
  title: "A deployment configuration can be read and is valid for its platform",
  each: "source",
  evidence: ["files"],
  statements: ["S21"],
  judge: ({ problems, at }) => {
    const errors = problems.filter(({ weight }) => weight === "error");
    const doubts = problems.filter(({ weight }) => weight === "unknown");
    const found = [...judgeFirst(errors, fail), ...judgeFirst(doubts, open)];
    return all(...found, decidedAt(pass("can be read"), at));
  },
});

function judgeFirst(
  problems: readonly SourceProblem[],
  say: (reason: string, remedy: string) => Claim,
): readonly Verdict[] {
  const left = problems.slice(shown);
  const judged = problems.slice(0, shown).map(({ reason, remedy, at }) => decidedAt(say(reason, remedy), at));
  if (left.length === 0) return judged;
  const more = say(`has ${left.length} more such problem${left.length > 1 ? "s" : ""}`, "");
  return [...judged, decidedAt(more, ...left.map(({ at }) => at))];
}
