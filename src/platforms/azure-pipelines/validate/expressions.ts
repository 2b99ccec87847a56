import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import { directiveOf } from "../expand/directive.ts";
import { ExpressionFault, parse } from "../expression/parse.ts";
import { partsOf } from "../expression/template.ts";
import { error, shown } from "./keys.ts";

const MOST_DEEP = 60;
const MOST_PROBLEMS = 20;

/** What is wrong with the expressions of a file. Azure Pipelines refuses a file with a faulty one. */
export function expressionProblems(root: Node): readonly SourceProblem[] {
  const problems: SourceProblem[] = [];
  visit(root, problems, 0);
  return problems.slice(0, MOST_PROBLEMS);
}

function visit(node: Node, problems: SourceProblem[], depth: number): void {
  if (depth > MOST_DEEP || problems.length >= MOST_PROBLEMS) return;
  for (const item of node.items()) visit(item, problems, depth + 1);
  for (const { key, keyAt, node: below } of node.entries()) {
    const directive = directiveOf(key);
    if (directive) {
      if (directive.source !== "") judge(directive.source, keyAt, problems);
    } else if (key.includes("${{"))
      for (const part of partsOf(key)) if (part.kind === "fault") faulty(part.source, part.reason, keyAt, problems);
    if (key === "condition" && below.kind === "scalar" && !below.text.includes("${{")) condition(below, problems);
    visit(below, problems, depth + 1);
  }
  if (node.kind !== "scalar" || !node.text.includes("${{")) return;
  for (const part of partsOf(node.text))
    if (part.kind === "fault") faulty(part.source, part.reason, node.placeOf(part.at), problems);
}

function condition(node: Node, problems: SourceProblem[]): void {
  const text = /^\s*\$\[([\s\S]*)\]\s*$/.exec(node.text)?.[1] ?? node.text;
  // A macro in a condition is a text that is never replaced, or one that was replaced before.
  if (text.trim() !== "" && !text.includes("$(")) judge(text.trim(), node.at, problems);
}

function judge(source: string, at: SourceProblem["at"], problems: SourceProblem[]): void {
  try {
    parse(source);
  } catch (fault) {
    if (!(fault instanceof ExpressionFault)) throw fault;
    faulty(source, fault.message, at, problems);
  }
}

function faulty(source: string, reason: string, at: SourceProblem["at"], problems: SourceProblem[]): void {
  const text = shown(source.slice(0, 200).replace(/\s+/g, " ").trim().slice(0, 40));
  problems.push(
    error(at, `has an expression \`${text}\` that ${reason}`, "write it as expressions of Azure Pipelines are written"),
  );
}
