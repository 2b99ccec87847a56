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
  /** The sites that it is among the nearest of. */
  readonly next: (site: Site) => readonly Site[];
}

/** Orders the sites: one comes after another where it does so in every scenario in which it can run. */
export function sequence(sites: readonly Site[], courses: readonly Course[], numbering: Numbering): Sequence {
  const ofJob = new Map<number, number[]>();
  for (const [index, { first }] of sites.entries()) {
    const number = numbering.get(first.job.id)!;
    ofJob.set(number, [...(ofJob.get(number) ?? []), index]);
  }
  const earlier = sites.map((site) => {
    const [first, ...rest] = site.runs.map((run) => earlierThan(run, sites, ofJob, numbering));
    for (const bits of rest) keepBits(first!, bits);
    return first!;
  });
  const { order } = inOrder(sites.length, (index) => membersOf(earlier[index]!));
  const position = new Uint32Array(sites.length);
  for (const [at, index] of order.entries()) position[index] = at;

  const after = new Map<Site, Site[]>();
  const next = new Map<Site, Site[]>(sites.map((site) => [site, []]));
  for (const index of order) {
    const nearest: Site[] = [];
    const covered = noBits(sites.length);
    for (const one of membersOf(earlier[index]!).toSorted((a, b) => position[b]! - position[a]!)) {
      if (hasBit(covered, one)) continue;
      nearest.unshift(sites[one]!);
      addBits(covered, earlier[one]!);
      next.get(sites[one]!)!.push(sites[index]!);
    }
    after.set(sites[index]!, nearest);
  }
  return {
    numbering,
    courses,
    sites: order.map((index) => sites[index]!),
    after: (site) => after.get(site)!,
    next: (site) => next.get(site)!,
  };
}

function earlierThan(
  run: Run,
  sites: readonly Site[],
  ofJob: ReadonlyMap<number, readonly number[]>,
  numbering: Numbering,
): Bits {
  const bits = noBits(sites.length);
  const own = numbering.get(run.job.id)!;
  for (const job of membersOf(run.surely)) {
    for (const site of ofJob.get(job) ?? []) if (job !== own && runIn(sites[site]!, run.course)) addBit(bits, site);
  }
  for (const site of ofJob.get(own) ?? []) {
    const other = runIn(sites[site]!, run.course);
    if (other && other !== run && other.end < run.begin) addBit(bits, site);
  }
  return bits;
}

export const runIn = ({ runs }: Site, course: Course): Run | undefined => runs.find((run) => run.course === course);

/** Whether the site has surely deployed, in this scenario, when the act in that place begins. */
export const hasDeployed = (run: Run, job: Job, index: number, numbering: Numbering): boolean =>
  job.id === run.job.id ? index > run.end : hasBit(run.course.begun(job), numbering.get(run.job.id)!);

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
