import { absent, andThen, declared, unknown, type Fact } from "#model/fact.ts";
import type { Exposure } from "#model/plan.ts";
import type { Act } from "./graph.ts";
import { unreadIn, type Site } from "./sites.ts";
import { openBy } from "./others.ts";
import { tierIn } from "./tier-words.ts";

/** The share of users that gets the new version, as far as the deployment itself says it. */
export function exposureOf(site: Site, rings: ReadonlySet<string>): Fact<Exposure> {
  const { job, deploys } = site.first;
  if (site.role !== "deployment") return absent(job.at);
  const [deploy] = deploys;
  if (!deploy) return openBy(unreadIn(site.first), job.at);
  const shared = deploys.find(({ share }) => share.state !== "absent");
  if (shared) return andThen(shared.share, (share, at) => declared({ share, by: "weight" }, at));
  const controller = controllerOf(site);
  if (controller) return unknown("elsewhere", `${nameOf(controller)} decides how exposure grows`, controller.at);
  const isRing = rings.size > 1 && mayBeProduction(site);
  const isAtOnce = deploys.every(({ known }) => known.exposure === "at-once");
  if (!isAtOnce || job.group.state !== "absent" || isRing) {
    return unknown("elsewhere", `how many users \`${ringName(site)}\` serves is not written`, deploy.at);
  }
  return declared({ share: 1, by: "all-at-once" }, deploy.at);
}

/** The deployment whose exposure something behind it decides. */
export const controllerOf = ({ runs }: Site): Act | undefined =>
  runs.flatMap(({ deploys }) => deploys).find(({ known }) => known.exposure === "controller");

/** "the Kubernetes workload", or the deployment itself. */
export const nameOf = ({ name, known }: Act): string => known.controller ?? `\`${name}\``;

/** The names of the stages that may be production. Where there are several, none of them may be everyone. */
export const ringsOf = (sites: readonly Site[]): ReadonlySet<string> =>
  new Set(sites.filter((site) => site.role === "deployment" && mayBeProduction(site)).map(ringName));

const ringName = ({ name, first: { job } }: Site): string =>
  job.environment.state === "declared" ? job.environment.value : name;

function mayBeProduction({ name, first: { job, deploys } }: Site): boolean {
  const texts = [
    ...deploys.flatMap(({ signals }) => signals.map(({ text }) => text)),
    ...(job.environment.state === "declared" ? [job.environment.value] : []),
    name,
  ];
  const stated = deploys.find(({ known }) => known.tier)?.known.tier;
  return (stated ?? texts.map(tierIn).find((tier) => tier !== undefined) ?? "production") === "production";
}
