import { decidedAt, type Outcome, type Verdict } from "#model/verdict.ts";
import { few } from "./wording.ts";

interface Named {
  readonly name: string;
  readonly verdict: Verdict;
}

/** Makes one verdict of those that fail, so that a long list of names does not become a long list of reasons. */
export function gatherFailures(
  judged: readonly Named[],
  say: (names: string) => { readonly reason: string; readonly remedy: string },
): readonly Verdict[] {
  const is = (outcome: Outcome) => (one: Named) => one.verdict.outcome === outcome;
  const failing = judged.filter(is("fail"));
  const others = judged.filter((one) => !is("fail")(one)).map(({ verdict }) => verdict);
  if (failing.length === 0) return others;
  const places = failing.flatMap(({ verdict }) => verdict.places);
  return [decidedAt({ outcome: "fail", ...say(few(failing.map(({ name }) => name))) }, ...places), ...others];
}
