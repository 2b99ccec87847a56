import type { Emergency } from "#model/emergency.ts";
import type { Governance } from "#model/governance.ts";
import type { Verdict } from "#model/verdict.ts";
import { loadEmergency } from "#policy/emergencies.ts";
import { rules } from "#rules/index.ts";
import { repository } from "../rules/build.ts";
import { now, soundGovernance } from "./protocol.ts";

export const id = "EMG-2026-11-16-checkout-errors";
export const file = `.bakewell/emergencies/${id}.yaml`;
export const artifact = `sha256:${"9f86d081".repeat(8)}`;
export const before = `sha256:${"4b825dc6".repeat(8)}`;

/** A closed emergency in which nothing is wrong, under the protocol of `soundPolicy`. */
export const sound = `id: ${id}
protocol: { name: shop-emergency, version: 1.0.0 }
criterion: active-incident
severity: sev1
evidence:
  - { kind: incident, reference: INC-4471 }
declared: 2026-11-16T14:07:00Z
expires: 2026-11-16T18:07:00Z
requested-by: user:amir
incident: INC-4471
summary: Checkout answers with errors since wave-1; the change switches the new tax client off.
change:
  author: user:amir
  artifact: ${artifact}
  environments: [production]
  rollback-to: ${before}
  rollback-evidence: https://ci.example/runs/4101
acceleration: { bake-factor: 0.1, merge: [wave-2], approvals: 1, window: true }
approvals:
  - { by: user:mina, as: incident-commanders, decision: approved, at: 2026-11-16T14:11:00Z }
  - { by: user:tobias, decision: approved, at: 2026-11-16T14:12:00Z }
gates:
  - { gate: build, disposition: before, completed: 2026-11-16T14:15:00Z, result: passed, evidence: run 4711 }
  - { gate: tests, disposition: before, completed: 2026-11-16T14:16:00Z, result: passed, evidence: run 4711 }
  - { gate: smoke-test, disposition: shortened, completed: 2026-11-16T14:19:00Z, result: passed, evidence: run 4711 }
  - { gate: security-scan, disposition: before, completed: 2026-11-16T14:17:00Z, result: passed, evidence: run 4711 }
  - gate: integration-test
    disposition: deferred
    because: It takes 55 minutes.
    deadline: 2026-11-16T18:12:00Z
    completed: 2026-11-16T15:35:00Z
    result: passed
    evidence: run 4712
deployments:
  - { environment: production, stage: canary, started: 2026-11-16T14:20:00Z, ended: 2026-11-16T14:24:00Z, artifact: "${artifact}", bake: 15m }
  - { environment: production, stage: everyone, started: 2026-11-16T14:39:00Z, ended: 2026-11-16T14:44:00Z, artifact: "${artifact}" }
elevation: { granted: 2026-11-16T14:12:00Z, expires: 2026-11-16T18:12:00Z, revoked: 2026-11-16T14:50:00Z }
review:
  due: 2026-11-23T23:59:59Z
  completed: 2026-11-20T10:00:00Z
  reviewers: [user:ada]
  justified: true
  postmortem: postmortems/2026-11-16-checkout.md
  merged: 4b825dc642cb6eb9a060e54bf8d69288fbee4904
  merged-at: 2026-11-17T09:00:00Z
status: closed
`;

export type Edit = readonly [from: string | RegExp, to: string];

/** A text with changes, each of which must find what it changes. */
export const edited = (text: string, ...edits: readonly Edit[]): string =>
  edits.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`there is no ${from.toString()}`);
    return after;
  }, text);

export const declaration = (...edits: readonly Edit[]): Emergency => loadEmergency(file, edited(sound, ...edits), now);

/** `sound` with parts that are already read. */
export const emergency = (over: Partial<Emergency> = {}): Emergency => ({ ...declaration(), ...over });

type EmergencyRule = "emergency-declaration" | "owed-checks" | "emergency-review";

/** What a rule says of a declaration under the protocol of `soundPolicy`. */
export function verdictOf(
  rule: EmergencyRule,
  subject: Emergency,
  governance: Governance = soundGovernance({}, { emergencies: [subject] }),
): Verdict {
  const verdict = rules[rule].judge(subject, {}, { repository: repository([]), plan: undefined, governance });
  if (!verdict) throw new Error(`${rule} does not judge it`);
  return verdict;
}
