import { samePlace, startOf } from "#model/place.ts";
import { ruleIds } from "#schema/parameters.ts";
import { type Assertion, assertionOf } from "./assertions.ts";
import type { PolicyFile } from "./load.ts";
import { meant, type Mistake } from "./mistakes.ts";

type Assertions = ReadonlyMap<string, Assertion>;

/** What is wrong in what several policies assert together, and leave out. */
export const assertionMistakes = (files: readonly PolicyFile[], assertions: Assertions): readonly Mistake[] =>
  files.flatMap((each) => [...repeated(each, assertions), ...unknownIds(each, assertions)]);

/** The assertions of policies by their ids. Of two with one id the first counts; the second is a mistake. */
export function assertionsOf(files: readonly PolicyFile[]): Assertions {
  const assertions = new Map<string, Assertion>();
  for (const file of files)
    for (const { entry, written } of assertedIn(file))
      if (!assertions.has(entry.id)) assertions.set(entry.id, assertionOf(entry, written));
  return assertions;
}

const assertedIn = ({ file, policy, written }: PolicyFile) =>
  (policy.clauses ?? []).flatMap(({ assert = [] }, index) => {
    const { at, asserts = [] } = written.clauses[index] ?? { at: startOf(file) };
    return assert.map((entry, position) => ({ entry, written: asserts[position] ?? { at, that: at } }));
  });

/** Assertions of which another one has the id. */
const repeated = (file: PolicyFile, assertions: Assertions): readonly Mistake[] =>
  assertedIn(file).flatMap(({ entry: { id }, written: { at } }) => {
    const first = assertions.get(id)?.written.at;
    if (!first || samePlace(first, at)) return [];
    return [
      {
        message: `\`${id}\` is asserted twice: first at ${first.file}:${first.line}`,
        at,
        hint: "give this one another `id`; `need-not` in its clause leaves the first one out",
      },
    ];
  });

/** Ids in `need-not` that no rule has. */
const unknownIds = ({ policy, written }: PolicyFile, assertions: Assertions): readonly Mistake[] => {
  const ids: readonly string[] = [...ruleIds, ...assertions.keys()];
  return (policy.clauses ?? []).flatMap((clause, index) =>
    (clause["need-not"] ?? [])
      .filter((id) => !ids.includes(id))
      .map((id) => ({
        message: `there is no rule \`${id}\``,
        at: written.clauses[index]?.asks[id] ?? written.about.owner,
        hint: meant(id, ids, "`bakewell rules` lists the rules, `bakewell policy show` those of the policy"),
      })),
  );
};
