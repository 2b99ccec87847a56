import type { Node } from "#syntax/node.ts";
import { type Application, type Manifest, manifestsOf } from "../kubernetes/manifest.ts";
import { unmarked } from "../kubernetes/scalars.ts";
import { baseOf, folderOf } from "../kubernetes/paths.ts";
import type { Files } from "../platform.ts";

/** Kinds that a rollout may lean on, and that are not claimed themselves. */
const kinds = /^kind:\s*["']?(?:Deployment|ReplicaSet|StatefulSet|PodTemplate|HorizontalPodAutoscaler|ScaledObject)\b/m;
const scalers = ["HorizontalPodAutoscaler", "ScaledObject"];

/** Finds what a rollout leans on: its Deployment, and the autoscaler that counts its pods. */
export class Surroundings {
  readonly #files: Files;
  #written: readonly Manifest[] | undefined;

  constructor(files: Files) {
    this.#files = files;
  }

  /** By kind and name; an autoscaler by the rollout that it scales. Plain files are looked for beside the rollout. */
  find(rollout: Manifest, application: Application, kind: string, name: string): Manifest | undefined {
    const isMeant = (manifest: Manifest): boolean =>
      manifest.kind === kind && (scalers.includes(kind) ? scales(manifest.node, name) : manifest.writtenName === name);
    const together = application.manifests.find(isMeant);
    if (together || application.form !== "files") return together;
    const candidates = this.#objects().filter(isMeant);
    const near =
      candidates.find(({ file }) => file === rollout.file) ??
      candidates.find(({ file }) => folderOf(file) === folderOf(rollout.file));
    return near ?? (candidates.length === 1 && !scalers.includes(kind) ? candidates[0] : undefined);
  }

  /** The objects of such kinds in the repository's files, read when the first is asked for. */
  #objects(): readonly Manifest[] {
    return (this.#written ??= this.#files
      .below("")
      .filter((path) => /\.ya?ml$/.test(path) && !baseOf(path).startsWith("_"))
      .filter((path) => kinds.test(this.#files.text(path) ?? ""))
      .flatMap((path) =>
        (this.#files.parsed(path)?.documents ?? []).flatMap((document) => manifestsOf(document, path)),
      ));
  }
}

const scales = (scaler: Node, rollout: string): boolean => {
  const target = scaler.get("spec", "scaleTargetRef");
  return target.get("kind").text === "Rollout" && unmarked(target.get("name").text) === rollout;
};
