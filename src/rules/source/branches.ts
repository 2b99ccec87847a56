import { wildcard } from "#model/pattern.ts";
import { type Claim, fail, open, pass } from "#model/verdict.ts";
import { few } from "../wording.ts";

/** Branches such as `develop` or `staging` are Gitflow's, or a branch for each environment, whatever they deploy. */
const discouraged = [
  "dev",
  "develop",
  "development",
  "staging",
  "stage",
  "test",
  "qa",
  "uat",
  "preprod",
  "prod",
  "production",
  "env/*",
  "environment/*",
  "environments/*",
].map(wildcard);

/** Judges the branches that start a plan by patterns of those that may reach production. */
export function judgeBranches(
  name: string,
  branches: readonly string[],
  allowed: readonly string[],
  remedy: string,
): Claim {
  const patterns = allowed.map(wildcard);
  const outside = branches.filter((branch) => !patterns.some((matches) => matches(branch)));
  if (outside.length === 0) return pass(`starts \`${name}\` from ${few(branches, "or")}`);
  const environments = outside.filter((branch) => discouraged.some((matches) => matches(branch)));
  const wrong = outside.length === branches.length ? outside : environments;
  return wrong.length > 0
    ? fail(`starts \`${name}\` from ${few(wrong, "or")}, neither trunk nor a release branch`, remedy)
    : open(`whether ${few(outside, "or")} reaches production by \`${name}\` is not written`, remedy);
}
