import { type Assurance, broken, holds, together, unsure } from "#model/assurance.ts";
import type { Fact } from "#model/fact.ts";
import { glob } from "#model/pattern.ts";
import type { Place } from "#model/place.ts";
import type { Check, Stage } from "#model/plan.ts";
import { matchesBranch } from "#model/review.ts";
import type { ProtectedBranch, RequiredCheck, Ruleset } from "#model/settings.ts";
import { outdated, settingsOf } from "./environments.ts";
import type { Library } from "./library.ts";
import * as settle from "./settle.ts";
import type { Way } from "./ways.ts";

/**
 * Whether a check of a change lies on every route to a stage: the rulesets or the protection of each branch that the
 * stage can be reached from must require it.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */

/** A check of a change, with the names under which its jobs report. */
export interface ChangeCheck {
  readonly check: Check;
  readonly reports: readonly Report[];
}

/** The name of a job; those of a matrix report as `unit (22, linux)`, a part for each of its values. */
export interface Report {
  readonly name: string;
  readonly isMatrix: boolean;
}

/** GitHub Actions among the apps that report checks. */
const actions = 15368;

export function required({ check, reports }: ChangeCheck, stage: Stage, ways: readonly Way[], library: Library): Check {
  const branches = ways.map((way) => branchesOf(way, stage, check, library));
  const judged = branches.flatMap((found): readonly Demand[] =>
    typeof found === "object" && "state" in found
      ? [{ everyRoute: found, unskippable: check.unskippable }]
      : found.map((branch) => demand(branch, check, reports, library)),
  );
  const [first, ...rest] = judged;
  if (!first) return { ...check, everyRoute: unasked(check, library) };
  return {
    ...check,
    everyRoute: together(first.everyRoute, ...rest.map(({ everyRoute }) => everyRoute), check.everyRoute),
    unskippable: together(first.unskippable, ...rest.map(({ unskippable }) => unskippable), check.unskippable),
  };
}

/** Nothing in the files makes a change pass its checks before it merges. */
export const unasked = ({ at }: Check, { files: { slug } }: Library): Assurance =>
  unsure("settings", "runs on pull requests, and a ruleset would have to require it", at, settle.rulesets(slug));

interface Demand {
  readonly everyRoute: Assurance;
  readonly unskippable: Assurance;
}

/** The branches that a way can start from, as names or patterns; an assurance where they cannot be told. */
function branchesOf(way: Way, stage: Stage, check: Check, library: Library): readonly string[] | Assurance {
  const { trigger } = way.scenario;
  const { event } = way.start;
  if (event === "schedule") return [library.trunk];
  if (trigger.on === "tag" || event === "release") return ofTag(check, trigger.at);
  if (event !== "push" && event !== "workflow_dispatch")
    return unsure("run-time", `what \`${event}\` brings may never have passed \`${check.name}\``, trigger.at);
  const named = trigger.refs.state === "declared" && !way.anyRef ? trigger.refs.value : [];
  const positive = named.filter((name) => !name.startsWith("!"));
  if (positive.length > 0 && positive.every((name) => !isPattern(name))) return positive;
  return allowedBranches(stage, check, library, broken("can be started from any branch, merged or not", trigger.at));
}

const isPattern = (name: string): boolean => /[*?+[]/.test(name);

const ofTag = ({ name }: Check, at: Place): Assurance =>
  unsure("run-time", `a tag can stand on a commit that never passed \`${name}\``, at);

/** The branches that may deploy to the stage's environment. */
function allowedBranches(
  { environment }: Stage,
  check: Check,
  library: Library,
  open: Assurance,
): readonly string[] | Assurance {
  if (environment.state === "absent") return open;
  const known = settingsOf(environment, library, "from which branches a deployment may come");
  if (known.state === "unknown") return known;
  if (known.state === "absent") return open;
  const { name, branches } = known.value;
  if (branches.state === "unknown") return branches;
  if (branches.state === "absent" || branches.value === "any") return open;
  const { slug } = library.files;
  if (branches.value === "protected")
    return unsure(
      "settings",
      `every protected branch may deploy to \`${name}\`, and which they are is not exported`,
      branches.at,
    );
  const policies = library.settings?.branchPolicies.find(
    (each) => each.environment.toLowerCase() === name.toLowerCase(),
  );
  const what = `which branches may deploy to \`${name}\``;
  if (!policies)
    return unsure(
      "settings",
      `${what} is set in GitHub's environment settings`,
      branches.at,
      settle.branchPolicies(name, slug),
    );
  if (policies.stale !== undefined) return outdated(what, policies, settle.branchPolicies(name, slug));
  const tag = policies.patterns.find(({ type }) => type === "tag");
  if (tag) return ofTag(check, tag.at);
  return policies.patterns.map((pattern) => pattern.name);
}

/** Whether a branch requires the check before anything gets onto it. */
function demand(branch: string, check: Check, reports: readonly Report[], library: Library): Demand {
  const { settings, files } = library;
  const nothing = unasked(check, library);
  if (!settings) return { everyRoute: nothing, unskippable: check.unskippable };
  const rules = settings.rulesets.filter((ruleset) => isFor(ruleset, branch, library.trunk));
  const protection = settings.branches.filter(
    (each) => each.name === branch || (!isPattern(branch) && matchesBranch(each.branch, branch, library.trunk)),
  );
  const requiring = [...rules, ...protection].flatMap((rule) => {
    const found = rule.checks.items.find((one) => isReported(one, reports));
    return found ? [{ rule, found }] : [];
  });
  const sure = requiring.filter(({ rule }) => rule.stale === undefined && isActive(rule));
  const best = sure.toSorted((a, b) => rank(a.rule.bypass) - rank(b.rule.bypass))[0];
  if (best) return { everyRoute: holds(best.found.at), unskippable: firm(best.rule, best.found) };
  const stale = [...rules, ...protection].find((rule) => rule.stale !== undefined);
  const everyRoute = stale
    ? outdated(`what \`${branch}\` requires`, stale, settle.rulesets(files.slug))
    : (notRequired(branch, requiring, rules, protection, reports, library) ?? nothing);
  return { everyRoute, unskippable: check.unskippable };
}

type Rule = Ruleset | ProtectedBranch;

const isActive = (rule: Rule): boolean => !("enforcement" in rule) || rule.enforcement === "active";

const isReported = ({ name, app }: RequiredCheck, reports: readonly Report[]): boolean =>
  (app === null || app === actions) &&
  reports.some((report) => name === report.name || (report.isMatrix && name.startsWith(`${report.name} (`)));

const rank = (bypass: Fact<boolean>): number =>
  bypass.state === "declared" ? (bypass.value ? 2 : 0) : bypass.state === "unknown" ? 1 : 0;

/** Whether nobody may go round a rule. */
function firm(rule: Rule, { at }: RequiredCheck): Assurance {
  const { bypass, name } = rule;
  if (bypass.state === "unknown") return bypass;
  return bypass.state === "declared" && bypass.value
    ? broken(`the rules of \`${name}\` let some go round them`, bypass.at)
    : holds(at);
}

/** Why it is sure that nothing requires a check; `undefined` where that is not sure. */
function notRequired(
  branch: string,
  requiring: readonly { readonly rule: Rule; readonly found: RequiredCheck }[],
  rulesets: readonly Ruleset[],
  protections: readonly ProtectedBranch[],
  reports: readonly Report[],
  { settings, files: { slug } }: Library,
): Assurance | undefined {
  const list = settings?.allRulesets;
  const open = reports.some(({ name }) => name.includes("${{"));
  const workflow = rulesets.find((rule) => rule.workflows.length > 0 && isActive(rule));
  if (workflow) return unsure("elsewhere", `\`${workflow.name}\` requires workflows, which may run it`, workflow.at);
  if (!settings || !list || open || isPattern(branch)) return undefined;
  const what = `what \`${branch}\` requires`;
  if (list.stale !== undefined) return outdated(what, list, settle.rulesets(slug));
  const missing = list.ids.find((id) => !settings.rulesets.some((ruleset) => ruleset.id === id));
  if (missing !== undefined)
    return unsure(
      "settings",
      `${what} is set in the ruleset ${missing} on GitHub`,
      list.at,
      settle.ruleset(missing, slug),
    );
  const [protection] = protections;
  const computed = [...rulesets, ...protections].find(({ checks }) => checks.others.state === "unknown")?.checks.others;
  if (computed?.state === "unknown") return computed;
  if (!protection)
    return unsure("settings", `${what} is set in its protection on GitHub`, list.at, settle.branch(branch, slug));
  const idle = requiring.find(({ rule }) => !isActive(rule));
  return idle
    ? broken(`\`${idle.rule.name}\` asks for it, and is not enforced`, idle.found.at)
    : broken(`no rule of \`${branch}\` requires it`, protection.at);
}

/** Whether a ruleset is for a branch. A pattern is covered by itself, and by what is for all branches. */
function isFor({ target, include, exclude }: Ruleset, branch: string, trunk: string): boolean {
  if (target !== "branch") return false;
  const covers = (pattern: string): boolean => {
    if (pattern === "~ALL") return true;
    if (pattern === "~DEFAULT_BRANCH") return branch === trunk;
    const name = pattern.replace(/^refs\/heads\//, "");
    return name === branch || (!isPattern(branch) && glob(name)(branch));
  };
  return include.some(covers) && !exclude.some((pattern) => isPattern(branch) || covers(pattern));
}
