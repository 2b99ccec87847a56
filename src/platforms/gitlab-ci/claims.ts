import type { Node } from "#syntax/node.ts";

/** Whether a file is a pipeline's by its name. */
export const isPipelinePath = (path: string): boolean => /(?:^|[/.-])\.?gitlab-ci[^/]*\.ya?ml$/.test(path);

const JOB_KEYS = ["script", "extends", "trigger", "stage", "rules", "before_script"];

/** Whether a document is a pipeline, or a part of one that a pipeline can include. */
export function isPipeline(document: Node, path: string): boolean {
  if (isPipelinePath(path)) return true;
  if (!/^\.gitlab\//.test(path) || document.kind !== "mapping") return false;
  if (document.has("spec") && document.get("spec").has("inputs")) return true;
  return (
    document.has("stages") ||
    document.entries().some(({ node }) => JOB_KEYS.some((key) => node.kind === "mapping" && node.has(key)))
  );
}
