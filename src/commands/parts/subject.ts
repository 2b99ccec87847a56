import type { Finding } from "#model/finding.ts";
import type { Plan } from "#model/plan.ts";
import { samePlace } from "#model/place.ts";
import type { Subject, Within } from "#model/subject.ts";
import type { WrittenWaiver } from "#model/waiver.ts";
import type { Judged } from "./judge.ts";

/** The subject of a finding, and what surrounds it. */
export function scopeOf(
  finding: Finding,
  { repository, waivers, emergencies }: Pick<Judged, "repository" | "waivers" | "emergencies">,
): { readonly subject: Subject | WrittenWaiver; readonly scope: Within } {
  const { subject } = finding;
  if (subject.kind === "source") {
    const source = repository.sources.find(({ id }) => id === subject.id);
    return { subject: source ?? repository, scope: { repository, plan: undefined } };
  }
  if (subject.kind === "waiver") {
    const waiver = waivers.find(({ at }) => samePlace(at, subject.at));
    return { subject: waiver ?? repository, scope: { repository, plan: undefined } };
  }
  if (subject.kind === "emergency") {
    const emergency = emergencies.find(({ id }) => id === subject.id);
    return { subject: emergency ?? repository, scope: { repository, plan: undefined } };
  }
  for (const plan of repository.plans) {
    const scope = { repository, plan };
    if (subject.kind === "plan" && plan.id === subject.id) return { subject: plan, scope };
    const isOurs = subject.kind === "stage" && isOf(finding, plan);
    const stage = isOurs ? plan.stages.find(({ id }) => id === subject.id) : undefined;
    if (stage) return { subject: stage, scope };
  }
  return { subject: repository, scope: { repository, plan: undefined } };
}

/** Whether a finding speaks of a plan or of one of its stages. Plans can share a name, and never an id. */
export const isOf = ({ rule, fingerprint }: Finding, { id }: Plan): boolean =>
  fingerprint === `${rule}/${id}` || fingerprint.startsWith(`${rule}/${id}/`);
