import { readFileSync } from "node:fs";
import { type ResolvedPolicy, resolvePolicy } from "#policy/resolve.ts";

const shipped = (name: string): string => readFileSync(new URL(`../../policies/${name}.yaml`, import.meta.url), "utf8");

const library = { builtins: ["essential", "safe-deployment", "tiers"], builtin: shipped, file: () => undefined };

const resolved = (file: string, text: string): ResolvedPolicy =>
  resolvePolicy({ file, text }, library, () => "sha256:0");

export const builtin = (name: string): ResolvedPolicy => resolved(`builtin:${name}.yaml`, shipped(name));

/** A policy of some clauses, each on a line of its own, the first on line 3. */
export const policyOf = (...clauses: readonly string[]): ResolvedPolicy =>
  resolved("bakewell.yaml", ["name: shop", "clauses:", ...clauses.map((clause) => `  - { ${clause} }`)].join("\n"));
