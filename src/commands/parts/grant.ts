import { string as text } from "@oclif/core/flags";
import type { Emergency } from "#model/emergency.ts";
import type { Governance } from "#model/governance.ts";
import type { Repository } from "#model/repository.ts";
import { UsageError } from "#model/usage-error.ts";
import { type Grant, grantOf, uncovered } from "#policy/grants.ts";
import { meant } from "#policy/mistakes.ts";
import { unchangedCommit } from "#repository.ts";

export const emergencyFlags = {
  emergency: text({
    helpValue: "ID",
    env: "BAKEWELL_EMERGENCY",
    summary: "Judge by the terms of this declared emergency, for its change, environments and window alone.",
  }),
  artifact: text({
    helpValue: "DIGEST",
    env: "BAKEWELL_ARTIFACT",
    summary: "The digest of what is about to be deployed, to be compared with what the emergency declares.",
  }),
};

/** An emergency by its name, and what is about to be deployed. */
export interface NamedEmergency {
  readonly id: string;
  readonly artifact: string | undefined;
  /** The commit that is checked out, if nothing is changed; asked for where it is compared. */
  readonly commit: () => string | undefined;
}

/** The emergency that flags name, in the repository at a folder. Throws a `UsageError` where they do not fit. */
export function namedBy(
  flags: { readonly emergency?: string | undefined; readonly artifact?: string | undefined },
  root: string,
): NamedEmergency | undefined {
  const { emergency: id, artifact } = flags;
  if (artifact !== undefined && !/^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(artifact))
    throw new UsageError(`\`${artifact.slice(0, 100)}\` is no digest`, {
      hint: "write --artifact sha256:…, in lower case",
    });
  if (id !== undefined) return { id, artifact, commit: () => unchangedCommit(root) };
  if (artifact !== undefined)
    throw new UsageError("--artifact stands without an emergency", {
      hint: "name the one that declares it: --emergency ID",
    });
  return undefined;
}

/** What an emergency grants, and what must be said of what it does not. Throws a `UsageError` where there is none of that name. */
export function grantBy(
  { id, artifact, commit }: NamedEmergency,
  granting: readonly Emergency[],
  repository: Repository,
  governance: Governance,
): { readonly grant: Grant | undefined; readonly notes: readonly string[] } {
  const emergency = emergencyNamed(id, granting);
  const compared = {
    artifact,
    get commit() {
      return commit();
    },
  };
  const found = grantOf(emergency, repository, governance, compared);
  if ("refused" in found)
    return { grant: undefined, notes: found.refused.map((why) => `${id} grants nothing: it ${why}`) };
  return { grant: found, notes: uncovered(found, repository).map((why) => `${id} grants nothing to ${why}`) };
}

/** The declared emergency of a name. Throws a `UsageError` with the nearest one. */
export function emergencyNamed(id: string, emergencies: readonly Emergency[]): Emergency {
  const found = emergencies.find((emergency) => emergency.id === id);
  if (found) return found;
  const ids = emergencies.map((emergency) => emergency.id);
  const known =
    ids.length === 0 ? "none is declared: `bakewell emergency declare`" : `there is ${ids.slice(-5).join(", ")}`;
  throw new UsageError(`there is no emergency \`${id.slice(0, 120)}\``, { hint: meant(id, ids, known) });
}
