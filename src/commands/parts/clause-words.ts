import { printDuration } from "#model/duration.ts";
import type { ResolvedClause } from "#policy/resolve.ts";
import { percent } from "#reporters/plan/facts.ts";
import { isRuleId } from "#policy/rule-ids.ts";
import { parameterShapes } from "#schema/parameters.ts";

/** "where tier is production and role is deployment", or "everywhere". */
export const whereWords = (where: ResolvedClause["where"] | null): string =>
  where
    ? `where ${Object.entries(where)
        .map(([key, value]) => `${key} is ${[value].flat().join(" or ")}`)
        .join(" and ")}`
    : "everywhere";

/** ", minimum 1 h, first 12 h": nothing where there are none. */
export const parameterWords = (rule: string, parameters: Readonly<Record<string, unknown>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `, ${name} ${valueWords(rule, name, value)}`)
    .join("");

/** A parameter's value, in words. */
export function valueWords(rule: string, name: string, value: unknown): string {
  const shapes: Readonly<Record<string, { readonly kind: string }>> = isRuleId(rule) ? parameterShapes[rule] : {};
  if (typeof value === "number" && shapes[name]?.kind === "duration") return printDuration(value);
  if (typeof value === "number" && shapes[name]?.kind === "share") return percent(value);
  return Array.isArray(value) ? value.join(" ") || "none" : String(value);
}
