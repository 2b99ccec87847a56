import type { RuleId } from "#rules/rule.ts";
import { parameterShapes, type RuleParameters } from "#schema/parameters.ts";
import { goDuration, isoDuration } from "#syntax/duration.ts";

interface Shape {
  readonly kind: "plain" | "duration" | "share";
  readonly default?: unknown;
}

/**
 * A rule's parameters as its judgement sees them: defaults filled in, durations in seconds, shares from 0 to 1.
 */
export function seenParameters(rule: RuleId, written: object): RuleParameters {
  const values = new Map(Object.entries(written));
  const shapes: readonly (readonly [string, Shape])[] = Object.entries(parameterShapes[rule]);
  const seen = shapes.flatMap(([name, shape]) => {
    const value: unknown = values.get(name) ?? shape.default;
    return value === undefined ? [] : [[name, valueOf(value, shape)] as const];
  });
  return { [rule]: Object.fromEntries(seen) };
}

function valueOf(value: unknown, { kind }: Shape): unknown {
  if (kind === "duration") return durationOf(String(value));
  return kind === "share" ? Number.parseFloat(String(value)) / 100 : value;
}

/** A duration as policies write it, in seconds; `undefined` where it is none. */
export const durationOf = (text: string): number | undefined =>
  isoDuration(text) ?? (/\d$/.test(text) ? undefined : goDuration(text));
