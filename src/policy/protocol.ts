import type {
  Acceleration,
  ApprovalRule,
  Criterion,
  CriterionKind,
  DeferrableGate,
  Elevation,
  EmergencyRoute,
  Named,
  Protocol,
  Review,
  Term,
} from "#model/emergency.ts";
import { absent, declared, type Fact, map } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { durationOf } from "./parameters.ts";

/** A protocol as it is written. It is plain, as the rest of what is read of a policy. */
export type WrittenProtocol = Omit<Protocol, "digest">;

export const emergencyFiles = ".bakewell/emergencies/*.yaml";

/** Reads the `emergency` of a policy that is valid; `undefined` where there is none. */
export function protocolIn(node: Node): WrittenProtocol | undefined {
  if (node.kind === "missing") return undefined;
  return {
    name: node.get("name").text,
    at: node.keyAt,
    version: text(node.get("version")),
    owner: text(node.get("owner")),
    reviewed: text(node.get("reviewed")),
    reviewEvery: duration(node.get("review-every")),
    responsePlan: text(node.get("response-plan")),
    drilled: text(node.get("drilled")),
    drillEvery: duration(node.get("drill-every")),
    holidays: node
      .get("holidays")
      .items()
      .map((day) => day.text),
    criteria: node.get("criteria").items().map(criterion),
    notEmergencies: named(node.get("not-emergencies")),
    approvals: node.get("approvals").items().map(approval),
    selfApprovalOnCall: flag(node.get("self-approval-on-call")),
    acceleration: acceleration(node.get("accelerate")),
    neverSkipped: named(node.get("never-skip")),
    deferrable: node.get("defer").items().flatMap(deferrable),
    elevation: elevation(node.get("elevation")),
    owedWithin: duration(node.get("owed")),
    review: review(node.get("review")),
    reconcile: {
      at: node.get("reconcile").keyAt,
      merge: duration(node.get("reconcile", "merge")),
      markers: duration(node.get("reconcile", "markers")),
    },
    limits: { at: node.get("limits").keyAt, perThirtyDays: number(node.get("limits", "per-30-days")) },
    routes: node.get("routes").items().map(route),
    files: node.has("files") ? node.get("files").text : emergencyFiles,
  };
}

const criterion = (node: Node): Criterion => ({
  id: node.get("id").text,
  at: node.at,
  kind: node.get("kind").text as CriterionKind,
  severity: map(text(node.get("severity")), severityOf),
  statement: node.get("statement").text,
  evidence: node
    .get("evidence")
    .items()
    .map((kind) => kind.text),
});

/** `sev1` as 1. */
const severityOf = (word: string): number => Number(word.slice("sev".length));

const approval = (node: Node): ApprovalRule => ({
  at: node.at,
  criteria: named(node.get("for")),
  from: named(node.get("from")),
  count: node.has("count") ? Number(node.get("count").value) : 1,
  byAuthor: node.get("by-author").value === true,
  afterwards: duration(node.get("afterwards")),
});

const acceleration = (node: Node): Acceleration => ({
  at: node.keyAt,
  bakeFactor: number(node.get("bake", "factor")),
  bakeFloor: duration(node.get("bake", "floor")),
  stageFloors: node
    .get("bake", "stages")
    .entries()
    .flatMap(({ key, keyAt, node: { text: written } }) => {
      const floor = durationOf(written);
      return floor === undefined ? [] : [{ name: key, at: keyAt, floor }];
    }),
  keep: named(node.get("keep")),
  merge: named(node.get("merge")),
  first: map(text(node.get("first")), (share) => Number.parseFloat(share) / 100),
  approvals: number(node.get("approvals")),
  window: flag(node.get("window")),
});

function deferrable(node: Node): readonly DeferrableGate[] {
  const check = node.get("check");
  const within = durationOf(node.get("within").text);
  return within === undefined ? [] : [{ name: check.text, at: check.at, within }];
}

const elevation = (node: Node): Elevation => ({
  at: node.keyAt,
  longest: duration(node.get("longest")),
  renewals: number(node.get("renewals")),
  markers: named(node.get("markers")),
  alert: named(node.get("alert")),
});

const review = (node: Node): Review => ({
  at: node.keyAt,
  within: ofText(node.get("within"), termOf),
  notBy: node
    .get("not-by")
    .items()
    .map((who) => who.text as Review["notBy"][number]),
});

/** "5 business days", or a duration; `undefined` where it is neither. */
export function termOf(written: string): Term | undefined {
  const days = /^(\d{1,3}) business days?$/.exec(written)?.[1];
  if (days !== undefined) return Number(days) > 0 ? { of: "business-days", days: Number(days) } : undefined;
  const time = durationOf(written);
  return time === undefined ? undefined : { of: "time", time };
}

const route = (node: Node): EmergencyRoute => ({
  at: node.at,
  plan: node.get("plan").text,
  switch: text(node.get("switch")),
});

function ofText<T>(node: Node, read: (text: string) => T | undefined): Fact<T> {
  const value = node.kind === "scalar" ? read(node.text) : undefined;
  return value === undefined ? absent(node.at) : declared(value, node.at);
}

const text = (node: Node): Fact<string> => ofText(node, (written) => written);
const duration = (node: Node): Fact<number> => ofText(node, durationOf);
const number = (node: Node): Fact<number> =>
  typeof node.value === "number" ? declared(node.value, node.at) : absent(node.at);
const flag = (node: Node): Fact<boolean> =>
  typeof node.value === "boolean" ? declared(node.value, node.at) : absent(node.at);

const named = (node: Node): readonly Named[] => node.items().map(({ text: name, at }) => ({ name, at }));
