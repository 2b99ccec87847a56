import type { Plan, Stage, Trigger } from "#model/plan.ts";
import { any, decidedAt, fail, judgeEvery, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { before, ofDeployment, ofTier } from "../stages.ts";

export default rule({
  id: "staging-first",
  title: "A staging deployment precedes production",
  each: "stage",
  evidence: ["files"],
  statements: ["S54"],
  judge: (stage, _, { plan }) =>
    ofDeployment(stage, () =>
      ofTier("production", stage, () =>
        any(
          ...before(plan, stage).map((earlier) =>
            ofTier("staging", earlier, () => decidedAt(pass(`comes after \`${earlier.name}\``), earlier.at)),
          ),
          judgeBeginning(plan, stage),
        ),
      ),
    ),
});

/** Where no staging stage is part of the plan, what starts the plan may come after one. */
function judgeBeginning({ triggers, name }: Plan, { at }: Stage): Verdict {
  const claim = fail(
    "comes without a staging stage before it",
    "deploy to a staging environment first, and let it begin only after that",
  );
  return judgeEvery(triggers, {
    item: (trigger) =>
      beyond.has(trigger.on)
        ? decidedAt(
            open(
              `what comes before \`${name}\` is written elsewhere`,
              `deploy to staging in \`${name}\`, too, or see what starts it`,
            ),
            trigger.at,
          )
        : decidedAt(claim, at),
    absent: decidedAt(claim, at),
  });
}

/** Beginnings that another plan, repository or controller may bring about. */
const beyond: ReadonlySet<Trigger["on"]> = new Set(["after-plan", "release", "call", "api", "manifest"]);
