import { printDuration } from "#model/duration.ts";
import type { Named, Protocol } from "#model/emergency.ts";
import { valueOf } from "#model/fact.ts";
import type { Governance } from "#model/governance.ts";
import { decidedAt, fail, type Verdict } from "#model/verdict.ts";

/** Some gates are never skipped, and none of them may be put off. */
export function judgeNeverSkipped({ at, neverSkipped, deferrable }: Protocol): readonly Verdict[] {
  if (neverSkipped.length === 0) {
    const remedy = "name them: `never-skip: [build, smoke-test]`";
    return [decidedAt(fail("names no gate that an emergency never skips", remedy), at)];
  }
  return deferrable.flatMap((gate) => {
    const other = neverSkipped.find(({ name }) => name === gate.name);
    if (!other) return [];
    const reason = `never skips \`${gate.name}\`, and lets it run after the deployment`;
    return [decidedAt(fail(reason, "keep it under `never-skip` or under `defer`"), gate.at, other.at)];
  });
}

/** Both lists name what the policy routinely asks of production. */
export function judgeRoutineGates({ neverSkipped, deferrable }: Protocol, { routine }: Governance): readonly Verdict[] {
  const checks = new Set<string>(routine.checks.map(({ name }) => name));
  const gates = new Set([...checks, ...routine.rules.map(({ name }) => name)]);
  const unasked = (verb: string, gate: Named): Verdict =>
    decidedAt(
      fail(
        `${verb} \`${gate.name}\`, which the policy does not ask of production routinely`,
        `ask it in a clause of the policy, or leave it out`,
      ),
      gate.at,
    );
  return [
    ...neverSkipped.filter(({ name }) => !gates.has(name)).map((gate) => unasked("never skips", gate)),
    ...deferrable.filter(({ name }) => !checks.has(name)).map((gate) => unasked("lets wait", gate)),
  ];
}

/** What waits is done before all that is owed must be. */
export function judgeDeadlines({ deferrable, owedWithin }: Protocol): readonly Verdict[] {
  const latest = valueOf(owedWithin);
  return deferrable.flatMap(({ name, at, within }) =>
    latest === undefined || within <= latest
      ? []
      : [
          decidedAt(
            fail(
              `lets \`${name}\` wait for ${printDuration(within)}, longer than the ${printDuration(latest)} for all that is owed`,
              `let it wait for ${printDuration(latest)} at most, or raise \`owed\``,
            ),
            at,
            owedWithin.at,
          ),
        ],
  );
}
