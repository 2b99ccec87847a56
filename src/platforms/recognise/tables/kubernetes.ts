import { WATCHER } from "../by-commit.ts";
import { entries, type Table } from "../entry.ts";

const kubectl = (page: string): string => `https://kubernetes.io/docs/reference/kubectl/generated/kubectl_${page}/`;
const helm = (page: string): string => `https://helm.sh/docs/helm/helm_${page}/`;
const rollouts = (page: string): string =>
  `https://argo-rollouts.readthedocs.io/en/stable/generated/kubectl-argo-rollouts/kubectl-argo-rollouts_${page}/`;

const namespace = "in namespace `{--namespace|-n}`";
const cluster = "of `{--context|--kube-context}`";
const signals = "--namespace|-n|--context|--kube-context";
const deploys = {
  does: "deploy",
  change: "application",
  exposure: "controller",
  controller: "the Kubernetes workload",
  signals,
} as const;
const dry = { when: ["--dry-run=client|server|true"], does: "nothing" } as const;
const objects = ["Kubernetes objects of `{-f|-k|--filename|--kustomize}!`", namespace, cluster];
const release = ["Helm release `{1}!`", namespace, cluster];

const commands: Table = [
  ...entries(
    kubectl("apply"),
    { ...deploys, target: objects, variants: [dry, { when: ["--dry-run", "!--dry-run=none|false"], does: "nothing" }] },
    "kubectl apply",
    "oc apply",
  ),
  ...entries(kubectl("replace"), { ...deploys, target: objects, variants: [dry] }, "kubectl replace", "oc replace"),
  ...entries(
    kubectl("create"),
    { ...deploys, target: objects, variants: [dry, { when: ["!-f|-k|--filename|--kustomize"], does: "nothing" }] },
    "kubectl create",
    "oc create",
  ),
  ...entries(
    kubectl("create"),
    { does: "nothing" },
    "kubectl create namespace",
    "kubectl create secret",
    "kubectl create configmap",
    "kubectl create ns",
    "kubectl create token",
  ),
  ...entries(
    kubectl("create/kubectl_create_job"),
    { ...deploys, target: ["Kubernetes job `{1}!`", namespace, cluster], variants: [dry] },
    "kubectl create job",
  ),
  ...entries(
    kubectl("set/kubectl_set_image"),
    { ...deploys, target: ["Kubernetes workload `{1}!`", namespace, cluster], ships: ["name="], variants: [dry] },
    "kubectl set image",
    "oc set image",
  ),
  ...entries(
    kubectl("patch"),
    { ...deploys, target: ["Kubernetes object `{1}!`", namespace, cluster], variants: [dry] },
    "kubectl patch",
    "oc patch",
  ),
  ...entries(
    kubectl("rollout/kubectl_rollout_restart"),
    { ...deploys, target: ["Kubernetes workload `{1}!`", namespace, cluster] },
    "kubectl rollout restart",
    "oc rollout latest",
  ),
  ...entries(
    kubectl("rollout/kubectl_rollout_status"),
    { does: "verify" },
    "kubectl rollout status",
    "oc rollout status",
  ),
  ...entries(kubectl("wait"), { does: "verify" }, "kubectl wait", "oc wait"),
  ...entries(kubectl("rollout/kubectl_rollout_undo"), { does: "roll-back" }, "kubectl rollout undo", "oc rollout undo"),
  ...entries(
    kubectl("diff"),
    { does: "nothing" },
    "kubectl diff",
    "kubectl get",
    "kubectl describe",
    "kubectl logs",
    "kubectl config",
    "kubectl version",
    "kubectl rollout history",
    "kubectl top",
  ),
  // Workloads are made again from their manifests; what they keep, and whole namespaces, are not.
  ...entries(
    kubectl("delete"),
    {
      does: "nothing",
      target: ["Kubernetes `{1}!`", "`{2}`"],
      variants: [
        {
          when: [
            "@namespace|namespaces|ns|persistentvolumeclaim|persistentvolumeclaims|pvc|persistentvolume|persistentvolumes|pv|crd|customresourcedefinition|customresourcedefinitions|namespace/*|ns/*|pvc/*|pv/*|crd/*|*,pvc|pvc,*|*,namespace|namespace,*|*,ns|ns,*",
          ],
          does: "remove",
        },
      ],
    },
    "kubectl delete",
    "oc delete",
  ),
  ...entries(kubectl("config/kubectl_config_set-credentials"), { does: "sign-in" }, "kubectl config set-credentials"),
  ...entries(
    "https://kubectl.docs.kubernetes.io/references/kustomize/cmd/edit/set/image/",
    { ...deploys, controller: WATCHER, target: ["kustomization `{.}!`"], signals: ".", ships: ["name="] },
    "kustomize edit set image",
  ),
  ...entries("https://git-scm.com/docs/git-push", { does: "nothing" }, "git push"),
  ...entries(
    rollouts("set_image"),
    {
      ...deploys,
      controller: "the Argo Rollouts rollout",
      target: ["Argo rollout `{1}!`", namespace, cluster],
      ships: ["name="],
    },
    "kubectl argo rollouts set image",
    "kubectl-argo-rollouts set image",
  ),
  ...entries(
    rollouts("promote"),
    { ...deploys, controller: "the Argo Rollouts rollout", target: ["Argo rollout `{1}!`", namespace, cluster] },
    "kubectl argo rollouts promote",
  ),
  ...entries(rollouts("abort"), { does: "roll-back" }, "kubectl argo rollouts abort", "kubectl argo rollouts undo"),
  ...entries(rollouts("status"), { does: "verify" }, "kubectl argo rollouts status"),
  // What GitLab's Auto DevOps runs; `auto-deploy deploy rollout 10` moves that share of the replicas.
  ...entries("https://docs.gitlab.com/topics/autodevops/stages/#auto-deploy", deploys, "auto-deploy deploy"),
  ...entries(
    "https://docs.gitlab.com/topics/autodevops/stages/#auto-deploy",
    { ...deploys, exposure: "staged", share: "{1}" },
    "auto-deploy deploy rollout",
  ),
  ...entries(
    helm("upgrade"),
    {
      ...deploys,
      target: release,
      ships: ["--set|--set-string=image"],
      variants: [{ when: ["--dry-run", "!--dry-run=none|false"], does: "nothing" }],
      rollsBack: { when: "--atomic|--rollback-on-failure", how: "Helm rolls the release back when it fails" },
    },
    "helm upgrade",
  ),
  ...entries(
    helm("install"),
    {
      ...deploys,
      target: release,
      ships: ["--set|--set-string=image"],
      variants: [{ when: ["--dry-run", "!--dry-run=none|false"], does: "nothing" }],
      rollsBack: { when: "--atomic|--rollback-on-failure", how: "Helm removes the release when it fails" },
    },
    "helm install",
  ),
  ...entries(helm("rollback"), { does: "roll-back" }, "helm rollback"),
  ...entries(helm("test"), { does: "check", kinds: ["smoke-test"] }, "helm test"),
  ...entries(helm("lint"), { does: "check", kinds: ["static-analysis"] }, "helm lint"),
  ...entries(helm("push"), { does: "publish", target: ["Helm chart in `{2}`"] }, "helm push", "helm cm-push"),
  ...entries(
    helm("template"),
    { does: "nothing" },
    "helm template",
    "helm diff",
    "helm repo",
    "helm dependency",
    "helm dep",
    "helm package",
    "helm status",
    "helm list",
    "helm plugin",
    "helm history",
    "helm get",
    "helm show",
    "helm pull",
    "helm version",
  ),
  ...entries(helm("registry_login"), { does: "sign-in", identity: "password" }, "helm registry login"),
  ...entries(
    "https://helmfile.readthedocs.io/en/latest/#cli-reference",
    {
      ...deploys,
      target: ["Helm releases of `{-f|--file}`", "in environment `{-e|--environment}`"],
      signals: "-e|--environment|-n|--namespace",
    },
    "helmfile apply",
    "helmfile sync",
  ),
  ...entries(
    "https://helmfile.readthedocs.io/en/latest/#cli-reference",
    { does: "nothing" },
    "helmfile diff",
    "helmfile template",
    "helmfile lint",
    "helmfile repos",
    "helmfile deps",
  ),
  ...entries("https://github.com/databus23/helm-diff#readme", { does: "nothing" }, "helm diff upgrade"),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_app_sync/",
    {
      ...deploys,
      controller: "Argo CD",
      target: ["Argo CD application `{1}!`"],
      signals: "{1}",
      variants: [{ when: ["--dry-run"], does: "nothing" }],
    },
    "argocd app sync",
  ),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_app_set/",
    { ...deploys, controller: "Argo CD", target: ["Argo CD application `{1}!`"] },
    "argocd app set",
  ),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_app_wait/",
    { does: "verify" },
    "argocd app wait",
  ),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_app_rollback/",
    { does: "roll-back" },
    "argocd app rollback",
  ),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_app_diff/",
    { does: "nothing" },
    "argocd app diff",
    "argocd app get",
    "argocd app list",
  ),
  ...entries(
    "https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_login/",
    { does: "sign-in", identity: "password", variants: [{ when: ["--sso"], identity: "person" }] },
    "argocd login",
  ),
  ...entries(
    "https://fluxcd.io/flux/cmd/flux_reconcile/",
    { ...deploys, controller: "Flux", target: ["Flux `{1}!`", "`{2}`", namespace] },
    "flux reconcile",
  ),
  ...entries(
    "https://skaffold.dev/docs/references/cli/",
    {
      ...deploys,
      target: ["the Skaffold project", "of profile `{-p|--profile}`", namespace],
      signals: "-p|--profile|-n|--namespace",
    },
    "skaffold run",
    "skaffold deploy",
    "skaffold apply",
  ),
  ...entries(
    "https://carvel.dev/kapp/docs/latest/apply/",
    { ...deploys, target: ["kapp application `{-a|--app}!`", namespace] },
    "kapp deploy",
  ),
  ...entries(
    "https://docs.devspace.sh/cli/devspace_deploy",
    { ...deploys, target: ["the DevSpace project", namespace] },
    "devspace deploy",
  ),
  ...entries(
    "https://werf.io/docs/v2/reference/cli/werf_converge.html",
    { ...deploys, target: ["the werf project", "of `{--env}`"], signals: "--env" },
    "werf converge",
  ),
  ...entries(
    "https://docs.openshift.com/container-platform/latest/cli_reference/openshift_cli/developer-cli-commands.html",
    { does: "sign-in", identity: "static-key", variants: [{ when: ["-u|--username"], identity: "password" }] },
    "oc login",
  ),
];

/** Clusters on the runner: `local-cluster.ts` says what becomes of what is sent to them. */
const local: Table = [
  ...entries(
    "https://kind.sigs.k8s.io/docs/user/quick-start/",
    { does: "nothing" },
    "kind create cluster",
    "kind load",
  ),
  ...entries("https://minikube.sigs.k8s.io/docs/start/", { does: "nothing" }, "minikube start"),
  ...entries("https://k3d.io/stable/usage/commands/k3d_cluster_create/", { does: "nothing" }, "k3d cluster create"),
];

const localActions: Table = [
  ...entries(
    "https://github.com/helm/kind-action#readme",
    { does: "nothing" },
    "helm/kind-action",
    "container-tools/kind-action",
    "engineerd/setup-kind",
  ),
  ...entries(
    "https://github.com/medyagh/setup-minikube#readme",
    { does: "nothing" },
    "medyagh/setup-minikube",
    "manusa/actions-setup-minikube",
  ),
  ...entries(
    "https://github.com/AbsaOSS/k3d-action#readme",
    { does: "nothing" },
    "absaoss/k3d-action",
    "nolar/setup-k3d-k3s",
  ),
];

const manifests = ["Kubernetes objects of `{manifests}!`", "in namespace `{namespace}`"];

const actions: Table = [
  ...entries(
    "https://github.com/Azure/k8s-deploy#readme",
    {
      ...deploys,
      target: manifests,
      signals: "namespace",
      ships: ["images"],
      share: "percentage",
      variants: [
        { when: ["action=reject"], does: "roll-back" },
        { when: ["strategy=canary"], exposure: "staged" },
      ],
    },
    "azure/k8s-deploy",
  ),
  ...entries(
    "https://github.com/Azure/setup-kubectl#readme",
    { does: "nothing" },
    "azure/setup-kubectl",
    "azure/setup-helm",
    "azure/k8s-create-secret",
    "azure/k8s-bake",
    "azure/aks-set-context",
    "azure/k8s-set-context",
    "google-github-actions/get-gke-credentials",
  ),
  ...entries(
    "https://github.com/Azure/k8s-lint#readme",
    { does: "check", kinds: ["static-analysis"] },
    "azure/k8s-lint",
  ),
  ...entries(
    "https://github.com/deliverybot/helm#readme",
    {
      ...deploys,
      target: ["Helm release `{release}!`", "in namespace `{namespace}`"],
      signals: "namespace",
      variants: [{ when: ["task=remove"], does: "nothing" }],
    },
    "deliverybot/helm",
    "wyrihaximus/github-action-helm3",
  ),
  ...entries(
    "https://github.com/bitovi/github-actions-deploy-eks-helm#readme",
    { ...deploys, target: ["Helm release `{name}!`", "in namespace `{namespace}`"], signals: "namespace" },
    "bitovi/github-actions-deploy-eks-helm",
    "vimeda/helm",
  ),
  ...entries(
    "https://github.com/helmfile/helmfile-action#readme",
    { ...deploys, variants: [{ when: ["!@apply|sync"], does: "nothing" }] },
    "helmfile/helmfile-action",
  ),
  ...entries("https://github.com/helm/chart-releaser-action#readme", { does: "publish" }, "helm/chart-releaser-action"),
  ...entries("https://github.com/helm/chart-testing-action#readme", { does: "nothing" }, "helm/chart-testing-action"),
  ...entries(
    "https://github.com/redhat-actions/oc-login#readme",
    { does: "sign-in", identity: "static-key", variants: [{ when: ["openshift_password"], identity: "password" }] },
    "redhat-actions/oc-login",
  ),
];

export const kubernetes = { commands: [...commands, ...local], actions: [...actions, ...localActions] };
