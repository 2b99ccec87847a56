import type { Plan, Stage } from "#model/plan.ts";
import { printDuration } from "#model/duration.ts";
import { inert } from "../inert.ts";
import { percent } from "./facts.ts";

/** The plans as a Mermaid flowchart (https://mermaid.js.org/syntax/flowchart.html), for Markdown that draws it. */
export function planMermaid(plans: readonly Plan[]): string {
  const charts = plans.map((plan, index) => chart(plan, `p${index}`));
  return `flowchart LR\n${charts.join("")}`;
}

function chart({ name, stages }: Plan, id: string): string {
  const ids = new Map(stages.map((stage, index) => [stage.id, `${id}s${index}`]));
  const boxes = stages.map((stage) => `    ${ids.get(stage.id)}["${label(stage)}"]\n`);
  const arrows = stages.flatMap((stage) =>
    stage.after.flatMap((before) => {
      const from = ids.get(before);
      return from ? [`    ${from} -->${bakeOf(stages, before)} ${ids.get(stage.id)}\n`] : [];
    }),
  );
  return `  subgraph ${id}["${safe(name)}"]\n${boxes.join("")}${arrows.join("")}  end\n`;
}

function bakeOf(stages: readonly Stage[], id: string): string {
  const bake = stages.find((stage) => stage.id === id)?.bake;
  return bake?.state === "declared"
    ? `|"${safe(printDuration(bake.value))}"|`
    : bake?.state === "unknown"
      ? '|"?"|'
      : "";
}

function label({ name, exposure, tier }: Stage): string {
  const share = exposure.state === "declared" ? `<br/>${percent(exposure.value.share)}` : "";
  return `${safe(name)}${tier.state === "declared" && tier.value !== name ? `<br/>${tier.value}` : ""}${share}`;
}

/** Text that can neither end its quotes nor be markup. */
const safe = (text: string): string =>
  inert(text).replaceAll(/[&<>"`#;\\[\]{}|%]/g, (mark) => `#${mark.codePointAt(0)};`);
