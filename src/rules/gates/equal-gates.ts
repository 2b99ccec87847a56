import type { Protocol } from "#model/emergency.ts";
import type { Fact } from "#model/fact.ts";
import { all, decidedAt, fail, judge, notApplicable, pass, type Verdict } from "#model/verdict.ts";
import { mayLack } from "../emergency/lanes.ts";
import { rule } from "../rule.ts";
import { few } from "../wording.ts";
import { type Gate, gates } from "./passed.ts";
import { doubts, judgeRoutes, planCount, type Route, routes, sharedTargets } from "./routes.ts";

export default rule({
  id: "equal-gates",
  title: "Every plan that reaches the same production target passes the same gates",
  each: "repository",
  evidence: ["files", "settings"],
  statements: ["S10", "S22"],
  judge: (repository, _, { governance: { protocol } }) => {
    const known = routes(repository);
    const none = notApplicable("has no two plans that reach the same production target", repository.at);
    if (planCount(known) < 2) return none;
    const compared = [...sharedTargets(known)].map(([target, found]) =>
      judgeRoutes(found, (reaching) => judgeGates(target, reaching, protocol)),
    );
    return all(none, ...compared, ...doubts(known));
  },
});

const judgeGates = (target: string, found: readonly Route[], protocol: Fact<Protocol>): Verdict =>
  all(
    decidedAt(pass(`reaches ${target} through the same gates`), ...found.map(({ stage }) => stage.at)),
    ...gates(found).map((gate) => compare(target, found, gate, protocol)),
    ...found.map(({ stage: { checks, at } }) =>
      judge<never>(checks.others, { declared: (never) => never, absent: notApplicable("has no other check", at) }),
    ),
  );

/** A gate that one route passes for sure must be passed by each, save where it waits in an emergency. */
function compare(target: string, found: readonly Route[], gate: Gate, protocol: Fact<Protocol>): Verdict {
  const mayBe = ({ stage, plan }: Route) => gate.kind !== undefined && mayLack(gate.kind, stage, plan, protocol);
  const judged = found.map((route) => ({ route, verdict: gate.judge(route.stage) }));
  const passing = judged.find(({ verdict }) => verdict.outcome === "pass")?.route;
  const lacking = judged.flatMap(({ route, verdict }) => (verdict.outcome === "fail" && !mayBe(route) ? [route] : []));
  if (!passing || lacking.length === 0) {
    const doubtful = judged.flatMap(({ verdict }) => (verdict.outcome === "unknown" ? [verdict] : []));
    return all(...doubtful, notApplicable(`does not differ in ${gate.name}`));
  }
  const plans = few(lacking.map(({ plan }) => plan.name));
  return decidedAt(
    fail(
      `reaches ${target} by ${plans} without ${gate.name}, which \`${passing.plan.name}\` passes`,
      `let ${plans} pass ${gate.name}, too`,
    ),
    ...[...lacking, passing].map(({ stage }) => stage.at),
  );
}
