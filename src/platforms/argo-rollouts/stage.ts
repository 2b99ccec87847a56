import { holds, unsure } from "#model/assurance.ts";
import { type Absent, absent, declared, type Fact, listing, type Listing, unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Approval, Artifact, Check, Signal, Stage } from "#model/plan.ts";
import type { Deadline } from "./health.ts";

/** What all stages of a rollout share. */
export interface Shared {
  readonly name: string;
  readonly at: Place;
  readonly namespace: Fact<string>;
  readonly signals: readonly Signal[];
  readonly artifacts: Listing<Artifact>;
  readonly replicas: Fact<number>;
  readonly deadline: Deadline | undefined;
  readonly timeLimit: Stage["timeLimit"];
  /** What a rollback window adds to the recovery: ", and …", or nothing. */
  readonly rollback: string;
  readonly closed: Absent;
  readonly settleReplicas: string;
}

type Specific = Pick<Stage, "id" | "name" | "at" | "after" | "exposure" | "bake" | "health" | "halt" | "recovery"> & {
  readonly checks: readonly Check[];
  readonly approvals: readonly Approval[];
};

/** A stage: what is its own, and what the manifest says for all of them or leaves to others. */
export function stageOf(shared: Shared, { checks, approvals, ...own }: Specific): Stage {
  const { at, namespace, name } = shared;
  const outside = (what: string, settle: string): Unknown => unknown("elsewhere", what, at, settle);
  const applied = outside(
    "what ran before the manifest was applied is another system's record",
    "look at the pipeline that applies the manifest",
  );
  const target =
    namespace.state === "declared"
      ? declared(`rollout ${name} in namespace ${namespace.value}`, namespace.at, namespace.via)
      : namespace.state === "unknown"
        ? namespace
        : outside(
            "the namespace is chosen by what applies the manifest",
            `kubectl get rollouts --all-namespaces --field-selector metadata.name=${name}`,
          );
  return {
    kind: "stage",
    ...own,
    role: "deployment",
    deploys: holds(at),
    starts: ["a new version of the manifest"],
    environment: absent(at),
    tier: absent(at),
    signals: shared.signals,
    target,
    targets: target.state === "declared" ? [target.value] : [],
    checks: listing(checks, applied),
    approvals: listing(
      approvals,
      outside(
        "who approved the manifest's change is recorded where it was merged or applied",
        "look at the pipeline that applies the manifest",
      ),
    ),
    concurrency: declared({ name: `rollout ${name}`, serial: holds(at), uncancelled: superseded(at) }, at),
    timeLimit: shared.timeLimit,
    window: outside(
      "when the manifest is applied is decided by what applies it",
      "look at the pipeline that applies the manifest",
    ),
    artifacts: shared.artifacts,
    identities: listing(
      [],
      outside("the identity that applies the manifest is not in it", "kubectl auth can-i --list --as=IDENTITY"),
    ),
    group: absent(at),
    startedBy: ["manifest"],
    changes: listing([{ name: `rollout ${name}`, at, change: "application", settings: absent(at) }], absent(at)),
    restorePoints: listing([], applied),
    removals: listing([], applied),
    attestations: listing([], applied),
    notices: listing(
      [],
      outside(
        "whom its notifications reach is set in the cluster",
        "kubectl get rollout NAME -o jsonpath={.metadata.annotations}",
      ),
    ),
  };
}

/**
 * A change in the middle of a rollout replaces it: the steps begin again with the newer version
 * (`PodTemplateOrStepsChanged` in https://github.com/argoproj/argo-rollouts/blob/master/rollout/canary.go).
 */
const superseded = (at: Place) =>
  unsure(
    "elsewhere",
    "a newer version that is applied halfway replaces the one that is rolling out, and what applies the manifest decides that",
    at,
    "look at the pipeline that applies the manifest",
  );

/** A person ends a pause by promoting the rollout, which Kubernetes lets those do who may change it. */
export function promotion(name: string, at: Place, { namespace }: Shared): Approval {
  const where = namespace.state === "declared" ? namespace.value : "NAMESPACE";
  const people = unknown(
    "elsewhere",
    "who may promote a rollout is decided by the cluster's roles (RBAC)",
    at,
    `kubectl auth can-i patch rollouts.argoproj.io/status --as=USER -n ${where}`,
  );
  return {
    name,
    at,
    count: declared(1, at),
    from: listing([], people),
    byAuthor: people,
    byStarter: people,
    unanswered: absent(at),
    bypass: people,
    everyRoute: holds(at),
  };
}
