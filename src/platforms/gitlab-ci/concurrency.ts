import { type Assurance, broken, holds, unsure } from "#model/assurance.ts";
import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Concurrency } from "#model/plan.ts";
import { brief } from "../recognise/script.ts";
import type { Need } from "../routes/graph.ts";
import type { Configuration, WrittenJob } from "./configuration/configuration.ts";
import { nameNode } from "./environment.ts";
import type { Scope } from "./expression/evaluate.ts";
import type { Layout } from "./layout.ts";
import type { Library } from "./library.ts";
import * as settle from "./settle.ts";
import { render, writtenOf } from "./texts.ts";

/** Jobs of one resource group never run at once. https://docs.gitlab.com/ci/resource_groups/ */
export function concurrencyOf(
  job: WrittenJob,
  scope: Scope,
  configuration: Configuration,
  before: readonly WrittenJob[],
  library: Library,
): Fact<Concurrency> {
  const node = job.node.get("resource_group");
  if (node.kind !== "scalar" || node.value === null) {
    if (job.open) return unknown("elsewhere", `${job.open.why}, and may name its resource group`, job.at);
    return absent(job.at);
  }
  const value = render(node.text, scope.variable);
  const text = writtenOf(value, node.text);
  const uncancelled = cancelOf(job, configuration, before, library);
  const serial = (): Assurance => {
    if (value.is !== "unknown" || value.varies === "fixed") return holds(node.at);
    if (value.varies === "run")
      return broken(`the resource group \`${brief(text)}\` is another one in every pipeline`, node.at);
    // A group for each environment serialises the deployments to each.
    if (node.text === nameNode(job.node.get("environment")).text) return holds(node.at);
    if (value.varies === "ref")
      return broken(`the resource group \`${brief(text)}\` is another one for every branch`, node.at);
    return unsure("run-time", `${value.what} decides what the resource group \`${brief(node.text)}\` is`, node.at);
  };
  return declared({ name: text, serial: serial(), uncancelled }, node.at);
}

/**
 * A newer pipeline cancels an older one as long as none of its jobs has begun that must not be interrupted.
 * https://docs.gitlab.com/ci/yaml/#interruptible
 */
function cancelOf(
  { node, name, at, open }: WrittenJob,
  { root }: Configuration,
  before: readonly WrittenJob[],
  { settings, files }: Library,
): Assurance {
  const written = node.get("interruptible");
  if (written.kind === "missing" && open)
    return unsure("elsewhere", `${open.why}, and may let \`${name}\` be interrupted`, at);
  if (written.value !== true) return holds(written.kind === "missing" ? at : written.at);
  const mode = root.get("workflow", "auto_cancel", "on_new_commit");
  if (mode.text === "none") return holds(mode.at);
  const firm = before.find((one) => one.node.get("interruptible").value !== true);
  if (mode.text !== "interruptible" && firm) return holds(firm.at);
  const project = settings?.project;
  const how = `\`interruptible: true\` lets a newer pipeline cancel \`${name}\``;
  const cancels = project?.cancelsPending;
  if (project && project.stale === undefined && cancels?.state === "declared")
    return cancels.value ? broken(how, written.at) : holds(cancels.at);
  return unsure(
    "settings",
    `${how} where the project cancels redundant pipelines, which it does unless that is switched off`,
    written.at,
    settle.settings(files.slug),
  );
}

/** The jobs that a job stands on, by whatever way. */
export function jobsBefore(needs: readonly Need[], written: Layout["written"]): readonly WrittenJob[] {
  const seen = new Set<string>();
  const found: WrittenJob[] = [];
  const open = needs.map(({ job }) => job);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const job = seen.has(id) ? undefined : written.get(id);
    seen.add(id);
    if (!job) continue;
    if (job.job) found.push(job.job);
    open.push(...job.needs.map((need) => need.job));
  }
  return found;
}
