import { absent, declared, type Fact } from "#model/fact.ts";
import type { ScopeName, WaiverFlaw, WrittenWaiver } from "#model/waiver.ts";
import { ruleIds } from "#schema/parameters.ts";
import { validateWaivers } from "#schema/waivers-validator.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { meant, type Mistake, mistaken } from "./mistakes.ts";
import { dayMistakes } from "./value-mistakes.ts";
import { waiverMistakes } from "./waiver-mistakes.ts";

const largest = 1_000_000;

/**
 * Reads a file of waivers. Throws one `UsageError` with all that is not written as a waiver; what is missing or unsound
 * in one is left to the rule `sound-waiver`. A waiver may name a rule of the catalogue, or of the policy's `own`.
 */
export function loadWaivers(file: string, text: string, own: readonly string[] = []): readonly WrittenWaiver[] {
  const { documents, problems } = yaml(file, text, { mergeKeys: true, duplicates: "error", limit: largest });
  const errors = problems.filter(({ weight }) => weight === "error");
  if (errors.length > 0)
    throw mistaken(errors.map(({ at, reason, remedy }) => ({ message: `the file ${reason}`, at, hint: remedy })));
  const [node, second] = documents;
  if (!node) return [];
  if (second)
    throw mistaken([{ message: "the file holds a second document", at: second.at, hint: "keep one list a file" }]);
  validateWaivers(node.toPlain());
  const mistakes = [...waiverMistakes(validateWaivers.errors ?? [], node), ...node.items().flatMap(noDays)];
  if (mistakes.length > 0) throw mistaken(mistakes);
  return node.items().map((each) => waiverOf(each, own));
}

const noDays = (waiver: Node): readonly Mistake[] =>
  ["until", "requested"].flatMap((key) => dayMistakes(waiver.get(key), key));

const scopeKeys = ["path", "plan", "stage", "environment"] as const;

function waiverOf(node: Node, own: readonly string[]): WrittenWaiver {
  const fact = (key: string): Fact<string> => {
    const part = node.get(key);
    return part.kind === "missing" ? absent(node.at) : declared(part.text, part.at);
  };
  const where = node.get("where");
  const names = scopeKeys.flatMap((of): readonly ScopeName[] => {
    const part = where.get(of);
    return part.kind === "missing" ? [] : [{ of, text: part.text, at: part.at }];
  });
  const rule = fact("rule");
  return {
    kind: "waiver",
    id: [node.at.file, node.get("rule").text, ...names.map(({ of, text }) => `${of}=${text}`)].join(" "),
    name: nameOf(rule),
    at: node.at,
    rule,
    scope: { at: where.kind === "missing" ? node.at : where.keyAt, names, line: undefined },
    until: fact("until"),
    requested: fact("requested"),
    because: fact("because"),
    requestedBy: fact("requested-by"),
    approvedBy: fact("approved-by"),
    ticket: fact("ticket"),
    problems: ruleFlaws(rule, own),
  };
}

/** How messages name a waiver of a rule. */
export const nameOf = (rule: Fact<string>): string =>
  rule.state === "declared" ? `the waiver of ${rule.value}` : "the waiver";

/** A rule that is not there, or that holds waivers themselves to what is asked of them. The policy has rules of its `own`. */
export function ruleFlaws(rule: Fact<string>, own: readonly string[]): readonly WaiverFlaw[] {
  if (rule.state !== "declared") return [];
  const { value, at } = rule;
  if (value === "sound-waiver")
    return [{ reason: "waives the rule that judges waivers", at, remedy: "mend the waiver that it is to cover" }];
  const ids: readonly string[] = [...ruleIds, ...own];
  if (ids.includes(value)) return [];
  return [
    {
      reason: `names \`${value}\`, which is no rule`,
      at,
      remedy: meant(value, ids, "`bakewell rules` lists the rules; a waiver names one"),
    },
  ];
}
