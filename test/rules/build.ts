import type { Rules } from "#check.ts";
import { holds } from "#model/assurance.ts";
import { absent, declared, listing } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import type { Place } from "#model/place.ts";
import type { Approval, Artifact, Check, HealthCheck, Plan, Stage, Step, Trigger } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import type { Subject } from "#model/subject.ts";
import type { Verdict } from "#model/verdict.ts";
import { seenParameters } from "#policy/parameters.ts";
import { rules } from "#rules/index.ts";
import type { Rule, RuleId } from "#rules/rule.ts";

export const at = (line: number, file = "deploy.yml"): Place => ({ file, line, column: 1 });

/** A deployment of which nothing else is written. */
export function stage(id: string, line: number, over: Partial<Stage> = {}): Stage {
  const none = absent(at(line));
  const nothing = listing<never>([], none);
  return {
    kind: "stage",
    id,
    name: id,
    at: at(line),
    role: "deployment",
    deploys: holds(at(line)),
    starts: ["push"],
    after: [],
    environment: none,
    tier: none,
    signals: [],
    target: none,
    targets: over.target?.state === "declared" ? [over.target.value] : [],
    exposure: none,
    checks: nothing,
    approvals: nothing,
    bake: none,
    health: nothing,
    halt: none,
    recovery: none,
    concurrency: none,
    timeLimit: none,
    window: none,
    artifacts: nothing,
    identities: nothing,
    group: none,
    startedBy: ["push"],
    changes: nothing,
    restorePoints: nothing,
    removals: nothing,
    attestations: nothing,
    notices: nothing,
    ...over,
  };
}

export const production = (id: string, line: number, over: Partial<Stage> = {}): Stage =>
  stage(id, line, { tier: declared("production", at(line)), ...over });

export const staging = (id: string, line: number, over: Partial<Stage> = {}): Stage =>
  stage(id, line, { tier: declared("staging", at(line)), ...over });

/** A plan that a push to `main` starts. */
export const plan = (stages: readonly Stage[], over: Partial<Plan> = {}): Plan => ({
  kind: "plan",
  id: `test:${over.name ?? "deploy"}`,
  platform: "test",
  name: "deploy",
  at: at(1),
  change: absent(at(1)),
  triggers: whole(trigger("push", ["main"])),
  stages,
  steps: whole(),
  delegations: [],
  ...over,
});

export const repository = (plans: readonly Plan[], over: Partial<Repository> = {}): Repository => ({
  kind: "repository",
  id: "repository",
  name: "shop",
  at: at(1, "."),
  plans,
  sources: [],
  verifications: [],
  ownership: absent(at(1, "CODEOWNERS")),
  reviews: [],
  markers: [],
  materials: [],
  migrations: [],
  configurations: [],
  variables: [],
  dataInstructions: absent(at(1, ".")),
  ...over,
});

export const whole = <T>(...items: readonly T[]) => listing(items, absent(at(2)));

export const trigger = (on: Trigger["on"], refs?: readonly string[], line = 3): Trigger => ({
  on,
  refs: refs ? declared(refs, at(line)) : absent(at(line)),
  at: at(line),
});

export const check = (name: string, line: number, over: Partial<Check> = {}): Check => ({
  name,
  kinds: ["tests"],
  at: at(line),
  guards: "route",
  after: [],
  everyRoute: holds(at(line)),
  blocking: holds(at(line)),
  unskippable: holds(at(line)),
  ...over,
});

export const health = (name: string, line: number, over: Partial<HealthCheck> = {}): HealthCheck => ({
  name,
  at: at(line),
  kind: "metric",
  everyRoute: holds(at(line)),
  effective: holds(at(line)),
  watches: holds(at(line)),
  ...over,
});

export const approval = (name: string, line: number, over: Partial<Approval> = {}): Approval => ({
  name,
  at: at(line),
  count: declared(1, at(line)),
  from: whole("team:acme/release-managers"),
  byAuthor: declared(false, at(line)),
  byStarter: declared(false, at(line)),
  unanswered: absent(at(line)),
  bypass: declared(false, at(line)),
  everyRoute: holds(at(line)),
  ...over,
});

export const artifact = (name: string, version: string, line: number, over: Partial<Artifact> = {}): Artifact => ({
  name,
  version,
  at: at(line),
  immutable: holds(at(line)),
  byDigest: false,
  form: absent(at(line)),
  origin: declared("job build", at(line)),
  ...over,
});

export const step = (uses: string, line: number, over: Partial<Step> = {}): Step => ({
  uses,
  at: at(line),
  pinnedBy: declared("commit", at(line)),
  byVendor: false,
  stages: ["production"],
  ...over,
});

/** Of a policy that says nothing of itself. */
export const governance = (over: Partial<Governance> = {}): Governance => ({
  now: "2026-11-25T12:00:00Z",
  policy: "shop",
  at: at(1, "bakewell.yaml"),
  owner: absent(at(1, "bakewell.yaml")),
  version: absent(at(1, "bakewell.yaml")),
  reviewed: absent(at(1, "bakewell.yaml")),
  groups: [],
  mentions: [],
  routine: {
    checks: [],
    rules: [],
    bake: absent(at(1, "bakewell.yaml")),
    approvals: absent(at(1, "bakewell.yaml")),
  },
  protocol: absent(at(1, "bakewell.yaml")),
  emergencies: [],
  ...over,
});

/** Asks one rule, with its parameters as a policy writes them. */
export function ask<Id extends RuleId>(
  id: Id,
  subject: Subject,
  written: object = {},
  inPlan?: Plan,
  governed = governance(),
  inRepository?: Repository,
): Verdict {
  const catalogue: Rules = rules;
  const rule: Rule<Id> = catalogue[id];
  const parameters = seenParameters(id, written)[id];
  const within = subject.kind === "plan" ? subject : inPlan;
  const whole = subject.kind === "repository" ? subject : (inRepository ?? repository(within ? [within] : []));
  const verdict =
    parameters && rule.judge(subject, parameters, { repository: whole, plan: within, governance: governed });
  if (!verdict) throw new Error(`${id} is not asked of a ${subject.kind}`);
  return verdict;
}

/** Asks a rule of one stage of a plan. */
export function askOf(
  id: RuleId,
  stages: readonly Stage[],
  name: string,
  written: object = {},
  over: Partial<Plan> = {},
  governed = governance(),
): Verdict {
  const inPlan = plan(stages, over);
  const subject = inPlan.stages.find((one) => one.id === name);
  if (!subject) throw new Error(`no stage ${name}`);
  return ask(id, subject, written, inPlan, governed);
}
