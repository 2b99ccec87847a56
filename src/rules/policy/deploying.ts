import type { Place } from "#model/place.ts";
import type { Plan, Trigger } from "#model/plan.ts";

/** A branch from which a plan deploys. */
export interface Branch {
  /** Its name, or those that it may have. */
  readonly names: readonly [string, ...string[]];
  /** The trunk, whose name nothing tells. */
  readonly isGuessed: boolean;
  readonly at: Place;
}

/** The branches that start a plan; trunk, where it is started by something else, or from anywhere. */
export function branchesOf({ triggers: { items }, at }: Plan): readonly Branch[] {
  const found = items.filter(({ on }) => merged.includes(on)).flatMap(named);
  return found.length > 0 ? found : [{ names: trunks, isGuessed: true, at: items[0]?.at ?? at }];
}

export const trunks: Branch["names"] = ["main", "master", "trunk"];

const merged: readonly Trigger["on"][] = ["push", "after-plan", "merge-queue"];

const named = ({ refs }: Trigger): readonly Branch[] =>
  refs.state === "declared"
    ? refs.value
        .filter((ref) => !/^\*+(?:\/\*+)?$/.test(ref))
        .map((ref) => ({ names: [sampleOf(ref)], isGuessed: false, at: refs.at }))
    : [];

/** A branch of a pattern, of a name that no narrower pattern is likely to be for. */
const sampleOf = (ref: string): string =>
  ref
    .replace(/^refs\/heads\//, "")
    .replaceAll("**", "any/branch")
    .replaceAll("*", "any-branch")
    .replaceAll("?", "x");
