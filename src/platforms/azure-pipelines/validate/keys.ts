import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Entry, Node } from "#syntax/node.ts";
import { directiveOf } from "../expand/directive.ts";

/** The keys that Azure Pipelines takes. https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/ */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

export const pipelineKeys = words(
  "appendCommitMessageToRunName container continueOnError extends jobs lockBehavior name parameters phases pool pr queue resources " +
    "schedules server services stages steps strategy target trigger variables workspace condition timeoutInMinutes cancelTimeoutInMinutes",
);
export const stageKeys = words(
  "checks condition dependsOn displayName group isSkippable jobs lockBehavior pool stage templateContext trigger variables",
);
export const jobKeys = words(
  "cancelTimeoutInMinutes condition container continueOnError dependsOn displayName job parameters pool services steps strategy target templateContext " +
    "timeoutInMinutes uses variables workspace",
);
export const deploymentKeys = words(
  "cancelTimeoutInMinutes condition container continueOnError dependsOn deployment displayName environment pool services strategy " +
    "templateContext timeoutInMinutes uses variables workspace steps",
);
const common = "condition continueOnError displayName enabled env name retryCountOnTaskFailure target timeoutInMinutes";
export const stepKeys = words(
  `${common} artifact bash checkout clean download downloadBuild errorActionPreference failOnStderr fetchDepth fetchFilter fetchTags getPackage ` +
    "ignoreLASTEXITCODE informationPreference inputs lfs path patterns persistCredentials powershell progressPreference publish pwsh reviewApp script " +
    "sparseCheckoutDirectories sparseCheckoutPatterns submodules tags task templateContext upload verbosePreference warningPreference debugPreference " +
    "workingDirectory workspaceRepo",
);
export const hookNames = words("preDeploy deploy routeTraffic postRouteTraffic on");
/** What a step does: each has one of them. */
export const deeds = [
  "task",
  "script",
  "bash",
  "pwsh",
  "powershell",
  "checkout",
  "download",
  "downloadBuild",
  "getPackage",
  "publish",
  "reviewApp",
] as const;

export const error = (at: SourceProblem["at"], reason: string, remedy: string): SourceProblem => ({
  at,
  reason,
  remedy,
  weight: "error",
});

/** A word of a file in a message: short, and without what a terminal would obey. */
// oxlint-disable-next-line no-control-regex
export const shown = (text: string): string => text.slice(0, 60).replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");

const isExpression = (key: string): boolean => key.startsWith("${{");

/** The keys of a mapping that do not belong in it. What stands below directives is looked at, too. */
export function unknownKeys(node: Node, known: ReadonlySet<string>, where: string): readonly SourceProblem[] {
  return entriesOf(node).flatMap(({ key, keyAt }) => {
    if (known.has(key) || isExpression(key)) return [];
    const near = nearest(key, known);
    return [
      error(
        keyAt,
        `has the key \`${shown(key)}\`, which does not belong ${where}`,
        near ? `did you mean \`${near}\`?` : "take it out",
      ),
    ];
  });
}

const MOST_DEEP = 20;

/** A mapping's entries, with those that its directives may let in. */
const entriesOf = (node: Node, depth = 0): readonly Entry[] =>
  node
    .entries()
    .flatMap((entry) =>
      directiveOf(entry.key) && depth < MOST_DEEP && entry.node.kind === "mapping"
        ? entriesOf(entry.node, depth + 1)
        : [entry],
    );

/** A list's items, with those that its directives may let in. */
export function itemsOf(node: Node, depth = 0): readonly Node[] {
  return node.items().flatMap((item) => {
    const own = item.entries();
    const isDirected = own.length > 0 && own.every(({ key }) => directiveOf(key) !== undefined);
    if (!isDirected || depth >= MOST_DEEP) return [item];
    return own.flatMap(({ node: below }) => (below.kind === "sequence" ? itemsOf(below, depth + 1) : []));
  });
}

/** Whether everything in a mapping is written out, so that what is missing is missing. */
export const isPlain = (node: Node): boolean => node.entries().every(({ key }) => !isExpression(key));
