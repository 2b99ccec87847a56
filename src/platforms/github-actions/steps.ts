import { broken, holds, together, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Step } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Act, Runs } from "../routes/graph.ts";
import {
  actionScript,
  recogniseAction,
  recogniseScript,
  type Recognised,
  type ScriptAct,
  Variables,
} from "../recognise/index.ts";
import type { ReadOptions } from "../recognise/script.ts";
import { runsOf } from "../values/decide.ts";
import { brief, writtenCondition } from "./decision.ts";
import { evaluate, type Scope } from "./expression/evaluate.ts";
import { pick } from "../values/logic.ts";
import { asksStatus } from "./expression/parse.ts";
import { render, show, unknowns } from "./expression/template.ts";
import {
  asText,
  byChange,
  blend,
  decider,
  dict,
  FALSE,
  known,
  NULL,
  type Split,
  truth,
  TRUE,
  type Unknown,
  unread,
  type Value,
} from "../values/value.ts";
import type { Frame, Layout } from "./layout.ts";
import { stepOf } from "./pins.ts";
import { placerOf } from "../recognise/places.ts";
import { follow, placeKey } from "./script.ts";
import { shellOf } from "./shell.ts";
import { nothingDone } from "../routes/act.ts";
import { factOf, folderOf, inputsOf } from "./arguments.ts";
import { Checkouts } from "./checkouts.ts";
import { defaultVariables } from "./default-variables.ts";
import { namedDeployment, nameOf, opaqueCommands } from "../recognise/opaque.ts";
import { localPath } from "./workflow.ts";

/** What the steps of a job come to. */
export interface StepsRead {
  readonly acts: readonly Act[];
  readonly steps: readonly Omit<Step, "stages">[];
  readonly outputs: Value;
  /** Whether it surely fails. */
  readonly fails: boolean;
  readonly hidden: Fact<string>;
  readonly unrecognised: Fact<string>;
}

/** Where steps stand: in a job, or in a composite action that one of its steps uses. */
interface Level {
  readonly scope: Scope;
  readonly inputs: Value | undefined;
  readonly steps: Map<string, Value>;
  readonly runs: Runs;
  readonly when: Act["when"];
  readonly blocking: Act["blocking"];
  readonly paths: readonly string[];
  /** The place of the step in the job, for steps that are written in another file. */
  readonly defaults: readonly Node[];
}

/** Whether and when a step has its turn, and what its condition comes to. */
interface Turn {
  readonly runs: Runs | undefined;
  readonly when: Act["when"];
  readonly value: Value;
}

const MOST_DEEP = 10;
const MOST_STEPS = 5_000;

export class StepReader {
  readonly acts: Act[] = [];
  readonly pins: Omit<Step, "stages">[] = [];
  fails = false;
  hidden: string | undefined;
  hiddenAt: Place | undefined;
  opaque: { readonly how: string; readonly at: Place } | undefined;
  readonly #layout: Layout;
  readonly #wish: boolean;
  #count = 0;
  /** Whether the script that was read last ends itself with a failure: its condition refuses a case. */
  #refuses = false;
  #variables = new Variables();
  readonly #checkouts = new Checkouts();
  readonly #environment = new Map<string, Value>();
  /** What would have to be assumed about the ref to tell the arguments of the step that was read last. */
  #refs: Split[] = [];

  /** `wish`: whether it says what would have to be assumed to tell more. */
  constructor(layout: Layout, wish: boolean) {
    this.#layout = layout;
    this.#wish = wish;
  }

  job(node: Node, frame: Frame, scope: Scope): Value {
    const steps = new Map<string, Value>();
    const at = node.at;
    this.#env(frame.workflow.root.get("env"), scope);
    this.#env(node.get("env"), scope);
    const level: Level = {
      scope,
      inputs: undefined,
      steps,
      runs: { state: "always" },
      when: "success",
      blocking: holds(at),
      paths: [],
      defaults: [node.get("defaults", "run"), frame.workflow.root.get("defaults", "run")],
    };
    this.#list(node.get("steps"), level, node.get("runs-on").text);
    const inner = this.#scope(level);
    const outputs = node.get("outputs").entries();
    return dict(
      outputs.map(({ key, node: value }) => [key, asText(render(value.text, inner))] as const),
      NULL,
    );
  }

  #list(steps: Node, level: Level, runner: string): void {
    for (const step of steps.items()) {
      if (++this.#count > MOST_STEPS) return;
      if (step.has("parallel")) this.#list(step.get("parallel"), level, runner);
      else this.#step(step, level, runner);
    }
  }

  #env(node: Node, scope: Scope): void {
    const added = node.entries().map(({ key, node: value }) => {
      this.#environment.set(key, asText(render(value.text, scope)));
      return [key, { text: show(value.text, scope), at: value.at }] as const;
    });
    if (added.length > 0) this.#variables = this.#variables.with(added);
  }

  #scope(level: Level, status: "fine" | "failed" = "fine"): Scope {
    const environment = dict(this.#environment, unread("a variable of the environment"));
    const steps = dict(level.steps);
    return {
      context: (name) => {
        if (name === "env") return environment;
        if (name === "steps") return steps;
        if (name === "inputs" && level.inputs) return level.inputs;
        if (name === "runner" || name === "job") return unread(`the context \`${name}\``);
        return level.scope.context(name);
      },
      status: (name) => {
        if (name === "success") return known(status === "fine");
        return name === "failure" ? known(status === "failed") : FALSE;
      },
    };
  }

  #step(step: Node, level: Level, runner: string): void {
    const { runs, when, value } = this.#condition(step, level);
    const id = step.get("id").text;
    if (!runs) {
      if (id)
        level.steps.set(
          id.toLowerCase(),
          dict([
            ["outputs", dict([])],
            ["outcome", known("skipped")],
            ["conclusion", known("skipped")],
          ]),
        );
      return;
    }
    const before = { variables: this.#variables, environment: new Map(this.#environment) };
    this.#env(step.get("env"), this.#scope(level));
    const own: Level = {
      ...level,
      runs: level.runs.state === "maybe" ? level.runs : runs,
      when: level.when === "success" ? when : level.when,
      blocking: together(level.blocking, this.#blocking(step, level)),
    };
    const first = this.acts.length;
    this.#refuses = false;
    this.#refs = [];
    const outputs = step.has("uses")
      ? this.#uses(step, own, runner)
      : step.has("run")
        ? this.#run(step, own, runner)
        : dict([]);
    if (id)
      level.steps.set(
        id.toLowerCase(),
        dict([["outputs", sometimes(outputs, value)]], unread("the outcome of a step")),
      );
    const added = step
      .get("env")
      .entries()
      .map(({ key }) => key);
    if (added.length > 0) {
      this.#variables = before.variables;
      for (const key of added) {
        const value = before.environment.get(key);
        if (value) this.#environment.set(key, value);
        else this.#environment.delete(key);
      }
    }
    this.#decideApart(this.acts.slice(first), step, level);
  }

  /** A condition over a deployment, or over a step that refuses, is worth to be told apart. */
  #decideApart(acts: readonly Act[], step: Node, level: Level): void {
    if (!this.#refuses && !acts.some(({ known: { does } }) => ships.has(does))) return;
    const written = writtenCondition(step.get("if"));
    if (!written || typeof written === "string") return;
    this.#wishFor(evaluate(written, this.#scope(level)));
  }

  /** A deployment whose arguments hang on the branch is another one for every branch. */
  #wishForRef(): void {
    if (this.#wish) this.#layout.wishes.add(this.#refs);
  }

  #wishFor(value: Value): void {
    if (!this.#wish || value.is !== "unknown" || truth(value) !== undefined) return;
    const isWorth = (split: Split): boolean => !split.switch && split.values.every((one) => one !== "");
    this.#layout.wishes.add(value.splits.filter(isWorth));
  }

  #condition(step: Node, level: Level): Turn {
    const node = step.get("if");
    const written = writtenCondition(node);
    if (written === undefined || written === "true")
      return { runs: this.fails ? undefined : always, when: "success", value: TRUE };
    const dark = unread(`\`if: ${brief(node.text)}\``, { domain: [true, false] });
    const fine = written === "unread" ? dark : evaluate(written, this.#scope(level));
    if (written === "unread" || !asksStatus(written)) {
      const isOut = this.fails || truth(fine) === false;
      return { runs: isOut ? undefined : runsOf(fine, "it", node.at), when: "success", value: fine };
    }
    const failed = evaluate(written, this.#scope(level, "failed"));
    const onFine = truth(fine) !== false && !this.fails;
    const onFailed = truth(failed) !== false;
    if (!onFine && !onFailed) return { runs: undefined, when: "success", value: FALSE };
    return {
      runs: runsOf(onFine ? fine : failed, "it", node.at),
      when: onFine ? (onFailed ? "end" : "success") : "failure",
      value: onFine ? fine : failed,
    };
  }

  #blocking(step: Node, level: Level): Act["blocking"] {
    const node = step.get("continue-on-error");
    if (node.kind === "missing" || node.value === null) return holds(step.at);
    const value = typeof node.value === "string" ? render(node.text, this.#scope(level)) : known(node.value ?? null);
    const isTrue = truth(value);
    if (isTrue === false) return holds(node.at);
    const name = step.get("name").text || step.get("id").text || step.get("uses").text || "a step";
    return isTrue
      ? broken(`\`${brief(name)}\` has \`continue-on-error: true\``, node.at)
      : unsure(
          "run-time",
          `\`continue-on-error: ${brief(node.text)}\` of \`${brief(name)}\` is decided when it runs`,
          node.at,
        );
  }

  #run(step: Node, level: Level, runner: string): Value {
    const node = step.get("run");
    const { text } = node;
    const place = placerOf(node, text);
    const scope = this.#scope(level);
    const shell = shellOf([step, ...level.defaults], runner);
    const id = step.get("id").text;
    if (!shell) return dict([], unread(`an output of \`${id}\``));
    const outcome = follow(text, scope, (name) => this.#variable(name, scope));
    for (const [name, value] of outcome.variables) this.#environment.set(name, value);
    const surely = level.runs.state === "always";
    this.#refuses = truth(outcome.fails) === true;
    if (surely && truth(outcome.fails) === true && level.blocking.state === "holds") this.fails = true;
    else if (surely) this.#wishFor(outcome.fails);
    const folder = this.#checkouts.folder(folderOf([step, ...level.defaults], scope));
    const acts = recogniseScript(
      {
        text,
        ...shell,
        place,
        folder,
        variables: this.#variables,
        resolve: (expression, at) => this.#resolve(expression, at, scope),
        spell: (written) => show(written, scope),
      },
      this.#layout.library.files,
      this.#layout.library.recognition,
    );
    const reach = outcome.reach(place);
    for (const act of acts) this.#add(act, level, this.#runsIn(act, reach.get(placeKey(act.at)), scope));
    if (acts.some(({ known: { does } }) => ships.has(does))) this.#wishForRef();
    if (!this.#unknownCommands(acts, text, shell, place, level, reach) && acts.length === 0)
      this.acts.push(idle(step.get("name").text || "a script", node.at, level.runs));
    const about = /\bgit (?:diff|log|show)\b/.test(text)
      ? byChange("a filter over the files of the change")
      : unread(`an output of \`${id}\``);
    return dict(outcome.outputs, about);
  }

  /** Takes note of what a script does that no table knows; gives whether there is such a thing. */
  #unknownCommands(
    acts: readonly ScriptAct[],
    text: string,
    shell: ReadOptions,
    place: (offset: number) => Place,
    level: Level,
    reach?: ReadonlyMap<string, Value>,
  ): boolean {
    if (acts.some(({ known: { does } }) => does !== "nothing")) return false;
    const known = new Set(acts.map(({ at }) => placeKey(at)));
    const scope = this.#scope(level);
    const riddles = opaqueCommands(text, shell).flatMap((command) => {
      const at = place(command.offset);
      const deployment = namedDeployment(command, at, (written) => show(written, scope));
      // What the tables know to do nothing, such as a dry run, is none.
      return deployment || !known.has(placeKey(at)) ? [{ command, at, deployment }] : [];
    });
    for (const { command, at, deployment } of riddles) {
      if (!deployment) this.opaque ??= { how: `\`${nameOf(command)}\` is not known`, at };
      else {
        const { conditions } = command;
        const runs = this.#runsIn({ ...deployment, conditions, via: [] }, reach?.get(placeKey(at)), scope);
        this.#add(deployment, level, runs);
      }
    }
    return riddles.length > 0;
  }

  #variable(name: string, scope: Scope): Value {
    const own = this.#environment.get(name);
    if (own) return own;
    const built = defaultVariables.get(name);
    return built ? render(`\${{ ${built} }}`, scope) : unread(`the variable \`${name}\``);
  }

  /** Whether a command is reached in its script, and what decides that. */
  #runsIn(
    act: Pick<ScriptAct, "name" | "at" | "known" | "conditions" | "via">,
    reach: Value | undefined,
    scope: Scope,
  ): Runs | undefined {
    if (act.conditions.length === 0) return always;
    const isTrue = reach === undefined ? undefined : truth(reach);
    if (isTrue === false) return undefined;
    if (isTrue && act.via.length === 0) return always;
    if (reach && ships.has(act.known.does)) this.#wishFor(reach);
    const unknowns = act.conditions
      .flatMap(({ reads }) => reads)
      .map((read) => (read.startsWith("${{") ? render(read, scope) : this.#variable(read, scope)))
      .filter((value): value is Unknown => value.is === "unknown");
    const first = unknowns.find(({ by }) => by === "person") ?? unknowns.find(({ by }) => by === "change");
    const test = act.conditions[0]?.text ?? "";
    if (first)
      return {
        state: "maybe",
        at: act.at,
        how: `${decider(blend([first, ...unknowns]))} decides whether \`${act.name}\` runs`,
        by: first.by,
      };
    return { state: "maybe", at: act.at, how: `\`${test}\` decides whether \`${act.name}\` runs`, by: "unread" };
  }

  #resolve(expression: string, at: Place, scope: Scope): Fact<string> {
    const name = /^\$\{?(\w+)\}?$/.exec(expression)?.[1];
    const value = expression.includes("${{")
      ? render(expression, scope)
      : name
        ? this.#variable(name, scope)
        : undefined;
    if (value?.is === "unknown") this.#refs.push(...value.splits.filter(({ key }) => key === "ref"));
    return factOf(value, expression, at);
  }

  #add(recognised: Recognised, level: Level, runs: Runs | undefined): void {
    if (!runs) return;
    this.acts.push({
      ...recognised,
      runs: level.runs.state === "maybe" ? level.runs : runs,
      when: level.when,
      blocking: together(level.blocking.state === "holds" ? recognised.blocking : level.blocking, recognised.blocking),
    });
  }

  #uses(step: Node, level: Level, runner: string): Value {
    const node = step.get("uses");
    const scope = this.#scope(level);
    const path = localPath(node.text);
    if (path !== undefined) return this.#local(path, step, level, runner);
    const pin = stepOf(node);
    if (pin) this.pins.push(pin);
    const inputs = inputsOf(step.get("with"), scope);
    if (/^actions\/checkout@/i.test(node.text)) this.#checkouts.note(inputs, this.#layout.library.files.slug);
    const action = { name: node.text, at: node.at, inputs, variables: this.#variables };
    const recognised = recogniseAction(action, this.#layout.library.recognition);
    if (recognised) this.#add(waiting(recognised, step), level, always);
    if (recognised && ships.has(recognised.known.does)) {
      for (const { node: input } of step.get("with").entries())
        for (const { splits } of unknowns(input.text, scope))
          this.#refs.push(...splits.filter(({ key }) => key === "ref"));
      this.#wishForRef();
    }
    const script = actionScript(node.text, inputs);
    const written =
      script &&
      step
        .get("with")
        .entries()
        .find(({ key }) => key.toLowerCase() === script.input)?.node;
    if (script && written) {
      const acts = recogniseScript(
        {
          text: written.text,
          ...script,
          place: (offset) => written.placeOf(offset),
          folder: "",
          variables: this.#variables,
          resolve: (expression, at) => this.#resolve(expression, at, scope),
        },
        this.#layout.library.files,
        this.#layout.library.recognition,
      );
      for (const act of acts) this.#add(act, level, this.#runsIn(act, undefined, scope));
      this.#unknownCommands(acts, written.text, script, (offset) => written.placeOf(offset), level);
    }
    if (!recognised && !script) {
      if (isHarmless(node.text)) this.acts.push(idle(node.text, node.at, level.runs));
      else this.opaque ??= { how: `\`${brief(node.text)}\` is not known`, at: node.at };
    }
    const id = step.get("id").text;
    return dict(
      [],
      /chang|paths?-filter|file-changes|get-diff|skip-duplicate/i.test(node.text)
        ? byChange("a filter over the files of the change")
        : unread(`an output of \`${id}\``),
    );
  }

  /** An action of the repository: the steps of a composite one are read in its place. */
  #local(path: string, step: Node, level: Level, runner: string): Value {
    const node = step.get("uses");
    const outputs = dict([], unread(`an output of \`${step.get("id").text}\``));
    const action = this.#layout.library.action(path);
    if (!action) {
      this.#hide(`the action \`${brief(node.text)}\` is not in this repository`, node.at);
      return outputs;
    }
    const runs = action.root.get("runs");
    if (runs.get("using").text !== "composite") {
      this.opaque ??= { how: `the program of \`${brief(node.text)}\` is not read`, at: node.at };
      return outputs;
    }
    if (level.paths.includes(action.path) || level.paths.length >= MOST_DEEP) {
      this.#hide(`the action \`${brief(node.text)}\` leads back to itself`, node.at);
      return outputs;
    }
    const scope = this.#scope(level);
    const given = step.get("with").entries();
    const inputs = action.root
      .get("inputs")
      .entries()
      .map(({ key, node: input }) => {
        const argument = given.find((entry) => entry.key.toLowerCase() === key.toLowerCase());
        const value = argument ? render(argument.node.text, scope) : render(input.get("default").text, scope);
        return [key, asText(value)] as const;
      });
    const inner: Level = {
      ...level,
      scope,
      inputs: dict(inputs),
      steps: new Map(),
      paths: [...level.paths, action.path],
      defaults: [],
    };
    this.#list(runs.get("steps"), inner, runner);
    const results = this.#scope(inner);
    return dict(
      action.root
        .get("outputs")
        .entries()
        .map(({ key, node: output }) => [key, asText(render(output.get("value").text, results))] as const),
    );
  }

  #hide(how: string, at: Place): void {
    this.hidden ??= how;
    this.hiddenAt ??= at;
  }
}

/** The outputs of a step that runs only if a condition holds: else they are empty. */
function sometimes(outputs: Value, condition: Value): Value {
  if (truth(condition) === true || outputs.is !== "dict") return outputs;
  const entries = [...outputs.entries.values()];
  return dict(
    entries.map(({ key, value }) => [key, pick(condition, value, known(""))] as const),
    outputs.others,
  );
}

/** Actions that are in no table and by their names prepare or tell, whoever makes them. */
const isHarmless = (uses: string): boolean =>
  /^(?:actions|github)\//i.test(uses) ||
  /[/-](?:setup|install|checkout|cache|login|configure|harden-runner|notify|comment|label|get|wait|conclusion|summary|report)\b|token|slack|credential/i.test(
    uses.split("@", 1)[0] ?? "",
  );

/** A step that is read and does none of what matters to a deployment. */
const idle = (name: string, at: Place, runs: Runs): Act => ({
  ...nothingDone(name, at),
  known: {
    does: "nothing",
    source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps",
  },
  runs,
});

const always: Runs = { state: "always" };
const ships: ReadonlySet<string> = new Set(["deploy", "publish", "preview"]);

export const factsOf = (
  { hidden, hiddenAt, opaque }: StepReader,
  at: Place,
): Pick<StepsRead, "hidden" | "unrecognised"> => ({
  hidden: hidden ? declared(hidden, hiddenAt ?? at) : absent(at),
  unrecognised: opaque ? declared(opaque.how, opaque.at) : absent(at),
});

/** An answer is waited for as long as the step may take. Where an expression says how long, the job's own limit is left. */
function waiting(recognised: Recognised, step: Node): Recognised {
  const { value, at } = step.get("timeout-minutes");
  return recognised.known.does === "approve" && typeof value === "number" && value > 0
    ? { ...recognised, duration: declared(Math.ceil(value * 60), at) }
    : recognised;
}
