import { unknown, type Unknown } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { notHere } from "../kubernetes/applications.ts";
import { type Application, isOf, type Manifest } from "../kubernetes/manifest.ts";
import { expressionIn } from "../kubernetes/scalars.ts";
import { folderOf } from "../kubernetes/paths.ts";

export const group = "argoproj.io";
export const isRollout = (manifest: Manifest): boolean => isOf(manifest, group, "Rollout");
export const isTemplate = (manifest: Manifest): boolean =>
  isOf(manifest, group, "AnalysisTemplate") || isOf(manifest, group, "ClusterAnalysisTemplate");

/** The analysis templates that a rollout can name, wherever the repository has them. */
export class Templates {
  readonly #rollout: Manifest;
  readonly #application: Application;
  readonly #everywhere: readonly Application[];

  constructor(rollout: Manifest, application: Application, everywhere: readonly Application[]) {
    this.#rollout = rollout;
    this.#application = application;
    this.#everywhere = everywhere;
  }

  /** The template that a node names, or why it cannot be told. */
  find(name: Node, scope: "namespace" | "cluster"): Node | Unknown {
    const kind = scope === "cluster" ? "ClusterAnalysisTemplate" : "AnalysisTemplate";
    const settle = `kubectl get ${kind.toLowerCase()} ${name.text} -o yaml`;
    const isMeant = (manifest: Manifest): boolean =>
      isOf(manifest, group, kind) &&
      (manifest.node.get("metadata", "name").text === name.text || manifest.writtenName === name.text);
    const beside = this.#application.manifests.filter(isMeant);
    // An expression that is written twice in one chart comes to the same; elsewhere it says nothing.
    const expression = expressionIn(name);
    if (expression && beside.length === 0) return expression;
    const candidates =
      beside.length > 0 ? beside : this.#everywhere.flatMap(({ manifests }) => manifests.filter(isMeant));
    const chosen = this.#nearest(candidates);
    if (chosen.length === 0) {
      const { why } = notHere(this.#application, `the ${kind} \`${name.text}\``, settle);
      return unknown("elsewhere", why, name.at, settle);
    }
    if (chosen.length > 1) {
      const where = chosen
        .slice(0, 3)
        .map(({ file }) => `\`${file}\``)
        .join(", ");
      return unknown(
        "elsewhere",
        `the ${kind} \`${name.text}\` is written ${chosen.length} times (${where}), and which one is applied cannot be told`,
        name.at,
        settle,
      );
    }
    const [template] = chosen;
    return template!.clouded ?? template!.node;
  }

  /** Those that stand closest to the rollout: of its namespace, its file, its folder. What is written alike counts once. */
  #nearest(candidates: readonly Manifest[]): readonly Manifest[] {
    const { file, node } = this.#rollout;
    const namespace = node.get("metadata", "namespace").text;
    const preferences: readonly ((manifest: Manifest) => boolean)[] = [
      (manifest) => namespace !== "" && manifest.node.get("metadata", "namespace").text === namespace,
      (manifest) => manifest.file === file,
      (manifest) => folderOf(manifest.file) === folderOf(file),
    ];
    let chosen = candidates;
    for (const isPreferred of preferences) {
      const preferred = chosen.filter(isPreferred);
      if (preferred.length > 0) chosen = preferred;
    }
    if (chosen.length < 2) return chosen;
    return [
      ...new Map(chosen.map((manifest) => [JSON.stringify(manifest.node.get("spec").toPlain()), manifest])).values(),
    ];
  }
}
