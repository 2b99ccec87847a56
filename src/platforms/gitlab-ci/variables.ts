import { assume, type Assumptions, choose } from "../values/explore.ts";
import { byChange, byPerson, known, NULL, textOf, type Unknown, unread, type Value } from "../values/value.ts";
import { patternIn, type Scope } from "./expression/evaluate.ts";
import { isByHand, type Start } from "./starts.ts";

/** Where a pipeline comes from, for the predefined variables. */
export interface Origin {
  readonly start: Start;
  readonly assumed: Assumptions;
  readonly trunk: string;
  /** Whether it is seen while deployments are frozen. */
  readonly frozen: boolean;
}

export const BRANCH = "CI_COMMIT_BRANCH";
export const TAG = "CI_COMMIT_TAG";
const CHANGE_BRANCH = "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME";

const perRun = (what: string): Unknown => unread(what, { varies: "run", truth: true });
const presumed = (what: string): Unknown => unread(what, { varies: "fixed", presumed: true, truth: true });
const fixed = (what: string): Unknown => unread(what, { varies: "fixed", truth: true });

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
const everywhere: ReadonlyMap<string, Value> = new Map<string, Value>([
  ["CI", known("true")],
  ["GITLAB_CI", known("true")],
  ["CI_SERVER", known("yes")],
  ["CI_SERVER_NAME", known("GitLab")],
  ["CI_COMMIT_SHA", perRun("the commit")],
  ["CI_COMMIT_SHORT_SHA", perRun("the commit")],
  ["CI_COMMIT_TIMESTAMP", perRun("the commit")],
  ["CI_COMMIT_BEFORE_SHA", byChange("the commit before", { varies: "run", truth: true })],
  ["CI_PIPELINE_ID", perRun("the number of the pipeline")],
  ["CI_PIPELINE_IID", perRun("the number of the pipeline")],
  ["CI_PIPELINE_CREATED_AT", perRun("the time of the pipeline")],
  ["CI_JOB_ID", perRun("the number of the job")],
  ["CI_JOB_TOKEN", perRun("the job's own token")],
  ["CI_CONCURRENT_ID", perRun("the runner")],
  ["CI_COMMIT_MESSAGE", byPerson("the commit's message", { varies: "run", truth: true })],
  ["CI_COMMIT_TITLE", byPerson("the commit's title", { varies: "run", truth: true })],
  ["CI_COMMIT_DESCRIPTION", byPerson("the commit's description", { varies: "run" })],
  ["CI_COMMIT_AUTHOR", byPerson("the commit's author", { varies: "run", truth: true })],
  ["GITLAB_USER_LOGIN", byPerson("who starts it", { varies: "run", truth: true })],
  ["GITLAB_USER_EMAIL", byPerson("who starts it", { varies: "run", truth: true })],
  ["GITLAB_USER_NAME", byPerson("who starts it", { varies: "run", truth: true })],
  ["GITLAB_USER_ID", byPerson("who starts it", { varies: "run", truth: true })],
  ...["PATH", "NAME", "NAMESPACE", "ROOT_NAMESPACE", "ID", "URL", "TITLE", "PATH_SLUG", "VISIBILITY"].map(
    (name): [string, Value] => [`CI_PROJECT_${name}`, presumed("the project")],
  ),
  ...["HOST", "URL", "FQDN", "PORT", "PROTOCOL", "SHELL_SSH_HOST"].map((name): [string, Value] => [
    `CI_SERVER_${name}`,
    presumed("the GitLab server"),
  ]),
  ["CI_API_V4_URL", presumed("the GitLab server")],
  ["CI_PROJECT_DIR", fixed("the folder of the checkout")],
  ["CI_BUILDS_DIR", fixed("the folder of the checkout")],
  ["CI_REGISTRY", fixed("the project's registry")],
  ["CI_REGISTRY_IMAGE", fixed("the project's registry")],
  ["CI_REGISTRY_USER", fixed("the project's registry")],
  ["CI_REGISTRY_PASSWORD", perRun("the job's own token")],
  ["CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX", fixed("the group's proxy")],
  ["CI_PAGES_URL", fixed("the project's pages")],
  ["CI_PAGES_DOMAIN", fixed("the project's pages")],
  ["GITLAB_FEATURES", fixed("the licence of the server")],
  ["CI_EXTERNAL_PULL_REQUEST_IID", NULL],
  ["CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME", NULL],
  ["CHAT_INPUT", NULL],
  ["CHAT_CHANNEL", NULL],
]);

/** What GitLab makes of a ref for names of hosts and environments. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");

/** A predefined variable in a pipeline; `undefined` for every other name. */
export function predefined(name: string, origin: Origin): Value | undefined {
  const { start, trunk, frozen } = origin;
  switch (name) {
    case "CI_PIPELINE_SOURCE":
      return known(start.source);
    case "CI_DEFAULT_BRANCH":
      return known(trunk);
    case BRANCH:
      return branchOf(origin);
    case TAG:
      return start.on === "tag" ? tagOf(origin) : NULL;
    case "CI_COMMIT_REF_NAME":
    case "CI_BUILD_REF_NAME":
      return refOf(origin);
    case "CI_COMMIT_REF_SLUG":
      return sluggedOf(refOf(origin));
    case "CI_COMMIT_REF_PROTECTED":
      if (start.on === "trunk") return known("true");
      return choose(origin, name, "whether the ref is protected", ["true", "false"], { by: "unread", varies: "ref" });
    case "CI_DEPLOY_FREEZE":
      return frozen ? known("true") : NULL;
    case "CI_PIPELINE_TRIGGERED":
      return start.source === "trigger" ? known("true") : NULL;
    case "CI_OPEN_MERGE_REQUESTS":
      if (start.on === "trunk" || start.on === "tag") return NULL;
      return assumed(origin, name, byChange("whether a merge request is open"));
  }
  if (name.startsWith("CI_MERGE_REQUEST_")) return start.on === "change" ? requestOf(name, origin) : NULL;
  return everywhere.get(name);
}

const branchOf = (origin: Origin): Value =>
  origin.start.on === "trunk" ? known(origin.trunk) : origin.start.on === "branch" ? otherBranch(origin) : NULL;

/** A branch that is not the default one. */
const otherBranch = (origin: Origin): Value =>
  notTrunk(origin, assume(origin, BRANCH, byPerson("the branch", { varies: "ref", truth: true })));

const notTrunk = ({ trunk }: Origin, value: Value): Value =>
  value.is === "unknown" ? { ...value, not: [...(value.not ?? []), trunk] } : value;

const tagOf = (origin: Origin): Value => assume(origin, TAG, byPerson("the tag", { varies: "ref", truth: true }));

const refOf = (origin: Origin): Value =>
  origin.start.on === "tag"
    ? tagOf(origin)
    : origin.start.on === "change"
      ? requestOf(CHANGE_BRANCH, origin)
      : branchOf(origin);

const sluggedOf = (ref: Value): Value => {
  if (ref.is === "known") return known(slug(textOf(ref)));
  return ref.is === "unknown" ? { ...ref, prefix: undefined, variable: undefined, not: [] } : ref;
};

function requestOf(name: string, origin: Origin): Value {
  switch (name) {
    case "CI_MERGE_REQUEST_TARGET_BRANCH_NAME":
      return known(origin.trunk);
    case CHANGE_BRANCH:
      return notTrunk(
        origin,
        assume(origin, name, byPerson("the branch of the change", { varies: "ref", truth: true })),
      );
    case "CI_MERGE_REQUEST_EVENT_TYPE":
      return choose(origin, name, "the kind of merge request pipeline", ["detached", "merged_result", "merge_train"], {
        by: "unread",
      });
    case "CI_MERGE_REQUEST_SOURCE_PROJECT_PATH":
    case "CI_MERGE_REQUEST_PROJECT_PATH":
    case "CI_MERGE_REQUEST_SOURCE_PROJECT_ID":
    case "CI_MERGE_REQUEST_PROJECT_ID":
      return presumed("the project");
    case "CI_MERGE_REQUEST_LABELS":
      return assume(origin, name, byPerson("the labels of the merge request", { varies: "ref" }));
    case "CI_MERGE_REQUEST_APPROVED":
      return assume(origin, name, byPerson("the approval of the merge request", { varies: "ref" }));
    case "CI_MERGE_REQUEST_DRAFT":
      return choose(origin, name, "whether the merge request is a draft", ["true", "false"]);
    case "CI_MERGE_REQUEST_TITLE":
    case "CI_MERGE_REQUEST_DESCRIPTION":
    case "CI_MERGE_REQUEST_MILESTONE":
    case "CI_MERGE_REQUEST_ASSIGNEES":
      return byPerson("what is written in the merge request", { varies: "ref", truth: true });
    default:
      return byPerson("the merge request", { varies: "ref", truth: true });
  }
}

/** A variable that may not be set. */
function assumed(origin: Origin, name: string, free: Unknown): Value {
  const value = assume(origin, name, free);
  if (value.is !== "unknown") return value;
  const isSet = value.not?.includes("null") === true;
  return isSet
    ? { ...value, truth: true }
    : { ...value, splits: [{ key: name, values: [null], rest: true, switch: false }] };
}

/** A variable that the files do not set: the settings of the project may, and whoever starts a pipeline. */
export function elsewhere(name: string, origin: Origin): Value {
  return assumed(origin, name, unread(`the variable \`${name}\``, { varies: "fixed" }));
}

/** How the file sets a variable for the whole pipeline. */
export interface Global {
  readonly text: string;
  readonly options: readonly string[];
  /** Whether the form of a manual start asks for it. */
  readonly isAsked: boolean;
  /** Whether a condition asks what it is. */
  readonly isCompared: boolean;
}

/** A variable of the file in a pipeline that people give variables to. */
export function given(name: string, global: Global, value: Value, origin: Origin): Value {
  if (!isByHand(origin.start) || !(global.isAsked || global.isCompared)) return value;
  const by = global.isAsked ? "person" : "unread";
  const found = origin.assumed.get(name);
  if (found?.value !== undefined) return known(found.value);
  const what = `the variable \`${name}\``;
  if (global.options.length > 0) return choose(origin, name, what, global.options);
  // What it is not is its default no more; else, once one other value was told apart, it is the default.
  if (value.is !== "known") return value;
  const not = found?.not ?? [];
  if (not.length > 0 && !not.includes(textOf(value))) return value;
  const truthOf = not.length === 0 ? { truth: textOf(value) !== "" } : {};
  return unread(what, { by, varies: "choice", variable: { key: name, before: "" }, not, ...truthOf });
}

const nameOf = ({ variable, what }: Unknown): string => variable?.key ?? what;

/** Whether a text matches a pattern is assumed for every pattern by itself. */
export const assumptionsOf = (origin: Origin): Pick<Scope, "atom" | "excludes"> => ({
  atom: (subject, written) =>
    choose(
      origin,
      `${nameOf(subject)} =~ ${written}`,
      `whether ${subject.what} matches \`${written}\``,
      [true, false],
      {
        by: subject.by,
        varies: subject.varies,
      },
    ),
  excludes: (subject, text) => {
    const key = nameOf(subject);
    // Nobody names a tag as a branch.
    if (key === TAG && !/^v?\d+$|\d\.\d/i.test(text)) return true;
    return [...origin.assumed].some(([name, { value }]) => {
      const found = name.startsWith(`${key} =~ `) ? patternIn(name.slice(key.length + 4)) : undefined;
      return found !== undefined && value !== undefined && found.matches(text) !== value;
    });
  },
});
