import type { Node } from "#syntax/node.ts";
import { directiveOf } from "./expand/directive.ts";

/** The keys that only a pipeline has at its top. https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/pipeline */
const ofPipeline = [
  "trigger",
  "pr",
  "schedules",
  "resources",
  "pool",
  "extends",
  "lockBehavior",
  "appendCommitMessageToRunName",
];
const ofSteps = new Set([
  "script",
  "bash",
  "pwsh",
  "powershell",
  "task",
  "checkout",
  "download",
  "downloadBuild",
  "getPackage",
  "publish",
  "reviewApp",
]);

/** The lists that a pipeline or template can hold. */
export const lists = ["stages", "jobs", "steps"] as const;

/** Whether a document is a pipeline of Azure, or a template for one. Looks at the first few parts alone. */
export function isAzure(root: Node, path: string): boolean {
  if (root.kind !== "mapping" || root.has("on") || root.has("apiVersion") || root.has("workflow")) return false;
  if (root.get("extends").has("template")) return true;
  const templated = root.entries().some(({ key }) => directiveOf(key) !== undefined);
  if (lists.some((kind) => isListOf(kind, root.get(kind)))) return true;
  if (isOurs(path) && lists.some((kind) => root.get(kind).kind === "sequence")) return true;
  const listed = lists.some((kind) => root.get(kind).kind === "sequence" || root.get(kind).kind === "scalar");
  if (isVariables(root) && (isOurs(path) || root.has("parameters"))) return true;
  return templated && (listed || isOurs(path));
}

/** Whether a folder or file is by its name one of Azure Pipelines. */
export const isOurs = (path: string): boolean =>
  /(?:^|\/)(?:\.?azure-?pipelines?|\.?azdo(?:-pipelines?)?|\.azuredevops|\.ado|\.pipelines?|\.vsts)(?:[-.\w]*\.ya?ml$|\/)/i.test(
    path,
  ) || /(?:^|\/)azure-pipelines[^/]*\.ya?ml$/i.test(path);

const isVariables = (root: Node): boolean =>
  root.has("variables") && root.entries().every(({ key }) => key === "variables" || key === "parameters");

const MOST_LOOKED_AT = 20;

function isListOf(kind: (typeof lists)[number], node: Node, depth = 0): boolean {
  return node
    .items()
    .slice(0, MOST_LOOKED_AT)
    .some((item) => {
      if (item.kind !== "mapping") return false;
      if (item.has("template") && isTemplateName(item.get("template").text)) return true;
      if (
        kind === "stages" &&
        item.has("stage") &&
        (item.has("jobs") || item.has("dependsOn") || item.has("displayName"))
      )
        return true;
      if (kind === "jobs" && (item.has("job") || item.has("deployment"))) return true;
      // Steps of Cloud Build can have a `script`, too, and these beside it.
      const isOther = ["id", "args", "waitFor", "entrypoint"].some((key) => item.has(key));
      if (kind === "steps" && !isOther && item.entries().some(({ key, node: value }) => isStep(key, value)))
        return true;
      return (
        depth < 4 &&
        item
          .entries()
          .some(({ key, node: value }) => directiveOf(key) !== undefined && isListOf(kind, value, depth + 1))
      );
    });
}

/** A task has a version. Other formats call their own steps by some of the other names. */
const isStep = (key: string, value: Node): boolean =>
  key === "task" ? /@\d/.test(value.text) : ofSteps.has(key) && value.kind === "scalar";

const isTemplateName = (text: string): boolean => /\.ya?ml(?:@[\w.-]+)?$|\$\{\{/i.test(text.trim());

/**
 * Whether a document is started by itself: it says what starts it or where it runs, or nothing else uses it and it
 * asks for nothing that only a caller can give.
 */
export function isRoot(root: Node, path: string, isUsed: boolean): boolean {
  if (root.kind !== "mapping") return false;
  if (ofPipeline.some((key) => root.has(key)) && hasWork(root)) return true;
  if (isUsed || !hasWork(root)) return false;
  const isTemplate = /(?:^|\/)(?:templates?|components?|shared|common)\//i.test(path) || /template/i.test(path);
  const parameters = root.get("parameters");
  // The older form, a mapping of names to defaults, is for templates alone.
  const isOpen =
    parameters.kind === "mapping" ||
    parameters.items().some((parameter) => !parameter.has("default") && !parameter.has("values"));
  return !isTemplate && !isOpen;
}

const hasWork = (root: Node): boolean => lists.some((kind) => root.has(kind)) || root.has("extends");
