import type { Place } from "#model/place.ts";
import type { Deed } from "../recognise/recognition.ts";
import { addBit, addBits, hasBit, membersOf, noBits, type Bits } from "./bits.ts";
import type { Act, Job, Need, Scenario } from "./graph.ts";
import { inOrder } from "./order.ts";
import { noSkips, noteSkips, skipDespite, type Blind, type Skip, type Skips } from "./skips.ts";

/** The jobs of all scenarios, numbered, so that sets of them can be compared across scenarios. */
export type Numbering = ReadonlyMap<string, number>;

export const numberJobs = (scenarios: readonly Scenario[]): Numbering =>
  new Map([...new Set(scenarios.flatMap(({ jobs }) => jobs.map(({ id }) => id)))].map((id, index) => [id, index]));

/** What lets a stage begin although a job before it did not succeed. */
export interface Leak {
  readonly at: Place;
  /** A clause: "`deploy` runs with `if: always()`". */
  readonly how: string;
  /** Who or what skips the job, where it is let through because it was skipped. */
  readonly by?: "person" | "change" | "unread";
}

/** A scenario as it runs: which jobs can run, and which of them must have succeeded before others begin. */
export interface Course {
  readonly scenario: Scenario;
  /** The jobs that can run, each behind those that it needs. */
  readonly jobs: ReadonlyMap<string, Job>;
  /** Needs that go round in a circle. */
  readonly circles: readonly Need[];
  /** The jobs that do one of such things. */
  readonly doing: (...deeds: readonly Deed[]) => readonly Job[];
  /** The jobs that a job stands on, by whatever kind of need, and the same as a set of their numbers. */
  readonly before: (job: Job) => readonly Job[];
  readonly stoodOn: (job: Job) => Bits;
  /** The jobs that must surely have succeeded before a job begins. */
  readonly begun: (job: Job) => Bits;
  /** The jobs that must have succeeded before the act with that number begins: surely, and if all that is unread is well. */
  readonly passed: (job: Job, act: number) => { readonly surely: Bits; readonly perhaps: Bits };
  /** Why a job that `job` stands on need not have succeeded before it. */
  readonly leak: (gate: Job, job: Job) => Leak;
  /** What can skip a job, itself or by way of those that it needs, where all of some jobs have succeeded. */
  readonly skip: (job: Job, succeeded: Bits) => Skip | undefined;
}

/** One reading of a scenario: a careful one takes what is unread for bad, a hopeful one for good. */
interface Reading {
  /** The jobs that must have succeeded before it begins. */
  readonly begun: Map<string, Bits>;
  /** The jobs that must have succeeded once it has. */
  readonly succeeded: Map<string, Bits>;
  /** The jobs that must have succeeded where neither it nor a job that it stands on has failed. */
  readonly unfailed: Map<string, Bits>;
  readonly skips: Skips;
}

/**
 * Follows a scenario from its first jobs to its last (a forward must-analysis). Needs are conjunctive, so what a job
 * can rely on is the union of what its needs pass on. Linear in the needs, times the size of a set of jobs.
 */
export function follow(scenario: Scenario, numbering: Numbering): Course {
  const written = new Map(scenario.jobs.map((job) => [job.id, job]));
  const ids = [...written.keys()];
  const own = new Map(ids.map((id, index) => [id, index]));
  const needsOf = (index: number): readonly Need[] => written.get(ids[index]!)!.needs;
  const { order, closing } = inOrder(ids.length, (index) => needsOf(index).flatMap(({ job }) => own.get(job) ?? []));
  const closes = new Map<string, Set<string>>();
  for (const [later, earlier] of closing) {
    closes.set(ids[later]!, (closes.get(ids[later]!) ?? new Set()).add(ids[earlier]!));
  }
  const blind: Blind = (job, need) => {
    if (!numbering.has(need.job)) return `\`${need.job}\`, which \`${job.name}\` needs, is not there`;
    return closes.get(job.id)?.has(need.job) ? `the needs of \`${job.name}\` go round in a circle` : undefined;
  };

  const jobs = runnable(
    order.map((index) => written.get(ids[index]!)!),
    blind,
  );
  const stoodOn = ancestors(jobs, numbering, blind);
  const layout: Layout = { jobs, numbering, stoodOn, blind, isRound: closing.length > 0 };
  const careful = read(layout, false);
  const hopeful = read(layout, true);

  const passed = ({ begun, succeeded }: Reading, job: Job, act: number, hope: boolean): Bits => {
    const bits = Uint32Array.from(begun.get(job.id)!);
    if (job.acts.slice(0, act).some((earlier) => examines(earlier, hope))) {
      for (const need of job.needs) {
        if (succeeded.has(need.job) && !blind(job, need)) addBits(bits, succeeded.get(need.job)!);
      }
    }
    return bits;
  };
  const deedsOf = new Map([...jobs.values()].map((job) => [job, new Set(job.acts.map(({ known }) => known.does))]));
  const doing = new Map<string, readonly Job[]>();
  const findDoing = (deeds: readonly Deed[]): readonly Job[] =>
    [...deedsOf].flatMap(([job, does]) => (deeds.some((deed) => does.has(deed)) ? [job] : []));
  const numbered: Job[] = [];
  for (const job of jobs.values()) numbered[numbering.get(job.id)!] = job;
  const place = new Map([...jobs.keys()].map((id, index) => [id, index]));
  const before = (job: Job): readonly Job[] =>
    membersOf(stoodOn.get(job.id)!)
      .map((number) => numbered[number]!)
      .toSorted((a, b) => place.get(a.id)! - place.get(b.id)!);
  return {
    scenario,
    jobs,
    doing: (...deeds) => {
      const known = doing.get(String(deeds)) ?? findDoing(deeds);
      doing.set(String(deeds), known);
      return known;
    },
    before,
    circles: [...closes].flatMap(([id, earlier]) => written.get(id)!.needs.filter((need) => earlier.has(need.job))),
    stoodOn: (job) => stoodOn.get(job.id)!,
    begun: (job) => careful.begun.get(job.id)!,
    passed: (job, act) => ({ surely: passed(careful, job, act, false), perhaps: passed(hopeful, job, act, true) }),
    leak: (gate, job) => {
      const number = numbering.get(gate.id)!;
      const reading = hasBit(hopeful.begun.get(job.id)!, number) ? careful : hopeful;
      const leadsTo = (id: string): boolean => id === gate.id || (jobs.has(id) && hasBit(stoodOn.get(id)!, number));
      return findLeak(gate, job, jobs, leadsTo, blind, reading);
    },
    skip: (job, succeeded) => skipDespite(job, before(job), ({ id }) => hasBit(succeeded, numbering.get(id)!), blind),
  };
}

/** A job that needs the success of one that does not run in this scenario does not run either. */
function runnable(order: readonly Job[], blind: Blind): ReadonlyMap<string, Job> {
  const jobs = new Map<string, Job>();
  const standsOnMissing = new Set<string>();
  for (const job of order) {
    const seen = job.needs.filter((need) => !blind(job, need));
    const missing = (need: Need): boolean => !jobs.has(need.job) || standsOnMissing.has(need.job);
    if (seen.some((need) => need.after === "success" && !jobs.has(need.job))) continue;
    if (seen.some((need) => need.after === "all-success" && missing(need))) continue;
    if (seen.some(missing)) standsOnMissing.add(job.id);
    jobs.set(job.id, job);
  }
  return jobs;
}

function ancestors(jobs: ReadonlyMap<string, Job>, numbering: Numbering, blind: Blind): ReadonlyMap<string, Bits> {
  const stoodOn = new Map<string, Bits>();
  for (const job of jobs.values()) {
    const bits = noBits(numbering.size);
    for (const need of job.needs) {
      if (!jobs.has(need.job)) continue;
      addBit(bits, numbering.get(need.job)!);
      if (!blind(job, need)) addBits(bits, stoodOn.get(need.job)!);
    }
    stoodOn.set(job.id, bits);
  }
  return stoodOn;
}

/** The runnable jobs in order, and what is known of them before they are read. */
interface Layout {
  readonly jobs: ReadonlyMap<string, Job>;
  readonly numbering: Numbering;
  readonly stoodOn: ReadonlyMap<string, Bits>;
  readonly blind: Blind;
  /** Some needs go round in a circle, so that what a job stands on need not be before it. */
  readonly isRound: boolean;
}

function read(layout: Layout, hope: boolean): Reading {
  const { jobs, numbering, blind, isRound } = layout;
  const reading: Reading = {
    begun: new Map(),
    succeeded: new Map(),
    unfailed: new Map(),
    skips: noSkips(),
  };
  for (const job of jobs.values()) {
    const begun = noBits(numbering.size);
    const unfailed = noBits(numbering.size);
    for (const need of job.needs) {
      const needed = jobs.get(need.job);
      const isDark = blind(job, need) !== undefined;
      if (hope && needed && (isDark || need.after === "unknown")) passAll(begun, need.job, layout);
      if (!needed || isDark) continue;
      addBits(unfailed, reading.unfailed.get(need.job)!);
      const isDeep = need.after === "all-success" && !isRound;
      if (isDeep) passAll(begun, need.job, layout);
      else if (need.after === "success" || need.after === "all-success")
        addBits(begun, reading.succeeded.get(need.job)!);
      else if (need.after === "no-failure") addBits(begun, reading.unfailed.get(need.job)!);
    }
    const succeeded = Uint32Array.from(begun);
    addBit(succeeded, numbering.get(job.id)!);
    if (isFirm(job, hope) && job.acts.some((act) => examines(act, hope))) {
      for (const { job: id } of job.needs)
        if (reading.succeeded.has(id)) addBits(succeeded, reading.succeeded.get(id)!);
    }
    noteSkips(job, reading.skips, blind, ({ by }) => !hope || by !== "unread");
    if (!reading.skips.own.has(job.id)) addBits(unfailed, succeeded);
    reading.begun.set(job.id, begun);
    reading.succeeded.set(job.id, succeeded);
    reading.unfailed.set(job.id, unfailed);
  }
  return reading;
}

/** The needed job and every one that it stands on. */
function passAll(bits: Bits, id: string, { numbering, stoodOn }: Layout): void {
  addBit(bits, numbering.get(id)!);
  const more = stoodOn.get(id);
  if (more) addBits(bits, more);
}

/** Whether an act fails unless every job that its own needs has succeeded. */
const examines = ({ known, when, runs, blocking }: Act, hope: boolean): boolean =>
  known.does === "gate" &&
  when !== "failure" &&
  (runs.state === "always" || (hope && runs.by === "unread")) &&
  (blocking.state === "holds" || (hope && blocking.state === "unknown"));

const isFirm = ({ failure }: Job, hope: boolean): boolean =>
  failure.state === "holds" || (hope && failure.state === "unknown");

/** Walks back from a job to the need that lets it begin without the gate. Each step goes to a job before, so it ends. */
function findLeak(
  gate: Job,
  job: Job,
  jobs: ReadonlyMap<string, Job>,
  leadsTo: (id: string) => boolean,
  blind: Blind,
  { skips }: Reading,
): Leak {
  for (let now: Job | undefined = job; now;) {
    const towards: Need | undefined = now.needs.find(({ job: id }) => leadsTo(id));
    if (!towards) break;
    const darkness = blind(now, towards);
    if (darkness) return { at: towards.at, how: darkness, by: "unread" };
    if (towards.after === "no-failure") {
      const skip = skips.own.get(gate.id);
      return {
        at: towards.at,
        how: skip ? `${towards.how}, and ${skip.how}` : towards.how,
        ...(skip && { by: skip.by }),
      };
    }
    if (towards.after !== "success" || towards.job === gate.id) return { at: towards.at, how: towards.how };
    now = jobs.get(towards.job);
  }
  return { at: job.at, how: `\`${job.name}\` does not wait for \`${gate.name}\`` };
}
