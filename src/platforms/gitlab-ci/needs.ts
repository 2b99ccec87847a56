import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { WrittenJob } from "./configuration/configuration.ts";
import type { Decision } from "./decision.ts";

export interface WrittenNeed {
  readonly job: string;
  readonly at: Place;
  readonly isOptional: boolean;
  /** The jobs of a matrix that are meant, each as its variables; empty for all. */
  readonly rows: readonly ReadonlyMap<string, string>[];
}

/**
 * What a job needs in its own pipeline; `undefined` where it waits for its stage. Artifacts of other projects and
 * pipelines are fetched, and not waited for. https://docs.gitlab.com/ci/yaml/#needs
 */
export function needsOf({
  job: { node },
  decision,
}: {
  readonly job: WrittenJob;
  readonly decision: Decision;
}): readonly WrittenNeed[] | undefined {
  const ruled = decision.outcomes.map(({ rule }) => rule.get("needs")).find(({ kind }) => kind !== "missing");
  const written = ruled ?? node.get("needs");
  if (written.kind === "missing" || written.value === null) return undefined;
  const items = written.kind === "sequence" ? flat(written) : [written];
  const needs = items.flatMap((item): readonly WrittenNeed[] => {
    if (item.kind === "scalar") return [{ job: item.text, at: item.at, isOptional: false, rows: [] }];
    if (!item.has("job") || item.has("pipeline") || item.has("project")) return [];
    const rows = item
      .get("parallel", "matrix")
      .items()
      .map((row) => new Map(row.entries().map(({ key, node: value }) => [key, value.items()[0]?.text ?? value.text])));
    return [
      { job: item.get("job").text, at: item.get("job").at, isOptional: item.get("optional").value === true, rows },
    ];
  });
  // A list that only fetches artifacts of elsewhere leaves the order of the stages in force.
  return needs.length === 0 && items.length > 0 ? undefined : needs;
}

const flat = (list: Node): readonly Node[] =>
  list.items().flatMap((item) => (item.kind === "sequence" ? item.items() : [item]));
