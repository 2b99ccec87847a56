import type { Strength } from "#model/finding.ts";
import { type Place, startOf } from "#model/place.ts";
import type { Tier } from "#model/plan.ts";
import { type RuleParameters, ruleIds } from "#schema/parameters.ts";
import type { Clause, KnownEntry, Where } from "#schema/policy.ts";
import { assertionMistakes, assertionsOf } from "./asserted.ts";
import type { Assertion } from "./assertions.ts";
import { extended, type PolicyLibrary } from "./extend.ts";
import { groupMistakes } from "./group-mistakes.ts";
import type { PolicyFile } from "./load.ts";
import { mistaken } from "./mistakes.ts";
import { durationOf, seenParameters } from "./parameters.ts";
import { noTiers, type Tiers } from "./tiers.ts";

/** A policy with its bases, ready to be asked. */
export interface ResolvedPolicy {
  readonly name: string;
  /** `builtin`, or the file's path. */
  readonly source: string;
  /** Of the text; where it extends others, of the digests and names of all of its files. */
  readonly digest: string;
  /** Bases first; the last clause to speak of a rule decides. */
  readonly clauses: readonly ResolvedClause[];
  /** The policy's own rules by their ids, those of the bases first. */
  readonly assertions: ReadonlyMap<string, Assertion>;
  readonly tiers: Tiers;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly recognition: {
    readonly actions: ReadonlyMap<string, Recognised>;
    readonly commands: ReadonlyMap<string, Recognised>;
  };
  readonly waivers: { readonly files: string; readonly inline: boolean };
  /** How long exported settings are believed, in seconds. */
  readonly settings: { readonly fresh: number };
  /** What it is made of, the bases first, itself last. */
  readonly files: readonly PolicyFile[];
}

export interface ResolvedClause {
  /** The name and file of the policy that it is written in. */
  readonly policy: string;
  readonly file: string;
  readonly at: Place;
  readonly cites: string | null;
  readonly where: Where | undefined;
  readonly during: "emergency" | undefined;
  /** The day from which it is in force, `2027-01-01`. */
  readonly from: string | undefined;
  /** By the ids of rules, those of assertions among them. */
  readonly asks: ReadonlyMap<string, Ask>;
}

/** What one clause says of one rule. */
export interface Ask {
  readonly strength: Strength | "need-not";
  readonly at: Place;
  /** Of this rule alone. */
  readonly parameters: RuleParameters;
}

/** An entry of `recognise`, with the place where it is written. */
type Recognised = KnownEntry & { readonly source: string };

/**
 * Resolves a policy. Lists of `tiers`, `groups` and entries of `recognise` replace those of the bases, key by key;
 * a pattern that a policy moves to another tier leaves the lists of its bases.
 */
export function resolvePolicy(own: PolicyFile, library: PolicyLibrary): ResolvedPolicy {
  const files = extended(own, library);
  const groups = new Map(files.flatMap(({ policy }) => Object.entries(policy.groups ?? {})));
  const assertions = assertionsOf(files);
  const mistakes = [...groupMistakes(files), ...assertionMistakes(files, assertions)];
  if (mistakes.length > 0) throw mistaken(mistakes);
  return {
    name: own.policy.name,
    source: own.file.startsWith("builtin:") ? "builtin" : own.file,
    get digest() {
      return files.length === 1
        ? own.digest
        : library.digest(files.map((each) => `${each.digest}  ${each.file}\n`).join(""));
    },
    clauses: files.flatMap(clausesOf),
    assertions,
    tiers: files.reduce((tiers, { policy }) => merged(tiers, policy.tiers ?? {}), noTiers),
    groups,
    recognition: { actions: recognised(files, "actions"), commands: recognised(files, "commands") },
    waivers: files.reduce<ResolvedPolicy["waivers"]>(
      (settings, { policy: { waivers } }) => ({
        ...settings,
        ...(typeof waivers === "string" ? { files: waivers } : waivers),
      }),
      { files: ".bakewell/waivers/*.yaml", inline: true },
    ),
    settings: { fresh: freshOf(files) },
    files,
  };
}

function freshOf(files: readonly PolicyFile[]): number {
  const written = files.flatMap(({ policy }) => policy.settings?.fresh ?? []).at(-1) ?? "P30D";
  return durationOf(written) ?? 0;
}

function clausesOf({ file, policy, written }: PolicyFile): readonly ResolvedClause[] {
  return (policy.clauses ?? []).map((clause, index) => {
    const { at, asks: places, asserts = [] } = written.clauses[index] ?? { at: startOf(file), asks: {} };
    const asks = new Map([
      ...Object.entries(places),
      ...(clause.assert ?? []).map(({ id }, position) => [id, asserts[position]?.at ?? at] as const),
    ]);
    return {
      policy: policy.name,
      file,
      at,
      cites: clause.cites ?? null,
      where: clause.where,
      during: clause.during,
      from: clause.from,
      asks: asksOf(clause, (rule) => asks.get(rule) ?? at),
    };
  });
}

function asksOf(clause: Clause, placeOf: (rule: string) => Place): ReadonlyMap<string, Ask> {
  const asks = new Map<string, Ask>();
  for (const rule of clause["need-not"] ?? []) {
    asks.set(rule, { strength: "need-not", at: placeOf(rule), parameters: {} });
  }
  for (const strength of ["should", "must"] as const) {
    const rules = clause[strength] ?? {};
    for (const rule of ruleIds) {
      const parameters = rules[rule];
      if (!parameters) continue;
      asks.set(rule, {
        strength,
        at: placeOf(rule),
        parameters: seenParameters(rule, parameters),
      });
    }
  }
  for (const { id, strength = "must" } of clause.assert ?? [])
    asks.set(id, { strength, at: placeOf(id), parameters: {} });
  return asks;
}

function merged(base: Tiers, own: Partial<Record<Tier, readonly string[]>>): Tiers {
  const claimed = new Set(Object.values(own).flatMap((patterns) => patterns.map((pattern) => pattern.toLowerCase())));
  const left = (patterns: readonly string[]) => patterns.filter((pattern) => !claimed.has(pattern.toLowerCase()));
  return {
    production: own.production ?? left(base.production),
    staging: own.staging ?? left(base.staging),
    development: own.development ?? left(base.development),
  };
}

const recognised = (files: readonly PolicyFile[], table: "actions" | "commands"): ReadonlyMap<string, Recognised> =>
  new Map(
    files.flatMap(({ file, policy, written }) =>
      Object.entries(policy.recognise?.[table] ?? {}).map(
        ([name, entry]) => [name, { ...entry, source: `${file}:${written.recognise[table][name]}` }] as const,
      ),
    ),
  );
