import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { startOf } from "#model/place.ts";
import { UsageError } from "#model/usage-error.ts";
import { withAssertions } from "#policy/assertions.ts";
import { builtins, essential } from "#policy/builtins.ts";
import { unknownBuiltin } from "#policy/extend.ts";
import { loadPolicy } from "#policy/load.ts";
import { type ResolvedPolicy, resolvePolicy } from "#policy/resolve.ts";
import type { Contents } from "#read.ts";
import { pathAsNamed, pathIn } from "#repository.ts";
import type { SettingsFile } from "#settings/load.ts";
import { decode } from "#syntax/decode.ts";
import { installedAt, installedIn, readerOf } from "./packages.ts";
import { settingsIn } from "./settings.ts";

/** Where a repository keeps its policy, in the order in which they are looked for. */
export const policyPaths: readonly string[] = ["bakewell.yaml", ".github/bakewell.yaml", ".config/bakewell.yaml"];

export interface FoundPolicy {
  readonly policy: ResolvedPolicy;
  /** The file in the repository, where it is one. */
  readonly path: string | undefined;
  /** Exported settings that stand beside it, in `.bakewell/settings`. */
  readonly settings: readonly SettingsFile[];
  /** What must be said of how it was found. */
  readonly notes: readonly string[];
}

/**
 * The policy that a repository is judged by: the one that is named, else the repository's own, else `essential`.
 * Every file is read from `contents`, so that a policy of another revision extends the files of that revision; where
 * a revision is given, nothing of the repository is read from anywhere else.
 */
export async function findPolicy(
  named: string | undefined,
  contents: Contents,
  root: string,
  revision?: string,
): Promise<FoundPolicy> {
  const found = policyIn(named, contents, root, revision);
  return { ...found, policy: await withAssertions(found.policy), settings: settingsIn(contents) };
}

function policyIn(
  named: string | undefined,
  contents: Contents,
  root: string,
  revision: string | undefined,
): Omit<FoundPolicy, "settings"> {
  const text = readerOf(contents);
  const installed = revision === undefined ? installedIn(root) : installedAt(root, contents, revision);
  const library = { builtins, file: text, installed, digest };
  const resolved = (file: string, source: string): ResolvedPolicy =>
    resolvePolicy(loadPolicy(file, source, digest), library);

  const found = (path: string, policy: ResolvedPolicy): Omit<FoundPolicy, "settings"> => ({
    policy,
    path,
    notes: revision === undefined ? [] : asInstalled(policy, text, revision),
  });

  const builtin = named === undefined ? undefined : builtins.get(named);
  if (builtin) return { policy: resolvePolicy(builtin, library), path: undefined, notes: [] };
  if (named !== undefined) {
    const path = revision === undefined ? pathIn(root, named) : pathAsNamed(root, named);
    const source =
      path === undefined ? outside(named) : (text(path) ?? (revision === undefined ? outside(named) : undefined));
    if (source === undefined) {
      if (!/[/\\.]/.test(named)) {
        const { message, hint } = unknownBuiltin(named, library, startOf(named));
        throw new UsageError(message, hint === undefined ? {} : { hint });
      }
      throw new UsageError(`the policy ${named} cannot be read${revision === undefined ? "" : ` at ${revision}`}`, {
        hint: `name a file, or a built-in policy: ${[...builtins.keys()].join(", ")}`,
      });
    }
    return { ...found(path ?? named, resolved(path ?? named, source)), path };
  }
  for (const path of policyPaths) {
    const source = text(path);
    if (source !== undefined) return found(path, resolved(path, source));
  }
  return {
    policy: resolvePolicy(essential, library),
    path: undefined,
    notes: ["There is no policy file here, so the built-in policy essential applies; `bakewell init` writes one."],
  };
}

/** What a policy of a revision takes from the disk, since git does not hold it there. */
const asInstalled = (
  { files }: ResolvedPolicy,
  text: (path: string) => string | undefined,
  revision: string,
): readonly string[] =>
  files
    .filter(({ file }) => file.includes("node_modules/") && text(file) === undefined)
    .map(
      ({ file, digest }) =>
        `${file} (${digest.slice(0, 19)}) is taken as it is installed: git does not have it at ${revision}.`,
    );

/** A policy that stands outside of the repository. */
function outside(file: string): string | undefined {
  try {
    return decode(file, readFileSync(resolve(file))).text;
  } catch {
    return undefined;
  }
}

/** What makes it is loaded when it is called: few runs print a digest. */
export const digest = (content: string | Uint8Array): string =>
  `sha256:${process.getBuiltinModule("node:crypto").hash("sha256", content)}`;
