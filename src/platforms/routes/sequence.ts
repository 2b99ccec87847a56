import { addBit, addBits, hasBit, keepBits, membersOf, noBits, type Bits } from "./bits.ts";
import type { Deed } from "../recognise/recognition.ts";
import type { Act, Job } from "./graph.ts";
import type { Course, Numbering } from "./guarantees.ts";
import { inOrder } from "./order.ts";
import type { Run, Site } from "./sites.ts";

/** The sites of a plan, and in which order they surely come. */
export interface Sequence {
  readonly numbering: Numbering;
  readonly courses: readonly Course[];
  /** Each behind those that it comes after; else in the order of the file. */
  readonly sites: readonly Site[];
  /** The nearest sites that must have deployed, with success, before it begins. */
  readonly after: (site: Site) => readonly Site[];
  /** The nearest deployments that begin after it; what is published between changes nothing that runs. */
  readonly next: (site: Site) => readonly Site[];
  /** The ids of the sites that have surely deployed, in a scenario, when the act with that number in a job begins. */
  readonly deployedBefore: (course: Course, job: Job, act: number) => readonly string[];
}

/** Orders the sites: one comes after another where it does so in every scenario in which it can run. */
export function sequence(sites: readonly Site[], courses: readonly Course[], numbering: Numbering): Sequence {
  const numbers = new Map(sites.map((site, index) => [site, index]));
  const ofJob = Map.groupBy(sites, ({ first }) => numbering.get(first.job.id)!);
  const within = (course: Course, jobs: Bits): readonly Site[] =>
    membersOf(jobs).flatMap((job) => ofJob.get(job)?.filter((site) => runIn(site, course)) ?? []);
  /** The sites of the same job that have deployed before an act of it. */
  const beside = (course: Course, job: Job, act: number): readonly Site[] =>
    ofJob.get(numbering.get(job.id)!)?.filter((site) => (runIn(site, course)?.end ?? act) < act) ?? [];
  const earlier = sites.map((site) => {
    const [first, ...rest] = site.runs.map((run) => {
      const bits = noBits(sites.length);
      const before = [...within(run.course, run.surely), ...beside(run.course, run.job, run.begin)];
      for (const other of before) addBit(bits, numbers.get(other)!);
      return bits;
    });
    for (const bits of rest) keepBits(first!, bits);
    return first!;
  });
  const { order } = inOrder(sites.length, (index) => membersOf(earlier[index]!));
  const position = new Uint32Array(sites.length);
  for (const [at, index] of order.entries()) position[index] = at;

  const nearest = (index: number, counts: (site: Site) => boolean): readonly Site[] => {
    const found: Site[] = [];
    const covered = noBits(sites.length);
    for (const one of membersOf(earlier[index]!).toSorted((a, b) => position[b]! - position[a]!)) {
      if (hasBit(covered, one) || !counts(sites[one]!)) continue;
      found.unshift(sites[one]!);
      addBits(covered, earlier[one]!);
    }
    return found;
  };
  const after = new Map(sites.map((site, index) => [site, nearest(index, () => true)]));
  const next = new Map<Site, Site[]>(sites.map((site) => [site, []]));
  for (const index of order) {
    if (!isDeployment(sites[index]!)) continue;
    for (const site of nearest(index, isDeployment)) next.get(site)!.push(sites[index]!);
  }
  const deployed = new Map<Course, Map<string, readonly string[]>>(courses.map((course) => [course, new Map()]));
  return {
    numbering,
    courses,
    sites: order.map((index) => sites[index]!),
    after: (site) => after.get(site)!,
    next: (site) => next.get(site)!,
    deployedBefore: (course, job, act) => {
      const known = deployed.get(course)!.get(job.id) ?? within(course, course.begun(job)).map(({ id }) => id);
      deployed.get(course)!.set(job.id, known);
      const more = beside(course, job, act);
      return more.length > 0 ? [...known, ...more.map(({ id }) => id)] : known;
    },
  };
}

const isDeployment = ({ role }: Site): boolean => role === "deployment";

export const runIn = ({ runs }: Site, course: Course): Run | undefined => runs.find((run) => run.course === course);

/** The jobs that must have succeeded once a site has deployed, in a scenario. */
export function succeededWith({ surely, job }: Run, numbering: Numbering): Bits {
  const succeeded = Uint32Array.from(surely);
  addBit(succeeded, numbering.get(job.id)!);
  return succeeded;
}

/** What does one of such things behind the deployment of a site, if both run: in its own job or in others. */
export function behind(
  run: Run,
  numbering: Numbering,
  deeds: readonly Deed[],
  wanted: (act: Act, job: Job) => boolean,
): readonly { readonly job: Job; readonly act: Act; readonly index: number }[] {
  return run.course
    .doing(...deeds)
    .filter((job) => standsBehind(run, job, Infinity, numbering))
    .flatMap((job) =>
      job.acts.flatMap((act, index) =>
        deeds.includes(act.known.does) && wanted(act, job) && standsBehind(run, job, index, numbering)
          ? [{ job, act, index }]
          : [],
      ),
    );
}

/** Whether the act in that place runs only after the deployment of a site has ended, if both run. */
export const standsBehind = (run: Run, job: Job, index: number, numbering: Numbering): boolean =>
  job.id === run.job.id ? index > run.end : hasBit(run.course.stoodOn(job), numbering.get(run.job.id)!);
