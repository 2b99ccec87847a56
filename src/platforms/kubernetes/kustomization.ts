import { unknown, type Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Entry, Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { entriesOf, MadeNode, madeText, relocated, routed, viaOf, withEntries, withItems } from "./made.ts";
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

/** Objects after the changes that a kustomization makes to all of them: namespace, names, images, replicas. */
export function withTransformations(manifests: readonly Manifest[], kustomization: Node): readonly Manifest[] {
  const namespace = kustomization.get("namespace");
  const prefix = kustomization.get("namePrefix");
  const suffix = kustomization.get("nameSuffix");
  const images = kustomization.get("images").items();
  const counts = kustomization.get("replicas").items();
  const cloud = cloudIn(kustomization);
  return manifests.map((before) => {
    let { node } = before;
    if (namespace.text !== "" && !isClusterWide(before.kind))
      node = withMetadata(node, "namespace", namespace.text, namespace);
    const affixed = prefix.text !== "" ? prefix : suffix;
    if (affixed.text !== "") {
      const name = `${prefix.text}${node.get("metadata", "name").text}${suffix.text}`;
      node = withMetadata(node, "name", name, affixed);
    }
    if (images.length > 0) node = withImages(node, images, 0);
    const count = counts.find((candidate) => candidate.get("name").text === before.writtenName)?.get("count");
    if (count && scalable.has(before.kind)) node = withCount(node, count);
    const clouded = before.clouded ?? (cloud && mayChange(cloud.node, before) ? cloud.why : undefined);
    return { ...changed(before, node), ...(clouded && { clouded }) };
  });
}

const isClusterWide = (kind: string): boolean =>
  kind.startsWith("Cluster") || kind === "Namespace" || kind === "CustomResourceDefinition";

function withMetadata(node: Node, key: string, text: string, from: Node): Node {
  const metadata = entriesOf(node.get("metadata"));
  const old = metadata.get(key);
  metadata.set(key, { key, keyAt: from.keyAt, node: madeText(text, from.at, old ? [old.node.at] : []) });
  const entries = entriesOf(node);
  entries.set("metadata", {
    key: "metadata",
    keyAt: node.get("metadata").keyAt,
    node: withEntries(node.get("metadata"), metadata),
  });
  return withEntries(node, entries);
}

/** Kustomize refuses a count for a kind that it was not told to scale, and so one that is written for a rollout does scale it. */
const scalable = new Set(["Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "Rollout"]);

function withCount(node: Node, count: Node): Node {
  const spec = entriesOf(node.get("spec"));
  const old = spec.get("replicas");
  spec.set("replicas", { key: "replicas", keyAt: count.keyAt, node: routed(count, old ? [old.node.at] : []) });
  const entries = entriesOf(node);
  entries.set("spec", { key: "spec", keyAt: node.get("spec").keyAt, node: withEntries(node.get("spec"), spec) });
  return withEntries(node, entries);
}

/** Kustomize sets images in every `containers` and `initContainers` list, whatever the kind. */
function withImages(node: Node, images: readonly Node[], depth: number): Node {
  if (depth > 20) return node;
  if (node.kind === "sequence")
    return withItems(
      node,
      node.items().map((item) => withImages(item, images, depth + 1)),
    );
  if (node.kind !== "mapping") return node;
  const entries = new Map<string, Entry>();
  for (const entry of node.entries()) {
    const isContainers =
      (entry.key === "containers" || entry.key === "initContainers") && entry.node.kind === "sequence";
    const below = isContainers
      ? withItems(
          entry.node,
          entry.node.items().map((container) => withImage(container, images)),
        )
      : withImages(entry.node, images, depth + 1);
    entries.set(entry.key, { key: entry.key, keyAt: entry.keyAt, node: below });
  }
  return withEntries(node, entries);
}

function withImage(container: Node, images: readonly Node[]): Node {
  const image = container.get("image");
  if (image.kind !== "scalar") return container;
  const [, name = "", tag = "", digest = ""] = /^([^@]*?)(:[^:/@]+)?(@.+)?$/.exec(image.text) ?? [];
  const change = images.find((candidate) => candidate.get("name").text === name);
  if (!change) return container;
  const newName = change.get("newName").text || name;
  const newTag = change.get("newTag");
  const newDigest = change.get("digest");
  const from = newDigest.text !== "" ? newDigest : newTag.text !== "" ? newTag : change.get("newName");
  const version =
    newDigest.text !== "" ? `@${newDigest.text}` : newTag.text !== "" ? `:${newTag.text}` : `${tag}${digest}`;
  const entries = entriesOf(container);
  entries.set("image", {
    key: "image",
    keyAt: from.keyAt,
    node: madeText(newName + version, from.at, [...viaOf(image), image.at]),
  });
  return withEntries(container, entries);
}

interface Cloud {
  readonly node: Node;
  readonly why: Unknown;
}

/** What of a kustomization may change objects in ways that are not read. */
function cloudIn(kustomization: Node): Cloud | undefined {
  for (const key of ["transformers", "replacements"]) {
    const node = kustomization.get(key);
    if (node.items().length > 0)
      return {
        node,
        why: unknown(
          "elsewhere",
          `\`${key}\` of the kustomization may change it, and are not read`,
          node.keyAt,
          settleBuild,
        ),
      };
  }
  return undefined;
}

/** Replacements name the kinds that they change; whatever does not name one may change any. */
function mayChange(cloud: Node, { kind }: Manifest): boolean {
  const selected = cloud.items().flatMap((entry) =>
    entry
      .get("targets")
      .items()
      .map((target) => target.get("select", "kind")),
  );
  const isReplacement = cloud.items().every((entry) => entry.get("targets").kind === "sequence");
  return !isReplacement || selected.some(({ text }) => text === "" || text === kind);
}
