import { absent, declared, type Fact, listing } from "#model/fact.ts";
import type { Duration } from "#model/duration.ts";
import type { Stage } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { constantBoolean, constantInteger } from "../kubernetes/scalars.ts";
import { checksOf, haltOf, lastsAtAll, recoveryOf, watchOf } from "./health.ts";
import { readRun, type Run } from "./run.ts";
import { promotion, type Shared, stageOf } from "./stage.ts";
import type { Templates } from "./templates.ts";

/**
 * The one stage of a blue-green rollout: a switch of the active service exposes everyone
 * (https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/).
 */
export function blueGreenStages(
  blueGreen: Node,
  shared: Shared,
  templates: Templates,
  problems: SourceProblem[],
): readonly Stage[] {
  const run = (key: string): Run | undefined => {
    const analysis = blueGreen.get(key);
    const references = analysis.get("templates").items();
    return references.length > 0 ? readRun(analysis, references, templates, "a promotion", problems) : undefined;
  };
  const before = run("prePromotionAnalysis");
  const behind = run("postPromotionAnalysis");
  const watches = behind ? behind.parts.map((part) => watchOf(part, behind, lastsAtAll(behind))) : [];
  const at = blueGreen.keyAt;
  const halt = haltOf(watches, shared.deadline, at);
  const automatic = constantBoolean(blueGreen.get("autoPromotionEnabled"));
  const stage = stageOf(shared, {
    id: "active",
    name: "active",
    at,
    after: [],
    exposure: declared({ share: 1, by: "blue-green" }, at),
    checks: before ? checksOf([before], []) : [],
    // `autoPromotionSeconds` is ignored where automatic promotion is off (`CompletedBlueGreenPause` in
    // https://github.com/argoproj/argo-rollouts/blob/master/rollout/pause.go).
    approvals:
      automatic.state === "declared" && !automatic.value
        ? [promotion("the promotion of the preview", automatic.at, shared)]
        : [],
    bake: behind ? bakeOf(behind) : absent(at),
    health: listing(
      watches.map(({ check }) => check),
      shared.closed,
    ),
    halt,
    recovery: recoveryOf(
      halt,
      `switches back to the previous version${scaledDown(blueGreen, behind)}${shared.rollback}`,
      at,
    ),
  });
  return [automatic.state === "unknown" ? { ...stage, approvals: listing(stage.approvals.items, automatic) } : stage];
}

function bakeOf({ lasts, at }: Run): Fact<Duration> {
  if (typeof lasts !== "number") return lasts;
  return lasts > 0 && lasts !== Infinity ? declared(lasts, at) : absent(at);
}

/** An explicit `scaleDownDelaySeconds` may take the previous version away while the analysis still runs. */
function scaledDown(blueGreen: Node, run: Run | undefined): string {
  const delay = constantInteger(blueGreen.get("scaleDownDelaySeconds"));
  const isGone = delay.state === "declared" && typeof run?.lasts === "number" && delay.value < run.lasts;
  return isGone ? `, whose pods may be gone ${delay.value} s after the switch and start anew` : "";
}
