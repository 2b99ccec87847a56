import { judgeAssurance } from "#model/assurance.ts";
import type { Plan, Stage, Trigger } from "#model/plan.ts";
import { all, any, decidedAt, fail, judgeEvery, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { before, deployments, isOfTier, ofDeployment, ofTier } from "../stages.ts";
import { few } from "../wording.ts";

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
          ...before(plan, stage).map((earlier) => ofTier("staging", earlier, () => judgeStaging(earlier))),
          judgeBeginning(plan, stage),
        ),
      ),
    ),
});

/** A stage that may deploy nothing puts nothing on staging for sure. */
function judgeStaging({ name, at, deploys }: Stage): Verdict {
  const reason = `comes after \`${name}\``;
  return all(decidedAt(pass(reason), at), judgeAssurance(deploys, reason));
}

/** Where no staging stage must end before it, what starts the plan may come after one. */
function judgeBeginning(plan: Plan, { at }: Stage): Verdict {
  const beside = deployments(plan).filter((other) => isOfTier(other, "staging"));
  const names = beside.map(({ name }) => name);
  const reason =
    names.length > 0 ? `need not come after ${few(names, "or")}` : "comes without a staging stage before it";
  const remedy = "deploy to a staging environment first, and let it begin only where that went well";
  const claim = decidedAt(fail(reason, remedy), at, ...beside.map((other) => other.at));
  return judgeEvery(plan.triggers, {
    item: (trigger) =>
      beyond.has(trigger.on)
        ? decidedAt(
            open(
              `what comes before \`${plan.name}\` is written elsewhere`,
              `deploy to staging in \`${plan.name}\`, too, or see what starts it`,
            ),
            trigger.at,
          )
        : claim,
    absent: claim,
  });
}

/** Beginnings that another plan, repository or controller may bring about. */
const beyond: ReadonlySet<Trigger["on"]> = new Set(["after-plan", "release", "call", "api", "manifest"]);
