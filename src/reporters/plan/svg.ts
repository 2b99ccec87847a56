import { printDuration } from "#model/duration.ts";
import type { Plan, Stage } from "#model/plan.ts";
import { inert, inertXml } from "../inert.ts";
import { percent } from "./facts.ts";
import { most } from "../wording.ts";

const box = { width: 190, height: 74, gapX: 90, gapY: 22 };
const margin = 24;
const titleHeight = 34;

interface Placed {
  readonly stage: Stage;
  readonly x: number;
  readonly y: number;
}

/** The plans as one picture: a row a plan, a box a stage, and what a stage waits for on its arrows. It loads nothing. */
export function planSvg(plans: readonly Plan[]): string {
  let top = margin;
  let right = 0;
  const parts: string[] = [];
  for (const plan of plans) {
    const placed = layOut(plan.stages, top + titleHeight);
    const bottom = most(
      placed.map(({ y }) => y + box.height),
      top + titleHeight,
    );
    parts.push(draw(plan, placed, top));
    right = most(
      placed.map(({ x }) => x + box.width),
      right,
    );
    top = bottom + margin;
  }
  const width = Math.max(320, right + margin);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img" aria-label="How things reach production">
<style>
  text { font: 13px system-ui, sans-serif; fill: #1c2430 } .title { font-size: 16px; font-weight: 600 } .small { font-size: 11px; fill: #5a6675 }
  .box { fill: #f5f7fa; stroke: #8794a5 } .production { fill: #fdf1e3; stroke: #c2741c } .bar { fill: #d5dce5 } .share { fill: #3b6fb6 } .arrow { stroke: #5a6675; fill: none; marker-end: url(#head) }
  @media (prefers-color-scheme: dark) { text { fill: #e6ebf1 } .small { fill: #a3afbd } .box { fill: #222b36; stroke: #5f6f82 } .production { fill: #3b2c17; stroke: #d39244 } .bar { fill: #3a4654 } .share { fill: #79a9ea } .arrow { stroke: #a3afbd } }
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#5a6675"/></marker></defs>
${parts.join("")}</svg>
`;
}

/** A column for each number of stages that must have ended before, a row for each stage in it. */
function layOut(stages: readonly Stage[], top: number): readonly Placed[] {
  const columns = new Map<string, number>();
  const used: number[] = [];
  return stages.map((stage) => {
    const column =
      most(
        stage.after.map((id) => columns.get(id) ?? -1),
        -1,
      ) + 1;
    const row = used[column] ?? 0;
    columns.set(stage.id, column);
    used[column] = row + 1;
    return { stage, x: margin + column * (box.width + box.gapX), y: top + row * (box.height + box.gapY) };
  });
}

function draw({ name, platform, stages }: Plan, placed: readonly Placed[], top: number): string {
  const places = new Map(placed.map((each) => [each.stage.id, each]));
  const arrows = placed.flatMap(({ stage, x, y }) =>
    stage.after.flatMap((id) => {
      const from = places.get(id);
      return from ? [arrow(from, x, y, stages.length > 1 ? bakeOf(from.stage) : "")] : [];
    }),
  );
  const title = `<text class="title" x="${margin}" y="${top + 18}">${safe(name, 80)} <tspan class="small">${safe(platform)}</tspan></text>\n`;
  return `${title}${arrows.join("")}${placed.map(boxOf).join("")}`;
}

function boxOf({ stage, x, y }: Placed): string {
  const tier = stage.tier.state === "declared" ? stage.tier.value : "tier unknown";
  const share = stage.exposure.state === "declared" ? stage.exposure.value.share : undefined;
  const exposure = share === undefined ? (stage.exposure.state === "absent" ? "" : "exposure unknown") : percent(share);
  const bar = box.width - 24;
  return `<g><title>${safe(`${stage.name}, ${tier}, ${stage.at.file}:${stage.at.line}`, 300)}</title><rect class="box ${tier === "production" ? "production" : ""}" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/>
<text x="${x + 12}" y="${y + 22}">${safe(stage.name, 24)}</text><text class="small" x="${x + 12}" y="${y + 40}">${tier}${exposure && `, ${exposure}`}</text>
<rect class="bar" x="${x + 12}" y="${y + 54}" width="${bar}" height="6" rx="3"/>${share === undefined ? "" : `<rect class="share" x="${x + 12}" y="${y + 54}" width="${Math.max(2, Math.round(bar * share))}" height="6" rx="3"/>`}</g>
`;
}

function arrow(from: Placed, x: number, y: number, label: string): string {
  const [x1, y1, y2] = [from.x + box.width, from.y + box.height / 2, y + box.height / 2];
  const half = (x1 + x) / 2;
  return `<path class="arrow" d="M${x1} ${y1} C${half} ${y1} ${half} ${y2} ${x} ${y2}"/>${label && `<text class="small" x="${half}" y="${(y1 + y2) / 2 - 7}" text-anchor="middle">${safe(label)}</text>`}\n`;
}

const bakeOf = ({ bake }: Stage): string =>
  bake.state === "declared" ? printDuration(bake.value) : bake.state === "unknown" ? "bake unknown" : "no bake";

/** Text without markup, cut where it would leave its box. */
function safe(text: string, most = 200): string {
  const plain = [...inert(text)];
  const cut = plain.length > most ? `${plain.slice(0, most - 1).join("")}…` : plain.join("");
  return inertXml(cut);
}
