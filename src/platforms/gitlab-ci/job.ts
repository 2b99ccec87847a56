import { type Assurance, broken, holds, together, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Group, Signal, TimeLimit } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { wordedDuration } from "#syntax/duration.ts";
import { nothingDone } from "../routes/act.ts";
import type { Act, Job, Need, Runs } from "../routes/graph.ts";
import { deployedByPush, Variables } from "../recognise/index.ts";
import type { WrittenJob } from "./configuration/configuration.ts";
import { concurrencyOf, jobsBefore } from "./concurrency.ts";
import { type Decision, decide, type Outcome } from "./decision.ts";
import { type Environment, environmentOf, inferredTier } from "./environment.ts";
import type { Scope } from "./expression/evaluate.ts";
import { type Frame, type Own, scopeOf, valueNode, variablesIn } from "./frame.ts";
import { known, type Value } from "../values/value.ts";
import type { Layout, Member } from "./layout.ts";
import { releases } from "./releases.ts";
import { readScripts } from "./script.ts";
import { startersOf, timeLimitFor } from "./settings.ts";
import { writtenOf } from "./texts.ts";
import { slug } from "./variables.ts";

const SHIPS: ReadonlySet<string> = new Set(["deploy", "publish", "preview"]);

export const shipsSomething = ({ acts, environment }: Job): boolean =>
  environment.state !== "absent" || acts.some(({ known: { does } }) => SHIPS.has(does));

/** A job that runs scripts, in one way to start. */
export function buildJob(member: Member, layout: Layout, needs: readonly Need[], steps: Job["steps"]): Job {
  const { job, frame, row, decision, id } = member;
  const { node, at, name } = job;
  const own = ownVariables(member);
  const outer = scopeOf(frame, own);
  const environment = environmentOf(job, outer);
  const inner = withEnvironment(environment, job);
  const scope = scopeOf(frame, own, inner);
  const read = readScripts(name, node, scope, variablesOf(own, frame, scope, inner), layout.library);
  const raw = withoutOwnDatabase(node, [...signIns(job), ...read.acts, ...releases(job, scope)]);
  const failure = failureOf(job, decision);
  const acts = raw.map((act) => ({ ...settled(act, environment), blocking: together(failure, act.blocking) }));
  const hiddenBy = hiddenOf(job, read);
  const made: Job = {
    id,
    name: id,
    at,
    needs,
    runs: startedOf(job, decision),
    environment:
      environment.action === "start" || acts.some(({ known: does }) => SHIPS.has(does.does))
        ? placeOf(environment)
        : absent(at),
    signals: signalsOf(job, environment, id),
    acts: [
      ...starts(job, decision, environment, layout),
      ...(acts.length === 0 && !read.opaque && hiddenBy.state === "absent" ? [idle(name, at)] : acts),
    ],
    concurrency: concurrencyOf(job, scope, frame.configuration, jobsBefore(needs, layout.written), layout.library),
    timeLimit: timeLimitOf(job, layout),
    group: row.label === "" ? absent(at) : groupOf(job),
    failure: holds(at),
    steps,
    hidden: hiddenBy,
    unrecognised: read.opaque ? declared(read.opaque.how, read.opaque.at) : absent(at),
  };
  if (shipsSomething(made) && made.acts.some(({ known: { does } }) => SHIPS.has(does)) && heedsFreeze(member, layout))
    layout.heeding.add(id);
  if (shipsSomething(made)) layout.wishes.add([...environment.splits, ...read.splits]);
  return made;
}

/** A database that the job starts for itself is thrown away with it. https://docs.gitlab.com/ci/services/ */
function withoutOwnDatabase(node: Node, acts: readonly Act[]): readonly Act[] {
  const services = node
    .get("services")
    .items()
    .map((service) => (service.kind === "mapping" ? service.get("name").text : service.text));
  const isOwn = services.some((name) => /postgres|postgis|mysql|mariadb|mssql|mongo|cockroach|clickhouse/i.test(name));
  return deployedByPush(acts).map((act) =>
    isOwn && act.known.does === "deploy" && act.known.change === "data"
      ? { ...act, known: { does: "nothing", source: act.known.source } }
      : act,
  );
}

const placeOf = ({ action, name }: Environment): Fact<string> => (action === "stop" ? absent(name.at) : name);

/** The variables of a job that stand before those of the pipeline: of its rule, of its matrix, its own. */
export const ownVariables = ({ job, row, decision }: Pick<Member, "job" | "row" | "decision">): Own => [
  decision.outcomes[0] ? ruled(decision.outcomes[0], job) : new Map(),
  row.variables,
  variablesIn(job.node.get("variables")),
];

const ruled = ({ rule }: Outcome, { node }: WrittenJob): ReadonlyMap<string, Node> =>
  rule === node ? new Map() : variablesIn(rule.get("variables"));

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function withEnvironment({ name }: Environment, { node, name: job }: WrittenJob): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>([
    ["CI_JOB_NAME", known(job)],
    ["CI_JOB_NAME_SLUG", known(slug(job))],
    ["CI_JOB_STAGE", known(node.get("stage").text || "test")],
  ]);
  if (name.state === "declared" && !name.value.includes("*")) {
    found.set("CI_ENVIRONMENT_NAME", known(name.value));
    found.set("CI_ENVIRONMENT_SLUG", known(slug(name.value)));
  }
  return found;
}

/** Predefined variables that are written out in scripts where they are known. */
const WRITTEN_OUT = [
  "CI_COMMIT_BRANCH",
  "CI_COMMIT_REF_NAME",
  "CI_COMMIT_REF_SLUG",
  "CI_COMMIT_TAG",
  "CI_DEFAULT_BRANCH",
  "CI_JOB_NAME",
  "CI_ENVIRONMENT_NAME",
  "CI_ENVIRONMENT_SLUG",
];

function variablesOf(own: Own, frame: Frame, scope: Scope, inner: ReadonlyMap<string, Value>): Variables {
  const nodes = new Map([...frame.globals].map(([key, { node }]) => [key, valueNode(node)] as const));
  for (const variables of own.toReversed()) for (const [key, node] of variables) nodes.set(key, valueNode(node));
  const written = [...nodes].map(
    ([key, node]) => [key, { text: writtenOf(scope.variable(key), node.text), at: node.at }] as const,
  );
  const at = frame.configuration.stagesAt;
  const passed = [...frame.handed].filter(([key]) => !nodes.has(key));
  const predefined = WRITTEN_OUT.map((key) => [key, inner.get(key) ?? scope.variable(key)] as const);
  const others = [...passed, ...predefined].flatMap(([key, value]) => {
    const text = writtenOf(value, "");
    return text === "" ? [] : [[key, { text, at }] as const];
  });
  return new Variables(new Map([...others, ...written]));
}

/** The token that a job proves its identity by. https://docs.gitlab.com/ci/yaml/#id_tokens */
function signIns({ node }: WrittenJob): readonly Act[] {
  const tokens = node
    .get("id_tokens")
    .entries()
    .map(({ key, keyAt }) => ({ name: key, at: keyAt }));
  const identity = node.get("identity");
  const all = identity.kind === "missing" ? tokens : [...tokens, { name: identity.text, at: identity.at }];
  return all.map(({ name, at }) => ({
    ...nothingDone(name, at),
    known: {
      does: "sign-in",
      identity: "workload",
      source: "https://docs.gitlab.com/ci/secrets/id_token_authentication/",
    },
    identities: [{ name, at, kind: "workload" }],
  }));
}

/** What a job does to its environment: what tears it down deploys nothing, and what one change has for itself is a preview. */
function settled(act: Act, { action, isPreview, tier }: Environment): Act {
  const { does } = act.known;
  if (!SHIPS.has(does)) return act;
  if (action === "stop") return { ...act, known: { does: "nothing", source: act.known.source } };
  const stated = tier.state === "declared" ? { tier: tier.value } : {};
  return isPreview && does === "deploy"
    ? { ...act, known: { ...act.known, ...stated, does: "preview" } }
    : { ...act, known: { ...act.known, ...stated } };
}

const idle = (name: string, at: Place): Act => ({
  ...nothingDone(name, at),
  known: { does: "nothing", source: "https://docs.gitlab.com/ci/yaml/#script" },
});

/** What a job waits for before it begins: someone who starts it, or a time. */
function starts(
  { name, at, node }: WrittenJob,
  { outcomes }: Decision,
  environment: Environment,
  layout: Layout,
): readonly Act[] {
  const found: Act[] = [];
  const manual = outcomes.filter(({ when }) => when === "manual");
  const delayed = outcomes.filter(({ when }) => when === "delayed");
  const runs = (some: readonly Outcome[]): Runs =>
    some.length === outcomes.length
      ? { state: "always" }
      : { state: "maybe", at: some[0]!.at, how: `one of the rules of \`${name}\` decides`, by: "unread" };
  if (manual[0]) {
    const place = whenAt(manual[0]);
    found.push({
      ...nothingDone(manualStart(name), place),
      known: {
        does: "approve",
        source: "https://docs.gitlab.com/ci/jobs/job_control/#create-a-job-that-must-be-run-manually",
      },
      runs: runs(manual),
      approvers: startersOf(name, environment.name, layout.library, place),
      approvals: declared(1, place),
    });
  }
  if (delayed[0]) {
    const written = delayed[0].rule.has("start_in") ? delayed[0].rule.get("start_in") : node.get("start_in");
    const length = wordedDuration(written.text);
    const place = written.kind === "missing" ? at : written.at;
    found.push({
      ...nothingDone(`the delay of \`${name}\``, place),
      known: { does: "wait", source: "https://docs.gitlab.com/ci/jobs/job_control/#run-a-job-after-a-delay" },
      runs: runs(delayed),
      duration:
        length === undefined
          ? unknown("invalid", `\`${written.text}\` is no time to wait`, place)
          : declared(length, place),
    });
  }
  return found;
}

const manualStart = (job: string): string => `the manual start of \`${job}\``;
export const isManualStart = ({ name }: { readonly name: string }): boolean => name.startsWith("the manual start of `");

const whenAt = ({ rule, at }: Outcome): Place => (rule.has("when") ? rule.get("when").at : at);

/**
 * Whether a job that is started by hand may be left out: where its failure is allowed, nothing waits for it. That is so
 * by itself for `when: manual` in the job, and not for one in a rule. https://docs.gitlab.com/ci/yaml/#allow_failure
 */
const allows = (
  { node }: WrittenJob,
  { rule }: Outcome,
): { readonly state: "yes" | "no" | "some"; readonly at: Place; readonly isUsual: boolean } => {
  const written = rule !== node && rule.has("allow_failure") ? rule.get("allow_failure") : node.get("allow_failure");
  if (written.kind === "mapping") return { state: "some", at: written.keyAt, isUsual: false };
  if (typeof written.value === "boolean")
    return { state: written.value ? "yes" : "no", at: written.at, isUsual: false };
  const when = node.get("when");
  return {
    state: when.text === "manual" ? "yes" : "no",
    at: when.kind === "missing" ? node.at : when.at,
    isUsual: true,
  };
};

const isOptionalStart = (job: WrittenJob, outcome: Outcome): boolean =>
  outcome.when === "manual" && allows(job, outcome).state === "yes";

function startedOf(job: WrittenJob, { outcomes, runs }: Decision): Runs {
  const optional = outcomes.find((outcome) => isOptionalStart(job, outcome));
  if (!optional) return openRuns(job, runs);
  const { isUsual } = allows(job, optional);
  const how = isUsual
    ? `\`${job.name}\` is started by hand, and \`when: manual\` in a job lets the pipeline go on without it`
    : `\`${job.name}\` is started by hand, and \`allow_failure: true\` lets the pipeline go on without it`;
  return { state: "maybe", at: whenAt(optional), how, by: "person" };
}

/** Where what a job inherits is elsewhere, it may hold conditions. */
function openRuns({ open, node, name }: WrittenJob, runs: Runs): Runs {
  if (!open || runs.state === "maybe" || ["rules", "only", "except", "when"].some((key) => node.has(key))) return runs;
  return { state: "maybe", at: open.at, how: `${open.why}, and may say when \`${name}\` runs`, by: "unread" };
}

function failureOf(job: WrittenJob, { outcomes }: Decision): Assurance {
  const found = outcomes.map((outcome) => allows(job, outcome));
  const yes = found.find(({ state }) => state === "yes");
  if (yes && found.every(({ state }) => state === "yes"))
    return broken(
      `\`${job.name}\` has \`allow_failure: true\`${yes.isUsual ? ", as every job with `when: manual`" : ""}`,
      yes.at,
    );
  if (yes) return unsure("run-time", `one of the rules of \`${job.name}\` allows its failure`, yes.at);
  const some = found.find(({ state }) => state === "some");
  if (some) return unsure("run-time", `\`${job.name}\` may fail with some exit codes`, some.at);
  if (job.open && !job.node.has("allow_failure"))
    return unsure("elsewhere", `${job.open.why}, and may allow the failure of \`${job.name}\``, job.open.at);
  return holds(found[0]?.at ?? job.at);
}

function hiddenOf({ open, node, at, name }: WrittenJob, { hidden }: ReturnType<typeof readScripts>): Fact<string> {
  if (hidden) return declared(hidden.how, hidden.at);
  if (node.has("script") || node.has("run") || node.has("trigger")) return absent(at);
  if (open) return declared(open.why, open.at);
  return node.has("script") ? absent(at) : declared(`what \`${name}\` runs is written elsewhere`, at);
}

function signalsOf(
  { node, name, at }: WrittenJob,
  { name: environment, tier }: Environment,
  id: string,
): readonly Signal[] {
  const stage = node.get("stage");
  const inferred = environment.state === "declared" ? inferredTier(environment.value) : undefined;
  const found: Signal[] = [];
  if (tier.state === "declared") found.push({ from: "command", text: tier.value, at: tier.at });
  found.push({ from: "name", text: id, at });
  if (stage.text !== "" && !name.includes(stage.text)) found.push({ from: "name", text: stage.text, at: stage.at });
  if (inferred) found.push({ from: "name", text: inferred, at: environment.at });
  return [...found, { from: "file", text: at.file, at }];
}

function timeLimitOf({ node, name, at, open }: WrittenJob, { library }: Layout): Fact<TimeLimit> {
  const written = node.get("timeout");
  if (written.kind === "missing" || written.value === null)
    return open ? unknown("elsewhere", `${open.why}, and may limit its time`, at) : timeLimitFor(name, library, at);
  const limit = wordedDuration(written.text);
  return limit === undefined
    ? unknown("invalid", `\`${written.text}\` stands where a time belongs`, written.at)
    : declared({ limit, isDefault: false }, written.at);
}

/** All jobs of a matrix run at once, unless they share a resource, and none stops the others. */
function groupOf({ node, name }: WrittenJob): Fact<Group> {
  const { keyAt } = node.get("parallel");
  const resource = node.get("resource_group").text;
  const isShared = resource !== "" && !resource.includes("$");
  return declared(
    {
      name,
      concurrent: isShared ? 1 : Infinity,
      stopsTogether: broken("the jobs of a matrix do not stop each other", keyAt),
    },
    keyAt,
  );
}

/** Whether the job takes no part while deployments are frozen. */
function heedsFreeze({ job, frame, row }: Member, layout: Layout): boolean {
  const frozen = { ...frame, origin: { ...frame.origin, frozen: true } };
  const own = [row.variables, variablesIn(job.node.get("variables"))];
  return decide(job, layout.refs(frozen, own)).outcomes.length === 0;
}
