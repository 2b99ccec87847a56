import type { SchemaObject } from "ajv";

type Kind = "plain" | "duration" | "share";
type Parameter = SchemaObject & { readonly description: string; readonly $ref?: string; readonly default?: unknown };

const units: Readonly<Record<Exclude<Kind, "plain">, string>> = { duration: "In seconds.", share: "From 0 to 1." };

/** The text of the rules' parameters: as rules see them, as policies write them, and the rules' ids. */
export async function parameters(
  policy: SchemaObject,
  types: (schema: SchemaObject) => Promise<string>,
): Promise<string> {
  const defs = policy["$defs"] as Readonly<Record<string, SchemaObject>>;
  const ids = Object.keys(defs["rules"]?.["properties"] ?? {});
  const written = new Map(
    ids.map((id) => [id, (defs[id]?.["properties"] ?? {}) as Readonly<Record<string, Parameter>>]),
  );
  const seen = await types({
    ...defs["rules"],
    description:
      "The parameters of each rule as its judgement sees them: defaults filled in, durations in seconds, shares from 0 to 1.",
    $defs: Object.fromEntries(
      [...written].map(([id, ofRule]) => [
        id,
        {
          ...defs[id],
          required: Object.keys(ofRule).filter((name) => ofRule[name]?.default !== undefined),
          properties: Object.fromEntries(Object.entries(ofRule).map(([name, parameter]) => [name, asSeen(parameter)])),
        },
      ]),
    ),
  });
  const shapes = Object.fromEntries(
    [...written].map(([id, ofRule]) => [
      id,
      Object.fromEntries(Object.entries(ofRule).map(([name, parameter]) => [name, shape(parameter)])),
    ]),
  );
  return [
    seen,
    "/** How each parameter is written in a policy, and what it is where it is left out. */",
    `export const parameterShapes = ${JSON.stringify(shapes, undefined, 2)} as const;`,
    "",
    `export const ruleIds = ${JSON.stringify(ids, undefined, 2)} as const;`,
    "",
  ].join("\n");
}

function asSeen(parameter: Parameter): SchemaObject {
  const kind = kindOf(parameter);
  if (kind === "plain") return parameter;
  return { type: "number", description: `${parameter.description} ${units[kind]}` };
}

const shape = (parameter: Parameter): object => ({
  kind: kindOf(parameter),
  ...(parameter.default !== undefined && { default: parameter.default }),
});

function kindOf({ $ref }: Parameter): Kind {
  if ($ref === "#/$defs/duration") return "duration";
  return $ref === "#/$defs/share" ? "share" : "plain";
}
