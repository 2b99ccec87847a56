import type { Emergency } from "#model/emergency.ts";
import { absent, declared } from "#model/fact.ts";
import { at } from "../rules/build.ts";

const file = ".bakewell/emergencies/EMG-2026-11-20-checkout.yaml";

/** A declaration of which nothing but its name is written. */
export function emergency(over: Partial<Emergency> = {}): Emergency {
  const none = absent(at(1, file));
  return {
    kind: "emergency",
    id: "EMG-2026-11-20-checkout",
    name: "EMG-2026-11-20-checkout",
    at: at(1, file),
    now: "2026-11-25T12:00:00Z",
    problems: [],
    protocol: { name: none, version: none, digest: none },
    criterion: none,
    severity: none,
    evidence: [],
    declared: declared("2026-11-20T09:00:00Z", at(2, file)),
    expires: none,
    retroactive: false,
    requestedBy: none,
    incident: none,
    summary: none,
    change: { at: at(3, file), author: none, artifact: none, commit: none, environments: [], rollbackTo: none, rollbackEvidence: none },
    requested: { at: at(4, file), bakeFactor: none, mergedStages: [], approvals: none, window: none },
    approvals: [],
    gates: [],
    deployments: [],
    elevation: undefined,
    review: undefined,
    status: none,
    ...over,
  };
}
