import { nearest } from "#model/nearest.ts";
import type { SourceProblem } from "#model/repository.ts";
import type { Library } from "../library.ts";
import { localPath, type Workflow, type WrittenJob } from "../workflow.ts";
import { error, shown } from "./keys.ts";

/** What is wrong with a call of another workflow. https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows */
export function callProblems({ node }: WrittenJob, library: Library): readonly SourceProblem[] {
  const uses = node.get("uses");
  const path = localPath(uses.text);
  if (path === undefined) {
    if (/^[^/@\s]+\/[^/@\s]+\/\.github\/workflows\/[^/@\s]+\.ya?ml@\S+$/.test(uses.text)) return [];
    return [
      error(
        uses.at,
        `calls \`${shown(uses.text)}\`, which is no workflow`,
        "write `./.github/workflows/FILE.yml`, or `OWNER/REPO/.github/workflows/FILE.yml@REF`",
      ),
    ];
  }
  if (path.includes("@"))
    return [
      error(
        uses.at,
        `calls \`${shown(uses.text)}\`, and a workflow of the same repository takes no version`,
        "take the `@` and what is behind it out",
      ),
    ];
  const called = library.workflow(path);
  if (!called) {
    if (library.files.exists(path)) return [];
    const names = library.workflows.map((workflow) => workflow.path.slice(workflow.path.lastIndexOf("/") + 1));
    const near = nearest(path.slice(path.lastIndexOf("/") + 1), names);
    const remedy = near
      ? `did you mean \`./.github/workflows/${near}\`?`
      : "write the path of a workflow from the repository's root";
    return [error(uses.at, `calls \`${shown(uses.text)}\`, which is not there`, remedy)];
  }
  if (!called.starts.some(({ event }) => event === "workflow_call"))
    return [
      error(
        uses.at,
        `calls \`${shown(uses.text)}\`, which is not made to be called`,
        "add `workflow_call` to its `on`",
      ),
    ];
  return [...argumentProblems(node, called, "inputs", "with"), ...argumentProblems(node, called, "secrets", "secrets")];
}

function argumentProblems(
  node: WrittenJob["node"],
  called: Workflow,
  kind: "inputs" | "secrets",
  key: "with" | "secrets",
): readonly SourceProblem[] {
  const given = node.get(key);
  if (given.kind === "scalar" && given.text === "inherit") return [];
  const taken = called.root.get("on", "workflow_call", kind).entries();
  const names = new Set(taken.map((entry) => entry.key.toLowerCase()));
  const word = kind === "inputs" ? "input" : "secret";
  const extra = given.entries().flatMap((entry) => {
    if (names.has(entry.key.toLowerCase())) return [];
    const near = nearest(entry.key, names);
    return [
      error(
        entry.keyAt,
        `hands the ${word} \`${shown(entry.key)}\` to \`${called.path}\`, which does not take it`,
        near ? `did you mean \`${near}\`?` : `declare it there below \`workflow_call\``,
      ),
    ];
  });
  const has = new Set(given.entries().map((entry) => entry.key.toLowerCase()));
  const lacking = taken
    .filter(
      (entry) =>
        entry.node.get("required").value === true && !entry.node.has("default") && !has.has(entry.key.toLowerCase()),
    )
    .map((entry) =>
      error(
        node.get("uses").at,
        `does not hand the ${word} \`${shown(entry.key)}\` to \`${called.path}\`, which requires it`,
        `add it below \`${key}\``,
      ),
    );
  return [...extra, ...lacking];
}

/** Calls that lead back to where they came from, and chains that are too long: at most ten workflows, the first one included. */
export function roundProblems(library: Library): readonly SourceProblem[] {
  const calls = new Map(
    library.workflows.map((workflow) => [
      workflow.path,
      workflow.jobs.flatMap(({ node }) => {
        const path = localPath(node.get("uses").text);
        return path !== undefined && library.workflow(path) ? [{ path, at: node.get("uses").at }] : [];
      }),
    ]),
  );
  const problems: SourceProblem[] = [];
  const state = new Map<string, "open" | "done">();
  const height = new Map<string, number>();
  for (const first of calls.keys()) {
    const path = [{ name: first, next: 0 }];
    if (state.has(first)) continue;
    state.set(first, "open");
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const call = calls.get(top.name)?.[top.next++];
      if (!call) {
        state.set(top.name, "done");
        height.set(top.name, 1 + Math.max(0, ...(calls.get(top.name) ?? []).map((one) => height.get(one.path) ?? 0)));
        path.pop();
      } else if (state.get(call.path) === "open") {
        problems.push(
          error(call.at, `calls \`${call.path}\`, which leads back to it`, "take the call out of the circle"),
        );
      } else if (!state.has(call.path)) {
        state.set(call.path, "open");
        path.push({ name: call.path, next: 0 });
      }
    }
  }
  for (const [name, levels] of height) {
    const deepest = calls.get(name)?.find(({ path }) => (height.get(path) ?? 0) === levels - 1);
    if (levels === 11 && deepest)
      problems.push(
        error(deepest.at, "calls more than nine workflows one inside of the other", "call some of them side by side"),
      );
  }
  return problems;
}
