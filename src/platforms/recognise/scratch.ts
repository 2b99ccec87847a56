import type { Act } from "../routes/graph.ts";

/**
 * Without the imports that only turn a solution into its sealed form. What can be exported as managed was imported
 * unmanaged, which makes the environment one to build in, and the import a part of the build:
 * https://learn.microsoft.com/power-platform/alm/solution-concepts-alm
 */
export const withoutScratch = <T extends Pick<Act, "known" | "signals" | "artifacts">>(
  acts: readonly T[],
): readonly T[] =>
  acts.map((act, index) =>
    act.known.change === "solution" && acts.slice(index + 1).some((later) => sealsFrom(later, act))
      ? { ...act, known: { does: "build", source: act.known.source }, artifacts: [] }
      : act,
  );

/** Whether an export makes the sealed form of what is in the environment that an import goes to. */
const sealsFrom = (later: Pick<Act, "known" | "signals" | "artifacts">, { signals }: Pick<Act, "signals">): boolean =>
  later.known.does === "build" &&
  later.artifacts.some(({ form }) => form.state === "declared" && form.value.sealed) &&
  later.signals.some(({ text }) => signals.some((one) => one.text === text));
