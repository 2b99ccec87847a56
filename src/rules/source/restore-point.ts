import type { RestorePoint, Stage } from "#model/plan.ts";
import { all, fail, judge, judgeSome, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { judgeBoth } from "../judged.ts";
import { rule } from "../rule.ts";
import { ofDeployment } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "restore-point",
  title: "A labelled backup precedes what redeploying cannot undo",
  each: "stage",
  evidence: ["files", "documents"],
  statements: ["S89"],
  judge: (stage) => ofDeployment(stage, () => ofIrreversible(stage, (what) => judgePoints(stage, what))),
});

/** Data, and solutions with their data, are not what they were when the earlier version is deployed again. */
function ofIrreversible({ changes, removals, at }: Stage, judged: (what: string) => Verdict): Verdict {
  const lasting = changes.items.filter(({ change }) => change === "data" || change === "solution");
  const names = [...lasting, ...removals.items].map(({ name }) => name);
  if (names.length > 0) return judged(few(names));
  return judge<never>(changes.others, {
    declared: (never) => never,
    absent: notApplicable("carries nothing that redeploying cannot undo", at),
  });
}

const remedy = "make a backup just before it begins, and label it with the version that it belongs to";

const judgePoints = ({ restorePoints }: Stage, what: string): Verdict =>
  judgeSome(restorePoints, {
    item: judgePoint,
    absent: fail(`keeps no backup before ${what}, which redeploying cannot undo`, remedy),
  });

const judgePoint = ({ name, label, everyRoute }: RestorePoint): Verdict =>
  all(
    judgeBoth(everyRoute, {
      held: `is preceded by \`${name}\``,
      broken: `need not be preceded by \`${name}\``,
      remedy,
    }),
    judge(label, {
      declared: (text) =>
        namesVersion(text)
          ? pass(`labels it \`${text}\``)
          : fail(`labels it \`${text}\`, which is the same for every version`, remedy),
      absent: fail(`keeps by \`${name}\` a backup without a label`, remedy),
    }),
  );

/** A label with a number or an expression in it; any other is the same every time. */
const namesVersion = (label: string): boolean => /\d|\$|\{\{/.test(label);
