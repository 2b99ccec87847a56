import type { Fact, Unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { constantText } from "./scalars.ts";

/** One Kubernetes object, as it is applied as far as the repository says. */
export interface Manifest {
  readonly node: Node;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  /** The name that it was written with, before prefixes and suffixes: references may still use it. */
  readonly writtenName: string;
  /** The file that the object itself is written in. */
  readonly file: string;
  /** The kustomizations that it came through, the outermost first. */
  readonly through: readonly Kustomized[];
  /** Set where something that cannot be read may still change any part of it. */
  readonly clouded?: Unknown;
}

export interface Kustomized {
  readonly folder: string;
  readonly at: Place;
}

/** Objects that are applied together, in one of the ways in which the repository puts them together. */
export interface Application {
  /** `overlays/production`, `values-production.yaml`; empty for plain files. */
  readonly name: string;
  /** Where it is put together; the file itself for plain files. */
  readonly at: Place;
  readonly form: "kustomization" | "chart" | "files";
  readonly manifests: readonly Manifest[];
  /** Set where further objects come from somewhere that cannot be read. */
  readonly open?: Unknown;
}

export interface Applications {
  readonly applications: readonly Application[];
  readonly problems: readonly SourceProblem[];
  /** Files that were read although they are templates. */
  readonly rendered: ReadonlySet<string>;
}

/** The objects of a document: itself, or the parts of a `List`. */
export function manifestsOf(document: Node, file: string): readonly Manifest[] {
  if (document.get("kind").text === "List")
    return document
      .get("items")
      .items()
      .flatMap((item) => manifestsOf(item, file));
  if (document.kind !== "mapping" || !document.has("kind")) return [];
  return [manifest(document, file)];
}

export const manifest = (node: Node, file: string, writtenName = node.get("metadata", "name").text): Manifest => ({
  node,
  file,
  writtenName,
  through: [],
  apiVersion: node.get("apiVersion").text,
  kind: node.get("kind").text,
  name: constantText(node.get("metadata", "name")),
  namespace: constantText(node.get("metadata", "namespace")),
});

/** An object with another content. */
export const changed = ({ file, writtenName, through, clouded }: Manifest, node: Node): Manifest => ({
  ...manifest(node, file, writtenName),
  through,
  ...(clouded && { clouded }),
});

/** The group of an `apiVersion`: `apps/v1` is of `apps`, `v1` of none. */
export const groupOf = ({ apiVersion }: Manifest): string =>
  apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";

export const isOf = (manifest: Manifest, group: string, kind: string): boolean =>
  manifest.kind === kind && groupOf(manifest) === group;
