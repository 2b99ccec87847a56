import type { SourceProblem } from "#model/repository.ts";
import type { Place } from "#model/place.ts";
import { Lines } from "#syntax/lines.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import type { Files, SourceFile } from "../platform.ts";
import { relocated } from "./made.ts";
import { type Application, type Manifest, manifestsOf } from "./manifest.ts";
import { merged } from "./merge.ts";
import { baseOf, folderOf, joined } from "./paths.ts";
import { unmarked } from "./scalars.ts";
import { assembled, Renderer, type Source, sourceOf } from "./template.ts";
import { Unreadable } from "./template-parse.ts";
import { scalar, unknownValue, type Value } from "./template-values.ts";

/** The folder of the chart that a file is a template of; `undefined` where it is of none. */
export function chartOf(files: Files, path: string): string | undefined {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
    if (baseOf(folder) === "templates" && files.exists(joined(folderOf(folder), "Chart.yaml"))) return folderOf(folder);
  }
  return undefined;
}

/**
 * A chart in each of the ways in which its values files fill it (https://helm.sh/docs/chart_template_guide/values_files/):
 * `values.yaml` alone, or every `values-NAME.yaml` laid over it. Only the given templates are rendered.
 */
export function chartApplications(
  files: Files,
  chart: string,
  templates: readonly SourceFile[],
  problems: SourceProblem[],
): readonly Application[] {
  const document = (path: string): Node | undefined => files.parsed(path)?.documents[0];
  const values = document(joined(chart, "values.yaml")) ?? emptyMapping(joined(chart, "values.yaml"));
  const others = files.below(chart).filter((path) => folderOf(path) === chart && isValuesOf(baseOf(path)));
  const fillings = others.length > 0 ? others : [joined(chart, "values.yaml")];
  const named = namedTemplates(files, chart);
  const linesOf = new Map<string, Lines>();
  const place = (file: string, offset: number): Place => {
    const lines = linesOf.get(file) ?? new Lines(file, files.text(file) ?? "");
    linesOf.set(file, lines);
    return lines.place(offset);
  };
  const sources = templates.flatMap((file) => parsed(file.path, file.text, problems));
  const beside = files
    .below(joined(chart, "templates"))
    .filter((path) => /\.ya?ml$/.test(path) && !templates.some((template) => template.path === path))
    .filter((path) => neighbours.test(files.text(path) ?? ""))
    .flatMap((path) => parsed(path, files.text(path) ?? "", []));
  const applications = fillings.map((filling): Application => {
    const over = others.length > 0 ? document(filling) : undefined;
    const filled = over ? (merged(values, over, false) ?? values) : values;
    const renderer = new Renderer(rootOf(filled, document(joined(chart, "Chart.yaml"))), [
      ...named,
      ...sources,
      ...beside,
    ]);
    return {
      name: filling,
      at: { file: filling, line: 1, column: 1 },
      form: "chart",
      manifests: [
        ...sources.flatMap((source) => rendered(source, renderer, place, problems)),
        ...beside.flatMap((source) => rendered(source, renderer, place, [])),
      ],
    };
  });
  for (const { file, parts } of sources) {
    const isEmpty =
      parts.length > 0 && applications.every(({ manifests }) => manifests.every((manifest) => manifest.file !== file));
    if (isEmpty && !problems.some(({ at }) => at.file === file)) problems.push(renderedToNothing(file));
  }
  return applications;
}

const renderedToNothing = (file: string): SourceProblem => ({
  at: { file, line: 1, column: 1 },
  reason: "renders to nothing with the chart's own values: other values may switch it on",
  remedy: "helm template RELEASE CHART --values FILE, and check what comes out",
  weight: "unknown",
});

/** Objects that a rollout leans on, in templates that nobody claims. */
const neighbours = /^\s*kind:\s*["']?(?:Deployment|HorizontalPodAutoscaler|ScaledObject)\b/m;

const isValuesOf = (name: string): boolean => /^values[-_.][\w.-]+\.ya?ml$|^[\w.-]+[-_.]values\.ya?ml$/.test(name);

const emptyMapping = (file: string): Node => yaml(file, "{}").documents[0]!;

/** The chart's named templates: the files that begin with an underscore. What cannot be read defines nothing. */
const namedTemplates = (files: Files, chart: string): readonly Source[] =>
  files
    .below(joined(chart, "templates"))
    .filter((path) => baseOf(path).startsWith("_"))
    .flatMap((path) => parsed(path, files.text(path) ?? "", []));

function parsed(path: string, text: string, problems: SourceProblem[]): readonly Source[] {
  try {
    return [sourceOf(path, text)];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(unrendered(new Lines(path, text).place(error.offset), error.message));
    return [];
  }
}

function rootOf(values: Node, chart: Node | undefined): Value {
  const written = (key: string): Value =>
    chart?.has(key) ? scalar(chart.get(key).text, chart.get(key).at) : unknownValue;
  const fields = (entries: readonly (readonly [string, Value])[]): Value => ({
    kind: "fields",
    fields: new Map(entries),
  });
  return fields([
    ["Values", { kind: "node", node: values }],
    [
      "Chart",
      fields([
        ["Name", written("name")],
        ["Version", written("version")],
        ["AppVersion", written("appVersion")],
      ]),
    ],
    ["Release", fields([["Service", scalar("Helm")]])],
  ]);
}

function rendered(
  source: Source,
  renderer: Renderer,
  place: (file: string, offset: number) => Place,
  problems: SourceProblem[],
): readonly Manifest[] {
  let pieces;
  try {
    pieces = renderer.render(source);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    problems.push(unrendered(place(source.file, error.offset), error.message));
    return [];
  }
  const { text, origin } = assembled(pieces, source.file, place);
  const read = yaml(source.file, text);
  const lines = new Lines(source.file, text);
  const relocation = (inner: Place) => origin(lines.startOf(inner.line) + inner.column - 1);
  for (const { at, reason } of read.problems.slice(0, 1))
    problems.push(unrendered(relocation(at).at, `${unmarked(reason)}, as far as it could be rendered`));
  return read.documents.flatMap((document) => manifestsOf(relocated(document, relocation), source.file));
}

const unrendered = (at: Place, why: string): SourceProblem => ({
  at,
  reason: `is a chart's template that could not be rendered: ${why}`,
  remedy: "helm template RELEASE CHART --values FILE, and check what comes out",
  weight: "unknown",
});
