import type { Fact } from "#model/fact.ts";
import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Captured } from "#model/settings.ts";

/** The environments that a server knows, and what it makes of a name that it does not. */
export interface Naming {
  readonly names: readonly string[];
  /** The export that lists every one; nothing is said where there is none, or it is too old. */
  readonly list: Captured | undefined;
  /** Whether names that differ in their case are one environment. */
  readonly ignoresCase: boolean;
  /** What becomes of an environment that is not there: "it is created without protection on first use". */
  readonly created: string;
}

/** Names of environments that the server does not know, or knows in another case. */
export function unknownEnvironments(used: readonly Fact<string>[], naming: Naming): readonly SourceProblem[] {
  const { list } = naming;
  if (!list || list.stale !== undefined) return [];
  const found = new Map<string, SourceProblem>();
  for (const environment of used) {
    if (environment.state !== "declared" || isComputed(environment.value)) continue;
    const problem = problemOf(environment.value, naming, list);
    const at = environment.via?.[0] ?? environment.at;
    if (problem) found.set(JSON.stringify([at, environment.value]), { at, ...problem });
  }
  return [...found.values()];
}

/** A name that goes by the run is none that a list can hold. */
const isComputed = (name: string): boolean => name.includes("$");

function problemOf(
  name: string,
  { names, ignoresCase, created }: Naming,
  { captured }: Captured,
): Omit<SourceProblem, "at"> | undefined {
  if (names.includes(name)) return undefined;
  const known = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (known !== undefined)
    return {
      reason: `writes the environment \`${known}\` as \`${name}\`${ignoresCase ? "" : `, which is another one: ${created}`}`,
      remedy: `write \`${known}\``,
      weight: ignoresCase ? "remark" : "error",
    };
  const meant = nearest(name, names);
  return {
    reason: `uses the environment \`${name}\`, which the server does not know (${captured.slice(0, 10)}): ${created}`,
    remedy:
      meant === undefined ? "create it with its rules, and export the settings again" : `did you mean \`${meant}\`?`,
    weight: "error",
  };
}
