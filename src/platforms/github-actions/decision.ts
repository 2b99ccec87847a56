import type { Node } from "#syntax/node.ts";
import {
  type Assigned,
  decideBy,
  type Decision,
  happily,
  type Needed as Waited,
  runsOf,
  splitsOf,
  type Status,
  statusOf,
} from "../values/decide.ts";
import { evaluate, type Scope } from "./expression/evaluate.ts";
import { asksStatus, type Expression } from "./expression/parse.ts";
import { conditionOf } from "./expression/template.ts";
import { byChange, dict, known, truth, TRUE, unread, type Value } from "../values/value.ts";

/** A needed job with what it hands on. */
export interface Needed extends Waited {
  readonly outputs: Value;
}

/** A condition as it is written; `undefined` where there is none. */
export function writtenCondition(node: Node): Expression | "true" | "unread" | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const part = conditionOf(node.text);
  // A text around `${{ }}` is a text that is not empty, and so it is true.
  if (part.kind === "text") return "true";
  return part.kind === "fault" ? "unread" : part.expression;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions */
export function decide(name: string, node: Node, needs: readonly Needed[], outer: Scope): Decision {
  const written = writtenCondition(node);
  const how = `\`${name}\` runs with \`if: ${brief(node.text)}\``;
  const happy = happily(needs);
  if (written === undefined || written === "true" || written === "unread" || !asksStatus(written))
    return decidePlainly(node, written, needs, happy, outer, how);

  return decideBy({
    name,
    at: node.at,
    how,
    needs,
    condition: (assigned, status = {}) => evaluate(written, scopeOf(outer, needs, assigned, status)),
    outputsOf: (need) => `needs.${need}.outputs`,
  });
}

function decidePlainly(
  node: Node,
  written: Exclude<ReturnType<typeof writtenCondition>, undefined> | undefined,
  needs: readonly Needed[],
  happy: Assigned,
  outer: Scope,
  how: string,
): Decision {
  const value =
    written === undefined || written === "true"
      ? TRUE
      : written === "unread"
        ? unread(`the condition \`${brief(node.text)}\``)
        : evaluate(written, scopeOf(outer, needs, happy, {}));
  const canSucceed = needs.every(({ results }) => results.includes("success"));
  return {
    possible: canSucceed && truth(value) !== false,
    runs: runsOf(value, "it", node.at),
    after: () => "all-success",
    how,
    mends: false,
    isPlain: true,
    splits: splitsOf(value),
  };
}

/** The scope of a condition when needed jobs have come to something; those that are not assigned are open. */
function scopeOf(outer: Scope, needs: readonly Needed[], assigned: Assigned, status: Status): Scope {
  const results = needs.map(({ name, results: possible }) => {
    const result = assigned.get(name) ?? (possible.length === 1 ? possible[0] : undefined);
    return { name, result, possible };
  });
  const context = dict(
    needs.map(({ name, outputs }, position) => {
      const { result, possible = [] } = results[position] ?? {};
      const value = result ? known(result) : byChange(`the result of \`${name}\``, { domain: possible });
      return [
        name,
        dict([
          ["result", value],
          // A job that was skipped has set nothing.
          ["outputs", result === "skipped" ? dict([]) : outputs],
        ]),
      ] as const;
    }),
  );
  const made = statusOf(needs, assigned, byChange("the outcome of what it needs", { domain: [true, false] }));
  return {
    context: (name) => (name === "needs" ? context : outer.context(name)),
    status: (name) => status[name] ?? made[name],
  };
}

export const brief = (text: string): string => {
  const line = text.slice(0, 400).replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
};
