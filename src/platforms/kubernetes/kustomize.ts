import { unknown, type Unknown } from "#model/fact.ts";
import { type Place, samePlace } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import type { Files } from "../platform.ts";
import { type Application, type Manifest, manifestsOf } from "./manifest.ts";
import { patchesOf, withoutObject, withPatch } from "./patches.ts";
import { baseOf, folderOf, joined, resolved } from "./paths.ts";
import { withTransformations } from "./transformations.ts";

const names = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** How often kustomizations may be built before the rest is left out: no repository needs as many. */
const mostBuilds = 5_000;
const mostManifests = 2_000;

interface Built {
  readonly manifests: readonly Manifest[];
  readonly open?: Unknown;
}

/**
 * The kustomizations of a repository, built as `kustomize build` does
 * (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/). What they draw from elsewhere stays open.
 */
export class Kustomizations {
  readonly #problems = new Map<string, SourceProblem[]>();
  /** Every file that a kustomization includes, as a resource or as a patch. */
  readonly included = new Set<string>();
  readonly #files: Files;
  readonly #documents = new Map<string, Node>();
  readonly #built = new Map<string, Built>();
  readonly #open = new Set<string>();
  #builds = 0;

  constructor(files: Files) {
    this.#files = files;
    for (const path of files.below("")) {
      const folder = folderOf(path);
      if (!names.includes(baseOf(path)) || this.#documents.has(folder)) continue;
      const document = files.parsed(path)?.documents[0];
      // Flux has objects of the same name that are none of Kustomize's.
      const isOther = document?.get("apiVersion").text.startsWith("kustomize.toolkit.fluxcd.io/");
      if (document?.kind === "mapping" && !isOther) this.#documents.set(folder, document);
    }
  }

  has(folder: string): boolean {
    return this.#documents.has(folder);
  }

  /** Those that are nobody's base or component: what is really applied. */
  applications(): readonly Application[] {
    const bases = new Set([...this.#documents].flatMap(([folder, document]) => this.#basesOf(folder, document)));
    return [...this.#documents]
      .filter(([folder, document]) => !bases.has(folder) && document.get("kind").text !== "Component")
      .map(([folder, document]) => {
        const { manifests, open } = this.#build(folder);
        return { name: folder, at: document.at, form: "kustomization", manifests, ...(open && { open }) };
      });
  }

  /** What is wrong with a kustomization and all that it draws on. */
  problemsBelow(folder: string, seen = new Set<string>()): readonly SourceProblem[] {
    const document = this.#documents.get(folder);
    if (!document || seen.has(folder)) return [];
    seen.add(folder);
    return [
      ...(this.#problems.get(folder) ?? []),
      ...this.#basesOf(folder, document).flatMap((base) => this.problemsBelow(base, seen)),
    ];
  }

  #basesOf(folder: string, document: Node): readonly string[] {
    return ["resources", "bases", "components"].flatMap((key) =>
      document
        .get(key)
        .items()
        .flatMap(({ text }) => {
          const path = isRemote(text) ? undefined : resolved(folder, text);
          return path !== undefined && path !== folder && this.#documents.has(path) ? [path] : [];
        }),
    );
  }

  #build(folder: string): Built {
    const known = this.#built.get(folder);
    if (known) return known;
    const document = this.#documents.get(folder);
    if (!document) return { manifests: [] };
    const built = this.#apply(folder, document, []);
    this.#built.set(folder, built);
    return built;
  }

  /** A kustomization applied to what stands already: nothing for a build, the parent's objects for a component. */
  #apply(folder: string, document: Node, before: readonly Manifest[]): Built {
    if (this.#open.has(folder)) {
      this.#report(folder, document.at, "includes itself", "remove the reference that leads back to it", "error");
      return { manifests: before };
    }
    if (++this.#builds > mostBuilds) return { manifests: before, open: tooMany(document.at) };
    this.#open.add(folder);
    let manifests = [...before];
    let open: Unknown | undefined;
    const take = (more: Built) => {
      manifests = [...manifests, ...more.manifests];
      open ??= more.open;
      if (manifests.length > mostManifests)
        [manifests, open] = [manifests.slice(0, mostManifests), tooMany(document.at)];
    };
    for (const key of ["resources", "bases"]) {
      for (const resource of document.get(key).items()) take(this.#resource(folder, resource));
    }
    for (const component of document.get("components").items()) {
      const path = isRemote(component.text) ? undefined : resolved(folder, component.text);
      const inner = path === undefined ? undefined : this.#documents.get(path);
      if (path === undefined || !inner) {
        const why = elsewhere(component);
        manifests = manifests.map((manifest) => ({ ...manifest, clouded: manifest.clouded ?? why }));
        open ??= why;
      } else {
        const applied = this.#apply(path, inner, manifests);
        manifests = [...applied.manifests];
        open ??= applied.open;
      }
    }
    for (const key of ["generators", "helmCharts", "helmChartInflationGenerator"]) {
      const node = document.get(key);
      if (node.kind === "sequence")
        open ??= unknown(
          "elsewhere",
          `\`${key}\` of the kustomization make objects that are not read`,
          node.keyAt,
          "kustomize build FOLDER",
        );
    }
    const named = document.has("openapi");
    for (const patch of patchesOf(document, (path) => this.#documentsAt(folder, path))) {
      const problem =
        open || mayHave(document, patch.node.get("kind").text) ? undefined : withoutObject(manifests, patch);
      if (problem) this.#problemsOf(folder).push(problem);
      manifests = [...withPatch(manifests, patch, named, this.#problemsOf(folder))];
    }
    this.#open.delete(folder);
    const done = withTransformations(manifests, document).map((manifest) => ({
      ...manifest,
      through: [{ folder, at: document.at }, ...manifest.through],
    }));
    return { manifests: done, ...(open && { open }) };
  }

  #resource(folder: string, resource: Node): Built {
    if (isRemote(resource.text)) return { manifests: [], open: elsewhere(resource) };
    const path = resolved(folder, resource.text);
    if (path === undefined) {
      this.#report(
        folder,
        resource.at,
        `names \`${resource.text}\`, which leads out of the repository`,
        "name a folder or file of the repository",
      );
      return { manifests: [], open: elsewhere(resource) };
    }
    const inner = this.#documents.get(path);
    if (inner) return this.#open.has(path) ? this.#apply(path, inner, []) : this.#build(path);
    if (!this.#files.exists(path)) {
      const isGenerated = this.#files.below(path).length > 0;
      if (!isGenerated)
        this.#report(
          folder,
          resource.at,
          `names \`${resource.text}\`, which is not in the repository`,
          "name a file or folder that is there",
        );
      return { manifests: [], open: elsewhere(resource) };
    }
    return { manifests: this.#documentsAt(folder, resource).flatMap((document) => manifestsOf(document, path)) };
  }

  #documentsAt(folder: string, path: Node): readonly Node[] {
    const found = resolved(folder, path.text);
    if (found === undefined || found === "" || !this.#files.exists(found)) return [];
    this.included.add(found);
    return this.#files.parsed(found)?.documents ?? [];
  }

  #problemsOf(folder: string): SourceProblem[] {
    const problems = this.#problems.get(folder) ?? [];
    this.#problems.set(folder, problems);
    return problems;
  }

  #report(
    folder: string,
    at: Place,
    reason: string,
    remedy: string,
    weight: SourceProblem["weight"] = "unknown",
  ): void {
    const problems = this.#problemsOf(folder);
    if (!problems.some((known) => samePlace(known.at, at))) problems.push({ at, reason, remedy, weight });
  }
}

/** Whether an object of a kind may come from somewhere else than its resources: from the parent, or a generator. */
const mayHave = (document: Node, kind: string): boolean =>
  document.get("kind").text === "Component" ||
  (kind === "ConfigMap" && document.has("configMapGenerator")) ||
  (kind === "Secret" && document.has("secretGenerator"));

/** The nearest kustomization that stands over a file: one in the repository's root stands over the root's files alone. */
export const kustomizationNear = (kustomizations: Kustomizations, file: string): string | undefined => {
  for (let folder = folderOf(file); folder !== ""; folder = folderOf(folder))
    if (kustomizations.has(folder)) return joined(folder, "kustomization.yaml");
  return !file.includes("/") && kustomizations.has("") ? "kustomization.yaml" : undefined;
};

const isRemote = (path: string): boolean =>
  /^(?:https?:|ssh:|git@|git::|file:)|^(?:github|gitlab|bitbucket)\.[a-z]+[:/]|\?(?:ref|version|timeout)=/.test(path);

const elsewhere = ({ text, at }: Node): Unknown =>
  unknown("elsewhere", `\`${text}\` is not in this repository`, at, "kustomize build FOLDER");

const tooMany = (at: Place): Unknown =>
  unknown("elsewhere", "the kustomizations are too many to be read whole", at, "kustomize build FOLDER");
