import { listing, type Listing } from "#model/fact.ts";
import type { Check } from "#model/plan.ts";
import { together } from "#model/assurance.ts";
import type { Job, Scenario } from "./graph.ts";
import { allOf, gatesBefore, ranBy, type Gate } from "./gates.ts";
import { othersBefore } from "./others.ts";
import { hasDeployed, runIn, type Sequence } from "./sequence.ts";
import type { Run, Site } from "./sites.ts";

/** What must pass before a stage begins. */
export function checksOf(site: Site, all: Sequence): Listing<Check> {
  const gates = gatesBefore(site, all.numbering, "check");
  return listing(
    gates.map((gate) => ({
      name: gate.act.name,
      kinds: gate.act.known.kinds ?? [],
      at: gate.act.at,
      guards: "route",
      after: stagesBefore(gate, site, all),
      everyRoute: gate.everyRoute,
      blocking: gate.blocking,
      unskippable: gate.unskippable,
    })),
    othersBefore(site),
  );
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
