import type { Finding } from "#model/finding.ts";

/**
 * Leaves out the failures that an earlier revision has as well, and says how many they are and what became better.
 * They are told apart by their fingerprints, so no list of them needs to be kept.
 */
export function ratchet(
  now: readonly Finding[],
  before: readonly Finding[],
  revision: string,
): { readonly findings: readonly Finding[]; readonly notes: readonly string[] } {
  const known = new Set(before.filter(isFailing).map(({ fingerprint }) => fingerprint));
  const failing = new Set(now.filter(isFailing).map(({ fingerprint }) => fingerprint));
  const standing = [...known].filter((fingerprint) => failing.has(fingerprint)).length;
  return {
    findings: now.filter((finding) => !isFailing(finding) || !known.has(finding.fingerprint)),
    notes: [
      `${standing} of the failures stand at ${revision} already and are not shown; ${known.size - standing} that it has are mended.`,
    ],
  };
}

const isFailing = ({ outcome, waiver }: Finding): boolean => outcome === "fail" && waiver === null;
