import { check, type CheckOptions, summarise } from "#check.ts";
import type { Finding } from "#model/finding.ts";
import type { Repository } from "#model/repository.ts";
import type { Report } from "#model/report.ts";
import { emergencyFilesOf, governanceOf, markersOf } from "#policy/governance.ts";
import type { Grant } from "#policy/grants.ts";
import { tierOfName, withTiers } from "#policy/tiers.ts";
import { type Contents, read, type Understanding } from "#read.ts";
import { rules } from "#rules/index.ts";
import { loadSettings } from "#settings/load.ts";
import about from "../../../package.json" with { type: "json" };
import { gatherEmergencies, type GatheredEmergencies } from "./emergencies.ts";
import { grantBy, type NamedEmergency } from "./grant.ts";
import { isOf } from "./subject.ts";
import { digest, type FoundPolicy } from "./policy.ts";
import { gatherWaivers, type GatheredWaivers } from "./waivers.ts";

export interface Judged extends Understanding, GatheredWaivers, GatheredEmergencies {
  /** The grant of the emergency that was named, and what must be said of what it does not grant. */
  readonly grant: Grant | undefined;
  readonly refusals: readonly string[];
  readonly findings: readonly Finding[];
}

/** Whose records hold: waivers (of nothing where it is `undefined`), and declared emergencies. */
export interface Records {
  readonly waivers: Contents | undefined;
  readonly emergencies: Contents;
}

/**
 * Reads a repository's content, fills in the tiers that the policy gives, and asks the policy of it. Records hold as
 * far as `records` has them, which is the content itself unless told.
 */
export function judge(
  contents: Contents,
  found: FoundPolicy,
  options: Omit<CheckOptions, "waivers" | "emergencies" | "grant">,
  records: Records = { waivers: contents, emergencies: contents },
  named?: NamedEmergency,
): Judged {
  const understood = understand(contents, found, options.at);
  const { waivers: from } = records;
  const gathered = from
    ? gatherWaivers(
        understood,
        from,
        found.policy,
        from === contents ? undefined : () => understand(from, found, options.at),
      )
    : { waivers: [], notes: [] };
  const { waivers } = gathered;
  const declared = gatherEmergencies(contents, records.emergencies, emergencyFilesOf(found.policy), options.at);
  const { emergencies, granting } = declared;
  const { repository } = understood;
  const { grant, notes } = named
    ? grantBy(named, granting, repository, governanceOf(found.policy, options.at, granting))
    : { grant: undefined, notes: [] };
  const findings = check(repository, found.policy, { ...options, waivers, emergencies, grant });
  return { ...understood, ...gathered, ...declared, grant, refusals: notes, findings };
}

/** Reads a repository's content as of a time, with the tiers that the policy gives and what was exported of the servers. */
export function understand(contents: Contents, { policy, path, settings }: FoundPolicy, at: string): Understanding {
  const known = loadSettings(settings, { at, fresh: policy.settings.fresh });
  const owned = [...(path === undefined ? [] : [path]), ...kept(settings, contents)];
  return read(contents, policy.recognition, owned, known, {
    plans: (plans) => withTiers(plans, policy.tiers),
    tier: (environment, at) => tierOfName(environment, at, policy.tiers),
    markers: markersOf(policy),
    files: policy.files.map(({ file }) => file),
  });
}

/** Exported settings of the repository itself: whoever may change them unseen could forge what the server says. */
function kept(settings: FoundPolicy["settings"], { paths }: Contents): readonly string[] {
  const present = new Set(paths);
  return settings.map(({ path }) => path).filter((path) => present.has(path));
}

/** Whether a finding says something of one of the files. */
export function concerns(finding: Finding, files: ReadonlySet<string>, { plans }: Repository): boolean {
  const { subject, places } = finding;
  if (files.has(subject.at.file) || places.some(({ file }) => files.has(file))) return true;
  return plans.some((plan) => files.has(plan.at.file) && isOf(finding, plan));
}

/** The report of a judgement, as of a time. */
export const reportOf = (
  { repository, sources }: Understanding,
  findings: readonly Finding[],
  { policy, notes }: FoundPolicy,
  at: string,
): Report => ({
  tool: { name: "bakewell", version: about.version },
  at,
  policy: {
    name: policy.name,
    source: policy.source,
    get digest() {
      return policy.digest;
    },
  },
  sources: sources.map(({ path, platform, bytes }) => ({
    file: path,
    platform,
    // Few formats print digests.
    get digest() {
      return digest(bytes);
    },
  })),
  repository,
  plans: repository.plans,
  findings,
  summary: summarise(findings),
  notes,
  titles: Object.fromEntries(
    [...Object.values(rules), ...policy.assertions.values()].map(({ id, title }) => [id, title]),
  ),
});
