import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import { unsure } from "#model/assurance.ts";
import type { Place } from "#model/place.ts";
import type { Group } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Act } from "../routes/graph.ts";

/** A list of steps, and whether they run because something before them failed. */
export interface Hook {
  readonly steps: Node;
  readonly when: Act["when"];
}

/** A part of a job that exposes its deployment to a share; only a canary has several. */
export interface Phase {
  readonly label: string;
  readonly hooks: readonly Hook[];
  readonly share: Fact<number>;
  readonly group: Fact<Group>;
}

const MOST_INCREMENTS = 20;

/**
 * The phases of a job. A deployment has lifecycle hooks, each after the success of the one before.
 * https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs
 */
export function hooksOf(node: Node, at: Place): readonly Phase[] {
  if (!node.has("deployment")) return [{ ...single(at), hooks: [{ steps: node.get("steps"), when: "success" }] }];
  const strategy = node.get("strategy");
  const canary = strategy.get("canary");
  if (canary.kind === "mapping") return canaryPhases(canary, at);
  const rolling = strategy.get("rolling");
  if (rolling.kind === "mapping") return [{ ...single(at), hooks: allHooks(rolling), group: batches(rolling) }];
  const once = strategy.get("runOnce");
  return [
    {
      ...single(at),
      hooks: once.kind === "mapping" ? allHooks(once) : [{ steps: node.get("steps"), when: "success" }],
    },
  ];
}

const single = (at: Place): Phase => ({ label: "", hooks: [], share: absent(at), group: absent(at) });

const stepsOf = (strategy: Node, ...path: readonly string[]): Hook => ({
  steps: strategy.get(...path, "steps"),
  when: "success",
});
const onFailure = (strategy: Node): Hook => ({ steps: strategy.get("on", "failure", "steps"), when: "failure" });

const iterated = (strategy: Node): readonly Hook[] => [
  stepsOf(strategy, "deploy"),
  stepsOf(strategy, "routeTraffic"),
  stepsOf(strategy, "postRouteTraffic"),
];

const allHooks = (strategy: Node): readonly Hook[] => [
  stepsOf(strategy, "preDeploy"),
  ...iterated(strategy),
  onFailure(strategy),
  stepsOf(strategy, "on", "success"),
];

/**
 * A canary deploys and routes once for each increment; what follows its success ends it.
 * https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs#canary-deployment-strategy
 */
function canaryPhases(canary: Node, at: Place): readonly Phase[] {
  const increments = canary.get("increments").items().slice(0, MOST_INCREMENTS);
  if (increments.length === 0)
    return [
      {
        ...single(at),
        hooks: allHooks(canary),
        share: unknown("run-time", "the increments of the canary are decided when it runs", canary.at),
      },
    ];
  const phases = increments.map((increment, index): Phase => {
    const percent = Number(increment.text);
    const isNumber = increment.text.trim() !== "" && percent >= 0 && percent <= 100;
    return {
      label: `${increment.text.trim()} %`,
      hooks: [...(index === 0 ? [stepsOf(canary, "preDeploy")] : []), ...iterated(canary), onFailure(canary)],
      share: isNumber
        ? declared(percent / 100, increment.at)
        : unknown("invalid", `\`${increment.text}\` stands where a percentage belongs`, increment.at),
      group: absent(at),
    };
  });
  const success = stepsOf(canary, "on", "success");
  if (success.steps.kind === "missing") return phases;
  const end = { label: "100 %", hooks: [success], share: declared(1, success.steps.keyAt), group: absent(at) };
  return [...phases, end];
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs#rolling-deployment-strategy */
function batches(rolling: Node): Fact<Group> {
  const most = rolling.get("maxParallel");
  const { text, at, keyAt } = most;
  if (most.kind === "missing")
    return unknown("elsewhere", "how many machines get it at once is not written", rolling.at);
  if (!/^\d+$/.test(text.trim()))
    return unknown("elsewhere", `how many machines \`maxParallel: ${text}\` are is known by the environment alone`, at);
  const stopsTogether = unsure("elsewhere", "whether a machine that fails stops the rest is not documented", keyAt);
  return declared({ name: "rolling", concurrent: Number(text), stopsTogether }, keyAt);
}
