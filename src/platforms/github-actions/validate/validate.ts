import { nearest } from "#model/nearest.ts";
import { startOf } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Node } from "#syntax/node.ts";
import type { SourceFile } from "../../platform.ts";
import { isWorkflowPath, type Library } from "../library.ts";
import { localPath, type Workflow, type WrittenJob } from "../workflow.ts";
import { callProblems, roundProblems } from "./calls.ts";
import { expressionProblems } from "./expressions.ts";
import * as keys from "./keys.ts";
import { error, shown } from "./keys.ts";
import { triggerProblems } from "./triggers.ts";

/** No file says the same thing more often than this. */
const MOST = 100;

/** What GitHub itself would refuse in the workflows and actions, and what it takes otherwise than it reads. */
export const validate = (library: Library, claimed: readonly SourceFile[]): readonly SourceProblem[] => [
  ...claimed.flatMap(({ path, documents: [root] }) =>
    root && !isWorkflowPath(path) ? actionProblems(root, library).slice(0, MOST) : [],
  ),
  ...library.workflows.flatMap((workflow) => workflowProblems(workflow, library).slice(0, MOST)),
  ...roundProblems(library),
];

function workflowProblems(workflow: Workflow, library: Library): readonly SourceProblem[] {
  const { root, path } = workflow;
  if (root.kind !== "mapping") return [error(root.at, "is no mapping of keys", "begin with `on:` and `jobs:`")];
  const missing = ["on", "jobs"].filter((key) => !root.has(key));
  return [
    ...missing.map((key) =>
      error(
        startOf(path),
        `has no \`${key}\``,
        key === "on" ? "say which events start it, such as `on: push`" : "write at least one job",
      ),
    ),
    ...keys.unknownKeys(root, keys.workflowKeys, "at the top of a workflow"),
    ...triggerProblems(root.get("on")),
    ...concurrencyProblems(root.get("concurrency")),
    ...jobsProblems(workflow, library),
    ...expressionProblems(root),
  ];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs */
function actionProblems(root: Node, library: Library): readonly SourceProblem[] {
  const runs = root.get("runs");
  if (runs.kind !== "mapping")
    return [error(runs.at, "has a `runs` that is no mapping of keys", "write `using` in it")];
  if (!runs.has("using"))
    return [error(runs.at, "has a `runs` without `using`", "say what runs it: `composite`, `docker` or a Node.js")];
  if (runs.get("using").text !== "composite") return [];
  const steps = runs.get("steps");
  if (steps.kind === "missing")
    return [error(runs.at, "has a composite `runs` without `steps`", "write at least one step")];
  const shells = steps
    .items()
    .filter((step) => step.has("run") && !step.has("shell"))
    .map((step) =>
      error(
        step.get("run").keyAt,
        "has a step with `run` and without `shell`",
        "name the shell, such as `shell: bash`",
      ),
    );
  return [...stepsProblems(steps, library, 0), ...shells, ...expressionProblems(runs)];
}

function jobsProblems(workflow: Workflow, library: Library): readonly SourceProblem[] {
  const jobs = workflow.root.get("jobs");
  if (workflow.root.has("jobs") && jobs.entries().length === 0)
    return [error(jobs.at, "has no job", "write at least one job below `jobs`")];
  const ids = new Set(workflow.jobs.map(({ id }) => id.toLowerCase()));
  const circles = workflow.circles.map(({ job, at }) =>
    error(at, `needs \`${shown(job)}\`, which needs it in turn`, "take one of the needs out of the circle"),
  );
  return [...circles, ...workflow.jobs.flatMap((job) => jobProblems(job, ids, library))];
}

function jobProblems(job: WrittenJob, ids: ReadonlySet<string>, library: Library): readonly SourceProblem[] {
  const { id, node, at } = job;
  const name = shown(id);
  if (node.kind !== "mapping")
    return [error(at, `has a job \`${name}\` that is no mapping of keys`, "write `runs-on` and `steps` below it")];
  const problems: SourceProblem[] = [];
  if (!/^[A-Z_a-z][\w-]*$/.test(id))
    problems.push(
      error(at, `has a job \`${name}\` whose id is not made of letters, digits, \`-\` and \`_\``, "give it another id"),
    );
  const isCall = node.has("uses");
  problems.push(
    ...keys.unknownKeys(
      node,
      isCall ? keys.callKeys : keys.jobKeys,
      isCall ? `in the job \`${name}\`, which calls a workflow` : `in the job \`${name}\``,
    ),
  );
  if (!isCall && !node.has("runs-on"))
    problems.push(
      error(at, `has a job \`${name}\` without \`runs-on\``, "say where it runs, such as `runs-on: ubuntu-latest`"),
    );
  for (const need of job.needs) {
    if (ids.has(need.job.toLowerCase())) continue;
    const near = nearest(need.job, ids);
    problems.push(
      error(
        need.at,
        `has a job \`${name}\` that needs \`${shown(need.job)}\`, which is no job of it`,
        near ? `did you mean \`${near}\`?` : "name a job of this workflow",
      ),
    );
  }
  problems.push(...concurrencyProblems(node.get("concurrency")), ...environmentProblems(node.get("environment")));
  problems.push(...keys.unknownKeys(node.get("strategy"), keys.strategyKeys, "in a strategy"));
  if (isCall) problems.push(...callProblems(job, library));
  else problems.push(...stepsProblems(node.get("steps"), library, 0));
  return problems;
}

function concurrencyProblems(node: Node): readonly SourceProblem[] {
  if (node.kind !== "mapping") return [];
  const problems = [...keys.unknownKeys(node, keys.concurrencyKeys, "in a concurrency group")];
  if (!node.has("group")) problems.push(error(node.at, "has a concurrency without its `group`", "name the group"));
  if (node.get("queue").text === "max" && node.get("cancel-in-progress").value === true)
    problems.push(
      error(node.get("queue").at, "has `queue: max` together with `cancel-in-progress: true`", "keep one of the two"),
    );
  return problems;
}

function environmentProblems(node: Node): readonly SourceProblem[] {
  if (node.kind !== "mapping") return [];
  const problems = keys.unknownKeys(node, keys.environmentKeys, "in an environment");
  return node.has("name")
    ? problems
    : [...problems, error(node.at, "has an environment without its `name`", "name the environment")];
}

const work = ["uses", "run", "wait", "wait-all", "cancel", "parallel"] as const;

function stepsProblems(steps: Node, library: Library, depth: number): readonly SourceProblem[] {
  if (steps.kind === "missing") return [];
  if (steps.kind !== "sequence") return [error(steps.at, "has steps that are no list", "begin every step with `- `")];
  return steps.items().flatMap((step) => stepProblems(step, library, depth));
}

function stepProblems(step: Node, library: Library, depth: number): readonly SourceProblem[] {
  if (step.kind !== "mapping")
    return [error(step.at, "has a step that is no mapping of keys", "write `uses` or `run` in it")];
  const problems = [...keys.unknownKeys(step, keys.stepKeys, "in a step")];
  const does = work.filter((key) => step.has(key));
  if (does.length === 0) problems.push(error(step.at, "has a step with neither `uses` nor `run`", "say what it does"));
  if (does.length > 1)
    problems.push(error(step.at, `has a step with both \`${does.join("` and `")}\``, "make two steps of it"));
  if (step.has("run") && step.has("with"))
    problems.push(
      error(step.get("with").keyAt, "has a step with `run` and `with`", "hand values to a script by `env`"),
    );
  if (step.has("uses"))
    for (const key of ["shell", "working-directory"])
      if (step.has(key))
        problems.push(
          error(step.get(key).keyAt, `has a step with \`uses\` and \`${key}\``, `\`${key}\` belongs to \`run\``),
        );
  const uses = step.get("uses").text;
  const path = localPath(uses);
  if (path !== undefined && library.action(path) === undefined && !library.files.exists(`${path}/Dockerfile`)) {
    problems.push({
      at: step.get("uses").at,
      ...(library.files.exists(`${path}/action.yml`) || library.files.exists(`${path}/action.yaml`)
        ? { reason: `uses \`${shown(uses)}\`, which cannot be read`, remedy: "mend that file" }
        : {
            reason: `uses \`${shown(uses)}\`, which is not in this repository`,
            remedy: "look whether a step before checks it out",
          }),
      weight: "unknown",
    });
  }
  if (depth < 5 && step.has("parallel")) problems.push(...stepsProblems(step.get("parallel"), library, depth + 1));
  return problems;
}
