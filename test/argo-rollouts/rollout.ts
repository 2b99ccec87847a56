import type { Assurance } from "#model/assurance.ts";
import type { Fact } from "#model/fact.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { at, reading } from "../kubernetes/repository.ts";

/** A Rollout with a strategy, which begins on line 17. */
export const rollout = (strategy: string, more = ""): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: checkout
  namespace: shop
spec:
  replicas: 10
${more === "" ? "  revisionHistoryLimit: 3" : more}
  selector:
    matchLabels: { app: checkout }
  template:
    metadata:
      labels: { app: checkout }
    spec:
      containers: [{ name: checkout, image: registry.example.com/checkout:1.4.2 }]
  strategy:
${strategy.replaceAll(/^(?=.)/gm, "    ")}`;

/** An AnalysisTemplate with metrics, which begin on line 6. */
export const template = (name: string, metrics: string, more = ""): string => `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: { name: ${name} }
spec:
  metrics:
${metrics.replaceAll(/^(?=.)/gm, "    ")}${more.replaceAll(/^(?=.)/gm, "  ")}`;

export const prometheus = (
  condition: string,
  query = "sum(rate(requests_total[1m]))",
  more = "",
): string => `- name: success-rate
  successCondition: ${JSON.stringify(condition)}
${more.replaceAll(/^(?=.)/gm, "  ")}  provider:
    prometheus: { address: "http://prometheus:9090", query: ${JSON.stringify(query)} }
`;

/** The one plan of one file. */
export function planOf(
  strategy: string,
  more: { readonly spec?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Plan {
  const { plans } = reading({ "rollout.yaml": rollout(strategy, more.spec), ...more.files });
  if (plans.length !== 1) throw new Error(`${plans.length} plans`);
  return plans[0]!;
}

/** A fact in one line: its value and place, or its state, reason and place. */
export function fact(fact: Fact<unknown>): string {
  const place = at(fact.at);
  if (fact.state === "declared")
    return `${JSON.stringify(fact.value)} ${place}${fact.via ? ` via ${fact.via.map(at).join(" ")}` : ""}`;
  return fact.state === "absent" ? `absent ${place}` : `unknown ${fact.cause}: ${fact.why} ${place}`;
}

export function assurance(assurance: Assurance): string {
  const place = at(assurance.at);
  if (assurance.state === "holds") return `holds ${place}`;
  return assurance.state === "broken" ? `broken: ${assurance.how} ${place}` : `unknown: ${assurance.why} ${place}`;
}

/** A stage's exposure and bake. */
export const phase = (stage: Stage): readonly string[] => [
  stage.id,
  stage.exposure.state === "declared"
    ? `${Number((stage.exposure.value.share * 100).toFixed(2))} ${stage.exposure.value.by}`
    : fact(stage.exposure),
  fact(stage.bake),
];

export const health = ({ health: { items } }: Stage): readonly string[][] =>
  items.map(({ name, effective, watches }) => [name, assurance(effective), assurance(watches)]);
