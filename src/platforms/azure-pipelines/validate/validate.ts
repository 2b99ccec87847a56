import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import type { SourceFile } from "../../platform.ts";
import { lists } from "../shape.ts";
import { taskName } from "../tasks.ts";
import { expressionProblems } from "./expressions.ts";
import * as keys from "./keys.ts";

const { error, shown } = keys;

/** What Azure Pipelines refuses in a file, as far as the file alone tells it. */
export function validate(claimed: readonly SourceFile[], pipelines: ReadonlySet<string>): readonly SourceProblem[] {
  return claimed.flatMap(({ documents, path }) =>
    documents.slice(0, 1).flatMap((root) => [...rootProblems(root, pipelines.has(path)), ...expressionProblems(root)]),
  );
}

function rootProblems(root: Node, isPipeline: boolean): readonly SourceProblem[] {
  if (root.kind !== "mapping") return [];
  const held = lists.filter((kind) => root.has(kind));
  const several =
    held.length > 1 && held[1]
      ? [
          error(
            root.get(held[1]).keyAt,
            `has both \`${held.join("` and `")}\` at the top`,
            `put \`${held[1]}\` below \`${held[0] ?? ""}\``,
          ),
        ]
      : [];
  return [
    ...keys.unknownKeys(root, keys.pipelineKeys, "at the top of a pipeline or template"),
    ...several,
    ...namedProblems(root.get("stages"), "stage", isPipeline),
    ...keys.itemsOf(root.get("stages")).flatMap(stageProblems),
    ...jobsProblems(root.get("jobs"), isPipeline),
    ...stepsProblems(root.get("steps"), isServer(root.get("pool"))),
  ];
}

function stageProblems(stage: Node): readonly SourceProblem[] {
  if (stage.kind !== "mapping" || stage.has("template")) return [];
  return [...keys.unknownKeys(stage, keys.stageKeys, "in a stage"), ...jobsProblems(stage.get("jobs"))];
}

const jobsProblems = (jobs: Node, isWhole = true): readonly SourceProblem[] => [
  ...namedProblems(jobs, "job", isWhole),
  ...keys.itemsOf(jobs).flatMap(jobProblems),
];

/**
 * Names that stand twice, or that are depended on and stand nowhere. Only where all of a list is written out: what a
 * template depends on may stand beside it in its caller.
 */
function namedProblems(list: Node, what: "stage" | "job", isComplete: boolean): readonly SourceProblem[] {
  const items = list.items();
  const isWhole = items.every((item) => item.kind === "mapping" && !item.has("template") && keys.isPlain(item));
  if (!isWhole) return [];
  const names = new Map<string, Node>();
  const problems: SourceProblem[] = [];
  for (const item of items) {
    const name = [item.get("stage"), item.get("job"), item.get("deployment")].find(({ kind }) => kind === "scalar");
    if (!name || name.text.trim() === "") continue;
    const key = name.text.trim().toLowerCase();
    if (names.has(key))
      problems.push(
        error(name.at, `has two ${what}s that are called \`${shown(name.text)}\``, "give one of them another name"),
      );
    else names.set(key, name);
    if (!/\$\{\{|\$\(/.test(name.text) && !/^[A-Za-z_]\w*$/.test(name.text.trim()))
      problems.push(
        error(
          name.at,
          `has a ${what} \`${shown(name.text)}\` whose name is not made of letters, digits and \`_\``,
          "give it another name, and this one as its `displayName`",
        ),
      );
  }
  const isOpen = !isComplete || [...names.keys()].some((name) => name.includes("$"));
  for (const depends of isOpen ? [] : items.map((item) => item.get("dependsOn"))) {
    for (const on of depends.kind === "sequence" ? depends.items() : [depends]) {
      const name = on.text.trim().toLowerCase();
      if (on.kind !== "scalar" || name === "" || name.includes("$") || names.has(name)) continue;
      const near = nearest(name, names.keys());
      problems.push(
        error(
          on.at,
          `depends on \`${shown(on.text)}\`, which is no ${what} of it`,
          near ? `did you mean \`${names.get(near)?.text ?? near}\`?` : `name a ${what} that stands beside it`,
        ),
      );
    }
  }
  return problems;
}

function jobProblems(job: Node): readonly SourceProblem[] {
  if (job.kind !== "mapping" || job.has("template")) return [];
  const isServerJob = isServer(job.get("pool"));
  if (!job.has("deployment"))
    return [...keys.unknownKeys(job, keys.jobKeys, "in a job"), ...stepsProblems(job.get("steps"), isServerJob)];
  const strategies = ["runOnce", "rolling", "canary"]
    .map((name) => job.get("strategy", name))
    .filter(({ kind }) => kind !== "missing");
  return [
    ...keys.unknownKeys(job, keys.deploymentKeys, "in a deployment job"),
    ...strategyProblems(job.get("strategy")),
    ...strategies.flatMap((strategy) => hookProblems(strategy, isServerJob)),
  ];
}

function strategyProblems(strategy: Node): readonly SourceProblem[] {
  if (strategy.kind !== "mapping" || !keys.isPlain(strategy)) return [];
  return keys.unknownKeys(strategy, new Set(["runOnce", "rolling", "canary"]), "in the strategy of a deployment job");
}

function hookProblems(strategy: Node, isServerJob: boolean): readonly SourceProblem[] {
  const known = new Set([...keys.hookNames, "maxParallel", "increments", "selectors"]);
  const hooks = ["preDeploy", "deploy", "routeTraffic", "postRouteTraffic"].map((name) => strategy.get(name));
  const ends = ["success", "failure"].map((name) => strategy.get("on", name));
  return [
    ...keys.unknownKeys(strategy, known, "in a deployment's strategy"),
    ...[...hooks, ...ends].flatMap((hook) =>
      stepsProblems(hook.get("steps"), isServerJob || isServer(hook.get("pool"))),
    ),
  ];
}

const isServer = (pool: Node): boolean => pool.text === "server" || /server|agentless/i.test(pool.get("type").text);

function stepsProblems(steps: Node, isServerJob: boolean): readonly SourceProblem[] {
  if (steps.kind === "mapping") return [error(steps.at, "has steps that are no list", "begin every step with `- `")];
  return keys.itemsOf(steps).flatMap((step) => stepProblems(step, isServerJob));
}

function stepProblems(step: Node, isServerJob: boolean): readonly SourceProblem[] {
  if (step.kind !== "mapping" || step.has("template")) return [];
  const problems = [...keys.unknownKeys(step, keys.stepKeys, "in a step")];
  const does = keys.deeds.filter((key) => step.has(key));
  if (does.length === 0 && keys.isPlain(step))
    problems.push(error(step.at, "has a step that does nothing", "write a `task` or a `script` in it"));
  if (does.length > 1)
    problems.push(error(step.at, `has a step with both \`${does.join("` and `")}\``, "make two steps of it"));
  const task = step.get("task");
  const name = taskName(task.text);
  if (task.kind === "scalar" && !task.text.includes("${{") && !/@\d/.test(task.text))
    problems.push(
      error(
        task.at,
        `uses the task \`${shown(task.text)}\` without its version`,
        `write \`${shown(name)}@\` and the version`,
      ),
    );
  // https://learn.microsoft.com/azure/devops/pipelines/process/phases#server-jobs
  if (!isServerJob && /^(?:ManualValidation|ManualIntervention|Delay)$/i.test(name))
    problems.push(error(task.at, `runs \`${shown(name)}\` on an agent`, "write `pool: server` in its job"));
  return problems;
}
