import type { Act } from "../routes/graph.ts";

/** What makes a cluster on the runner itself: https://kind.sigs.k8s.io/docs/user/quick-start/ and its kin. */
const MAKES = new Set([
  "kind create cluster",
  "minikube start",
  "k3d cluster create",
  "helm/kind-action",
  "container-tools/kind-action",
  "engineerd/setup-kind",
  "medyagh/setup-minikube",
  "manusa/actions-setup-minikube",
  "absaoss/k3d-action",
  "nolar/setup-k3d-k3s",
]);

/** What turns the tools to a cluster that stays. */
const LEAVES = new Set([
  "aws eks update-kubeconfig",
  "az aks get-credentials",
  "gcloud container clusters get-credentials",
  "azure/aks-set-context",
  "azure/k8s-set-context",
  "google-github-actions/get-gke-credentials",
  "oc login",
  "redhat-actions/oc-login",
]);

const CONTROLLERS = new Set(["the Kubernetes workload", "the Argo Rollouts rollout"]);

/** A job's acts, in which what goes to a cluster that the job made for itself is no deployment. */
export function withoutLocalClusters<T extends Pick<Act, "name" | "known">>(acts: readonly T[]): readonly T[] {
  let local = false;
  return acts.map((act) => {
    const name = (act.name.split(": ").at(-1) ?? "").toLowerCase();
    if (MAKES.has(name)) local = true;
    if (LEAVES.has(name)) local = false;
    const { does, controller, source } = act.known;
    return local && does === "deploy" && controller !== undefined && CONTROLLERS.has(controller)
      ? { ...act, known: { does: "nothing", source } }
      : act;
  });
}
