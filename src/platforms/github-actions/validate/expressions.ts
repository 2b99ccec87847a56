import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { parts } from "../expression/parse.ts";
import { conditionOf, type Part, partsOf } from "../expression/template.ts";
import { error, remark, shown } from "./keys.ts";

/**
 * Which contexts stand open where.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#context-availability
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const everywhere = words("github env vars job jobs steps runner secrets strategy matrix needs inputs");
const inJob = words("github needs strategy matrix vars inputs");

const ofWorkflow: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["run-name", words("github inputs vars")],
  ["concurrency", words("github inputs vars")],
  ["env", words("github secrets inputs vars")],
]);
const ofJob: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["if", words("github needs vars inputs")],
  ["name", inJob],
  ["runs-on", inJob],
  ["concurrency", inJob],
  ["continue-on-error", inJob],
  ["timeout-minutes", inJob],
  ["with", inJob],
  ["strategy", words("github needs vars inputs")],
  ["env", words("github needs strategy matrix vars secrets inputs")],
  ["secrets", words("github needs strategy matrix secrets inputs vars")],
]);
const ofStepCondition = words("github needs strategy matrix job runner env vars steps inputs");

/** What is wrong with the expressions of a workflow. GitHub refuses a file with a faulty one. */
export function expressionProblems(root: Node): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  for (const { key, node } of root.entries()) {
    if (key === "jobs") for (const job of node.entries()) jobProblems(job.node, problems);
    else if (key !== "on") texts(node, ofWorkflow.get(key) ?? everywhere, problems);
  }
  return problems;
}

function jobProblems(job: Node, problems: SourceProblem[]): void {
  for (const { key, node } of job.entries()) {
    if (key === "if") condition(node, ofJob.get("if") ?? everywhere, problems);
    else if (key === "steps") for (const step of node.items()) stepProblems(step, problems, 0);
    else if (key === "environment") {
      texts(node.kind === "mapping" ? node.get("name") : node, inJob, problems);
      texts(node.get("url"), everywhere, problems);
    } else texts(node, ofJob.get(key) ?? everywhere, problems);
  }
}

function stepProblems(step: Node, problems: SourceProblem[], depth: number): void {
  for (const { key, node } of step.entries()) {
    if (key === "if") condition(node, ofStepCondition, problems);
    else if (key === "parallel" && depth < 5)
      for (const inner of node.items()) stepProblems(inner, problems, depth + 1);
    else texts(node, everywhere, problems);
  }
}

function condition(node: Node, open: ReadonlySet<string>, problems: SourceProblem[]): void {
  if (node.kind !== "scalar" || typeof node.value !== "string") return;
  const part = conditionOf(node.text);
  if (part.kind === "text") {
    texts(node, open, problems);
    const remedy = "put the whole condition inside of one `${{ }}`, or leave the marks out";
    problems.push(remark(node.at, "has a condition with text around its `${{ }}`, which is always true", remedy));
    return;
  }
  const before = node.text.length - node.text.trimStart().length;
  judge(part, node, node.text.includes("${{") ? before : 0, open, problems);
}

function texts(node: Node, open: ReadonlySet<string>, problems: SourceProblem[], depth = 0): void {
  if (depth > 30) return;
  for (const item of node.items()) texts(item, open, problems, depth + 1);
  for (const entry of node.entries()) texts(entry.node, open, problems, depth + 1);
  if (typeof node.value !== "string" || !node.text.includes("${{")) return;
  for (const part of partsOf(node.text)) judge(part, node, 0, open, problems);
}

function judge(part: Part, node: Node, before: number, open: ReadonlySet<string>, problems: SourceProblem[]): void {
  if (part.kind === "fault") {
    const at = node.placeOf(part.at + before);
    const source = shown(part.source.slice(0, 200).replace(/\s+/g, " ").trim().slice(0, 40));
    problems.push(
      error(at, `has an expression \`${source}\` that ${part.reason}`, "write it as GitHub's expressions are written"),
    );
  }
  if (part.kind !== "expression") return;
  for (const inner of parts(part.expression)) {
    if (inner.kind !== "context" || open.has(inner.name)) continue;
    const at = node.placeOf(part.at + before + inner.from);
    const near = nearest(inner.name, open);
    const remedy =
      near && !everywhere.has(inner.name) ? `did you mean \`${near}\`?` : `use one of \`${[...open].join("`, `")}\``;
    problems.push(error(at, `has an expression with \`${shown(inner.name)}\`, which is not to be had here`, remedy));
  }
}
