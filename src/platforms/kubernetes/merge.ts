import type { Entry, Node } from "#syntax/node.ts";
import { entriesOf, routed, withEntries, withItems } from "./made.ts";

/** Lists that Kubernetes merges by the name of their parts where it knows the kind. */
const NAMED = new Set(["containers", "initContainers", "env", "volumes", "volumeMounts"]);

/**
 * A mapping with a patch laid over it; `undefined` where the patch deletes it. Kustomize merges lists by name only
 * where it knows the kind's schema (`named`); a custom resource's lists are replaced whole
 * (https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#patchstrategicmerge).
 */
export function merged(base: Node, patch: Node, named: boolean): Node | undefined {
  const directive = patch.get("$patch").value;
  if (directive === "delete") return undefined;
  if (base.kind !== "mapping" || patch.kind !== "mapping" || directive === "replace")
    return routed(withoutDirective(patch), [base.at]);
  const entries = entriesOf(base);
  for (const entry of patch.entries()) {
    if (entry.key === "$patch") continue;
    const old = entries.get(entry.key);
    const node = mergedEntry(old, entry, named);
    if (node) entries.set(entry.key, { key: entry.key, keyAt: entry.keyAt, node });
    else entries.delete(entry.key);
  }
  return withEntries(base, entries);
}

function mergedEntry(old: Entry | undefined, { key, node }: Entry, named: boolean): Node | undefined {
  if (node.kind === "missing" || node.value === null) return undefined;
  if (!old) return node.kind === "mapping" ? merged(withEntries(node, new Map()), node, named) : node;
  if (named && NAMED.has(key) && node.kind === "sequence" && old.node.kind === "sequence")
    return mergedByName(old.node, node);
  return merged(old.node, node, named);
}

function mergedByName(base: Node, patch: Node): Node {
  const parts = new Map(base.items().map((item, index) => [item.get("name").text || `#${index}`, item]));
  const first = new Map<string, Node>();
  for (const part of patch.items()) {
    const name = part.get("name").text;
    const old = parts.get(name);
    const node = old ? merged(old, part, true) : part.get("$patch").value === "delete" ? undefined : part;
    if (!node) parts.delete(name);
    else if (old) parts.set(name, node);
    else first.set(name, node);
  }
  return withItems(base, [...first.values(), ...parts.values()]);
}

function withoutDirective(patch: Node): Node {
  if (!patch.has("$patch")) return patch;
  const entries = entriesOf(patch);
  entries.delete("$patch");
  return withEntries(patch, entries);
}

/** A document after JSON Patch operations (RFC 6902), and the operations that do not fit it. */
export function patched(base: Node, operations: Node): { readonly node: Node; readonly misfits: readonly Node[] } {
  let node = base;
  const misfits: Node[] = [];
  for (const operation of operations.items()) {
    const changed = operated(node, operation);
    if (changed) node = changed;
    else misfits.push(operation);
  }
  return { node, misfits };
}

function operated(node: Node, operation: Node): Node | undefined {
  const path = pointer(operation.get("path").text);
  const value = operation.get("value");
  if (!path) return undefined;
  switch (operation.get("op").text) {
    case "add":
      return changedAt(node, path, () => (value.kind === "missing" ? undefined : value), "add");
    case "replace":
      return changedAt(
        node,
        path,
        (old) => (value.kind === "missing" ? undefined : routed(value, [old.at])),
        "replace",
      );
    case "remove":
      return changedAt(node, path, () => undefined, "remove");
    case "test":
      return equal(at(node, path), value) ? node : undefined;
    case "copy":
    case "move": {
      const from = pointer(operation.get("from").text);
      const moved = from && at(node, from);
      if (!moved || moved.kind === "missing") return undefined;
      const rest = operation.get("op").text === "move" ? changedAt(node, from, () => undefined, "remove") : node;
      return rest && changedAt(rest, path, () => routed(moved, [operation.at]), "add");
    }
    default:
      return undefined;
  }
}

/** A JSON pointer's steps (RFC 6901); `undefined` where it is none, or leads to the whole document. */
const pointer = (text: string): readonly string[] | undefined =>
  text.startsWith("/")
    ? text
        .slice(1)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"))
    : undefined;

const at = (node: Node, path: readonly string[]): Node =>
  path.reduce((found, step) => found.get(found.kind === "sequence" ? Number(step) : step), node);

const equal = (a: Node, b: Node): boolean => JSON.stringify(a.toPlain()) === JSON.stringify(b.toPlain());

type Deed = "add" | "replace" | "remove";

/** The node with the part at a path changed; `undefined` where the path leads nowhere. */
function changedAt(
  node: Node,
  path: readonly string[],
  change: (old: Node) => Node | undefined,
  deed: Deed,
): Node | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  const isLast = rest.length === 0;
  if (node.kind === "mapping") {
    const old = node.get(step);
    if (old.kind === "missing" && !(isLast && deed === "add")) return undefined;
    const below = isLast ? change(old) : changedAt(old, rest, change, deed);
    if (!below && !(isLast && deed === "remove")) return undefined;
    const entries = entriesOf(node);
    if (below) entries.set(step, { key: step, keyAt: below.keyAt, node: below });
    else entries.delete(step);
    return withEntries(node, entries);
  }
  if (node.kind !== "sequence") return undefined;
  const items = [...node.items()];
  const isAppended = isLast && deed === "add" && step === "-";
  const index = isAppended ? items.length : /^\d{1,6}$/.test(step) ? Number(step) : -1;
  const old = items[index];
  if (index < 0 || index > items.length || (!old && !(isLast && deed === "add"))) return undefined;
  const below = isLast ? change(old ?? node) : old && changedAt(old, rest, change, deed);
  if (!below && !(isLast && deed === "remove")) return undefined;
  items.splice(index, isLast && deed === "add" ? 0 : 1, ...(below ? [below] : []));
  return withItems(node, items);
}
