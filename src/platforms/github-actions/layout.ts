import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation, Signal } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Job, Need, Runs } from "../routes/graph.ts";
import { type Origin, foreignInputs, githubContext, manualInputs } from "./contexts.ts";
import type { Decision, Result } from "../values/decide.ts";
import { decide, type Needed } from "./decision.ts";
import { assume, choose, outputKey, type Wishes } from "../values/explore.ts";
import { asText, dict, known, NULL, oneOf, TRUE, unread, type Value } from "../values/value.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render, show } from "./expression/template.ts";
import { type Grouped, groupOf } from "./concurrency.ts";
import { argumentsOf } from "./arguments.ts";
import { buildJob } from "./job.ts";
import { argumentSignals, fileSignal, foreignEnvironment, signalsOf } from "./signals.ts";
import type { Library } from "./library.ts";
import { combinations, openMatrix } from "./matrix.ts";
import { delegationOf, stepOf } from "./pins.ts";
import { isBare, localPath, type Workflow, type WrittenJob } from "./workflow.ts";

/** What a way to start comes to: its jobs, and the parts of it that are written elsewhere. */
export interface Laid {
  readonly jobs: readonly Job[];
  readonly delegations: readonly Delegation[];
}

/** A workflow as it is called: by an event, or by a job of another workflow. */
export interface Frame {
  readonly workflow: Workflow;
  readonly inputs: Value;
  /** What stands before the ids and names of its jobs. */
  readonly prefix: string;
  readonly title: string;
  /** What the call itself waits for, and whether it is made. */
  readonly needs: readonly Need[];
  readonly runs: Runs;
  /** The groups and permissions that the callers set. */
  readonly groups: readonly Grouped[];
  readonly signals: readonly Signal[];
  /** Where the caller's arguments are written. */
  readonly via: readonly Place[];
  readonly paths: readonly string[];
}

/** A job after it was laid out: what those that need it stand on. */
interface Ended {
  readonly needed: Omit<Needed, "isBare" | "skips">;
  /** What it must have come to of what it needs. */
  readonly after: (need: string) => Need["after"];
  /** The jobs that it became, and whether each can be skipped while the whole still succeeds. */
  readonly jobs: readonly { readonly id: string; readonly mayBeSkipped: boolean }[];
}

/** GitHub connects at most ten levels of workflows. */
const MOST_LEVELS = 10;
/** More jobs than any workflow is written with: the work for them grows faster than they do. */
export const MOST_JOBS = 500;
/** A tree of calls that branches at every level has too many jobs to be followed to its end. */
const MOST_CALLS = 300;

export class Layout {
  readonly jobs: Job[] = [];
  readonly delegations: Delegation[] = [];
  /** The concurrency groups over each job. */
  readonly groups = new Map<string, readonly Grouped[]>();
  /** The first job that was not looked at, where there are too many. */
  firstLeftOut: Place | undefined;
  readonly library: Library;
  readonly origin: Origin;
  readonly wishes: Wishes;
  readonly #github: Value;
  #calls = 0;

  constructor(library: Library, origin: Origin, wishes: Wishes) {
    this.library = library;
    this.origin = origin;
    this.wishes = wishes;
    this.#github = githubContext(origin);
  }

  /** Lays out a workflow as an event starts it. */
  start(workflow: Workflow, title = "", needs: readonly Need[] = []): Value {
    const { event } = this.origin.start;
    const written = workflow.root.get("on", event, "inputs");
    const entries =
      event === "workflow_dispatch"
        ? manualInputs(written, this.origin)
        : event === "workflow_call"
          ? foreignInputs(written, this.origin)
          : [];
    const inputs = dict(entries);
    return this.frame({
      workflow,
      inputs,
      prefix: title,
      title,
      needs,
      runs: { state: "always" },
      groups: [],
      signals: [],
      via: [],
      paths: [workflow.path],
    });
  }

  /** Lays out the jobs of a workflow; gives the outputs that it hands to its caller. */
  frame(frame: Frame): Value {
    const ended = new Map<string, Ended>();
    const written = new Map(frame.workflow.jobs.map((job) => [job.id, job]));
    for (const job of frame.workflow.jobs) ended.set(job.id, this.#job(job, frame, ended, written));
    const scope = this.scope(frame, new Map([["jobs", this.#results(ended)]]));
    const outputs = frame.workflow.root.get("on", "workflow_call", "outputs").entries();
    return dict(outputs.map(({ key, node }) => [key, asText(render(node.get("value").text, scope))] as const));
  }

  scope(frame: Frame, more: ReadonlyMap<string, Value>): Scope {
    const github = this.#githubOf(frame);
    return {
      context: (name) => {
        const own = more.get(name);
        if (own) return own;
        if (name === "github") return github;
        if (name === "inputs") return frame.inputs;
        if (name === "vars") return variables;
        if (name === "secrets") return secrets;
        return unread(`the context \`${name}\``);
      },
      status: () => TRUE,
    };
  }

  /** A started workflow's inputs stand under the event as well, there as texts. */
  #githubOf(frame: Frame): Value {
    if (this.origin.start.event !== "workflow_dispatch" || this.#github.is !== "dict") return this.#github;
    const event = this.#github.entries.get("event")?.value;
    if (event?.is !== "dict" || frame.inputs.is !== "dict" || frame.paths.length > 1) return this.#github;
    const inputs = [...frame.inputs.entries.values()].map(({ key, value }) => [key, asText(value)] as const);
    const entries = [...event.entries.values()].map(({ key, value }) => [key, value] as const);
    const whole = dict([...entries, ["inputs", dict(inputs)]], event.others);
    const github = [...this.#github.entries.values()].map(({ key, value }) => [key, value] as const);
    return dict([...github, ["event", whole]], this.#github.others);
  }

  #results(ended: ReadonlyMap<string, Ended>): Value {
    return needsContext([...ended.values()].map(({ needed }) => needed));
  }

  #job(
    job: WrittenJob,
    frame: Frame,
    ended: ReadonlyMap<string, Ended>,
    written: ReadonlyMap<string, WrittenJob>,
  ): Ended {
    const direct = new Set(job.needs.map((need) => need.job));
    const needs = job.needs.flatMap((need): readonly Needed[] => {
      const before = ended.get(need.job);
      if (!before) return [];
      // Only conditions that look at results ask for these, and they are dear where many jobs need many.
      return [
        {
          ...before.needed,
          get isBare() {
            return isBare(need.job, direct, written);
          },
          get skips() {
            return skippedWithout(need.job, direct, frame.workflow.jobs, ended);
          },
        },
      ];
    });
    const outputs = dict(needs.map((need) => [need.name, dict([["outputs", need.outputs]])] as const));
    const outer = this.scope(frame, new Map([["needs", outputs]]));
    const decision = decide(job.id, job.node.get("if"), needs, outer);
    if (!decision.possible) return skipped(job.id);
    if (this.jobs.length >= MOST_JOBS) {
      this.firstLeftOut ??= job.at;
      return skipped(job.id);
    }
    if (decision.isPlain) this.wishes.add(decision.splits);
    else this.wishes.addAll(decision.splits);
    const strategy = job.node.get("strategy", "matrix");
    const isCalled = job.node.has("uses");
    const all = strategy.kind === "missing" ? undefined : combinations(strategy, outer);
    const isSpread = all !== undefined && reaches(job.node, "matrix");
    const rows = isSpread
      ? all
      : [{ value: strategy.kind === "missing" ? NULL : openMatrix(strategy, outer), label: "" }];
    const parts = rows.map((row) => {
      const scope = this.scope(
        frame,
        new Map([
          ["needs", needsContext(needs)],
          ["matrix", row.value],
          ["strategy", unread("the strategy")],
        ]),
      );
      const label = isSpread && rows.length > 0 ? row.label : "";
      const made = {
        job,
        frame,
        scope,
        label,
        needs: this.#needs(job, decision, frame, ended),
        runs: both(decision.runs, frame, decision),
        decision,
      };
      return isCalled ? this.#call(made) : this.#own(made, needs);
    });
    return {
      needed: {
        name: job.id,
        results: resultsOf(parts.map(({ result }) => result)),
        outputs: this.#named(outputsOf(parts.map((part) => part.outputs)), `${frame.prefix}${job.id}`),
      },
      after: decision.after,
      jobs: parts.flatMap((part) => part.jobs),
    };
  }

  /**
   * The outputs of a job, each that cannot be told as a variable of its own: jobs that look at the same output then run,
   * and are skipped, together.
   */
  #named(outputs: Value, job: string): Value {
    if (outputs.is !== "dict") return outputs;
    const named = [...outputs.entries.values()].map(({ key, value }): [string, Value] => {
      // What turns on the event, or on another job's output, is a variable already.
      if (value.is !== "unknown" || value.variable || value.splits.length > 0) return [key, value];
      const name = `${outputKey}${job}.${key}`;
      return [
        key,
        value.domain
          ? choose(this.origin, name, value.what, value.domain, { by: value.by, varies: value.varies })
          : assume(this.origin, name, value),
      ];
    });
    return dict(named, outputs.others);
  }

  #own(made: Made, needs: readonly Needed[]): Part {
    const { job, result, outputs, groups } = buildJob(made, this, needs);
    this.jobs.push(job);
    this.groups.set(job.id, groups);
    if (result === "failure") this.#failing.add(job.id);
    return { jobs: [{ id: job.id, mayBeSkipped: false }], result, outputs };
  }

  #needs(job: WrittenJob, decision: Decision, frame: Frame, ended: ReadonlyMap<string, Ended>): readonly Need[] {
    const own = job.needs.flatMap(({ job: need, at }): readonly Need[] => {
      const after = decision.after(need);
      const { how } = decision;
      return (ended.get(need)?.jobs ?? []).map(({ id, mayBeSkipped }) => {
        // A called workflow succeeds though a part of it was skipped.
        if (!mayBeSkipped || (after !== "success" && after !== "all-success")) return { job: id, at, after, how };
        return { job: id, at, after: "no-failure", how: `\`${need}\` can succeed without \`${id}\`` };
      });
    });
    const isLed = own.length > 0 && own.every(({ after }) => after === "all-success" || after === "success");
    return isLed ? own : [...own, ...frame.needs];
  }

  /** A job that calls another workflow. https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows */
  #call(made: Made): Part {
    const { job, frame, scope, label } = made;
    const uses = job.node.get("uses");
    const path = localPath(uses.text);
    const called = path === undefined ? undefined : this.library.workflow(path);
    const id = `${frame.prefix}${job.id}${label && ` (${label})`}`;
    const name = `${frame.title}${show(job.node.get("name").text, scope) || job.id}${label && ` (${label})`}`;
    const isRound =
      called && (frame.paths.includes(called.path) || frame.paths.length >= MOST_LEVELS || ++this.#calls > MOST_CALLS);
    if (!called || isRound) {
      const hidden =
        path === undefined ? `its work is written in \`${uses.text}\`` : `\`${uses.text}\` cannot be followed`;
      if (path === undefined) this.delegations.push(delegationOf(uses));
      return this.#opaque(made, id, name, declared(hidden, uses.at));
    }
    const start = this.jobs.length;
    const outputs = this.frame({
      workflow: called,
      inputs: argumentsOf(called.root.get("on", "workflow_call", "inputs"), job.node.get("with"), scope),
      prefix: `${id} / `,
      title: `${name} / `,
      needs: made.needs,
      runs: made.runs,
      groups: [
        ...frame.groups,
        ...groupOf(frame.workflow.root.get("concurrency"), scope),
        ...groupOf(job.node.get("concurrency"), scope),
      ],
      signals: [...frame.signals, ...signalsOf(job, name)],
      via: [...frame.via, job.node.get("with").keyAt],
      paths: [...frame.paths, called.path],
    });
    const laid = this.jobs.slice(start);
    const loose = new Set<string>();
    for (const { id: inner, runs, needs } of laid) {
      const isOwn = runs !== made.runs && runs.state === "maybe" && made.runs.state === "always";
      const mends = needs.some(({ after }) => after === "failure");
      if (isOwn || mends || needs.some((need) => loose.has(need.job) && need.after !== "end")) loose.add(inner);
    }
    const fails = laid.length > 0 && this.#failing.size > 0 && laid.some(({ id: inner }) => this.#failing.has(inner));
    return {
      jobs: laid.map((inner) => ({ id: inner.id, mayBeSkipped: loose.has(inner.id) })),
      result: laid.length === 0 ? "skipped" : fails ? "failure" : undefined,
      outputs,
    };
  }

  /** The jobs that surely fail in this way to start. */
  readonly #failing = new Set<string>();

  /** Whether a needed job, or one that it stands on, can be left out while work goes on. */
  canBeSkipped(name: string, frame: Frame): boolean {
    const jobs = new Map(this.jobs.map((job) => [job.id, job]));
    const open = [...jobs.keys()].filter(
      (id) => id === `${frame.prefix}${name}` || id.startsWith(`${frame.prefix}${name} `),
    );
    const seen = new Set<string>(open);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const job = jobs.get(id);
      if (!job || job.runs.state === "maybe") return true;
      for (const need of job.needs) {
        if (seen.has(need.job)) continue;
        seen.add(need.job);
        open.push(need.job);
      }
    }
    return false;
  }

  #opaque(made: Made, id: string, name: string, hidden: Fact<string>): Part {
    const { job, needs, runs } = made;
    const uses = job.node.get("uses");
    const isRemote = localPath(uses.text) === undefined;
    const environment = foreignEnvironment(job, made.scope);
    const pin = stepOf(uses);
    this.jobs.push({
      id,
      name,
      at: job.at,
      needs,
      runs,
      environment,
      signals: [
        ...argumentSignals(job, made.scope),
        ...made.frame.signals,
        ...signalsOf(job, name),
        fileSignal(made.frame.workflow.path, job.at),
      ],
      acts: [],
      concurrency: unknown("elsewhere", `\`${name}\` is written elsewhere`, job.at),
      timeLimit: unknown("elsewhere", `\`${name}\` is written elsewhere`, job.at),
      group: absent(job.at),
      failure: { state: "holds", at: job.at },
      steps: pin && isRemote ? [pin] : [],
      hidden,
      unrecognised: absent(job.at),
    });
    return {
      jobs: [{ id, mayBeSkipped: false }],
      result: undefined,
      outputs: dict([], unread(`an output of \`${job.id}\``)),
    };
  }
}

/** A job on its way to be laid out. */
export interface Made {
  readonly job: WrittenJob;
  readonly frame: Frame;
  readonly scope: Scope;
  readonly label: string;
  readonly needs: readonly Need[];
  readonly runs: Runs;
  readonly decision: Decision;
}

interface Part {
  readonly jobs: Ended["jobs"];
  /** What it surely comes to; `undefined` where it may succeed and fail. */
  readonly result: Result | undefined;
  readonly outputs: Value;
}

const everyResult: readonly Result[] = ["success", "failure", "cancelled", "skipped"];

/** The needed jobs that stand on one which did not succeed, so that they were skipped. Looked for where they are few. */
function skippedWithout(
  name: string,
  direct: ReadonlySet<string>,
  jobs: readonly WrittenJob[],
  ended: ReadonlyMap<string, Ended>,
): readonly string[] {
  if (direct.size < 2 || direct.size > 30) return [];
  const out = new Set([name]);
  for (const { id, needs } of jobs) {
    const after = ended.get(id)?.after;
    if (after && needs.some(({ job }) => out.has(job) && /success$/.test(after(job)))) out.add(id);
  }
  return [...out].filter((id) => id !== name && direct.has(id));
}

const skipped = (name: string): Ended => ({
  needed: { name, results: ["skipped"], outputs: dict([]) },
  after: () => "end",
  jobs: [],
});

function resultsOf(results: readonly (Result | undefined)[]): readonly Result[] {
  if (results.includes("failure")) return ["failure"];
  return results.length > 0 && results.every((result) => result === "skipped") ? ["skipped"] : everyResult;
}

const outputsOf = (all: readonly Value[]): Value =>
  all.length === 1 ? (all[0] ?? NULL) : dict([], unread("an output of a matrix"));

const needsContext = (needs: readonly Pick<Needed, "name" | "results" | "outputs">[]): Value =>
  dict(
    needs.map(({ name, results, outputs }) => {
      const [only] = results;
      const result =
        results.length === 1 && only
          ? known(only)
          : oneOf(`the result of \`${name}\``, `result ${name}`, results, { splits: [] });
      return [
        name,
        dict([
          ["result", result],
          ["outputs", outputs],
        ]),
      ] as const;
    }),
  );

/** Whether a job runs: its own condition, and that of the call that it is a part of where it does not stand on others of it. */
function both(own: Runs, frame: Frame, decision: Decision): Runs {
  return own.state === "maybe" || decision.mends ? own : frame.runs;
}

const variables = dict([], unread("a variable of the repository's settings", { varies: "fixed" }));
/** The run's own token is always there, and is written as what it is. */
const secrets = dict([["github_token", known("${{ secrets.GITHUB_TOKEN }}")]], unread("a secret", { varies: "fixed" }));

/** Whether a context's name stands in what decides where a job goes. */
function reaches(node: Node, context: string): boolean {
  const words = new RegExp(String.raw`\b${context}\b`);
  const isNamed = (part: Node, depth = 0): boolean =>
    depth < 20 &&
    (part.kind === "scalar"
      ? words.test(part.text)
      : part.kind === "sequence"
        ? part.items().some((item) => isNamed(item, depth + 1))
        : part.entries().some((entry) => isNamed(entry.node, depth + 1)));
  return (
    ["environment", "with", "if"].some((key) => isNamed(node.get(key))) ||
    (/deploy|publish|release|push|apply/i.test(allRuns(node)) && isNamed(node.get("steps")))
  );
}

const allRuns = (node: Node): string =>
  node
    .get("steps")
    .items()
    .map((step) => `${step.get("run").text} ${step.get("uses").text}`)
    .join("\n");
