import type { Plan } from "#model/plan.ts";
import { wildcard } from "#model/pattern.ts";
import { valueOf } from "#model/fact.ts";
import { all, decidedAt, fail, notApplicable, pass } from "#model/verdict.ts";
import { laneOf } from "../emergency/lanes.ts";
import { judgeLane } from "../emergency/kept.ts";
import { rule } from "../rule.ts";
import { few } from "../wording.ts";
import { doubts, judgeRoutes, planCount, routes, sharedTargets } from "./routes.ts";

export default rule({
  id: "single-route",
  title: "One plan reaches a production target",
  each: "repository",
  evidence: ["files"],
  statements: ["S10"],
  judge: (repository, { allow }, { governance }) => {
    const allowed = allow.map(wildcard);
    const protocol = valueOf(governance.protocol);
    const isForEmergencies = (plan: Plan) =>
      protocol !== undefined &&
      laneOf(plan, protocol)?.whole !== undefined &&
      judgeLane(plan, protocol, repository, governance).every(({ outcome }) => outcome !== "fail");
    const besides = new Set(repository.plans.filter(isForEmergencies));
    const known = routes(repository).filter(
      ({ plan }) => !allowed.some((matches) => matches(plan.name) || matches(plan.at.file)) && !besides.has(plan),
    );
    if (known.length === 0) return notApplicable("has no plan that reaches production", repository.at);
    if (planCount(known) === 1)
      return decidedAt(pass("reaches production by one plan"), ...known.map(({ plan }) => plan.at));
    const shared = [...sharedTargets(known)].map(([target, found]) =>
      judgeRoutes(found, (reaching) =>
        decidedAt(
          fail(
            `reaches ${target} by ${few(reaching.map(({ plan }) => plan.name))}`,
            "let one plan reach it, or name the other one under `allow`",
          ),
          ...reaching.map(({ stage }) => stage.at),
        ),
      ),
    );
    return all(
      ...shared,
      ...doubts(known),
      decidedAt(pass("reaches each production target by one plan"), repository.at),
    );
  },
});
