import { holds } from "#model/assurance.ts";
import { absent, declared, type Fact, type Listing, listing, type Unknown, unknown } from "#model/fact.ts";
import type { Approval, Check, Concurrency, Identity, Window } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Resource, ResourceCheck } from "#model/server.ts";
import type { Captured } from "#model/settings.ts";
import { unknownEnvironments } from "../environment-names.ts";
import type { Job } from "../routes/graph.ts";
import { shortName } from "../values/refs.ts";
import type { Connected } from "./job.ts";
import type { Library } from "./library.ts";
import * as settle from "./settle.ts";

/**
 * What Azure DevOps asks before a job may use what it uses, where that was exported. Checks can also sit on service
 * connections, variable groups, agent pools, repositories and secure files, so that their list is never known to be whole.
 * https://learn.microsoft.com/azure/devops/pipelines/process/approvals
 */
export class Server {
  readonly #library: Library;
  readonly #connections: ReadonlyMap<string, readonly Connected[]>;

  constructor(library: Library, connections: ReadonlyMap<string, readonly Connected[]>) {
    this.#library = library;
    this.#connections = connections;
  }

  approvals(job: Job): Listing<Approval> {
    const items = this.#resources(job).flatMap(({ name, checks }) =>
      checks.flatMap((check) => approvalOf(name, check)),
    );
    return listing(items, this.#others(job, `who must approve ${nameOf(job.environment)}`));
  }

  window(job: Job): Fact<Window> {
    for (const { checks } of this.#resources(job)) {
      for (const check of checks) {
        if (check.kind === "business-hours" && !check.disabled) return windowOf(check);
      }
    }
    const others = this.#others(job, `when ${nameOf(job.environment)} may be deployed to`);
    return others;
  }

  concurrency(job: Job): Fact<Concurrency> {
    for (const { name, checks } of this.#resources(job)) {
      const lock = checks.find((check) => check.kind === "exclusive-lock" && !check.disabled);
      // A run that waits may be passed over for a later one, and one that has begun is never cancelled.
      if (lock) return declared({ name, serial: holds(lock.at), uncancelled: holds(lock.at) }, lock.at);
    }
    const own = this.#resources(job).find(({ type }) => type === "environment");
    if (!own || job.concurrency.state !== "unknown") return job.concurrency;
    const why = `\`${own.name}\` has no exclusive lock, and whether something else that it uses has one is set in Azure DevOps`;
    return { ...job.concurrency, why, settle: "" };
  }

  /** The branches from which an environment may be deployed to, as patterns of their names; absent where none is set or known. */
  branches(environment: Fact<string>): Fact<readonly string[]> {
    for (const { checks } of this.#environments(environment)) {
      const control = checks.find((check) => check.kind === "branch-control" && !check.disabled);
      if (control?.kind === "branch-control" && !control.branches.includes("*") && control.branches.length > 0)
        return declared(
          control.branches.map((branch) => shortName(branch)),
          control.at,
        );
    }
    return absent(environment.at);
  }

  /** What another service is asked before an environment may be deployed to. */
  checks(environment: Fact<string>): readonly Check[] {
    return this.#environments(environment).flatMap(({ checks }) =>
      checks.flatMap((check): readonly Check[] => {
        if (check.kind !== "other" || check.disabled) return [];
        const { name, at } = check;
        const held = holds(at);
        return [
          { name, kinds: [], at, guards: "route", after: [], everyRoute: held, blocking: held, unskippable: held },
        ];
      }),
    );
  }

  /** With which identities the connections of a job sign in. */
  identities(job: Job): Listing<Identity> {
    const used = this.#connections.get(job.id) ?? [];
    const items: Identity[] = [];
    let others: Listing<Identity>["others"] = absent(job.at);
    for (const { name, input } of used) {
      if (name.state !== "declared") {
        if (name.state === "unknown") others = name;
        continue;
      }
      const found = this.#library.settings?.connections.find(
        (one) => one.name.toLowerCase() === name.value.toLowerCase(),
      );
      const kind = found && found.stale === undefined ? kindOf(found.scheme) : undefined;
      if (kind) items.push({ name: name.value, at: name.at, kind });
      else if (others.state === "absent") others = identityUnknown(name.value, input, found, name.at);
    }
    return listing(once(items), others);
  }

  #environments(environment: Fact<string>): readonly Resource[] {
    return environment.state === "declared" ? this.#find("environment", environment.value) : [];
  }

  #find(type: Resource["type"], name: string): readonly Resource[] {
    return (this.#library.settings?.resources ?? []).filter(
      (one) => one.type === type && one.stale === undefined && one.name.toLowerCase() === name.toLowerCase(),
    );
  }

  /** The exported resources that a job uses: its environment, and the connections that it deploys by. */
  #resources({ id, environment }: Job): readonly Resource[] {
    const used = this.#connections.get(id) ?? [];
    return [
      ...this.#environments(environment),
      ...used.flatMap(({ name }) => (name.state === "declared" ? this.#find("endpoint", name.value) : [])),
    ];
  }

  #others({ environment, at }: Job, what: string): Unknown {
    const place = environment.state === "absent" ? at : environment.at;
    const resources = this.#library.settings?.resources ?? [];
    const name = environment.state === "declared" ? environment.value.toLowerCase() : undefined;
    const own = resources.find((one) => one.type === "environment" && one.name.toLowerCase() === name);
    const known = this.#library.settings?.known.find((one) => one.name.toLowerCase() === name);
    const settling =
      environment.state === "declared" ? settle.checks(known?.name ?? environment.value, known?.id) : settle.checks();
    if (own?.stale !== undefined)
      return unknown("stale", `${what} is not known by now: ${own.stale}`, own.at, settling);
    const why = own
      ? `${what} may also be asked by the checks of connections, variable groups, agent pools and repositories, which are set in Azure DevOps`
      : `${what} is set by checks in Azure DevOps, on the environment or on what else the job uses`;
    return unknown("settings", why, place, own ? "" : settling);
  }
}

/**
 * Names of environments that Azure DevOps does not know, or knows in another case.
 * https://learn.microsoft.com/azure/devops/pipelines/process/environments
 */
export const oddEnvironments = (jobs: readonly Job[], { settings }: Library): readonly SourceProblem[] =>
  unknownEnvironments(
    jobs.map(({ environment }) => environment),
    {
      names: (settings?.known ?? []).map(({ name }) => name),
      list: settings?.allKnown,
      ignoresCase: true,
      created: "it is created without checks on first use",
    },
  );

const nameOf = (name: Fact<string>): string => (name.state === "declared" ? `\`${name.value}\`` : "the job");

function approvalOf(name: string, check: ResourceCheck): readonly Approval[] {
  if (check.kind !== "approval" || check.disabled) return [];
  const { at, count, approvers, byStarter, timeout } = check;
  return [
    {
      name,
      at,
      count: declared(count, at),
      from: approvers,
      byAuthor: byStarter,
      byStarter,
      unanswered: declared({ means: "no", after: timeout ?? MONTH, isDefault: timeout === undefined }, at),
      bypass: unknown(
        "settings",
        `whoever administers \`${name}\` may bypass its checks, and who that is is set in its security settings`,
        at,
      ),
      everyRoute: holds(at),
    },
  ];
}

/** A check waits for thirty days where nothing else is said. */
const MONTH = 30 * 24 * 60 * 60;

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

function windowOf({
  days,
  from,
  to,
  timeZone,
  at,
}: Extract<ResourceCheck, { readonly kind: "business-hours" }>): Fact<Window> {
  const zone = /^[A-Za-z_]+\/[\w/+-]+$|^UTC$/.test(timeZone) ? timeZone : undefined;
  const [start, end] = [from, to].map(minutesOf);
  if (zone === undefined)
    return unknown(
      "settings",
      `its business hours are in the time zone \`${timeZone}\`, which is not known by that name here`,
      at,
    );
  if (start === undefined || end === undefined) return unknown("invalid", `\`${from}\` to \`${to}\` are no hours`, at);
  const numbers = days.map((day) => weekdays.indexOf(day.toLowerCase()) + 1).filter((day) => day > 0);
  return declared({ name: "business hours", open: [{ days: numbers, from: start, to: end, zone }] }, at);
}

function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

const kindOf = (scheme: string): Identity["kind"] | undefined => {
  if (/^(?:WorkloadIdentityFederation|ManagedServiceIdentity)$/i.test(scheme)) return "workload";
  if (/^(?:ServicePrincipal|Token|PersonalAccessToken|Certificate)$/i.test(scheme)) return "static-key";
  return /^UsernamePassword$/i.test(scheme) ? "password" : undefined;
};

const identityUnknown = (name: string, input: string, found: Captured | undefined, at: Identity["at"]): Unknown =>
  found?.stale === undefined
    ? unknown(
        "settings",
        `how the service connection \`${name}\` (\`${input}\`) signs in is set in Azure DevOps`,
        at,
        settle.connections(),
      )
    : unknown(
        "stale",
        `how the service connection \`${name}\` signs in is not known by now: ${found.stale}`,
        found.at,
        settle.connections(),
      );

const once = (items: readonly Identity[]): readonly Identity[] => [
  ...new Map(items.map((one) => [`${one.name}\n${one.kind}`, one])).values(),
];
