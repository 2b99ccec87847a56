import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { startOf } from "#model/place.ts";
import { UsageError } from "#model/usage-error.ts";
import { builtinFile, unknownBuiltin } from "#policy/extend.ts";
import { type ResolvedPolicy, resolvePolicy } from "#policy/resolve.ts";
import type { Contents } from "#read.ts";
import { pathIn } from "#repository.ts";
import { builtinPolicies, builtinPolicy } from "#shipped.ts";
import { decode } from "#syntax/decode.ts";

/** Where a repository keeps its policy, in the order in which they are looked for. */
export const policyPaths: readonly string[] = ["bakewell.yaml", ".github/bakewell.yaml", ".config/bakewell.yaml"];

export interface FoundPolicy {
  readonly policy: ResolvedPolicy;
  /** The file in the repository, where it is one. */
  readonly path: string | undefined;
  /** What must be said of how it was found. */
  readonly notes: readonly string[];
}

/**
 * The policy that a repository is judged by: the one that is named, else the repository's own, else `essential`.
 * Every file is read from `contents`, so that a policy of another revision extends the files of that revision; where
 * a revision is given, nothing of the repository is read from anywhere else.
 */
export function findPolicy(
  named: string | undefined,
  contents: Contents,
  root: string,
  revision?: string,
): FoundPolicy {
  const text = (path: string): string | undefined => {
    const bytes = contents.bytes([path]).get(path);
    return bytes instanceof Uint8Array ? decode(path, bytes).text : undefined;
  };
  const library = { builtins: builtinPolicies(), builtin: builtinPolicy, file: text };
  const resolved = (file: string, source: string): ResolvedPolicy =>
    resolvePolicy({ file, text: source }, library, digest);
  const builtin = (name: string): ResolvedPolicy => resolved(builtinFile(name), builtinPolicy(name));

  if (named !== undefined && library.builtins.includes(named))
    return { policy: builtin(named), path: undefined, notes: [] };
  if (named !== undefined) {
    const path = pathIn(root, named);
    const source =
      path === undefined ? outside(named) : (text(path) ?? (revision === undefined ? outside(named) : undefined));
    if (source === undefined) {
      if (!/[/\\.]/.test(named)) {
        const { message, hint } = unknownBuiltin(named, library, startOf(named));
        throw new UsageError(message, hint === undefined ? {} : { hint });
      }
      throw new UsageError(`the policy ${named} cannot be read${revision === undefined ? "" : ` at ${revision}`}`, {
        hint: `name a file, or a built-in policy: ${library.builtins.join(", ")}`,
      });
    }
    return { policy: resolved(path ?? named, source), path, notes: [] };
  }
  for (const path of policyPaths) {
    const source = text(path);
    if (source !== undefined) return { policy: resolved(path, source), path, notes: [] };
  }
  return {
    policy: builtin("essential"),
    path: undefined,
    notes: ["There is no policy file here, so the built-in policy essential applies; `bakewell init` writes one."],
  };
}

/** A policy that stands outside of the repository. */
function outside(file: string): string | undefined {
  try {
    return decode(file, readFileSync(resolve(file))).text;
  } catch {
    return undefined;
  }
}

export const digest = (content: string | Uint8Array): string => `sha256:${hash("sha256", content)}`;
