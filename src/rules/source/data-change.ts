import type { Stage } from "#model/plan.ts";
import type { Migration, Repository } from "#model/repository.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { judgeGated } from "../gates/gated.ts";
import { rule } from "../rule.ts";
import { deployments, ofTier } from "../stages.ts";
import { few } from "../wording.ts";

export default rule({
  id: "data-change",
  title: "Data changes are gated steps of their own, with instructions, and take nothing away that is in use",
  each: "plan",
  evidence: ["files", "documents"],
  statements: ["S40", "S41"],
  judge: (plan, _asked, { repository }) => {
    const stages = deployments(plan).filter(({ changes }) => changes.items.some(isOfData));
    if (stages.length === 0) return notApplicable("changes no data", plan.at);
    return all(...stages.map((stage) => ofTier("production", stage, () => judgeStage(stage, repository))));
  },
});

const isOfData = ({ change }: Stage["changes"]["items"][number]): boolean => change === "data";

const judgeStage = (stage: Stage, { migrations, dataInstructions, at }: Repository): Verdict =>
  all(
    judgeOwn(stage),
    judgeGate(stage),
    ...migrations.map(judgeMigration),
    judge(dataInstructions, {
      declared: (file) => pass(`has instructions in ${file}`),
      absent: decidedAt(
        open(
          "the repository holds no instructions for a change of data: what to do when it fails may be written elsewhere",
          "write them beside the migrations: what is changed, how long it takes, how to go back",
        ),
        at,
      ),
    }),
  );

/** What stands in one stage with other changes cannot be stopped, repeated or undone by itself. */
function judgeOwn({ name, at, changes }: Stage): Verdict {
  const others = changes.items.filter((part) => !isOfData(part));
  if (others.length === 0) return decidedAt(pass(`changes data in \`${name}\` alone`), at);
  return decidedAt(
    fail(
      `changes data in \`${name}\` together with ${few(others.map((part) => part.name))}`,
      "give the change of data a stage of its own, before the deployment that needs it",
    ),
    ...changes.items.filter(isOfData).map((part) => part.at),
  );
}

function judgeGate(stage: Stage): Verdict {
  const gated = judgeGated(stage);
  if (gated.outcome !== "fail") return gated;
  return {
    ...gated,
    reason: `changes data in \`${stage.name}\` without a check or an approval`,
    remedy: `let a check or an approval stand on every route to \`${stage.name}\``,
  };
}

/** The newest migration is the one that is being released: what it takes away, the running version may still use. */
const judgeMigration = ({ name, at, destroys }: Migration): Verdict =>
  judge(destroys, {
    declared: (what) =>
      fail(
        `takes away what the running version may use: \`${what}\` in ${name}`,
        "stop using it in one release, and take it away in a later one",
      ),
    absent: decidedAt(pass(`takes nothing away in ${name}`), at),
  });
