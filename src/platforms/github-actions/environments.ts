import { holds } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import { absent, declared, type Fact, type Listing, listing, type Unknown, unknown } from "#model/fact.ts";
import type { Approval, Window } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Captured, KnownEnvironment, Settings } from "#model/settings.ts";
import { unknownEnvironments } from "../environment-names.ts";
import type { Job } from "../routes/graph.ts";
import type { Library } from "./library.ts";
import * as settle from "./settle.ts";

/**
 * What GitHub's settings of environments say, where they were exported.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */

/** Settings of the environment that a job uses; unknown where none say anything of it. */
export function settingsOf(
  name: Fact<string>,
  { settings, files: { slug } }: Library,
  what: string,
): Fact<KnownEnvironment> {
  if (name.state === "absent") return name;
  const { at } = name;
  const settling = settle.environment(name, slug);
  if (name.state === "unknown" || !settings)
    return unknown("settings", `${what} is set in GitHub's environment settings`, at, settling);
  const known = find(name.value, settings);
  const source = known ?? settings.allEnvironments;
  if (!source) return unknown("settings", `${what} is set in GitHub's environment settings`, at, settling);
  if (source.stale !== undefined) return outdated(what, source, settling);
  // An environment that is not there is made when it is first used, without any rules.
  return known ? declared(known, known.at) : absent(at);
}

/** GitHub compares the names of environments without case. */
const find = (name: string, { environments }: Settings): KnownEnvironment | undefined =>
  environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase());

export const outdated = (what: string, { stale, at }: Captured, settling: string): Unknown =>
  unknown("stale", `${what} is not known by now: ${stale ?? ""}`, at, settling);

const nameOf = (name: Fact<string>): string => (name.state === "declared" ? `\`${name.value}\`` : "its environment");

/** Whom GitHub asks before a job begins. One of up to six reviewers is enough, whether people or teams. */
export function approvalsFor({ environment }: Job, library: Library): Listing<Approval> {
  const known = settingsOf(environment, library, `who must approve ${nameOf(environment)}`);
  if (known.state !== "declared") return listing([], known);
  const { name, at, reviewers, otherRules, byStarter, bypass } = known.value;
  const others =
    otherRules.length > 0
      ? unknown("elsewhere", `\`${otherRules.join("`, `")}\` decides in another service about \`${name}\``, at)
      : absent(reviewers.at);
  if (reviewers.state === "unknown") return listing([], reviewers);
  if (reviewers.state === "absent") return listing([], others);
  const approval: Approval = {
    name,
    at: reviewers.at,
    count: declared(1, reviewers.at),
    askable: 1,
    from: reviewers.value,
    byAuthor: byStarter,
    byStarter,
    unanswered: declared(unanswered, reviewers.at),
    bypass,
    everyRoute: holds(reviewers.at),
  };
  return listing([approval], others);
}

/** A job that waits for a review for 30 days fails. */
const unanswered = { means: "no", after: 30 * 24 * 3600, isDefault: true } as const;

/** Only a rule that another service answers can bound when a deployment starts. */
export function windowFor({ environment, at }: Job, library: Library): Fact<Window> {
  if (environment.state === "absent") return absent(at);
  const known = settingsOf(environment, library, `when ${nameOf(environment)} lets a deployment start`);
  if (known.state !== "declared") return known;
  const { otherRules, name } = known.value;
  return otherRules.length === 0
    ? absent(known.at)
    : unknown("elsewhere", `\`${otherRules.join("`, `")}\` decides in another service about \`${name}\``, known.at);
}

/** How long GitHub lets a job wait. */
export function timerFor({ environment, at }: Job, library: Library): Fact<Duration> {
  if (environment.state === "absent") return absent(at);
  const known = settingsOf(environment, library, `how long ${nameOf(environment)} makes a deployment wait`);
  return known.state === "declared" ? known.value.wait : known;
}

/** Names of environments that GitHub does not know, or knows in another case. */
export const oddEnvironments = (jobs: readonly Job[], { settings }: Library): readonly SourceProblem[] =>
  unknownEnvironments(
    jobs.map(({ environment }) => environment),
    {
      names: (settings?.environments ?? []).map(({ name }) => name),
      list: settings?.allEnvironments,
      ignoresCase: true,
      created: "it is created without protection on first use",
    },
  );
