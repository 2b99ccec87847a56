import { unsure } from "#model/assurance.ts";
import { absent, declared, listing, valueOf, type Fact, type Listing } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Artifact, Change, Identity, Signal, Tier } from "#model/plan.ts";
import type { Act, Job } from "./graph.ts";
import { follow } from "./forms.ts";
import { firstOpen, openBy, othersWithin } from "./others.ts";
import { unreadIn, type Run, type Site } from "./sites.ts";

/** With which identities a stage deploys: those that its job signs in with beforehand, and the deployment's own. */
export function identitiesOf(site: Site, elsewhere: (job: Job) => Listing<Identity>): Listing<Identity> {
  const acts = site.runs.flatMap(({ job, deploys, end }) => [
    ...upTo(job, deploys.length > 0 ? end : job.acts.length).filter(({ known }) => known.does === "sign-in"),
    ...deploys,
  ]);
  const more = site.runs.map(({ job }) => elsewhere(job));
  return listing(
    once([...acts.flatMap(({ identities }) => identities), ...more.flatMap(({ items }) => items)]),
    firstOpen([...more.map(({ others }) => others), othersWithin(site)], site.first),
  );
}

/** What a stage ships. Where the deployment names nothing, it is what its own job has built. */
export function artifactsOf(site: Site): Listing<Artifact> {
  const named = eachForm(
    site.runs.flatMap((run) => run.deploys.flatMap(({ artifacts }) => artifacts.map((one) => follow(one, run)))),
  );
  const { job, end } = site.first;
  const built = upTo(job, end).filter(({ known }) => known.does === "build");
  return listing(named.length > 0 ? named : once(built.map((act) => builtHere(act, job))), othersWithin(site));
}

/** Each artifact once, and once more in every other form that another way of starting gives it. */
const eachForm = (artifacts: readonly Artifact[]): readonly Artifact[] => [
  ...new Map(
    artifacts.map((artifact) => {
      const { name, at, form } = artifact;
      return [JSON.stringify([name, at, form.state === "declared" ? form.value : form.state]), artifact];
    }),
  ).values(),
];

const builtHere = (act: Act, { name }: Job): Artifact => ({
  name: valueOf(act.makes) ?? act.name,
  version: `built in \`${name}\``,
  at: act.at,
  immutable: unsure("run-time", `\`${name}\` deploys what it has built, and no version of it is written`, act.at),
  byDigest: false,
  form: absent(act.at),
  origin: declared(`job \`${name}\``, act.at),
});

const upTo = ({ acts }: Job, end: number): readonly Act[] =>
  acts.slice(0, end + 1).filter(({ when }) => when !== "failure");

const once = <T extends { readonly name: string; readonly at: Place }>(things: readonly T[]): readonly T[] => [
  ...new Map(things.map((thing) => [JSON.stringify([thing.name, thing.at]), thing])).values(),
];

/** What is changed by a stage. Several targets are named in one. */
export function targetOf({ first }: Site): Fact<string> {
  const targets = first.deploys.map(({ target }) => target);
  const known = targets.flatMap((target) => (target.state === "declared" ? [target] : []));
  const open = targets.find(({ state }) => state === "unknown");
  if (open) return open;
  if (first.deploys.length === 0) return openBy(unreadIn(first), first.job.at);
  if (!known[0]) return absent(first.job.at);
  return declared([...new Set(known.map(({ value }) => value))].join(", "), known[0].at);
}

/** What is changed by a stage, one by one: a push on the way to a deployment changes nothing that runs. */
export function targetsOf({ role, runs }: Site): readonly string[] {
  const acts = runs.flatMap(({ deploys }) => deploys);
  const changing = role === "deployment" ? acts.filter(({ known }) => known.does === "deploy") : acts;
  return [...new Set(changing.flatMap(({ target }) => valueOf(target) ?? []))];
}

/** The tier that a deployment's own arguments state. */
export function tierOf({ first: { job, deploys } }: Site): Fact<Tier> {
  const stating = deploys.filter(({ known }) => known.tier);
  const [first] = stating;
  const agree = new Set(stating.map(({ known }) => known.tier)).size === 1;
  return first?.known.tier && agree ? declared(first.known.tier, first.at) : absent(job.at);
}

/** Texts that may tell the tier: what the commands say, then the environment, then the names. */
export function signalsOf({ first: { job, deploys } }: Site): readonly Signal[] {
  const { environment } = job;
  return [
    ...deploys.flatMap(({ signals }) => signals),
    ...(environment.state === "declared"
      ? [{ from: "environment" as const, text: environment.value, at: environment.at }]
      : []),
    ...job.signals.filter(({ from }) => from !== "environment"),
  ];
}

/** What kind of change a plan carries: what most of its deployments change, the first of them where as many do. */
export function changeOf(sites: readonly Site[], at: Place): Fact<Change> {
  const made = sites.flatMap(({ first }) =>
    first.deploys.flatMap(({ known, at: place }) => (known.change ? [{ change: known.change, place }] : [])),
  );
  const count = (change: Change): number => made.filter((one) => one.change === change).length;
  const [most] = made.toSorted((a, b) => count(b.change) - count(a.change));
  if (most) return declared(most.change, most.place);
  const unread = sites.map(({ first }: { readonly first: Run }) => openBy(unreadIn(first), at));
  return unread.find(({ state }) => state === "unknown") ?? absent(at);
}
