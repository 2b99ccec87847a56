import type { BlindSpot } from "../platform.ts";

/** What Argo Rollouts keeps out of a manifest. */
export const blind: readonly BlindSpot[] = [
  {
    what: "who may promote, abort or skip a rollout",
    where: "the cluster's roles (RBAC)",
    settle: "kubectl auth can-i --list --as=USER -n NAMESPACE",
  },
  {
    what: "what ran before the manifest was applied, and who approved its change",
    where: "the pipeline or the GitOps controller that applies it",
    settle: "",
  },
  {
    what: "analysis templates that another repository applies",
    where: "the cluster",
    settle: "kubectl get analysistemplates,clusteranalysistemplates --all-namespaces -o yaml",
  },
  {
    what: "how many replicas an autoscaler sets, on which the share of a canary without traffic routing depends",
    where: "the cluster",
    settle: "kubectl get rollouts --all-namespaces -o yaml",
  },
];
