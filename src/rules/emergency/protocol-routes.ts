import type { EmergencyRoute, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import { nearest } from "#model/nearest.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { decidedAt, fail, open, type Verdict } from "#model/verdict.ts";
import { perhapsProduction } from "../stages.ts";
import { judgeLane } from "./kept.ts";
import { breaksOf, isOf, laneOf, speaksOf } from "./lanes.ts";

/** The routes that a protocol names are there, and reach production. */
export const judgeRoutes = ({ routes }: Protocol, { plans }: Repository): readonly Verdict[] =>
  plans.length === 0 ? [] : routes.flatMap((route) => judgeRoute(route, plans));

function judgeRoute(route: EmergencyRoute, plans: readonly Plan[]): readonly Verdict[] {
  const { plan: name, at } = route;
  const found = plans.filter((plan) => isOf(route, plan));
  if (found.length === 0) {
    const meant = nearest(
      name,
      plans.map((plan) => plan.name),
    );
    const remedy = meant
      ? `did you mean \`${meant}\`?`
      : "take it off `routes`, or write the name or the file of a plan";
    return [decidedAt(fail(`names the route \`${name}\`, and no plan is called that`, remedy), at)];
  }
  const stages = found.flatMap(perhapsProduction);
  if (stages.length === 0)
    return [
      decidedAt(fail(`names the route \`${name}\`, which does not reach production`, "take it off `routes`"), at),
    ];
  return judgeSwitch(route, found, stages);
}

/** What is called a switch skips something. */
function judgeSwitch(route: EmergencyRoute, found: readonly Plan[], stages: readonly Stage[]): readonly Verdict[] {
  const name = valueOf(route.switch);
  if (name === undefined || stages.flatMap(breaksOf).some((how) => speaksOf(how, name))) return [];
  const isOpen =
    found.some(({ delegations }) => delegations.length > 0) ||
    stages.some(
      ({ checks }) =>
        checks.others.state === "unknown" || checks.items.some(({ unskippable }) => unskippable.state === "unknown"),
    );
  const reason = `names the switch \`${name}\` of \`${route.plan}\``;
  return [
    decidedAt(
      isOpen
        ? open(`${reason}, and what it skips is not written here`)
        : fail(`${reason}, by which nothing is skipped there`, "take it off `routes`, or write the name of the input"),
      route.at,
    ),
  ];
}

/** The routes keep to the protocol. */
export const judgeKeeping = (protocol: Protocol, repository: Repository, governance: Governance): readonly Verdict[] =>
  repository.plans.flatMap((plan) =>
    judgeLane(plan, protocol, repository, governance)
      .filter(({ outcome }) => outcome === "fail" || outcome === "unknown")
      .map((verdict) => ({ ...verdict, reason: `has the route \`${plan.name}\`, which ${verdict.reason}` })),
  );

/** Not everyone who may write approves on a route for emergencies. */
export const judgeApprovers = (protocol: Protocol, { plans }: Repository): readonly Verdict[] =>
  plans
    .filter((plan) => laneOf(plan, protocol))
    .flatMap((plan) => perhapsProduction(plan).flatMap((stage) => judgeAnyone(plan, stage)));

const judgeAnyone = ({ name: plan }: Plan, { approvals }: Stage): readonly Verdict[] =>
  approvals.items.flatMap(({ name, at, from: { items, others } }): readonly Verdict[] => {
    if (items.length > 0) return [];
    if (others.state === "absent") {
      const reason = `lets anyone approve \`${name}\` of its route \`${plan}\``;
      return [decidedAt(fail(reason, "let only those approve whom the protocol names"), at)];
    }
    return others.settle === "" ? [] : [decidedAt(open(others.why, others.settle), others.at)];
  });
