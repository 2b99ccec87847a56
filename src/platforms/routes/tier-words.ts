import type { Tier } from "#model/plan.ts";

const words: Readonly<Record<Tier, RegExp>> = {
  production: /^(?:prod|production|prd|live)$/,
  staging: /^(?:staging|stg|uat|preprod|preproduction|acceptance|acc)$/,
  development: /^(?:dev|develop|development|test|testing|qa|sandbox|preview|integration|int)$/,
};

/**
 * The tier that a text plainly names, where it names one and no other. It decides no stage's tier: it only tells
 * whether two deployments in one job go to different places, and which stages can be rings of one.
 */
export function tierIn(text: string): Tier | undefined {
  const parts = text.toLowerCase().split(/[^a-z]+/);
  if (parts.some((part, index) => /^(?:pre|non)$/.test(part) && words.production.test(parts[index + 1] ?? ""))) {
    return "staging";
  }
  const named = (["production", "staging", "development"] as const).filter((tier) =>
    parts.some((part) => words[tier].test(part)),
  );
  // `stage` is a name of staging, and the flag that takes any name: `--stage prod`.
  if (named.length === 0 && parts.includes("stage")) return "staging";
  return named.length === 1 ? named[0] : undefined;
}
