import { holds, together, type Assurance } from "#model/assurance.ts";
import type { Deed } from "../recognise/recognition.ts";
import { hasBit } from "./bits.ts";
import { ranBy } from "./gates.ts";
import type { Act, Job, Need } from "./graph.ts";
import type { Sequence } from "./sequence.ts";
import { isMending, type Run, type Site } from "./sites.ts";

/** Something that runs because a deployment failed. */
export interface FollowUp {
  readonly act: Act;
  readonly job: Job;
  /** It runs after every such failure. */
  readonly reached: Assurance;
}

/** What runs because the deployment of a stage, or something between it and there, failed. */
export function followUps(site: Site, run: Run, all: Sequence, does: readonly Deed[]): readonly FollowUp[] {
  const isSought = ({ known }: Act): boolean => does.includes(known.does);
  const inJob = run.job.acts
    .slice(run.end + 1)
    .filter((act) => act.when !== "success" && isSought(act))
    .map((act) => followUp(act, run.job, together(holds(act.at), ...(act.when === "failure" ? failing(run) : []))));
  const isAbout = ({ job: id }: Need): boolean =>
    id === run.job.id || isBetween(site, run, run.course.jobs.get(id), all);
  const inOthers = run.course.doing(...does).flatMap((job) => {
    const kinds = job.needs.filter(isAbout).map(({ after }) => after);
    const isReached = kinds.includes("failure") || (kinds.includes("end") && !kinds.some(stopsOnFailure));
    const acts = isReached ? job.acts.filter((act) => isSought(act) && runsAfterFailure(job, act)) : [];
    const isOnFailure = !kinds.includes("end") && job.needs.every(({ job: id }) => id === run.job.id);
    const failed = isOnFailure ? [...failing(run), run.job.failure] : [];
    return acts.map((act) => followUp(act, job, together(ranBy(job.runs, act, reasons), ...failed)));
  });
  return [...inJob, ...inOthers];
}

const followUp = (act: Act, job: Job, reached: Assurance): FollowUp => ({
  act,
  job,
  reached: together(reached, ranBy(act.runs, act, reasons)),
});

const reasons = ["person", "change", "unread"] as const;

/** A deployment whose failure fails nothing starts nothing that waits for one. */
const failing = ({ deploys }: Run): readonly Assurance[] =>
  deploys.filter(({ when }) => when !== "failure").map(({ blocking }) => blocking);

/** Whether a job stands on the deployment, and not on one of a later stage: what fails there is not this stage's. */
function isBetween(
  site: Site,
  { course, job: stage }: Run,
  job: Job | undefined,
  { numbering, next }: Sequence,
): boolean {
  if (!job || !hasBit(course.stoodOn(job), numbering.get(stage.id)!)) return false;
  return next(site).every(
    ({ first }) => first.job.id !== job.id && !hasBit(course.stoodOn(job), numbering.get(first.job.id)!),
  );
}

const stopsOnFailure = (after: string): boolean => after !== "end" && after !== "failure";

/** What a job does in any case it does after a failure, too; a deployment only where the job is there to mend. */
const runsAfterFailure = (job: Job, { known, when }: Act): boolean =>
  isMending(job) || when !== "success" || known.does !== "deploy";
