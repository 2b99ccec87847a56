import type { Connection, Resource, ResourceCheck } from "#model/server.ts";
import type { NamedEnvironment } from "#model/settings.ts";
import type { SnapshotResourceCheck } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { approversOf, type Loaded, said } from "./loaded.ts";

/** The names of resources by their type and id, as lists give them. */
export function namesById(all: readonly Loaded[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { snapshot } of all) {
    for (const { id, name } of snapshot["known-environments"] ?? []) found.set(`environment ${id}`, name);
    for (const { id, name } of snapshot.connections ?? []) found.set(`endpoint ${id}`, name);
  }
  return found;
}

export const namedEnvironmentsOf = ({ snapshot, node, source }: Loaded): readonly NamedEnvironment[] =>
  (snapshot["known-environments"] ?? []).map(({ name, id, tier }, index) => ({
    ...source,
    at: node.get("known-environments", index, "name").at,
    name,
    id,
    tier,
  }));

/** One whose name nothing gives is none of those that can be asked for. */
export const resourcesOf = (
  { snapshot, node, source }: Loaded,
  names: ReadonlyMap<string, string>,
): readonly Resource[] =>
  (snapshot.resources ?? []).flatMap(({ type, id, name: own, checks }, index) => {
    const written = node.get("resources", index);
    const name = own ?? names.get(`${type} ${id}`);
    if (name === undefined) return [];
    const at = own === null ? written.get("id").at : written.get("name").at;
    return [
      { ...source, at, type, name, checks: checks.map((check, at) => checkOf(check, written.get("checks", at))) },
    ];
  });

function checkOf(check: SnapshotResourceCheck, node: Node): ResourceCheck {
  const asked = { at: node.get("kind").at, disabled: check.disabled, timeout: check.timeout ?? undefined };
  switch (check.kind) {
    case "approval":
      return {
        ...asked,
        kind: check.kind,
        count: check.count === 0 ? check.approvers.length : check.count,
        approvers: approversOf(check.approvers, node.get("approvers")),
        inOrder: check["in-order"],
        byStarter: said(
          check["requester-may-approve"],
          node.get("requester-may-approve"),
          "whether whoever starts a run may approve it",
        ),
      };
    case "exclusive-lock":
      return { ...asked, kind: check.kind };
    case "branch-control":
      return {
        ...asked,
        kind: check.kind,
        branches: check.branches,
        protected: check.protected,
        unknownStatus: check["unknown-status"],
      };
    case "business-hours":
      return {
        ...asked,
        kind: check.kind,
        days: check.days,
        from: check.from,
        to: check.to,
        timeZone: check["time-zone"],
      };
    case "required-template":
      return { ...asked, kind: check.kind, templates: check.templates };
    case "other":
      return { ...asked, kind: check.kind, task: check.task, name: check.name };
  }
}

export const connectionsOf = ({ snapshot, node, source }: Loaded): readonly Connection[] =>
  (snapshot.connections ?? []).map(({ name, id, type, scheme, disabled }, index) => ({
    ...source,
    at: node.get("connections", index, "scheme").at,
    name,
    id,
    type,
    scheme,
    disabled,
  }));
