import type { Job, Need, Runs } from "./graph.ts";

/** Why nothing can be said of a need: it closes a circle, or there is no such job anywhere. */
export type Blind = (job: Job, need: Need) => string | undefined;

/** Who or what can skip a job. */
export type Skip = Extract<Runs, { readonly state: "maybe" }>;

/** What can skip each job, by its id. */
export interface Skips {
  /** What can skip it: its own condition, or a skip of a job whose success it needs. */
  readonly own: Map<string, Skip>;
  /** What can skip it or a job that it stands on. */
  readonly below: Map<string, Skip>;
}

export const noSkips = (): Skips => ({ own: new Map(), below: new Map() });

/**
 * Notes what can skip a job, after the jobs that it needs. `counts` says which causes do; one that is known to have
 * run is skipped by nothing, although jobs that it stands on may be.
 */
export function noteSkips(
  job: Job,
  { own, below }: Skips,
  blind: Blind,
  counts: (skip: Skip) => boolean,
  hasRun = false,
): void {
  const causes = [job.runs.state === "maybe" ? job.runs : undefined, ...job.needs.map((need) => causeOf(need))];
  function causeOf(need: Need): Skip | undefined {
    const darkness = blind(job, need);
    if (darkness || need.after === "unknown") {
      return { state: "maybe", at: need.at, how: darkness ?? need.how, by: "unread" };
    }
    if (need.after === "failure") return { state: "maybe", at: need.at, how: need.how, by: "change" };
    if (need.after === "success") return own.get(need.job);
    return need.after === "all-success" ? below.get(need.job) : undefined;
  }
  const skip = hasRun ? undefined : causes.find((cause) => cause && counts(cause));
  if (skip) own.set(job.id, skip);
  const under = job.needs.filter((need) => !blind(job, need)).map((need) => below.get(need.job));
  const any = skip ?? under.find((cause) => cause !== undefined);
  if (any) below.set(job.id, any);
}

/** What can skip a job although some have succeeded. `before` are the jobs that it stands on, in order. */
export function skipDespite(
  job: Job,
  before: readonly Job[],
  hasSucceeded: (job: Job) => boolean,
  blind: Blind,
): Skip | undefined {
  const skips = noSkips();
  for (const one of before) noteSkips(one, skips, blind, () => true, hasSucceeded(one));
  noteSkips(job, skips, blind, () => true);
  return skips.own.get(job.id);
}
