import { type Assurance, broken, together } from "#model/assurance.ts";
import { listing, type Listing } from "#model/fact.ts";
import type { Attestation, ChangePart, Removal, RestorePoint, Signal } from "#model/plan.ts";
import { gatesBefore, ranBy } from "./gates.ts";
import type { Act } from "./graph.ts";
import type { Numbering } from "./guarantees.ts";
import { othersBefore, othersWithin } from "./others.ts";
import type { Site } from "./sites.ts";

/** The parts of the change that a stage carries, each written command once. */
export const changesOf = (site: Site): Listing<ChangePart> =>
  listing(
    once(site.runs.flatMap(({ deploys }) => deploys)).flatMap(({ name, at, settings, known: { change } }) =>
      change ? [{ name, at, change, settings }] : [],
    ),
    othersWithin(site),
  );

/** The copies that are kept before a stage begins. */
export const restorePointsOf = (site: Site, numbering: Numbering): Listing<RestorePoint> =>
  listing(
    gatesBefore(site, numbering, "back-up").map(({ act, everyRoute, blocking, unskippable }) => ({
      name: act.name,
      at: act.at,
      label: act.makes,
      everyRoute: together(together(everyRoute, blocking), unskippable, ofAnother(act, site) ?? everyRoute),
    })),
    othersBefore(site),
  );

/** Where a copy is of another place than the one that is changed, both by address or both by the name of a variable. */
function ofAnother(copy: Act, { first: { deploys } }: Site): Assurance | undefined {
  const [kept] = copy.signals.filter(isPlace);
  if (!kept) return undefined;
  const changed = deploys.flatMap(({ signals }) => signals).filter((one) => isPlace(one) && one.from === kept.from);
  return changed.length > 0 && changed.every(({ text }) => bare(text) !== bare(kept.text))
    ? broken(`\`${copy.name}\` keeps a copy of \`${kept.text}\`, not of what is changed`, copy.at)
    : undefined;
}

const isPlace = ({ from, text }: Signal): boolean => from === "variable" || /^https?:\/\//i.test(text);
const bare = (text: string): string => text.toLowerCase().replace(/\/$/, "");

/** What attests, on the way to a stage, how an artifact was made. A package may be attested once it is there. */
export const attestationsOf = (site: Site, numbering: Numbering): Listing<Attestation> =>
  listing(
    [
      ...gatesBefore(site, numbering, "attest").map(({ act, everyRoute, blocking }) => ({
        name: act.name,
        at: act.at,
        everyRoute: together(everyRoute, blocking),
      })),
      ...(site.role === "publication" ? attestedAfter(site) : []),
    ],
    othersBefore(site),
  );

const attestedAfter = ({ runs }: Site): readonly Attestation[] =>
  once(
    runs.flatMap(({ job, end }) =>
      job.acts.slice(end + 1).filter(({ known, when }) => known.does === "attest" && when !== "failure"),
    ),
  ).map((act) => ({
    name: act.name,
    at: act.at,
    everyRoute: together(ranBy(act.runs, act, ["person", "change", "unread"]), act.blocking),
  }));

/** What is taken away on the way to a stage, by its own job, or by its deployments. What mends a failure is none of it. */
export function removalsOf(site: Site, numbering: Numbering): Listing<Removal> {
  const before = gatesBefore(site, numbering, "remove").map(({ act }) => act);
  const within = site.runs.flatMap(({ job }) =>
    job.acts.filter(({ known, when }) => known.does === "remove" && when !== "failure"),
  );
  const beside = once(site.runs.flatMap(({ deploys }) => deploys));
  const open = beside.map(({ removes }) => removes).find(({ state }) => state === "unknown");
  return listing(
    [
      ...once([...before, ...within]).map(({ name, at, target }) => ({ name, at, takes: target })),
      ...beside.flatMap(({ name, at, removes }) =>
        removes.state === "declared" ? [{ name, at, takes: removes }] : [],
      ),
    ],
    open?.state === "unknown" ? open : othersBefore(site),
  );
}

const once = (acts: readonly Act[]): readonly Act[] => [
  ...new Map(acts.map((act) => [JSON.stringify([act.name, act.at]), act])).values(),
];
