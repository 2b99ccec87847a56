import { endOf, isoOf } from "./business-days.ts";
import type { Duration } from "./duration.ts";
import type { ApprovalRule, DeclaredGate, Emergency, Protocol } from "./emergency.ts";
import { valueOf } from "./fact.ts";

/** What an emergency owes, and by when. All times are in ISO 8601 with a `Z`, and `undefined` where nothing says them. */

/** When its deployments began; where none is written, when it was declared. */
export const beganAt = ({ deployments, declared }: Emergency): string | undefined =>
  deployments.flatMap(({ started }) => valueOf(started) ?? []).toSorted()[0] ?? valueOf(declared);

/** When its last deployment was done; where none is written, when it was declared. */
const endedAt = ({ deployments, declared }: Emergency): string | undefined =>
  deployments
    .flatMap(({ started, ended }) => valueOf(ended) ?? valueOf(started) ?? [])
    .toSorted()
    .at(-1) ?? valueOf(declared);

export const after = (time: string | undefined, duration: Duration | undefined): string | undefined =>
  time === undefined || duration === undefined ? undefined : isoOf(Date.parse(time) + duration * 1000);

/** By when a gate that was put off must be done: when the declaration says so, but not later than the protocol lets it. */
export function dueOf(gate: DeclaredGate, emergency: Emergency, protocol: Protocol | undefined): string | undefined {
  const deferrable = protocol?.deferrable.find(({ name }) => name === gate.name);
  const within = deferrable?.within ?? (protocol && valueOf(protocol.owedWithin));
  return earlier(valueOf(gate.deadline), after(beganAt(emergency), within));
}

/** By when it must have been reviewed. */
export function reviewDueOf(emergency: Emergency, protocol: Protocol | undefined): string | undefined {
  const ended = endedAt(emergency);
  const term = protocol && valueOf(protocol.review.within);
  const latest = term && ended !== undefined ? endOf(term, ended, protocol.holidays) : undefined;
  return earlier(emergency.review && valueOf(emergency.review.due), latest);
}

/** By when its change must have reached trunk. */
export const mergeDueOf = (emergency: Emergency, protocol: Protocol | undefined): string | undefined =>
  after(endedAt(emergency), protocol && valueOf(protocol.reconcile.merge));

/** The rules of the protocol by which it is approved: each of them must be met. */
export const approvalRulesOf = (emergency: Emergency, { approvals }: Protocol): readonly ApprovalRule[] =>
  approvals.filter(({ criteria }) => criteria.some(({ name }) => name === valueOf(emergency.criterion)));

/** Whether a gate that was put off is done, and passed. */
export const isDone = ({ completed, result, evidence }: DeclaredGate, now: string): boolean =>
  completed.state === "declared" &&
  completed.value <= now &&
  valueOf(result) === "passed" &&
  evidence.state === "declared";

const earlier = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;
