import type { ErrorObject } from "ajv";
import type { Finding } from "#model/finding.ts";
import { type Place, startOf } from "#model/place.ts";
import { validatePolicyTest } from "#schema/policy-test-validator.ts";
import type { Outcome, PolicyTest } from "#schema/policy-test.ts";
import type { Node } from "#syntax/node.ts";
import { yaml } from "#syntax/yaml.ts";
import schema from "../../schemas/policy-test.schema.json" with { type: "json" };
import { choice, meant, type Mistake, mistaken } from "./mistakes.ts";
import { found, keyPlace, pathOf } from "./schema-mistakes.ts";

/** A test of a policy: what it is expected to say of a small repository. */
export interface PolicyCase {
  /** The place of each part that can be wrong in a way that only the program sees. */
  readonly policy: { readonly text: string; readonly at: Place } | undefined;
  readonly time: { readonly text: string; readonly at: Place } | undefined;
  readonly repository: string | undefined;
  readonly exit: 0 | 1 | undefined;
  readonly expected: readonly Expectation[];
}

/** What a rule is expected to say of a subject. */
export interface Expectation {
  readonly rule: string;
  readonly ruleAt: Place;
  /** The name of the subject. */
  readonly subject: string;
  readonly at: Place;
  readonly outcome: Outcome;
  readonly strength: Finding["strength"] | undefined;
  readonly reason: string | undefined;
  /** The file and line that decided, `deploy.yml:12`. */
  readonly place: string | undefined;
}

const largest = 1_000_000;

/** Reads an `expected.yaml`. Throws one `UsageError` with all that is wrong in it. */
export function loadCase(file: string, text: string): PolicyCase {
  const { documents, problems } = yaml(file, text, { mergeKeys: true, duplicates: "error", limit: largest });
  const errors = problems.filter(({ weight }) => weight === "error");
  if (errors.length > 0)
    throw mistaken(errors.map(({ at, reason, remedy }) => ({ message: `the file ${reason}`, at, hint: remedy })));
  const [node, second] = documents;
  if (!node || second)
    throw mistaken([
      {
        message: second ? "the file holds a second document" : "the file is empty",
        at: second?.at ?? startOf(file),
        hint: "write one document with `expect:`",
      },
    ]);
  const written: unknown = node.toPlain();
  if (!validatePolicyTest(written)) throw mistaken(mistakesIn(validatePolicyTest.errors ?? [], node));
  return caseOf(node, written);
}

function caseOf(node: Node, { repository, exit, expect }: PolicyTest): PolicyCase {
  const part = (key: string) => {
    const { kind, text, at } = node.get(key);
    return kind === "missing" ? undefined : { text, at };
  };
  const expectations = node
    .get("expect")
    .entries()
    .flatMap(({ key: rule, keyAt: ruleAt, node: subjects }) =>
      subjects.entries().map(({ key: subject, keyAt: at }): Expectation => {
        const said = expect[rule]?.[subject] ?? "pass";
        const { outcome, strength, reason, at: place } = typeof said === "string" ? { outcome: said } : said;
        return { rule, ruleAt, subject, at, outcome, strength, reason, place };
      }),
    );
  return { policy: part("policy"), time: part("at"), repository, exit, expected: expectations };
}

const keys = Object.keys(schema.properties);
const parts = Object.keys(schema.$defs.expectation.anyOf[1]?.properties ?? {});
const outcomes = schema.$defs.outcome.enum;

/** One mistake for each value that is wrong: the forms that an expectation may have complain each by themselves. */
function mistakesIn(errors: readonly ErrorObject[], document: Node): readonly Mistake[] {
  const told = new Set<string>();
  return errors.flatMap((error): readonly Mistake[] => {
    const path = pathOf(error.instancePath, document);
    const node = document.get(...path);
    const key = error.keyword === "additionalProperties" ? String(error.params["additionalProperty"]) : undefined;
    const isOtherForm = path.length === 3 && error.keyword === (node.kind === "mapping" ? "enum" : "type");
    if (isOtherForm || error.keyword === "anyOf" || told.has(`${error.instancePath} ${key}`)) return [];
    told.add(`${error.instancePath} ${key}`);
    return [key === undefined ? wrongValue(error, path, node) : unknownKey(key, path, node)];
  });
}

const unknownKey = (key: string, path: readonly unknown[], node: Node): Mistake => {
  const known = path.length === 0 ? keys : parts;
  return {
    message: `${path.length === 0 ? "the case" : "what is expected"} has no \`${key}\``,
    at: keyPlace(node, key),
    hint: meant(key, known, `it can have ${choice(known)}`),
  };
};

function wrongValue({ keyword, params }: ErrorObject, path: readonly unknown[], node: Node): Mistake {
  const { at } = node;
  if (keyword === "required") {
    const missing = String(params["missingProperty"]);
    return {
      message: `${path.length === 0 ? "the case" : "what is expected"} has no \`${missing}\``,
      at,
      hint: example,
    };
  }
  const name = path.length === 0 ? "the file" : `\`${String(path.at(-1))}\``;
  const isOutcome = path.length === 3 || path.at(-1) === "outcome";
  if (isOutcome)
    return {
      message: `${name} is expected to be ${found(node)}, which is no outcome`,
      at,
      hint: meant(node.text, outcomes, `write ${choice(outcomes)}, or a mapping with \`outcome\``),
    };
  if (path.length <= 2 && path[0] !== "exit" && keyword !== "minLength" && (path.length !== 1 || path[0] === "expect"))
    return { message: `${name} is ${found(node)}, where a mapping belongs`, at, hint: example };
  return { message: `${name} is ${found(node)}`, at, hint: wanted.get(String(path.at(-1))) ?? "write text" };
}

const example = "write `expect: { bake-time: { production: fail } }`: a rule, a subject and its outcome";

const wanted: ReadonlyMap<string, string> = new Map([
  ["exit", "write `0` or `1`"],
  ["strength", "write `must` or `should`"],
  ["at", "write a time, `2027-01-01`; of what is expected a place, `.github/workflows/deploy.yml:12`"],
]);
