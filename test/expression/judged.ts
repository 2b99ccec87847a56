import { compile, isSlip, judgeBy } from "#expression/index.ts";
import type { Plan, Stage } from "#model/plan.ts";
import type { Repository } from "#model/repository.ts";
import type { Verdict } from "#model/verdict.ts";
import { plan, repository } from "../rules/build.ts";

const wording = { says: "is wrong", remedy: undefined };

/** What an expression says of a stage, in its plan. Throws where it does not compile. */
export function ofStage(text: string, stage: Stage, over: Partial<Plan> = {}): Verdict {
  const compiled = compile(text, "stage");
  if (isSlip(compiled)) throw new Error(`${compiled.message} (${compiled.offset})`);
  const within = plan([stage], over);
  const scope = { repository: repository([within]), plan: within };
  return judgeBy(compiled, wording)(stage, scope, { left: 1_000_000 });
}

export function ofRepository(text: string, subject: Repository): Verdict {
  const compiled = compile(text, "repository");
  if (isSlip(compiled)) throw new Error(`${compiled.message} (${compiled.offset})`);
  return judgeBy(compiled, wording)(subject, { repository: subject, plan: undefined }, { left: 10_000_000 });
}

/** "fail is wrong 3 7": the outcome, the reason and the lines of the places. */
export const brief = ({ outcome, reason, places }: Verdict): string =>
  [outcome, reason, ...places.map(({ line }) => line)].join(" ");
