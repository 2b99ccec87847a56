import { absent, declared, unknown } from "#model/fact.ts";
import { startOf, type Place } from "#model/place.ts";
import type { Delegation, Trigger } from "#model/plan.ts";
import type { Job, Scenario } from "../routes/graph.ts";
import { type Assumptions, explore } from "../values/explore.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { patternIn } from "./expression/evaluate.ts";
import { Layout } from "./layout.ts";
import type { Library } from "./library.ts";
import { otherStarts, plainStarts, type Start } from "./starts.ts";
import { BRANCH, TAG } from "./variables.ts";

/** One way to start, laid out. */
export interface Way {
  readonly scenario: Scenario;
  readonly start: Start;
  readonly delegations: readonly Delegation[];
  /** The first job that was not looked at, where there are too many. */
  readonly firstLeftOut: Place | undefined;
  /** The jobs that take no part while deployments are frozen. */
  readonly heeding: ReadonlySet<string>;
  /** What is assumed in it, in short. */
  readonly label: string;
}

const MOST_WAYS = 64;

/** The ways in which a pipeline can be made. */
export function waysOf(configuration: Configuration, library: Library): readonly Way[] {
  const size = Math.max(1, configuration.jobs.length);
  const most = Math.max(4, Math.min(16, Math.floor(6_000 / size)));
  const plain = plainStarts.flatMap((start) => waysFrom(start, configuration, library, most));
  const seen = new Set(plain.map(signature));
  const others = otherStarts
    .filter((start) => isToldApart(start, configuration, library))
    .flatMap((start) => waysFrom(start, configuration, library, most))
    .filter((way) => !seen.has(signature(way)));
  return apart([...plain, ...others].slice(0, MOST_WAYS));
}

/** Whether anything written speaks of pipelines that are started so. */
function isToldApart({ source }: Start, { paths, root }: Configuration, { files }: Library): boolean {
  const texts = [...paths].map((path) => files.text(path) ?? "");
  const says = (...words: readonly string[]): boolean =>
    texts.some((text) => words.some((word) => text.includes(word)));
  if (
    source === "web" &&
    root
      .get("variables")
      .entries()
      .some(({ node }) => node.has("description") || node.has("options"))
  )
    return true;
  if (source === "schedule") return says("CI_PIPELINE_SOURCE", "schedules");
  if (source === "web") return says("CI_PIPELINE_SOURCE", "- web", '"web"', "pushes");
  return says(`"${source}"`, `'${source}'`, `- ${source}s`, source === "api" ? "- api" : `- ${source}s`);
}

function waysFrom(start: Start, configuration: Configuration, library: Library, most: number): readonly Way[] {
  return explore((assumed, wishes) => {
    const layout = new Layout(library, wishes);
    const isMade = layout.start(configuration, { start, assumed, trunk: library.trunk, frozen: false });
    return isMade ? layout : undefined;
  }, most).flatMap(({ assumed, laid }): readonly Way[] => {
    if (!laid) return [];
    const { jobs, delegations, firstLeftOut, heeding } = laid;
    const at = startOf(configuration.path);
    const scenario = {
      name: nameOf(start, assumed, library.trunk),
      trigger: triggerOf(start, assumed, library.trunk, at),
      jobs,
    };
    return [{ scenario, start, delegations, firstLeftOut, heeding, label: labelOf(start, assumed, library.trunk) }];
  });
}

/** What a way comes to, without its name. */
const signature = ({ scenario: { jobs } }: Way): string =>
  JSON.stringify(
    jobs.map(({ id, runs, environment, acts, needs }) => [
      id,
      runs.state,
      environment.state === "declared" ? environment.value : environment.state,
      acts.map(({ name, runs: own, known, target }) => [
        name,
        own.state,
        known.does,
        target.state === "declared" ? target.value : target.state,
      ]),
      needs.map(({ job, after }) => `${job} ${after}`),
    ]),
  );

const refKey = ({ on }: Start): string => (on === "tag" ? TAG : BRANCH);

/** The branch or tag of a way, as a pattern; `undefined` for every one. */
function refOf(start: Start, assumed: Assumptions): string | undefined {
  const key = refKey(start);
  const value = assumed.get(key)?.value;
  if (typeof value === "string") return value;
  for (const [name, found] of assumed) {
    if (!name.startsWith(`${key} =~ `) || found.value !== true) continue;
    const pattern = patternIn(name.slice(key.length + 4));
    return pattern?.prefix === undefined ? undefined : `${pattern.prefix}*`;
  }
  return undefined;
}

function triggerOf(start: Start, assumed: Assumptions, trunk: string, at: Place): Trigger {
  const on = start.trigger;
  if (start.on === "trunk" || start.on === "change") return { on, refs: declared([trunk], at), at };
  const ref = refOf(start, assumed);
  if (ref !== undefined) return { on, refs: declared([ref], at), at };
  const pattern = [...assumed].find(
    ([name, { value }]) => name.startsWith(`${refKey(start)} =~ `) && value === true,
  )?.[0];
  return pattern === undefined
    ? { on, refs: absent(at), at }
    : { on, refs: unknown("run-time", `what matches \`${pattern.slice(pattern.indexOf("/"))}\` starts it`, at), at };
}

/** What starts the ways, each once. */
export function triggersOf(ways: readonly Way[]): readonly Trigger[] {
  const triggers = ways.map(({ scenario }) => scenario.trigger);
  return [...new Map(triggers.map((trigger) => [JSON.stringify([trigger.on, trigger.refs]), trigger])).values()];
}

/** "push to `main`", "push of a tag that matches `/^v\d/`", "manual start on `main` with `TARGET` = `production`". */
function nameOf(start: Start, assumed: Assumptions, trunk: string): string {
  const key = refKey(start);
  const parts: string[] = [];
  let ref = start.on === "tag" ? "a tag" : start.on === "branch" ? "another branch" : `\`${trunk}\``;
  for (const [name, { value, not }] of assumed) {
    const [subject = "", pattern] = name.split(" =~ ");
    const isRef = subject === key && start.on !== "trunk" && start.on !== "change";
    if (isRef && pattern !== undefined) {
      if (value === true) ref = `${start.on === "tag" ? "a tag" : "a branch"} that matches \`${pattern}\``;
    } else if (isRef) {
      if (typeof value === "string") ref = `\`${value}\``;
    } else if (name.startsWith("changes ")) parts.push(changesPart(name.slice(8), value === true));
    else if (pattern !== undefined)
      parts.push(`\`${subject}\` that ${value === true ? "matches" : "does not match"} \`${pattern}\``);
    else if (value === null) parts.push(`without \`${name}\``);
    else if (value !== undefined) parts.push(`\`${name}\` = \`${String(value)}\``);
    else if (not.length > 0) parts.push(otherThan(name, not));
  }
  const listed = parts.map((part) => (/^without /.test(part) ? part : `with ${part}`));
  return [`${start.verb} ${ref}`, listed.join(" and ")].filter((part) => part !== "").join(" ");
}

const changesPart = (paths: string, isChanged: boolean): string => {
  const [first = "", ...rest] = paths.split(" ");
  return `${isChanged ? "changes" : "no changes"} of \`${first}\`${rest.length > 0 ? " or others" : ""}`;
};

const otherThan = (name: string, not: readonly string[]): string => {
  const others = not.filter((one) => one !== "null");
  return others.length === 0 ? `\`${name}\`` : `\`${name}\` other than \`${others.join("`, `")}\``;
};

const labelOf = (start: Start, assumed: Assumptions, trunk: string): string => {
  const ref = start.on === "trunk" ? trunk : refOf(start, assumed);
  const values = [...assumed].flatMap(([name, { value }]) =>
    typeof value === "string" && name !== BRANCH && name !== TAG && !name.includes(" ") ? [value] : [],
  );
  return [
    ...(ref === undefined
      ? [start.on === "tag" ? "tags" : start.on === "change" ? "merge requests" : "branches"]
      : [ref]),
    ...values,
  ].join(", ");
};

/** Gives a job an id for each of the places that it deploys to in different ways to start. */
function apart(ways: readonly Way[]): readonly Way[] {
  const labels = new Map<string, Map<string, string>>();
  for (const { scenario, label } of ways) {
    for (const job of scenario.jobs) {
      const place = placeOf(job);
      if (place === undefined) continue;
      const known = labels.get(job.id) ?? new Map<string, string>();
      labels.set(job.id, known);
      if (known.has(place)) continue;
      const own = job.environment.state === "declared" ? job.environment.value : label;
      known.set(place, [...known.values()].includes(own) ? label : own);
    }
  }
  return ways.map((way) => {
    const names = new Map<string, string>();
    for (const job of way.scenario.jobs) {
      const place = placeOf(job);
      const known = labels.get(job.id);
      if (place !== undefined && known && known.size > 1) names.set(job.id, `${job.id} [${known.get(place) ?? ""}]`);
    }
    return names.size === 0 ? way : renamed(way, names);
  });
}

/** Where a job deploys to, as far as its own arguments tell; `undefined` where it deploys nothing. */
function placeOf({ acts, environment }: Job): string | undefined {
  const deploys = acts.filter(({ known: { does } }) => does === "deploy" || does === "publish");
  if (deploys.length === 0) return undefined;
  const text = (fact: Job["environment"]): string => (fact.state === "declared" ? fact.value : fact.state);
  return JSON.stringify([
    text(environment),
    deploys.map(({ target, signals }) => [text(target), signals.map((signal) => signal.text)]),
  ]);
}

function renamed(way: Way, names: ReadonlyMap<string, string>): Way {
  const name = (id: string): string => names.get(id) ?? id;
  const jobs = way.scenario.jobs.map((job): Job => ({
    ...job,
    id: name(job.id),
    name: name(job.id),
    needs: job.needs.map((need) => ({ ...need, job: name(need.job) })),
  }));
  return { ...way, scenario: { ...way.scenario, jobs }, heeding: new Set([...way.heeding].map(name)) };
}
