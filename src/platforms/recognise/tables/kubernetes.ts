import { entries } from "../entry.ts";

const KUBECTL = "https://kubernetes.io/docs/reference/kubectl/generated/";
const HELM = "https://helm.sh/docs/helm/";
const namespace = "in namespace `{--namespace|-n}`";
const cluster = "of `{--context|--kube-context}`";
const controller = "the Kubernetes workload";
const deploys = { does: "deploy", exposure: "controller", controller, signals: "--namespace|-n|--context|--kube-context" } as const;
const dry = { when: ["--dry-run=client|server|true"], does: "nothing" } as const;

const kubectl = (page: string): string => `${KUBECTL}${page}/`;

export const kubernetes = {
  commands: [
    ...entries(kubectl("kubectl_apply"), { ...deploys, target: ["Kubernetes objects of `{-f|-k|--filename|--kustomize}!`", namespace, cluster], variants: [dry] }, "kubectl apply"),
    ...entries(`${HELM}helm_upgrade/`, {
      ...deploys,
      target: ["Helm release `{1}!`", namespace, cluster],
      variants: [{ when: ["--dry-run"], does: "nothing" }],
      rollsBack: { when: "--atomic|--rollback-on-failure", how: "Helm rolls the release back when it fails" },
    }, "helm upgrade"),
  ],
  actions: entries("https://github.com/Azure/k8s-deploy", { ...deploys, target: ["Kubernetes objects of `{manifests}!`", "in namespace `{namespace}`"], signals: "namespace" }, "azure/k8s-deploy"),
};
