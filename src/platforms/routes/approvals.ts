import {
  absent,
  declared,
  listing,
  unknown,
  valueOf,
  type Absent,
  type Fact,
  type Listing,
  type Unknown,
} from "#model/fact.ts";
import type { Approval } from "#model/plan.ts";
import { gatesBefore, type Gate } from "./gates.ts";
import type { Act, Job } from "./graph.ts";
import type { Numbering } from "./guarantees.ts";
import { firstOpen, othersBefore } from "./others.ts";
import type { Site } from "./sites.ts";

/** Who says yes before a stage begins. `elsewhere` tells whether the platform may ask more people for a job. */
export function approvalsOf(
  site: Site,
  numbering: Numbering,
  elsewhere: (job: Job) => Absent | Unknown,
): Listing<Approval> {
  const gates = gatesBefore(site, numbering, "approve");
  const jobs = site.runs.flatMap((run) => [run.job, ...run.course.before(run.job)]);
  const asked = [...new Map(jobs.map((job) => [job.id, job])).values()].map(elsewhere);
  return listing(gates.map(approvalOf), firstOpen([...asked, othersBefore(site)], site.first));
}

const approvalOf = ({ act, everyRoute, unskippable, blocking }: Gate): Approval => ({
  name: act.name,
  at: act.at,
  count: act.approvals,
  from: whoAnswers(act),
  byAuthor: unknown("elsewhere", `whether the author may answer \`${act.name}\` is not written`, act.at),
  bypass: bypassOf(act, unskippable),
  everyRoute: blocking.state === "holds" || everyRoute.state === "broken" ? everyRoute : blocking,
});

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
