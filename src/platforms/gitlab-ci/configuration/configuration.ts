import type { Place } from "#model/place.ts";
import { startOf } from "#model/place.ts";
import type { SourceProblem } from "#model/repository.ts";
import { nearest } from "#model/nearest.ts";
import type { Entry, Node } from "#syntax/node.ts";
import { entriesOf, withEntries } from "../../kubernetes/made.ts";
import { jobsOfTemplates } from "../templates.ts";
import type { Foreign } from "./foreign.ts";
import type { Included } from "./include.ts";
import { mapping, merged, nowhere, without } from "./merge.ts";
import { referenceText, References } from "./references.ts";

/** A job with all that it inherits. */
export interface WrittenJob {
  readonly name: string;
  readonly at: Place;
  readonly node: Node;
  /** Why keys that it does not have may be set all the same: "`.deploy` is written elsewhere". */
  readonly open: { readonly why: string; readonly at: Place } | undefined;
}

/** One pipeline's configuration. */
export interface Configuration {
  readonly path: string;
  readonly root: Node;
  /** In order; none where they are not written here and may be elsewhere. */
  readonly stages: readonly string[];
  readonly stagesAt: Place;
  readonly areStagesOpen: boolean;
  readonly jobs: readonly WrittenJob[];
  /** What is included from elsewhere and not known. */
  readonly foreign: readonly Foreign[];
  /** All that is included from elsewhere. */
  readonly includes: readonly Foreign[];
  readonly problems: readonly SourceProblem[];
  readonly paths: ReadonlySet<string>;
}

/** Keys of the whole configuration. Every other key is a job. https://docs.gitlab.com/ci/yaml/ */
export const GLOBAL: ReadonlySet<string> = new Set([
  "after_script",
  "before_script",
  "cache",
  "default",
  "image",
  "include",
  "services",
  "spec",
  "stages",
  "types",
  "variables",
  "workflow",
]);

/** What a job takes from `default`. https://docs.gitlab.com/ci/yaml/#default */
const DEFAULTS = [
  "after_script",
  "artifacts",
  "before_script",
  "cache",
  "hooks",
  "id_tokens",
  "identity",
  "image",
  "interruptible",
  "retry",
  "services",
  "tags",
  "timeout",
];

/** https://docs.gitlab.com/ci/yaml/#stages */
const USUAL_STAGES = ["build", "test", "deploy"];

export const isHidden = (name: string): boolean => name.startsWith(".");

/** https://docs.gitlab.com/ci/yaml/yaml_optimization/#use-extends-to-reuse-configuration-sections */
const DEEPEST = 11;
const MOST_JOBS = 2_000;

export function configurationOf(path: string, included: Included): Configuration {
  const known = included.foreign.filter(({ to }) => jobsOfTemplates.has(to));
  const foreign = included.foreign.filter(({ to }) => !jobsOfTemplates.has(to));
  const base = known.map(({ to, at }) => jobsOfTemplates.get(to)!(at)).reduce<Node>(merged, nowhere(startOf(path)));
  const root = base.kind === "missing" ? included.root : merged(base, included.root);
  const extended = new Extended(root, foreign);
  const references = new References(extended.root());
  const problems = [...included.problems, ...extended.problems];
  const jobs: WrittenJob[] = [];
  for (const { key, keyAt } of root.entries()) {
    if (GLOBAL.has(key) || isHidden(key) || jobs.length >= MOST_JOBS) continue;
    const job = extended.job(key);
    if (job?.node.kind !== "mapping") continue;
    const node = references.resolved(job.node);
    jobs.push({
      name: key,
      at: keyAt,
      node: withDefaults(node, references.resolved(root)),
      open: job.open ?? undefined,
    });
  }
  problems.push(...lostReferences(references, foreign));
  const written = references.resolved(root.get("stages"));
  const names = written.items().map(({ text }) => text);
  const stages = written.kind === "sequence" ? names : USUAL_STAGES;
  return {
    path,
    root: references.resolved(without(root, ...jobs.map(({ name }) => name))),
    stages: [".pre", ...stages.filter((name) => name !== ".pre" && name !== ".post"), ".post"],
    stagesAt: written.kind === "sequence" ? written.keyAt : startOf(path),
    areStagesOpen: written.kind !== "sequence" && foreign.length > 0,
    jobs,
    foreign,
    includes: included.foreign,
    problems,
    paths: included.paths,
  };
}

function lostReferences({ lost }: References, foreign: readonly Foreign[]): readonly SourceProblem[] {
  return foreign.length > 0
    ? []
    : [...lost.values()].map((node) => ({
        at: node.at,
        reason: `has \`${referenceText(node)}\`, which leads nowhere`,
        remedy: "name a key that is there, or include the file that has it",
        weight: "error",
      }));
}

/** What the job does not set itself it takes from `default`, or from the same keys beside it, unless it inherits none. */
function withDefaults(job: Node, root: Node): Node {
  const inherit = job.get("inherit", "default");
  const wanted = inherit.kind === "sequence" ? inherit.items().map(({ text }) => text) : DEFAULTS;
  if (inherit.value === false) return job;
  let entries: Map<string, Entry> | undefined;
  for (const key of wanted.filter((one) => DEFAULTS.includes(one))) {
    if (job.has(key)) continue;
    const from = [root.get("default"), root].find((place) => place.has(key));
    if (!from) continue;
    const node = from.get(key);
    entries ??= entriesOf(job);
    entries.set(key, { key, keyAt: node.keyAt, node });
  }
  return entries ? withEntries(job, entries) : job;
}

interface ExtendedJob {
  readonly node: Node;
  readonly open: WrittenJob["open"];
}

/** Jobs with what they extend. */
class Extended {
  readonly problems: SourceProblem[] = [];
  readonly #root: Node;
  readonly #foreign: readonly Foreign[];
  readonly #known = new Map<string, ExtendedJob | undefined>();

  constructor(root: Node, foreign: readonly Foreign[]) {
    this.#root = root;
    this.#foreign = foreign;
  }

  /** The whole configuration, each job extended: what references look into. */
  root(): Node {
    const entries = entriesOf(this.#root);
    for (const [key, entry] of entries) {
      const node = GLOBAL.has(key) ? undefined : this.job(key)?.node;
      if (node) entries.set(key, { ...entry, node });
    }
    return mapping(entries, this.#root.at);
  }

  job(name: string, above: readonly string[] = []): ExtendedJob | undefined {
    if (this.#known.has(name)) return this.#known.get(name);
    const node = this.#root.get(name);
    if (node.kind === "missing") return undefined;
    const found =
      node.kind === "mapping" && node.has("extends") ? this.#extended(name, node, above) : { node, open: undefined };
    this.#known.set(name, found);
    return found;
  }

  #extended(name: string, node: Node, above: readonly string[]): ExtendedJob {
    const written = node.get("extends");
    const parents = written.kind === "sequence" ? written.items() : [written];
    let base: Node | undefined;
    let open: ExtendedJob["open"];
    for (const parent of parents) {
      const round = parent.text === name || above.includes(parent.text);
      if (round || above.length >= DEEPEST) {
        this.problems.push({
          at: parent.at,
          reason: round
            ? `\`${name}\` extends \`${parent.text}\`, which extends it in turn`
            : `\`${name}\` extends \`${parent.text}\`, more than ${DEEPEST} levels deep`,
          remedy: round ? "take one of them out of the circle" : "extend fewer levels",
          weight: "error",
        });
        continue;
      }
      const found = GLOBAL.has(parent.text) ? undefined : this.job(parent.text, [...above, name]);
      if (!found) {
        open ??= this.#missing(name, parent);
        continue;
      }
      open ??= found.open;
      base = base ? merged(base, found.node) : found.node;
    }
    const own = without(node, "extends");
    return { node: base ? merged(base, own) : own, open };
  }

  #missing(name: string, parent: Node): ExtendedJob["open"] {
    const [first] = this.#foreign;
    if (first) return { why: `\`${parent.text}\`, which \`${name}\` extends, is written elsewhere`, at: parent.at };
    const meant = nearest(
      parent.text,
      this.#root.entries().map(({ key }) => key),
    );
    this.problems.push({
      at: parent.at,
      reason: `\`${name}\` extends \`${parent.text}\`, which is not there`,
      remedy: meant === undefined ? "include the file that has it" : `did you mean \`${meant}\`?`,
      weight: "error",
    });
    return { why: `\`${parent.text}\`, which \`${name}\` extends, is not there`, at: parent.at };
  }
}
