import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Group } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { openOf } from "./expand/grown.ts";
import type { Variables } from "./variables.ts";

export interface Leg {
  readonly label: string;
  readonly variables: Variables;
  readonly group: Fact<Group>;
}

const MOST_LEGS = 30;

/**
 * The legs of a job's matrix: each is a job of its own where what it is given decides where it deploys to.
 * https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-job-strategy
 */
export function legsOf(node: Node, variables: Variables): readonly Leg[] {
  const strategy = node.get("strategy");
  const matrix = strategy.get("matrix");
  const isSliced = strategy.has("parallel");
  if (matrix.kind === "missing" && !isSliced) return [{ label: "", variables, group: absent(node.at) }];
  const group = groupOf(strategy, node, variables);
  const legs = matrix.entries().filter(({ node: leg }) => leg.kind === "mapping");
  const names = new Set(legs.flatMap(({ node: leg }) => leg.entries().map(({ key }) => key.toLowerCase())));
  if (legs.length === 0 || legs.length > MOST_LEGS || !reaches(node, names)) {
    const open = [...names].reduce((inner, name) => inner.with(name, unsettled(matrix)), variables);
    return [{ label: "", variables: open, group }];
  }
  return legs.map(({ key, node: leg }) => ({ label: key, variables: variables.within(leg), group }));
}

/** A value that differs from leg to leg. */
const unsettled = (matrix: Node): Node => matrix.get("-", "-");

function groupOf(strategy: Node, { at }: Node, variables: Variables): Fact<Group> {
  if (openOf(strategy.get("matrix")) || /^\s*\$\[/.test(strategy.get("matrix").text))
    return unknown("run-time", "the matrix is made when it runs", strategy.get("matrix").at);
  const most = strategy.get("maxParallel");
  const text = most.kind === "missing" ? "" : variables.shown(most.text);
  if (text !== "" && !/^\d+$/.test(text))
    return unknown("run-time", `how many run at once is decided when it runs`, most.at);
  const concurrent = Number(text) > 0 ? Number(text) : Infinity;
  // A leg that fails does not stop the others. https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/jobs-job-strategy
  const stopsTogether = { state: "broken", at: strategy.at, how: "a leg that fails lets the others go on" } as const;
  return declared({ name: "matrix", concurrent, stopsTogether }, strategy.keyAt.line > 0 ? strategy.keyAt : at);
}

/** Whether a job deploys something by the names of a matrix. */
function reaches(node: Node, names: ReadonlySet<string>): boolean {
  let isNamed = false;
  let deploys = node.has("deployment");
  const visit = (part: Node, depth: number): void => {
    if (depth > 30 || (isNamed && deploys)) return;
    if (part.kind === "scalar") {
      deploys ||= /deploy|publish|release|push|apply|upgrade/i.test(part.text);
      for (const [, name = ""] of part.text.matchAll(/\$\(([\w.-]{1,100})\)|\$env:(\w{1,100})/g))
        isNamed ||= names.has(name.toLowerCase());
    }
    for (const item of part.items()) visit(item, depth + 1);
    for (const { key, node: below } of part.entries())
      if (key !== "strategy" || node.has("deployment")) visit(below, depth + 1);
  };
  visit(node, 0);
  return isNamed && deploys;
}
