import { unknown, type Unknown } from "#model/fact.ts";
import type { Node } from "#syntax/node.ts";
import { expressionIn, withoutMarks } from "../kubernetes/scalars.ts";

/** The arguments of an analysis: constants, and those that only a run knows. */
export type Arguments = ReadonlyMap<string, string | Unknown>;

/**
 * The arguments that a run of templates gets: those of the rollout win over the templates' own values
 * (`MergeArgs` in https://github.com/argoproj/argo-rollouts/blob/master/utils/analysis/helpers.go).
 */
export function argumentsOf(given: Node, templates: readonly Node[]): Arguments {
  const values = new Map<string, string | Unknown>();
  const take = (node: Node) => {
    for (const argument of node.items()) {
      const name = argument.get("name").text;
      const value = argument.get("value");
      if (value.kind === "scalar") values.set(name, expressionIn(value) ?? value.text);
      else if (argument.has("valueFrom"))
        values.set(
          name,
          unknown(
            "run-time",
            `the argument \`${name}\` is taken from the running rollout`,
            argument.get("valueFrom").at,
          ),
        );
    }
  };
  for (const template of templates.toReversed()) take(template.get("spec", "args"));
  take(given);
  return values;
}

/** A text with its `{{args.name}}` filled in; unknown where one of them is. */
export function resolvedText(node: Node, given: Arguments): string | Unknown {
  const expression = expressionIn(node);
  if (expression) return expression;
  let missing: Unknown | undefined;
  const text = node.text.replaceAll(/\{\{\s*args\.([\w.-]+)\s*\}\}/g, (written, name: string) => {
    const value = given.get(name);
    if (typeof value === "string") return value;
    missing ??= value ?? unknown("run-time", `the argument \`${name}\` has no value here`, node.at);
    return written;
  });
  return missing ?? text;
}

const nothingKnown = "unknownArgument";

/** A condition or query with what is not known of it left as a name that means nothing. */
export const readableText = (node: Node, given: Arguments): string =>
  withoutMarks(node.text, nothingKnown).replaceAll(/\{\{\s*args\.([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = given.get(name);
    return typeof value === "string" ? value : nothingKnown;
  });
