import type { Protocol } from "#model/emergency.ts";
import type { Check, Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import { decidedAt, fail, type Verdict } from "#model/verdict.ts";
import { gates } from "../gates/passed.ts";
import { type Route, routes, sharedTargets } from "../gates/routes.ts";
import { askedOfProduction, perhapsProduction } from "../stages.ts";
import { few } from "../wording.ts";
import { causesOf, isLaneSkip, laneOf } from "./lanes.ts";

/** Judges what looks like a route for emergencies and is none of the protocol's. */
export const judgeUndeclared = (
  plan: Plan,
  repository: Repository,
  protocol: Protocol | undefined,
): readonly Verdict[] => [...judgeSkips(plan, protocol), ...judgeShortcuts(plan, repository, protocol)];

/** Switches that skip checks on the way to production. */
function judgeSkips(plan: Plan, protocol: Protocol | undefined): readonly Verdict[] {
  const lane = protocol && laneOf(plan, protocol);
  const isOpen = (check: Check) =>
    check.guards === "route" && check.unskippable.state === "broken" && !(lane && isLaneSkip(check, lane));
  return perhapsProduction(plan).flatMap((stage) => {
    const skipped = stage.checks.items.filter(isOpen);
    if (skipped.length === 0) return [];
    const names = few(skipped.map(({ name }) => name));
    const causes = [...new Set(skipped.flatMap(causesIn))].join(", ");
    const failed = decidedAt(
      fail(
        `can skip ${names} (${causes}), and ${protocol ? "its protocol names no such route" : "no protocol says when"}`,
        protocol
          ? `name it under \`routes\` in the protocol, or let ${names} run whatever starts the plan`
          : `let ${names} run whatever starts the plan, or write a protocol for emergencies that names the route`,
      ),
      ...skipped.map(({ unskippable }) => unskippable.at),
    );
    return [askedOfProduction(stage, failed)];
  });
}

const causesIn = ({ unskippable }: Check): readonly string[] =>
  unskippable.state === "broken" ? causesOf(unskippable.how) : [];

/** A plan that calls itself one, and goes round a gate that another plan to the same target passes. */
function judgeShortcuts(plan: Plan, repository: Repository, protocol: Protocol | undefined): readonly Verdict[] {
  if (!isCalledEmergency(plan) || (protocol && laneOf(plan, protocol)?.whole)) return [];
  return [...sharedTargets(routes(repository))].flatMap(([target, found]) => {
    const own = found.filter((route) => route.plan === plan);
    return own.flatMap(({ stage }) => {
      const missing = gates(found).flatMap((gate) => {
        const other = found.find((route) => route.plan !== plan && gate.judge(route.stage).outcome === "pass");
        return other && gate.judge(stage).outcome === "fail" ? [{ gate, other }] : [];
      });
      return missing.length === 0 ? [] : [askedOfProduction(stage, shortcut(target, stage, missing, protocol))];
    });
  });
}

function shortcut(
  target: string,
  stage: Stage,
  missing: readonly { readonly gate: { readonly name: string }; readonly other: Route }[],
  protocol: Protocol | undefined,
): Verdict {
  const names = missing.map(({ gate }) => gate.name).join(", ");
  const others = few(missing.map(({ other }) => other.plan.name));
  return decidedAt(
    fail(
      `reaches ${target} without ${names}, which ${others} passes, and ${protocol ? "its protocol names no such route" : "no protocol says when"}`,
      protocol
        ? `name the plan under \`routes\` in the protocol, or let it pass ${names}, too`
        : `let it pass ${names}, too, or write a protocol for emergencies that names the plan`,
    ),
    stage.at,
    ...missing.map(({ other }) => other.stage.at),
  );
}

const emergency = /(?:^|[^a-z])(?:hot-?fix(?:es)?|emergency|break-?glass)(?:$|[^a-z])/;

/** Whether a plan's own name or file says that it is for emergencies. That alone decides nothing. */
const isCalledEmergency = ({ name, at }: Plan): boolean =>
  [name, at.file.split("/").at(-1) ?? ""].some((text) =>
    emergency.test(
      text
        .replaceAll(/([a-z])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .replaceAll(/[\s_]/g, "-"),
    ),
  );
