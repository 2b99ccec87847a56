import { describe, expect, it } from "vitest";
import { at, reading } from "../kubernetes/repository.ts";
import { rollout } from "./rollout.ts";

const problems = (text: string): readonly string[] =>
  reading({ "rollout.yaml": text }).problems.map(
    ({ at: place, reason, weight }) => `${weight} ${place.line}:${place.column} ${reason}`,
  );
const canary = (text: string) => problems(rollout(`canary:\n${text.replaceAll(/^(?=.)/gm, "  ")}`));
const step = (text: string) => canary(`steps:\n  - ${text}\n`);
const routing = "canaryService: a\nstableService: b\ntrafficRouting: { istio: { virtualService: { name: v } } }\n";

describe("a Rollout that the platform refuses", () => {
  it("has one strategy", () => {
    expect(problems(rollout("canary: {}\nblueGreen: { activeService: a }\n"))).toEqual([
      "error 18:5 has both a canary and a blue-green strategy",
    ]);
    expect(problems(rollout("{}\n"))).toEqual(["error 16:3 has neither a canary nor a blue-green strategy"]);
    expect(problems(rollout("rolling: {}\n"))).toEqual([
      "error 17:5 has a field `rolling` in its strategy that Argo Rollouts does not know",
      "error 16:3 has neither a canary nor a blue-green strategy",
    ]);
  });

  it.each([
    ["setWeight: 101", "error 19:22 has a weight of 101, which is not between 0 and 100"],
    ["setWeight: -1", "error 19:22 has a weight of -1, which is not between 0 and 100"],
    ['setWeight: "20"', "error 19:22 has a weight of `20`, which is no whole number"],
    ["pause: { duration: 1d }", "error 19:30 has a pause of `1d`, which is no duration"],
    ["pause: { duration: -5 }", "error 19:30 has a pause of `-5`, which is no duration"],
    ["pause:", "error 19:11 has a pause without a value, which is no step"],
    ["{}", "error 19:11 has a step that does nothing"],
    ["wait: 10m", "error 19:11 has a field `wait` in a step that Argo Rollouts does not know"],
    [
      "pause: { durationSeconds: 10 }",
      "error 19:20 has a field `durationSeconds` in a pause that Argo Rollouts does not know",
    ],
    ["{ setWeight: 10, pause: {} }", "error 19:11 has a step that does 2 things (`setWeight`, `pause`)"],
    ["setCanaryScale: { replicas: 1 }", "error 19:11 sets the canary's scale without `trafficRouting`"],
    [
      "setHeaderRoute: { name: h }",
      "error 19:11 sets a route (`setHeaderRoute`) that its traffic routing does not support",
    ],
  ])("step %s", (text, expected) => {
    expect(step(text)).toEqual([expected]);
  });

  it("names its services apart, and both where traffic is routed", () => {
    expect(canary("canaryService: a\nstableService: a\n")).toEqual([
      "error 18:22 uses one service for the stable and the canary version",
    ]);
    expect(canary("canaryService: a\ntrafficRouting: { nginx: { stableIngress: i } }\n")).toEqual([
      "error 19:7 routes traffic without `stableService`",
    ]);
    expect(problems(rollout("blueGreen: { activeService: a, previewService: a }\n"))).toEqual([
      "error 17:52 uses one service for the active and the preview version",
    ]);
    expect(problems(rollout("blueGreen: { previewService: a }\n"))).toEqual([
      "error 17:5 has a blue-green strategy without `activeService`",
    ]);
  });

  it("lets routed canaries alone have what only they can", () => {
    expect(canary("dynamicStableScale: true\n")).toEqual([
      "error 18:7 sets `dynamicStableScale` without `trafficRouting`",
    ]);
    expect(canary("scaleDownDelaySeconds: 30\n")).toEqual([
      "error 18:7 sets `scaleDownDelaySeconds` without `trafficRouting`",
    ]);
    expect(canary(`${routing}dynamicStableScale: true\n`)).toEqual([]);
    expect(canary("maxSurge: 0\nmaxUnavailable: 0%\n")).toEqual([
      "error 18:17 allows neither more pods nor fewer while it updates",
    ]);
  });

  it("swaps two services, by a router that can", () => {
    expect(canary(`${routing}pingPong: { pingService: a, pongService: a }\n`)).toEqual([
      "error 21:48 swaps a service with itself",
    ]);
    expect(canary(`${routing}pingPong: { pingService: a }\n`)).toEqual([
      "error 21:7 swaps services (`pingPong`) without naming both",
    ]);
    expect(
      canary(
        `${routing.replace("istio: { virtualService: { name: v } }", "smi: {}")}pingPong: { pingService: a, pongService: b }\n`,
      ),
    ).toEqual(["error 21:7 swaps services (`pingPong`) with a router that cannot"]);
  });

  it("says what has no effect", () => {
    expect(
      problems(
        rollout(
          "blueGreen: { activeService: a, previewService: b, autoPromotionEnabled: false, autoPromotionSeconds: 60 }\n",
        ),
      ),
    ).toEqual(["remark 17:84 has `autoPromotionSeconds`, which do nothing where `autoPromotionEnabled` is false"]);
  });

  it("names the routes that it manages", () => {
    expect(canary(`${routing}steps: [{ setMirrorRoute: { name: shadow } }]\n`)).toEqual([
      "error 21:41 sets the route `shadow`, which `managedRoutes` does not name",
    ]);
  });

  it("has pods, and time for them", () => {
    const bare = (spec: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: shop }\nspec:\n  strategy: { canary: {} }\n${spec}`;
    expect(problems(bare(""))).toEqual(["error 4:1 has no `selector`", "error 4:1 has no pod template"]);
    expect(problems(bare("  workloadRef: { apiVersion: apps/v1, kind: Deployment, name: shop }\n"))).toEqual([]);
    expect(
      problems(
        bare("  workloadRef: { kind: Deployment, name: shop }\n  minReadySeconds: 60\n  progressDeadlineSeconds: 60\n"),
      ),
    ).toEqual(["error 8:28 has a `progressDeadlineSeconds` that is not greater than `minReadySeconds`"]);
  });

  it("does nothing by an analysis of a field that is gone", () => {
    expect(canary("analysis: { templateName: success-rate }\n")).toEqual([
      "error 18:19 has a field `templateName` in the background analysis that Argo Rollouts does not know",
    ]);
  });

  it("is told once, however often it is used", () => {
    const { problems: found } = reading({
      "base/rollout.yaml": rollout("canary:\n  steps: [{ setWeight: 200 }]\n"),
      "base/kustomization.yaml": "resources: [rollout.yaml]\n",
      "overlays/staging/kustomization.yaml": "resources: [../../base]\n",
      "overlays/production/kustomization.yaml": "resources: [../../base]\n",
    });
    expect(found.map(({ at: place }) => at(place))).toEqual(["base/rollout.yaml:18:28"]);
  });
});

it("knows no fault of a sound one", () => {
  expect(
    canary(
      `${routing}analysis: { startingStep: 1, templates: [] }\nsteps: [{ setWeight: 10 }, { pause: {} }, { setCanaryScale: { weight: 20 } }, { pause: { duration: 1h30m } }]\n`,
    ),
  ).toEqual([]);
});
