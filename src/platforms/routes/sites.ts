import type { Fact } from "#model/fact.ts";
import type { Stage, Tier } from "#model/plan.ts";
import type { Bits } from "./bits.ts";
import type { Act, Job } from "./graph.ts";
import type { Course } from "./guarantees.ts";
import { tierIn } from "./tier-words.ts";

/** A stage as it is found in the job graph, before its facts are known. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly role: Stage["role"];
  /** The job in every scenario in which it can run; the first one is in `first`. */
  readonly runs: readonly Run[];
  readonly first: Run;
}

/** A stage in one scenario. */
export interface Run {
  readonly course: Course;
  readonly job: Job;
  /** Its deploying acts; none where what it does cannot be read. */
  readonly deploys: readonly Act[];
  /** The numbers of its first and last deploying act; both behind the last act where what it does cannot be read. */
  readonly begin: number;
  readonly end: number;
  /** The jobs that must have succeeded before it deploys. */
  readonly surely: Bits;
  readonly perhaps: Bits;
}

const roles: Partial<Record<Act["known"]["does"], Stage["role"]>> = {
  deploy: "deployment",
  publish: "publication",
  preview: "preview",
};
const isDeploying = (act: Act): boolean => act.known.does in roles && act.when !== "failure";

/** Whether it runs only to mend what failed before it. */
export const isMending = (job: Job): boolean => job.needs.some(({ after }) => after === "failure");

/** The sites of all scenarios, in the order of the file. */
export function findSites(courses: readonly Course[]): readonly Site[] {
  const found = new Map<string, { name: string; runs: Run[] }>();
  const order = new Map<string, Set<string>>();
  for (const course of courses) {
    for (const job of inFileOrder(course)) {
      const parts = segments(job);
      for (const { tier, from, to } of parts) {
        const id = tier && parts.length > 1 ? `${job.id}/${tier}` : job.id;
        const name = tier && parts.length > 1 ? `${job.name} to ${tier}` : job.name;
        const site = found.get(id) ?? { name, runs: [] };
        site.runs.push(runOf(course, job, from, to));
        found.set(id, site);
        order.set(job.id, (order.get(job.id) ?? new Set()).add(id));
      }
    }
  }
  return [...order.values()].flatMap((ids) =>
    [...ids].flatMap((id) => {
      const { name, runs } = found.get(id)!;
      const [first] = runs;
      return first ? [{ id, name, role: roleOf(runs), runs, first }] : [];
    }),
  );
}

const inFileOrder = ({ scenario, jobs }: Course): readonly Job[] => scenario.jobs.filter(({ id }) => jobs.has(id));

interface Segment {
  readonly tier: Tier | undefined;
  readonly from: number;
  readonly to: number;
}

/** The stretches of a job that deploy: one, or one for each tier where it plainly goes from tier to tier. */
function segments(job: Job): readonly Segment[] {
  if (isMending(job)) return [];
  const found: Segment[] = [];
  for (const [index, act] of job.acts.entries()) {
    if (!isDeploying(act)) continue;
    const last = found.at(-1);
    const tier = act.known.tier ?? firstTier(act);
    const isSame = last && (!tier || !last.tier || tier === last.tier);
    if (isSame) found[found.length - 1] = { tier: last.tier ?? tier, from: last.from, to: index };
    else found.push({ tier, from: index, to: index });
  }
  const tiers = new Set(found.map(({ tier }) => tier));
  if (found.length > 1 && tiers.size < found.length) {
    return [{ tier: undefined, from: found[0]!.from, to: found.at(-1)!.to }];
  }
  if (found.length === 0 && mayDeploy(job)) return [{ tier: undefined, from: job.acts.length, to: job.acts.length }];
  return found;
}

const firstTier = ({ signals }: Act): Tier | undefined =>
  signals.map(({ text }) => tierIn(text)).find((tier) => tier !== undefined);

/** A job that uses an environment and does something that cannot be read, or nothing that is known, may deploy. */
const mayDeploy = ({ environment, hidden, unrecognised, acts }: Job): boolean =>
  environment.state !== "absent" && (hidden.state !== "absent" || unrecognised.state !== "absent" || acts.length === 0);

function runOf(course: Course, job: Job, begin: number, end: number): Run {
  const deploys = job.acts.slice(begin, end + 1).filter(isDeploying);
  const isReached = deploys[0]?.when !== "success" ? 0 : begin;
  return { course, job, deploys, begin, end, ...course.passed(job, isReached) };
}

function roleOf(runs: readonly Run[]): Stage["role"] {
  const deeds = new Set(runs.flatMap(({ deploys }) => deploys.map(({ known }) => known.does)));
  if (deeds.has("deploy") || deeds.size === 0) return "deployment";
  return deeds.has("publish") ? "publication" : "preview";
}

/** Why it cannot be read what a site does; absent where it can. */
export const unreadIn = ({ job, deploys }: Run): Fact<string> =>
  deploys.length > 0 || job.hidden.state !== "absent" ? job.hidden : job.unrecognised;
