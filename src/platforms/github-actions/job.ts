import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Group, TimeLimit } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { tierIn } from "../routes/tier-words.ts";
import type { Job } from "../routes/graph.ts";
import { concurrencyOf, type Grouped, groupOf } from "./concurrency.ts";
import type { Result } from "../values/decide.ts";
import { brief, type Needed } from "./decision.ts";
import { render, show } from "./expression/template.ts";
import { known, textOf, truth, type Unknown, type Value } from "../values/value.ts";
import type { Layout, Made } from "./layout.ts";
import { fileSignal, signalsOf } from "./signals.ts";
import { readSteps } from "./work.ts";

export interface Built {
  readonly job: Job;
  readonly result: Result | undefined;
  readonly outputs: Value;
  readonly groups: readonly Grouped[];
}

/** A job that runs steps, in one way to start. */
export function buildJob(made: Made, layout: Layout, needs: readonly Needed[]): Built {
  const { job, frame, scope, label, decision } = made;
  const { node, at } = job;
  const title = show(node.get("name").text, scope) || job.id;
  const called = label && !title.includes(label) ? `${title} (${label})` : title;
  const base = `${frame.prefix}${job.id}${label && ` (${label})`}`;
  const environment = environmentOf(node.get("environment"), made, layout, base);
  const steps = readSteps(made, layout, needs);
  const isDeploying = steps.acts.some(
    ({ known: { does } }) => does === "deploy" || does === "publish" || does === "preview",
  );
  const suffixes = [
    ...environmentSuffix(node, environment),
    ...(isDeploying ? inputSuffixes(made, layout, environment) : []),
  ];
  // What a caller or a matrix is named for needs not be said again.
  const said = new Set(base.split(/ \/ | \(|, |\)/));
  const suffix = suffixes
    .filter((text) => !said.has(text))
    .map((text) => ` [${text}]`)
    .join("");
  const groups = [
    ...frame.groups,
    ...groupOf(frame.workflow.root.get("concurrency"), scope),
    ...groupOf(node.get("concurrency"), scope),
  ];
  const name = `${frame.title}${called}`;
  const built: Job = {
    id: `${base}${suffix}`,
    name: `${name}${suffix}`,
    at,
    needs: made.needs,
    runs: made.runs,
    environment,
    signals: [...signalsOf(job, called), ...frame.signals, fileSignal(frame.workflow.path, at)],
    acts: decision.mends ? steps.acts.map((act) => ({ ...act, when: "failure" as const })) : steps.acts,
    concurrency: concurrencyOf(groups, node.get("environment"), environment, at, layout.library.files.slug),
    timeLimit: timeLimitOf(node.get("timeout-minutes"), made),
    group: groupFact(node.get("strategy"), made),
    failure: failureOf(node.get("continue-on-error"), made, name),
    steps: steps.steps,
    hidden: steps.hidden,
    unrecognised: steps.unrecognised,
  };
  return { job: built, result: steps.fails ? "failure" : undefined, outputs: steps.outputs, groups };
}

/**
 * The environment whose rules guard a job. An empty name is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idenvironment
 */
function environmentOf(node: Node, made: Made, layout: Layout, id: string): Fact<string> {
  const name = node.kind === "mapping" ? node.get("name") : node;
  if (name.kind !== "scalar" || name.value === null) return absent(made.job.at);
  const value = render(name.text, made.scope);
  const via = name.text.includes("${{") ? made.frame.via : [];
  if (value.is !== "unknown")
    return textOf(value).trim() === "" ? absent(name.at) : declared(textOf(value), name.at, via);
  layout.wishes.add(value.splits);
  if (value.domain && value.splits.length === 0) {
    const key = `the environment of ${id}`;
    const assumed = layout.origin.assumed.get(key)?.value;
    if (assumed !== undefined) return assumed ? declared(String(assumed), name.at, via) : absent(name.at);
    layout.wishes.add([{ key, values: value.domain, rest: false, switch: false }]);
  }
  return unknown("run-time", why(name.text, value), name.at);
}

const why = (text: string, value: Unknown): string => `${value.what} decides what \`${brief(text)}\` is`;

/** What tells two runs of a job apart that goes to several environments. */
const environmentSuffix = (node: Node, environment: Fact<string>): readonly string[] => {
  const written = node.get("environment");
  const text = written.kind === "mapping" ? written.get("name").text : written.text;
  return text.includes("${{") && environment.state === "declared" ? [environment.value] : [];
};

const aboutPlace = /env|stage|tier|target|cluster|account|region|ring/i;

/** A choice that names where a deployment goes tells its runs apart, too, where no environment does. */
function inputSuffixes({ job, frame }: Made, layout: Layout, environment: Fact<string>): readonly string[] {
  if (frame.inputs.is !== "dict") return [];
  const text = JSON.stringify(["steps", "env", "with"].map((key) => job.node.get(key).toPlain()));
  const found: string[] = [];
  for (const [name, { value }] of frame.inputs.entries) {
    if (!new RegExp(String.raw`inputs\.${escape(name)}\b`, "i").test(text)) continue;
    if (value.is === "unknown") {
      const options = value.domain?.map(String) ?? [];
      const isPlace = aboutPlace.test(name) || options.some((option) => tierIn(option) !== undefined);
      if (isPlace) layout.wishes.add(value.splits.filter((split) => !split.switch));
    } else if (value.is === "known" && typeof value.value === "string" && value.value !== "") {
      const isAssumed = [...layout.origin.assumed].some(
        ([key, assumed]) => key.startsWith("inputs.") && assumed.value === value.value,
      );
      const isPlace = aboutPlace.test(name) || tierIn(value.value) !== undefined;
      if (isAssumed && isPlace && !(environment.state === "declared" && environment.value === value.value))
        found.push(value.value);
    }
  }
  return [...new Set(found)];
}

const escape = (text: string): string => text.replace(/[^\w-]/g, String.raw`\$&`);

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes */
function timeLimitOf(node: Node, { job, scope }: Made): Fact<TimeLimit> {
  if (node.kind === "missing" || node.value === null) return declared({ limit: 360 * 60, isDefault: true }, job.at);
  const value = typeof node.value === "string" ? render(node.text, scope) : known(node.value ?? null);
  if (value.is === "unknown")
    return unknown("run-time", `${value.what} decides what \`${brief(node.text)}\` is`, node.at);
  const minutes = value.is === "known" ? Number(value.value) : NaN;
  if (!(minutes > 0))
    return unknown("invalid", `\`${brief(node.text)}\` stands where a number of minutes belongs`, node.at);
  return declared({ limit: Math.ceil(minutes * 60), isDefault: false }, node.at);
}

function groupFact(strategy: Node, { job, scope }: Made): Fact<Group> {
  if (strategy.get("matrix").kind === "missing") return absent(job.at);
  const most = strategy.get("max-parallel");
  const value = typeof most.value === "string" ? render(most.text, scope) : known(most.value ?? null);
  if (value.is === "unknown") return unknown("run-time", `${value.what} decides how many run at once`, most.at);
  const concurrent = value.is === "known" && Number(value.value) > 0 ? Number(value.value) : Infinity;
  const fast = strategy.get("fail-fast");
  const isFast = typeof fast.value === "string" ? truth(render(fast.text, scope)) : fast.value !== false;
  const stopsTogether: Assurance =
    isFast === undefined
      ? unsure("run-time", `\`${brief(fast.text)}\` is decided when it runs`, fast.at)
      : isFast
        ? holds(strategy.keyAt)
        : broken("`fail-fast: false` lets the others go on", fast.at);
  return declared({ name: job.id, concurrent, stopsTogether }, strategy.keyAt);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idcontinue-on-error */
function failureOf(node: Node, { job, scope }: Pick<Made, "job" | "scope">, name: string): Assurance {
  if (node.kind === "missing" || node.value === null) return holds(job.at);
  const value = typeof node.value === "string" ? render(node.text, scope) : known(node.value ?? null);
  const isTrue = truth(value);
  if (isTrue === false) return holds(node.at);
  if (isTrue) return broken(`\`${name}\` has \`continue-on-error: ${brief(node.text)}\``, node.at);
  return unsure(
    "run-time",
    `\`continue-on-error: ${brief(node.text)}\` of \`${name}\` is decided when it runs`,
    node.at,
  );
}
