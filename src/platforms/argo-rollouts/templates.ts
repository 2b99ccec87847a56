import { unknown, type Unknown } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { notHere } from "../kubernetes/applications.ts";
import { type Application, isOf, type Manifest } from "../kubernetes/manifest.ts";
import { expressionIn, unmarked } from "../kubernetes/scalars.ts";
import { folderOf } from "../kubernetes/paths.ts";

export const group = "argoproj.io";
export const isRollout = (manifest: Manifest): boolean => isOf(manifest, group, "Rollout");
export const isTemplate = (manifest: Manifest): boolean =>
  isOf(manifest, group, "AnalysisTemplate") || isOf(manifest, group, "ClusterAnalysisTemplate");

/** Every analysis template of a repository, by kind and name: the one it has, and the one it was written with. */
export class TemplateIndex {
  readonly #named = new Map<string, { readonly manifest: Manifest; readonly application: Application }[]>();

  constructor(applications: readonly Application[]) {
    for (const application of applications) {
      for (const manifest of application.manifests) {
        if (!isTemplate(manifest)) continue;
        const names = new Set([manifest.node.get("metadata", "name").text, manifest.writtenName]);
        for (const name of names) this.#of(manifest.kind, name).push({ manifest, application });
      }
    }
  }

  /** Those of an application, or of all where it has none. */
  find(
    kind: string,
    name: string,
    application: Application,
  ): { readonly found: readonly Manifest[]; readonly isBeside: boolean } {
    const all = this.#named.get(`${kind}/${name}`) ?? [];
    const beside = all.filter((candidate) => candidate.application === application);
    return { found: (beside.length > 0 ? beside : all).map(({ manifest }) => manifest), isBeside: beside.length > 0 };
  }

  #of(kind: string, name: string): { readonly manifest: Manifest; readonly application: Application }[] {
    const key = `${kind}/${name}`;
    const known = this.#named.get(key) ?? [];
    this.#named.set(key, known);
    return known;
  }
}

/** The analysis templates that a rollout can name, wherever the repository has them. */
export class Templates {
  readonly #rollout: Manifest;
  readonly #application: Application;
  readonly #index: TemplateIndex;
  readonly #chosen = new Map<string, readonly Manifest[]>();

  constructor(rollout: Manifest, application: Application, index: TemplateIndex) {
    this.#rollout = rollout;
    this.#application = application;
    this.#index = index;
  }

  /** The template that a node names, or why it cannot be told. */
  find(name: Node, scope: "namespace" | "cluster"): Node | Unknown {
    const kind = scope === "cluster" ? "ClusterAnalysisTemplate" : "AnalysisTemplate";
    const settle = `kubectl get ${kind.toLowerCase()} ${unmarked(name.text)} -o yaml`;
    const { found, isBeside } = this.#index.find(kind, name.text, this.#application);
    // An expression that is written twice in one chart comes to the same; elsewhere it says nothing.
    const expression = isBeside ? undefined : expressionIn(name);
    if (expression) return expression;
    const key = `${kind}/${name.text}`;
    const chosen = this.#chosen.get(key) ?? this.#nearest(found);
    this.#chosen.set(key, chosen);
    const [template, ...others] = chosen;
    if (!template) {
      const { why } = notHere(this.#application, `the ${kind} \`${name.text}\``, settle);
      return unknown("elsewhere", why, name.at, settle);
    }
    if (others.length === 0) return template.clouded ?? template.node;
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

  /** Those that stand closest to the rollout: of its namespace, its file, its folder. What is written alike counts once. */
  #nearest(candidates: readonly Manifest[]): readonly Manifest[] {
    const { file } = this.#rollout;
    const namespace = namespaceOf(this.#rollout);
    const preferences: readonly ((manifest: Manifest) => boolean)[] = [
      (manifest) => namespace !== "" && namespaceOf(manifest) === namespace,
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

const namespaceOf = ({ namespace }: Manifest): string => (namespace.state === "declared" ? namespace.value : "");
