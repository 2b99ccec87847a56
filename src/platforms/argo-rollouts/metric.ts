import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import { unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { HealthCheck } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import { goDuration } from "#syntax/duration.ts";
import type { Node } from "#syntax/node.ts";
import { expressionIn, unmarked, withoutMarks } from "../kubernetes/scalars.ts";
import { type Arguments, readableText, resolvedText } from "./arguments.ts";
import { outcomeOf, silences } from "./silence.ts";

/** One metric of an analysis: when it measures, and whether it can say no. */
export interface Metric {
  readonly name: string;
  readonly at: Place;
  readonly kind: HealthCheck["kind"];
  readonly provider: string;
  /** Until it first measures. */
  readonly delay: Duration | Unknown;
  /** Between measurements; `undefined` where it measures once. */
  readonly interval: Duration | undefined | Unknown;
  /** How long a run that passes takes at least: `Infinity` where it measures until it is stopped. */
  readonly lasts: Duration | Unknown;
  /** From its first measurement to the one that fails it, at best. */
  readonly reacts: Duration | Unknown;
  /** Its numbers allow it to fail. */
  readonly canFail: Assurance;
  /** No data is no pass. */
  readonly hears: Assurance;
}

const providers: ReadonlyMap<string, HealthCheck["kind"]> = new Map<string, HealthCheck["kind"]>([
  ["prometheus", "metric"],
  ["datadog", "metric"],
  ["newRelic", "metric"],
  ["wavefront", "metric"],
  ["cloudWatch", "metric"],
  ["graphite", "metric"],
  ["influxdb", "metric"],
  ["skywalking", "metric"],
  ["web", "probe"],
  ["job", "smoke-test"],
  ["kayenta", "comparison"],
  ["plugin", "metric"],
]);

const isUnknown = (value: unknown): value is Unknown => typeof value === "object" && value !== null;

/**
 * Reads a metric of an AnalysisTemplate as the controller counts it
 * (https://github.com/argoproj/argo-rollouts/blob/master/analysis/analysis.go, `assessMetricStatus`).
 */
export function readMetric(node: Node, given: Arguments): Metric {
  const provider =
    node
      .get("provider")
      .entries()
      .find(({ key }) => providers.has(key))?.key ?? "";
  const delay = durationIn(node.get("initialDelay"), given) ?? 0;
  const interval = durationIn(node.get("interval"), given);
  const count = numberIn(node.get("count"), given);
  const failures = numberIn(node.get("failureLimit"), given) ?? 0;
  const successes = numberIn(node.get("consecutiveSuccessLimit"), given) ?? 0;
  const measured = countOf(count, interval);
  const atLeast = fewest(measured, successes);
  return {
    name: node.get("name").text,
    at: node.get("name").at,
    kind: providers.get(provider) ?? "metric",
    provider,
    delay,
    interval,
    lasts: sum(delay, product(less(atLeast), interval)),
    reacts: product(isUnknown(failures) ? failures : Math.max(failures, 0), interval),
    canFail: canFail(node, provider, { measured, failures, successes }),
    hears: hears(node, provider, given),
  };
}

const less = (count: number | Unknown): number | Unknown => (isUnknown(count) ? count : count - 1);

/** How many measurements there are without errors: one where neither count nor interval is set, and no end with an interval alone. */
function countOf(count: number | undefined | Unknown, interval: Duration | undefined | Unknown): number | Unknown {
  if (isUnknown(count)) return count;
  if (count !== undefined && count !== 0) return count;
  return interval === undefined ? 1 : Infinity;
}

const fewest = (measured: number | Unknown, successes: number | Unknown): number | Unknown => {
  if (isUnknown(successes)) return successes;
  if (successes <= 0) return measured;
  return isUnknown(measured) ? measured : Math.min(measured, successes);
};

const sum = (a: Duration | Unknown, b: Duration | Unknown): Duration | Unknown =>
  isUnknown(a) ? a : isUnknown(b) ? b : a + b;

const product = (times: number | Unknown, interval: Duration | undefined | Unknown): Duration | Unknown => {
  if (isUnknown(times)) return times;
  if (times === 0 || times === Infinity) return times;
  if (isUnknown(interval)) return interval;
  return times * (interval ?? 0);
};

interface Numbers {
  readonly measured: number | Unknown;
  readonly failures: number | Unknown;
  readonly successes: number | Unknown;
}

/** A metric fails when failures exceed `failureLimit`: as many measurements as the limit, or fewer, never do. */
function canFail(node: Node, provider: string, { measured, failures, successes }: Numbers): Assurance {
  const at = node.get("name").at;
  const hasCondition = node.get("successCondition").text !== "" || node.get("failureCondition").text !== "";
  if (provider === "plugin")
    return unsure("elsewhere", "a metric plugin decides what is a failure", at, "read the plugin's documentation");
  if (!hasCondition && !["job", "web", "kayenta"].includes(provider))
    return broken("has neither a success nor a failure condition, so that every measurement passes", at);
  if (isUnknown(failures)) return failures;
  if (failures === 0) return holds(at);
  if (isUnknown(measured)) return measured;
  if (isUnknown(successes)) return successes;
  if (failures < 0)
    return measured === Infinity
      ? broken("never fails: `failureLimit` is -1 and nothing ends it but success", node.get("failureLimit").at)
      : holds(at);
  if (measured > failures) return holds(at);
  return broken(
    `can never fail: it measures ${times(measured)}, and \`failureLimit\` ${failures} allows ${failures === 1 ? "one failure" : `${failures} failures`}`,
    node.get("failureLimit").at,
  );
}

const times = (count: number): string => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

function hears(node: Node, provider: string, given: Arguments): Assurance {
  const success = node.get("successCondition");
  const failure = node.get("failureCondition");
  const source = node.get("provider", provider);
  const query = ["query", "metricDataQueries"].map((key) => source.get(key)).find(({ kind }) => kind === "scalar");
  const hidden = query && withoutMarks(query.text, "").trim() === "" ? expressionIn(query) : undefined;
  if (hidden) return hidden;
  const at = success.kind === "scalar" ? success.at : failure.kind === "scalar" ? failure.at : node.get("name").at;
  const [yes, no] = [readableText(success, given), readableText(failure, given)];
  if (yes === "" && no === "") return holds(at);
  const written = oneLine(unmarked(success.text || failure.text));
  let heard: Assurance = holds(at);
  for (const { result, when } of silences(provider, query ? readableText(query, given) : "", yes + no)) {
    const outcome = outcomeOf(yes, no, result);
    if (outcome === "pass") return broken(`passes on ${when}: \`${written}\``, at);
    if (outcome === undefined)
      heard = unsure(
        "run-time",
        `whether \`${written}\` passes on ${when} cannot be told from the text`,
        at,
        "run the analysis against a service without traffic",
      );
  }
  return heard;
}

const oneLine = (text: string): string => {
  const line = text.trim().replaceAll(/\s+/g, " ");
  return line.length > 80 ? `${line.slice(0, 80)}…` : line;
};

/** A number that may be written as text; a text that is none counts as 0, as the controller has it. */
function numberIn(node: Node, given: Arguments): number | undefined | Unknown {
  if (node.kind === "missing" || node.value === null) return undefined;
  const text = resolvedText(node, given);
  if (typeof text !== "string") return text;
  const value = Number(text.trim());
  return text.trim() !== "" && Number.isSafeInteger(value) ? value : 0;
}

function durationIn(node: Node, given: Arguments): Duration | undefined | Unknown {
  if (node.kind === "missing" || node.value === null || node.text === "") return undefined;
  const text = resolvedText(node, given);
  if (typeof text !== "string") return text;
  return goDuration(text) ?? unknown("invalid", `\`${text}\` is no duration`, node.at);
}

/** What the controller refuses in a metric (`ValidateMetric` in https://github.com/argoproj/argo-rollouts/blob/master/utils/analysis/factory.go). */
export function metricProblems(node: Node, given: Arguments): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  const name = `the metric \`${node.get("name").text}\``;
  const report = (at: Place, reason: string, remedy: string) =>
    void problems.push({ at, reason, remedy, weight: "error" });
  const read = (key: string) => {
    const value = numberIn(node.get(key), given);
    return isUnknown(value) ? undefined : (value ?? 0);
  };
  const [count, failures, successes, inconclusive] = [
    "count",
    "failureLimit",
    "consecutiveSuccessLimit",
    "inconclusiveLimit",
  ].map(read);
  const interval = durationIn(node.get("interval"), given);
  if (count !== undefined && count > 1 && interval === undefined)
    report(
      node.get("count").at,
      `has a count of ${count} in ${name} and no interval`,
      "write how long to wait between measurements: `interval: 1m`",
    );
  for (const key of ["interval", "initialDelay"]) {
    const value = durationIn(node.get(key), given);
    if (isUnknown(value) && value.cause === "invalid")
      report(value.at, `has \`${key}\` in ${name} where ${value.why}`, "write a duration of Go, such as `1m30s`");
  }
  if (failures !== undefined && successes !== undefined) {
    if (successes < 0 || failures < -1)
      report(node.get("failureLimit").at, `has a negative limit in ${name}`, "write 0 or more");
    if (failures === -1 && successes === 0)
      report(
        node.get("failureLimit").at,
        `switches off both limits of ${name}`,
        "write a `failureLimit` of 0 or more, or a `consecutiveSuccessLimit`",
      );
    if (count !== undefined && count > 0 && count < Math.max(failures, 0) + Math.max(successes, 0))
      report(
        node.get("count").at,
        `has a count of ${count} in ${name}, less than its limits together`,
        "count at least `failureLimit` and `consecutiveSuccessLimit` together",
      );
  }
  if (count !== undefined && inconclusive !== undefined && count > 0 && count < inconclusive)
    report(
      node.get("count").at,
      `has a count of ${count} in ${name}, less than \`inconclusiveLimit\``,
      "count at least `inconclusiveLimit`",
    );
  const kinds = node
    .get("provider")
    .entries()
    .filter(({ key }) => providers.has(key));
  if (kinds.length !== 1 && node.get("provider").kind !== "scalar")
    report(
      node.get("provider").at,
      `gives ${name} ${kinds.length === 0 ? "no provider" : "more than one provider"}`,
      "name one provider",
    );
  return problems;
}

/** What a metric of a step or a promotion must not do: measure without end. */
export const endless = ({ lasts, name, at }: Metric, step: string): readonly SourceProblem[] =>
  lasts === Infinity
    ? [
        {
          at,
          reason: `has an interval and no count in the metric \`${name}\`, which ${step} would wait for without end`,
          remedy: "write a `count`",
          weight: "error",
        },
      ]
    : [];
