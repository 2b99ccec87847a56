import { absent, declared, type Fact } from "#model/fact.ts";
import type { Routine } from "#model/governance.ts";
import type { Place } from "#model/place.ts";
import type { RuleId } from "#rules/rule.ts";
import { ruleIds } from "#schema/parameters.ts";
import { isInForce } from "./asked.ts";
import type { Ask, ResolvedClause, ResolvedPolicy } from "./resolve.ts";

/** What a policy asks of deployments to production as of a time (ISO 8601 with a `Z`), where nothing is an emergency. */
export function routineOf({ clauses }: Pick<ResolvedPolicy, "clauses">, now: string, otherwise: Place): Routine {
  const inForce = clauses.filter((clause) => isInForce(clause, { at: now }) && speaksOfProduction(clause));
  const asked = new Map(ruleIds.map((rule) => [rule, asksOf(rule, inForce)]));
  const of = (rule: RuleId): readonly Ask[] => asked.get(rule) ?? [];
  const kinds = [
    ...of("required-checks").flatMap((ask) => kindsOf(ask, ask.parameters["required-checks"]?.kinds)),
    ...of("tested-staging").flatMap((ask) => kindsOf(ask, ask.parameters["tested-staging"]?.kinds)),
  ];
  return {
    checks: [...new Map(kinds.toReversed().map((kind) => [kind.name, kind])).values()].toReversed(),
    rules: ruleIds.flatMap((rule) => {
      const must = of(rule).find(({ strength }) => strength === "must");
      return must ? [{ name: rule, at: must.at }] : [];
    }),
    bake: least(
      of("bake-time").flatMap(({ at, parameters: { "bake-time": bake } }) =>
        [bake?.minimum, bake?.first].flatMap((value) => (value === undefined ? [] : [declared(value, at)])),
      ),
      otherwise,
    ),
    approvals: least(
      of("approval").flatMap(({ at, parameters: { approval } }) => (approval ? [declared(approval.count, at)] : [])),
      otherwise,
    ),
  };
}

const kindsOf = ({ at }: Ask, kinds: Routine["checks"][number]["name"][] = []): Routine["checks"] =>
  kinds.map((name) => ({ name, at }));

const least = (values: readonly Extract<Fact<number>, { state: "declared" }>[], otherwise: Place): Fact<number> =>
  values.toSorted((a, b) => a.value - b.value)[0] ?? absent(otherwise);

const speaksOfProduction = ({ where }: ResolvedClause): boolean =>
  [where?.tier ?? "production"].flat().includes("production") &&
  [where?.role ?? "deployment"].flat().includes("deployment");

/** What is asked by a rule of some deployment to production: a clause about all of them replaces those before it. */
function asksOf(rule: RuleId, clauses: readonly ResolvedClause[]): readonly Ask[] {
  const latestFirst = clauses.flatMap((clause) => (clause.asks.has(rule) ? [clause] : [])).toReversed();
  const general = latestFirst.findIndex(isGeneral);
  return latestFirst
    .slice(0, general < 0 ? undefined : general + 1)
    .flatMap(({ asks }) => asks.get(rule) ?? [])
    .filter(({ strength }) => strength !== "need-not");
}

const isGeneral = ({ where = {} }: ResolvedClause): boolean =>
  Object.keys(where).every((property) => property === "tier" || property === "role");
