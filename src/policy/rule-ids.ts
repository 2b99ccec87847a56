import { UsageError } from "#model/usage-error.ts";
import type { RuleId } from "#rules/rule.ts";
import { ruleIds } from "#schema/parameters.ts";
import { meant } from "./mistakes.ts";
import type { ResolvedPolicy } from "./resolve.ts";

/** Every rule, in the order of the catalogue. */
export { ruleIds };

const catalogue: ReadonlySet<string> = new Set(ruleIds);

/** Whether a rule is one of the catalogue, and not of a policy's own. */
export const isRuleId = (id: string): id is RuleId => catalogue.has(id);

/** Every rule that can be asked under a policy: those of the catalogue, and then its own. */
export const idsUnder = ({ assertions }: Pick<ResolvedPolicy, "assertions">): readonly string[] => [
  ...ruleIds,
  ...assertions.keys(),
];

/** The rules that a list separated by commas names. Throws a `UsageError` for one that is not there. */
export function readRuleIds(text: string, policy: Pick<ResolvedPolicy, "assertions">): ReadonlySet<string> {
  const words = text.split(",").map((word) => word.trim());
  return new Set(words.filter((word) => word !== "").map((word) => ruleIdOf(word, policy)));
}

/** The rule of a name. Throws a `UsageError` where there is none. */
export function ruleIdOf(word: string, policy: Pick<ResolvedPolicy, "assertions">): string {
  const ids = idsUnder(policy);
  if (ids.includes(word)) return word;
  throw new UsageError(`there is no rule \`${word}\``, {
    hint: meant(word, ids, "`bakewell rules` lists the rules"),
  });
}
