import { absent, declared, type Fact, type Listing, listing, type Unknown, unknown } from "#model/fact.ts";
import type { Artifact, Plan, Signal, Stage } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { notHere } from "../kubernetes/applications.ts";
import type { Application, Manifest } from "../kubernetes/manifest.ts";
import { unmarked, constantBoolean, constantInteger } from "../kubernetes/scalars.ts";
import { artifactsOf } from "./artifacts.ts";
import { blueGreenStages } from "./blue-green.ts";
import { canaryStages } from "./canary.ts";
import { clouded } from "./clouded.ts";
import type { Shared } from "./stage.ts";
import { mostSteps } from "./steps.ts";
import { type TemplateIndex, Templates } from "./templates.ts";
import { rolloutProblems } from "./validity.ts";

/** Looks for an object of a kind and name beside a rollout: in its application, else anywhere. */
export type Find = (kind: string, name: string) => Manifest | undefined;

/** Plans with ids that are unique: the same rollout may be put together twice in one place. */
export function withUniqueIds(plans: readonly Plan[]): readonly Plan[] {
  const times = new Map<string, number>();
  return plans.map((plan) => {
    const time = (times.get(plan.id) ?? 0) + 1;
    times.set(plan.id, time);
    return time === 1 ? plan : { ...plan, id: `${plan.id}-${time}` };
  });
}

/** The plan of a Rollout, in one of the ways in which it is applied. */
export function planOf(
  rollout: Manifest,
  application: Application,
  index: TemplateIndex,
  find: Find,
  problems: SourceProblem[],
): Plan {
  const { node } = rollout;
  const name = unmarked(node.get("metadata", "name").text);
  const spec = node.get("spec");
  const templates = new Templates(rollout, application, index);
  const shared = sharedOf(rollout, application, name, find);
  const found: SourceProblem[] = [...rolloutProblems(node)];
  const strategy = spec.get("strategy");
  const stages =
    strategy.get("blueGreen").kind === "mapping"
      ? blueGreenStages(strategy.get("blueGreen"), shared, templates, found)
      : canaryStages(strategy.get("canary"), shared, templates, found);
  if (!rollout.clouded) problems.push(...found);
  const at = node.get("metadata", "name").at;
  const put = application.name || (rollout.through.find(({ folder }) => folder !== "")?.folder ?? "");
  const place = application.form === "files" ? rollout.file : put || ".";
  const namespace = node.get("metadata", "namespace").text;
  const plan: Plan = {
    kind: "plan",
    id: `argo-rollouts:${place}#${namespace === "" ? "" : `${unmarked(namespace)}/`}${name}`,
    platform: "argo-rollouts",
    name: put === "" ? name : `${name} (${put})`,
    at,
    change: declared("application", node.get("kind").at),
    triggers: listing(
      [
        {
          on: "manifest",
          refs: unknown("elsewhere", "which branch the manifest is applied from is decided by what applies it", at),
          at,
        },
      ],
      absent(at),
    ),
    stages: decided(strategy, stages),
    steps: listing([], absent(at)),
    delegations: [],
  };
  return rollout.clouded ? clouded(plan, rollout.clouded) : plan;
}

/** A strategy that a template decides, or that is too long to be read, says nothing of the stages. */
function decided(strategy: Node, stages: readonly Stage[]): readonly Stage[] {
  const canary = strategy.get("canary");
  const steps = canary.get("steps");
  const hidden = [strategy, canary, steps].find(({ kind, text }) => kind === "scalar" && text !== "");
  const why = hidden
    ? unknown(
        "run-time",
        `\`${unmarked(hidden.text)}\` is decided when the manifest is made`,
        hidden.at,
        "helm template RELEASE CHART --values FILE",
      )
    : steps.items().length > mostSteps
      ? unknown("invalid", `a canary of more than ${mostSteps} steps is not read`, steps.keyAt, "write fewer steps")
      : undefined;
  return why ? stages.map((stage) => clouded(stage, why)) : stages;
}

function sharedOf(rollout: Manifest, application: Application, name: string, find: Find): Shared {
  const { node } = rollout;
  const spec = node.get("spec");
  const at = node.get("metadata", "name").at;
  const aborts = constantBoolean(spec.get("progressDeadlineAbort"));
  const limit = constantInteger(spec.get("progressDeadlineSeconds"));
  const seconds = limit.state === "declared" ? limit.value : 600;
  const isAborting = aborts.state === "declared" && aborts.value;
  const window = constantInteger(spec.get("rollbackWindow", "revisions"));
  const namespace = rollout.namespace;
  return {
    name,
    at,
    namespace,
    signals: signalsOf(rollout, application),
    artifacts: artifactsIn(spec, application, find),
    replicas: replicasOf(spec, name, find),
    deadline: isAborting ? { seconds, at: aborts.at } : undefined,
    timeLimit: timeLimitOf(aborts, limit, spec),
    rollback:
      window.state === "declared" && window.value > 0
        ? `; going back to one of the last ${window.value} versions skips the steps and their analyses`
        : "",
    closed: absent(spec.get("strategy").keyAt),
    settleReplicas: `kubectl get rollout ${name} -o jsonpath={.spec.replicas}`,
  };
}

/** Only a deadline that aborts ends a rollout that hangs; without that it is shown as degraded and stays as it is. */
function timeLimitOf(aborts: Fact<boolean>, limit: Fact<number>, spec: Node): Stage["timeLimit"] {
  if (aborts.state === "unknown") return aborts;
  if (limit.state === "unknown") return limit;
  if (aborts.state === "absent" || !aborts.value) return absent(limit.state === "declared" ? limit.at : spec.keyAt);
  if (limit.state === "absent") return declared({ limit: 600, isDefault: true }, aborts.at);
  return declared({ limit: limit.value, isDefault: false }, limit.at, [aborts.at]);
}

/** What may tell the tier: the namespace, then the folders or the file that put it together, then its name. */
function signalsOf(
  { node, file, namespace, name, through }: Manifest,
  { name: put, form, at }: Application,
): readonly Signal[] {
  const folders = through
    .filter(({ folder }) => folder !== "")
    .map(({ folder, at: place }) => ({ text: folder, at: place }));
  const files = form === "chart" ? [{ text: put, at }] : folders.length > 0 ? folders : [{ text: file, at: node.at }];
  return [
    ...(namespace.state === "declared"
      ? [{ from: "environment", text: namespace.value, at: namespace.at } as const]
      : []),
    ...files.map((signal) => ({ from: "file", ...signal }) as const),
    ...(name.state === "declared" ? [{ from: "name", text: name.value, at: name.at } as const] : []),
  ];
}

/** One replica is the default; a number that is not written is mostly left to an autoscaler. */
function replicasOf(spec: Node, name: string, find: Find): Fact<number> {
  const replicas = constantInteger(spec.get("replicas"));
  const scaler = ["HorizontalPodAutoscaler", "ScaledObject"]
    .map((kind) => find(kind, name))
    .find((found) => found !== undefined);
  const settle = `kubectl get rollout ${name} -o jsonpath={.spec.replicas}`;
  if (scaler)
    return unknown(
      "elsewhere",
      `${scaler.kind} \`${unmarked(scaler.writtenName)}\` sets how many there are`,
      scaler.node.at,
      settle,
    );
  if (replicas.state !== "absent") return replicas;
  return unknown(
    "elsewhere",
    "no number of replicas is written: there is one unless an autoscaler sets another",
    replicas.at,
    settle,
  );
}

/** The images of the pod template, which may be a Deployment's. */
function artifactsIn(spec: Node, application: Application, find: Find): Listing<Artifact> {
  const reference = spec.get("workloadRef");
  if (reference.kind !== "mapping") return artifactsOf(spec.get("template"));
  const [kind, name] = [reference.get("kind").text, reference.get("name").text];
  const workload = find(kind, name);
  if (workload)
    return artifactsOf(kind === "PodTemplate" ? workload.node.get("template") : workload.node.get("spec", "template"));
  const { why }: Unknown = notHere(application, `the ${kind} \`${unmarked(name)}\``, "");
  return listing(
    [],
    unknown("elsewhere", why, reference.get("name").at, `kubectl get ${kind.toLowerCase()} ${unmarked(name)} -o yaml`),
  );
}
