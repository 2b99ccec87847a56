import type { Place } from "#model/place.ts";
import type { Delegation } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Job, Need, Runs } from "../routes/graph.ts";
import type { Wishes } from "../values/explore.ts";
import { decide } from "./conditions.ts";
import type { Origin } from "./predefined.ts";
import { markOf, openOf } from "./expand/grown.ts";
import { defaultSplit, type Parameter } from "./expand/parameters.ts";
import { buildJobs, type Built, type Connected } from "./job.ts";
import type { Library } from "./library.ts";
import { lists } from "./shape.ts";
import { opaqueJob, Repositories } from "./pins.ts";
import {
  type Ended,
  everyResult,
  jobNeeds,
  neededBy,
  runsOfUnit,
  type Unit,
  unitsOf,
  type WrittenNeed,
} from "./units.ts";
import { Variables } from "./variables.ts";

/** What is written elsewhere may wait for other things than what stands before it here. */
const unread = (need: Need, name: string): Need => ({
  ...need,
  after: "unknown",
  how: `what \`${name}\` waits for is written there`,
});

/** More jobs than any pipeline is written with: the work for them grows faster than they do. */
export const MOST_JOBS = 500;

/** What is the same for all jobs of a stage. */
export interface StageAround {
  readonly stage: Unit | undefined;
  /** What stands before the ids and names of its jobs. */
  readonly prefix: string;
  readonly title: string;
  readonly variables: Variables;
  readonly needs: readonly Need[];
  readonly runs: Runs;
  /** Whether it runs only to mend what failed before it. */
  readonly mends: boolean;
  /** How many jobs it has. */
  readonly size: number;
  readonly path: string;
  readonly root: Node;
}

/** An expanded pipeline as a graph of jobs. */
export class Layout {
  readonly jobs: Job[] = [];
  readonly delegations: Delegation[] = [];
  readonly circles: WrittenNeed[] = [];
  /** The service connections that each job deploys by. */
  readonly connections = new Map<string, readonly Connected[]>();
  firstLeftOut: Place | undefined;
  readonly library: Library;
  readonly origin: Origin;
  readonly wishes: Wishes;
  readonly repositories: Repositories;
  readonly path: string;

  readonly #parameters: readonly Parameter[];

  constructor(
    library: Library,
    origin: Origin,
    wishes: Wishes,
    path: string,
    root: Node,
    parameters: readonly Parameter[],
  ) {
    this.#parameters = parameters;
    this.library = library;
    this.origin = origin;
    this.wishes = wishes;
    this.path = path;
    this.repositories = new Repositories(root.get("resources", "repositories"));
  }

  /** Lays out a whole pipeline. `prefix` and `needs` are those of a run that another one starts. */
  start(root: Node, prefix = "", needs: readonly Need[] = []): void {
    const variables = new Variables(this.origin).within(root.get("variables"));
    const stages = root.get("stages").items();
    const extended = root.get("extends");
    if (extended.has("template") && !lists.some((kind) => root.has(kind))) {
      this.#whole(extended, {
        stage: undefined,
        prefix,
        title: prefix,
        variables,
        needs,
        runs: { state: "always" },
        mends: false,
        size: 1,
        path: this.path,
        root,
      });
      return;
    }
    if (stages.length === 0) {
      this.#jobs(root, {
        stage: undefined,
        prefix,
        title: prefix,
        variables,
        needs,
        runs: { state: "always" },
        mends: false,
        size: 0,
        path: this.path,
        root,
      });
      return;
    }
    for (const stage of stages) this.wishForText(stage.get("stage"));
    const { units, circles } = unitsOf(stages, ["stage", "template"], true);
    this.circles.push(...circles);
    const ended = new Map<string, Ended>();
    for (const unit of units) {
      const done = this.#stage(unit, ended, variables, prefix, needs, root);
      if (done) ended.set(unit.id.toLowerCase(), done);
    }
  }

  #stage(
    unit: Unit,
    ended: ReadonlyMap<string, Ended>,
    outer: Variables,
    prefix: string,
    first: readonly Need[],
    root: Node,
  ): Ended | undefined {
    const { node } = unit;
    const variables = outer.within(node.get("variables"));
    const name = variables.shown(node.get("displayName").text) || unit.id;
    const decision = decide(name, node.get("condition"), neededBy(unit, ended), variables);
    const skipped: Ended = { unit, decision, jobs: [], results: ["skipped"] };
    if (!decision.possible) return skipped;
    this.wish(decision.splits, decision.isPlain);
    const written = jobNeeds(unit, decision, ended);
    const own = node.has("template") ? written.map((need) => unread(need, unit.id)) : written;
    const runs = runsOfUnit(unit, decision);
    const around: StageAround = {
      stage: unit,
      prefix: `${prefix}${unit.id}`,
      title: `${prefix}${name}`,
      variables,
      needs: own.length > 0 ? own : first,
      runs,
      mends: decision.mends,
      size: 0,
      path: this.path,
      root,
    };
    const made = node.has("template") ? this.#foreign(unit, around) : this.#jobs(node, around);
    const loose = unit.mayBeAbsent ? `what stands behind \`${name}\` goes on without it` : undefined;
    return {
      unit,
      decision,
      jobs: made.map((job) => ({ id: job.id, loose: loose ?? job.loose })),
      // What becomes of a stage of which no job runs is not documented: what stands behind it may go on.
      results: made.length === 0 ? ["success"] : everyResult,
    };
  }

  /** A name that hangs on a choice: each is another one; a free text is what it is by default. */
  wishForText(node: Node): void {
    const open = openOf(node);
    if (!open) return;
    this.wishes.add(open.splits);
    const split = defaultSplit(this.#parameters, node);
    if (split) this.wishes.add([split]);
  }

  /** A deployment in a pipeline that can be started for several places is another one for each. */
  wishForPlaces(): void {
    for (const { node, isPlace } of this.#parameters)
      if (isPlace) this.wishes.add(openOf(node)?.splits.filter((split) => !split.switch) ?? []);
  }

  /** What the parameters that name a place say about where a deployment goes. */
  get places(): Job["signals"] {
    return this.#parameters.flatMap(({ node, isPlace, at }) =>
      isPlace && !openOf(node) && node.text !== "" ? [{ from: "variable" as const, text: node.text, at }] : [],
    );
  }

  wish(splits: Parameters<Wishes["add"]>[0], isPlain: boolean): void {
    if (isPlain) this.wishes.add(splits);
    else this.wishes.addAll(splits);
  }

  #jobs(holder: Node, outer: StageAround): Ended["jobs"] {
    const written = holder.get("jobs").items();
    const items = written.length > 0 ? written : holder.get("steps").kind === "sequence" ? [holder] : [];
    const { units, circles } = unitsOf(items, ["job", "deployment", "template"], false);
    this.circles.push(...circles);
    const around = { ...outer, size: units.length };
    const ended = new Map<string, Ended>();
    for (const unit of units) {
      const done = this.#job(unit, ended, around);
      ended.set(unit.id.toLowerCase(), done);
    }
    return units.flatMap((unit) => ended.get(unit.id.toLowerCase())?.jobs ?? []);
  }

  #job(unit: Unit, ended: ReadonlyMap<string, Ended>, around: StageAround): Ended {
    const { node } = unit;
    const isWhole = node === around.root || node === around.stage?.node;
    const variables = isWhole ? around.variables : around.variables.within(node.get("variables"));
    const name = variables.shown(node.get("displayName").text) || unit.id;
    const decision = decide(name, isWhole ? node.get("-") : node.get("condition"), neededBy(unit, ended), variables);
    const skipped: Ended = { unit, decision, jobs: [], results: ["skipped"] };
    if (!decision.possible) return skipped;
    if (this.jobs.length >= MOST_JOBS) {
      this.firstLeftOut ??= unit.at;
      return skipped;
    }
    this.wish(decision.splits, decision.isPlain);
    const runs = runsOfUnit(unit, decision);
    const inside = jobNeeds(unit, decision, ended);
    // What another job of the stage has waited for need not be said again, where that one's success is needed.
    const isLed = inside.some(({ after }) => after === "success");
    const needs = isLed ? inside : [...inside, ...around.needs];
    const both: Runs = runs.state === "maybe" ? runs : around.runs;
    const made: readonly Built[] = node.has("template")
      ? [this.#opaque(unit, { ...around, needs, runs: both })]
      : buildJobs(unit, { ...around, variables, needs, runs: both, mends: around.mends || decision.mends }, this);
    const isLoose = runs.state === "maybe" || decision.mends;
    const how = `${around.stage ? `\`${around.title}\`` : "what stands behind it"} can succeed without \`${name}\``;
    const below = inside.find(
      ({ after, job }) =>
        after === "success" &&
        [...ended.values()].some((one) => one.jobs.some((other) => other.id === job && other.loose !== undefined)),
    );
    for (const { job, connections } of made) {
      this.jobs.push(job);
      this.connections.set(job.id, connections);
    }
    const loose = isLoose ? how : below ? below.how : undefined;
    return {
      unit,
      decision,
      jobs: made.map(({ job }) => ({ id: job.id, loose })),
      results: made.length === 0 ? ["skipped"] : everyResult,
    };
  }

  #foreign(unit: Unit, around: StageAround): Ended["jobs"] {
    const { job } = this.#opaque(unit, around);
    this.jobs.push(job);
    return [{ id: job.id, loose: undefined }];
  }

  /** A pipeline of which all is written elsewhere. */
  #whole(extended: Node, around: StageAround): void {
    const unit: Unit = { id: this.path, node: extended, at: extended.at, needs: [], mayBeAbsent: false };
    this.jobs.push(this.#opaque(unit, around).job);
  }

  #opaque(unit: Unit, around: StageAround): Built {
    const { job, delegation } = opaqueJob(unit, around, this.repositories, markOf(unit.node));
    if (delegation) this.delegations.push(delegation);
    return { job, connections: [] };
  }
}
