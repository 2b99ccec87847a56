import { absent, declared, type Fact, unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Delegation, Step } from "#model/plan.ts";
import type { Node } from "#syntax/node.ts";
import type { Job } from "../routes/graph.ts";
import { holds } from "#model/assurance.ts";
import type { Mark } from "./expand/grown.ts";
import type { StageAround } from "./layout.ts";
import type { Unit } from "./units.ts";
import { brief } from "./variables.ts";

type Pin = "commit" | "digest" | "version" | "branch" | "nothing";

/** The other repositories that a pipeline names, by their alias in small letters. */
export class Repositories {
  readonly #byAlias: ReadonlyMap<string, Node>;

  constructor(list: Node) {
    this.#byAlias = new Map(list.items().map((item) => [item.get("repository").text.toLowerCase(), item]));
  }

  /** A template as `acme/templates/deploy.yml@refs/tags/v1`, and what it is pinned by. */
  named(uses: string): { readonly to: string; readonly pin: Pin; readonly ref: string | undefined } {
    const [path = "", alias = ""] = uses.split("@");
    const repository = this.#byAlias.get(alias.trim().toLowerCase());
    if (!repository) return { to: uses, pin: "nothing", ref: undefined };
    const ref = repository.get("ref").text.trim();
    const name = repository.get("name").text || alias;
    // Without a `ref`, it is the default branch.
    const pin: Pin = /^[0-9a-f]{40}$/i.test(ref) ? "commit" : ref.startsWith("refs/tags/") ? "version" : "branch";
    return {
      to: `${name}/${path.replaceAll("\\", "/").replace(/^\/+/, "")}${ref === "" ? "" : `@${ref}`}`,
      pin,
      ref: ref || undefined,
    };
  }

  /** A template as a step made by others. */
  step(uses: string, at: Place): Omit<Step, "stages"> {
    const { to, pin } = this.named(uses);
    return { uses: to, at, pinnedBy: declared(pin, at), byVendor: false };
  }

  delegation(uses: string, at: Place): Delegation {
    const { to, pin, ref } = this.named(uses);
    const moving: Fact<boolean> =
      pin === "version"
        ? unknown("elsewhere", `whether \`${ref ?? ""}\` is ever moved is decided there`, at)
        : declared(pin !== "commit", at);
    return { to, at, moving };
  }
}

/** https://learn.microsoft.com/azure/devops/pipelines/process/tasks#task-versions */
export function taskStep(node: Node, isBuiltIn: boolean): Omit<Step, "stages"> {
  const uses = node.text.trim();
  const version = /@(\d+(?:\.\d+)*)$/.exec(uses)?.[1];
  return {
    uses,
    at: node.at,
    pinnedBy: declared(version === undefined ? "nothing" : "version", node.at),
    byVendor: isBuiltIn,
  };
}

/** A stage or job that is written in another repository. */
export function opaqueJob(
  unit: Unit,
  around: StageAround,
  repositories: Repositories,
  mark: Mark,
): { readonly job: Job; readonly delegation: Delegation | undefined } {
  const reference = unit.node.get("template");
  const uses = reference.text.trim();
  const isForeign = uses.includes("@");
  const { at } = reference;
  const isWhole = unit.id === around.path;
  const called = isWhole ? around.path.replace(/^.*\//, "").replace(/\.ya?ml$/i, "") : unit.id;
  const isNamed = around.prefix !== "" && !around.prefix.endsWith(unit.id);
  const base = isNamed ? `${around.prefix}${around.prefix.endsWith(" ") ? "" : "."}${called}` : around.prefix || called;
  const place = elsewhere(`\`${brief(uses)}\``, at);
  const job: Job = {
    id: base,
    name: base,
    at,
    needs: around.needs,
    runs: around.runs,
    environment: foreignEnvironment(uses, unit.node, isWhole ? around.path : "", at),
    signals: [...argumentSignals(unit.node), { from: "name", text: uses, at }, { from: "file", text: around.path, at }],
    acts: [],
    concurrency: place,
    timeLimit: place,
    group: absent(at),
    failure: holds(at),
    steps: isForeign ? [repositories.step(uses, at)] : [],
    hidden: declared(
      isForeign
        ? `its work is written in \`${repositories.named(uses).to}\``
        : `\`${brief(uses)}\` is not in this repository`,
      at,
      mark.via,
    ),
    unrecognised: absent(at),
  };
  return { job, delegation: isForeign ? repositories.delegation(uses, at) : undefined };
}

const elsewhere = (what: string, at: Place): Fact<never> => unknown("elsewhere", `${what} is written elsewhere`, at);

const isEnvironmentName = /^(?:environment|env|stage|target)(?:[-_]?name)?$/i;

/** What is written elsewhere deploys, as far as can be told, where it is handed an environment or is named for it. */
export function foreignEnvironment(uses: string, node: Node, path: string, at: Place): Fact<string> {
  const given = node
    .get("parameters")
    .entries()
    .find(({ key }) => isEnvironmentName.test(key));
  const isDeployment = /deploy|release|publish|promote|apply/i.test(`${uses} ${path}`);
  if (!isDeployment && /lint|test|scan|check|valid|build|notify/i.test(uses)) return absent(at);
  if (!given)
    return isDeployment ? unknown("elsewhere", `where \`${brief(uses)}\` deploys to is written there`, at) : absent(at);
  return unknown(
    "elsewhere",
    `what \`${brief(uses)}\` does with \`${brief(given.node.text)}\` is written there`,
    given.node.at,
  );
}

export const argumentSignals = (node: Node): Job["signals"] =>
  node
    .get("parameters")
    .entries()
    .filter(({ key, node: value }) => isEnvironmentName.test(key) && value.text !== "")
    .map(({ node: value }) => ({ from: "command", text: value.text, at: value.at }));
