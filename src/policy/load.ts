import { type Place, startOf } from "#model/place.ts";
import { validatePolicy } from "#schema/policy-validator.ts";
import type { Policy } from "#schema/policy.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import { assertionsIn, type WrittenAssertion } from "./assertions.ts";
import { mistaken } from "./mistakes.ts";
import { ownMistakes } from "./own-mistakes.ts";
import { protocolIn, type WrittenProtocol } from "./protocol.ts";
import { schemaMistakes } from "./schema-mistakes.ts";

/** A policy file by itself, without those that it extends. It is plain: what is built in was read when it was built. */
export interface PolicyFile {
  /** Its path, or `builtin:essential.yaml`. */
  readonly file: string;
  readonly digest: string;
  readonly policy: Policy;
  readonly written: Written;
}

/** Where the parts of a policy are written. */
export interface Written {
  readonly extends: readonly Mention[];
  /** By clause, in their order; the rules that it speaks of by their names. */
  readonly clauses: readonly WrittenClause[];
  /** The lines of the entries of `recognise`, by their names. */
  readonly recognise: Readonly<Record<"actions" | "commands", Readonly<Record<string, number>>>>;
  /** What approvals come from, and how many of which together are asked. */
  readonly from: readonly (Mention & Asked)[];
  /** Where what it says of itself is written, or would be. */
  readonly about: Readonly<Record<"owner" | "version" | "reviewed" | "emergency", Place>>;
  readonly protocol?: WrittenProtocol;
  /** Groups by their names. */
  readonly groups: Readonly<Record<string, { readonly at: Place; readonly members: readonly Mention[] }>>;
}

interface WrittenClause {
  readonly at: Place;
  readonly asks: Readonly<Record<string, Place>>;
  readonly asserts?: readonly WrittenAssertion[];
}

interface Asked {
  readonly count?: number;
  readonly among: readonly string[];
  readonly byAuthor: boolean;
}

interface Mention {
  readonly text: string;
  readonly at: Place;
}

export type Digest = (text: string) => string;

const largest = 1_000_000;

/** Reads a policy. Throws one `UsageError` with all that is wrong in it. */
export function loadPolicy(file: string, text: string, digest: Digest): PolicyFile {
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
  return {
    file,
    policy,
    written: writtenIn(node),
    // Few reports print it, and to load what makes it takes longer than to read a policy.
    get digest() {
      return digest(text);
    },
  };
}

function writtenIn(policy: Node): Written {
  const clauses = policy.get("clauses").items();
  const protocol = protocolIn(policy.get("emergency"));
  const linesOf = (table: string) =>
    Object.fromEntries(
      policy
        .get("recognise", table)
        .entries()
        .map(({ key, keyAt }) => [key, keyAt.line]),
    );
  return {
    extends: policy.get("extends").items().map(mention),
    clauses: clauses.map((clause) => ({
      at: clause.at,
      asks: Object.fromEntries(asksIn(clause)),
      ...(clause.has("assert") && { asserts: assertionsIn(clause.get("assert")) }),
    })),
    recognise: { actions: linesOf("actions"), commands: linesOf("commands") },
    from: clauses
      .flatMap((clause) => [...clause.get("must").entries(), ...clause.get("should").entries()])
      .flatMap(({ node }) => {
        const count = Number(node.get("count").text);
        const from = node.get("from");
        const any = [...from.items(), ...from.get("any").items()];
        const among = any.map(({ text }) => text);
        return [...any, ...from.get("all").items()].map((each) => ({
          ...mention(each),
          ...(count > 0 && { count }),
          among: any.includes(each) ? among : [each.text],
          byAuthor: node.get("by-author").text === "true",
        }));
      }),
    about: {
      owner: policy.get("owner").at,
      version: policy.get("version").at,
      reviewed: policy.get("reviewed").at,
      emergency: policy.get("emergency").at,
    },
    ...(protocol && { protocol }),
    groups: Object.fromEntries(
      policy
        .get("groups")
        .entries()
        .map(({ key, keyAt, node }) => [key, { at: keyAt, members: node.items().map(mention) }]),
    ),
  };
}

const mention = ({ text, at }: Node): Mention => ({ text, at });

const asksIn = (clause: Node): readonly (readonly [string, Place])[] => [
  ...clause
    .get("need-not")
    .items()
    .map(({ text, at }) => [text, at] as const),
  ...(["should", "must"] as const).flatMap((strength) =>
    clause
      .get(strength)
      .entries()
      .map(({ key, keyAt }) => [key, keyAt] as const),
  ),
];
