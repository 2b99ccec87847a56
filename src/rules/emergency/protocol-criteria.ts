import type { CriterionKind, Protocol } from "#model/emergency.ts";
import { nearest } from "#model/nearest.ts";
import { decidedAt, fail, type Verdict } from "#model/verdict.ts";
import { series } from "../wording.ts";

/** Every approval is for a criterion that there is. */
export const judgeReferences = ({ approvals, criteria }: Protocol): readonly Verdict[] => {
  const ids = criteria.map(({ id }) => id);
  return approvals
    .flatMap((approval) => approval.criteria)
    .filter(({ name }) => !ids.includes(name))
    .map(({ name, at }) => {
      const meant = nearest(name, ids);
      const remedy = meant
        ? `did you mean \`${meant}\`?`
        : `add it to \`criteria\`, or write one of them: ${ids.join(", ")}`;
      return decidedAt(fail(`says who approves \`${name}\`, which is no criterion`, remedy), at);
    });
};

/** Every criterion is shown by evidence, and somebody approves it. */
export const judgeCriteria = ({ approvals, criteria }: Protocol): readonly Verdict[] =>
  criteria.flatMap(({ id, at, evidence }) => [
    ...(evidence.length > 0
      ? []
      : [
          decidedAt(
            fail(`asks no evidence for \`${id}\``, "write what a declaration must give: `evidence: [incident]`"),
            at,
          ),
        ]),
    ...(approvals.some((approval) => approval.criteria.some(({ name }) => name === id))
      ? []
      : [
          decidedAt(
            fail(
              `does not say who approves \`${id}\``,
              `add \`{ for: [${id}], from: […], count: 2 }\` to \`approvals\``,
            ),
            at,
          ),
        ]),
  ]);

const wanted: readonly CriterionKind[] = ["security-breach", "vulnerability-exposure"];

/** A breach and a vulnerability are emergencies. */
export function judgeCoverage({ at, criteria }: Protocol): readonly Verdict[] {
  const missing = wanted.filter((kind) => !criteria.some((criterion) => criterion.kind === kind));
  if (missing.length === 0) return [];
  const named = series(
    missing.map((kind) => `\`${kind}\``),
    "or",
  );
  return [decidedAt(fail(`has no criterion of the kind ${named}`, `add a criterion of the kind ${named}`), at)];
}
