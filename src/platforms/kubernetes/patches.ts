import { unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { entriesOf, MadeNode, relocated, withEntries } from "./made.ts";
import { changed, groupOf, type Manifest, manifest } from "./manifest.ts";
import { merged, patched } from "./merge.ts";

/** A patch: operations or a partial object, and which objects it changes. */
export interface Patch {
  readonly node: Node;
  /** What it is laid on; a mapping that is empty where the partial object itself names it. */
  readonly target: Node;
}

const settleBuild = "kustomize build FOLDER";

/** The patches of a kustomization, in the order in which they are laid on. `documents` opens a file beside it. */
export function patchesOf(kustomization: Node, documents: (path: Node) => readonly Node[]): readonly Patch[] {
  const none = new MadeNode({ at: kustomization.at, entries: new Map() });
  const inline = (node: Node): readonly Node[] => (node.kind === "scalar" ? parsedInside(node) : []);
  const partial = kustomization
    .get("patchesStrategicMerge")
    .items()
    .flatMap((entry) => {
      const isText = entry.text.includes("\n");
      return (isText ? inline(entry) : documents(entry)).map((node) => ({ node, target: none }));
    });
  const targeted = [...kustomization.get("patches").items(), ...kustomization.get("patchesJson6902").items()].flatMap(
    (entry) => {
      const nodes = entry.has("path") ? documents(entry.get("path")) : inline(entry.get("patch"));
      return nodes.map((node) => ({ node, target: entry.has("target") ? entry.get("target") : none }));
    },
  );
  return [...partial, ...targeted];
}

/** The documents that are written inside of a text, at their places in its file. */
function parsedInside(scalar: Node): readonly Node[] {
  const { text } = scalar;
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  const place = (inner: Place): Place => scalar.placeOf((starts[inner.line - 1] ?? 0) + inner.column - 1);
  return yaml(scalar.at.file, text).documents.map((node) =>
    relocated(node, (inner) => ({ at: place(inner), via: [] })),
  );
}

/** Objects with a patch laid on those that it means. */
export function withPatch(
  manifests: readonly Manifest[],
  { node, target }: Patch,
  named: boolean,
  problems: SourceProblem[],
): readonly Manifest[] {
  return manifests.flatMap((before) => {
    const aim = aimedAt(before, node, target);
    if (aim === false) return [before];
    if (aim !== true) return [{ ...before, clouded: before.clouded ?? aim }];
    if (node.kind === "sequence") {
      const { node: after, misfits } = patched(before.node, node);
      for (const { at } of before.clouded ? [] : misfits)
        problems.push({
          at,
          reason: `has a patch operation that does not fit \`${before.writtenName}\``,
          remedy: "name a path that the object has",
          weight: "error",
        });
      return [changed(before, after)];
    }
    const after = merged(before.node, identityKept(before, node), named || groupOf(before) !== "argoproj.io");
    return after ? [changed(before, after)] : [];
  });
}

/** What is wrong with a patch that names its object itself: without such an object, the build fails. */
export function withoutObject(manifests: readonly Manifest[], { node, target }: Patch): SourceProblem | undefined {
  const names = node.kind === "mapping" && node.get("kind").text !== "" && node.get("metadata", "name").text !== "";
  if (!names || target.entries().length > 0) return undefined;
  if (manifests.some((object) => aimedAt(object, node, target) !== false)) return undefined;
  return {
    at: node.at,
    reason: `is a patch of the ${node.get("kind").text} \`${node.get("metadata", "name").text}\`, which the kustomization does not have`,
    remedy: "list it under `resources` if it is an object of its own, or name an object that is there",
    weight: "error",
  };
}

/** A targeted patch may carry any name: the object keeps its own. */
function identityKept({ node }: Manifest, patch: Node): Node {
  if (patch.kind !== "mapping" || !patch.has("metadata")) return patch;
  const metadata = entriesOf(patch.get("metadata"));
  metadata.delete("name");
  metadata.delete("namespace");
  const entries = entriesOf(patch);
  entries.delete("apiVersion");
  entries.delete("kind");
  entries.set("metadata", {
    key: "metadata",
    keyAt: patch.get("metadata").keyAt,
    node: withEntries(node.get("metadata"), metadata),
  });
  return withEntries(patch, entries);
}

/** Whether a patch means an object; unknown where its selector cannot be read. */
function aimedAt(object: Manifest, patch: Node, target: Node): boolean | Unknown {
  const { kind, writtenName, node } = object;
  const names = [writtenName, node.get("metadata", "name").text];
  if (target.entries().length === 0)
    return (
      patch.kind === "mapping" &&
      patch.get("kind").text === kind &&
      names.includes(patch.get("metadata", "name").text) &&
      manifest(patch, "").apiVersion.split("/")[0] === object.apiVersion.split("/")[0]
    );
  let unread: Unknown | undefined;
  for (const { key, node: wanted } of target.entries()) {
    const isMet = selects(key, wanted.text, object, names);
    if (isMet === false) return false;
    if (isMet === undefined)
      unread ??= unknown(
        "elsewhere",
        `a patch's target \`${key}: ${wanted.text}\` cannot be read from here`,
        wanted.at,
        settleBuild,
      );
  }
  return unread ?? true;
}

function selects(key: string, wanted: string, object: Manifest, names: readonly string[]): boolean | undefined {
  switch (key) {
    case "kind":
      return matches(wanted, [object.kind]);
    case "name":
      return matches(wanted, names);
    case "namespace":
      return matches(wanted, [object.node.get("metadata", "namespace").text]);
    case "group":
      return wanted === "" || wanted === groupOf(object);
    case "version":
      return wanted === "" || object.apiVersion.endsWith(`/${wanted}`) || object.apiVersion === wanted;
    case "labelSelector":
      return labelled(wanted, object.node.get("metadata", "labels"));
    case "annotationSelector":
      return labelled(wanted, object.node.get("metadata", "annotations"));
    default:
      return undefined;
  }
}

/** Kustomize reads names as anchored regular expressions: plain names, alternatives and `.*` are followed, others are not. */
function matches(wanted: string, values: readonly string[]): boolean | undefined {
  if (wanted === "" || wanted === ".*") return true;
  const alternatives = wanted
    .replaceAll(/^\^|\$$/g, "")
    .replaceAll(/^\((.*)\)$/g, "$1")
    .split("|");
  if (alternatives.every((one) => /^[\w-]*$/.test(one))) return alternatives.some((one) => values.includes(one));
  const [start, end, ...more] = wanted.split(".*");
  if (start === undefined || end === undefined || more.length > 0 || !/^[\w-]*$/.test(start + end)) return undefined;
  return values.some(
    (value) => value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end),
  );
}

function labelled(selector: string, labels: Node): boolean | undefined {
  let isMet = true;
  for (const part of selector.split(",")) {
    const found = /^\s*([\w./-]+)\s*={1,2}\s*([\w./-]*)\s*$/.exec(part);
    if (!found) return undefined;
    isMet &&= labels.get(found[1] ?? "").text === found[2];
  }
  return isMet;
}
