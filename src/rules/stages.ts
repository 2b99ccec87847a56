import { type Fact, unknown } from "#model/fact.ts";
import type { Plan, Stage, Tier } from "#model/plan.ts";
import { judge, notApplicable, type Verdict } from "#model/verdict.ts";
import { endsBefore } from "./order.ts";

/** The stages that change what runs. */
export const deployments = ({ stages }: Plan): readonly Stage[] => stages.filter(({ role }) => role === "deployment");

/** A stage's tier; unknown where nothing says it. */
const tierOf = ({ name, tier }: Stage): Fact<Tier> =>
  tier.state === "absent"
    ? unknown(
        "policy",
        `nothing says which tier \`${name}\` is`,
        tier.at,
        "name its environment under `tiers` in the policy",
      )
    : tier;

/** Judges a stage of one tier: it is unknown where the tier is. */
export const ofTier = (wanted: Tier, stage: Stage, judged: () => Verdict): Verdict => {
  const another = notApplicable(`is not ${wanted}`, stage.at);
  return judge(tierOf(stage), { declared: (tier) => (tier === wanted ? judged() : another), absent: another });
};

/** What is asked of production alone: where the tier is unknown, a failure is, too. */
export const askedOfProduction = (stage: Stage, judged: Verdict): Verdict =>
  judged.outcome === "fail" ? ofTier("production", stage, () => judged) : judged;

export const isOfTier = ({ tier }: Stage, wanted: Tier): boolean => tier.state === "declared" && tier.value === wanted;

/** The deployments that may be production: those that are, and those of which nobody can tell. */
export const perhapsProduction = (plan: Plan): readonly Stage[] =>
  deployments(plan).filter((stage) => isOfTier(stage, "production") || stage.tier.state !== "declared");

/** The deployments that end before a stage begins, near and far. */
export const before = (plan: Plan, stage: Stage): readonly Stage[] => deployments(plan).filter(endsBefore(plan, stage));

/** The deployments that begin after a stage has ended, near and far. */
export const behind = (plan: Plan, stage: Stage): readonly Stage[] =>
  deployments(plan).filter((other) => endsBefore(plan, other)(stage));

/** Whether a stage is the end of a longer way: others came before it, and nothing is left to hold back. */
export const endsTheWay = (plan: Plan, stage: Stage): boolean =>
  behind(plan, stage).length === 0 && before(plan, stage).length > 0;

/** Judges a stage that changes what runs: offering a package or showing a preview exposes nobody to it. */
export const ofDeployment = (stage: Stage, judged: () => Verdict): Verdict =>
  stage.role === "deployment" ? judged() : notApplicable(`is a ${stage.role}, not a deployment`, stage.at);

/** Judges a stage that outlives its change. */
export const exceptPreview = (stage: Stage, judged: () => Verdict): Verdict =>
  stage.role === "preview" ? notApplicable("is a preview, torn down with its change", stage.at) : judged();
