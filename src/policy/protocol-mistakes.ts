import { ruleIds } from "#schema/parameters.ts";
import type { Node } from "#syntax/node.ts";
import schema from "../../schemas/policy.schema.json" with { type: "json" };
import { dayMistakes, durationMistake } from "./value-mistakes.ts";
import { meant, type Mistake } from "./mistakes.ts";
import { termOf } from "./protocol.ts";
import { belowIn, type Part, partAt } from "./schema-mistakes.ts";

const gates: readonly string[] = [...schema.$defs["deferred-check"].properties.check.enum, ...ruleIds];

/** What the schema cannot say of a protocol: days, durations, the names of gates, and criteria of one id. */
export const protocolMistakes = (protocol: Node): readonly Mistake[] => [
  ...valueMistakes(protocol, partAt(["emergency"]), "emergency"),
  ...termMistakes(protocol.get("review", "within")),
  ...protocol.get("never-skip").items().flatMap(gateMistakes),
  ...twiceMistakes(protocol.get("criteria")),
];

/** Days and durations, wherever the schema has them. */
function valueMistakes(node: Node, part: Part, name: string): readonly Mistake[] {
  if (part.$ref === "#/$defs/date") return dayMistakes(node, name);
  if (part.$ref === "#/$defs/duration") return durationMistake(node, `\`${name}\``);
  if (Object.keys(part).length === 0) return [];
  return [
    ...node.items().flatMap((each, index) => valueMistakes(each, belowIn(part, index), name)),
    ...node.entries().flatMap(({ key, node: value }) => valueMistakes(value, belowIn(part, key), key)),
  ];
}

function termMistakes({ at, kind, text }: Node): readonly Mistake[] {
  if (kind !== "scalar" || text === "" || termOf(text) !== undefined) return [];
  const message = `\`within\` of \`review\` is \`${text.slice(0, 60)}\`, where a time belongs`;
  return [{ message, at, hint: "write it as `5 business days`, or as a duration: `P7D`" }];
}

function gateMistakes({ at, kind, text }: Node): readonly Mistake[] {
  if (kind !== "scalar" || text === "" || gates.includes(text)) return [];
  const hint = meant(text, gates, "name a kind of check, or a rule: `bakewell rules` lists them");
  return [{ message: `\`never-skip\` names the gate \`${text.slice(0, 60)}\`, which there is not`, at, hint }];
}

function twiceMistakes(criteria: Node): readonly Mistake[] {
  const seen = new Set<string>();
  return criteria.items().flatMap((criterion) => {
    const { text, at } = criterion.get("id");
    const isAgain = text !== "" && seen.has(text);
    seen.add(text);
    return isAgain ? [{ message: `two criteria have the id \`${text}\``, at, hint: "give one of them another" }] : [];
  });
}
