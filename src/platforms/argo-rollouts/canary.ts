import { declared, type Fact, listing, map, unknown } from "#model/fact.ts";
import type { Exposure, Stage } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { constantInteger } from "../kubernetes/scalars.ts";
import { type Background, checksOf, haltOf, recoveryOf, watchesOf } from "./health.ts";
import { bakeOf, gateIn, type Phase, phasesOf, Timeline } from "./phases.ts";
import { sharedReplicas, surgeOf } from "./replicas.ts";
import { readRun } from "./run.ts";
import { promotion, type Shared, stageOf } from "./stage.ts";
import { readSteps, type Step } from "./steps.ts";
import type { Templates } from "./templates.ts";

/** A canary's stages: one for each weight, and the last at the whole. */
export function canaryStages(
  canary: Node,
  shared: Shared,
  templates: Templates,
  problems: SourceProblem[],
): readonly Stage[] {
  const routing = canary.get("trafficRouting");
  const whole = constantInteger(routing.get("maxTrafficWeight"));
  const steps = readSteps(canary.get("steps"), templates, problems);
  const { before, phases } = phasesOf(steps, whole.state === "declared" ? whole.value : 100, canary.keyAt);
  const background = backgroundOf(canary.get("analysis"), steps.length === 0, templates, problems);
  const timeline = new Timeline(steps);
  const ids = new Map<string, number>();
  const stages: Stage[] = [];
  for (const [index, phase] of phases.entries()) {
    const preceding = index === 0 ? before : (phases[index - 1]?.steps ?? []);
    const after = stages.at(-1) ? [stages.at(-1)!.id] : [];
    const watches = watchesOf(phase, timeline, background);
    const halt = haltOf(watches, shared.deadline, phase.at);
    stages.push(
      stageOf(shared, {
        ...named(phase, whole.state === "declared" ? whole.value : 100, ids),
        at: phase.at,
        after,
        exposure: exposureOf(phase, canary, shared, index === 0),
        checks: checksOf(
          preceding.flatMap(({ runs }) => runs),
          after,
        ),
        approvals: gateIn(preceding) ? gates(preceding, shared) : [],
        bake: bakeOf(phase),
        health: listing(
          watches.map(({ check }) => check),
          shared.closed,
        ),
        halt,
        recovery: recoveryOf(
          halt,
          `aborts and sends all traffic back to the stable version${shared.rollback}`,
          phase.at,
        ),
      }),
    );
  }
  return stages;
}

const gates = (steps: readonly Step[], shared: Shared) =>
  steps.flatMap(({ gate }) => (gate ? [promotion("the promotion of the paused rollout", gate, shared)] : []));

/** `10%`; a second stage at the same weight is `10%-2`. */
function named(
  { weight }: Phase,
  whole: number,
  ids: Map<string, number>,
): { readonly id: string; readonly name: string } {
  const text = weight.state === "declared" ? `${Number(((weight.value / whole) * 100).toFixed(2))}%` : "weight";
  const times = (ids.get(text) ?? 0) + 1;
  ids.set(text, times);
  return { id: times === 1 ? text : `${text}-${times}`, name: text };
}

function exposureOf({ weight }: Phase, canary: Node, shared: Shared, isFirst: boolean): Fact<Exposure> {
  const routing = canary.get("trafficRouting");
  const most = constantInteger(routing.get("maxTrafficWeight"));
  if (most.state === "unknown") return most;
  const whole = most.state === "declared" ? most.value : 100;
  if (isFirst && weight.state === "declared" && weight.value >= whole)
    return map(weight, () => ({ share: 1, by: "all-at-once" }));
  if (routing.kind === "mapping" && hasRouter(routing))
    return map(weight, (value) => ({ share: value / whole, by: "weight" }));
  if (weight.state !== "declared") return weight;
  if (weight.value === 0 || weight.value >= whole)
    return declared({ share: weight.value / whole, by: "replicas" }, weight.at, weight.via);
  if (routing.kind === "mapping")
    return unknown(
      "elsewhere",
      `\`trafficRouting\` names no router, so that no traffic follows the weight ${weight.value}`,
      routing.keyAt,
      "name the router under `trafficRouting`, or remove it and let whole pods make up the weight",
    );
  const { replicas } = shared;
  if (replicas.state !== "declared") {
    const why = replicas.state === "unknown" ? replicas.why : "no number of replicas is written";
    return unknown(
      "elsewhere",
      `a weight of ${weight.value} is rounded to whole pods, and ${why}`,
      weight.at,
      shared.settleReplicas,
    );
  }
  const surge = canary.get("maxSurge");
  const extra = surgeOf(surge.value, replicas.value);
  if (extra === undefined)
    return unknown("invalid", `\`${surge.text}\` is no number of pods and no percentage`, surge.at);
  const share = sharedReplicas(replicas.value, weight.value, extra, whole);
  return declared({ share, by: "replicas" }, weight.at, [...(weight.via ?? []), replicas.at]);
}

/** The controller makes a reconciler for each router that is named, and none for the settings beside them. */
const hasRouter = (routing: Node): boolean =>
  routing.entries().some(({ key }) => key !== "managedRoutes" && key !== "maxTrafficWeight");

function backgroundOf(
  analysis: Node,
  stepless: boolean,
  templates: Templates,
  problems: SourceProblem[],
): Background | undefined {
  const references = analysis.get("templates").items();
  if (references.length === 0) return undefined;
  const from = constantInteger(analysis.get("startingStep"));
  return {
    run: readRun(analysis, references, templates, "the background", problems),
    from: from.state === "declared" ? from.value : 0,
    fromAt: from.at,
    stepless,
  };
}
