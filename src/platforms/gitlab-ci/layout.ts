import { absent, declared, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation } from "#model/plan.ts";
import type { Act, Job, Need } from "../routes/graph.ts";
import { truth, TRUE, type Value } from "../values/value.ts";
import { and, not } from "../values/logic.ts";
import type { Wishes } from "../values/explore.ts";
import { barrier, idleJob } from "./barrier.ts";
import type { Configuration, WrittenJob } from "./configuration/configuration.ts";
import { delegationOf, stepOf } from "./configuration/foreign.ts";
import { conditionOf, decide, type Decision, flat, type When } from "./decision.ts";
import { type Frame, globalsOf, type Own, scopeOf, seenBy, variablesIn } from "./frame.ts";
import { buildJob, ownVariables, shipsSomething } from "./job.ts";
import type { Library } from "./library.ts";
import { decidesPlace, type Row, rowsOf, single } from "./matrix.ts";
import { needsOf, type WrittenNeed } from "./needs.ts";
import type { Refs } from "./only.ts";
import { buildTrigger, childOf } from "./trigger.ts";
import type { Origin } from "./variables.ts";

/** More jobs than any pipeline is written with: the work for them grows faster than they do. */
export const MOST_JOBS = 500;
/** Pipelines make others at most two levels deep. https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#nested-child-pipelines */
const MOST_LEVELS = 3;

/** A job that takes part in a pipeline. */
export interface Member {
  readonly job: WrittenJob;
  readonly frame: Frame;
  readonly row: Row;
  readonly id: string;
  readonly decision: Decision;
  readonly stage: number;
}

export class Layout {
  readonly jobs: Job[] = [];
  readonly delegations: Delegation[] = [];
  /** The first job that was not looked at, where there are too many. */
  firstLeftOut: Place | undefined;
  /** The jobs that take no part while deployments are frozen. */
  readonly heeding = new Set<string>();
  /** How each job is written, and what it waits for. */
  readonly written = new Map<string, { readonly job: WrittenJob | undefined; readonly needs: readonly Need[] }>();
  readonly library: Library;
  readonly wishes: Wishes;
  #count = 0;

  constructor(library: Library, wishes: Wishes) {
    this.library = library;
    this.wishes = wishes;
  }

  /** Lays out a pipeline that an event makes; `false` where GitLab makes none. */
  start(configuration: Configuration, origin: Origin): boolean {
    const frame = {
      configuration,
      origin,
      prefix: "",
      needs: [],
      handed: new Map(),
      globals: globalsOf(configuration),
      paths: [configuration.path],
    };
    return this.frame(frame) !== undefined;
  }

  /** Lays out a pipeline; gives the job that stands for its end. */
  frame(before: Frame): string | undefined {
    const frame = this.#made(before);
    if (!frame) return undefined;
    const members = this.#members(frame);
    const names = new Map(Map.groupBy(members, ({ job }) => job.name));
    const isEmpty = members.length === 0 && frame.configuration.foreign.length === 0;
    if (isEmpty || lacksNeeded(members, names)) return undefined;
    return this.#lay(frame, members, names);
  }

  /** `workflow` decides whether there is a pipeline, and sets variables for all of it. */
  #made(frame: Frame): Frame | undefined {
    const workflow = frame.configuration.root.get("workflow");
    if (!workflow.has("rules")) return frame;
    const around = this.refs(frame, []);
    let rest: Value = TRUE;
    for (const rule of flat(workflow.get("rules"))) {
      const holds = conditionOf(rule, around);
      if (truth(holds) === undefined && holds.is === "unknown") this.wishes.add(holds.splits);
      if (truth(holds) !== false && truth(and(rest, holds)) !== false) {
        if (truth(holds) === true && rule.get("when").text === "never") return undefined;
        if (truth(holds) === true || rule.get("when").text !== "never") {
          const set = variablesIn(rule.get("variables"));
          const scope = scopeOf(frame, [set]);
          const handed = new Map(frame.handed);
          for (const name of set.keys()) handed.set(name, scope.variable(name));
          return { ...frame, handed };
        }
      }
      rest = and(rest, not(holds));
    }
    return undefined;
  }

  refs(frame: Frame, own: Own): Refs {
    const { origin, configuration } = frame;
    return {
      origin,
      files: this.library.files,
      scope: scopeOf(frame, own),
      hasWorkflow: configuration.root.get("workflow").has("rules"),
    };
  }

  #members(frame: Frame): readonly Member[] {
    const { configuration, prefix } = frame;
    return configuration.jobs.flatMap((job): readonly Member[] => {
      const rows = decidesPlace(job.node) ? rowsOf(job.node.get("parallel")) : [single];
      const seen = seenBy(job.node, frame);
      return rows.flatMap((row): readonly Member[] => {
        const decision = decide(job, this.refs(seen, [row.variables, variablesIn(job.node.get("variables"))]));
        if (decision.outcomes.length === 0) return [];
        if (++this.#count > MOST_JOBS) {
          this.firstLeftOut ??= job.at;
          return [];
        }
        const name = row.label === "" ? job.name : `${job.name}: ${row.label}`;
        return [{ job, frame: seen, row, id: `${prefix}${name}`, decision, stage: stageOf(job, configuration) }];
      });
    });
  }

  #lay(frame: Frame, members: readonly Member[], names: ReadonlyMap<string, readonly Member[]>): string {
    const { prefix, configuration } = frame;
    const { stages, stagesAt } = configuration;
    const steps = configuration.includes.map(stepOf);
    const dark = this.#foreignJobs(frame);
    const barriers: Job[] = [];
    let previous: readonly Need[] = [...frame.needs, ...dark.map((id) => waitFor(id, stagesAt))];
    const byStage = Map.groupBy(members, ({ stage }) => stage);
    const built = new Map<Member, readonly Job[]>();
    for (const stage of [...byStage.keys()].toSorted((a, b) => a - b)) {
      const own: Need[] = [...previous];
      for (const member of byStage.get(stage)!) {
        const written = needsOf(member);
        const needs = written ? this.#direct(member, written, names) : previous.map((need) => standing(need, member));
        const jobs = this.#build(member, needs, steps);
        built.set(member, jobs);
        for (const job of jobs) {
          this.written.set(job.id, { job: member.job, needs: job.needs });
          if (!job.needs.some(({ after }) => after === "failure")) own.push(waitFor(job.id, job.at));
        }
      }
      const end = barrier(`${prefix}the end of the stage ${stages[stage] ?? "that is not known"}`, stagesAt, own);
      this.written.set(end.id, { job: undefined, needs: own });
      barriers.push(end);
      previous = [waitFor(end.id, stagesAt)];
    }
    // In the order of the file, which is the order of the stages that are found.
    for (const member of members) this.jobs.push(...(built.get(member) ?? []));
    this.jobs.push(...barriers);
    return barriers.at(-1)?.id ?? dark[0] ?? prefix;
  }

  /** What is included from elsewhere can add jobs to any stage, and is all there is where nothing is written here. */
  #foreignJobs({ configuration, prefix }: Frame): readonly string[] {
    this.delegations.push(...configuration.includes.map(delegationOf));
    return configuration.foreign.map(({ to, at }) => {
      const id = `${prefix}what ${to} adds`;
      const why = `the jobs of \`${to}\` are written there`;
      const deploys = configuration.jobs.length === 0 || /Auto-DevOps|deploy|promote|rollout/i.test(to);
      this.jobs.push({
        ...idleJob(id, at),
        environment: deploys ? unknown("elsewhere", why, at) : absent(at),
        concurrency: unknown("elsewhere", why, at),
        timeLimit: unknown("elsewhere", why, at),
        steps: configuration.includes.map(stepOf),
        hidden: declared(why, at),
      });
      return id;
    });
  }

  /** `needs` decides alone what a job waits for. https://docs.gitlab.com/ci/yaml/#needs */
  #direct(
    member: Member,
    written: readonly WrittenNeed[],
    names: ReadonlyMap<string, readonly Member[]>,
  ): readonly Need[] {
    if (written.length === 0) return member.frame.needs;
    return written.flatMap(({ job, at, isOptional, rows }) =>
      (names.get(job) ?? [])
        .filter(({ row }) => rows.length === 0 || rows.some((wanted) => isRow(row, wanted)))
        .map((needed): Need => {
          const isOpen = isOptional && needed.decision.runs.state === "maybe";
          const how = isOpen ? `\`${member.job.name}\` needs \`${job}\` only where it is there` : "";
          return standing({ job: this.#endOf(needed), at, after: isOpen ? "no-failure" : "success", how }, member);
        }),
    );
  }

  /** What stands for the end of a job: of its pipeline, where it makes one. */
  #endOf(member: Member): string {
    return childOf(member, this.library) ? `${member.id} (end)` : member.id;
  }

  #build(member: Member, needs: readonly Need[], steps: Job["steps"]): readonly Job[] {
    const { job, frame, decision } = member;
    const child = childOf(member, this.library);
    const own = buildJob(member, this, needs, steps);
    if (!child) {
      const made = job.node.has("trigger") ? buildTrigger(own, member, this) : own;
      if (shipsSomething(made)) this.wishes.add(decision.splits);
      return isDark(made) && made.acts.some(isStart) ? begunApart(made) : [made];
    }
    this.wishes.add(decision.splits);
    const start: Job = { ...idleJob(member.id, job.at), needs, runs: own.runs, steps, acts: own.acts.filter(isStart) };
    if (frame.paths.length >= MOST_LEVELS || frame.paths.includes(child.path)) {
      const hidden = declared(`the pipeline of \`${job.name}\` leads back to itself, or too deep`, job.at);
      return [{ ...start, hidden }, endOf(start, job, [])];
    }
    const trigger = job.node.get("trigger");
    const end = this.frame({
      configuration: child,
      origin: { ...frame.origin, start: { ...frame.origin.start, source: "parent_pipeline" } },
      prefix: `${member.id} / `,
      needs: [{ job: start.id, at: job.at, after: "success", how: "" }],
      handed: this.#handed(member),
      globals: globalsOf(child),
      paths: [...frame.paths, child.path],
    });
    const waits = /^(?:depend|mirror)$/.test(trigger.get("strategy").text);
    const how = `\`${job.name}\` succeeds without what its pipeline leaves out`;
    return [
      start,
      endOf(start, job, end !== undefined && waits ? [{ job: end, at: job.at, after: "no-failure", how }] : []),
    ];
  }

  /** https://docs.gitlab.com/ci/yaml/#triggerforward */
  #handed(member: Member): Frame["handed"] {
    const { job, frame } = member;
    if (job.node.get("trigger", "forward", "yaml_variables").value === false) return new Map();
    const own = ownVariables(member);
    const scope = scopeOf(frame, own);
    const names = [
      ...frame.handed.keys(),
      ...frame.globals.keys(),
      ...own.flatMap((variables) => [...variables.keys()]),
    ];
    return new Map(names.map((name) => [name, scope.variable(name)]));
  }
}

/** Whether it cannot be read where in it the deployment stands. */
const isDark = ({ hidden, unrecognised }: Job): boolean => hidden.state !== "absent" || unrecognised.state !== "absent";

/** Whatever a job does, it waits for its start before: that is a job of its own. */
function begunApart(job: Job): readonly Job[] {
  const start = `${job.id} (start)`;
  return [
    { ...idleJob(start, job.at), needs: job.needs, runs: job.runs, acts: job.acts.filter(isStart) },
    {
      ...job,
      needs: [{ job: start, at: job.at, after: "success", how: "" }],
      acts: job.acts.filter((act) => !isStart(act)),
    },
  ];
}

const isStart = ({ known: { does } }: Act): boolean => does === "approve" || does === "wait";

const isRow = ({ variables }: Row, wanted: ReadonlyMap<string, string>): boolean =>
  variables.size === 0 || [...wanted].every(([name, text]) => variables.get(name)?.text === text);

/** What waits for a job that makes a pipeline waits for the pipeline only where the job says so. */
const endOf = (start: Job, { at }: WrittenJob, more: readonly Need[]): Job => ({
  ...idleJob(`${start.id} (end)`, at),
  needs: [{ job: start.id, at, after: "success", how: "" }, ...more],
});

/** GitLab makes no pipeline where a job needs one that is not in it. */
const lacksNeeded = (members: readonly Member[], names: ReadonlyMap<string, readonly Member[]>): boolean =>
  members.some(
    (member) =>
      member.decision.runs.state === "always" &&
      member.frame.configuration.foreign.length === 0 &&
      needsOf(member)?.some(({ job, isOptional }) => !isOptional && !names.has(job)) === true,
  );

/** A later stage begins once nothing of an earlier one failed, whatever was left out. */
const waitFor = (job: string, at: Place): Need => ({ job, at, after: "no-failure", how: "" });

/** How a job stands on what it waits for, by its own `when`. */
function standing(need: Need, { job, decision, stage, frame }: Member): Need {
  const { name } = job;
  if (job.open && !job.node.has("needs"))
    return { ...need, after: "unknown", how: `${job.open.why}, and may say what \`${name}\` waits for` };
  if (stage >= frame.configuration.stages.length && !job.node.has("needs"))
    return { ...need, after: "unknown", how: `where the stage of \`${name}\` stands is not written here` };
  const after = (when: When): Need["after"] =>
    when === "always" ? "end" : when === "on_failure" ? "failure" : need.after;
  const [first, ...rest] = new Set(decision.outcomes.map(({ when }) => after(when)));
  if (first === undefined || rest.length > 0)
    return { ...need, after: "end", how: `one of the rules of \`${name}\` lets it run whatever came before it` };
  if (first !== need.after)
    return { ...need, after: first, how: `\`${name}\` runs \`when: ${first === "end" ? "always" : "on_failure"}\`` };
  return need.how === "" && first === "no-failure"
    ? { ...need, how: `\`${name}\` does not wait for what is left out` }
    : need;
}

/** Where a job's stage stands. One that cannot be told is put last: what it waits for is then not known. */
function stageOf({ node, name, open }: WrittenJob, { stages }: Configuration): number {
  const written = node.get("stage").text;
  const index = stages.indexOf(written === "" ? "test" : written);
  if (written !== "" || !open) return index === -1 ? stages.length : index;
  const named = stages.findIndex((stage) => name.toLowerCase().includes(stage.toLowerCase()));
  return named === -1 ? stages.length : named;
}
