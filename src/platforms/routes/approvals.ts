import { absent, declared, firstOf, listing, map, unknown, valueOf, type Fact, type Listing } from "#model/fact.ts";
import type { Approval, Unanswered } from "#model/plan.ts";
import { type Assurance, broken } from "#model/assurance.ts";
import { allOf, gatesBefore, type Gate, reach } from "./gates.ts";
import type { Act, Job } from "./graph.ts";
import type { Numbering } from "./guarantees.ts";
import { firstOpen, othersBefore } from "./others.ts";
import type { Run, Site } from "./sites.ts";

/** Who says yes before a stage begins. `elsewhere` tells whom the platform asks for a job. */
export function approvalsOf(
  site: Site,
  numbering: Numbering,
  elsewhere: (job: Job) => Listing<Approval>,
): Listing<Approval> {
  const gates = gatesBefore(site, numbering, "approve");
  const asked = site.runs.map((run) =>
    [run.job, ...run.course.before(run.job).filter((job) => isForStage(job, run.job))].map((job) => ({
      run,
      job,
      ...elsewhere(job),
    })),
  );
  const others = asked.flat().map((each) => each.others);
  return listing(
    [...gates.map(approvalOf), ...askedElsewhere(asked, numbering)],
    firstOpen([...others, othersBefore(site)], site.first),
  );
}

/** A yes to the deployment of something else is none to this one. */
const isForStage = ({ acts, environment }: Job, stage: Job): boolean =>
  environment.state !== "declared" ||
  !acts.some(({ known, when }) => known.does === "deploy" && when !== "failure") ||
  (stage.environment.state === "declared" && stage.environment.value.toLowerCase() === environment.value.toLowerCase());

interface Asked extends Listing<Approval> {
  readonly run: Run;
  readonly job: Job;
}

/** The approvals that the platform asks for, each once, and whether every route passes them. */
function askedElsewhere(asked: readonly (readonly Asked[])[], numbering: Numbering): readonly Approval[] {
  const found = new Map(
    asked.flat().flatMap(({ items }) => items.map((approval) => [keyOf(approval), approval] as const)),
  );
  return [...found].map(([key, approval]) => ({
    ...approval,
    everyRoute: allOf(
      asked.map((jobs) => {
        const sights = jobs.filter(({ items }) => items.some((item) => keyOf(item) === key));
        return sights.length > 0 ? passed(sights, approval, numbering) : notAsked(jobs, approval);
      }),
      approval.everyRoute,
    ),
  }));
}

const keyOf = ({ name, at }: Approval): string => JSON.stringify([name, at]);

/** The stage's own job begins only after it; any other must have succeeded before. */
function passed(sights: readonly Asked[], { at, everyRoute }: Approval, numbering: Numbering): Assurance {
  const ways = sights.map(({ run, job }) =>
    job.id === run.job.id ? everyRoute : reach(run, job, { at }, numbering)[0],
  );
  return ways.find(({ state }) => state === "holds") ?? ways.find(({ state }) => state === "unknown") ?? ways[0]!;
}

function notAsked(jobs: readonly Asked[], { name }: Approval): Assurance {
  const open = jobs.find(({ others }) => others.state === "unknown");
  if (open?.others.state === "unknown") return open.others;
  const { run } = jobs[0]!;
  return broken(`${run.course.scenario.name} does not ask \`${name}\``, run.job.at);
}

const approvalOf = ({ act, sights, everyRoute, unskippable, blocking }: Gate): Approval => ({
  name: act.name,
  at: act.at,
  count: act.approvals,
  from: whoAnswers(act),
  byAuthor: firstOf(
    act.byStarter,
    unknown("elsewhere", `whether the author may answer \`${act.name}\` is not written`, act.at),
  ),
  byStarter: firstOf(
    act.byStarter,
    unknown("elsewhere", `whether the one who starts it may answer \`${act.name}\` is not written`, act.at),
  ),
  unanswered: firstOf(act.unanswered, unansweredIn(act, sights)),
  bypass: bypassOf(act, unskippable),
  everyRoute: blocking.state === "holds" || everyRoute.state === "broken" ? everyRoute : blocking,
});

/** What waits in a job ends with it: a job that takes too long fails, and so does what waits for an answer in it. */
function unansweredIn({ name, at, duration }: Act, sights: Gate["sights"]): Fact<Unanswered> {
  const ends = map(duration, (after) => ({ means: "no", after, isDefault: false }) as const);
  const limits = sights.map(({ job }) =>
    map(job.timeLimit, ({ limit, isDefault }) => ({ means: "no", after: limit, isDefault }) as const),
  );
  const [longest] = limits.toSorted((a, b) => (valueOf(b)?.after ?? Infinity) - (valueOf(a)?.after ?? Infinity));
  const found = longest ? firstOf(ends, longest) : ends;
  return found.state === "absent" || valueOf(found)?.after === 0
    ? unknown("elsewhere", `what no answer to \`${name}\` means is not written`, at)
    : found;
}

function whoAnswers({ name, at, approvers }: Act): Listing<string> {
  return approvers.state === "absent"
    ? listing([], unknown("elsewhere", `who may answer \`${name}\` is not written`, at))
    : listing(valueOf(approvers) ?? [], approvers.state === "unknown" ? approvers : absent(approvers.at));
}

function bypassOf({ at }: Act, unskippable: Gate["unskippable"]): Fact<boolean> {
  switch (unskippable.state) {
    case "holds":
      return absent(at);
    case "broken":
      return declared(true, unskippable.at);
    case "unknown":
      return unskippable;
  }
}
