import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Group, TimeLimit } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Act, Job } from "../routes/graph.ts";
import { truth } from "../values/value.ts";
import { Grown, markOf, openOf } from "./expand/grown.ts";
import type { Layout, StageAround } from "./layout.ts";
import { lockOf } from "./locks.ts";
import { StepReader } from "./steps.ts";
import { hooksOf, type Phase } from "./strategy.ts";
import { legsOf } from "./matrix.ts";
import type { Unit } from "./units.ts";
import { brief, type Variables } from "./variables.ts";

/** A service connection that a job deploys by: its name, and the kind of service that it leads to. */
export interface Connected {
  readonly name: Fact<string>;
  readonly input: string;
}

export interface Built {
  readonly job: Job;
  readonly connections: readonly Connected[];
}

/** The jobs that a written job becomes: one, or one for each leg of a matrix or step of a canary. */
export function buildJobs(unit: Unit, around: StageAround, layout: Layout): readonly Built[] {
  return legsOf(unit.node, around.variables).flatMap(({ label, variables, group }) =>
    buildLeg(unit, { ...around, variables }, label, group, layout),
  );
}

function buildLeg(
  unit: Unit,
  around: StageAround,
  label: string,
  group: Fact<Group>,
  layout: Layout,
): readonly Built[] {
  const { node, at } = unit;
  const { variables } = around;
  const isWhole = node === around.root || node === around.stage?.node;
  const title = isWhole ? "" : variables.shown(node.get("displayName").text) || unit.id;
  const isAlone = around.size === 1 && around.stage !== undefined;
  const suffix = label && ` (${label})`;
  const own = isWhole || isAlone ? "" : unit.id;
  const base = `${idOf(around.prefix, own, isWhole ? "job" : unit.id)}${suffix}`;
  const shown = titleOf(around.title, isAlone && around.title !== "" ? "" : title) || pipelineName(layout.path);
  const name = `${shown}${suffix}`;
  const environment = environmentOf(unit, around, layout);
  const place = environmentSuffix(unit, around, environment, base);
  const phases = hooksOf(node, at);
  const signals = signalsOf(unit, around, title, layout.path);
  let needs = around.needs;
  return phases.map((phase): Built => {
    const reader = new StepReader(layout, variables, node);
    for (const hook of phase.hooks) reader.list(hook.steps, hook.when);
    const { acts, steps, hidden, unrecognised, connections, foreign } = reader.read(unit);
    if (acts.some(({ known: { does } }) => ships.has(does))) layout.wishForPlaces();
    const id = `${base}${place}${phase.label && ` (${phase.label})`}`;
    const within = markOf(node).within ?? (around.stage && markOf(around.stage.node).within);
    const job: Job = {
      id,
      name: `${name}${place}${phase.label && ` (${phase.label})`}`,
      at,
      needs,
      runs: around.runs,
      environment: environment.state === "absent" && !node.has("deployment") ? foreign.environment : environment,
      signals: [...foreign.signals, ...signals],
      acts: (around.mends ? acts.map((act): Act => ({ ...act, when: "failure" })) : acts).map((act) =>
        shared(act, phase),
      ),
      concurrency: lockOf(node, around, environment),
      timeLimit: timeLimitOf(node.get("timeoutInMinutes"), variables, at),
      group: group.state === "absent" ? phase.group : group,
      failure: failureOf(node.get("continueOnError"), variables, name, at),
      steps,
      hidden:
        within === undefined || hidden.state === "declared"
          ? hidden
          : declared(`\`${layout.repositories.named(within).to}\` may add to it`, at),
      unrecognised,
    };
    needs = [{ job: id, at, after: "success", how: `\`${name}\` goes on` }];
    return { job, connections };
  });
}

const ships: ReadonlySet<string> = new Set(["deploy", "publish", "preview"]);

/** The id of a stage or of one of its jobs; what stands before those of another pipeline ends in a blank. */
const idOf = (prefix: string, own: string, otherwise: string): string =>
  prefix === "" || prefix.endsWith(" ") ? `${prefix}${own || otherwise}` : own === "" ? prefix : `${prefix}.${own}`;

const titleOf = (stage: string, job: string): string =>
  stage.endsWith(": ") ? `${stage}${job}` : [stage, job].filter(Boolean).join(" / ");

const pipelineName = (path: string): string => path.replace(/^.*\//, "").replace(/\.ya?ml$/i, "");

/** What an increment of a canary is exposed to is what its strategy says. */
function shared(act: Act, { share }: Phase): Act {
  if (share.state === "absent" || act.known.does !== "deploy" || act.share.state === "declared") return act;
  return { ...act, share };
}

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-deployment-environment */
function environmentOf({ node }: Unit, { stage, variables }: StageAround, layout: Layout): Fact<string> {
  const written = node.get("environment");
  const name = written.kind === "mapping" ? written.get("name") : written;
  const isNone = name.kind !== "scalar" || name.value === null || name.text.trim() === "";
  if (!node.has("deployment") || isNone) return absent(node.at);
  layout.wishForText(name);
  const fact = variables.fact(name);
  if (fact.state !== "declared") return fact;
  const [environment = fact.value] = fact.value.trim().split(".", 1);
  const via = [...(stage ? markOf(stage.node).via : []), ...markOf(node).via, ...(fact.via ?? [])];
  return declared(environment, fact.at, via);
}

/** What tells two runs of a job apart that goes to several environments, where its name or that of its stage does not. */
function environmentSuffix({ node }: Unit, { stage }: StageAround, environment: Fact<string>, base: string): string {
  const written = node.get("environment");
  const name = written.kind === "mapping" ? written.get("name") : written;
  const isNamed = [node.get("deployment"), stage?.node.get("stage")].some((part) => part instanceof Grown);
  if (!(name instanceof Grown) || isNamed || environment.state !== "declared") return "";
  return base.toLowerCase().includes(environment.value.toLowerCase()) ? "" : ` [${environment.value}]`;
}

function signalsOf(unit: Unit, { stage, variables }: StageAround, title: string, path: string): Job["signals"] {
  const texts: readonly (readonly [string, Place])[] = [
    [title, unit.node.has("displayName") ? unit.node.get("displayName").at : unit.at],
    [stage ? variables.shown(stage.node.get("displayName").text) : "", stage?.node.get("displayName").at ?? unit.at],
    [stage?.id ?? "", stage?.at ?? unit.at],
    [unit.node.has("job") || unit.node.has("deployment") ? unit.id : "", unit.at],
  ];
  const seen = new Set<string>();
  const names = texts.flatMap(([text, at]): Job["signals"] => {
    if (text === "" || seen.has(text)) return [];
    seen.add(text);
    return [{ from: "name", text, at }];
  });
  return [...names, { from: "file", text: path, at: unit.at }];
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/phases#timeouts */
function timeLimitOf(node: Node, variables: Variables, at: Place): Fact<TimeLimit> {
  if (node.kind === "missing" || node.value === null) return declared({ limit: 60 * 60, isDefault: true }, at);
  const text = variables.fact(node);
  if (text.state !== "declared") return text;
  const minutes = Number(text.value);
  if (text.value.trim() === "" || !(minutes >= 0))
    return unknown("invalid", `\`${brief(node.text)}\` stands where a number of minutes belongs`, node.at);
  return declared({ limit: Math.ceil(minutes * 60), isDefault: false }, node.at);
}

/** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-job */
export function failureOf(node: Node, variables: Variables, name: string, at: Place): Assurance {
  if (node.kind === "missing" || node.value === null || node.text.trim() === "") return holds(at);
  const open = openOf(node);
  const value = open ?? variables.text(node.text);
  const isTrue = value.is === "known" ? /^true$/i.test(String(value.value)) : truth(value);
  if (isTrue === false) return holds(node.at);
  if (isTrue && value.is === "known")
    return broken(`\`${brief(name)}\` has \`continueOnError: ${brief(node.text)}\``, node.at);
  return unsure(
    "run-time",
    `\`continueOnError: ${brief(node.text)}\` of \`${brief(name)}\` is decided when it runs`,
    node.at,
  );
}
