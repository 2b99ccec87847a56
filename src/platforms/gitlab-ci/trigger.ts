import { absent, declared, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Node } from "#syntax/node.ts";
import type { Job } from "../routes/graph.ts";
import type { Configuration } from "./configuration/configuration.ts";
import { foreignOf } from "./configuration/foreign.ts";
import { mayDeploy } from "./environment.ts";
import type { Layout, Member } from "./layout.ts";
import type { Library } from "./library.ts";

/** The pipeline that a job makes from files of this repository. https://docs.gitlab.com/ci/pipelines/downstream_pipelines/ */
export function childOf({ job }: Pick<Member, "job">, library: Library): Configuration | undefined {
  const list = job.node.get("trigger", "include");
  if (list.kind === "missing" || artifactOf(list)) return undefined;
  return library.child(list);
}

/** A pipeline whose configuration a job generates. */
const artifactOf = (list: Node): Node | undefined =>
  (list.kind === "sequence" ? list.items() : [list]).find((entry) => entry.kind === "mapping" && entry.has("artifact"));

/** A job that makes a pipeline which is written elsewhere. */
export function buildTrigger(own: Job, { job, id }: Member, layout: Layout): Job {
  const trigger = job.node.get("trigger");
  const { to, at } = targetOf(trigger);
  layout.delegations.push({ to, at, moving: declared(!isPinned(trigger), at) });
  const environment =
    own.environment.state === "absent" && mayDeploy(`${id} ${to}`)
      ? unknown("elsewhere", `where \`${to}\` deploys to is written there`, at)
      : own.environment;
  return {
    ...own,
    environment,
    acts: own.acts.filter(({ known: { does } }) => does === "approve" || does === "wait"),
    concurrency:
      own.concurrency.state === "absent" ? unknown("elsewhere", `\`${to}\` is written elsewhere`, at) : own.concurrency,
    timeLimit: unknown("elsewhere", `\`${to}\` is written elsewhere`, at),
    hidden: declared(`its work is written in \`${to}\``, at),
    unrecognised: absent(at),
  };
}

function targetOf(trigger: Node): { readonly to: string; readonly at: Place } {
  if (trigger.kind === "scalar") return { to: `the project ${trigger.text}`, at: trigger.at };
  const project = trigger.get("project");
  if (project.kind !== "missing") {
    const branch = trigger.get("branch").text;
    return { to: `the project ${project.text}${branch === "" ? "" : `@${branch}`}`, at: project.at };
  }
  const list = trigger.get("include");
  const artifact = artifactOf(list);
  if (artifact) return { to: `what \`${artifact.get("job").text}\` generates`, at: artifact.get("artifact").at };
  const [entry = list] = list.kind === "sequence" ? list.items() : [list];
  const [first] = entry.kind === "mapping" && entry.has("local") ? [] : foreignOf(entry);
  return first ?? { to: `the pipeline \`${entry.get("local").text}\``, at: entry.at };
}

const isPinned = (trigger: Node): boolean => /^[0-9a-f]{40}$/i.test(trigger.get("branch").text);
