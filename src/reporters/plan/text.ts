import { printDuration } from "#model/duration.ts";
import type { Plan, Stage, Trigger } from "#model/plan.ts";
import type { Place } from "#model/place.ts";
import { inert } from "../inert.ts";
import { styles, type Styles } from "../styles.ts";
import { factsOf, type Line } from "./facts.ts";
import { earliestFullExposure } from "./schedule.ts";

/** How things reach production: every plan with its stages and all of their facts, each with its place. */
export function planText(plans: readonly Plan[], color: boolean): string {
  const style = styles(color);
  return plans.map((plan) => block(plan, style)).join("\n");
}

function block(plan: Plan, style: Styles): string {
  const { name, platform, at, stages, triggers, delegations, steps } = plan;
  const names = new Map(stages.map((stage) => [stage.id, stage.name]));
  const change =
    plan.change.state === "declared"
      ? plan.change.value
      : plan.change.state === "unknown"
        ? plan.change.why
        : "not told";
  const lines = [
    `${style.bold(inert(name))}  ${style.dim(`${platform}  ${where(at)}`)}`,
    `  starts on     ${inert(triggers.items.map(triggerWords).join("; ") || "nothing that is written here")}`,
    `  carries       ${inert(change)}`,
    ...(stages.some(({ after }) => after.length > 0) ? [`  last stage    ${inert(earliest(plan))}`] : []),
    ...(steps.items.length > 0 ? [`  steps         ${steps.items.length} made by others on the way`] : []),
    ...delegations.map(({ to, at: place }) => `  hands over to ${inert(to)}  ${style.dim(where(place))}`),
  ];
  const parts = stages.flatMap((stage, index) => ["", ...stageLines(stage, index + 1, names, style)]);
  return `${[...lines, ...parts].join("\n")}\n`;
}

/** When the last stage can begin. */
function earliest(plan: Plan): string {
  const { atLeast, unknown } = earliestFullExposure(plan);
  const known = atLeast === 0 ? "without a bake before it" : `after ${printDuration(atLeast)} of bake at the earliest`;
  return unknown.length === 0
    ? known
    : `${known}, and the unknown bake of ${unknown.map(({ name }) => name).join(", ")}`;
}

function stageLines(
  stage: Stage,
  number: number,
  names: ReadonlyMap<string, string>,
  style: Styles,
): readonly string[] {
  const after = stage.after.map((id) => names.get(id) ?? id);
  const heading = `  ${number} ${style.bold(inert(stage.name))}  ${style.dim(`${stage.role}${stage.deploys.state === "unknown" ? ", perhaps" : ""}${after.length > 0 ? inert(`, after ${after.join(", ")}`) : ""}  ${where(stage.at)}`)}`;
  return [heading, ...factsOf(stage).map((fact) => factLine(fact, stage.at.file, style))];
}

function factLine({ name, says, at, state }: Line, file: string, style: Styles): string {
  const words = inert(state === "unknown" ? `unknown: ${says}` : says);
  const shown = state === "declared" ? words : state === "absent" ? style.dim(words) : style.cyan(words);
  return `      ${name.padEnd(13)} ${shown}  ${style.dim(at.file === file ? `${at.line}:${at.column}` : where(at))}`;
}

const where = ({ file, line, column }: Place): string => inert(`${file}:${line}:${column}`);

const triggerWords = ({ on, refs }: Trigger): string =>
  refs.state === "declared" && refs.value.length > 0 ? `${on} (${refs.value.join(", ")})` : on;
