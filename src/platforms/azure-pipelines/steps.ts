import { together } from "#model/assurance.ts";
import { absent, declared, type Fact, map } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Step } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import {
  isBuiltInTask,
  recogniseAction,
  type Recognised,
  recogniseScript,
  type ScriptAct,
  taskCommand,
  type Variables as Environment,
  withoutScratch,
} from "../recognise/index.ts";
import { namedDeployment, nameOf, opaqueCommands } from "../recognise/opaque.ts";
import { nothingDone } from "../routes/act.ts";
import type { Act, Job, Runs } from "../routes/graph.ts";
import { runsOf } from "../values/decide.ts";
import { truth, type Value } from "../values/value.ts";
import { answered } from "./approvals.ts";
import { stepCondition } from "./conditions.ts";
import { markOf } from "./expand/grown.ts";
import { type Connected, failureOf } from "./job.ts";
import type { Layout } from "./layout.ts";
import { macroed } from "./macros.ts";
import { argumentSignals, foreignEnvironment, taskStep } from "./pins.ts";
import { type Written, scriptOf, setVariables, taskFolder } from "./scripts.ts";
import { connectionsIn, inputsOf, taskName } from "./tasks.ts";
import type { Unit } from "./units.ts";
import { brief, type Variables } from "./variables.ts";

/** What the steps of a job come to. */
export interface StepsRead {
  readonly acts: readonly Act[];
  readonly steps: readonly Omit<Step, "stages">[];
  readonly hidden: Fact<string>;
  readonly unrecognised: Fact<string>;
  readonly connections: readonly Connected[];
  /** Where what is written elsewhere deploys to, as far as can be told, and what may tell its tier. */
  readonly foreign: { readonly environment: Fact<string>; readonly signals: Job["signals"] };
}

interface Level {
  readonly runs: Runs;
  readonly when: Act["when"];
  readonly blocking: Act["blocking"];
}

const MOST_STEPS = 5_000;
const ships: ReadonlySet<string> = new Set(["deploy", "publish", "preview"]);

export class StepReader {
  readonly #acts: Act[] = [];
  readonly #steps: Omit<Step, "stages">[] = [];
  readonly #connections: Connected[] = [];
  #hidden: { readonly how: string; readonly at: Place } | undefined;
  #opaque: { readonly how: string; readonly at: Place } | undefined;
  #count = 0;
  #foreignPlace: StepsRead["foreign"] | undefined;
  #variables: Variables;
  /** The folder that scripts run in, from the repository's root; `undefined` where it is none of the repository. */
  #folder: string | undefined;
  readonly #layout: Layout;
  readonly #pool: string;
  readonly #job: Node;

  constructor(layout: Layout, variables: Variables, job: Node) {
    this.#layout = layout;
    this.#variables = variables;
    this.#pool = poolOf(job);
    this.#job = job;
    // A deployment checks nothing out unless it says so. https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs
    this.#folder = job.has("deployment") ? undefined : "";
  }

  list(steps: Node, when: Act["when"]): void {
    for (const step of steps.items()) {
      if (++this.#count > MOST_STEPS) return;
      this.#step(step, when);
    }
  }

  read({ at }: Unit): StepsRead {
    return {
      acts: withoutScratch(this.#acts),
      steps: this.#steps,
      hidden: this.#hidden ? declared(this.#hidden.how, this.#hidden.at) : absent(at),
      unrecognised: this.#opaque ? declared(this.#opaque.how, this.#opaque.at) : absent(at),
      connections: this.#connections,
      foreign: this.#foreignPlace ?? { environment: absent(at), signals: [] },
    };
  }

  #step(step: Node, when: Act["when"]): void {
    if (/^false$/i.test(step.get("enabled").text)) return;
    const turn = this.#turn(step);
    if (!turn) return;
    const mark = markOf(step).runs;
    const level: Level = {
      runs: mark.state === "maybe" ? mark : turn.runs,
      when: when === "success" ? turn.when : when,
      blocking: failureOf(step.get("continueOnError"), this.#variables, nameOfStep(step), step.at),
    };
    const first = this.#acts.length;
    if (step.has("template")) this.#foreign(step);
    else if (step.has("checkout")) this.#checkout(step);
    else if (step.has("task")) this.#task(step, level);
    else this.#script(step, level);
    if (this.#acts.slice(first).some(({ known: { does } }) => ships.has(does))) {
      this.#layout.wish(turn.splits, true);
      this.#tell(first, this.#layout.places);
    }
  }

  #turn(
    step: Node,
  ): { readonly runs: Runs; readonly when: Act["when"]; readonly splits: Parameters<Layout["wish"]>[0] } | undefined {
    const node = step.get("condition");
    const { fine, failed } = stepCondition(node, this.#variables);
    const onFine = truth(fine) !== false;
    const onFailed = truth(failed) !== false;
    if (!onFine && !onFailed) return undefined;
    const value = onFine ? fine : failed;
    return {
      runs: runsOf(value, "it", node.at),
      when: onFine ? (onFailed ? "end" : "success") : "failure",
      splits: value.is === "unknown" && truth(value) === undefined ? value.splits.filter((split) => !split.switch) : [],
    };
  }

  #foreign(step: Node): void {
    const reference = step.get("template");
    const uses = reference.text.trim();
    const { repositories, delegations } = this.#layout;
    if (uses.includes("@")) {
      this.#steps.push(repositories.step(uses, reference.at));
      delegations.push(repositories.delegation(uses, reference.at));
      const environment = foreignEnvironment(uses, step, "", reference.at);
      if (environment.state !== "absent") this.#foreignPlace ??= { environment, signals: argumentSignals(step) };
      this.#hidden ??= { how: `a part of it is written in \`${repositories.named(uses).to}\``, at: reference.at };
    } else this.#hidden ??= { how: `\`${brief(uses)}\` is not in this repository`, at: reference.at };
  }

  /** https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps-checkout */
  #checkout(step: Node): void {
    const what = step.get("checkout").text.trim().toLowerCase();
    if (what === "self" && !step.has("path")) this.#folder = "";
    else if (what !== "none" && what !== "self") this.#folder = undefined;
  }

  /** The environment variables that a step has: those of the pipeline in capitals, and its own. */
  #environment(step: Node): Environment {
    const own = step
      .get("env")
      .entries()
      .map(({ key, node }) => [key, { text: this.#variables.shown(node.text), at: node.at }] as const);
    const { environment } = this.#variables;
    return own.length === 0 ? environment : environment.with(own);
  }

  #script(step: Node, level: Level): void {
    const written = scriptOf(step, this.#pool, this.#variables);
    if (written) this.#run(written, step, level);
    else if (step.has("publish") || step.has("download") || step.has("getPackage"))
      this.#idle(nameOfStep(step), step.at, level);
  }

  #task(step: Node, level: Level): void {
    const node = step.get("task");
    const name = taskName(node.text);
    const isBuiltIn = isBuiltInTask(name);
    if (!this.#steps.some(({ uses, at }) => uses === node.text.trim() && at === node.at))
      this.#steps.push(taskStep(node, isBuiltIn));
    const inputs = inputsOf(step.get("inputs"), this.#variables);
    const first = this.#acts.length;
    const script = scriptOf(step, this.#pool, this.#variables);
    const command = script ? undefined : taskCommand(name, inputs);
    if (script) this.#run(script, step, level);
    else if (command?.text === "") this.#idle(name, node.at, level);
    else if (command) {
      const folder = taskFolder(step.get("inputs"), this.#variables);
      this.#run({ errexit: true, pipefail: false, ...command, place: () => node.at, folder }, step, level);
    } else {
      const action = { name, at: node.at, inputs, variables: this.#environment(step) };
      const recognised = recogniseAction(action, this.#layout.library.recognition);
      if (recognised) this.#add(answered(recognised, step, this.#job, inputs, this.#variables), level);
      else if (isHarmless(name)) this.#idle(name, node.at, level);
      else this.#opaque ??= { how: `\`${brief(name)}\` is not known`, at: node.at };
    }
    this.#connect(step, first);
  }

  /** The connections that a deployment is made by, and what their names may tell. */
  #connect(step: Node, first: number): void {
    const deploying = this.#acts.slice(first).filter(({ known: { does } }) => ships.has(does));
    if (deploying.length === 0) return;
    const used = connectionsIn(step.get("inputs"), this.#variables);
    this.#connections.push(...used);
    const signals = used.flatMap(({ name }) =>
      name.state === "declared" ? [{ from: "connection" as const, text: name.value, at: name.at }] : [],
    );
    this.#tell(first, signals);
  }

  /** Adds what tells the tier to the deployments from one of the acts on. */
  #tell(first: number, signals: Act["signals"]): void {
    if (signals.length === 0) return;
    for (const [index, act] of this.#acts.entries())
      if (index >= first && ships.has(act.known.does))
        this.#acts[index] = { ...act, signals: [...act.signals, ...signals] };
  }

  #run(script: Written, step: Node, level: Level): void {
    const { files, recognition } = this.#layout.library;
    const { text, place } = script;
    const folder = script.folder ?? this.#folder;
    const spell = (part: string): string => this.#variables.shown(macroed(part));
    const acts = recogniseScript(
      {
        text,
        shell: script.shell,
        errexit: script.errexit,
        pipefail: script.pipefail,
        place,
        folder,
        ...(script.remote && { remote: true }),
        variables: this.#environment(step),
        resolve: (expression, at) => this.#resolve(expression, at),
        spell,
      },
      files,
      recognition,
    );
    for (const act of acts) this.#add(act, level, this.#runsIn(act));
    if (!this.#unknownCommands(acts, script, level, spell) && acts.length === 0)
      this.#idle(nameOfStep(step), step.at, level);
    this.#variables = this.#variables.changedBy(setVariables(text));
  }

  #unknownCommands(
    acts: readonly ScriptAct[],
    script: Written,
    level: Level,
    spell: (text: string) => string,
  ): boolean {
    if (acts.some(({ known: { does } }) => does !== "nothing")) return false;
    const key = ({ file, line, column }: Place): string => `${file}:${line}:${column}`;
    const known = new Set(acts.map(({ at }) => key(at)));
    const riddles = opaqueCommands(script.text, script).flatMap((command) => {
      const at = script.place(command.offset);
      const deployment = namedDeployment(command, at, spell);
      return deployment || !known.has(key(at)) ? [{ command, at, deployment }] : [];
    });
    for (const { command, at, deployment } of riddles) {
      if (!deployment) this.#opaque ??= { how: `\`${macroed(nameOf(command))}\` is not known`, at };
      else this.#add(deployment, level, this.#runsIn({ ...deployment, conditions: command.conditions }));
    }
    return riddles.length > 0;
  }

  #resolve(expression: string, at: Place): Fact<string> {
    const macro = macroed(expression);
    const name = /^\$\{?(?:env:)?(\w+)\}?$/i.exec(expression)?.[1];
    if (macro !== expression || /^\$\(/.test(macro))
      return this.#variables.factOf(this.#variables.text(macro), macro, at);
    return this.#variables.factOf(undefined, name ?? expression, at);
  }

  /** Whether a command is reached in its script. */
  #runsIn({ name, at, conditions }: Pick<ScriptAct, "name" | "at" | "conditions">): Runs {
    const [first] = conditions;
    if (!first) return { state: "always" };
    const people = conditions
      .flatMap(({ reads }) => reads)
      .map((read): Value | undefined => (read.startsWith("${{") ? this.#variables.text(macroed(read)) : undefined))
      .find((value) => value?.is === "unknown" && value.by !== "unread");
    if (people?.is === "unknown")
      return { state: "maybe", at, how: `${people.what} decides whether \`${name}\` runs`, by: people.by };
    return { state: "maybe", at, how: `\`${macroed(first.text)}\` decides whether \`${name}\` runs`, by: "unread" };
  }

  #add(recognised: Recognised, level: Level, runs: Runs = { state: "always" }): void {
    const spell = (text: string): string => this.#variables.shown(macroed(text));
    this.#acts.push({
      ...recognised,
      artifacts: recognised.artifacts.map((artifact) => ({
        ...artifact,
        name: spell(artifact.name),
        version: spell(artifact.version),
        origin: map(artifact.origin, spell),
      })),
      makes: map(recognised.makes, spell),
      runs: level.runs.state === "maybe" ? level.runs : runs,
      when: level.when,
      blocking: together(level.blocking.state === "holds" ? recognised.blocking : level.blocking, recognised.blocking),
    });
  }

  #idle(name: string, at: Place, { runs, when }: Level): void {
    this.#acts.push({
      ...nothingDone(name, at),
      known: { does: "nothing", source: "https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/steps" },
      runs,
      when,
    });
  }
}

const nameOfStep = (step: Node): string =>
  step.get("displayName").text || step.get("name").text || step.get("task").text || "a script";

/** Where a job runs, as far as its name tells the system: `windows`, `server`, or whatever is written. */
function poolOf(job: Node): string {
  const pool = job.get("pool");
  return pool.kind === "mapping"
    ? `${pool.get("vmImage").text} ${pool.get("name").text} ${pool.get("image").text}`
    : pool.text;
}

/** Tasks that are in no table and by their names prepare or tell, whoever makes them. */
const isHarmless = (name: string): boolean =>
  /install|setup|use[A-Z]|tool|cache|download|copy|delete|archive|extract|authenticate|login|notify|comment|report|gitversion|replacetokens|codecoverage|label|tag/i.test(
    name,
  ) && !/deploy|release/i.test(name);
