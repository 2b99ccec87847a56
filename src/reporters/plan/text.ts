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
  const change = plan.change.state === "declared" ? plan.change.value : plan.change.state === "unknown" ? plan.change.why : "not told";
  const { atLeast, unknown } = earliestFullExposure(plan);
  const lines = [
    `${style.bold(inert(name))}  ${style.dim(`${platform}  ${where(at)}`)}`,
    `  starts on     ${inert(triggers.items.map(triggerWords).join("; ") || "nothing that is written here")}`,
    `  carries       ${inert(change)}`,
    `  full exposure ${atLeast === 0 ? "at once" : `after ${printDuration(atLeast)} at the earliest`}${unknown.length > 0 ? inert(`, plus the unknown bake of ${unknown.map((stage) => stage.name).join(", ")}`) : ""}`,
    ...(steps.items.length > 0 ? [`  steps         ${steps.items.length} made by others on the way`] : []),
    ...delegations.map(({ to, at: place }) => `  hands over to ${inert(to)}  ${style.dim(where(place))}`),
  ];
  const parts = stages.flatMap((stage, index) => ["", ...stageLines(stage, index + 1, names, style)]);
  return `${[...lines, ...parts].join("\n")}\n`;
}

function stageLines(stage: Stage, number: number, names: ReadonlyMap<string, string>, style: Styles): readonly string[] {
  const after = stage.after.map((id) => names.get(id) ?? id);
  const heading = `  ${number} ${style.bold(inert(stage.name))}  ${style.dim(`${stage.role}${after.length > 0 ? inert(`, after ${after.join(", ")}`) : ""}  ${where(stage.at)}`)}`;
  return [heading, ...factsOf(stage).map((fact) => factLine(fact, style))];
}

function factLine({ name, says, at, state }: Line, style: Styles): string {
  const words = inert(state === "unknown" ? `unknown: ${says}` : says);
  const shown = state === "declared" ? words : state === "absent" ? style.dim(words) : style.cyan(words);
  return `      ${name.padEnd(13)} ${shown}  ${style.dim(where(at))}`;
}

const where = ({ file, line, column }: Place): string => inert(`${file}:${line}:${column}`);

const triggerWords = ({ on, refs }: Trigger): string =>
  refs.state === "declared" && refs.value.length > 0 ? `${on} (${refs.value.join(", ")})` : on;
