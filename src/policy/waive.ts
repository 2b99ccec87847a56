import { valueOf } from "#model/fact.ts";
import type { Finding, UsedWaiver } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import type { Plan } from "#model/plan.ts";
import type { Subject } from "#model/subject.ts";
import { flawsOf, type ScopeName, type WrittenWaiver } from "#model/waiver.ts";

/** A finding, with the subject that it speaks of and the plan of that. */
export interface Waivable {
  readonly finding: Pick<Finding, "rule">;
  readonly subject: Subject | WrittenWaiver;
  readonly plan: Plan | undefined;
}

/**
 * The waivers that cover a finding at a time (ISO 8601 with a `Z`), in their order; the first is the one that is used.
 * Each holds to the end of its last day in UTC. One that has a flaw covers nothing, and no waiver is waived.
 */
export const covering = (
  { finding, subject, plan }: Waivable,
  waivers: readonly WrittenWaiver[],
  at: string,
): readonly WrittenWaiver[] =>
  waivers.filter(
    (waiver) =>
      waiver.rule.state === "declared" &&
      waiver.rule.value === finding.rule &&
      waiver.until.state === "declared" &&
      waiver.until.value >= dayOf(at) &&
      covers(waiver, subject, plan) &&
      flawsOf(waiver).length === 0,
  );

/** Finds the waivers of a rule that may cover a subject, without a look at those in comments elsewhere. */
export function candidates(
  waivers: readonly WrittenWaiver[],
): (rule: string, subject: Waivable["subject"]) => readonly WrittenWaiver[] {
  const key = (rule: string, line?: Place): string => (line ? `${rule} ${line.line} ${line.file}` : rule);
  const known = Map.groupBy(waivers, ({ rule, scope }) => key(valueOf(rule) ?? "", scope.line));
  return (rule, { at }) => [...(known.get(key(rule)) ?? []), ...(known.get(key(rule, at)) ?? [])];
}

/** The day of a time, in UTC. */
export const dayOf = (at: string): string => at.slice(0, 10);

function covers(
  { scope: { names, line } }: WrittenWaiver,
  subject: Waivable["subject"],
  plan: Plan | undefined,
): boolean {
  if (subject.kind === "waiver") return false;
  if (line) return subject.at.file === line.file && subject.at.line === line.line;
  return names.length > 0 && names.every((name) => isOf(name, subject, plan));
}

function isOf({ of, text }: ScopeName, subject: Waivable["subject"], plan: Plan | undefined): boolean {
  switch (of) {
    case "path":
      return subject.kind === "repository" ? text === "." : text === subject.at.file || text === plan?.at.file;
    case "plan":
      return text === plan?.name;
    case "stage":
      return subject.kind === "stage" && text === subject.name;
    case "environment":
      return subject.kind === "stage" && subject.environment.state === "declared" && text === subject.environment.value;
  }
}

/** A waiver as a finding shows it, if it can be one. */
export const used = ({ at, until, because, approvedBy, ticket }: WrittenWaiver): UsedWaiver | null =>
  until.state === "declared" && because.state === "declared" && approvedBy.state === "declared"
    ? {
        at,
        until: until.value,
        because: because.value,
        approvedBy: approvedBy.value,
        ticket: ticket.state === "declared" ? ticket.value : null,
      }
    : null;
