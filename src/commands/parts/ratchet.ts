import type { Finding } from "#model/finding.ts";
import { isFailure } from "#reporters/wording.ts";

/**
 * Leaves out the failures that an earlier revision has as well, and says how many they are and what became better.
 * They are told apart by their fingerprints, so no list of them needs to be kept. What is unknown by now is not mended.
 */
export function ratchet(
  now: readonly Finding[],
  before: readonly Finding[],
  revision: string,
  choices: { readonly unknown: "show" | "fail" | "hide" },
): { readonly fresh: readonly Finding[]; readonly notes: readonly string[] } {
  const fails = (finding: Finding): boolean => isFailure(finding, choices);
  const known = new Set(before.filter(fails).map(({ fingerprint }) => fingerprint));
  const isKnown = (finding: Finding): boolean => fails(finding) && known.has(finding.fingerprint);
  const open = now.filter((finding) => fails(finding) || (finding.outcome === "unknown" && finding.waiver === null));
  const standing = now.filter(isKnown).length;
  const mended = known.difference(new Set(open.map(({ fingerprint }) => fingerprint))).size;
  return {
    fresh: now.filter((finding) => !isKnown(finding)),
    notes: [
      `${standing} of the failures stand at ${revision} already and are not shown; ${mended} that it has are mended.`,
    ],
  };
}
