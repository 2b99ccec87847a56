import { unknown } from "#model/fact.ts";
import { startOf } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Files, SourceFile } from "../platform.ts";
import { chartApplications, chartOf } from "./chart.ts";
import { Kustomizations, kustomizationNear } from "./kustomize.ts";
import { type Application, type Applications, type Manifest, manifestsOf } from "./manifest.ts";

/**
 * The ways in which a repository applies its manifests: each kustomization that is nobody's base, each values file of
 * a chart, and the plain files that belong to neither. `wanted` tells the objects that one asks for: a file of them that
 * no kustomization includes, although one stands beside it, is not applied, and is reported as such.
 */
export function applicationsOf(
  claimed: readonly SourceFile[],
  files: Files,
  wanted: (manifest: Manifest) => boolean,
): Applications {
  const problems: SourceProblem[] = [];
  const rendered = new Set<string>();
  const kustomizations = new Kustomizations(files);
  const built = kustomizations.applications();
  const charts = Map.groupBy(claimed, ({ path }) => chartOf(files, path) ?? "");
  const applications: Application[] = [...built];
  for (const [chart, templates] of charts) {
    if (chart === "") continue;
    for (const { path } of templates) rendered.add(path);
    applications.push(...chartApplications(files, chart, templates, problems));
  }
  const plain: Manifest[] = [];
  for (const file of charts.get("") ?? []) {
    if (kustomizations.included.has(file.path)) {
      const patches = file.documents.flatMap((document) => manifestsOf(document, file.path)).filter(wanted);
      for (const patch of patches) if (!isApplied(patch, built)) problems.push(patchOfElsewhere(patch));
      continue;
    }
    if (file.documents.length === 0 && file.text.includes("{{")) {
      rendered.add(file.path);
      problems.push(foreignTemplate(file.path));
      continue;
    }
    const manifests = file.documents.flatMap((document) => manifestsOf(document, file.path));
    const near = kustomizationNear(kustomizations, file.path);
    if (near === undefined) plain.push(...manifests);
    else if (manifests.some(wanted)) problems.push(unapplied(file.path, near));
  }
  if (plain.length > 0) applications.push({ name: "", at: startOf(plain[0]!.file), form: "files", manifests: plain });
  for (const { name, manifests } of built)
    if (manifests.some(wanted)) problems.push(...kustomizations.problemsBelow(name));
  return { applications, problems, rendered };
}

const isApplied = ({ kind, writtenName }: Manifest, applications: readonly Application[]): boolean =>
  applications.some(({ manifests }) =>
    manifests.some((applied) => applied.kind === kind && applied.writtenName === writtenName),
  );

const patchOfElsewhere = ({ kind, writtenName, node }: Manifest): SourceProblem => ({
  at: node.at,
  reason: `patches the ${kind} \`${writtenName}\`, which is not in this repository`,
  remedy: "kustomize build FOLDER, and check what comes out",
  weight: "unknown",
});

const unapplied = (file: string, kustomization: string): SourceProblem => ({
  at: startOf(file),
  reason: `is included by no kustomization, although \`${kustomization}\` stands over it, and so is not applied`,
  remedy: "list it under `resources` of the kustomization, or remove it",
  weight: "remark",
});

const foreignTemplate = (file: string): SourceProblem => ({
  at: startOf(file),
  reason: "is a template (`{{ … }}` outside of quotes) that something outside of a chart fills in",
  remedy: "render it, and check what comes out",
  weight: "unknown",
});

/** Why an object that is named may still be there although none of its kind and name was found. */
export const notHere = (application: Application, what: string, settle: string) =>
  unknown(
    "elsewhere",
    application.open ? `${what} may come from elsewhere: ${application.open.why}` : `${what} is not in this repository`,
    application.at,
    settle,
  );
