import { type Assurance, unsure } from "#model/assurance.ts";
import { wildcard } from "#model/pattern.ts";
import type { Check, Plan, Trigger } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";

/** Something that runs tests: work made for that, or a plan that tests on its way. */
export interface Run {
  readonly name: string;
  readonly triggers: readonly Trigger[];
  /** Only tests, and of a plan only those that run before anything is deployed. */
  readonly checks: readonly Check[];
  readonly everyChange: Assurance;
}

/** All that is written about what runs here; empty where only controllers act on manifests. */
export function runs({ verifications, plans }: Repository): readonly Run[] {
  const started = plans.filter(({ triggers }) => triggers.items.some(({ on }) => on !== "manifest"));
  return [...verifications, ...started.map(asRun)].map((run) => ({ ...run, checks: run.checks.filter(isTest) }));
}

const asRun = ({ name, triggers, stages, at }: Plan): Run => ({
  name,
  triggers: triggers.items,
  checks: stages.flatMap(({ checks }) =>
    checks.items.filter(({ guards, after }) => guards === "route" && after.length === 0),
  ),
  everyChange: unsure("elsewhere", `whether every change starts \`${name}\` is not written`, at),
});

const isTest = ({ kinds }: Check): boolean => kinds.includes("tests") || kinds.includes("integration-test");

const trunks = ["main", "master", "trunk"];

/** Whether a branch pattern takes in one of trunk's usual names. */
export const isTrunk = (pattern: string): boolean => trunks.some(wildcard(pattern));
