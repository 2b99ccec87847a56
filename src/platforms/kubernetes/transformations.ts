import { unknown, type Unknown } from "#model/fact.ts";
import type { Entry, Node } from "#syntax/node.ts";
import { entriesOf, madeText, routed, viaOf, withEntries, withItems } from "./made.ts";
import { changed, type Manifest } from "./manifest.ts";

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
          "kustomize build FOLDER",
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
