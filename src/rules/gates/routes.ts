import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { all, decidedAt, judge, notApplicable, open, type Verdict } from "#model/verdict.ts";
import { askedOfProduction, isOfTier, perhapsProduction } from "../stages.ts";

/** A stage that may be production, with the plan that reaches it. */
export interface Route {
  readonly plan: Plan;
  readonly stage: Stage;
}

export const routes = ({ plans }: Repository): readonly Route[] =>
  plans.flatMap((plan) => perhapsProduction(plan).map((stage) => ({ plan, stage })));

/** The routes to each target that several plans reach, as far as targets are known. */
export function sharedTargets(known: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const targets = Map.groupBy(
    known.flatMap((route) => route.stage.targets.map((target) => ({ target, route }))),
    ({ target }) => target,
  );
  return new Map(
    [...targets]
      .map(([target, found]) => [target, found.map(({ route }) => route)] as const)
      .filter(([, found]) => planCount(found) > 1),
  );
}

/**
 * Judges the routes to one target: a failure of those that surely reach production stands, and one that rests on a
 * route that may reach something else is unknown.
 */
export function judgeRoutes(found: readonly Route[], judged: (routes: readonly Route[]) => Verdict): Verdict {
  const sure = found.filter(({ stage }) => isOfTier(stage, "production"));
  const unsure = found.find((route) => !sure.includes(route));
  if (!unsure) return judged(found);
  return all(...(planCount(sure) > 1 ? [judged(sure)] : []), askedOfProduction(unsure.stage, judged(found)));
}

export const planCount = (found: readonly Route[]): number => new Set(found.map(({ plan }) => plan.id)).size;

/** What keeps it from being known whether two routes reach the same target. */
export const doubts = (known: readonly Route[]): readonly Verdict[] => [
  ...known.map(({ plan, stage }) =>
    judge(stage.target, {
      declared: () => notApplicable("has a known target", stage.at),
      absent: open(`what \`${stage.name}\` of \`${plan.name}\` changes is not written`),
    }),
  ),
  ...alike(known),
];

/** Targets of one name that are told in different words, and so may be one: a Helm release and the workload in it. */
function alike(known: readonly Route[]): readonly Verdict[] {
  const named = known.flatMap(({ plan, stage }) => stage.targets.map((text) => ({ plan, stage, text, ...told(text) })));
  return [...Map.groupBy(named, ({ name }) => name).values()].flatMap((group) => {
    if (planCount(group) < 2) return [];
    const ordered = group.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
    return ordered.slice(1).flatMap((one, index) => {
      const other = ordered[index]!;
      if (one.text === other.text || (one.kind === other.kind && !one.text.startsWith(other.text))) return [];
      const claim = open(`whether ${other.text} and ${one.text} are one target is not written`);
      return [decidedAt(claim, one.stage.target.at, other.stage.target.at)];
    });
  });
}

/** The kind and the name of a target, as its words tell them: "Helm release" and "shop". */
function told(target: string): { readonly kind: string; readonly name: string } {
  const [kind = "", quoted] = target.split("`");
  const name = quoted ?? target.split(" ")[1] ?? target;
  return {
    kind: quoted === undefined ? (kind.split(" ")[0] ?? "") : kind.trim(),
    name: name.split("/").at(-1) ?? name,
  };
}
