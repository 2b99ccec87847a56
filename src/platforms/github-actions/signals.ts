import { absent, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Signal } from "#model/plan.ts";
import { brief } from "./decision.ts";
import type { Scope } from "./expression/evaluate.ts";
import { show } from "./expression/template.ts";
import type { WrittenJob } from "./workflow.ts";

/** Texts that may tell the tier of a job: its name, and its id where that says more. */
export function signalsOf(job: WrittenJob, name: string): readonly Signal[] {
  const at = job.node.has("name") ? job.node.get("name").at : job.at;
  const own: Signal = { from: "name", text: name, at };
  return name.endsWith(job.id) ? [own] : [own, { from: "name", text: job.id, at: job.at }];
}

export const fileSignal = (path: string, at: Place): Signal => ({ from: "file", text: path, at });

/** A workflow that is not here deploys, as far as can be told, where it is handed an environment or is named for it. */
export function foreignEnvironment({ node, at, id }: WrittenJob, scope: Scope): Fact<string> {
  const given = node
    .get("with")
    .entries()
    .find(({ key }) => isEnvironmentName.test(key));
  const uses = node.get("uses").text;
  const isDeployment = /deploy|release|publish|promote|apply/i.test(`${id} ${uses}`);
  if (!isDeployment && /lint|test|scan|check|valid|build|notify|slack/i.test(uses)) return absent(at);
  if (!given) {
    return isDeployment ? unknown("elsewhere", `where \`${brief(uses)}\` deploys to is written there`, at) : absent(at);
  }
  return unknown(
    "elsewhere",
    `what \`${brief(uses)}\` does with \`${brief(show(given.node.text, scope))}\` is written there`,
    given.node.at,
  );
}

const isEnvironmentName = /^(?:environment|env|stage|target)(?:[-_]?name)?$/i;

/** The environment that a workflow elsewhere is handed may tell its tier. */
export function argumentSignals({ node }: WrittenJob, scope: Scope): readonly Signal[] {
  return node
    .get("with")
    .entries()
    .filter(({ key }) => isEnvironmentName.test(key))
    .map(({ node: value }) => ({ from: "command", text: show(value.text, scope), at: value.at }));
}
