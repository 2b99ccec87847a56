import { builtins } from "#policy/builtins.ts";
import { loadPolicy, type PolicyFile } from "#policy/load.ts";
import { type ResolvedPolicy, resolvePolicy } from "#policy/resolve.ts";

const digest = () => "sha256:0";

const resolved = (file: PolicyFile): ResolvedPolicy =>
  resolvePolicy(file, { builtins, file: () => undefined, installed: () => undefined, digest });

/** A built-in policy. Throws where there is none of that name. */
export function builtin(name: string): ResolvedPolicy {
  const file = builtins.get(name);
  if (!file) throw new Error(`there is no built-in policy ${name}`);
  return resolved(file);
}

/** A policy of some clauses, each on a line of its own, the first on line 3. */
export const policyOf = (...clauses: readonly string[]): ResolvedPolicy =>
  resolved(
    loadPolicy(
      "bakewell.yaml",
      ["name: shop", "clauses:", ...clauses.map((clause) => `  - { ${clause} }`)].join("\n"),
      digest,
    ),
  );
