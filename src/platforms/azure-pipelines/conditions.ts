import type { Node } from "#syntax/node.ts";
import {
  type Assigned,
  decideBy,
  type Decision,
  happily,
  type Needed,
  type Result,
  runsOf,
  splitsOf,
  type Status,
  statusOf,
} from "../values/decide.ts";
import { not } from "../values/logic.ts";
import { byChange, combine, dict, known, TRUE, truth, unread, type Value } from "../values/value.ts";
import { openOf } from "./expand/grown.ts";
import { evaluate, type Scope, spell } from "./expression/evaluate.ts";
import { asksStatus, type Expression, ExpressionFault, parse } from "./expression/parse.ts";
import { brief, type Variables } from "./variables.ts";

/** A condition as it is written. */
interface Condition {
  readonly value: (scope: Scope) => Value;
  /** Whether it asks for a status, or for the result of something that it depends on. */
  readonly asks: boolean;
}

/** `undefined` where none is written. */
function writtenCondition(node: Node): Condition | undefined {
  const open = openOf(node);
  if (open?.domain) {
    // A template's choice makes it one of a few conditions.
    const each = open.domain.map((text) => conditionOf(String(text)));
    return {
      value: (scope) =>
        combine([open], ([text]) => conditionOf(text ? spell(text) : "").value(scope), { domain: [true, false] }),
      asks: each.every(({ asks }) => asks),
    };
  }
  if (open) return { value: () => open, asks: false };
  return node.kind !== "scalar" || node.value === null || node.text.trim() === "" ? undefined : conditionOf(node.text);
}

function conditionOf(written: string): Condition {
  const text = /^\s*\$\[([\s\S]*)\]\s*$/.exec(written)?.[1] ?? written;
  try {
    const expression = parse(text.trim());
    return { value: (scope) => evaluate(expression, scope), asks: asksHow(expression) };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    const unreadable = unread(`the condition \`${brief(written)}\``, { domain: [true, false] });
    return { value: () => unreadable, asks: false };
  }
}

/**
 * Whether and when a job or stage runs by its condition. One that does not ask how what it depends on has ended runs
 * after a failure, too. https://learn.microsoft.com/azure/devops/pipelines/process/conditions
 */
export function decide(name: string, node: Node, needs: readonly Needed[], variables: Variables): Decision {
  const written = writtenCondition(node);
  const how = `\`${name}\` runs with \`condition: ${brief(node.text)}\``;
  if (written === undefined)
    return {
      possible: needs.every(({ results }) => results.includes("success")),
      runs: { state: "always" },
      after: () => "all-success",
      how,
      mends: false,
      isPlain: true,
      splits: [],
    };
  const condition = (assigned: Assigned, status: Status = {}): Value =>
    written.value(scopeOf(variables, needs, assigned, status));
  if (!written.asks) {
    const value = condition(happily(needs));
    return {
      possible: truth(value) !== false,
      runs: runsOf(value, name, node.at),
      after: () => "end",
      how: `${how}, which does not ask whether what it depends on succeeded`,
      mends: false,
      isPlain: false,
      splits: splitsOf(value),
    };
  }
  return decideBy({ name, at: node.at, how, needs, condition, outputsOf: (need) => `the output \`${need}.` });
}

const asksHow = (expression: Expression): boolean => asksStatus(expression) || asksResult(expression);

function asksResult(expression: Expression): boolean {
  switch (expression.kind) {
    case "call":
      return expression.args.some(asksResult);
    case "index": {
      const { of, key } = expression;
      return (key.kind === "literal" && String(key.value).toLowerCase() === "result") || asksResult(of);
    }
    default:
      return false;
  }
}

const results: Readonly<Record<Result, string>> = {
  success: "Succeeded",
  failure: "Failed",
  cancelled: "Canceled",
  skipped: "Skipped",
};

function scopeOf(variables: Variables, needs: readonly Needed[], assigned: Assigned, status: Status): Scope {
  const open = byChange("the outcome of what it depends on", { domain: [true, false] });
  const made = { ...statusOf(needs, assigned, open), ...status };
  const resultOf = (name: string): Result | undefined => {
    const needed = needs.find((need) => need.name.toLowerCase() === name.toLowerCase());
    if (!needed) return "success";
    return assigned.get(needed.name) ?? (needed.results.length === 1 ? needed.results[0] : undefined);
  };
  const outer = variables.scope();
  return {
    ...outer,
    name: (name) => (/^dependencies$/i.test(name) ? dependencies(needs, resultOf) : outer.name(name)),
    status: (name, args) => statusValue(name, args, made, resultOf, open),
  };
}

const dependencies = (needs: readonly Needed[], resultOf: (name: string) => Result | undefined): Value =>
  dict(
    needs.map(({ name, results: possible }) => {
      const result = resultOf(name);
      const value = result
        ? known(results[result])
        : byChange(`the result of \`${name}\``, { domain: possible.map((one) => results[one]) });
      return [name, dict([["result", value]])] as const;
    }),
    unread("what it depends on"),
  );

function statusValue(
  name: string,
  args: readonly Value[],
  made: Required<Status>,
  resultOf: (name: string) => Result | undefined,
  open: Value,
): Value | undefined {
  const named = args.flatMap((arg) => (arg.is === "unknown" ? [] : [resultOf(spell(arg))]));
  const judged = (isSo: (result: Result) => boolean, all: boolean): Value => {
    if (named.includes(undefined) || named.length < args.length) return open;
    const each = named.map((result) => result !== undefined && isSo(result));
    return known(all ? each.every(Boolean) : each.some(Boolean));
  };
  switch (name) {
    case "always":
      return TRUE;
    case "canceled":
      return made.cancelled;
    case "succeeded":
      return args.length === 0 ? made.success : judged((result) => result === "success", true);
    case "failed":
      return args.length === 0 ? made.failure : judged((result) => result === "failure", false);
    case "succeededorfailed":
      return args.length === 0
        ? not(made.cancelled)
        : judged((result) => result === "success" || result === "failure", false);
    default:
      return undefined;
  }
}

/** What a step's condition comes to where all before it went well, and where something failed. */
export function stepCondition(node: Node, variables: Variables): { readonly fine: Value; readonly failed: Value } {
  const written = writtenCondition(node);
  if (written === undefined) return { fine: TRUE, failed: known(false) };
  const outer = variables.scope();
  const within = (hasFailed: boolean): Value =>
    written.value({
      ...outer,
      status: (name) => {
        if (name === "always" || name === "succeededorfailed") return TRUE;
        if (name === "canceled") return known(false);
        return name === "failed" ? known(hasFailed) : name === "succeeded" ? known(!hasFailed) : undefined;
      },
    });
  return { fine: within(false), failed: within(true) };
}
