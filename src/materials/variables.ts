import { startOf } from "#model/place.ts";
import type { EnvironmentVariable } from "#model/repository.ts";

/** https://learn.microsoft.com/power-apps/maker/data-platform/environmentvariables-alm says where a solution keeps them. */
const files =
  /(?:^|\/)environmentvariabledefinitions\/([^/]+)\/environmentvariable(?:definition\.(?:xml|ya?ml)|(values)\.json)$/i;

/** The environment variables of the solutions whose sources a repository holds. */
export function variablesIn(paths: readonly string[]): readonly EnvironmentVariable[] {
  const found = new Map<string, EnvironmentVariable>();
  for (const path of paths) {
    const [, name, values] = files.exec(path) ?? [];
    if (name === undefined) continue;
    const key = path.slice(0, path.lastIndexOf("/"));
    if (values !== undefined || !found.has(key))
      found.set(key, { name, at: startOf(path), shipsValue: values !== undefined });
  }
  return [...found.values()];
}
