import { listing, type Listing } from "#model/fact.ts";
import { holds, together } from "#model/assurance.ts";
import type { Check, CheckKind } from "#model/plan.ts";
import type { Job, Scenario } from "./graph.ts";
import { allOf, gatesBefore, ranBy, type Gate } from "./gates.ts";
import { othersBefore } from "./others.ts";
import type { Sequence } from "./sequence.ts";
import type { Site } from "./sites.ts";

/** What must pass before a stage begins. */
export function checksOf(site: Site, all: Sequence): Listing<Check> {
  const gates = gatesBefore(site, all.numbering, "check");
  const checks = gates.map((gate): Check => {
    const { act, everyRoute, blocking, unskippable } = gate;
    const after = stagesBefore(gate, all);
    return {
      name: act.name,
      kinds: kindsOf(gate),
      ...(act.known.ofPolicy && { ofPolicy: true }),
      at: act.at,
      guards: "route",
      after,
      everyRoute,
      blocking,
      unskippable,
    };
  });
  return listing([...checks, ...alternatives(site, gates, checks)], othersBefore(site));
}

const kindsOf = ({ act }: Gate): readonly CheckKind[] => act.known.kinds ?? [];

/**
 * Where each scenario has a check of a kind, and none has the same in all of them, then the stage passes one or the
 * other on every route.
 */
function alternatives(site: Site, gates: readonly Gate[], checks: readonly Check[]): readonly Check[] {
  if (site.runs.length < 2) return [];
  const kinds = new Set(gates.flatMap(kindsOf));
  return [...kinds].flatMap((kind) => {
    const ofKind = gates.filter((gate) => kindsOf(gate).includes(kind));
    const chosen = new Set(site.runs.map((run) => ofKind.find(({ holdsIn }) => holdsIn.has(run))));
    if (chosen.has(undefined) || ofKind.some(({ holdsIn }) => holdsIn.size === site.runs.length)) return [];
    const parts = checks.filter((_, index) => chosen.has(gates[index]!));
    const [{ at }] = parts as [Check, ...Check[]];
    const held = holds(at);
    return [
      {
        name: parts.map(({ name }) => name).join(" or "),
        kinds: [kind],
        ...(parts.every(({ ofPolicy }) => ofPolicy) && { ofPolicy: true }),
        at,
        guards: "route",
        after: parts.map(({ after }) => after).reduce(common),
        everyRoute: held,
        blocking: held,
        unskippable: held,
      },
    ];
  });
}

/** The stages that have surely deployed when a check runs, in every scenario that has it. */
function stagesBefore({ sights }: Gate, { deployedBefore }: Sequence): readonly string[] {
  return [...Map.groupBy(sights, ({ run }) => run).values()]
    .map((seen) => seen.map(({ run, job, index }) => deployedBefore(run.course, job, index)).reduce(union))
    .reduce(common);
}

// Most often all are the same, and then so is the answer, which many checks share.
const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one === other || (one.length === other.length && one.every((id, index) => id === other[index]));
const union = (one: readonly string[], other: readonly string[]): readonly string[] =>
  isSame(one, other) ? one : [...new Set([...one, ...other])];
const common = (one: readonly string[], other: readonly string[]): readonly string[] =>
  isSame(one, other) ? one : one.filter((id) => other.includes(id));

/** The checks of work that deploys nothing: they guard the change itself. One that is seen twice must hold in both. */
export function checksOfChange(scenarios: readonly Scenario[]): readonly Check[] {
  const checks = new Map<string, Check>();
  for (const job of scenarios.flatMap(({ jobs }) => jobs)) {
    for (const check of checksIn(job)) {
      const key = JSON.stringify([check.name, check.at]);
      const seen = checks.get(key);
      checks.set(key, seen ? both(seen, check) : check);
    }
  }
  return [...checks.values()];
}

const checksIn = (job: Job): readonly Check[] =>
  job.acts
    .filter(({ known, when }) => known.does === "check" && when !== "failure")
    .map((act) => ({
      name: act.name,
      kinds: act.known.kinds ?? [],
      ...(act.known.ofPolicy && { ofPolicy: true }),
      at: act.at,
      guards: "change",
      after: [],
      everyRoute: together(ranBy(act.runs, act, ["change", "unread"]), ranBy(job.runs, act, ["change", "unread"])),
      blocking: together(act.blocking, job.failure),
      unskippable: together(ranBy(act.runs, act, ["person", "unread"]), ranBy(job.runs, act, ["person", "unread"])),
    }));

const both = (one: Check, other: Check): Check => ({
  ...one,
  everyRoute: allOf([one.everyRoute, other.everyRoute], one.everyRoute),
  blocking: allOf([one.blocking, other.blocking], one.blocking),
  unskippable: allOf([one.unskippable, other.unskippable], one.unskippable),
});
