import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Need, Runs } from "../routes/graph.ts";
import { evaluate, type Scope } from "./expression/evaluate.ts";
import { asksStatus, type Expression } from "./expression/parse.ts";
import { conditionOf } from "./expression/template.ts";
import {
  byChange,
  dict,
  FALSE,
  known,
  type Split,
  truth,
  TRUE,
  type Unknown,
  unread,
  type Value,
} from "../values/value.ts";

export type Result = "success" | "failure" | "cancelled" | "skipped";

/** A needed job, as far as is known before this one is looked at. */
export interface Needed {
  readonly name: string;
  readonly results: readonly Result[];
  readonly outputs: Value;
  /** Whether every job that it stands on is needed directly as well, so that none can fail unseen. */
  readonly isBare: boolean;
  /** The other needed jobs that are surely skipped where this one does not succeed. */
  readonly skips: readonly string[];
}

/** What a job's condition comes to in one way to start. */
export interface Decision {
  /** Whether it can run at all. */
  readonly possible: boolean;
  readonly runs: Runs;
  readonly after: (need: string) => Need["after"];
  readonly how: string;
  /** Its condition holds only when something before it failed. */
  readonly mends: boolean;
  /** It says nothing of how what it needs must have ended, so that a skip of that skips it as well. */
  readonly isPlain: boolean;
  readonly splits: readonly Split[];
}

/** A condition as it is written; `undefined` where there is none. */
export function writtenCondition(node: Node): Expression | "true" | "unread" | undefined {
  if (node.kind !== "scalar" || node.value === null) return undefined;
  const part = conditionOf(node.text);
  // A text around `${{ }}` is a text that is not empty, and so it is true.
  if (part.kind === "text") return "true";
  return part.kind === "fault" ? "unread" : part.expression;
}

type Assigned = ReadonlyMap<string, Result>;

const withSkipped = ({ name, skips }: Needed, result: Result): Assigned =>
  new Map([[name, result], ...skips.map((skipped): [string, Result] => [skipped, "skipped"])]);

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions */
export function decide(name: string, node: Node, needs: readonly Needed[], outer: Scope): Decision {
  const written = writtenCondition(node);
  const how = `\`${name}\` runs with \`if: ${brief(node.text)}\``;
  const happy = new Map(
    needs.map(
      ({ name: need, results }) => [need, results.includes("success") ? "success" : (results[0] ?? "skipped")] as const,
    ),
  );
  if (written === undefined || written === "true" || written === "unread" || !asksStatus(written))
    return decidePlainly(node, written, needs, happy, outer, how);

  const at = node.at;
  const condition = (assigned: Assigned, status: Partial<Record<string, Value>> = {}): Value =>
    evaluate(written, scopeOf(outer, needs, assigned, status));
  const atBest = condition(happy);
  const freely = condition(new Map());
  const isPossible = truth(freely) !== false;
  const mends = isPossible && truth(atBest) === false;
  const after = (need: string): Need["after"] => {
    const needed = needs.find((candidate) => candidate.name === need);
    if (!needed) return "end";
    const lets = (result: Result, status = {}): boolean | "unread" =>
      judge(condition(withSkipped(needed, result), status), need);
    if (mends) return lets("failure") === false ? "end" : "failure";
    const afterFailure = lets("failure");
    if (afterFailure) return afterFailure === "unread" ? "unknown" : "end";
    const allDone = new Map(happy);
    if (lets("skipped") === false) {
      return truth(condition(allDone, { success: FALSE })) === false ? "all-success" : "success";
    }
    const seesAncestors = truth(condition(withSkipped(needed, "skipped"), { failure: TRUE })) === false;
    return seesAncestors || needed.isBare ? "no-failure" : "end";
  };
  const cached = new Map(needs.map(({ name: need }) => [need, after(need)] as const));
  return {
    possible: isPossible,
    runs: mends ? { state: "always" } : runsOf(atBest, name, at),
    after: (need) => cached.get(need) ?? "end",
    how,
    mends,
    isPlain: false,
    splits: mends ? [] : splitsOf(atBest),
  };
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

/** Whether a condition can hold; `unread` where what decides it comes from the needed job itself. */
function judge(value: Value, need: string): boolean | "unread" {
  const isTrue = truth(value);
  if (isTrue !== undefined) return isTrue;
  const unknown = value as Unknown;
  return unknown.by === "unread" && unknown.what.includes(`needs.${need}.outputs`) ? "unread" : true;
}

export function runsOf(value: Value, name: string, at: Place): Runs {
  if (truth(value) !== undefined || value.is !== "unknown") return { state: "always" };
  const subject = name === "it" ? "it" : `\`${name}\``;
  return { state: "maybe", at, how: `${value.what} decides whether ${subject} runs`, by: value.by };
}

/** What would have to be assumed to decide it; switches stay open. */
const splitsOf = (value: Value): readonly Split[] =>
  value.is === "unknown" && truth(value) === undefined ? value.splits.filter((split) => !split.switch) : [];

/** The scope of a condition when needed jobs have come to something; those that are not assigned are open. */
function scopeOf(
  outer: Scope,
  needs: readonly Needed[],
  assigned: Assigned,
  status: Partial<Record<string, Value>>,
): Scope {
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
  const open = byChange("the outcome of what it needs", { domain: [true, false] });
  const isSettled = results.every(({ result }) => result !== undefined);
  const has = (wanted: Result): boolean => results.some(({ result }) => result === wanted);
  const made = {
    success: results.some(({ result }) => result !== undefined && result !== "success")
      ? FALSE
      : isSettled
        ? TRUE
        : open,
    failure: has("failure") ? TRUE : isSettled ? FALSE : open,
    cancelled: has("cancelled") ? TRUE : assigned.size > 0 || needs.length === 0 ? FALSE : open,
  };
  return {
    context: (name) => (name === "needs" ? context : outer.context(name)),
    status: (name) => status[name] ?? made[name],
  };
}

export const brief = (text: string): string => {
  const line = text.slice(0, 400).replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
};
