import type { Assumptions } from "../values/explore.ts";
import { refWithin } from "../values/refs.ts";
import { blend, byChange, byPerson, known, NULL, unread, type Value } from "../values/value.ts";
import type { Start } from "./starts.ts";

/** Where a run comes from. */
export interface Origin {
  readonly start: Start;
  readonly assumed: Assumptions;
  readonly trunk: string;
  readonly slug: string | undefined;
  /** Of a run after another pipeline's: the branch of that run. */
  readonly ref?: Value;
}

/**
 * A variable that the service sets, as far as a run's start tells it.
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
export function predefined(name: string, origin: Origin): Value | undefined {
  const { start, slug } = origin;
  switch (name.toLowerCase()) {
    case "build.reason":
      return known(start.reason);
    case "build.sourcebranch":
      return sourceBranch(origin);
    case "build.sourcebranchname":
      return lastPart(sourceBranch(origin));
    case "system.pullrequest.targetbranch":
      return start.event === "pr" ? targetBranch(origin) : NULL;
    case "system.pullrequest.targetbranchname":
      return start.event === "pr" ? lastPart(targetBranch(origin)) : NULL;
    case "system.pullrequest.isfork":
      return start.event === "pr"
        ? byPerson("whether the change comes from a fork", { domain: ["True", "False"] })
        : NULL;
    case "build.sourceversionmessage":
      return byPerson("the message of the commit");
    case "build.repository.name":
      return slug ? known(slug) : unread("the name of the repository", { varies: "fixed", presumed: true });
    case "build.sourceversion":
      return byChange("the commit", { varies: "run" });
    case "build.requestedfor":
    case "build.requestedforemail":
    case "build.queuedby":
      return byPerson("who starts it");
    case "system.teamproject":
    case "system.teamprojectid":
    case "system.collectionuri":
    case "build.definitionname":
    case "build.repository.provider":
      return unread(`\`${name}\``, { varies: "fixed" });
    default:
      if (/^system\.pullrequest\./i.test(name) && start.event !== "pr") return NULL;
      return /^(?:agent|build|system|pipeline|environment|resources|checks|strategy|common|release)\./i.test(name)
        ? unread(`\`${name}\``, { varies: "run" })
        : undefined;
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/build/variables#build-variables-devops-services */
function sourceBranch(origin: Origin): Value {
  if (origin.ref) return origin.ref;
  return origin.start.event === "pr"
    ? byPerson("the number of the change", { varies: "ref", prefix: "refs/pull/" })
    : targetBranch(origin);
}

/** The branch that starts it, or of a change request, the one that it goes into. */
function targetBranch({ start, assumed }: Origin): Value {
  const what = start.event === "manual" ? "the branch that it is started on" : "the branch or tag";
  return refWithin(start.refs, what, assumed);
}

/** `Build.SourceBranchName` is what stands behind the last slash. */
function lastPart(ref: Value): Value {
  const last = (text: string): string => text.slice(text.lastIndexOf("/") + 1);
  if (ref.is === "known") return known(last(String(ref.value ?? "")));
  if (ref.is !== "unknown") return NULL;
  if (ref.prefix === "refs/pull/") return known("merge");
  const { domain, splits } = ref;
  return {
    ...blend([ref]),
    splits,
    domain: domain?.map((value) => last(String(value))),
    variable: { key: "ref", before: "refs/heads/" },
    not: ref.not?.filter((other) => other.startsWith("refs/heads/")).map((other) => other.slice("refs/heads/".length)),
  };
}
