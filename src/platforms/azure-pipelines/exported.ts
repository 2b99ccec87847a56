import type {
  SnapshotBuildPolicy,
  SnapshotConnection,
  SnapshotKnownEnvironment,
  SnapshotResource,
  SnapshotReviewPolicy,
} from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { type About, everyItem, type Export, type Exporter, has, refuse, refused, text, words } from "../exported.ts";
import { checkOf } from "./exported-checks.ts";
import { branchesOf, isBuild, isReview, buildPolicyOf, repositoriesOf, reviewPolicyOf } from "./exported-policies.ts";

/**
 * What Azure DevOps answers about checks, environments, service connections and branch policies, as its API or its
 * command line prints it, reduced to what is judged by it.
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/approvalsandchecks/check-configurations
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/environments/environments
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/serviceendpoint/endpoints
 * https://learn.microsoft.com/en-us/rest/api/azure/devops/policy/configurations
 */
export const exporter: Exporter = {
  id: "azure-pipelines",
  answers: "Azure DevOps about checks, environments, service connections or branch policies",
  get forms() {
    return forms;
  },
};

/** What a list holds, as the API wraps it and as the command line prints it. */
const listed = (answer: Node): Node => (answer.get("value").kind === "sequence" ? answer.get("value") : answer);
const items = (answer: Node): readonly Node[] => listed(answer).items();

const isCheck = (node: Node): boolean => has(node, "type", "resource") && node.get("resource").has("type");
const isConnection = (node: Node): boolean => has(node, "name", "type", "authorization");
const isPolicy = (node: Node): boolean => has(node, "type", "isEnabled", "isBlocking", "settings");
const isEnvironment = (node: Node): boolean =>
  has(node, "id", "name") &&
  typeof node.get("id").value === "number" &&
  (node.has("project") || node.has("lastModifiedOn"));

/** Whether it is a list of these, or an empty one that was said to be. */
const listOf =
  (is: (item: Node) => boolean, kind: About["kind"]) =>
  (answer: Node, about: About): boolean =>
    everyItem(listed(answer), is) || (about.kind === kind && isEmpty(answer, kind));

/** The command line prints a bare list; where another product has such a list of this kind, only what is wrapped is taken. */
const isEmpty = (answer: Node, kind: About["kind"]): boolean =>
  listed(answer).kind === "sequence" && items(answer).length === 0 && (answer.has("value") || kind !== "environments");

const forms: Exporter["forms"] = [
  refused(
    (answer) => has(answer, "message", "typeKey"),
    (answer) => `is an error of Azure DevOps: \`${words(answer.get("message")).slice(0, 60)}\``,
  ),
  refused(
    (answer) =>
      everyItem(listed(answer), (item) => has(item, "variables")) ||
      has(answer, "variables", "variableGroupProjectReferences"),
    () => "lists variables, of which nothing is kept",
  ),
  { is: listOf(isCheck, "checks"), read: checks },
  { is: isCheck, read: (answer) => refuse(answer, "is one check of a resource, and others may be missing", every) },
  { is: listOf(isConnection, "service-connections"), read: connections },
  { is: isConnection, read: connection },
  { is: listOf(isPolicy, "policies"), read: policies },
  { is: listOf(isEnvironment, "environments"), read: environments },
];

const every =
  "export all checks of the resource: _apis/pipelines/checks/configurations?resourceType=…&resourceId=…&$expand=settings";

/** Names the resource that each check is of; an answer without checks needs to be told. */
function checks(answer: Node, { environment }: About): readonly Export[] {
  const all = items(answer);
  if (all.length === 0) {
    if (environment === undefined)
      return refuse(answer, "does not say which resource has no checks", "add --environment NAME");
    return [exportOf({ type: "environment", id: null, name: environment, checks: [] })];
  }
  const found = new Map<string, SnapshotResource>();
  for (const check of all) {
    const resource = resourceOf(check.get("resource"));
    const key = JSON.stringify([resource.type, resource.id, resource.name]);
    const known = found.get(key) ?? resource;
    found.set(key, { ...known, checks: [...known.checks, checkOf(check)] });
  }
  const [only, second] = found.values();
  const named = only && !second && only.name === null && environment !== undefined;
  return [...found.values()].map((resource) => exportOf(named ? { ...resource, name: environment } : resource));
}

const types = ["environment", "endpoint", "variablegroup", "queue", "agentpool", "repository", "securefile"] as const;

function resourceOf(node: Node): SnapshotResource {
  const type = types.find((each) => each === node.get("type").text.toLowerCase());
  if (type === undefined)
    return refuse(node.get("type"), `has \`${node.get("type").text.slice(0, 40)}\` where a type of resources belongs`);
  const { value: id } = node.get("id");
  return {
    type,
    id: id === undefined || id === null ? null : String(id),
    name: words(node.get("name")) || null,
    checks: [],
  };
}

function exportOf(resource: SnapshotResource): Export {
  const name = resource.name ?? `${resource.type} ${resource.id ?? ""}`.trim();
  return {
    content: { kind: "checks", name, repository: null, resources: [resource] },
    key: `${resource.type}-${(resource.name ?? resource.id ?? "").toLowerCase()}`,
    notes: resource.name === null ? ["it does not name its resource: a list of environments does"] : [],
    next: [],
  };
}

/** A list is whole where nothing is said to follow it. */
const isWhole = (answer: Node): boolean =>
  !answer.has("continuation_token") || answer.get("continuation_token").value === null;

const partial = "it does not list all: ask for more at once (`$top=1000`)";

/** How many the server gives out at once where it is not asked for more, at least. */
const page = 50;

function environments(answer: Node): readonly Export[] {
  const known = items(answer).map((item): SnapshotKnownEnvironment => ({
    name: text(item.get("name"), "name"),
    id: String(item.get("id").value),
    tier: null,
  }));
  const complete = isWhole(answer) && (answer.has("continuation_token") || known.length < page);
  return [
    {
      content: { kind: "environments", name: "all", repository: null, complete, "known-environments": known },
      key: "all",
      notes: complete ? [] : [partial],
      next: [],
    },
  ];
}

function connections(answer: Node): readonly Export[] {
  const complete = isWhole(answer);
  return [
    {
      content: {
        kind: "service-connections",
        name: "all",
        repository: null,
        complete,
        connections: items(answer).map(connectionOf),
      },
      key: "all",
      notes: complete ? [] : [partial],
      next: [],
    },
  ];
}

function connection(answer: Node): readonly Export[] {
  const found = connectionOf(answer);
  const { name } = found;
  const content = { kind: "service-connections" as const, name, repository: null, connections: [found] };
  return [{ content, key: name.toLowerCase(), notes: [], next: [] }];
}

/** Its parameters hold keys, and are not even looked at. */
const connectionOf = (node: Node): SnapshotConnection => ({
  name: text(node.get("name"), "name"),
  id: text(node.get("id"), "id"),
  type: text(node.get("type"), "type"),
  scheme: text(node.get("authorization", "scheme"), "scheme of its authorization"),
  disabled: node.get("isDisabled").value === true,
  shared: node.get("isShared").value === true,
});

function policies(answer: Node): readonly Export[] {
  const all = items(answer).filter((item) => item.get("isDeleted").value !== true);
  const repositories = repositoriesOf(all);
  if (repositories.size > 1)
    return refuse(
      answer,
      `holds policies of ${repositories.size} repositories, and does not say which is this one`,
      "export those of one: az repos policy list --repository-id ID",
    );
  const kept = all.filter((item) => branchesOf(item).length > 0);
  const reviews: SnapshotReviewPolicy[] = kept.filter(isReview).map(reviewPolicyOf);
  const builds: SnapshotBuildPolicy[] = kept.filter(isBuild).map(buildPolicyOf);
  const left = all.length - reviews.length - builds.length;
  const complete = isWhole(answer);
  return [
    {
      content: {
        kind: "policies",
        name: "all",
        repository: null,
        complete,
        policies: reviews,
        "build-policies": builds,
      },
      key: "all",
      notes: [
        ...(complete ? [] : [partial]),
        ...(left > 0
          ? [`${left} polic${left === 1 ? "y" : "ies"} about something else ${left === 1 ? "is" : "are"} not kept`]
          : []),
      ],
      next: [],
    },
  ];
}
