import { type Place, samePlace } from "#model/place.ts";
import type { Subject, Within } from "#model/subject.ts";
import type { Verdict } from "#model/verdict.ts";
import type { Expression } from "./compile.ts";
import { evaluate, type Meter } from "./evaluate.ts";
import { type Each, variables } from "./types.ts";
import { seen, type Value } from "./value.ts";

/** What a failure says, and what to do about it. */
export interface Wording {
  /** A predicate of the subject: "ships on a Friday". */
  readonly says: string;
  readonly remedy: string | undefined;
}

/** Steps for one subject. The repository is a subject with everything in it. */
const mostSteps: Readonly<Record<Each, number>> = {
  stage: 100_000,
  plan: 100_000,
  source: 100_000,
  repository: 2_000_000,
};

/** The verdict on a subject, whose steps are taken from `all`. */
export type Judge = (subject: Subject, scope: Within, all: Meter) => Verdict;

/** Judges by an expression: a subject fails where that is false, and is unknown where that cannot be told. */
export const judgeBy =
  (expression: Expression, wording: Wording): Judge =>
  (subject, scope, all) =>
    verdictOn(expression, wording, subject, scope, all);

function verdictOn(
  expression: Expression,
  { says, remedy }: Wording,
  subject: Subject,
  { plan, repository }: Within,
  all: Meter,
): Verdict {
  const parts: Readonly<Record<string, unknown>> = { [expression.each]: subject, plan: plan ?? subject, repository };
  const values = Object.entries(variables[expression.each]).flatMap(([name, type]): readonly [string, Value][] => {
    const value = seen(parts[name], type, [subject.at]);
    return value ? [[name, value]] : [];
  });
  const own = { left: Math.min(mostSteps[expression.each], all.left) };
  const before = own.left;
  const value = evaluate(expression, new Map(values), own);
  all.left -= before - Math.max(own.left, 0);
  const places = (found: readonly Place[]): readonly Place[] => [
    subject.at,
    ...found.filter((place) => !samePlace(place, subject.at)),
  ];
  if (value.state === "known")
    return value.value === true
      ? { outcome: "pass", reason: "is as the policy asserts", places: places(value.places) }
      : { outcome: "fail", reason: says, places: places(value.places), ...(remedy && { remedy }) };
  const settles = [...new Set(value.doubts.map(({ settle }) => settle).filter(Boolean))];
  return {
    outcome: "unknown",
    reason: value.doubts.map(({ why }) => why).join("; "),
    places: places(value.doubts.flatMap(({ at }) => at ?? [])),
    ...(settles.length > 0 && { remedy: settles.join("\n\n") }),
  };
}
