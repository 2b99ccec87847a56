import { judgeAssurance } from "#model/assurance.ts";
import { fail, judgeSome, type Verdict } from "#model/verdict.ts";
import type { CheckKind, Stage } from "#model/plan.ts";
import { judgeKind } from "../counting.ts";
import type { Route } from "./routes.ts";

/** Something that a stage may stand behind: checks of one kind, or an approval. */
export interface Gate {
  readonly name: string;
  /** Of a check: its kind. */
  readonly kind?: CheckKind;
  readonly judge: (stage: Stage) => Verdict;
}

/** The gates that stand on some of the routes. */
export function gates(found: readonly Route[]): readonly Gate[] {
  const kinds = new Set(found.flatMap(({ stage }) => stage.checks.items.flatMap((check) => check.kinds)));
  const checks = [...kinds].map((kind): Gate => ({ name: kind, kind, judge: (stage) => judgeKind(stage, kind) }));
  const isSame = shareEnvironment(found) && found.every(({ stage }) => stage.approvals.items.length === 0);
  return isSame ? checks : [...checks, approval];
}

const approval: Gate = {
  name: "an approval",
  judge: ({ approvals }) =>
    judgeSome(approvals, {
      item: ({ name, everyRoute }) => judgeAssurance(everyRoute, `waits for \`${name}\``),
      absent: fail("begins without an approval"),
    }),
};

/** The approvals of an environment are the same for each deployment to it, known or not. */
function shareEnvironment(found: readonly Route[]): boolean {
  const names = found.map(({ plan, stage: { environment } }) =>
    environment.state === "declared" ? `${plan.platform} ${environment.value.toLowerCase()}` : undefined,
  );
  return names[0] !== undefined && new Set(names).size === 1;
}
