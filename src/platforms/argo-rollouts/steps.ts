import type { Duration } from "#model/duration.ts";
import { declared, type Fact, unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import { goDuration } from "#syntax/duration.ts";
import type { Node } from "#syntax/node.ts";
import { constant, constantInteger } from "../kubernetes/scalars.ts";
import { readRun, type Run } from "./run.ts";
import type { Templates } from "./templates.ts";

/** A canary step, as what it does to exposure and to time. */
export interface Step {
  readonly index: number;
  readonly at: Place;
  /** The weight that it sets; `undefined` where it sets none. */
  readonly weight: Fact<number> | undefined;
  /** The time that passes in it at least. */
  readonly waits: readonly Wait[];
  /** A person must end it. */
  readonly gate: Place | undefined;
  /** Analyses that must pass before the next step. */
  readonly runs: readonly Run[];
}

export interface Wait {
  readonly kind: "pause" | "analysis" | "experiment" | "plugin";
  readonly time: Fact<Duration>;
}

/** How many steps are read: no canary has as many. */
export const mostSteps = 1_000;

/** Reads the steps of a canary (https://argo-rollouts.readthedocs.io/en/stable/features/specification/). */
export function readSteps(steps: Node, templates: Templates, problems: SourceProblem[]): readonly Step[] {
  let standing = 0;
  return steps
    .items()
    .slice(0, mostSteps)
    .map((node, index) => {
      const written = node.get("setWeight");
      const set = written.kind === "missing" ? undefined : constantInteger(written);
      if (set?.state === "declared") standing = set.value;
      const weight = set ?? weightOf(node.get("experiment"), standing);
      return { index, at: node.at, weight, ...timeOf(node, templates, problems) };
    });
}

/** An experiment may send traffic of its own to the new version, beside what the canary has. */
function weightOf(experiment: Node, standing: number): Fact<number> | undefined {
  const weights = experiment
    .get("templates")
    .items()
    .filter((template) => template.get("specRef").text === "canary")
    .map((template) => constantInteger(template.get("weight")))
    .filter((weight) => weight.state !== "absent");
  const [first] = weights;
  if (!first) return undefined;
  const open = weights.find((weight) => weight.state === "unknown");
  return (
    open ??
    declared(
      weights.reduce((sum, weight) => (weight.state === "declared" ? sum + weight.value : sum), standing),
      first.at,
    )
  );
}

/** What a step waits for. */
function timeOf(node: Node, templates: Templates, problems: SourceProblem[]): Pick<Step, "waits" | "gate" | "runs"> {
  const waits: Wait[] = [];
  const runs: Run[] = [];
  const pause = node.get("pause");
  const isGate = pause.kind === "mapping" && isIndefinite(pause.get("duration"));
  if (pause.kind === "mapping" && !isGate) waits.push({ kind: "pause", time: pauseTime(pause.get("duration")) });
  const analysis = node.get("analysis");
  if (analysis.kind === "mapping" && analysis.get("templates").items().length > 0) {
    const run = readRun(analysis, analysis.get("templates").items(), templates, "a step", problems);
    runs.push(run);
    waits.push({ kind: "analysis", time: runTime(run) });
  }
  const experiment = node.get("experiment");
  if (experiment.kind === "mapping") {
    const [time, inner] = readExperiment(experiment, templates, problems);
    runs.push(...inner);
    waits.push({ kind: "experiment", time });
  }
  const plugin = node.get("plugin");
  if (plugin.kind === "mapping") waits.push({ kind: "plugin", time: pluginTime(plugin) });
  return { waits, gate: isGate ? pause.keyAt : undefined, runs };
}

const isIndefinite = (duration: Node): boolean => duration.kind === "missing" || duration.value === null;

/** A number, or a text that is one, counts seconds; other texts are durations of Go. */
export const pauseTime = (duration: Node): Fact<Duration> =>
  constant(duration, "a number of seconds, or a duration such as `10m`", ({ value, text }) => {
    if (typeof value === "number") return Number.isInteger(value) && value >= 0 ? value : undefined;
    if (typeof value !== "string") return undefined;
    if (/^\+?\d{1,10}$/.test(text)) return Number(text);
    return goDuration(text);
  });

const runTime = ({ lasts, at }: Run): Fact<Duration> =>
  typeof lasts !== "number"
    ? lasts
    : lasts === Infinity
      ? unknown("invalid", "an analysis of the steps measures without end", at)
      : declared(lasts, at);

/**
 * An experiment ends when the analyses that it requires have passed, whatever its duration; where it requires none, when its
 * duration has passed (`calculateStatus` in https://github.com/argoproj/argo-rollouts/blob/master/experiments/experiment.go).
 */
function readExperiment(
  experiment: Node,
  templates: Templates,
  problems: SourceProblem[],
): readonly [Fact<Duration>, readonly Run[]] {
  const analyses = experiment.get("analyses").items();
  const required = analyses.filter((analysis) => analysis.get("requiredForCompletion").value === true);
  const dry = experiment.get("dryRun").items();
  const runs = analyses.map((analysis) => readRun(analysis, [analysis], templates, "the background", problems, dry));
  if (required.length === 0) {
    const written = constant(experiment.get("duration"), "a duration such as `10m`", ({ text }) => goDuration(text));
    if (written.state !== "absent") return [written, runs];
    return [
      unknown("run-time", "the experiment has neither a duration nor an analysis that completes it", experiment.keyAt),
      runs,
    ];
  }
  const waiting = runs.filter((_, index) => required.includes(analyses[index]!)).map(runTime);
  const open = waiting.find((time): time is Unknown => time.state === "unknown");
  const longest = Math.max(0, ...waiting.flatMap((time) => (time.state === "declared" ? [time.value] : [])));
  return [open ?? declared(longest, experiment.keyAt), runs];
}

const pluginTime = (plugin: Node): Unknown =>
  unknown(
    "elsewhere",
    `the step plugin \`${plugin.get("name").text}\` decides how long it takes`,
    plugin.get("name").at,
    "read the plugin's documentation",
  );
