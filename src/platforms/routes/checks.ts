import { listing, type Listing } from "#model/fact.ts";
import { holds, together } from "#model/assurance.ts";
import type { Check, CheckKind } from "#model/plan.ts";
import type { Job, Scenario } from "./graph.ts";
import { allOf, gatesBefore, ranBy, type Gate } from "./gates.ts";
import { othersBefore } from "./others.ts";
import { hasDeployed, runIn, type Sequence } from "./sequence.ts";
import type { Run, Site } from "./sites.ts";

/** What must pass before a stage begins. */
export function checksOf(site: Site, all: Sequence): Listing<Check> {
  const gates = gatesBefore(site, all.numbering, "check");
  const checks = gates.map((gate): Check => {
    const { act, everyRoute, blocking, unskippable } = gate;
    const after = stagesBefore(gate, site, all);
    return {
      name: act.name,
      kinds: kindsOf(gate),
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
        at,
        guards: "route",
        after: parts.map(({ after }) => after).reduce((one, other) => one.filter((id) => other.includes(id))),
        everyRoute: held,
        blocking: held,
        unskippable: held,
      },
    ];
  });
}

/** The stages that have surely deployed when a check runs, in every scenario that has it. */
function stagesBefore({ sights }: Gate, site: Site, { sites, numbering }: Sequence): readonly string[] {
  const runs = new Set<Run>(sights.map(({ run }) => run));
  const preceded = (other: Site, run: Run): boolean => {
    const deployed = runIn(other, run.course);
    return (
      deployed !== undefined &&
      sights.some((sight) => sight.run === run && hasDeployed(deployed, sight.job, sight.index, numbering))
    );
  };
  return sites.filter((other) => other !== site && [...runs].every((run) => preceded(other, run))).map(({ id }) => id);
}

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
