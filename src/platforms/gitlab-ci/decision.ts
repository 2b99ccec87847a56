import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Runs } from "../routes/graph.ts";
import { brief } from "../recognise/script.ts";
import { and, not } from "../values/logic.ts";
import { type Split, truth, TRUE, type Unknown, type Value } from "../values/value.ts";
import type { WrittenJob } from "./configuration/configuration.ts";
import { isReference, referenceText } from "./configuration/references.ts";
import { changed, exists } from "./filters.ts";
import { type Refs, wantedByPolicy } from "./only.ts";
import { evaluate } from "./expression/evaluate.ts";
import { unread } from "../values/value.ts";

/** When a job runs, once those before it have ended. https://docs.gitlab.com/ci/yaml/#when */
export type When = "on_success" | "on_failure" | "always" | "manual" | "delayed";

/** One way in which a job takes part in a pipeline. */
export interface Outcome {
  readonly when: When;
  /** The rule that says so, or the job. */
  readonly rule: Node;
  readonly at: Place;
  /** Whether it is this one, where that is not sure. */
  readonly condition: Value;
}

export interface Decision {
  /** None where it certainly takes no part. */
  readonly outcomes: readonly Outcome[];
  readonly runs: Runs;
  /** What would have to be assumed to know more. */
  readonly splits: readonly Split[];
}

const WHENS: ReadonlySet<string> = new Set(["on_success", "on_failure", "always", "manual", "delayed"]);

const whenOf = (text: string, otherwise: When): When => (WHENS.has(text) ? (text as When) : otherwise);

/** Whether and when a job runs in a pipeline. */
export function decide({ name, at, node }: WrittenJob, around: Refs): Decision {
  const own = node.get("when").text;
  if (own === "never") return { outcomes: [], runs: { state: "always" }, splits: [] };
  const usual = whenOf(own, "on_success");
  if (node.has("rules")) return byRules(name, node.get("rules"), usual, around);
  const wanted = wantedByPolicy(node, around);
  const outcome: Outcome = {
    when: usual,
    rule: node,
    at: node.has("when") ? node.get("when").at : at,
    condition: TRUE,
  };
  const isWanted = truth(wanted);
  if (isWanted === false) return { outcomes: [], runs: { state: "always" }, splits: [] };
  const place = ["only", "except"].map((key) => node.get(key)).find(({ kind }) => kind !== "missing") ?? node;
  return { outcomes: [outcome], runs: runsOf(wanted, name, place.keyAt), splits: splitsOf(wanted) };
}

/** The first rule that holds decides; where none does, the job takes no part. https://docs.gitlab.com/ci/yaml/#rules */
function byRules(name: string, rules: Node, usual: When, around: Refs): Decision {
  const outcomes: Outcome[] = [];
  let rest: Value = TRUE;
  let out: Value | undefined;
  const splits: Split[] = [];
  for (const rule of flat(rules)) {
    const holds = conditionOf(rule, around);
    const here = and(rest, holds);
    if (truth(holds) !== false) {
      splits.push(...splitsOf(here));
      const when = rule.get("when").text;
      if (when === "never") out ??= here;
      else outcomes.push({ when: whenOf(when, usual), rule, at: rule.at, condition: here });
    }
    rest = and(rest, not(holds));
    if (truth(holds) === true) break;
  }
  if (outcomes.length === 0) return { outcomes, runs: { state: "always" }, splits };
  const isCovered = truth(rest) === false;
  const doubt = out !== undefined && truth(out) !== false ? out : isCovered ? undefined : rest;
  const decider = doubt ?? TRUE;
  return { outcomes, runs: doubt ? runsOf(not(decider), name, rules.keyAt) : { state: "always" }, splits };
}

/** Rules that references put into the list are part of it. */
export const flat = (list: Node, depth = 0): readonly Node[] =>
  list.kind === "sequence" && list.tag === "" && depth <= 10
    ? list.items().flatMap((item) => (item.kind === "sequence" && item.tag === "" ? flat(item, depth + 1) : [item]))
    : list.kind === "missing"
      ? []
      : [list];

/** All that a rule asks for must be so. */
export function conditionOf(rule: Node, around: Refs): Value {
  if (isReference(rule)) return unread(`\`${referenceText(rule)}\``, { domain: [true, false] });
  const parts: Value[] = [];
  if (rule.has("if")) parts.push(evaluate(rule.get("if").text, around.scope));
  if (rule.has("changes")) parts.push(changed(rule.get("changes"), around));
  if (rule.has("exists")) parts.push(exists(rule.get("exists"), around));
  return parts.reduce(and, TRUE);
}

const splitsOf = (value: Value): readonly Split[] =>
  value.is === "unknown" && truth(value) === undefined ? value.splits : [];

function runsOf(value: Value, name: string, at: Place): Runs {
  if (truth(value) === true) return { state: "always" };
  const unknown = value as Unknown;
  return {
    state: "maybe",
    at,
    how: `${brief(unknown.what)} decides whether \`${name}\` runs`,
    by: unknown.by,
  };
}
