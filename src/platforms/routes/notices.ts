import { broken } from "#model/assurance.ts";
import { listing, type Listing } from "#model/fact.ts";
import type { Notice } from "#model/plan.ts";
import { followUps, type FollowUp } from "./aftermath.ts";
import { allOf } from "./gates.ts";
import { othersWithin } from "./others.ts";
import type { Sequence } from "./sequence.ts";
import type { Run, Site } from "./sites.ts";

/** Who is told when a stage fails. A notice that one way of starting lacks is not always sent. */
export function noticesOf(site: Site, all: Sequence): Listing<Notice> {
  const perRun = site.runs.map((run) => ({ run, found: followUps(site, run, all, ["notify"]) }));
  const acts = new Map(perRun.flatMap(({ found }) => found.map(({ act }) => [keyOf(act), act] as const)));
  return listing(
    [...acts].map(([key, { name, at }]) => ({
      name,
      at,
      everyFailure: allOf(
        perRun.map(({ run, found }) => found.find(({ act }) => keyOf(act) === key)?.reached ?? lacking(name, run)),
        broken(`\`${name}\` is sent after no failure`, at),
      ),
    })),
    othersWithin(site),
  );
}

const keyOf = ({ name, at }: FollowUp["act"]): string => JSON.stringify([name, at]);

const lacking = (name: string, { course: { scenario } }: Run) =>
  broken(`\`${name}\` is not sent on ${scenario.name}`, scenario.trigger.at);
