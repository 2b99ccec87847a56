import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Tier } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import { brief } from "../recognise/script.ts";
import { type Split, textOf, type Value } from "../values/value.ts";
import type { WrittenJob } from "./configuration/configuration.ts";
import type { Scope } from "./expression/evaluate.ts";
import { render } from "./texts.ts";

/** The environment that a job deploys to, or does something else with. https://docs.gitlab.com/ci/yaml/#environment */
export interface Environment {
  readonly name: Fact<string>;
  /** Whether every branch or change has one of its own, which is stopped when that is done. */
  readonly isPreview: boolean;
  readonly action: "start" | "prepare" | "stop" | "verify" | "access";
  readonly tier: Fact<Tier>;
  /** What would have to be assumed to tell its name. */
  readonly splits: readonly Split[];
}

const ACTIONS = new Set(["prepare", "stop", "verify", "access"]);

/** https://docs.gitlab.com/ci/environments/#deployment-tier-of-environments. `other` says nothing. */
const TIERS: ReadonlyMap<string, Tier> = new Map([
  ["production", "production"],
  ["staging", "staging"],
  ["testing", "development"],
  ["development", "development"],
]);

export const nameNode = (node: Node): Node => (node.kind === "mapping" ? node.get("name") : node);

export function environmentOf({ node, name, at, open }: WrittenJob, scope: Scope): Environment {
  const written = node.get("environment");
  const action = written.get("action").text;
  const tier = written.get("deployment_tier");
  const stated = TIERS.get(tier.text);
  const found = nameOf(nameNode(written), { node, name, at, open }, scope);
  return {
    name: found,
    isPreview: isOfRef(nameNode(written), scope) && isTornDown(written),
    action: ACTIONS.has(action) ? (action as Environment["action"]) : "start",
    splits: choicesIn(render(nameNode(written).text, scope.variable)),
    tier: stated ? declared(stated, tier.at) : absent(written.kind === "missing" ? at : written.keyAt),
  };
}

/** Values that are a few are worth to be looked at each. */
export const choicesIn = (value: Value): readonly Split[] =>
  value.is === "unknown" ? value.splits.filter(({ rest }) => !rest) : [];

const isTornDown = (written: Node): boolean =>
  written.has("on_stop") || written.has("auto_stop_in") || /^review\//i.test(nameNode(written).text);

/** Whether another branch or change has another one. */
function isOfRef(node: Node, scope: Scope): boolean {
  const value = render(node.text, scope.variable);
  if (value.is === "unknown") return value.varies === "ref" || value.varies === "run";
  return /\$\{?CI_(?:COMMIT_REF|COMMIT_BRANCH|MERGE_REQUEST|COMMIT_SHA|COMMIT_SHORT|PIPELINE_I?ID)/.test(node.text);
}

function nameOf(node: Node, { name, at, open }: WrittenJob, scope: Scope): Fact<string> {
  if (node.kind !== "scalar" || node.value === null) {
    if (!open || !mayDeploy(`${name} ${open.why}`)) return absent(at);
    return unknown("elsewhere", `${open.why}, and may name its environment`, at);
  }
  const value = render(node.text, scope.variable);
  if (value.is !== "unknown") {
    const text = textOf(value).trim();
    return text === "" ? absent(node.at) : declared(text, node.at);
  }
  // A name that goes by the branch is known as a pattern, unless all of it does.
  const pattern = (value.written ?? node.text).replace(/\$\{\w+\}|\$\w+/g, "*").replace(/\*{2,}/g, "*");
  if ((value.varies === "ref" || value.varies === "run") && /\w/.test(pattern)) return declared(pattern, node.at);
  return unknown("run-time", `${value.what} decides what \`${brief(node.text)}\` is`, node.at);
}

/** Work that is written elsewhere deploys, as far as can be told, where it is named for it. */
export const mayDeploy = (text: string): boolean =>
  /deploy|release|publish|promote|apply|rollout|prod|staging/i.test(text) &&
  !/lint|\btests?\b|scan|check|valid|notify|slack|undeploy|stop/i.test(text);

/** How GitLab takes a tier from a name, where nothing states it. https://docs.gitlab.com/ci/environments/#deployment-tier-of-environments */
export function inferredTier(name: string): string | undefined {
  const found = (
    [
      ["development", /dev|review|trunk/i],
      ["testing", /test|tst|int|ac(?:ce|)pt|qa|qc|control|quality/i],
      ["staging", /st(?:a|)g|mod(?:e|)l|pre|demo|non/i],
      ["production", /pr(?:o|)d|live/i],
    ] as const
  ).find(([, form]) => form.test(name));
  return found?.[0];
}
