import type { Freeze, ProjectSettings, ProtectedEnvironment, ProtectedRef } from "#model/server.ts";
import { approversOf, type Loaded, said } from "./loaded.ts";

export const protectedEnvironmentsOf = ({ snapshot, node, source }: Loaded): readonly ProtectedEnvironment[] =>
  (snapshot["protected-environments"] ?? []).map(({ name, deployers, required, approvals }, index) => {
    const written = node.get("protected-environments", index);
    return {
      ...source,
      at: written.get("name").at,
      name,
      deployers: approversOf(deployers, written.get("deployers")),
      required,
      requiredAt: written.get("required").at,
      approvals: approvals.map(({ count, from }, position) => {
        const rule = written.get("approvals", position);
        return { at: rule.get("count").keyAt, count, from: approversOf([from], rule.get("from")) };
      }),
      approvalsAt: written.get("approvals").keyAt,
    };
  });

export const protectedRefsOf = ({ snapshot, node, source }: Loaded): readonly ProtectedRef[] =>
  (snapshot["protected-refs"] ?? []).map((ref, index) => {
    const written = node.get("protected-refs", index);
    return {
      ...source,
      at: written.get("name").at,
      type: ref.type,
      name: ref.name,
      push: ref.push,
      merge: ref.merge,
      forcePush: ref["force-push"],
      codeOwners: said(ref["code-owners"], written.get("code-owners"), "whether the owners of a change must approve"),
    };
  });

/** The freezes of an export that speaks of them; `undefined` where it does not. */
export const freezesOf = ({ snapshot: { freezes }, node, source }: Loaded): readonly Freeze[] | undefined =>
  freezes?.map(({ start, end, "time-zone": timeZone }, index) => ({
    ...source,
    at: node.get("freezes", index, "start").at,
    start,
    end,
    timeZone,
  }));

export function projectOf({ snapshot: { project }, node, source }: Loaded): ProjectSettings | undefined {
  if (!project) return undefined;
  const fact = <K extends keyof typeof project>(key: K, what: string) =>
    said<NonNullable<(typeof project)[K]>>(project[key] ?? null, node.get("project", key), what);
  return {
    ...source,
    at: node.get("project").keyAt,
    defaultBranch: fact("default-branch", "which branch is the default"),
    mergeMethod: fact("merge-method", "how a change is merged"),
    jobTimeout: fact("job-timeout", "after how long a job ends"),
    forwardOnly: fact("forward-only", "whether an older deployment may replace a newer one"),
    cancelsPending: fact("cancels-pending", "whether a newer pipeline cancels those that are not done"),
    pipelineMustPass: fact("pipeline-must-pass", "whether a change's pipeline must pass before it merges"),
    skippedPasses: fact("skipped-passes", "whether a skipped pipeline counts as passed"),
    starterMayApprove: fact("starter-may-approve", "whether whoever starts a pipeline may approve its deployment"),
  };
}
