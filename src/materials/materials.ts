import { startOf } from "#model/place.ts";
import type { Change } from "#model/plan.ts";
import type { Material } from "#model/repository.ts";

/** Files by which a kind of change is made, by their paths. */
const kinds: readonly (readonly [change: Change, path: RegExp])[] = [
  ["infrastructure", /\.(?:tf|tofu|bicep)$|(?:^|\/)(?:cdk\.json|Pulumi\.ya?ml)$/],
  [
    "data",
    /(?:^|\/)(?:alembic\.ini|flyway\.(?:conf|toml)|liquibase\.properties)$|(?:^|\/)(?:db\/migrate|migrations?)\/.+\.(?:sql|rb|py|cs|ts|js)$/,
  ],
  ["configuration", /(?:^|\/)kustomization\.ya?ml$|(?:^|\/)values[-.\w]*\.ya?ml$/],
  [
    "feature-flag",
    /(?:^|\/)(?:[\w-]+\.)?(?:flagd|goff|flipt|features)\.(?:json|ya?ml)$|(?:^|\/)(?:feature-?)?flags\.(?:json|ya?ml)$/,
  ],
  ["solution", /(?:^|\/)[Oo]ther\/Solution\.xml$/],
];

/** What tests and examples hold is not deployed. */
const aside = /(?:^|\/)(?:tests?|__tests__|spec|fixtures?|examples?|samples?|docs?|node_modules|vendor)\//i;

/** The kinds of change that a repository holds the material of, each with the first file of it. */
export function materialsIn(paths: readonly string[]): readonly Material[] {
  const found = new Map<Change, Material>();
  for (const path of paths) {
    if (aside.test(path)) continue;
    for (const [change, pattern] of kinds) {
      if (!found.has(change) && pattern.test(path)) found.set(change, { change, at: startOf(path) });
    }
  }
  return [...found.values()];
}
