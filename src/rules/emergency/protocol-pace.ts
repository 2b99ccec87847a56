import { type Duration, printDuration } from "#model/duration.ts";
import type { Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Place } from "#model/place.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { decidedAt, fail, open, type Verdict } from "#model/verdict.ts";
import { behind, deployments, perhapsProduction } from "../stages.ts";

/** The shortest bake that a protocol leaves of a routine one at a stage, in seconds. */
export function leastBake({ acceleration }: Protocol, stage: Stage, routine: Duration): Duration {
  const { bakeFactor, bakeFloor, stageFloors } = acceleration;
  if (bakeFactor.state !== "declared") return routine;
  const names = namesOf(stage);
  const floor = stageFloors.find(({ name }) => names.includes(name))?.floor ?? valueOf(bakeFloor) ?? 0;
  return Math.min(routine, Math.max(floor, Math.ceil(bakeFactor.value * routine)));
}

/** No bake is shortened to nothing: not in general, and not at a stage that is kept. */
export function judgeFloors({ acceleration }: Protocol, { routine }: Governance): readonly Verdict[] {
  const { bakeFactor, bakeFloor, stageFloors, keep } = acceleration;
  if (bakeFactor.state !== "declared") return [];
  const part = bakeFactor.value * (valueOf(routine.bake) ?? 0);
  const remedy = "write a floor above zero: `floor: 10m`";
  const isNothing = (floor: number) => Math.max(floor, part) <= 0;
  const nothing = (at: Place, ...places: readonly Place[]) =>
    decidedAt(fail("may shorten a bake to nothing", remedy), at, ...places);
  return [
    ...(isNothing(valueOf(bakeFloor) ?? 0) ? [nothing(bakeFactor.at, bakeFloor.at)] : []),
    ...stageFloors
      .filter(({ name, floor }) => isNothing(floor) && keep.some((kept) => kept.name === name))
      .map(({ name, at }) => decidedAt(fail(`may shorten the bake of \`${name}\` to nothing`, remedy), at)),
  ];
}

/** A stage that stays is not left out. */
export const judgeKept = ({ acceleration: { keep, merge } }: Protocol): readonly Verdict[] =>
  merge.flatMap(({ name, at }) => {
    const kept = keep.find((stage) => stage.name === name);
    if (!kept) return [];
    const reason = `keeps the stage \`${name}\`, and lets it be left out`;
    return [decidedAt(fail(reason, "keep it under `keep` or under `merge`"), at, kept.at)];
  });

/** What is called kept, or is given a floor, is a stage somewhere. */
export function judgeStageNames({ acceleration }: Protocol, { plans }: Repository): readonly Verdict[] {
  const stages = plans.flatMap((plan) => plan.stages);
  if (stages.length === 0) return [];
  const names = new Set(stages.flatMap(namesOf));
  const isHidden = plans.some(({ delegations }) => delegations.length > 0);
  return acceleration.keep
    .filter(({ name }) => !names.has(name))
    .map(({ name, at }) => {
      const reason = `keeps the stage \`${name}\`, and no plan has one`;
      if (isHidden) return decidedAt(open(`${reason} that is written here`), at);
      return decidedAt(fail(reason, `write the name of a stage: \`bakewell plan\` shows them`), at);
    });
}

/** By what a protocol may call a stage. */
export const namesOf = ({ name, environment }: Stage): readonly string[] => [
  name,
  ...(environment.state === "declared" ? [environment.value] : []),
];

/** Access is not taken back in the middle of a rollout. */
export function judgeElevation(protocol: Protocol, { plans }: Repository): readonly Verdict[] {
  const { longest } = protocol.elevation;
  if (longest.state !== "declared") return [];
  return plans
    .filter((plan) => perhapsProduction(plan).length > 0)
    .flatMap((plan): readonly Verdict[] => {
      const { least, unsure } = lengthOf(plan, protocol);
      if (least > longest.value) {
        const reason = `gives access for ${printDuration(longest.value)}, and \`${plan.name}\` bakes ${printDuration(least)} even in an emergency`;
        return [decidedAt(fail(reason, `let \`longest\` be ${printDuration(least)} or more`), longest.at, plan.at)];
      }
      if (!unsure || unsure.bake.state !== "unknown") return [];
      const { why, settle, at } = unsure.bake;
      return [
        decidedAt(
          open(`how long \`${plan.name}\` bakes in an emergency is not known: ${why}`, settle || undefined),
          at,
        ),
      ];
    });
}

/** How long the bakes on the longest way of a plan add up to in an emergency, and a stage of which it cannot be told. */
function lengthOf(plan: Plan, protocol: Protocol): { readonly least: number; readonly unsure: Stage | undefined } {
  const ends = new Map<string, number>();
  const stages = deployments(plan);
  const baking = stages.filter((stage) => behind(plan, stage).length > 0);
  for (const stage of stages) {
    const start = Math.max(0, ...stage.after.map((id) => ends.get(id) ?? 0));
    const bake = baking.includes(stage) ? (valueOf(stage.bake) ?? 0) : 0;
    ends.set(stage.id, start + leastBake(protocol, stage, bake));
  }
  return { least: Math.max(0, ...ends.values()), unsure: baking.find(({ bake }) => bake.state === "unknown") };
}
