import { startOf } from "#model/place.ts";
import { validatePolicy } from "#schema/policy-validator.ts";
import type { Policy } from "#schema/policy.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { mistaken } from "./mistakes.ts";
import { ownMistakes } from "./own-mistakes.ts";
import { schemaMistakes } from "./schema-mistakes.ts";

/** A policy file by itself, without those that it extends. */
export interface PolicyFile {
  /** Its path, or `builtin:essential.yaml`. */
  readonly file: string;
  readonly text: string;
  readonly policy: Policy;
  /** The same as it is written, for the places. */
  readonly node: Node;
}

const largest = 1_000_000;

/** Reads a policy. Throws one `UsageError` with all that is wrong in it. */
export function loadPolicy(file: string, text: string): PolicyFile {
  const { documents, problems } = yaml(file, text, { mergeKeys: true, duplicates: "error", limit: largest });
  const errors = problems.filter(({ weight }) => weight === "error");
  if (errors.length > 0)
    throw mistaken(errors.map(({ at, reason, remedy }) => ({ message: `the policy ${reason}`, at, hint: remedy })));
  const [node, second] = documents;
  if (!node)
    throw mistaken([
      { message: "the policy is empty", at: startOf(file), hint: "write at least `name: …` and `clauses:`" },
    ]);
  if (second)
    throw mistaken([{ message: "the file holds a second document", at: second.at, hint: "keep one policy a file" }]);
  const policy: unknown = node.toPlain();
  const isValid = validatePolicy(policy);
  const mistakes = [...schemaMistakes(validatePolicy.errors ?? [], node), ...ownMistakes(node)];
  if (!isValid || mistakes.length > 0) throw mistaken(mistakes);
  return { file, text, policy, node };
}
