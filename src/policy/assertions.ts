import type { Compile, Expression, Judge } from "#expression/index.ts";
import type { Strength } from "#model/finding.ts";
import type { Place } from "#model/place.ts";
import type { AssertionEntry } from "#schema/policy.ts";
import type { Node } from "#syntax/node.ts";
import { type Mistake, mistaken } from "./mistakes.ts";

/** Where an assertion is written. */
export interface WrittenAssertion {
  readonly at: Place;
  readonly that: Place;
  /** The place of a character of the expression, counted from 0; left out of what is built in. */
  readonly placeOf?: (offset: number) => Place;
}

/** A rule of the policy's own. */
export interface Assertion {
  readonly id: string;
  /** "No stage ships on a Friday". */
  readonly title: string;
  readonly each: AssertionEntry["each"];
  readonly that: string;
  /** A predicate of what fails: "ships on a Friday". */
  readonly says: string;
  readonly remedy: string | undefined;
  readonly strength: Strength;
  readonly written: WrittenAssertion;
  /** `undefined` until the expression is compiled. */
  readonly judge: Judge | undefined;
}

export const assertionsIn = (list: Node): readonly WrittenAssertion[] =>
  list.items().map((entry) => ({
    at: entry.get("id").at,
    that: entry.get("that").at,
    placeOf: (offset) => entry.get("that").placeOf(offset),
  }));

export const assertionOf = (
  { id, each, that, says, remedy, strength = "must" }: AssertionEntry,
  written: WrittenAssertion,
): Assertion => ({
  id,
  title: `No ${nouns[each]} ${says}`,
  each,
  that,
  says,
  remedy,
  strength,
  written,
  judge: undefined,
});

const nouns = { stage: "stage", plan: "plan", repository: "repository", source: "file" } as const;

type Assertions = ReadonlyMap<string, Assertion>;

/**
 * A policy whose assertions can be asked. What reads and evaluates expressions is loaded only if it has any. Throws one
 * `UsageError` with all that is wrong in them, each with its line and a mark under the mistake.
 */
export async function withAssertions<Policy extends { readonly assertions: Assertions }>(
  policy: Policy,
): Promise<Policy> {
  if (policy.assertions.size === 0) return policy;
  const { compile, judgeBy, isSlip } = await import("#expression/index.ts");
  const mistakes: Mistake[] = [];
  const assertions = new Map<string, Assertion>();
  for (const [id, assertion] of policy.assertions) {
    const compiled = compile(assertion.that, assertion.each);
    if (isSlip(compiled)) mistakes.push(mistakeIn(assertion, compiled));
    else assertions.set(id, { ...assertion, judge: judgeBy(compiled, assertion) });
  }
  if (mistakes.length > 0) throw mistaken(mistakes);
  // What it is made of stays as it is: the digest is made when it is asked for.
  return Object.create(policy, { assertions: { value: assertions, enumerable: true } });
}

type Slip = Exclude<ReturnType<Compile>, Expression>;

function mistakeIn({ id, that, written }: Assertion, { message, hint, offset }: Slip): Mistake {
  const before = that.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  const line = that.slice(start).split("\n", 1)[0] ?? "";
  const from = Math.max(0, offset - start - 60);
  const mark = " ".repeat(offset - start - from);
  return {
    message: `\`that\` of \`${id}\`: ${message}\n    ${line.slice(from, from + 100)}\n    ${mark}^`,
    at: written.placeOf?.(offset) ?? written.that,
    hint,
  };
}
