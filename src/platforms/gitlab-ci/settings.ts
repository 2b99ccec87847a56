import { holds } from "#model/assurance.ts";
import type { Duration } from "#model/duration.ts";
import { absent, declared, type Fact, type Listing, listing, type Unknown, unknown } from "#model/fact.ts";
import { wildcard } from "#model/pattern.ts";
import type { Place } from "#model/place.ts";
import type { Approval, TimeLimit } from "#model/plan.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { ProtectedEnvironment } from "#model/server.ts";
import type { Captured } from "#model/settings.ts";
import { unknownEnvironments } from "../environment-names.ts";
import type { Job } from "../routes/graph.ts";
import { nameNode } from "./environment.ts";
import type { Library } from "./library.ts";
import * as settle from "./settle.ts";

/**
 * What GitLab's settings say, where they were exported.
 * https://docs.gitlab.com/ci/environments/protected_environments/
 */
function protectionOf(name: Fact<string>, { settings, files }: Library, what: string): Fact<ProtectedEnvironment> {
  if (name.state === "absent") return name;
  const settling = settle.protectedEnvironments(files.slug);
  const open = unknown("settings", `${what} is set in GitLab's protected environments`, name.at, settling);
  if (name.state === "unknown" || !settings) return open;
  const known = settings.protectedEnvironments.find((environment) => covers(environment.name, name.value));
  const source = known ?? settings.allProtected;
  if (!source) return open;
  if (source.stale !== undefined) return outdated(what, source, settling);
  return known ? declared(known, known.at) : absent(source.at);
}

/** A protected environment may be named with a `*`: `review/*`. */
const covers = (pattern: string, name: string): boolean => pattern === name || wildcard(pattern)(name);

export const outdated = (what: string, { stale, at }: Captured, settling: string): Unknown =>
  unknown("stale", `${what} is not known by now: ${stale ?? ""}`, at, settling);

const nameOf = (name: Fact<string>): string => (name.state === "declared" ? `\`${name.value}\`` : "its environment");

/** Whom GitLab asks before a job begins. Every rule must be answered as often as it says. */
export function approvalsFor({ environment }: Job, library: Library): Listing<Approval> {
  const known = protectionOf(environment, library, `who must approve ${nameOf(environment)}`);
  if (known.state !== "declared") return listing([], known);
  const { name, required, requiredAt, approvals, approvalsAt } = known.value;
  const rest = {
    byAuthor: byStarter(library, requiredAt),
    byStarter: byStarter(library, requiredAt),
    unanswered: absent(approvalsAt),
    bypass: absent(approvalsAt),
    everyRoute: holds(approvalsAt),
  };
  const unified: readonly Approval[] =
    required > 0 && approvals.length === 0
      ? [
          {
            ...rest,
            name,
            at: requiredAt,
            count: declared(required, requiredAt),
            from: known.value.deployers,
          },
        ]
      : [];
  const ruled = approvals.map(({ at, count, from }): Approval => ({
    ...rest,
    name,
    at,
    count: declared(count, at),
    from,
    everyRoute: holds(at),
  }));
  return listing([...unified, ...ruled], absent(approvalsAt));
}

/** Names of environments that GitLab does not know, or protects in another case. */
export function oddEnvironments(jobs: readonly Job[], library: Library): readonly SourceProblem[] {
  const { settings } = library;
  if (!settings) return [];
  const plain = plainNames(library);
  const { known, allKnown, protectedEnvironments, allProtected } = settings;
  const used = jobs.map(({ environment }) => environment).filter(({ at }) => plain.has(JSON.stringify(at)));
  const guarded = protectedEnvironments.map(({ name }) => name);
  const inOtherCase = used.filter(
    (name) =>
      name.state === "declared" &&
      !guarded.includes(name.value) &&
      guarded.some((each) => each.toLowerCase() === name.value.toLowerCase()),
  );
  const created = "it is created on first use, and protected only where a protected environment has its name";
  return [
    ...unknownEnvironments(inOtherCase, {
      names: guarded,
      list: allProtected,
      ignoresCase: false,
      created: "it is not protected",
    }),
    ...unknownEnvironments(
      used.filter((name) => !inOtherCase.includes(name) || !allProtected),
      { names: [...known.map(({ name }) => name), ...guarded], list: allKnown, ignoresCase: false, created },
    ),
  ];
}

/** Where names of environments stand that no variable decides. */
const plainNames = ({ configurations }: Library): ReadonlySet<string> =>
  new Set(
    configurations
      .flatMap(({ jobs }) => jobs.map(({ node }) => nameNode(node.get("environment"))))
      .filter(({ text }) => !text.includes("$"))
      .map(({ at }) => JSON.stringify(at)),
  );

/** Nobody approves a deployment that they started, unless the project lets them. */
function byStarter({ settings, files }: Library, at: Place): Fact<boolean> {
  const project = settings?.project;
  const what = "whether whoever starts a pipeline may approve its deployment";
  if (!project) return unknown("settings", `${what} is set in the project's settings`, at, settle.settings(files.slug));
  if (project.stale !== undefined) return outdated(what, project, settle.settings(files.slug));
  return project.starterMayApprove;
}

/** Who may start a job by hand. */
export function startersOf(
  job: string,
  environment: Fact<string>,
  library: Library,
  at: Place,
): Fact<readonly string[]> {
  const settling = settle.protectedEnvironments(library.files.slug);
  if (environment.state === "absent")
    return unknown(
      "settings",
      `who may start \`${job}\` is whoever may push or merge to the branch`,
      at,
      settle.branches(library.files.slug),
    );
  const known = protectionOf(environment, library, `who may start \`${job}\``);
  if (known.state === "declared") {
    const { items, others } = known.value.deployers;
    return others.state === "unknown" ? { ...others, at } : declared(items, known.at);
  }
  if (known.state === "unknown") return { ...known, at };
  return unknown(
    "settings",
    `\`${environment.state === "declared" ? environment.value : ""}\` is not protected, so that whoever may push or merge to the branch may start \`${job}\``,
    known.at,
    settling,
  );
}

/** The limit of the project, which is an hour where nobody changed it. https://docs.gitlab.com/ci/pipelines/settings/#set-a-limit-for-how-long-jobs-can-run */
export function timeLimitFor(name: string, { settings, files }: Library, at: Place): Fact<TimeLimit> {
  const settling = settle.settings(files.slug);
  const what = `how long \`${name}\` may take`;
  const project = settings?.project;
  if (!project) return unknown("settings", `${what} is set in the project's settings`, at, settling);
  if (project.stale !== undefined) return outdated(what, project, settling);
  const { jobTimeout } = project;
  return jobTimeout.state === "declared"
    ? declared({ limit: jobTimeout.value satisfies Duration, isDefault: true }, jobTimeout.at)
    : unknown("settings", `${what} is set in the project's settings`, at, settling);
}
