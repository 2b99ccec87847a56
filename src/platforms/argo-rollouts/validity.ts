import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import { nearest } from "#model/nearest.ts";
import type { Node } from "#syntax/node.ts";
import { expressionIn } from "../kubernetes/scalars.ts";
import { type Fielded, fields, placed } from "./fields.ts";
import { pauseTime } from "./steps.ts";

type Report = (at: Place, reason: string, remedy: string, weight?: SourceProblem["weight"]) => void;

/**
 * What the controller, or the custom resource's schema, refuses in a Rollout
 * (https://github.com/argoproj/argo-rollouts/blob/master/pkg/apis/rollouts/validation/validation.go).
 */
export function rolloutProblems(rollout: Node): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const report: Report = (at, reason, remedy, weight = "error") => void problems.push({ at, reason, remedy, weight });
  const spec = rollout.get("spec");
  if (spec.kind === "scalar" && expressionIn(spec)) return [];
  const strategy = spec.get("strategy");
  known(spec, "spec", report);
  known(strategy, "strategy", report);
  if (!isSet(spec.get("workloadRef"))) {
    if (!isSet(spec.get("selector")))
      report(spec.keyAt, "has no `selector`", "write `selector.matchLabels` with the pods' labels");
    if (!isSet(spec.get("template")))
      report(spec.keyAt, "has no pod template", "write `template`, or name a Deployment with `workloadRef`");
  }
  const [deadline, ready] = [spec.get("progressDeadlineSeconds"), spec.get("minReadySeconds")];
  if (typeof deadline.value === "number" && deadline.value <= (typeof ready.value === "number" ? ready.value : 0))
    report(
      deadline.at,
      "has a `progressDeadlineSeconds` that is not greater than `minReadySeconds`",
      "give pods longer to become available than to stay ready",
    );
  const [canary, blueGreen] = [strategy.get("canary"), strategy.get("blueGreen")];
  if (isSet(canary) && isSet(blueGreen))
    report(blueGreen.keyAt, "has both a canary and a blue-green strategy", "keep one of them");
  else if (isSet(blueGreen)) blueGreenProblems(blueGreen, report);
  else if (isSet(canary)) canaryProblems(canary, report);
  else if (strategy.kind !== "scalar" || !expressionIn(strategy))
    report(
      strategy.keyAt,
      "has neither a canary nor a blue-green strategy",
      "write `strategy.canary` with steps, or `strategy.blueGreen`",
    );
  return problems;
}

const isSet = (node: Node): boolean => node.kind !== "missing" && node.value !== null;

/** Fields that the schema does not know are refused or dropped, and so never do what they seem to. */
function known(node: Node, kind: Fielded, report: Report): void {
  for (const { key, keyAt } of node.entries()) {
    if (fields[kind].includes(key)) continue;
    const meant = nearest(key, fields[kind]);
    report(
      keyAt,
      `has a field \`${key}\` in ${placed[kind]} that Argo Rollouts does not know`,
      meant ? `did you mean \`${meant}\`?` : "remove it, or write one of the documented fields",
    );
  }
}

function blueGreenProblems(blueGreen: Node, report: Report): void {
  known(blueGreen, "blueGreen", report);
  for (const key of ["prePromotionAnalysis", "postPromotionAnalysis"]) known(blueGreen.get(key), "analysis", report);
  if (blueGreen.get("autoPromotionEnabled").value === false && isSet(blueGreen.get("autoPromotionSeconds")))
    report(
      blueGreen.get("autoPromotionSeconds").keyAt,
      "has `autoPromotionSeconds`, which do nothing where `autoPromotionEnabled` is false",
      "remove one of the two",
      "remark",
    );
  const [active, preview] = [blueGreen.get("activeService"), blueGreen.get("previewService")];
  if (!isSet(active))
    report(
      blueGreen.keyAt,
      "has a blue-green strategy without `activeService`",
      "name the service that receives live traffic",
    );
  else if (active.text === preview.text && !expressionIn(active))
    report(preview.at, "uses one service for the active and the preview version", "name two services");
}

function canaryProblems(canary: Node, report: Report): void {
  known(canary, "canary", report);
  known(canary.get("analysis"), "background", report);
  const routing = canary.get("trafficRouting");
  const isRouted = routing.kind === "mapping";
  const has = (router: string) => isRouted && isSet(routing.get(router));
  const [stable, service] = [canary.get("stableService"), canary.get("canaryService")];
  if (isSet(stable) && stable.text !== "" && stable.text === service.text && !expressionIn(stable))
    report(service.at, "uses one service for the stable and the canary version", "name two services");
  const pingPong = canary.get("pingPong");
  const isPingPong = isSet(pingPong);
  if (isPingPong) pingPongProblems(pingPong, isRouted && !["alb", "istio", "plugins"].some(has), report);
  const needs =
    ["smi", "apisix", "ambassador", "nginx", "appMesh", "traefik"].some(has) ||
    (has("alb") && !isPingPong) ||
    (has("istio") && !isPingPong && !isSet(routing.get("istio", "destinationRule")));
  if (needs)
    for (const [name, node] of [
      ["stableService", stable],
      ["canaryService", service],
    ] as const)
      if (!isSet(node))
        report(routing.keyAt, `routes traffic without \`${name}\``, `write \`${name}\` beside \`trafficRouting\``);
  if (!isRouted) {
    for (const key of ["scaleDownDelaySeconds", "dynamicStableScale"]) {
      const node = canary.get(key);
      if (isSet(node) && node.value !== false)
        report(node.keyAt, `sets \`${key}\` without \`trafficRouting\``, "route traffic, or remove it");
    }
  } else if (isSet(routing.get("maxTrafficWeight")) && !has("nginx") && !has("plugins"))
    report(
      routing.get("maxTrafficWeight").keyAt,
      "sets `maxTrafficWeight`, which only NGINX and plugins can have",
      "remove it",
    );
  const [surge, unavailable] = [canary.get("maxSurge"), canary.get("maxUnavailable")];
  if (isNone(surge) && isNone(unavailable))
    report(
      surge.at,
      "allows neither more pods nor fewer while it updates",
      "set `maxSurge` or `maxUnavailable` above 0",
    );
  const most = routing.get("maxTrafficWeight").value;
  for (const step of canary.get("steps").items())
    stepProblems(
      step,
      { most: typeof most === "number" ? most : 100, isRouted, has, managed: routing.get("managedRoutes") },
      report,
    );
}

function pingPongProblems(pingPong: Node, isElsewhere: boolean, report: Report): void {
  const [ping, pong] = [pingPong.get("pingService"), pingPong.get("pongService")];
  if (isElsewhere)
    report(
      pingPong.keyAt,
      "swaps services (`pingPong`) with a router that cannot",
      "route traffic with ALB, Istio or a plugin",
    );
  if (!isSet(ping) || !isSet(pong))
    report(pingPong.keyAt, "swaps services (`pingPong`) without naming both", "write `pingService` and `pongService`");
  else if (ping.text === pong.text && !expressionIn(ping))
    report(pong.at, "swaps a service with itself", "name two services");
}

const isNone = ({ value }: Node): boolean => value === 0 || value === "0" || value === "0%";

interface Routing {
  readonly most: number;
  readonly isRouted: boolean;
  readonly has: (router: string) => boolean;
  readonly managed: Node;
}

function stepProblems(step: Node, { most, isRouted, has, managed }: Routing, report: Report): void {
  if (step.kind === "scalar" && expressionIn(step)) return;
  known(step, "step", report);
  known(step.get("analysis"), "analysis", report);
  const [weight, pause] = [step.get("setWeight"), step.get("pause")];
  const kinds = ["setWeight", "pause", "experiment", "analysis"].filter((key) => isSet(step.get(key)));
  if (kinds.length > 1)
    report(
      step.at,
      `has a step that does ${kinds.length} things (${kinds.map((kind) => `\`${kind}\``).join(", ")})`,
      "write a step for each",
    );
  if (!fields.step.some((key) => isSet(step.get(key)))) {
    const empty = step.entries()[0];
    const isPause = empty?.key === "pause";
    if (!empty || fields.step.includes(empty.key))
      report(
        step.at,
        isPause ? "has a pause without a value, which is no step" : "has a step that does nothing",
        isPause ? "write `pause: {}` for a pause that a person ends" : "write what the step does, or remove it",
      );
  }
  if (isSet(weight) && !expressionIn(weight)) {
    const { value } = weight;
    if (typeof value !== "number" || !Number.isInteger(value))
      report(
        weight.at,
        `has a weight of \`${weight.text}\`, which is no whole number`,
        `write a whole number from 0 to ${most}`,
      );
    else if (value < 0 || value > most)
      report(
        weight.at,
        `has a weight of ${value}, which is not between 0 and ${most}`,
        `write a whole number from 0 to ${most}`,
      );
  }
  if (pause.kind === "mapping") {
    known(pause, "pause", report);
    const time = pauseTime(pause.get("duration"));
    if (time.state === "unknown" && time.cause === "invalid")
      report(
        time.at,
        `has a pause of \`${pause.get("duration").text}\`, which is no duration`,
        "write seconds (`600`) or a duration of Go (`10m`, `1h30m`); there are no days",
      );
  }
  if (isSet(step.get("setCanaryScale"))) {
    known(step.get("setCanaryScale"), "setCanaryScale", report);
    if (!isRouted)
      report(
        step.get("setCanaryScale").keyAt,
        "sets the canary's scale without `trafficRouting`",
        "route traffic, or remove the step",
      );
  }
  for (const [key, able] of [
    ["setHeaderRoute", ["istio", "alb", "apisix", "plugins"]],
    ["setMirrorRoute", ["istio", "plugins"]],
  ] as const) {
    const route = step.get(key);
    if (!isSet(route)) continue;
    const name = route.get("name");
    if (!able.some(has))
      report(
        route.keyAt,
        `sets a route (\`${key}\`) that its traffic routing does not support`,
        `route traffic with one of: ${able.join(", ")}`,
      );
    else if (!managed.items().some((known) => known.get("name").text === name.text) && !expressionIn(name))
      report(
        name.at,
        `sets the route \`${name.text}\`, which \`managedRoutes\` does not name`,
        "name it under `trafficRouting.managedRoutes`",
      );
  }
}
