export type Fielded =
  | "spec"
  | "strategy"
  | "blueGreen"
  | "canary"
  | "step"
  | "pause"
  | "setCanaryScale"
  | "analysis"
  | "background";

/** The fields of a Rollout, from its custom resource definition (https://github.com/argoproj/argo-rollouts/blob/master/manifests/crds/rollout-crd.yaml). */
export const fields: Readonly<Record<Fielded, readonly string[]>> = {
  spec: [
    "analysis",
    "minReadySeconds",
    "paused",
    "progressDeadlineAbort",
    "progressDeadlineSeconds",
    "replicas",
    "restartAt",
    "revisionHistoryLimit",
    "rollbackWindow",
    "selector",
    "strategy",
    "template",
    "workloadRef",
  ],
  strategy: ["blueGreen", "canary"],
  blueGreen: [
    "abortScaleDownDelaySeconds",
    "activeMetadata",
    "activeService",
    "antiAffinity",
    "autoPromotionEnabled",
    "autoPromotionSeconds",
    "maxUnavailable",
    "postPromotionAnalysis",
    "prePromotionAnalysis",
    "previewMetadata",
    "previewReplicaCount",
    "previewService",
    "scaleDownDelayRevisionLimit",
    "scaleDownDelaySeconds",
  ],
  canary: [
    "abortScaleDownDelaySeconds",
    "analysis",
    "antiAffinity",
    "canaryMetadata",
    "canaryService",
    "dynamicStableScale",
    "maxSurge",
    "maxUnavailable",
    "minPodsPerReplicaSet",
    "pingPong",
    "replicaProgressThreshold",
    "scaleDownDelayRevisionLimit",
    "scaleDownDelaySeconds",
    "stableMetadata",
    "stableService",
    "steps",
    "trafficRouting",
  ],
  step: [
    "analysis",
    "experiment",
    "pause",
    "plugin",
    "setCanaryScale",
    "setHeaderRoute",
    "setMirrorRoute",
    "setWeight",
  ],
  pause: ["duration"],
  setCanaryScale: ["matchTrafficWeight", "replicas", "weight"],
  analysis: ["analysisRunMetadata", "args", "dryRun", "measurementRetention", "templates"],
  background: ["analysisRunMetadata", "args", "dryRun", "measurementRetention", "startingStep", "templates"],
};

/** Where such fields stand, in words. */
export const placed: Readonly<Record<Fielded, string>> = {
  spec: "its spec",
  strategy: "its strategy",
  blueGreen: "its blue-green strategy",
  canary: "its canary strategy",
  step: "a step",
  pause: "a pause",
  setCanaryScale: "`setCanaryScale`",
  analysis: "an analysis",
  background: "the background analysis",
};
