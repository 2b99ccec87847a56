import type { Fact } from "#model/fact.ts";

/** Commands that export what GitHub keeps outside of the repository. */

const repository = (slug: string | undefined): string => slug ?? "OWNER/REPO";

export function environment(name: Fact<string>, slug: string | undefined): string {
  const path = name.state === "declared" ? encodeURIComponent(name.value) : "NAME";
  return `gh api repos/${repository(slug)}/environments/${path} > environment.json && bakewell settings import environment.json`;
}

export const rulesets = (slug: string | undefined): string =>
  `gh api 'repos/${repository(slug)}/rulesets?includes_parents=true' > rulesets.json && bakewell settings import rulesets.json`;
