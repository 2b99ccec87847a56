import { type Assurance, judgeAssurance } from "#model/assurance.ts";
import type { Verdict } from "#model/verdict.ts";

/**
 * Judges what a safeguard needs, with a predicate for both answers: `held` where it holds, and `broken`, which what
 * breaks it then explains, where it does not.
 */
export const judgeBoth = (
  assurance: Assurance,
  { held, broken, remedy }: { readonly held: string; readonly broken: string; readonly remedy: string },
): Verdict =>
  judgeAssurance(
    assurance.state === "broken" ? { ...assurance, how: `${broken}: ${assurance.how}` } : assurance,
    held,
    remedy,
  );
