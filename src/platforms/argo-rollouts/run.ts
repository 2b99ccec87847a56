import { type Assurance, broken, holds, together } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import { unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { HealthCheck } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { expressionIn, unmarked } from "../kubernetes/scalars.ts";
import { type Arguments, argumentsOf } from "./arguments.ts";
import { endless, type Metric, metricProblems, readMetric } from "./metric.ts";
import type { Templates } from "./templates.ts";

/** An analysis as it runs: one or more templates, with the arguments that the rollout gives them. */
export interface Run {
  readonly at: Place;
  readonly parts: readonly Part[];
  /** How long it takes at least where it passes; `Infinity` where only the end of the rollout ends it. */
  readonly lasts: Duration | Unknown;
}

/** One template of a run. */
export interface Part {
  readonly name: string;
  /** Where the rollout names it. */
  readonly at: Place;
  readonly kind: HealthCheck["kind"];
  /** It can say no. */
  readonly able: Assurance;
  /** It can say no, and silence is no yes. */
  readonly effective: Assurance;
  /** From the start of the run to the first failure that would count, at best, and the share of it before the first measurement. */
  readonly reacts: Duration | Unknown;
  readonly delay: Duration | Unknown;
  readonly interval: Duration | undefined | Unknown;
}

interface Named {
  readonly name: string;
  readonly at: Place;
  readonly node: Node | Unknown;
}

const isUnknown = (value: unknown): value is Unknown =>
  typeof value === "object" && value !== null && "state" in value && value.state === "unknown";

/** Where an analysis runs: a step and a promotion wait for its end, the background does not. */
export type Position = "a step" | "a promotion" | "the background";

/**
 * Reads an analysis. `references` are the nodes that name templates, `dry` the patterns of metrics that count for nothing. All metrics of a run must end before it passes, those
 * in dry-run mode as well (`assessRunStatus` in https://github.com/argoproj/argo-rollouts/blob/master/analysis/analysis.go).
 */
export function readRun(
  analysis: Node,
  references: readonly Node[],
  templates: Templates,
  position: Position,
  problems: SourceProblem[],
  dry: readonly Node[] = analysis.get("dryRun").items(),
): Run {
  const named = references.flatMap((reference) => resolve(reference, templates, 0, new Set()));
  const found = named.flatMap(({ node }) => (isUnknown(node) ? [] : [node]));
  const given = argumentsOf(analysis.get("args"), found);
  problems.push(...runProblems(named, given));
  const lasting: (Duration | Unknown)[] = [];
  const parts = named.map(({ name, at, node }): Part => {
    if (isUnknown(node)) {
      lasting.push(node);
      return { name, at, kind: "metric", able: node, effective: node, reacts: node, delay: node, interval: node };
    }
    const written = node.get("spec", "metrics");
    const metrics = written.items().map((metric) => readMetric(metric, given));
    for (const metric of written.items()) problems.push(...metricProblems(metric, given));
    if (position !== "the background") for (const metric of metrics) problems.push(...endless(metric, position));
    lasting.push(...metrics.map(({ lasts }) => lasts));
    return partOf(name, at, metrics, [...node.get("spec", "dryRun").items(), ...dry]);
  });
  return { at: analysis.keyAt, parts, lasts: longest(lasting) };
}

/**
 * What the controller refuses in templates that are put together
 * (`ResolveArgs`, `flattenMetrics` in https://github.com/argoproj/argo-rollouts/blob/master/utils/analysis/helpers.go).
 */
function runProblems(named: readonly Named[], given: Arguments): readonly SourceProblem[] {
  const seen = new Set<string>();
  return named.flatMap(({ name, at, node }) => {
    if (isUnknown(node)) return [];
    const missing = node
      .get("spec", "args")
      .items()
      .map((argument) => argument.get("name"))
      .filter((argument) => !given.has(argument.text) && !expressionIn(argument));
    const metrics = node
      .get("spec", "metrics")
      .items()
      .map((metric) => metric.get("name"));
    const repeated = metrics.filter(({ text }) => seen.has(text) || seen.size === seen.add(text).size);
    return [
      ...missing.map(({ text }): SourceProblem => ({
        at,
        reason: `gives no value for the argument \`${text}\` of \`${name}\``,
        remedy: `write it under \`args\`: \`- { name: ${text}, value: … }\``,
        weight: "error",
      })),
      ...repeated.map(({ text }): SourceProblem => ({
        at,
        reason: `runs two metrics of the name \`${text}\``,
        remedy: "give each metric its own name",
        weight: "error",
      })),
    ];
  });
}

const longest = (spans: readonly (Duration | Unknown)[]): Duration | Unknown => {
  if (spans.includes(Infinity)) return Infinity;
  return spans.find(isUnknown) ?? Math.max(0, ...spans.filter((span) => typeof span === "number"));
};

/** A template and those that it names itself. */
function resolve(reference: Node, templates: Templates, depth: number, seen: Set<string>): readonly Named[] {
  const name = reference.get("templateName");
  const scope = reference.get("clusterScope").value === true ? "cluster" : "namespace";
  const key = `${scope}/${name.text}`;
  if (seen.has(key) || depth > 10) return [];
  seen.add(key);
  const node = templates.find(name, scope);
  const at = name.at;
  const nested = isUnknown(node) ? [] : node.get("spec", "templates").items();
  const own = isUnknown(node) || node.get("spec", "metrics").items().length > 0 || nested.length === 0;
  return [
    ...(own ? [{ name: unmarked(name.text), at, node }] : []),
    ...nested.flatMap((inner) => resolve(inner, templates, depth + 1, seen)),
  ];
}

/** One metric that can fail, and one that hears silence, are enough: the run takes the worst of all. */
function partOf(name: string, at: Place, metrics: readonly Metric[], dry: readonly Node[]): Part {
  const judged = metrics.map((metric) => ({ metric, isDry: dryRunOf(metric, dry) }));
  const live = judged.flatMap(({ metric, isDry }) => (isDry === true ? [] : [{ metric, isDry }]));
  const [first] = live;
  if (!first) {
    const able =
      metrics.length === 0
        ? broken("has no metrics", at)
        : broken("measures in dry-run mode only, which fails nothing", dry[0]?.get("metricName").at ?? at);
    return {
      name,
      at,
      kind: metrics[0]?.kind ?? "metric",
      able,
      effective: able,
      reacts: 0,
      delay: 0,
      interval: undefined,
    };
  }
  const doubt = (isDry: boolean | Unknown, assurance: Assurance): Assurance =>
    isUnknown(isDry) && assurance.state === "holds" ? isDry : assurance;
  const able = best(
    live.map(({ metric, isDry }) => doubt(isDry, metric.canFail)),
    at,
  );
  const hearing = best(
    live.map(({ metric, isDry }) => doubt(isDry, metric.hears)),
    at,
  );
  const quickest = live
    .filter(({ metric }) => metric.canFail.state !== "broken")
    .map(({ metric }) => metric)
    .toSorted((a, b) => inNumbers(a) - inNumbers(b))[0];
  const { delay, interval, reacts } = quickest ?? first.metric;
  return {
    name,
    at,
    kind: (quickest ?? first.metric).kind,
    able,
    effective: together(able, hearing),
    reacts,
    delay,
    interval,
  };
}

const inNumbers = ({ delay, reacts }: Metric): number =>
  typeof delay === "number" && typeof reacts === "number" ? delay + reacts : Infinity;

/** The best of several: one that holds is enough. */
export const best = (assurances: readonly Assurance[], at: Place): Assurance =>
  assurances.find(({ state }) => state === "holds") ??
  assurances.find(({ state }) => state === "unknown") ??
  assurances[0] ??
  holds(at);

/**
 * Whether a metric's failures count for nothing. The names of dry-run metrics are regular expressions that match anywhere
 * (`GetDryRunMetrics` in https://github.com/argoproj/argo-rollouts/blob/master/utils/analysis/helpers.go).
 */
function dryRunOf({ name }: Metric, dry: readonly Node[]): boolean | Unknown {
  let unread: Unknown | undefined;
  for (const entry of dry) {
    const pattern = entry.get("metricName");
    if (pattern.text === ".*" || pattern.text === ".+") return true;
    const anchored = /^(\^?)([\w-]*)(\$?)$/.exec(pattern.text);
    if (!anchored) {
      unread ??= unknown(
        "run-time",
        `whether the dry-run pattern \`${pattern.text}\` means \`${name}\` cannot be told`,
        pattern.at,
        "name the metrics one by one",
      );
      continue;
    }
    const [, start, text = "", end] = anchored;
    const isMet =
      start && end ? name === text : start ? name.startsWith(text) : end ? name.endsWith(text) : name.includes(text);
    if (isMet) return true;
  }
  return unread ?? false;
}
