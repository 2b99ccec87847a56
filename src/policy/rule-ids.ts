import { UsageError } from "#model/usage-error.ts";
import type { RuleId } from "#rules/rule.ts";
import { ruleIds } from "#schema/parameters.ts";
import { meant } from "./mistakes.ts";

/** Every rule, in the order of the catalogue. */
export { ruleIds };

/** The rules that a list separated by commas names. Throws a `UsageError` for one that is not there. */
export function readRuleIds(text: string): ReadonlySet<RuleId> {
  const words = text.split(",").map((word) => word.trim());
  return new Set(words.filter((word) => word !== "").map(ruleIdOf));
}

/** The rule of a name. Throws a `UsageError` where there is none. */
export function ruleIdOf(word: string): RuleId {
  const id = ruleIds.find((candidate) => candidate === word);
  if (id) return id;
  throw new UsageError(`there is no rule \`${word}\``, {
    hint: meant(word, ruleIds, "`bakewell rules` lists the rules"),
  });
}
