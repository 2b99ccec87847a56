import type { DeclaredGate, Emergency, Protocol } from "#model/emergency.ts";
import { dueOf, isDone } from "#model/obligations.ts";
import type { CheckKind } from "#model/plan.ts";
import { decidedAt, pass, type Verdict } from "#model/verdict.ts";
import type { RuleId } from "#rules/rule.ts";
import type { Grant } from "./grants.ts";
import type { Ask } from "./resolve.ts";

type Parameters = Ask["parameters"];

/** The checks that an emergency puts off and its protocol lets wait. */
export function putOffBy({ emergency, protocol }: Pick<Grant, "emergency" | "protocol">): readonly DeclaredGate[] {
  const kept = new Set(protocol.neverSkipped.map(({ name }) => name));
  const may = new Set(protocol.deferrable.map(({ name }) => name).filter((name) => !kept.has(name)));
  return emergency.gates.filter(({ name, disposition }) => disposition === "deferred" && may.has(name));
}

/**
 * A verdict about checks, where some of them were put off: those that were done afterwards count, and what fails for
 * want of the others alone is owed, with the time by when they are due.
 */
export function owing(
  id: RuleId,
  parameters: Parameters,
  judge: (parameters: Parameters) => Verdict | undefined,
  grant: Grant,
): Verdict | undefined {
  const whole = judge(parameters);
  if (whole?.outcome !== "fail" && whole?.outcome !== "unknown") return whole;
  const { emergency, protocol } = grant;
  const gates = putOffBy(grant).filter(({ name }) => speaksOf(id, parameters, name));
  if (gates.length === 0) return whole;
  const { now } = emergency;
  const done = gates.filter((gate) => isDone(gate, now));
  if (id === "tested-staging") return done[0] ? afterwards(done) : owed(whole, gates, emergency, protocol);
  const kinds = parameters["required-checks"]?.kinds ?? [];
  const without = (left: readonly DeclaredGate[]): Verdict | undefined => {
    const rest = kinds.filter((kind) => left.every(({ name }) => name !== kind));
    return rest.length === 0 ? afterwards(left) : judge({ "required-checks": { kinds: rest } });
  };
  const open = gates.filter((gate) => !done.includes(gate));
  const paid = done.length > 0 ? without(done) : whole;
  if (open.length === 0 || (paid?.outcome !== "fail" && paid?.outcome !== "unknown")) return paid;
  const least = without(gates);
  return least?.outcome === "fail" || least?.outcome === "unknown" ? paid : owed(paid, open, emergency, protocol);
}

/** Whether a rule about checks asks for those of a kind. */
export function speaksOf(id: RuleId, parameters: Parameters, name: string): boolean {
  if (id === "required-checks") return parameters["required-checks"]?.kinds.some((kind) => kind === name) ?? false;
  if (id !== "tested-staging") return false;
  const kinds: readonly CheckKind[] | undefined = parameters["tested-staging"]?.kinds;
  return kinds?.some((kind) => kind === name) ?? name !== "build";
}

const afterwards = (done: readonly DeclaredGate[]): Verdict =>
  decidedAt(
    pass(`passed ${done.map(({ name }) => `\`${name}\``).join(" and ")} after the deployment`),
    ...done.map(({ completed }) => completed.at),
  );

function owed(verdict: Verdict, open: readonly DeclaredGate[], emergency: Emergency, protocol: Protocol): Verdict {
  const dues = open.flatMap((gate) => dueOf(gate, emergency, protocol) ?? []).toSorted();
  const due = dues[0];
  if (due === undefined) return verdict;
  return due >= emergency.now
    ? { ...verdict, due }
    : { ...verdict, reason: `${verdict.reason}; it was owed by ${due}` };
}
